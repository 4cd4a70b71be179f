"""Sheets of any workbook format to grids: empty rows go, merged and hidden cells are told.

What is hidden inside a visible sheet is read, since sums are made of it, but marked as doubtful:
readers of a printout do not see it. A hidden sheet is not read at all; the report says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ...messages import office as wording
from ...messages.office import HIDDEN
from ...model.errors import ForeignError, InputError, Message, Problem
from ...model.place import Place
from ...model.raw import Area, Grid, RawDocument, indent_of
from ...model.values import NamedTuple
from ..words import stated_year

MAX_CELLS = 1_000_000
"""Cells with content in one workbook, and cells of all rows up to their last content."""
MAX_MERGED = 100_000
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
INDENT = 2
"""Blanks for which one step of a style's indent counts."""


class SheetCells(NamedTuple):
    """What is in one sheet: row -> column -> text, all counted from 0; merged areas; the hidden
    rows and columns; what is doubtful about single cells; the addresses of formulas that have no
    result; and how far cells are indented by their style."""

    name: str
    rows: dict[int, dict[int, str]]
    merged: list[Area]
    hidden_rows: set[int]
    hidden_columns: set[int]
    doubts: dict[tuple[int, int], Message]
    lacking: list[str]
    indents: dict[tuple[int, int], int]


def no_cells(name: str = "") -> SheetCells:
    """A sheet that is yet to be filled."""
    return SheetCells(name, {}, [], set(), set(), {}, [], {})


class Workbook:
    """A workbook as its sheets come."""

    def __init__(self, path: str) -> None:
        self.counter = CellCounter()
        self._path = path
        self._grids: list[Grid] = []
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []

    def hide(self, name: str) -> None:
        """A hidden sheet, which is not read."""
        self._notes.append(wording.hidden_sheet(self._path, name))

    def add(self, cells: SheetCells) -> None:
        """A sheet that has been read."""
        if cells.lacking:
            first, others = cells.lacking[0], len(cells.lacking) - 1
            self._problems.append(wording.no_result(self._path, cells.name, first, others))
        found = grid_of(self._path, cells, self.counter)
        if found is not None:
            self._grids.append(found[0])
            self._notes += found[1]

    def document(self) -> RawDocument:
        """The document of all sheets. Raises `InputError` if there is nothing in them."""
        if not self._grids:
            nothing = InputError if self._problems else ForeignError
            raise nothing(*self._problems, wording.no_cells())
        return RawDocument(
            self._path,
            year=stated_year(self._grids),
            grids=tuple(self._grids),
            problems=tuple(self._problems),
            notes=tuple(self._notes),
        )


class CellCounter:
    """Counts cells over all sheets of a workbook. Raises `InputError` beyond the limit."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def add(self, count: int) -> None:
        """Count some more."""
        self._left -= count
        if self._left < 0:
            raise InputError(wording.too_many_cells(MAX_CELLS))


def grid_of(
    path: str, cells: SheetCells, counter: CellCounter
) -> tuple[Grid, list[Problem]] | None:
    """The grid of a sheet, with notes on what is hidden in it; None for an empty sheet."""
    kept = sorted(row for row, texts in cells.rows.items() if any(map(str.strip, texts.values())))
    if not kept:
        return None
    row_of = {row: index for index, row in enumerate(kept)}
    merged = [area for area in (_kept(a, kept, row_of) for a in cells.merged) if area]
    # Sound areas do not overlap, so together they have no more rows than the sheet has cells.
    counter.add(sum(bottom - top for top, _, bottom, _ in merged))
    covered = {
        (r, c)
        for top, left, bottom, right in merged
        for r in range(top, bottom + 1)
        for c in cells.rows[kept[r]]
        if left <= c <= right and (r, c) != (top, left)
    }
    rows: list[Sequence[str]] = []
    for index, row in enumerate(kept):
        texts = cells.rows[row]
        width = max(column for column, text in texts.items() if text.strip()) + 1
        counter.add(width)
        line = [""] * width
        for column, text in texts.items():
            if column < width and (index, column) not in covered:
                line[column] = text.strip() if type(text) is str else text
        rows.append(line)
    hidden = list(_hidden(cells, rows, kept))
    doubts = dict.fromkeys(hidden, HIDDEN)
    doubts |= {(row_of[r], c): why for (r, c), why in cells.doubts.items() if r in row_of}
    notes = [_note(path, cells, hidden, kept)] if hidden else []

    def locate(row: int, column: int) -> Place:
        return Place(path, sheet=cells.name, cell=a1(kept[row], column))

    indents = {
        (index, column): indent
        for index, row in enumerate(kept)
        for column, text in cells.rows[row].items()
        if (indent := indent_of(text) + cells.indents.get((row, column), 0))
    }
    return Grid(cells.name, rows, locate, merged, doubts=doubts, indents=indents), notes


def _kept(area: Area, kept: Sequence[int], row_of: Mapping[int, int]) -> Area | None:
    """A merged area in rows of the grid; None if its first row is empty."""
    from bisect import bisect_right

    top, left, bottom, right = area
    if top not in row_of:
        return None
    return row_of[top], left, bisect_right(kept, bottom) - 1, right


def _hidden(
    cells: SheetCells, rows: Sequence[Sequence[str]], kept: Sequence[int]
) -> Iterable[tuple[int, int]]:
    for index, row in enumerate(kept):
        whole = row in cells.hidden_rows
        columns: Collection[int] = range(len(rows[index])) if whole else cells.hidden_columns
        for column in columns:
            if column < len(rows[index]) and rows[index][column]:
                yield index, column


def _note(
    path: str, cells: SheetCells, hidden: Sequence[tuple[int, int]], kept: Sequence[int]
) -> Problem:
    rows = {kept[r] + 1 for r, _ in hidden if kept[r] in cells.hidden_rows}
    columns = {c for r, c in hidden if kept[r] not in cells.hidden_rows}
    names = [*map(str, sorted(rows)), *map(column_name, sorted(columns))]
    shown = ", ".join(names[:8]) + ("…" if len(names) > 8 else "")
    return wording.hidden_cells(path, cells.name, shown, len(hidden))


def column_name(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The address of a cell; both counted from 0."""
    return f"{column_name(column)}{row + 1}"
