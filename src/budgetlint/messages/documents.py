"""What is wrong with an input: the place, what was found, what was expected, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..model.codes import as_digits
from ..model.errors import NOTHING, Message, Problem
from ..model.place import Place
from .catalogue import problem, say
from .printed import address_of, heading_of, section_name, table_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.amounts import AmountError
    from ..model.document import Structure
    from ..model.layout import Layout, Side
    from ..model.raw import RawTable

__all__ = [
    "cells_merged",
    "claim_unreadable",
    "column_unread",
    "columns_shifted",
    "doubtful",
    "figures_low",
    "figures_moved",
    "header_lost",
    "header_unknown",
    "holds_of",
    "is_titled",
    "joined",
    "name_cut",
    "nearest_layout",
    "no_budget_table",
    "no_code",
    "of_misread",
    "other_unit",
    "points_misread",
    "ragged",
    "read_in_doubt",
    "row_shifted",
    "row_unplaced",
    "rows_again",
    "rows_nameless",
    "side_missing",
    "strange_columns",
    "sums_between",
    "table_misread",
    "table_repeated",
    "table_twice",
    "unknown_column",
    "unknown_table",
    "unreadable",
]


def claim_unreadable(where: Place) -> Problem:
    """A figure in the narrative that is no amount."""
    quote = where.quote if len(where.quote) <= MAX_QUOTE else f"{where.quote[:MAX_QUOTE]}…"
    return problem("documents.claim-unreadable", where, section_name(where.section), quote=quote)


def joined(*texts: Message) -> Message:
    """Several remarks as one; empty ones are left out."""
    said = tuple(text for text in texts if text != NOTHING)
    return say("documents.joined", remarks=said) if len(said) != 1 else said[0]


def read_in_doubt(cells: Sequence[tuple[Message, str, Message]]) -> Message:
    """A broken relation rests on cells that may have been misread: (address, value, reason)."""
    doubts = (say("documents.doubt", address=a, value=v, why=why) for a, v, why in cells)
    return say("documents.read-in-doubt", doubts=tuple(doubts))


MAX_QUOTE = 40
"""Characters of a figure that are shown; longer ones are no figures anyway."""


def _at(path: str, where: Place | None) -> Place:
    """A place that names its file."""
    if where is None:
        return Place(path)
    return where if where.path else where._replace(path=path)


def _table(table: RawTable, layout: Layout | None = None) -> Message:
    if layout:
        name = table_name(layout, table.number)
        if table.title:
            return heading_of(name, table)
        title = layout.titles[0]
        return name if name.zh == title else say("documents.known-table", name=name, title=title)
    if not table.has_title:
        return say("documents.untitled")
    return say("documents.table", title=table.title or table.id)


class _Closest(Protocol):
    """A layout that a table is like, with the names of its columns that are there or not."""

    @property
    def layout(self) -> Layout: ...
    @property
    def found(self) -> tuple[str, ...]: ...
    @property
    def missing(self) -> tuple[str, ...]: ...


def unknown_table(path: str, table: RawTable, near: _Closest | None) -> Problem:
    """A table that no layout knows, with the nearest that there is."""
    name = _table(table)
    where = table.locate(0, 0) if table.rows else None
    expected = nearest_layout(near) if near else say("documents.of-pack")
    return problem("documents.unknown-table", _at(path, where), name, name=name, expected=expected)


def nearest_layout(near: _Closest) -> Message:
    """Which table of the pack it may be, and what speaks against it."""
    layout = near.layout
    title = layout.titles[0] if layout.titles else layout.id
    found = say("documents.columns-found", columns=near.found) if near.found else NOTHING
    missing = say("documents.columns-missing", columns=near.missing) if near.missing else NOTHING
    return say("documents.nearest", title=title, found=found, missing=missing)


def no_budget_table(path: str, table: RawTable) -> Problem:
    """A sheet that is known to be none: a cover, a list of the tables."""
    name = _table(table)
    return problem("documents.no-budget-table", _at(path, table.locate(0, 0)), name, name=name)


def table_twice(path: str, table: RawTable, layout: Layout) -> Problem:
    """Two tables are the same table; the second one is left out."""
    name = _table(table, layout)
    return problem(
        "documents.table-twice",
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
        name=name,
    )


def table_misread(
    path: str,
    table: RawTable,
    layout: Layout,
    broken: int,
    held: int,
    otherwise: Sequence[Message],
) -> Problem:
    """A table whose relations fail because it was read wrongly: `otherwise` says how it should be
    read; nothing where the reader itself had doubts."""
    name = _table(table, layout)
    entry = "table-misread" if otherwise else "table-unreliable"
    return problem(
        f"documents.{entry}",
        _at(path, table.locate(0, 0)),
        name,
        name=name,
        broken=broken,
        held=held,
        otherwise=tuple(otherwise),
    )


def holds_of(column: str, other: str) -> Message:
    """A column under whose header another's figures stand."""
    return say("documents.holds-of", column=column, other=other)


def is_titled(title: str) -> Message:
    """A table is another one than its title says."""
    return say("documents.is-titled", title=title)


def figures_low(step: int) -> Message:
    """All figures stand beside the label of a row below or above their own."""
    return say(f"documents.one-row-{'low' if step > 0 else 'high'}")


def figures_moved(column: str, way: int) -> Message:
    """From a column on, the figures stand under the header before their own, or behind it."""
    return say(f"documents.one-column-{'left' if way < 0 else 'right'}", column=column)


def rows_again(rows: int) -> Message:
    """Rows that stand there again were read a second time."""
    return say("documents.rows-again", rows=rows)


def column_unread(column: str, cut: int) -> Message:
    """A column was not read; or only the last digits of its figures (-1), or the first (1)."""
    entry = {-1: "first-digits-cut", 0: "column-unread", 1: "last-digits-cut"}[cut]
    return say(f"documents.{entry}", column=column)


def points_misread(column: str, by: int) -> Message:
    """In a column points were not read, or read where separators of thousands are printed."""
    entry = "points-lost" if by < 0 else "points-for-commas"
    return say(f"documents.{entry}", column=column)


def of_misread(table: RawTable, layout: Layout) -> Message:
    """Why what speaks of a table is not checked: it was misread."""
    return say("documents.of-misread", name=_table(table, layout))


def table_repeated(path: str, table: RawTable, layout: Layout) -> Problem:
    """A table is there twice with the same cells, as in a workbook and in a text."""
    name = _table(table, layout)
    return problem(
        "documents.table-repeated",
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
        name=name,
    )


def unknown_column(path: str, table: RawTable, layout: Layout, index: int) -> Problem:
    """A column that the layout does not name; nothing in it is checked."""
    name = _table(table, layout)
    header = table.columns[index] or f"#{index + 1}"
    return problem(
        "documents.unknown-column",
        _at(path, table.locate(0, index) if table.rows else None),
        name,
        name=name,
        header=header,
        known=tuple(c for side in layout.sides for c in side.columns),
    )


def strange_columns(path: str, table: RawTable, layout: Layout, indices: Sequence[int]) -> Problem:
    """Columns whose headers are not understood, named once for a table; the rest is checked."""
    name = _table(table, layout)
    headers = [table.columns[index] or f"#{index + 1}" for index in indices]
    place = _at(path, table.locate(0, indices[0]) if table.rows else None)
    said = "、".join(headers)
    return problem("documents.columns-strange", place, name, name=name, headers=said)


def side_missing(path: str, table: RawTable, layout: Layout, side: Side) -> Problem:
    """The label column of a table (or of one side) is not there, so its rows cannot be named."""
    name = _table(table, layout)
    named = say("documents.of-side", name=name, side=side.name) if side.name else name
    return problem(
        "documents.side-missing",
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
        name=named,
        wanted=tuple("/".join(label) for label in side.label),
    )


def unreadable(
    path: str,
    table: RawTable,
    layout: Layout,
    shape: Structure,
    row: int,
    index: int,
    error: AmountError,
) -> Problem:
    """A cell that holds no amount. Its relations are not checked."""
    name = table_name(layout, table.number)
    column = table.columns[index].rsplit("/", 1)[-1]
    reason = say(f"documents.amount-reasons.{error.reason}")
    shown = error.text if len(error.text) <= 60 else error.text[:57] + "…"
    return problem(
        "documents.unreadable",
        _at(path, table.locate(row, index)),
        address_of(name, shape.name(row), column),
        shown=shown,
        reason=reason,
    )


def header_unknown(where: Place, layout: Layout, seen: Sequence[str] = ()) -> Problem:
    """The title is known, but no header row of the layout was found below it; `seen` is the row
    that was there."""
    name = table_name(layout)
    titled = say("documents.known-table", name=name, title=layout.titles[0])
    return problem(
        "documents.header-unknown",
        where,
        name,
        name=titled if layout.number else name,
        seen=say("documents.seen", cells=tuple(seen)) if seen else NOTHING,
        wanted=tuple("/".join(label) for side in layout.sides for label in side.label),
    )


def ragged(where: Place, layout: Layout, found: int, expected: int) -> Problem:
    """A body row has too many or too few cells; the table is left out."""
    name = table_name(layout)
    return problem("documents.ragged", where, name, name=name, found=found, expected=expected)


def row_unplaced(path: str, table: RawTable, layout: Layout, row: int, column: int) -> Problem:
    """A row with figures that no rule sees: it has no code or no name."""
    name = table_name(layout, table.number)
    label = table.rows[row][column].strip()
    return problem(
        "documents.row-unplaced",
        _at(path, table.locate(row, column)),
        address_of(name, label),
        name=name,
        row=row + 1,
        label=say("documents.row-label.said", label=label) if label else NOTHING,
    )


def rows_nameless(path: str, table: RawTable, layout: Layout, rows: Sequence[int]) -> Problem:
    """Rows with figures and without a name in a table that is read by its words alone."""
    name = _table(table, layout)
    place = _at(path, table.locate(rows[0], 0))
    return problem(
        "documents.rows-nameless", place, name, name=name, count=len(rows), row=rows[0] + 1
    )


def sums_between(path: str, table: RawTable, layout: Layout, rows: Sequence[int]) -> Problem:
    """Rows that sum up a page or a class between rows of codes, and have no code themselves."""
    name = _table(table, layout)
    place = _at(path, table.locate(rows[0], 0))
    return problem(
        "documents.sums-between", place, name, name=name, count=len(rows), row=rows[0] + 1
    )


def no_code(
    path: str, table: RawTable, layout: Layout, label: str, row: int, column: int, more: int
) -> Problem:
    """A cell in a column of codes that holds something else; or, with `more`, so many of them."""
    name = table_name(layout, table.number)
    text = table.rows[row][column].strip()
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    place, address = _at(path, table.locate(row, column)), address_of(name, label.strip())
    if more:
        return problem("documents.no-codes", place, address, more=more, shown=shown)
    digits = as_digits(text)
    clear = digits != text and digits.isdecimal()
    meant = say("documents.meant", digits=digits) if clear else NOTHING
    return problem("documents.no-code", place, address, shown=shown, meant=meant)


def header_lost(names: str) -> Message:
    """Why cells are doubtful: their header has lost a name, which was put back."""
    return say("documents.header-lost", names=names)


def row_shifted() -> Message:
    """Why cells are doubtful: their row stood one cell beside its columns."""
    return say("documents.row-shifted")


def cells_merged(names: str) -> Message:
    """Why cells are doubtful: two of them stood in one."""
    return say("documents.cells-merged", names=names)


def name_cut() -> Message:
    """Why cells are doubtful: the page has cut a name in two."""
    return say("documents.name-cut")


def other_unit(unit: str, stated: str) -> Message:
    """Figures that end in another money unit than that of their column."""
    return say("documents.other-unit", unit=unit, stated=stated)


def columns_shifted(columns: int) -> Message:
    """Why cells are doubtful: sums hold only if they belong one column further."""
    return say(f"documents.shifted-{'left' if columns > 0 else 'right'}")


def doubtful(table: RawTable, layout: Layout, row: str, why: Message, cell: Place) -> Problem:
    """A row that was read, but perhaps not rightly; the whole table if no row is named."""
    name = table_name(layout, table.number) if table.number else _table(table, layout)
    entry = "documents.doubtful" if row else "documents.doubtful-table"
    return problem(entry, cell, address_of(name, row), why=why)
