"""What the rows of a table say of their figures: by code, by name, by where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..model.codes import is_code
from ..model.document import Rows, Structure, Table
from ..model.expressions import expression
from ..model.memo import Memo
from ..model.names import bare, norm, norms
from ..model.raw import RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Meaning, Piece, Vocabulary, stated, understood
from .layouts import MAX_KEPT_ROWS
from .readings import ITEM, LEVEL, ROLE, TOTAL_ROLES, column_reading, roles_of, without_role
from .trees import OF_WHICH, is_marked

CHART, MATTER, SANGONG = "chart", "matter", "sangong"
_LISTS = frozenset({"flat", "units", "groups", "nested", "single"})
"""Kinds of rows whose names may be any: projects, units, goods."""


class Meant(NamedTuple):
    """What a row or a column says of its figures, and what of it was not understood."""

    coordinates: Coordinates
    left: tuple[str, ...] = ()


def rows_meant(vocabulary: Vocabulary, table: RawTable, rows: Rows) -> Sequence[Meant]:
    """What the code, the name and the place of each row say; what its file says before all."""
    shape = rows.structure
    if shape.side.rows == "nested":
        return _levels_meant(vocabulary, table, rows)
    return kept(vocabulary, shape, "rows", lambda: _tree_meant(vocabulary, shape))


Made = TypeVar("Made")


def kept(vocabulary: Vocabulary, shape: Structure, what: object, make: Callable[[], Made]) -> Made:
    """What the labels of a side tell, kept for the next document that prints them; of large ones,
    whose structures are not kept either, only for the last."""
    if shape.size <= MAX_KEPT_ROWS:
        return kept_of_words(vocabulary, (what, shape), make)
    large: Memo[Structure, dict[object, Any]] = vocabulary.made.get("large", lambda: Memo(1))
    found = large.get(shape, dict)
    if what not in found:
        found[what] = make()
    made: Made = found[what]
    return made


def kept_of_table(
    vocabulary: Vocabulary, table: Table, what: object, make: Callable[[], Made]
) -> Made:
    """What the words of a whole table tell, kept likewise; not where its file says otherwise."""
    own = _is_of_its_own(table)
    return make() if own else kept_of_words(vocabulary, (what, _words_of(table)), make)


def kept_of_tables(tables: Sequence[Table], key: object, make: Callable[[], Made]) -> Made:
    """What follows from what the words of several tables say; the key tells that from others."""
    own = any(map(_is_of_its_own, tables))
    return make() if own else kept_of_words(tables[0].layout.vocabulary, key, make)


def kept_of_meaning(
    vocabulary: Vocabulary, shape: Structure, key: object, make: Callable[[], Made]
) -> Made:
    """What follows from what the words of a side mean, whatever they are: other names that mean
    the same make nothing anew. The key tells what they mean."""
    return make() if shape.size > MAX_KEPT_ROWS else kept_of_words(vocabulary, key, make)


def kept_of_words(vocabulary: Vocabulary, key: object, make: Callable[[], Made]) -> Made:
    """What words tell, kept by a key that stands for these."""
    of_shapes: Memo[object, Any] = vocabulary.made.get("shapes", lambda: Memo(MAX_OF_SHAPES))
    made: Made = of_shapes.get(key, make)
    return made


def _is_of_its_own(table: Table) -> bool:
    """Whether there is no other table with the same words: it is large, or its file says what they
    mean."""
    large = any(rows.structure.size > MAX_KEPT_ROWS for rows in table.sides)
    return large or table.raw.meanings is not None


def _words_of(table: Table) -> tuple[object, ...]:
    """All words of a table: its title, its header, and those of its sides."""
    sides = tuple(_words_of_side(table, rows) for rows in table.sides)
    return (table.id, table.raw.title, table.raw.columns, sides)


def _words_of_side(table: Table, rows: Rows) -> tuple[object, ...]:
    """The words of a side: what its structure is made of, and the names of all levels."""
    if rows.structure.side.rows != "nested":
        return rows.structure, rows.where
    figures = rows.where.columns.values()
    names = (texts for at, texts in enumerate(table.texts) if at not in figures)
    return (rows.structure, rows.where, *names)


MAX_OF_SHAPES = 512
"""What is kept of the sides of tables: half a dozen things of each."""


def _tree_meant(vocabulary: Vocabulary, shape: Structure) -> Sequence[Meant]:
    """Each row of a tree: what it says, below what the rows above it say."""
    found: list[Meant] = []
    for row in range(shape.size):
        if row in shape.said:
            found.append(Meant(shape.said[row]))
            continue
        own = _of_row(vocabulary, shape, row)
        above = shape.parent[row]
        if 0 <= above < row and above != shape.total and _is_below(shape, row, own):
            own = own._replace(
                coordinates=vocabulary.met(without_role(found[above].coordinates), own.coordinates)
            )
        found.append(own)
    return found


def label_reading(vocabulary: Vocabulary, shape: Structure, row: int) -> Meaning:
    """The name of a row understood: as its file says, else by its words."""
    if row in shape.said:
        return stated(shape.labels[row], shape.said[row])

    def read() -> Meaning:
        return understood(vocabulary, bare(shape.labels[row]))

    # A large side has more names than are remembered of all documents.
    return kept(vocabulary, shape, row, read) if shape.size > MAX_KEPT_ROWS else read()


def rows_saying(
    vocabulary: Vocabulary, shape: Structure, dimension: str
) -> Sequence[tuple[int, str]]:
    """The rows whose names set a dimension, and to what: names in which no word of it stands are
    not parsed. Of a hundred thousand names a few do."""

    def made() -> Sequence[tuple[int, str]]:
        words, names = vocabulary.words_of(dimension), norms(shape.labels)
        some = words.search("\n".join(names)) is not None
        likely = (row for row, name in enumerate(names) if some and words.search(name))
        found = (
            (row, label_reading(vocabulary, shape, row).coordinates.get(dimension, ""))
            for row in sorted({*likely, *shape.said})
        )
        return tuple((row, member) for row, member in found if member)

    return kept(vocabulary, shape, ("saying", dimension), made)


def _is_below(shape: Structure, row: int, own: Meant) -> bool:
    """Whether what the row above says is true of a row as well. Codes say all themselves; and a
    total, or what follows it, without a mark of its own, 本年收入合计 and 上年结转 below 其他收入,
    is no part of what stood above it."""
    label = norm(shape.labels[row])
    marked = label.startswith(OF_WHICH) or is_marked(label)
    total = bool(roles_of(own.coordinates) & TOTAL_ROLES)
    behind = total or shape.parent[row] < shape.total < row
    return shape.side.rows != "code" and (marked or not behind)


def _of_row(vocabulary: Vocabulary, shape: Structure, row: int) -> Meant:
    label, code = shape.labels[row], shape.codes[row]
    project = shape.projects[row] if shape.projects else ""
    if row == shape.total:
        known = understood(vocabulary, bare(label)).coordinates
        return Meant({**known, ROLE: "total"})
    if code and code.isdecimal() and row not in shape.unread:
        item = {ITEM: norm(project)} if project.strip() else {}
        return Meant({_chart_of(vocabulary, code, label): code, **item})
    if shape.side.rows == "single" or not label.strip():
        blank = shape.side.rows == "single" or not row
        return Meant({}) if blank else Meant({}, ("",))
    reading = understood(vocabulary, bare(label))
    is_project = shape.side.rows == "flat" and norm(project) == norm(label)
    if not reading.left and reading.coordinates and not is_project:
        group = understood(vocabulary, bare(project))
        above = {} if group.left else without_role(group.coordinates)
        return Meant(vocabulary.met(above, reading.coordinates))
    if norm(label) in shape.side.subtotal:
        return Meant(reading.coordinates)
    listed = shape.side.rows in _LISTS or shape.parent[row] >= 0
    item = {ITEM: "/".join(filter(None, (norm(project), norm(label))))}
    return Meant(item, () if listed else reading.left)


def phrase_meaning(vocabulary: Vocabulary, phrase: str) -> Meaning:
    """A phrase as somebody types it: a title, a header, a name, or a code, alone or in front of its
    name, as rows print it."""
    match = _CODE_IN_FRONT.fullmatch(norm(phrase))
    if match is None or not is_code(match[1]):
        return understood(vocabulary, phrase)
    code, label = match[1], match[2]
    chart = _chart_of(vocabulary, code, label)
    name = understood(vocabulary, label, chart)
    pieces = (Piece(code, {chart: code}), *name.pieces)
    return Meaning(phrase, pieces, {**name.coordinates, chart: code})


_CODE_IN_FRONT = expression(r"(\d{3,9})[-_—]?(.*)")


def _chart_of(vocabulary: Vocabulary, code: str, label: str) -> str:
    """The chart of a code: that in which its name is, else by its first figure."""
    name = bare(label)
    for chart, codes in vocabulary.charts.items():
        if code in codes.get(name, ()):
            return chart
    return "economy" if code.startswith(("3", "5")) and len(code) in (3, 5) else "function"


def _levels_meant(vocabulary: Vocabulary, table: RawTable, rows: Rows) -> Sequence[Meant]:
    """Each row of a table whose names of each level stand in a column of their own. What stands in
    one holds for the rows below, until it or one before it says something else."""
    columns = _level_columns(vocabulary, table, rows)
    charts = [_chart_named(vocabulary, table, at) for at in columns]
    now = [""] * len(columns)
    found: list[Meant] = []
    for row, printed in enumerate(table.rows):
        cells = [printed[at].strip() for at in columns]
        first = next((n for n, cell in enumerate(cells) if cell), len(columns))
        now = now[:first] + cells[first:] if row != rows.structure.total else now
        if row in rows.structure.said:
            found.append(Meant(rows.structure.said[row]))
        elif row == rows.structure.total:
            found.append(Meant({ROLE: "total"}))
        else:
            found.append(Meant(_of_levels(vocabulary, charts, now)))
    return found


def _level_columns(vocabulary: Vocabulary, table: RawTable, rows: Rows) -> Sequence[int]:
    """The columns of the names of all levels, those too by which the rows are no tree."""
    found = {at for at in (*rows.where.group, rows.where.label) if at >= 0}
    for at in range(len(table.columns)):
        known = column_reading(vocabulary, table, at).coordinates
        if LEVEL in roles_of(known) or (CHART in known and at not in rows.where.columns.values()):
            found.add(at)
    return sorted(found)


def _chart_named(vocabulary: Vocabulary, table: RawTable, at: int) -> str:
    """The chart of codes that a column of names is of; none where its names may be any."""
    chart = column_reading(vocabulary, table, at).coordinates.get(CHART, "")
    return chart if chart in vocabulary.charts else ""


def _of_levels(vocabulary: Vocabulary, charts: Sequence[str], names: Sequence[str]) -> Coordinates:
    """The names of all levels of a row: the first is a class where it is understood, one in a
    column of a chart is a code, and others are what they are called."""
    found: dict[str, str] = {}
    items: list[str] = []
    for level, (chart, name) in enumerate(zip(charts, names, strict=True)):
        codes = vocabulary.charts.get(chart, {}).get(bare(name), ())
        reading = understood(vocabulary, bare(name))
        if codes:
            found[chart] = JOIN.join(codes)
        elif name and not level and not reading.left and reading.coordinates:
            found |= without_role(reading.coordinates)
        elif name:
            items.append(norm(name))
    return {**found, ITEM: "/".join(items)} if items else found
