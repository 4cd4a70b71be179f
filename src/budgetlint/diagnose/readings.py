"""Other readings of a table: whose figures stand under each of its headers, beside each label.

Two columns exchanged; all of them one to the left or right; those from one column on, because a
cell too few or too many was read; all figures one row too low or too high. What a reading leaves
without a figure is unreadable, and no relation with it is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise

from .. import messages
from ..model.amounts import BLANK, UNREADABLE
from ..model.document import Document, Rows, Table, Vector
from ..model.errors import Message
from ..model.values import NamedTuple

LEAST_FIGURES = 3
"""Figures of a column that may have changed its place with another: that both are empty proves
nothing."""

Column = tuple[int, str]
"""A side of a table and a column of it."""


class TableReading(NamedTuple):
    """Another reading: for each column whose figures it holds (None: they were not read), or by how
    many rows of these `sides` the figures stand too low; `moved` is -1 where from the first of
    the columns on they stand one too far left, and 1 where one too far right."""

    columns: tuple[tuple[Column, Column | None], ...] = ()
    low: int = 0
    sides: tuple[int, ...] = ()
    moved: int = 0

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        if self.low:
            return (messages.figures_low(self.low),)
        if self.moved:
            return (messages.figures_moved(self.columns[0][0][1], self.moved),)
        changed = [(name, of[1]) for (_, name), of in self.columns if of and of[1] != name]
        return tuple(messages.holds_of(name, of) for name, of in changed)


def readings(table: Table, accused: AbstractSet[Column]) -> Iterator[TableReading]:
    """The readings of a table that change anything of the columns that fail."""
    sides = tuple(rows.structure.side.ordinal for rows in table.sides)
    for some in (sides, *((side,) for side in sides if len(sides) > 1)):
        yield from (TableReading(low=step, sides=some) for step in (1, -1))
    yield from _moved(_in_print(table), accused)
    shown = [column for column in _in_print(table) if _has_figures(column, table, 1)]
    names = [column for column in shown if _has_figures(column, table, LEAST_FIGURES)]
    own = [[c for c in names if c[0] == side] for side in sides] if len(sides) > 1 else []
    for columns in (*own, names, *([shown] if shown != names else [])):
        yield from _turned(columns)
    for a, b in combinations(names, 2):
        if a in accused or b in accused:
            yield TableReading(((a, b), (b, a)))


def _turned(names: Sequence[Column]) -> Iterator[TableReading]:
    """All columns one to the left, or to the right, and the outermost at the other end."""
    if len(names) > 2:
        for of in ([*names[1:], names[0]], [names[-1], *names[:-1]]):
            yield TableReading(tuple(zip(names, of, strict=True)))


def _moved(names: Sequence[Column], accused: AbstractSet[Column]) -> Iterator[TableReading]:
    """The columns from one on hold the figures of the next, or of the one before."""
    for first in range(len(names) - 1):
        own = names[first:]
        if not accused.isdisjoint(own):
            left = ((b, a) for a, b in pairwise(own))
            yield TableReading(((own[0], None), *left), moved=-1)
            yield TableReading((*pairwise(own), (own[-1], None)), moved=1)


def _in_print(table: Table) -> list[Column]:
    """The columns of a table that hold money, as they are printed, from left to right."""
    found = [
        (place, (rows.structure.side.ordinal, name))
        for rows in table.sides
        for name, place in rows.where.columns.items()
        if name in rows.columns and rows.structure.side.columns[name].measure == "money"
    ]
    return [column for _, column in sorted(found)]


def _has_figures(column: Column, table: Table, least: int) -> bool:
    ordinal, name = column
    rows = next(rows for rows in table.sides if rows.structure.side.ordinal == ordinal)
    figures = rows.columns[name] or ()
    return sum(value.is_finite() and bool(value) for value in figures) >= least


def read_as(document: Document, reading: TableReading) -> Document:
    """The same document with one table read so."""
    sides = list(document.sides)
    taken = dict(reading.columns)
    for ordinal in {side for side, _ in taken} | set(reading.sides):
        rows = document.sides[ordinal]
        if rows is not None:
            sides[ordinal] = rows._replace(columns=_columns(rows, reading, taken, document))
    return document._replace(sides=sides)


def _columns(
    rows: Rows, reading: TableReading, taken: Mapping[Column, Column | None], document: Document
) -> Mapping[str, Vector | None]:
    """The columns of one side in a reading."""
    if reading.low:
        return {name: _low(column, reading.low) for name, column in rows.columns.items()}
    own = rows.structure.side.ordinal
    return {
        name: _figures_of(taken.get((own, name), (own, name)), document, rows.structure.size)
        for name in rows.columns
    }


def _figures_of(column: Column | None, document: Document, size: int) -> Vector | None:
    """What is printed in a column; what nobody can read where there is none."""
    rows = document.sides[column[0]] if column is not None else None
    if column is None or rows is None:
        return [*[UNREADABLE] * size, BLANK]
    return rows.columns[column[1]]


def _low(column: Vector | None, step: int) -> Vector | None:
    """A column whose figures stand so many rows too low."""
    if column is None:
        return None
    figures = column[:-1]
    if step > 0:
        return [*figures[step:], *[UNREADABLE] * step, BLANK]
    return [*[UNREADABLE] * -step, *figures[:step], BLANK]
