"""Grids to raw tables: find the title, the unit lines, the header rows, the body and the notes.

A grid is a published sheet as exported: caption and title lines, 编制单位 / 单位：万元, a header of
one to four rows with merged cells written once, empty columns, notes below the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from . import wording
from .amounts import MONEY
from .columns import column_map
from .forms import tables_from_form
from .layout import Layout
from .names import norm, unwrapped
from .raw import NO_DOUBTS, NO_INDENTS, Area, Doubts, Grid, Indents, Location, NotRead, RawTable
from .titles import titled

MAX_HEADER_ROWS = 4
MAX_LINES_ABOVE = 12
MAX_SHOWN = 6
"""Cells of a header that are quoted where it is not known."""

_MONEY = re.compile(r"(?:金额)?单位[:：]\s*(?:人民币)?\s*(亿元|百万元|万元|千元|百元|元)")
_UNIT = re.compile(
    r"(?:(?:编制|编报|预算|填报|公开)(?:单位|部门)|部门名称|单位名称|"
    r"(?:部门|单位)(?:[/／、（(](?:单位|部门)[)）]?)?(?:名称)?)[:：]\s*(\S.*?)\s*$"
)
_CAPTION = re.compile(r"(?:公开)?表\s*(\d{1,2})|附?表\s*([一二三四五六七八九十]{1,3})")
_LABEL = re.compile(
    r"(?:公开|附|预算|部门|单位|财|[(])*(?:附?表[\d一二三四五六七八九十.-]+|\d+表)[)]?"
)
"""A caption that is no table's number: 表1-2, 预算09表."""
_NOTE = re.compile(r"(?:备?注|说明)[:：]")
_SAYS = re.compile(r"空表|表为空|无数据|。$")
"""What a line inside a table says that is no row of it."""
_SIGNED = re.compile(
    r"(?:单位|部门|财务|会计|主管)?(?:负责人|领导|主管|经办人?|制表人?|填表人?|填报人?|编制人?|审核人?|复核人?|"
    r"联系人|联系电话|联系方式|电话)(?:签章|签字|[(]签章[)])?[:]|(?:填报|制表|编制|填表|报送)?日期[:]|"
    r"(?:(?:单位|部门|财务)负责人|(?:制表|填表|填报|编制|审核|复核|经办|联系)人|联系电话|"
    r"(?:填报|制表|编制|填表|报送)日期)$"
)
"""Who signed, below a table."""
_PAGE_MARK = re.compile(
    r"第\d{1,4}页(?:[,/]?共\d{1,4}页)?|共\d{1,4}页[,/]?第\d{1,4}页|[-—–]+\d{1,4}[-—–]+"
)
"""The number of a page, where pages were pasted into a sheet."""
_MONEY_NAME = re.compile(r"(?:金额|货币|计量)?单位:?")
_WIDE = re.compile(r"\s+(?=(?:金额)?单位\s*[:：])|\s{3,}|\u3000{2,}|\t")
_DIGITS = "零一二三四五六七八九"

Row = Sequence[str]


class Above(NamedTuple):
    """What stands above the header: the table's own words about itself."""

    title: str = ""
    number: int = 0
    money: str = ""
    unit: str = ""


def tables_from_grid(grid: Grid, layouts: Sequence[Layout]) -> Iterator[RawTable | NotRead]:
    """The tables printed in `grid`; of a form the row of its fields, and the table below them."""
    for part in _parts(grid, layouts):
        yield from _tables_of_part(part, layouts)


def _parts(grid: Grid, layouts: Sequence[Layout]) -> Iterator[Grid]:
    """The grid cut where another table's title stands: a sheet may hold several tables."""
    first, title_row = _find_title(grid, layouts)
    starts = [0]
    last, unit = first, _unit_near(grid, title_row)
    for index in range(title_row + 1, len(grid.rows)) if first and not first.ignored else ():
        row = grid.rows[index]
        if not any("表" in cell for cell in row):
            continue
        words = [cell for cell in row if cell.strip()]
        titles = (titled(norm(word), layouts) for word in words if len(words) <= MAX_TITLE_CELLS)
        found = next(filter(None, titles), None)
        if found is None or found.ignored:
            continue
        # Printed again on a new page; but with another unit it is another table.
        if found is last and not found.form and _unit_near(grid, index) in ("", unit):
            continue
        if found.form or best_header(grid, first_wide_row(grid.rows, index + 1), found)[0]:
            start = index
            while start > starts[-1] + 1 and _is_about(_words(grid.rows[start - 1])):
                start -= 1
            starts.append(start)
            last, unit = found, _unit_near(grid, index)
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield _slice(grid, start, end) if len(starts) > 1 else grid


MAX_TITLE_CELLS = 3
"""Cells of a row that may hold a title: a caption and the money unit may stand beside it."""


def _unit_near(grid: Grid, title_row: int) -> str:
    """The unit that is named above or below a title; empty where there is none."""
    near = grid.rows[max(title_row - 1, 0) : title_row + 3]
    words = (part.strip() for row in near for cell in row for part in _WIDE.split(cell))
    stated = (_UNIT.match(word) for word in words if not _MONEY.search(word))
    return next((norm(match.group(1)) for match in stated if match), "")


def _slice(grid: Grid, start: int, end: int) -> Grid:
    """Rows `start` up to `end` of a grid."""

    def locate(row: int, column: int) -> Location:
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


def _tables_of_part(grid: Grid, layouts: Sequence[Layout]) -> Iterator[RawTable | NotRead]:
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


def table_from_grid(grid: Grid, layouts: Sequence[Layout]) -> RawTable | NotRead:
    """The table printed in `grid`. Without a known title it has no layout but its first line."""
    layout, title_row = _find_title(grid, layouts)
    above = _read_above(grid, title_row, layout)
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
        return NotRead(wording.header_unknown(where, layout, seen[:MAX_SHOWN]), as_it_stands)
    body, notes = _body(grid.rows, start, depth, layout)
    ragged = _ragged(grid, body, len(columns))
    if ragged is not None:
        where, found = grid.locate(ragged, 0), len(grid.rows[ragged])
        return NotRead(wording.ragged(where, layout, found, len(columns)), as_it_stands)

    def locate(row: int, column: int) -> Location:
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


def _find_title(grid: Grid, layouts: Sequence[Layout]) -> tuple[Layout | None, int]:
    """The layout whose title stands alone in one of the first rows, else in the sheet's name."""
    sheet = titled(re.sub(r"^\W*表?\d*\W*", "", norm(grid.name)), layouts)
    if sheet is not None and sheet.ignored:
        return sheet, -1
    for index, row in enumerate(grid.rows[:MAX_LINES_ABOVE]):
        for cell in row:
            if cell and (layout := titled(norm(cell), layouts)):
                return layout, index
    return sheet, -1


def _read_above(grid: Grid, title_row: int, layout: Layout | None) -> Above:
    lines = grid.rows[: max(title_row + 1, 0) + (3 if layout else MAX_LINES_ABOVE)]
    # 编制单位 and 单位：万元 may stand in one cell, with blanks between them.
    cells = [part for row in lines for cell in row for part in _WIDE.split(cell) if part.strip()]
    money = next((m.group(1) for cell in cells if (m := _MONEY.search(cell))), "")
    money = money or _money_apart(lines) or (_money_below(grid.rows, len(lines)) if layout else "")
    unit = next(
        (m.group(1) for c in cells if not _MONEY.search(c) and (m := _UNIT.match(c.strip()))), ""
    )
    number = next((_number(m) for cell in cells if (m := _CAPTION.fullmatch(norm(cell)))), 0)
    if title_row >= 0:
        titles = [c for c in grid.rows[title_row] if c.strip()]
    else:
        above = grid.rows[: first_wide_row(grid.rows, 0)]
        titles = [c for row in above for c in row if c.strip()]
    plain = (c for c in titles if not _is_about([norm(c)]) and not _LABEL.fullmatch(norm(c)))
    return Above(next(plain, "").strip() or grid.name, number, money, unit)


def _money_apart(lines: Sequence[Row]) -> str:
    """The money where 单位： and 万元 stand in cells beside each other."""
    beside = (pair for row in lines for pair in pairwise(_words(row)))
    return next((b for a, b in beside if _MONEY_NAME.fullmatch(a) and b in MONEY), "")


def _money_below(rows: Sequence[Row], start: int) -> str:
    """The money where it is stated further down only: below the header or below the table."""
    about = (word for row in rows[start:] if _is_about(words := _words(row)) for word in words)
    return next((match.group(1) for word in about if (match := _MONEY.search(word))), "")


def _number(match: re.Match[str]) -> int:
    """表 12 or 表十二."""
    arabic, chinese = match.groups()
    if arabic:
        return int(arabic)
    tens, ten, ones = chinese.rpartition("十")
    if not ten:
        return _DIGITS.find(chinese)
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)


def first_wide_row(rows: Sequence[Row], start: int) -> int:
    """The first row below the title that is more than a line about the unit or the money."""
    for index in range(max(start, 0), min(len(rows), start + MAX_LINES_ABOVE)):
        words = [cell for cell in rows[index] if cell.strip()]
        if len(words) > 1 and not any(_MONEY.search(w) or _UNIT.match(w) for w in words):
            return index
    return len(rows)


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
    header = {_words(row) for row in rows[start : start + depth]}
    total_seen = False
    pads = any(row and not row[-1].strip() for row in rows)
    totals = {name for side in layout.sides for name in side.total}
    body: list[int] = []
    notes: list[str] = []
    last = max((n for n, row in enumerate(rows) if len(_words(row)) > 1), default=0)
    left = min((_first_word(row) for row in rows if _words(row)), default=0)
    for index in range(start + depth, len(rows)):
        words = _words(rows[index])
        if not words or words in header or _is_about(words, layout) or _is_index(words):
            continue
        if _SIGNED.match(words[0]) or all(map(_PAGE_MARK.fullmatch, words)):
            continue
        alone = len(rows[index]) == 1 and pads  # a line below the table, not a row of it
        below = total_seen and index > last and _first_word(rows[index]) == left
        if len(words) == 1 and (alone or below or _NOTE.match(words[0]) or _SAYS.search(words[0])):
            notes.append(next(cell for cell in rows[index] if cell.strip()).strip())
            continue
        total_seen = total_seen or bool(totals.intersection(words))
        body.append(index)
    if not body and layout.sides[0].rows == "single":  # a blank row was left for the figures
        body += [n for n in range(start + depth, len(rows)) if not _words(rows[n])][:1]
    return body, tuple(notes)


def _words(row: Row) -> tuple[str, ...]:
    return tuple(norm(cell) for cell in row if cell.strip())


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


def _is_about(words: Sequence[str], layout: Layout | None = None) -> bool:
    """Whether a row repeats the lines above a table: its caption, its unit, its money; and the
    title of `layout`."""
    return all(
        _MONEY.search(w)
        or _UNIT.match(w)
        or _CAPTION.fullmatch(w)
        or (layout is not None and "表" in w and titled(w, [layout]) is not None)
        for w in words
    )


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
