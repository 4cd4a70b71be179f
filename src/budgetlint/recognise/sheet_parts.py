"""Parts of a sheet: where another table begins that has no title of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..model.amounts import LIKE_A_FIGURE
from ..model.names import norm
from ..model.place import Place
from ..model.raw import Grid

MAX_HEADER_ROWS = 4


def headed_parts(grid: Grid) -> Iterator[Grid]:
    """The grid cut where another header begins below a blank row, or on another page: a row of
    words that the sheet has not printed above, one of them over a column of figures, and figures
    below it."""
    starts = [0]
    figures: Counter[int] = Counter()
    known: set[tuple[str, ...]] = set()
    for index, row in enumerate(grid.rows):
        words = tuple(map(norm, row))
        found = [c for c, word in enumerate(words) if LIKE_A_FIGURE.fullmatch(word)]
        above = grid.rows[index - 1] if index else ()
        apart = index in grid.breaks or (bool(above) and not any(map(str.strip, above)))
        over = [c for c, word in enumerate(words) if word and figures[c] > 1]
        if apart and over and not found and words not in known and _figures_below(grid, index):
            starts.append(index)
            figures.clear()
        known.add(words)
        figures.update(found)
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield slice_of(grid, start, end) if len(starts) > 1 else grid


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
