"""Facts: every printed figure of a table with its coordinates, or why it has none.

The title of a table fixes some coordinates, the header of its column others, the code or the name
of its row the rest. What the print does not say is not "all": it has no coordinate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from ..model.amounts import AmountError, parse
from ..model.document import Document, Rows, Structure, Table
from ..model.expressions import expression
from ..model.names import bare, norm, path
from ..model.place import Place
from ..model.raw import RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .segments import ROLE, header_reading, without_role

Why = Literal["", "table", "column", "row"]
"""What was not understood: nothing, the table, the column or the row."""

ITEM, ENTITY, CHART, MATTER = "item", "entity", "chart", "matter"
_LISTS = frozenset({"flat", "units", "groups", "nested", "single"})
"""Kinds of rows whose names may be any: projects, units, goods."""
_FIGURE = expression(r"[-+(]?\d{1,3}(?:,\d{3})*(?:\.\d+)?[)%]?|[-+(]?\d+(?:\.\d+)?[)%]?")


class TableFact(NamedTuple):
    """A printed figure: its table with the money unit, the name of its row and the header of its
    column as printed, its text, where it stands, its coordinates, and what about it was not
    understood (`why`, `left`)."""

    table: str
    title: str
    money: str
    name: str
    header: str
    text: str
    coordinates: Coordinates
    place: Place
    why: Why = ""
    left: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The figure in the unit of its table, a rate in percent; None where it is none."""
        try:
            return parse(norm(self.text).removesuffix("%"))
        except AmountError:
            return None


def facts_of(document: Document, vocabulary: Vocabulary) -> Iterator[TableFact]:
    """Every figure that is printed in the tables of a document, table by table; what no layout was
    found for is read by the `vocabulary` of its pack."""
    for table in document.tables.values():
        if table.layout.book is None:
            yield from _of_table(table)
    for raw in document.unrecognised:
        yield from _of_unknown(vocabulary, raw)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, and no code: one with a separator or a place after it."""
    folded = norm(text)
    return bool(_FIGURE.fullmatch(folded)) and ("." in folded or "," in folded)


def _of_table(table: Table) -> Iterator[TableFact]:
    vocabulary = table.layout.vocabulary
    title = understood(vocabulary, table.raw.title).coordinates
    at = without_role(title)
    seen: set[tuple[int, int]] = set()
    for rows in table.sides:
        of_rows = _of_rows(vocabulary, rows.structure)
        for name, index in rows.where.columns.items():
            column = _of_column(vocabulary, table, at, rows, name, index)
            for row in range(min(rows.structure.size, len(table.texts[index]))):
                text = table.texts[index][row]
                if is_figure(text) and (row, index) not in seen:
                    seen.add((row, index))
                    yield _fact(vocabulary, table, rows, (row, index, name), column, of_rows[row])
    for index, texts in enumerate(table.texts):
        for row, text in enumerate(texts):
            if (row, index) not in seen and is_figure(text):
                header = table.raw.columns[index] if index < len(table.raw.columns) else ""
                place = table.raw.locate(row, index)
                about = (table.id, table.raw.title, table.money, "", header)
                yield TableFact(*about, text, {}, place, "column", (header,))


class _Meant(NamedTuple):
    """What a row or a column says of its figures, and what of it was not understood."""

    coordinates: Coordinates
    left: tuple[str, ...] = ()


def _fact(
    vocabulary: Vocabulary,
    table: Table,
    rows: Rows,
    at: tuple[int, int, str],
    column: _Meant,
    meant: _Meant,
) -> TableFact:
    row, index, name = at
    why: Why = "column" if column.left else "row" if meant.left else ""
    header = table.raw.columns[index] if index < len(table.raw.columns) else name
    return TableFact(
        table.id,
        table.raw.title,
        table.money,
        rows.structure.name(row),
        header,
        table.texts[index][row],
        vocabulary.met(column.coordinates, meant.coordinates),
        table.raw.locate(row, index),
        why,
        column.left or meant.left,
    )


def _of_column(
    vocabulary: Vocabulary, table: Table, at: Coordinates, rows: Rows, name: str, index: int
) -> _Meant:
    """What the title and the header of a column say; a column that the pack names is understood."""
    header = table.raw.columns[index] if index < len(table.raw.columns) else name
    reading = header_reading(vocabulary, path(header), alone=False)
    side = understood(vocabulary, rows.structure.side.name).coordinates
    above = vocabulary.met(at, without_role(side))
    found = vocabulary.met(above, without_role(reading.coordinates))
    declared = name in rows.structure.side.columns
    left = () if declared or not reading.left else reading.left
    return _Meant({"flow": "expenditure", **found} if _spends(found) else found, left)


def _spends(coordinates: Coordinates) -> bool:
    """Whether what is said can only be expenditure."""
    return bool({"nature", "sangong", MATTER} & coordinates.keys())


def _of_rows(vocabulary: Vocabulary, shape: Structure) -> list[_Meant]:
    """What the code, the name and the place of each row say."""
    found: list[_Meant] = []
    for row in range(shape.size):
        own = _of_row(vocabulary, shape, row)
        above = shape.parent[row]
        if 0 <= above < row and above != shape.total and shape.side.rows != "code":
            own = own._replace(
                coordinates=vocabulary.met(without_role(found[above].coordinates), own.coordinates)
            )
        found.append(own)
    return found


def _of_row(vocabulary: Vocabulary, shape: Structure, row: int) -> _Meant:
    label, code = shape.labels[row], shape.codes[row]
    project = shape.projects[row] if shape.projects else ""
    if row == shape.total:
        return _Meant({ROLE: "total"})
    if code and code.isdecimal() and row not in shape.unread:
        item = {ITEM: norm(project)} if project.strip() else {}
        return _Meant({_chart_of(vocabulary, code, label): code, **item})
    if shape.side.rows == "single" or not label.strip():
        blank = shape.side.rows == "single" or not row
        return _Meant({}) if blank else _Meant({}, ("",))
    reading = understood(vocabulary, bare(label))
    if not reading.left and reading.coordinates:
        group = understood(vocabulary, bare(project)).coordinates if project.strip() else {}
        return _Meant(vocabulary.met(without_role(group), reading.coordinates))
    listed = shape.side.rows in _LISTS or shape.parent[row] >= 0
    item = {ITEM: "/".join(filter(None, (norm(project), norm(label))))}
    return _Meant({**reading.coordinates, **item}, () if listed else reading.left)


def _chart_of(vocabulary: Vocabulary, code: str, label: str) -> str:
    """The chart of a code: that in which its name is, else by its first figure."""
    name = bare(label)
    for chart, codes in vocabulary.charts.items():
        if code in codes.get(name, ()):
            return chart
    return "economy" if code.startswith(("3", "5")) and len(code) in (3, 5) else "function"


def _of_unknown(vocabulary: Vocabulary, raw: RawTable) -> Iterator[TableFact]:
    """The figures of a table that was not read as one. A form of a matter that has no sums, as that
    of a project's targets, has a field beside each figure; of others nothing is known."""
    reading = understood(vocabulary, raw.title)
    at = without_role(reading.coordinates)
    form = at.get(MATTER, "") in vocabulary.no_money
    for row, cells in enumerate(raw.rows):
        for column, text in enumerate(cells):
            if not is_figure(text):
                continue
            field = _field(cells, column) if form else ""
            own = understood(vocabulary, bare(field)).coordinates if field else {}
            known = {**vocabulary.met(at, without_role(own)), ITEM: norm(field)} if field else {}
            about = (raw.id, raw.title, raw.money, norm(field), "")
            why: Why = "" if field else "table"
            left = () if field else (raw.title,)
            yield TableFact(*about, text, known, raw.locate(row, column), why, left)


def _field(cells: Sequence[str], column: int) -> str:
    """The name of a form's field: the nearest words in front of a figure."""
    before = (cell for cell in reversed(cells[:column]) if cell.strip())
    return next((cell for cell in before if not is_figure(cell)), "")


def by_reason(facts: Iterator[TableFact]) -> Mapping[tuple[str, ...], int]:
    """How many figures have no coordinates, by what was not understood."""
    found: dict[tuple[str, ...], int] = {}
    for fact in facts:
        if fact.why:
            key = (fact.why, *fact.left)
            found[key] = found.get(key, 0) + 1
    return found
