"""Figures that end in their money unit, 1,240.50万元: read as what they are, in that unit.

A column of which most cells end so is one of figures in that unit. Where the table, or the header
of the column, states another one the cells are believed, and that is said once a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from .. import messages
from ..model.amounts import EXACT, LIKE_A_FIGURE, MONEY, AmountError, is_blank, parse, printed
from ..model.names import norm
from ..model.raw import Grid, RawTable
from ..model.words import pattern
from .captions import Row, may_name_money
from .headers import with_moneys

_WITH_UNIT = pattern("amounts.with-unit")

Said = Mapping[int, tuple[str, str]]
"""The figures of a column by row, each with the unit behind it."""


def with_plain_figures(grid: Grid) -> Grid:
    """The grid with the units behind its figures taken off, and told of their columns."""
    rows, moneys = _plain(grid.rows)
    return grid._replace(rows=rows, moneys=moneys) if moneys else grid


def with_cell_units_read(table: RawTable) -> RawTable:
    """The same of a table whose columns are known."""
    rows, moneys = _plain(table.rows)
    return with_cell_moneys(table._replace(rows=rows), table.moneys, moneys) if moneys else table


def with_cell_moneys(table: RawTable, headed: Sequence[str], moneys: Mapping[int, str]) -> RawTable:
    """The table with the money units of its columns: those that their cells end in (`moneys`), else
    those that their headers name. Where these differ the first cell bears the doubt."""
    named = [*headed] or [""] * len(table.columns)
    doubts = dict(table.doubts)
    for column, unit in moneys.items():
        if column >= len(named):
            continue
        stated = named[column] or table.money
        first = next((r for r, row in enumerate(table.rows) if row[column].strip()), -1)
        if stated not in ("", unit) and first >= 0:
            doubts[first, column] = messages.other_unit(unit, stated)
        named[column] = unit
    return with_moneys(table._replace(doubts=doubts), named)


def _plain(rows: Sequence[Row]) -> tuple[Sequence[Row], Mapping[int, str]]:
    """Rows without the units behind their figures, and the unit of each column that has such."""
    moneys: dict[int, str] = {}
    if not may_name_money(chain.from_iterable(rows)):
        return rows, moneys
    cells = enumerate(zip_longest(*rows, fillvalue=""))
    said_in = {column: said for column, texts in cells if (said := _said_in(texts))}
    plain = [list(row) for row in rows] if said_in else []
    for column, said in said_in.items():
        (unit, _), *_ = Counter(unit for _, unit in said.values()).most_common(1)
        moneys[column] = unit
        for row, (figure, own) in said.items():
            plain[row][column] = figure if own == unit else _converted(figure, own, unit)
    return (plain, moneys) if moneys else (rows, moneys)


def _said_in(cells: Sequence[str]) -> Said:
    """The figures of a column that end in a unit; none where more cells below the first of them
    hold something else."""
    if not may_name_money(cells):
        return {}
    found = {
        r: (match[1], match[2])
        for r, cell in enumerate(cells)
        if (match := _WITH_UNIT.fullmatch(norm(cell))) and LIKE_A_FIGURE.fullmatch(match[1])
    }
    first = min(found, default=len(cells))
    others = [c for r, c in enumerate(cells) if r > first and r not in found and c.strip()]
    words = sum(not LIKE_A_FIGURE.fullmatch(norm(cell)) for cell in others)
    return found if len(found) > words else {}


def _converted(figure: str, unit: str, to: str) -> str:
    """A figure in another unit, exactly; as it stands where it is no amount."""
    try:
        value = parse(figure)
    except AmountError:
        return figure
    moved = value if is_blank(value) else value.scaleb(MONEY[unit] - MONEY[to], context=EXACT)
    return printed(moved)
