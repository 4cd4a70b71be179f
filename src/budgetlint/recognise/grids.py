"""Grids to raw tables: find the title, the unit lines, the header rows, the body and the notes.

A grid is a published sheet as exported: caption and title lines, 编制单位 / 单位：万元, a header of
one to four rows with merged cells written once, empty columns, notes below the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .. import messages
from ..model.layout import Layout
from ..model.names import norm, unwrapped
from ..model.place import Place
from ..model.raw import NO_DOUBTS, NO_INDENTS, Area, Doubts, Grid, Indents, NotRead, RawTable
from .around import (
    MAX_LINES_ABOVE,
    PAGE_MARK,
    SIGNED,
    Row,
    first_wide_row,
    is_about,
    read_above,
    stated_unit,
    unit_near,
    words_of,
)
from .columns import column_map
from .forms import tables_from_form
from .layouts import Layouts
from .titles import titled

MAX_HEADER_ROWS = 4
MAX_SHOWN = 6
"""Cells of a header that are quoted where it is not known."""

_NOTE = re.compile(r"(?:备?注|说明)[:：]")
_SAYS = re.compile(r"空表|表为空|无数据|。$")
"""What a line inside a table says that is no row of it."""


def tables_from_grid(grid: Grid, layouts: Layouts) -> Iterator[RawTable | NotRead]:
    """The tables printed in `grid`; of a form the row of its fields, and the table below them."""
    for part in _parts(grid, layouts):
        yield from _tables_of_part(part, layouts)


def _parts(grid: Grid, layouts: Layouts) -> Iterator[Grid]:
    """The grid cut where another table's title stands: a sheet may hold several tables."""
    first, title_row = _find_title(grid, layouts)
    starts = [0]
    last, unit = first, unit_near(grid, title_row)
    for index in range(title_row + 1, len(grid.rows)) if first and not first.ignored else ():
        row = grid.rows[index]
        if not any("表" in cell for cell in row):
            named = stated_unit([row])
            if last and unit and named not in ("", unit) and is_about(words_of(row)):
                start = first_wide_row(grid.rows, index + 1)
                if best_header(grid, start, last)[0]:
                    starts.append(index)
                    unit = named
            continue
        words = [cell for cell in row if cell.strip()]
        titles = (
            titled(norm(word), layouts.titles) for word in words if len(words) <= MAX_TITLE_CELLS
        )
        found = next(filter(None, titles), None)
        if found is None or found.ignored:
            continue
        # Printed again on a new page; but with another unit it is another table.
        if found is last and not found.form and unit_near(grid, index) in ("", unit):
            continue
        if found.form or best_header(grid, first_wide_row(grid.rows, index + 1), found)[0]:
            start = index
            while start > starts[-1] + 1 and is_about(words_of(grid.rows[start - 1])):
                start -= 1
            starts.append(start)
            last, unit = found, unit_near(grid, index)
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield _slice(grid, start, end) if len(starts) > 1 else grid


MAX_TITLE_CELLS = 3
"""Cells of a row that may hold a title: a caption and the money unit may stand beside it."""


def _slice(grid: Grid, start: int, end: int) -> Grid:
    """Rows `start` up to `end` of a grid."""

    def locate(row: int, column: int) -> Place:
        return grid.locate(row + start, column)

    merged = None
    if grid.merged is not None:
        merged = [
            (top - start, left, min(bottom, end - 1) - start, right)
            for top, left, bottom, right in grid.merged
            if start <= top < end
        ]
    doubts = {(r - start, c): why for (r, c), why in grid.doubts.items() if start <= r < end}
    indents = {(r - start, c): n for (r, c), n in grid.indents.items() if start <= r < end}
    return grid._replace(
        rows=grid.rows[start:end], locate=locate, merged=merged, doubts=doubts, indents=indents
    )


def _tables_of_part(grid: Grid, layouts: Layouts) -> Iterator[RawTable | NotRead]:
    layout, _ = _find_title(grid, layouts)
    body = layout.form.body if layout is not None and layout.form is not None else ""
    below = next((known for known in layouts if body and known.id == body), None)
    if layout is not None and below is not None:
        for table in tables_from_form(grid, layout, below):
            if isinstance(table, RawTable):
                yield table
            else:
                # The table may also have been put together already, a row for each project.
                flat = table_from_grid(grid, layouts)
                yield flat if isinstance(flat, RawTable) else flat._replace(problem=table)
    else:
        yield table_from_grid(grid, layouts)


def table_from_grid(grid: Grid, layouts: Layouts) -> RawTable | NotRead:
    """The table printed in `grid`. Without a known title it has no layout but its first line."""
    layout, title_row = _find_title(grid, layouts)
    above = read_above(grid, title_row, layout)
    as_it_stands = RawTable(
        "", above.number, above.title or grid.name, above.money, above.unit, (), grid.rows, (),
        grid.locate, grid.doubts,
    )  # fmt: skip
    if layout is None:
        return as_it_stands
    if layout.ignored:
        return RawTable(layout.id, 0, above.title, "", "", (), (), (), grid.locate)
    start = first_wide_row(grid.rows, title_row + 1)
    depth, columns = best_header(grid, start, layout)
    if not depth:
        where = grid.locate(min(start, len(grid.rows) - 1), 0)
        seen = (
            [c.strip()[:20] for c in grid.rows[start] if c.strip()]
            if start < len(grid.rows)
            else []
        )
        return NotRead(messages.header_unknown(where, layout, seen[:MAX_SHOWN]), as_it_stands)
    body, notes = _body(grid.rows, start, depth, layout)
    ragged = _ragged(grid, body, len(columns))
    if ragged is not None:
        where, found = grid.locate(ragged, 0), len(grid.rows[ragged])
        return NotRead(messages.ragged(where, layout, found, len(columns)), as_it_stands)

    def locate(row: int, column: int) -> Place:
        return grid.locate(body[row], column)

    rows = _with_merged_labels(grid, body, columns, layout)
    if grid.loose:
        rows = [[unwrapped(cell) for cell in row] for row in rows]
    return RawTable(
        layout.id, above.number, above.title, above.money, above.unit, columns, rows, notes, locate,
        _doubts(grid, body), grid.loose, _indents(grid, body),
    )  # fmt: skip


def _with_merged_labels(
    grid: Grid, body: Sequence[int], columns: tuple[str, ...], layout: Layout
) -> list[Row]:
    """The body's rows. What a merged cell says it says to the label of each side that it covers:
    当年支出小计 over the two blocks of a table's expenditure."""
    rows = [_padded(grid.rows[r], len(columns)) for r in body]
    sides = [side for side in column_map(layout, columns).sides if side is not None]
    labels = {side.label for side in sides}
    if grid.merged is None or len(labels) < 2:
        return rows
    at = {r: number for number, r in enumerate(body)}
    for top, left, _, right in grid.merged:
        number = at.get(top, -1)
        covered = [c for c in range(left + 1, right + 1) if c in labels]
        if number >= 0 and covered and rows[number][left].strip():
            row = list(rows[number])
            for column in covered:
                row[column] = row[column] or row[left]
            rows[number] = row
    return rows


def _indents(grid: Grid, body: Sequence[int]) -> Indents:
    """The indents of cells of the grid as those of cells of the table's body."""
    if not grid.indents:
        return NO_INDENTS
    row_of = {r: number for number, r in enumerate(body)}
    return {(row_of[r], c): n for (r, c), n in grid.indents.items() if r in row_of}


def _doubts(grid: Grid, body: Sequence[int]) -> Doubts:
    """The doubts about cells of the grid as doubts about cells of the table's body."""
    if not grid.doubts:
        return NO_DOUBTS
    row_of = {r: number for number, r in enumerate(body)}
    return {(row_of[r], c): why for (r, c), why in grid.doubts.items() if r in row_of}


def _find_title(grid: Grid, layouts: Layouts) -> tuple[Layout | None, int]:
    """The layout whose title stands alone in one of the first rows, else in the sheet's name."""
    sheet = titled(re.sub(r"^\W*表?\d*\W*", "", norm(grid.name)), layouts.titles)
    if sheet is not None and sheet.ignored:
        return sheet, -1
    for index, row in enumerate(grid.rows[:MAX_LINES_ABOVE]):
        for cell in row:
            if cell and (layout := titled(norm(cell), layouts.titles)):
                return layout, index
    return sheet, -1


def best_header(grid: Grid, start: int, layout: Layout) -> tuple[int, tuple[str, ...]]:
    """The number of header rows under which the layout finds most of its columns, and the paths.

    Where merged cells are known they come first; but a heading may also be centred over cells
    that were never merged.
    """
    best: tuple[int, tuple[str, ...]] = (0, ())
    most = 0
    for depth in range(1, MAX_HEADER_ROWS + 1):
        if start + depth > len(grid.rows):
            break
        rows = grid.rows[start : start + depth]
        exact = [_merged_paths(rows, grid.merged, start)] if grid.merged else []
        for columns in (*exact, _header_paths(rows)):
            found = _count_found(columns, layout)
            if found > most:
                most, best = found, (depth, columns)
    return best


def _count_found(columns: tuple[str, ...], layout: Layout) -> int:
    """How many parts of the layout these columns hold; none unless a label column is there."""
    places = column_map(layout, columns)
    found = [side for side in places.sides if side is not None]
    return sum(1 + len(s.columns) + len(s.code) + (s.project >= 0) for s in found)


def _merged_paths(rows: Sequence[Row], merged: Sequence[Area], start: int) -> tuple[str, ...]:
    """Header rows, the first of which is grid row `start`, to paths, by their merged cells."""
    width = max(map(len, rows))
    filled = [list(_padded(row, width)) for row in rows]
    for top, left, _, right in merged:
        if start <= top < start + len(rows) and left < width:
            row = filled[top - start]
            row[left : right + 1] = [row[left]] * (min(right + 1, width) - left)
    return _joined(filled)


def _header_paths(rows: Sequence[Row]) -> tuple[str, ...]:
    """Header rows to paths. A merged cell is written once: it reaches right over empty cells
    below which something stands, and ends where the cell above it ends."""
    width = max(map(len, rows))
    filled: list[list[str]] = []
    for depth, row in enumerate(rows):
        cells = list(_padded(row, width))
        for c in range(1, width):
            below = any(c < len(lower) and lower[c].strip() for lower in rows[depth + 1 :])
            same_above = depth == 0 or filled[-1][c] == filled[-1][c - 1]
            if not cells[c].strip() and below and same_above:
                cells[c] = cells[c - 1]
        filled.append(cells)
    return _joined(filled)


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """The header path of each column: its cells from top to bottom."""
    return tuple(
        "/".join(norm(part).replace("/", "／") for part in column if part.strip())
        for column in zip(*rows, strict=True)
    )


def _body(
    rows: Sequence[Row], start: int, depth: int, layout: Layout
) -> tuple[list[int], tuple[str, ...]]:
    """The indices of body rows, and the notes. Headers repeated on a new page are passed over."""
    header = {words_of(row) for row in rows[start : start + depth]}
    total_seen = False
    pads = any(row and not row[-1].strip() for row in rows)
    totals = {name for side in layout.sides for name in side.total}
    body: list[int] = []
    notes: list[str] = []
    last = max((n for n, row in enumerate(rows) if len(words_of(row)) > 1), default=0)
    left = min((_first_word(row) for row in rows if words_of(row)), default=0)
    for index in range(start + depth, len(rows)):
        words = words_of(rows[index])
        if not words or words in header or is_about(words, layout) or _is_index(words):
            continue
        if SIGNED.match(words[0]) or all(map(PAGE_MARK.fullmatch, words)):
            continue
        alone = len(rows[index]) == 1 and pads  # a line below the table, not a row of it
        below = total_seen and index > last and _first_word(rows[index]) == left
        if len(words) == 1 and (alone or below or _NOTE.match(words[0]) or _SAYS.search(words[0])):
            notes.append(next(cell for cell in rows[index] if cell.strip()).strip())
            continue
        total_seen = total_seen or bool(totals.intersection(words))
        body.append(index)
    if not body and layout.sides[0].rows == "single":  # a blank row was left for the figures
        body += [n for n in range(start + depth, len(rows)) if not words_of(rows[n])][:1]
    return body, tuple(notes)


def _first_word(row: Row) -> int:
    """The first column in which a row has something; -1 if it has nothing."""
    return next((n for n, cell in enumerate(row) if cell.strip()), -1)


def _is_index(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or 1 2 3=1+2. Figures never run like that."""
    numbers = [word for word in words if word not in _INDEX_WORDS]
    found = [_COLUMN_NUMBER.fullmatch(word) for word in numbers]
    counted = [int(match[1]) for match in found if match]
    plain = [int(word) for word in numbers if word.isdecimal() and len(word) < 3]
    # The columns of formulas may be counted apart, or not numbered themselves.
    runs = any(run == list(range(1, len(run) + 1)) for run in (counted, plain) if run)
    return runs and len(counted) == len(numbers) and (len(numbers) > 1 or len(words) > len(numbers))


_COLUMN_NUMBER = re.compile(r"(\d{1,2})(?:=[\d+\-()×÷/*]+)?")
_INDEX_WORDS = frozenset({"栏次", "行次", "序号", "**", "类", "款", "项", "合计"})


def _ragged(grid: Grid, body: Sequence[int], width: int) -> int | None:
    """The first body row that is no row of this table: too long, or too short where the file
    pads its rows. (Files that drop empty cells at the end of rows drop them everywhere.)"""
    pads = any(row and not row[-1].strip() for row in grid.rows)
    for index in body:
        row = grid.rows[index]
        if any(cell.strip() for cell in row[width:]) or (pads and len(row) < width):
            return index
    return None


def _padded(row: Row, width: int) -> Row:
    return row[:width] if len(row) >= width else [*row, *[""] * (width - len(row))]
