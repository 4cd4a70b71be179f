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
    seen = _Seen()
    for index in _apart(grid):
        seen.learn(grid.rows, index)
        cells = [norm(cell) for cell in grid.rows[index]]
        if seen.is_header(cells) and _figures_below(grid, index):
            starts.append(index)
        elif (first := seen.rows.get(_words(cells))) is not None:
            starts += [index] if _says_again(grid, first, index) else []
        if starts[-1] == index:
            seen.figures.clear()
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield slice_of(grid, start, end) if len(starts) > 1 else grid


def _apart(grid: Grid) -> Iterator[int]:
    """The rows that say something below a blank row, or first on a page; most sheets have few."""
    blank = False
    for index, row in enumerate(grid.rows):
        is_blank = not any(map(str.strip, row))
        if index and not is_blank and (blank or index in grid.breaks):
            yield index
        blank = is_blank


class _Seen:
    """What a sheet has printed: how many figures in each column since its last part began, and
    where the words of a row stood first."""

    def __init__(self) -> None:
        self.figures: Counter[int] = Counter()
        self.rows: dict[Words, int] = {}
        self._next = 0

    def learn(self, rows: Sequence[Sequence[str]], end: int) -> None:
        """The rows up to one."""
        for index in range(self._next, end):
            cells = [norm(cell) for cell in rows[index]]
            self.rows.setdefault(_words(cells), index)
            self.figures.update(c for c, cell in enumerate(cells) if _is_figure(cell))
        self._next = end

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row is of words alone, one of them over figures, and was not printed before."""
        over = any(cell and self.figures[c] > 1 for c, cell in enumerate(cells))
        return over and not any(map(_is_figure, cells)) and _words(cells) not in self.rows


def _is_figure(cell: str) -> bool:
    return LIKE_A_FIGURE.fullmatch(cell) is not None


Words = tuple[str, ...]
"""What a row says besides its figures."""


def _words(cells: Sequence[str]) -> Words:
    return tuple("" if _is_figure(cell) else cell for cell in cells)


def _says_again(grid: Grid, first: int, index: int) -> bool:
    """Whether the rows from one on, of which the first has no figure, say the same as those from
    another, down to two with figures."""
    size = MAX_HEADER_ROWS + 2  # two rows with figures below it
    before, again = (
        [[norm(cell) for cell in row] for row in grid.rows[start : start + size]]
        for start in (first, index)
    )
    pairs = takewhile(
        lambda pair: _words(pair[0]) == _words(pair[1]), zip(before, again, strict=False)
    )
    same = [cells for _, cells in pairs]
    figures = [any(map(_is_figure, cells)) for cells in same]
    return sum(figures) > 1 and not figures[0]


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
