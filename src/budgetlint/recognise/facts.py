"""Facts: every printed figure of a table with its coordinates, or why it has none.

The title of a table fixes some coordinates, the header of its column others, the code or the name
of its row the rest. What the print does not say is not "all": it has no coordinate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from ..model.amounts import AmountError, is_amount, parse
from ..model.document import Document, Rows, Table
from ..model.layout import Side
from ..model.names import norm
from ..model.place import Place
from ..model.raw import RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .fit import OWN
from .form_facts import NO_HEAD, fields_of, indicators_begin
from .readings import (
    CARRIED,
    FLOW,
    ITEM,
    VINTAGE,
    column_reading,
    roles_of,
    title_reading,
    without_role,
)
from .row_facts import MATTER, SANGONG, Meant, kept_of_words, rows_meant

Why = Literal["", "table", "column", "row", "subject", "sentence"]
"""What was not understood: nothing, the table, the column or the row; in prose the subject, or the
whole sentence."""


class PrintedFact(NamedTuple):
    """A printed figure: its table with the money unit, the name of its row and the header of its
    column as printed, its text, where it stands, its coordinates, and what about it was not
    understood (`why`, `left`). One in prose has the title of its section, the words of its subject
    and what it is of it (amount, change, rate …), and its `amount` with the sign of its words."""

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
    in_prose: bool = False
    amount: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """The figure in the unit of its table, a rate in percent; None where it is none."""
        if self.in_prose:
            return self.amount
        try:
            return parse(norm(self.text).removesuffix("%"))
        except AmountError:
            return None


def facts_of(document: Document, vocabulary: Vocabulary) -> Iterator[PrintedFact]:
    """Every figure that is printed in the tables of a document, table by table; what no layout was
    found for is read by the `vocabulary` of its pack."""
    for table in document.tables.values():
        if table.layout.book is None:
            form = indicators_begin(vocabulary, table.raw) != NO_HEAD
            yield from _of_form(vocabulary, table.raw) if form else _of_table(table)
    for raw in document.unrecognised:
        yield from _of_form(vocabulary, raw)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, and no code: one with a separator or a place after it."""
    folded = norm(text)
    return is_number(folded) and ("." in folded or "," in folded)


def is_number(text: str) -> bool:
    """Whether a cell of a column of figures holds one: 0 as well as 0.00, with a note mark behind
    it or in another writing."""
    return is_amount(norm(text))


def _of_table(table: Table) -> Iterator[PrintedFact]:
    vocabulary = table.layout.vocabulary
    at = title_meant(vocabulary, table)
    seen: set[tuple[int, int]] = set()
    for rows in table.sides:
        of_rows = rows_meant(vocabulary, table.raw, rows)
        for name, index in rows.where.columns.items():
            column = _of_column(vocabulary, table, at, rows, name)
            for row in range(min(rows.structure.size, len(table.texts[index]))):
                text = table.texts[index][row]
                if is_number(text) and (row, index) not in seen:
                    seen.add((row, index))
                    yield _fact(vocabulary, table, rows, (row, index, name), column, of_rows[row])
    for index, texts in enumerate(table.texts):
        if "index" in roles_of(
            column_reading(vocabulary, table.raw, index, alone=True).coordinates
        ):
            continue  # 3.1 numbers a row
        for row, text in enumerate(texts):
            if (row, index) not in seen and is_figure(text):
                header = table.raw.columns[index] if index < len(table.raw.columns) else ""
                place = table.raw.locate(row, index)
                about = (table.id, table.raw.title, table.money_of(index), "", header)
                yield PrintedFact(*about, text, {}, place, "column", (header,))


def _fact(
    vocabulary: Vocabulary,
    table: Table,
    rows: Rows,
    at: tuple[int, int, str],
    column: Meant,
    meant: Meant,
) -> PrintedFact:
    row, index, name = at
    why: Why = "column" if column.left else "row" if meant.left else ""
    header = table.raw.columns[index] if index < len(table.raw.columns) else name
    measure = rows.structure.side.columns[name].measure
    return PrintedFact(
        table.id,
        table.raw.title,
        _UNITS.get(measure, table.money_of(index)),
        rows.structure.name(row),
        header,
        table.texts[index][row],
        vocabulary.met(column.coordinates, meant.coordinates),
        table.raw.locate(row, index),
        why,
        column.left or meant.left,
    )


_UNITS = {"percent": "%", "number": ""}
"""What figures of columns are printed in that hold no money."""


def title_meant(vocabulary: Vocabulary, table: Table) -> Coordinates:
    """What the title of a table says of all its figures. A table of a matter that has no sums is
    headed by the name of what it is about: that says nothing else. A word of the title that nobody
    knows stays as printed, so that the figures are those of no other table."""
    at = without_role(title_reading(vocabulary, table.raw).coordinates)
    if left := title_left(vocabulary, table):
        at = {**at, ITEM: "".join(left)}
    return {MATTER: at[MATTER]} if at.get(MATTER) in vocabulary.no_money else at


def title_left(vocabulary: Vocabulary, table: Table) -> tuple[str, ...]:
    """The words of a title that nobody knows, where the table is read by its title alone."""
    return title_reading(vocabulary, table.raw).left if table.id.startswith(OWN) else ()


def column_meant(vocabulary: Vocabulary, table: Table, rows: Rows, name: str) -> Meant:
    """What the title and the header of a column say; a column that the pack names is understood."""

    def made() -> Meant:
        return _of_column(vocabulary, table, title_meant(vocabulary, table), rows, name)

    if table.raw.meanings is not None:
        return made()
    words = table.id, table.raw.title, table.raw.columns
    key = "columns", rows.structure.side, rows.where, name, words
    return kept_of_words(vocabulary, key, made)


def _carries(vocabulary: Vocabulary, table: Table) -> bool:
    """Whether a column of a table is about what was carried in or on: 本年预算数 beside it is what
    is of this year, and else all of the budget."""
    columns = range(len(table.raw.columns))
    readings = (column_reading(vocabulary, table.raw, index) for index in columns)
    return any(reading.coordinates.get(VINTAGE) in CARRIED for reading in readings)


def _of_column(
    vocabulary: Vocabulary, table: Table, at: Coordinates, rows: Rows, name: str
) -> Meant:
    index = rows.where.columns[name]
    alone = not _carries(vocabulary, table)
    reading = column_reading(vocabulary, table.raw, index, name, alone=alone)
    side = side_said(vocabulary, rows.structure.side)
    above = _about(vocabulary.met(at, without_role(side)), reading.coordinates)
    found = dict(vocabulary.met(above, without_role(reading.coordinates)))
    printed = rows.structure.side.columns.get(name)
    if printed is not None and printed.measure == "percent" and found.get("measure") == "change":
        found["measure"] = "growth"
    declared = name in rows.structure.side.columns
    left = () if declared or not reading.left else reading.left
    return Meant({"flow": "expenditure", **found} if _spends(found) else found, left)


def side_said(vocabulary: Vocabulary, side: Side) -> Coordinates:
    """What the name of a side says of its figures; one that is the heading of its names
    (项目（按经济分类）) says no more than which way money goes, and of which chart it is."""
    said = understood(vocabulary, side.name).coordinates
    return {k: v for k, v in said.items() if k in (FLOW, "chart")} if side.composed else said


def _about(title: Coordinates, header: Coordinates) -> Coordinates:
    """What a title says of a column: one that names several matters (三公经费、会议费) says of the
    column of one of them nothing about the others."""
    others = {SANGONG: MATTER, MATTER: SANGONG}
    left_out = {others[name] for name in others if name in header} - header.keys()
    return {name: member for name, member in title.items() if name not in left_out}


def _spends(coordinates: Coordinates) -> bool:
    """Whether what is said can only be expenditure."""
    return bool({"nature", SANGONG, MATTER} & coordinates.keys())


def _of_form(vocabulary: Vocabulary, raw: RawTable) -> Iterator[PrintedFact]:
    """The figures of a table that was not read as one. A form of a matter that has no sums, as that
    of a project's targets, has a field beside each figure; of others nothing is known."""
    matter = title_reading(vocabulary, raw).coordinates.get(MATTER, "")
    if matter not in vocabulary.no_money and indicators_begin(vocabulary, raw) == NO_HEAD:
        for row, cells in enumerate(raw.rows):
            for column, text in enumerate(cells):
                if is_figure(text):
                    about = (raw.id, raw.title, raw.money, "", "")
                    yield PrintedFact(
                        *about, text, {}, raw.locate(row, column), "table", (raw.title,)
                    )
        return
    for row, column, name, header, known, left in fields_of(vocabulary, raw, matter):
        about = (raw.id, raw.title, raw.money, name, header)
        why: Why = "" if known else "table"
        text = raw.rows[row][column]
        yield PrintedFact(*about, text, known, raw.locate(row, column), why, left)


def by_reason(facts: Iterator[PrintedFact]) -> Mapping[tuple[str, ...], int]:
    """How many figures have no coordinates, by what was not understood."""
    found: dict[tuple[str, ...], int] = {}
    for fact in facts:
        if fact.why:
            key = (fact.why, *fact.left)
            found[key] = found.get(key, 0) + 1
    return found
