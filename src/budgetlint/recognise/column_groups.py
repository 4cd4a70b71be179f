"""Blocks: a side whose code, name and figure stand several times beside each other, as one list.

The second block goes on where the first ends. A total is often printed across the blocks, with its
figure in the last: the figure then belongs to the total's row.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model.layout import ColumnMap, SideMap
from ..model.names import norm
from ..model.place import Place
from ..model.raw import RawTable


def stacked_groups(table: RawTable, places: ColumnMap) -> RawTable:
    """The table with the rows of further blocks below those of the first."""
    for where, again in zip(places.sides, places.again, strict=True):
        for block in again:
            if where is not None:
                table = _stacked(table, where, block)
    return table


def _stacked(table: RawTable, first: SideMap, block: SideMap) -> RawTable:
    figures = [(first.columns[name], index) for name, index in block.columns.items()]
    names = [(first.label, block.label), *zip(first.code, block.code, strict=True)]
    rows = [list(row) for row in table.rows]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(table.rows):
        called = {norm(row[index]) for _, index in names if row[index].strip()}
        own = {norm(row[index]) for index, _ in names if row[index].strip()}
        if own and called <= own and all(_is_free(row[index], own) for index, _ in figures):
            target, moved = number, figures
        elif called or any(row[index].strip() for _, index in figures):
            target, moved = len(rows), [*names, *figures]
            rows.append([""] * len(row))
        else:
            continue
        for to, index in moved:
            rows[target][to] = row[index]
            came[target, to] = (number, index)
        for _, index in (*names, *figures):
            rows[number][index] = ""
    return _moved(table, rows, came)


def _is_free(cell: str, called: set[str]) -> bool:
    """Whether a cell holds no figure: at most the row's name, which was printed across it."""
    return not cell.strip() or norm(cell) in called


def _moved(
    table: RawTable, rows: Sequence[Sequence[str]], came: dict[tuple[int, int], tuple[int, int]]
) -> RawTable:
    """The table with these rows; for each cell that was moved, where it came from."""
    sources = {row: source for (row, _), (source, _) in came.items()}

    def locate(row: int, column: int) -> Place:
        at = came.get((row, column))
        return table.locate(*at) if at else table.locate(sources.get(row, row), column)

    back = {source: target for target, source in came.items()}
    doubts = {back.get(cell, cell): why for cell, why in table.doubts.items()}
    return table._replace(rows=rows, locate=locate, doubts=doubts)
