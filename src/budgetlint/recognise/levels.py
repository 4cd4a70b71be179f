"""Levels: names of which each level stands in a column of its own (大类, then 科目, then 品名)."""

from __future__ import annotations

from collections.abc import Sequence

Cells = Sequence[Sequence[str]]
"""The cells of each column."""


def level_columns(cells: Cells, names: Sequence[int], labels: Sequence[int]) -> list[int]:
    """Which of the columns that may hold names are levels; none where most rows have their name in
    the last of the `labels`.

    A level has names that stand alone in their rows; what never does is about them (采购方式).
    """
    if len(names) < 2 or _are_named(cells, labels):
        return []
    levels = list(names)
    while levels and (never := [c for c in levels if not stands_alone(cells, levels, c)]):
        levels.remove(never[-1])
    return levels if len(levels) > 1 else []


def groups_in(cells: Cells, texts: Sequence[int], names: Sequence[int]) -> list[int]:
    """Columns of which one says something about each row (its type) and names the rows that have no
    name otherwise, which are groups; none where other rows have none."""
    for column in (c for c in texts if cells and c < min(names, default=0)):
        if "".join(cells[column]).replace(" ", "").isdigit():
            continue  # codes of units name nothing
        rows = range(len(cells[column]))
        nameless = [row for row in rows if not any(cells[c][row].strip() for c in names)]
        if names and nameless and all(cells[column][row].strip() for row in nameless):
            return sorted((column, *names))
    return []


def _are_named(cells: Cells, labels: Sequence[int]) -> bool:
    """Whether three quarters of the rows have a name in the last of these columns."""
    column = cells[labels[-1]] if labels else ()
    return 4 * sum(bool(cell.strip()) for cell in column) > 3 * len(column) > 0


def stands_alone(cells: Cells, levels: Sequence[int], column: int) -> bool:
    """Whether some row has a name in this column and in none of the other levels."""
    others = [cells[c] for c in levels if c != column]
    return any(
        cell.strip() and not any(other[row].strip() for other in others)
        for row, cell in enumerate(cells[column])
    )
