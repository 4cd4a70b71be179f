"""Minus signs in a column of their own: accounting formats set the sign at one edge of a cell and
the figure at the other, and what stands apart on the page is two cells in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..model.amounts import MINUS_SIGNS, AmountError, is_blank, parse
from ..model.raw import Area, Grid
from .captions import Row


def with_signs(grid: Grid) -> Grid:
    """The grid with each sign in front of the figure to its right, and the header over both there.

    A dash may be a blank as well. It is a sign where its column holds nothing else, has no header
    beside that of the figures, and some figure of these has none.
    """
    rows = grid.rows
    if MINUS_SIGNS.isdisjoint(chain.from_iterable(rows)):
        return grid
    for column in range(1, max(map(len, rows)) - 1):
        if _holds_signs(rows, column):
            rows = [_moved(row, column) for row in rows]
            areas = grid.merged and [_without(area, column) for area in grid.merged]
            grid = grid._replace(rows=rows, merged=areas)
    return grid


def _holds_signs(rows: Sequence[Row], column: int) -> bool:
    """Whether all that stands in a column, but for headers over both, are signs of the figures
    to their right."""
    signed = plain = 0
    for row in rows:
        here, beside = (_at(row, column), _at(row, column + 1))
        if not here:
            plain += _is_positive(beside)
        elif here in MINUS_SIGNS:
            if not _is_positive(beside):
                return False
            signed += 1
        elif beside:
            return False
    return bool(signed and plain)


def _at(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _is_positive(text: str) -> bool:
    try:
        value = parse(text)
    except AmountError:
        return False
    return not is_blank(value) and value > 0


def _moved(row: Row, column: int) -> Row:
    """The row with what stands in a column in front of what stands to its right."""
    if not _at(row, column):
        return row
    return [*row[:column], "", row[column].strip() + _at(row, column + 1), *row[column + 2 :]]


def _without(area: Area, column: int) -> Area:
    """A merged cell that began in the column begins to its right, where its text now stands."""
    top, left, bottom, right = area
    return (top, left + (left == column < right), bottom, right)
