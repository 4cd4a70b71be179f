"""What a table that no layout knows is most like: for the message, and for who writes a layout."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..model.layout import PREVIOUS, Layout
from ..model.names import likeness, norm
from ..model.raw import Grid, RawTable
from ..model.values import NamedTuple
from .captions import first_wide_row
from .columns import column_map
from .grids import best_header

LEAST_SHARE = Fraction(2, 5)
LEAST_LIKENESS = Fraction(3, 5)
"""Below both of these a layout has nothing to do with a table."""


class ClosestLayout(NamedTuple):
    """A layout, which of its columns a table has, and which it lacks."""

    layout: Layout
    found: tuple[str, ...]
    missing: tuple[str, ...]


def closest_layout(table: RawTable, layouts: Sequence[Layout]) -> ClosestLayout | None:
    """The layout whose columns and title come nearest to those of a table without one."""
    best: ClosestLayout | None = None
    most = Fraction(0)
    for layout in layouts:
        if layout.ignored or layout.book is not None or layout.id.startswith(PREVIOUS):
            continue
        found, missing = _compared(table, layout)
        share = Fraction(len(found), max(len(found) + len(missing), 1))
        names = map(norm, filter(None, (table.title, table.id)))
        alike = max(likeness(n, t) for n in (*names, "") for t in (*layout.titles, layout.id))
        if (share >= LEAST_SHARE or alike >= LEAST_LIKENESS) and share + alike > most:
            most, best = share + alike, ClosestLayout(layout, found, missing)
    return best


def _compared(table: RawTable, layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a layout that a table has, and those that it lacks, by their names."""
    columns = table.columns
    if not columns:
        grid = Grid(table.title, table.rows, table.locate)
        start = first_wide_row(table.rows, 0)
        _, columns = best_header(grid, start, layout)
    found: list[str] = []
    missing: list[str] = []
    for side, where in zip(layout.sides, column_map(layout, columns).sides, strict=True):
        labels = ["/".join(side.label[0])] if side.label else []
        wanted = [name for name, column in side.columns.items() if not column.optional]
        if where is None:
            missing += labels + wanted
            continue
        found += labels
        for name in wanted:
            (found if name in where.columns else missing).append(name)
    return tuple(found), tuple(missing)
