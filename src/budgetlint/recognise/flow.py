"""A document as it flows: printed lines and tables, one after the other, to grids and sections.

Readers of formats that hold a whole disclosure (PDF, Word, plain text) hand on its lines and tables
in reading order. Here the lines above a table go with it, as its title and its unit; a table that
goes on over the page is put together again; and what is left is the narrative.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from ..model.errors import Message
from ..model.names import norm
from ..model.place import Place
from ..model.raw import Area, Flow, Grid, Line, RawDocument, Section, Sheet
from ..model.words import literals, pattern
from .captions import is_money, money_said, money_wrapped
from .narrative import sections_of, unit_of, year_of
from .strays import strays

NEAR = 4.0
MAX_ABOVE = 6
"""Lines above a table that may be its title and what goes with it."""
MAX_TITLE = 60
"""Characters of the longest line that is still taken for a table's title."""

_ABOUT = pattern("flow.about")
_TITLE = pattern("flow.title")
_NOTE = pattern("flow.note")
_CONTINUED = pattern("flow.continued")
_NOTES_BEGIN = literals("flow.notes-begin")


class _Growing:
    """A table that may go on on the next page."""

    def __init__(self, above: Sequence[Line], sheet: Sheet) -> None:
        self.above = above
        self.sheets = [sheet]
        self.below: list[Line] = []
        self.title = _title_of(above)

    def goes_on(self, above: Sequence[Line], sheet: Sheet) -> bool:
        """Whether `sheet` is the rest of this table: no other title, and the same columns."""
        last = self.sheets[-1]
        title = _title_of(above)
        if title and (title != self.title or not _continues(self.sheets[0], above, sheet)):
            return False
        if not title and self.below and not self.title:
            return False
        if last.edges and sheet.edges:
            same = abs(last.edges[0] - sheet.edges[0]), abs(last.edges[-1] - sheet.edges[-1])
            return max(same) <= 3 * NEAR and sheet.page <= last.page + 1
        return max(map(len, last.rows)) == max(map(len, sheet.rows))

    def grid(self, number: int) -> Grid:
        """All of it as one grid: lines above, rows of all pages, notes below."""
        edges = _used(_union([sheet.edges for sheet in self.sheets]), self.sheets)
        rows: list[Sequence[str]] = []
        places: list[Callable[[int], Place]] = []
        merged: list[Area] = []
        doubts: dict[tuple[int, int], Message] = {}
        begins: list[int] = []

        def add_line(line: Line) -> None:
            rows.append(line.cells)
            places.append(lambda _: line.place)

        for line in self.above:
            add_line(line)
        for sheet in self.sheets:
            first = len(rows)
            begins.append(first)
            at = _places(sheet.edges, edges)
            rows += [_spread(row, at) for row in sheet.rows] if at else sheet.rows
            places += [_row_place(sheet, r, at) for r in range(len(sheet.rows))]
            for top, left, bottom, right in sheet.merged or ():
                start = at[left] if at else left
                end = max(at[right + 1] - 1, start) if at else right
                merged.append((top + first, start, bottom + first, end))
            for (r, c), why in sheet.doubts.items():
                doubts[r + first, at[c] if at else c] = why
        for line in self.below:
            add_line(line)
        known = all(sheet.merged is not None for sheet in self.sheets)
        return Grid(
            f"#{number}",
            rows,
            lambda row, column: places[row](column),
            merged if known else None,
            self.sheets[0].page,
            doubts,
            any(sheet.loose for sheet in self.sheets),
            breaks=tuple(begins[1:]),
        )


def _continues(first: Sheet, above: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a table under the same title is the rest of it: 续表, or its header is repeated, or
    it has none. (Forms have one title too, but each is a table of its own.)"""
    if any(_CONTINUED.search(line.text) for line in above):
        return True
    own = [tuple(norm(cell) for cell in row if cell.strip()) for row in sheet.rows[:2]]
    header = [tuple(norm(cell) for cell in row if cell.strip()) for row in first.rows[:2]]
    if own[:1] != header[:1]:
        return any(re.fullmatch(r"[\d,]+\.\d+", cell) for cell in own[0])
    return len(own[0]) > 2 or own == header


def _is_about(line: Line) -> bool:
    """Whether a line says whose a table is, its caption, or its unit, at its end too: 2026年
    单位：万元."""
    if is_money(line.text):
        return True
    if _ABOUT.match(line.text) or any(_ABOUT.match(cell) for cell in line.cells):
        return True
    ends = len(line.text) > MAX_TITLE or "。" in line.text or _TITLE.search(norm(line.text))
    return not ends and bool(money_said(line.text))


def _title_of(above: Sequence[Line]) -> str:
    """The title among the lines above a table, as names are compared; without 续表."""
    words = [line.text for line in above if not _is_about(line)]
    return norm(_CONTINUED.sub("", "".join(words[-1:])))


def _union(edges: Sequence[Sequence[float]]) -> list[float]:
    """The edges of all columns of all pages."""
    found: list[float] = []
    for value in sorted(value for page in edges for value in page):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _used(edges: Sequence[float], sheets: Sequence[Sheet]) -> list[float]:
    """The edges without those of columns in which nothing stands on any page: slivers that were
    drawn between two others."""
    used = {len(edges) - 1}
    for sheet in sheets:
        at = _places(sheet.edges, edges)
        used.update(
            at[column]
            for row in sheet.rows
            for column, cell in enumerate(row)
            if cell.strip() and column < len(at)
        )
    return [edge for place, edge in enumerate(edges) if place in used]


def _places(own: Sequence[float], every: Sequence[float]) -> list[int]:
    """For each edge of a page which of the table's edges it is; no column begins at the last."""
    at = [min(range(len(every)), key=lambda n: abs(every[n] - value)) for value in own]
    return [min(place, max(at[-1] - 1, 0)) for place in at[:-1]] + at[-1:]


def _spread(row: Sequence[str], at: Sequence[int]) -> list[str]:
    """A row of one page in the columns of the whole table. Two that are too narrow to be told
    apart are one, and what is in them stays."""
    cells = [""] * max(at[-1], 1)
    for column, cell in enumerate(row):
        if cell:
            cells[at[column]] = f"{cells[at[column]]} {cell}".strip()
    return cells


def _row_place(sheet: Sheet, row: int, at: Sequence[int]) -> Callable[[int], Place]:
    def place(column: int) -> Place:
        return sheet.locate(row, max(bisect_right(at, column) - 1, 0) if at else column)

    return place


def assembled(raw: RawDocument) -> RawDocument:
    """The document with what flows as grids and sections, each flow at its place among them.

    What the document says of its unit and its year comes before what its flows print."""
    grids: list[Grid] = []
    narrative: list[Section] = []
    problems = list(raw.problems)
    unit, year = raw.unit, raw.year
    seen = Flow(())
    for flow in raw.flows:
        grids += raw.grids[seen.grids : flow.grids]
        narrative += raw.narrative[seen.sections : flow.sections]
        tables, lines = _parted(flow.items)
        cover = [line for line in lines[:12] if line.page == lines[0].page]
        titles = [line for table in tables for line in table.above]
        unit = unit or unit_of(cover)
        year = year or year_of([*cover, *titles])
        grids += [table.grid(number) for number, table in enumerate(tables, 1)]
        narrative += sections_of(lines)
        problems += strays(raw.path, lines)
        seen = flow
    grids += raw.grids[seen.grids :]
    narrative += raw.narrative[seen.sections :]
    return raw._replace(
        unit=unit, year=year, grids=tuple(grids), narrative=tuple(narrative), flows=(),
        problems=tuple(problems),
    )  # fmt: skip


def _parted(items: Iterable[Line | Sheet]) -> tuple[list[_Growing], list[Line]]:
    """The tables, each with the lines that go with it, and the lines that are left."""
    tables: list[_Growing] = []
    narrative: list[Line] = []
    pending: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            pending.append(item)
            continue
        if tables:
            _take_notes(tables[-1], pending)
        rest, above = _split_above(_with_money_joined(pending), item.page)
        last = tables[-1] if tables else None
        if last is not None and not rest and last.goes_on(above, item):
            last.sheets.append(item)
        else:
            narrative += rest
            tables.append(_Growing(above, item))
        pending = []
    if tables:
        _take_notes(tables[-1], pending)
    return tables, narrative + pending


def _take_notes(table: _Growing, pending: list[Line]) -> None:
    """The lines below a table that are notes on it; they are taken out of `pending`."""
    while pending and pending[0].page <= table.sheets[-1].page:
        line = pending[0]
        listed = re.match(r"\d{1,2}[.、．](?!\d)", line.text)
        goes_on = bool(table.below) and bool(listed or not (line.starts or line.heading))
        if not goes_on and not _NOTE.match(line.text):
            return
        if goes_on:
            last = table.below.pop()
            line = last.continued(line)
        table.below.append(line)
        del pending[0]


def _with_money_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines before a table, the money unit in one of them where it was broken in a word."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined and joined[-1].page == line.page else None
        whole = money_wrapped(last.cells, line.cells) if last else ""
        if last and whole:
            joined[-1] = last.continued(line)._replace(cells=(*last.cells[:-1], whole))
        else:
            joined.append(line)
    return joined


def _split_above(pending: Sequence[Line], page: int) -> tuple[list[Line], list[Line]]:
    """The lines before a table: those of the narrative, and those that are about the table.

    Those next to the table are its unit, its caption and, above or among them, its title. What may
    be the first line of a wrapped title is handed to both, since words alone can tell.
    """
    start = end = len(pending)
    titled = False
    for index in range(len(pending) - 1, max(len(pending) - 1 - MAX_ABOVE, -1), -1):
        line = pending[index]
        if not page - 1 <= line.page <= page:
            break
        if len(line.text) > MAX_TITLE and not _ABOUT.match(line.text):
            break
        if not _is_about(line):
            if titled or not _is_title(line):
                break
            titled = True
            if index and _is_wrapped(pending[index - 1], line):
                start, end = index - 1, index
                break
        start = end = index
    return list(pending[:end]), list(pending[start:])


def _is_wrapped(line: Line, rest: Line) -> bool:
    """Whether a line may be the first part of a title whose rest stands alone in the next one."""
    words = norm(line.text)
    alone = len(line.cells) == len(rest.cells) == 1 and line.page == rest.page
    return (
        alone
        and len(norm(rest.text)) <= MAX_REST < len(words) <= MAX_TITLE
        and not _ABOUT.match(line.text)
        and not _TITLE.search(words)
        and not re.search(r"[。;,:!?]", words.rpartition(":")[2] or "。")
    )


MAX_REST = 8
"""Characters of the second line of a wrapped title; the first line is longer."""


def _is_title(line: Line) -> bool:
    text = norm(line.text)
    if re.search(r"[。;,:]$", text) or text.startswith(_NOTES_BEGIN):
        return False
    return bool(_TITLE.search(text) or _CONTINUED.fullmatch(text)) or line.heading
