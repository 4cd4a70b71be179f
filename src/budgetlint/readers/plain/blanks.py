"""Tables whose columns are set with blanks, as somebody pastes them out of a page or a terminal.

Nothing but blanks parts the cells, so columns are what lies below each other: cells of several
lines that overlap are of one column. Where they do not lie so, rows that all have as many cells
have one for each column. What fits neither is left as lines: no cell is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from ...model.amounts import AmountError, is_blank, parse
from ...model.expressions import expression
from ...model.values import NamedTuple

MIN_ROWS = 3
"""Lines of a table, its header among them."""
MAX_LINES = 5_000
"""Lines that are looked at together."""
MAX_BESIDE = 3
"""Lines without figures (who drew it up, and the unit) that may stand right above or below."""

_CELL = expression(r"\S+(?:[ \u00a0]\S+)*")
"""What two blanks, or a wide one, part from other cells."""
_LEADER = expression(r"[.．。·…]{4,}|…+")
_WORD = expression(r"\S+")
_OTHERWISE = expression(r"\t|\|.*\|")
"""Cells that something else parts."""
_SENTENCE = expression(r"[。；;]\s*$")


class Spaced(NamedTuple):
    """A text, where it begins in its line, and from where to where it is seen."""

    text: str
    at: int
    left: int
    right: int


class SpacedTable(NamedTuple):
    """A table: its first line and the one behind its last, its rows, with where each cell begins
    in its line (-1 where it is blank), and the line of each row."""

    start: int
    end: int
    rows: Sequence[Sequence[str]]
    starts: Sequence[Sequence[int]]
    numbers: Sequence[int]


Row = tuple[int, list[Spaced]]
"""A line of a table with its number."""


def extent(lines: Sequence[str], start: int) -> int:
    """The line behind those from `start` on that may be a table; `start` where none is."""
    end = last = start
    while end < len(lines) and end - last <= 2 and end - start < MAX_LINES:
        if _OTHERWISE.search(lines[end]) or _SENTENCE.search(lines[end]):
            break
        several = len(_cells(lines[end])) > 1 or len(lines[end].split()) > 2
        if not several and end == start:
            break
        last = end + 1 if several else last
        end += 1
    return last


def aligned(lines: Sequence[str], start: int, end: int) -> SpacedTable | None:
    """The table in these lines; None where they are none, or their columns cannot be told."""
    for split, seen in _WAYS:
        rows = [(n, cells) for n in range(start, end) if (cells := split(lines[n], seen))]
        for kept in _without_lines_beside(rows):
            if sum(map(_has_figure, kept)) < 2 or len(kept) < MIN_ROWS:
                continue
            table = _by_number(kept) or _by_place(kept)
            if table is not None:
                return table
    return None


def _without_lines_beside(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows, and the rows without lines above and below that hold no figures."""
    yield rows
    for above in range(MAX_BESIDE + 1):
        if any(map(_has_figure, rows[:above])):
            break
        for below in range(MAX_BESIDE + 1):
            kept = rows[above : len(rows) - below]
            if any(map(_has_figure, rows[len(rows) - below :])):
                break
            yield kept


def _by_place(rows: Sequence[Row]) -> SpacedTable | None:
    """The table whose columns lie below each other; None where two cells of a line are in one."""
    columns: list[tuple[int, int]] = []
    for cell in sorted((c for _, cells in rows for c in cells), key=lambda cell: cell.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], cell.right)
        else:
            columns.append((cell.left, cell.right))
    if len(columns) < 2:
        return None
    lefts = [left for left, _ in columns]
    placed: list[list[Spaced | None]] = []
    for _, cells in rows:
        row: list[Spaced | None] = [None] * len(columns)
        for cell in cells:
            at = bisect_right(lefts, cell.left) - 1
            if row[at] is not None:
                return None
            row[at] = cell
        placed.append(row)
    return _made(rows, placed)


def _by_number(rows: Sequence[Row]) -> SpacedTable | None:
    """The table each row of which has as many cells."""
    if len({len(cells) for _, cells in rows}) > 1 or len(rows[0][1]) < 2:
        return None
    return _made(rows, [cells for _, cells in rows])


def _made(rows: Sequence[Row], placed: Sequence[Sequence[Spaced | None]]) -> SpacedTable:
    texts = [[cell.text if cell else "" for cell in row] for row in placed]
    starts = [[cell.at if cell else -1 for cell in row] for row in placed]
    numbers = [number for number, _ in rows]
    return SpacedTable(numbers[0], numbers[-1] + 1, texts, starts, numbers)


def _has_figure(row: Row) -> bool:
    """Whether a line ends with an amount; one to three digits may be the number of a page."""
    text = row[1][-1].text
    try:
        return not is_blank(parse(text)) and (len(text) > 3 or "." in text)
    except AmountError:
        return False


Seen = Callable[[str], int]


def _cells(line: str, seen: Seen = len) -> list[Spaced]:
    """The texts of a line that are more than a blank apart."""
    return _found(_CELL, _LEADER.sub(lambda dots: " " * len(dots[0]), line), seen)


def _words(line: str, seen: Seen) -> list[Spaced]:
    """The texts of a line that any blank parts."""
    return _found(_WORD, line, seen)


def _found(cell: re.Pattern[str], line: str, seen: Seen) -> list[Spaced]:
    """The texts of a line; what is seen of it is added up, for lines may be long."""
    found: list[Spaced] = []
    end = right = 0
    for match in cell.finditer(line):
        left = right + seen(line[end : match.start()])
        end, right = match.end(), left + seen(match[0])
        found.append(Spaced(match[0], match.start(), left, right))
    return found


def _width(text: str) -> int:
    """The width of a text as it is seen where a Chinese character is as wide as two digits."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


_WAYS: Sequence[tuple[Callable[[str, Seen], list[Spaced]], Seen]] = (
    (_cells, _width), (_cells, len), (_words, _width),
)  # fmt: skip
