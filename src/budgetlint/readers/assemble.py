"""Paragraphs and tables in the order of a file to a raw document: grids with their title lines
above them, and the narrative in sections.

Word files, web pages, Markdown and the like have both in one stream. Which paragraph belongs to a
table and which to the narrative is told by its form alone: nothing here knows a budget.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..raw import Area, Grid, Location, RawDocument
from .sections import Line, sections_of

MAX_CAPTION = 60
"""Characters of the longest line that may be a title, a caption or the unit above a table."""
MAX_CAPTIONS = 6
"""Lines above a table that may belong to it: caption, title, year, unit, money."""

_SENTENCE = re.compile(r"[。；;！？!?，,]")
_ABOUT = re.compile(
    r"单位\s*[:：]|表\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*$|^[(（]?20\d\d\s*年"
)
_TITLE = re.compile(r"(?:表|附件\s*\d*)\s*(?:[(（][^()（）]*[)）])?\s*$")
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*[:：]|.*(?:为空表|本表为空|空表列示|故本表)")


class Block(NamedTuple):
    """A table as it stands in the file; `grid` without what is printed above and below it."""

    grid: Grid


def assemble(path: str, items: Iterable[Line | Block]) -> RawDocument:
    """The document of these lines and tables. Every line goes to a table or to the narrative."""
    grids: list[Grid] = []
    prose: list[Line] = []
    waiting: list[Line] = []
    after_table = False
    for item in items:
        if isinstance(item, Block):
            captions = _captions(waiting)
            prose += waiting[: len(waiting) - len(captions)]
            grids.append(_with_lines(item.grid, captions, above=True))
            waiting, after_table = [], True
        elif after_table and _NOTE.match(item.text):
            grids[-1] = _with_lines(grids[-1], [item], above=False)
        elif item.text.strip():
            after_table = False
            waiting.append(item)
    prose += waiting
    return RawDocument(path, grids=tuple(grids), narrative=sections_of(prose))


def _captions(lines: Sequence[Line]) -> Sequence[Line]:
    """The last of these lines that belong to the table below: from its title, or what says the
    money unit, down to the table. Sentences never do."""
    first = len(lines)
    for index in range(len(lines) - 1, max(len(lines) - MAX_CAPTIONS, 0) - 1, -1):
        text = lines[index].text.strip()
        if len(text) > MAX_CAPTION or (_SENTENCE.search(text) and "单位" not in text):
            break
        if _TITLE.search(text) or _ABOUT.search(text):
            first = index
    return lines[first:]


def _with_lines(grid: Grid, lines: Sequence[Line], *, above: bool) -> Grid:
    """The grid with lines as rows of one cell above or below it."""
    if not lines:
        return grid
    rows = [[line.text.strip()] for line in lines]
    start = len(lines) if above else 0
    end = start + len(grid.rows)

    def locate(row: int, column: int) -> Location:
        if start <= row < end:
            return grid.locate(row - start, column)
        return lines[row if above else row - end].place

    if not above:
        return grid._replace(rows=[*grid.rows, *rows], locate=locate)
    shifted: list[Area] | None = None
    if grid.merged is not None:
        shifted = [(t + start, left, b + start, right) for t, left, b, right in grid.merged]
    doubts = {(row + start, column): why for (row, column), why in grid.doubts.items()}
    return grid._replace(rows=[*rows, *grid.rows], locate=locate, merged=shifted, doubts=doubts)
