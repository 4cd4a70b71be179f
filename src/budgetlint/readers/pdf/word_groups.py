"""Words that stand together on a line, and the columns that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...model.expressions import expression
from ...model.place import Box
from ...model.values import NamedTuple
from ...model.words import pattern
from ..words import glued
from .lattice import line_text
from .page import Word

GAP = 1.0
"""Sizes of the print that part one column from the next."""
FINE = 0.3
"""Sizes of the print that part one column from the next where all rows of a table leave them."""
FEW = 10
"""One row in so many is few."""

FIGURE = pattern("pages.figure")
_NUMBER = expression(r"[-\d,.%()]+")
_CLAUSE = expression(r"[。；，]")


class WordGroup(NamedTuple):
    """Words of one line that stand together."""

    text: str
    left: float
    right: float
    middle: float
    size: float

    @property
    def box(self) -> Box:
        """Where it is printed."""
        half = self.size / 2
        return Box(self.left, self.middle - half, self.right, self.middle + half)

    def overlaps(self, column: tuple[float, float]) -> bool:
        """Whether it stands over or in a column."""
        return self.left < column[1] and self.right > column[0]


class AlignedCell(NamedTuple):
    """What a cell says, and where it is printed; None if it is empty."""

    text: str = ""
    box: Box | None = None

    def below(self, part: WordGroup) -> AlignedCell:
        """With a part in front of its text."""
        return AlignedCell(glued(part.text, self.text), self._around(part))

    def above(self, part: WordGroup) -> AlignedCell:
        """With a part behind its text."""
        return AlignedCell(glued(self.text, part.text), self._around(part))

    def _around(self, part: WordGroup) -> Box:
        return part.box.around(self.box) if self.box is not None else part.box


Columns = Sequence[tuple[float, float]]


def parts_of(line: Sequence[Word], gap: float = GAP) -> list[WordGroup]:
    """The words of a line that stand together, less than so many sizes of print apart."""
    groups: list[list[Word]] = []
    for word in line:
        last = groups[-1][-1] if groups else word
        figures = FIGURE.fullmatch(word.text) or FIGURE.fullmatch(last.text)
        if groups and word.left - last.right < (0.2 if figures else gap) * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [WordGroup(line_text(g), g[0].left, g[-1].right, g[0].middle, g[0].size) for g in groups]


def is_row(parts: Sequence[WordGroup]) -> bool:
    """Whether a line is a row with figures: words far apart, and none of them a sentence."""
    figures = any(FIGURE.fullmatch(part.text) for part in parts)
    apart = any(b.left - a.right > GAP * b.size for a, b in pairwise(parts))
    return figures and apart and not any(_CLAUSE.search(part.text) for part in parts)


def columns_of(rows: Sequence[Sequence[WordGroup]], size: float) -> list[tuple[float, float]]:
    """The columns of rows. Words that bridge, in few rows, what all others part, as a total does
    that stands over code and name, do not make one column of two."""
    few = len(rows) // FEW
    spans = [(part.left, part.right) for row in rows for part in row]
    if few:
        often = _often(rows, few, size)
        bridges = {
            (part.left, part.right)
            for row in rows
            for part in row
            if not _is_number(part.text) and sum(map(part.overlaps, often)) > 1
        }
        if len(bridges) <= few:
            spans = [span for span in spans if span not in bridges]
    return joined_columns(spans, size)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or FIGURE.fullmatch(text))


def _often(rows: Sequence[Sequence[WordGroup]], few: int, size: float) -> list[tuple[float, float]]:
    """Where figures stand, and words in more rows than a few."""
    ends = sorted(
        (x, step * (few + 1 if _is_number(part.text) else 1))
        for row in rows
        for part in row
        for x, step in ((part.left, 1), (part.right, -1))
    )
    spans: list[tuple[float, float]] = []
    deep = 0
    for (x, step), (after, _) in pairwise(ends):
        deep += step
        if deep > few:
            spans.append((x, after))
    return joined_columns(spans, size)


def joined_columns(spans: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Where the words of all rows leave gaps, columns end."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left - columns[-1][1] < size * FINE:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def covered(part: WordGroup, columns: Columns) -> list[int]:
    """The column that a part stands in: the one that it overlaps most, or the nearest."""
    middle = (part.left + part.right) / 2

    def apart(n: int) -> tuple[float, float]:
        left, right = columns[n]
        return max(left, part.left) - min(right, part.right), abs((left + right) / 2 - middle)

    return [min(range(len(columns)), key=apart)]
