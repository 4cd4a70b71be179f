"""Tables as printed: headers with their spans, codes, names and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ... import messages
from ...messages.catalogue import say
from ...model.amounts import AmountError, is_blank, parse
from ...model.document import Document, Rows, Table
from ...model.errors import NOTHING, Message
from ...model.layout import PREVIOUS
from ...model.raw import RawTable
from ...plan.relations import CellRef
from .spots import Register
from .values import Drawn, Head, Kind, PaperRow, Spot, Square

MAX_CELLS = 20_000
"""Cells of one table that are drawn."""
MAX_COLUMNS = 120
MAX_TEXT = 2_000
"""Characters of one cell that are drawn."""


def draw_tables(document: Document, register: Register) -> tuple[Drawn, ...]:
    """The tables of a document in the order in which they are printed."""
    drawn = [
        _known(table, register)
        for table in document.tables.values()
        if table.layout.book is None and not table.layout.id.startswith(PREVIOUS)
    ]
    drawn += [_unknown(raw, register) for raw in document.unrecognised]
    if all(table.page for table in drawn):
        drawn.sort(key=lambda table: table.page)
    return tuple(drawn)


def _known(table: Table, register: Register) -> Drawn:
    """A table that the rules know."""
    raw = table.raw
    columns = _figure_columns(table)
    kinds = _kinds(table, columns)
    totals = {rows.structure.total for rows in table.sides} - {-1}

    def square(row: int, index: int) -> Square:
        text = raw.rows[row][index]
        refs = [CellRef(side, name, row) for side, name in columns.get(index, ())]
        for ref in refs:
            if _is_figure(text):
                return Square(text, register.spot(ref))
        if not refs and kinds[index] == "text" and _is_figure(text):
            return Square(text, register.add(_bare(raw, row, index, name)))
        return Square(text, register.named(text, raw, row, index))

    name = messages.brief_of(messages.table_name(table.layout, table.number), raw)
    lines = [
        PaperRow(
            row,
            tuple(square(row, index) for index in range(_width(raw))),
            row in totals,
            raw.indents.get((row, _first_label(kinds)), 0),
        )
        for row in range(_height(raw))
    ]
    return _drawn(raw, name, table.money, kinds, lines, understood=True)


def _unknown(raw: RawTable, register: Register) -> Drawn:
    """A table that no rule knows: drawn, with nothing to say of its figures."""
    title = raw.title or raw.id
    name = Message(title, title)
    if not raw.has_title:
        name = say("report.untitled", number=title[1:])
    kinds: tuple[Kind, ...] = tuple("text" for _ in range(_width(raw)))

    def square(row: int, index: int) -> Square:
        text = raw.rows[row][index] if index < len(raw.rows[row]) else ""
        if _is_figure(text) and any(mark in text for mark in ".,，"):
            return Square(text, register.add(_bare(raw, row, index, name)))
        return Square(text)

    lines = [
        PaperRow(row, tuple(square(row, index) for index in range(_width(raw))))
        for row in range(_height(raw))
    ]
    return _drawn(raw, name, raw.money, kinds, lines, understood=False)


def _drawn(
    raw: RawTable,
    name: Message,
    money: str,
    kinds: tuple[Kind, ...],
    lines: Sequence[PaperRow],
    *,
    understood: bool,
) -> Drawn:
    columns = raw.headers[: len(kinds)]
    return Drawn(
        name,
        raw.title,
        raw.unit,
        money,
        raw.locate(0, 0).page if raw.rows else 0,
        heads_of(columns),
        kinds,
        tuple(lines),
        raw.notes,
        understood,
        len(raw.rows) - len(lines),
        max(map(len, (raw.columns, *raw.rows[:1]))) - len(kinds),
    )


def _width(raw: RawTable) -> int:
    return min(max(map(len, (raw.columns, *raw.rows)), default=0), MAX_COLUMNS)


def _height(raw: RawTable) -> int:
    """The rows that are drawn: all, unless they are too many."""
    return min(len(raw.rows), MAX_CELLS // max(_width(raw), 1))


def _figure_columns(table: Table) -> Mapping[int, Sequence[tuple[int, str]]]:
    """The sides and columns that a printed column stands for, by its index."""
    found: dict[int, list[tuple[int, str]]] = {}
    for rows in table.sides:
        for name, index in rows.where.columns.items():
            found.setdefault(index, []).append((rows.structure.side.ordinal, name))
    return found


def _kinds(table: Table, figures: Mapping[int, object]) -> tuple[Kind, ...]:
    """What each printed column holds."""
    kinds: list[Kind] = ["text"] * _width(table.raw)
    for rows in table.sides:
        for index, kind in _named(rows):
            if 0 <= index < len(kinds):
                kinds[index] = kind
    return tuple(kind if i not in figures else "figure" for i, kind in enumerate(kinds))


def _named(rows: Rows) -> Iterator[tuple[int, Kind]]:
    where = rows.where
    yield from ((index, "label") for index in (where.label, where.project, *where.group))
    yield from ((index, "code") for index in where.code)


def _first_label(kinds: Sequence[Kind]) -> int:
    return kinds.index("label") if "label" in kinds else 0


def _is_figure(text: str) -> bool:
    """Whether a figure is printed; a dash or 无 is none."""
    try:
        return not is_blank(parse(text))
    except AmountError:
        return any(map(str.isdigit, text)) and len(text) <= MAX_FIGURE


MAX_FIGURE = 40
"""Characters of a text that may be a figure which cannot be read."""


def _bare(raw: RawTable, row: int, index: int, name: Message) -> Spot:
    """A figure that no rule speaks of."""
    line = raw.rows[row]
    label = next((cell.strip() for cell in line if cell.strip() and not _is_figure(cell)), "")
    column = raw.columns[index] if index < len(raw.columns) else ""
    return Spot(name, label, column.replace("/", " "), line[index].strip(), raw.locate(row, index),
                doubt=raw.doubts.get((row, index), NOTHING))  # fmt: skip


def heads_of(columns: Sequence[str]) -> tuple[tuple[Head, ...], ...]:
    """The rows of a header from the paths of its columns: what neighbours share is one cell, and
    what has nothing below it reaches down to the last row."""
    paths = [[part for part in column.split("/") if part.strip()] or [""] for column in columns]
    depth = max(map(len, paths), default=0)
    return tuple(tuple(_head_row(paths, level, depth)) for level in range(depth))


def _head_row(paths: Sequence[Sequence[str]], level: int, depth: int) -> Iterator[Head]:
    index = 0
    while index < len(paths):
        path = paths[index]
        last = len(path) - 1 == level
        end = index + 1
        while not last and end < len(paths) and _joins(path, paths[end], level):
            end += 1
        if level < len(path):
            yield Head(path[level], depth - level if last else 1, end - index)
        index = end


def _joins(path: Sequence[str], other: Sequence[str], level: int) -> bool:
    """Whether a column stands under the same heading as its neighbour."""
    return len(other) > level + 1 and list(other[: level + 1]) == list(path[: level + 1])
