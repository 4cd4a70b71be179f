"""Columns too narrow to be any: the edges of cells in two rows that miss each other by a hair.

Word and the programs that write its files number the edges of all rows; where a header's edge is
a twentieth of a point from the body's, there is a column between them that nobody sees, and every
cell beside it spans two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.raw import Area

NARROW = 100
"""Twentieths of a point: less than the margins of a cell."""


def without_slivers(
    rows: Sequence[list[str]],
    merged: Sequence[Area],
    widths: Sequence[int],
    holders: Sequence[list[Any]] = (),
) -> list[Area]:
    """Take narrow columns out of `rows`, whose text moves on; the areas without them.

    The `holders` of the texts, None where there is no text, move with them.
    """
    areas = list(merged)
    for column in reversed(range(len(widths))):
        if widths[column] < NARROW and not _is_used(rows, areas, column):
            for row in (*rows, *holders):
                _drop(row, column)
            shrunk = (_shrunk(area, column) for area in areas)
            areas = [area for area in shrunk if area[1] <= area[3]]
    return areas


def _is_used(rows: Sequence[list[str]], merged: Sequence[Area], column: int) -> bool:
    """Whether a cell with text lies in this column alone, or there is no other to take it."""
    wide = {
        row
        for top, left, bottom, right in merged
        if left <= column <= right and left < right
        for row in range(top, bottom + 1)
    }
    for number, row in enumerate(rows):
        if column < len(row) and row[column] and (number not in wide or column + 1 >= len(row)):
            return True
    return False


def _drop(row: list[Any], column: int) -> None:
    if column < len(row):
        held = row.pop(column)
        if held is not None and held != "":
            row[column] = held


def _shrunk(area: Area, column: int) -> Area:
    top, left, bottom, right = area
    return top, left - (left > column), bottom, right - (right >= column)
