"""Parts of a sheet: where another table begins that has no title of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from ..model.amounts import LIKE_A_FIGURE
from ..model.names import norm
from ..model.place import Place
from ..model.raw import Grid

MAX_HEADER_ROWS = 4


def headed_parts(grid: Grid) -> Iterator[Grid]:
    """The grid cut where another header begins below a blank row, or on another page: a row of
    words that the sheet has not printed above, one of them over a column of figures, and figures
    below it; or the same header with the same names below it."""
    starts = [0]
    figures: Counter[int] = Counter()
    known: dict[Words, int] = {}
    for index, row in enumerate(grid.rows):
        words = _words(row)
        above = grid.rows[index - 1] if index else ()
        apart = index in grid.breaks or (bool(above) and not any(map(str.strip, above)))
        found = [c for c, cell in enumerate(row) if LIKE_A_FIGURE.fullmatch(norm(cell))]
        if apart and not found and any(words):
            over = any(word and figures[c] > 1 for c, word in enumerate(words))
            again = words in known and _says_again(grid, known[words], index)
            if again or (over and words not in known and _figures_below(grid, index)):
                starts.append(index)
                figures.clear()
        known.setdefault(words, index)
        figures.update(found)
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield slice_of(grid, start, end) if len(starts) > 1 else grid


Words = tuple[str, ...]
"""What a row says besides its figures."""


def _words(row: Sequence[str]) -> Words:
    return tuple("" if LIKE_A_FIGURE.fullmatch(cell) else cell for cell in map(norm, row))


def _says_again(grid: Grid, first: int, index: int) -> bool:
    """Whether the rows from one on say the same as those from another, down to some figures."""
    pairs = zip(grid.rows[first : first + MAX_HEADER_ROWS + 1], grid.rows[index:], strict=False)
    same = list(takewhile(lambda pair: _words(pair[0]) == _words(pair[1]), pairs))
    return sum(_words(row) != tuple(map(norm, row)) for row, _ in same) > 1


def _figures_below(grid: Grid, index: int) -> bool:
    """Whether figures stand right below a header that begins in a row."""
    below = (row for row in grid.rows[index + 1 : index + 1 + MAX_HEADER_ROWS] if any(row))
    return any(LIKE_A_FIGURE.fullmatch(norm(cell)) for row in below for cell in row)


def slice_of(grid: Grid, start: int, end: int) -> Grid:
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
