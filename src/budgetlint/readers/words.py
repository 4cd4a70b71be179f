"""Words on pages and sheets: pieces that a page has parted, and the year that a title says."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.raw import Grid
from ..model.words import pattern


def glued(first: str, second: str) -> str:
    """Two pieces as one, with a blank only between Latin words."""
    latin = first[-1:].isascii() and second[:1].isascii()
    between = first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if latin and between else first + second


def stated_year(grids: Sequence[Grid]) -> int:
    """The year in the first title that has one: what stands alone in one of the first rows; 0 where
    none has."""
    for grid in grids:
        for row in grid.rows[:_TITLE_ROWS]:
            words = [cell for cell in row if cell]
            match = _YEAR.search(words[0]) if len(words) == 1 else None
            if match:
                return int(match[1])
    return 0


_TITLE_ROWS = 6
_YEAR = pattern("dates.year")
