"""Figures of a loosely read table that stand one column beside their own: found by the sums.

Where blank cells get lost, the figures behind them move up. If columns of a tree do not add up as
read, but all of them do once the figures of some first (or last) rows are moved by one column, the
reading is what is wrong. Only tables whose columns are not certain are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from ..model.amounts import BLANK, EXACT, is_blank
from ..model.document import Rows
from ..model.values import NamedTuple

MAX_ROWS = 400
"""Rows of the longest table that is searched: the search looks at every row with every column."""


class Shift(NamedTuple):
    """The cells to move: rows, and columns from left to right; by one to the right or left."""

    rows: Sequence[int]
    columns: Sequence[str]
    step: int


def find_shift(rows: Rows) -> Shift | None:
    """The one move by which all columns add up; None if they do, or if there is none."""
    columns = sorted(rows.columns, key=lambda name: rows.where.columns[name])
    tree = rows.structure
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(tree.parent):
        if parent >= 0:
            children.setdefault(parent, []).append(row)
    if not children or tree.size > MAX_ROWS or len(columns) < 3:
        return None
    grid = {name: [rows.value(name, row) for row in range(tree.size)] for name in columns}
    if any(value.is_nan() for values in grid.values() for value in values):
        return None
    with localcontext(EXACT):
        broken = [n for n, name in enumerate(columns) if not _adds_up(rows, grid[name], children)]
        if len(broken) < 2:
            return None
        for step in (1, -1):
            for shift in _moves(columns, grid, tree.total, broken, step):
                moved = _moved(grid, shift, columns)
                if all(_adds_up(rows, moved[name], children) for name in columns):
                    return shift
    return None


def _adds_up(rows: Rows, values: Sequence[Decimal], children: Mapping[int, Sequence[int]]) -> bool:
    for parent, below in children.items():
        parts = [values[row] for row in below if not is_blank(values[row])]
        if not parts and is_blank(values[parent]):
            continue
        printed = parts if is_blank(values[parent]) else [values[parent], *parts]
        slack = sum((rows.half(value) for value in printed), Decimal(0))
        total = Decimal(0) if is_blank(values[parent]) else values[parent]
        if abs(total - sum(parts, Decimal(0))) > slack:
            return False
    return True


def _moves(
    columns: Sequence[str],
    grid: Mapping[str, Sequence[Decimal]],
    total: int,
    broken: Sequence[int],
    step: int,
) -> Iterator[Shift]:
    """The figures of the first rows, or of the last ones, from the first broken column on."""
    last = broken[-1] if step > 0 else broken[0]
    taken = columns[broken[0] : last] if step > 0 else columns[last + 1 : broken[-1] + 1]
    size = len(grid[columns[0]])
    held = [
        row
        for row in range(size)
        if row != total and any(not is_blank(grid[name][row]) for name in taken)
    ]
    for count in range(len(held), 0, -1):
        for chosen in {tuple(held[:count]), tuple(held[-count:])}:
            if all(is_blank(grid[columns[last]][row]) for row in chosen):
                yield Shift(chosen, taken, step)


def _moved(
    grid: Mapping[str, Sequence[Decimal]], shift: Shift, columns: Sequence[str]
) -> Mapping[str, Sequence[Decimal]]:
    """The columns after the move."""
    moved: dict[str, list[Decimal]] = {name: list(values) for name, values in grid.items()}
    for row in shift.rows:
        for name in shift.columns:
            moved[name][row] = BLANK
        for name in shift.columns:
            target = columns[columns.index(name) + shift.step]
            moved[target][row] = grid[name][row]
    return moved
