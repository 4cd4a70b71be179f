"""Pages to the document that they make: lines and tables, in reading order.

Whatever the pages were taken off (`pdfium` for PDF, `ofd_page` for OFD), their tables, titles,
continuations and doubts are found here, by the same code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ...messages import pages as wording
from ...model.errors import InputError, Problem
from ...model.place import Place
from ...model.raw import Line, Sheet
from ...model.values import NamedTuple
from ...model.words import pattern
from .aligned import NO_ENDING, Aligned, Ending, aligned_tables
from .beside import parts_of_page
from .lattice import Ruled, box_of, line_edges, line_text, lines_of, ruled_tables
from .page import Page, Word

MAX_PAGES = 1000
"""Pages of the longest document that is read. A disclosure has a tenth of them."""
MAX_WORDS = 1_000_000
MIN_CHARACTERS = 20
"""Characters on a page below which a page that a picture covers counts as scanned."""
SCANNED = 0.5
"""The part of a page that pictures cover if it was scanned; a logo covers less."""

_PAGE_MARK = pattern("pages.mark")
_EDGE = 0.12  # of the page's height, above and below, where page marks stand

DRAWN = 200
"""Closed curves on a page without text beyond which they are taken for letters, not a drawing."""


def all_pages(
    path: str, count: int, page_of: Callable[[int], Page | None], kind: str = "PDF"
) -> tuple[list[Page], list[Problem]]:
    """The pages that can be read, by their index from 0 (None where one cannot), and a problem
    for each other. Raises `InputError` for a document that is too long, or of which nothing can
    be read; `kind` is the format's name in messages."""
    if count > MAX_PAGES:
        raise InputError(wording.too_many_pages(kind, count, MAX_PAGES))
    pages: list[Page] = []
    problems: list[Problem] = []
    words = 0
    for index in range(count):
        page = page_of(index)
        if page is None:
            problems.append(wording.page_damaged(kind, path, index + 1))
            continue
        words += len(page.words)
        if words > MAX_WORDS:
            raise InputError(wording.too_much_text(kind))
        pages.append(page)
    if not pages:
        raise InputError(*problems[:1]) if problems else InputError(wording.no_text(kind))
    problems += _unread(path, pages, count, kind)
    return pages, problems


def flow_of(path: str, pages: Sequence[Page]) -> list[Line | Sheet]:
    """The lines and tables of all pages."""
    blocks: list[_OnPage] = []
    ending = NO_ENDING
    for page, heights in _without_marks(pages):
        last = blocks[-1].block if blocks else None
        follows = isinstance(last, Sheet) and last.loose
        found, ending = _page_blocks(path, page, heights, ending if follows else NO_ENDING)
        blocks += found
    return _flowing(blocks)


def _unread(path: str, pages: Sequence[Page], count: int, kind: str) -> Iterator[Problem]:
    """A problem for each page that is a picture; refuses a document of pictures or of signs."""
    letters = [sum(len(word.text) for word in page.words) for page in pages]
    if sum(letters) < MIN_CHARACTERS:
        if any(page.pictured > SCANNED for page in pages):
            raise InputError(wording.scanned(kind, count))
        if any(page.outlines > DRAWN for page in pages):
            raise InputError(wording.outlines(kind))
        raise InputError(wording.no_text(kind))
    unmapped = sum(page.unmapped for page in pages)
    if unmapped * 5 > sum(letters):
        raise InputError(wording.no_meaning(kind, unmapped, sum(letters)))
    for page, printed in zip(pages, letters, strict=True):
        if page.pictured > SCANNED and printed < MIN_CHARACTERS:
            yield wording.page_scanned(kind, path, page.number)
        elif page.outlines > DRAWN and printed < MIN_CHARACTERS:
            yield wording.page_outlines(kind, path, page.number)


Heights = Sequence[float]
"""How far down on a page its lines stand, from top to bottom."""


def _without_marks(pages: Sequence[Page]) -> Iterator[tuple[Page, Heights]]:
    """The pages without their numbers, and without lines that head every page; with the lines
    that are left."""
    printed = [lines_of(page.words) for page in pages]
    heads = Counter(line_text(lines[0]) for lines in printed if lines)
    running = {
        text for text, times in heads.items() if times > 3 and times * 2 > len(pages) and text
    }
    for page, lines in zip(pages, printed, strict=True):
        dropped: set[int] = set()
        for place, line in enumerate(lines):
            text = line_text(line)
            middle = line[0].middle
            edge = middle < page.height * _EDGE or middle > page.height * (1 - _EDGE)
            outer = place in (0, 1, len(lines) - 1, len(lines) - 2)
            mark = outer and edge and _PAGE_MARK.fullmatch(text) and not _in_cell(page, line[0])
            if mark or (place == 0 and edge and text in running):
                dropped.update(map(id, line))
        kept = [line[0].middle for line in lines if id(line[0]) not in dropped]
        yield page._replace(words=[word for word in page.words if id(word) not in dropped]), kept


def _in_cell(page: Page, word: Word) -> bool:
    """Whether lines are drawn close above and below a word, and at both sides of it: what stands
    alone in a row of a table is no number of a page."""
    across = (word.left + word.right) / 2
    level = [line.at - word.middle for line in page.across if line.start < across < line.end]
    upright = [line.at - across for line in page.down if line.start < word.middle < line.end]
    room = _ROW * word.size
    beside = min(upright, default=0) < 0 < max(upright, default=0)
    return beside and any(-room < y < 0 for y in level) and any(0 < y < room for y in level)


_ROW = 3
"""How many times as high as its print half a row is at most."""


class _OnPage(NamedTuple):
    """Something on a page, the height at which it stands, and how far its print reaches: to the
    right margin (0), or how many characters less."""

    top: float
    block: Line | Sheet
    short: float = 0.0


def _page_blocks(
    path: str, page: Page, heights: Heights, before: Ending
) -> tuple[list[_OnPage], Ending]:
    """What stands on a page, from top to bottom, and how its last table without ruling
    lines ended; `before` is how that of the page before did, if it ended with one."""
    tables, rest = ruled_tables(page)
    parts = parts_of_page(page, tables) if len(tables) > 1 else [page]
    if len(parts) == 1:
        return _blocks(path, page, heights, tables, aligned_tables(rest, before))
    blocks: list[_OnPage] = []
    for part in parts:
        tables, rest = ruled_tables(part)
        blocks += _blocks(path, part, heights, tables, aligned_tables(rest))[0]
    return blocks, NO_ENDING


def _blocks(
    path: str, page: Page, heights: Heights, tables: Sequence[Ruled], aligned: Aligned
) -> tuple[list[_OnPage], Ending]:
    open_tables, rest, ending = aligned
    place = Place(path, page=page.number)
    blocks = [_OnPage(table.tops[0], _sheet(table, page, place, heights)) for table in tables]
    blocks += [
        _OnPage(table.tops[0], _open_sheet(table, page, place, heights)) for table in open_tables
    ]
    lines = lines_of(rest)
    if lines:
        left = min(line[0].left for line in lines)
        right = max(line[-1].right for line in lines)
        if right - left < page.width / 2:
            right = page.width - left
        sizes = sorted(line[0].size for line in lines)
        frame = _Frame(
            page, left, right, sizes[len(sizes) // 2], min(line[0].top for line in lines)
        )
        blocks += [
            _line(line, frame, place._replace(line=_line_at(line[0].top, heights)))
            for line in lines
        ]
    return sorted(blocks, key=lambda block: block.top), ending


def _line_at(top: float, heights: Heights) -> int:
    """The number, from 1, of the first line of a page below this height."""
    return min(bisect_left(heights, top) + 1, max(len(heights), 1))


def _sheet(table: Ruled, page: Page, place: Place, heights: Heights) -> Sheet:
    def locate(row: int, column: int) -> Place:
        box = table.box(row, column)
        return place._replace(box=page.shown(box), line=_line_at(box.top, heights) if box else 0)

    return Sheet(table.rows, locate, table.merged, place.page, table.columns)


def _open_sheet(table: Ruled, page: Page, place: Place, heights: Heights) -> Sheet:
    """A table without ruling lines: which column a figure is in is never quite certain."""
    why = wording.by_alignment()
    doubts = {(r, c): why for r, row in enumerate(table.rows) for c in range(len(row))}
    return _sheet(table, page, place, heights)._replace(doubts=doubts, edges=(), loose=True)


class _Frame(NamedTuple):
    """A page, the margins of its text, the usual size of its print, and where it begins."""

    page: Page
    left: float
    right: float
    size: float
    top: float


def _line(line: Sequence[Word], frame: _Frame, place: Place) -> _OnPage:
    """A printed line; its parts are parted by gaps.

    A heading is centred, and is larger than the text around it or begins the page.
    """
    size = line[0].size
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.left - parts[-1][-1].right <= 4 * size:
            parts[-1].append(word)
        else:
            parts.append([word])
    start, end = line[0].left, line[-1].right
    short = (frame.right - end) / size
    centred = abs(start + end - frame.page.width) < 4 * size and start > frame.left + 2.5 * size
    stands_out = line[0].top <= frame.top + size or size > 1.15 * frame.size
    heading = centred and stands_out and short > 1
    cells = tuple(line_text(part) for part in parts)
    indented = start > frame.left + 1.2 * size
    edges = [edge for part in parts for edge in line_edges(part)]
    where = place if frame.page.turned else place._replace(box=box_of(line))
    set_line = Line(cells, where, heading, indented or heading, tuple(edges))
    return _OnPage(line[0].middle, set_line, short)


def _flowing(blocks: Sequence[_OnPage]) -> list[Line | Sheet]:
    """Lines know by themselves whether they are indented. A line also begins a paragraph where
    the one before it ended early: with the end of a sentence, or long before the margin."""
    flow: list[Line | Sheet] = []
    ended = True
    for _, block, short in blocks:
        if isinstance(block, Line):
            block = block._replace(starts=block.starts or ended)
            end = bool(re.search(r"[。；：;:!！?？]$", block.text))
            ended = short > (2.5 if end else 12)
        else:
            ended = True
        flow.append(block)
    return flow
