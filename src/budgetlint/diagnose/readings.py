"""Other readings of a table: whose figures stand under each of its headers, beside each label.

Two columns exchanged; all of them one to the left or right; those from one column on, because a
cell too few or too many was read; all figures one row too low or too high; rows that were read
twice; a column that was not read, of which a digit is cut off, or whose points were lost. What a
reading leaves without a figure is unreadable; `restored` says what the sums leave for it. Only a
table off a page is read otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TypeAlias

from .. import messages
from ..model.amounts import BLANK, EXACT, UNREADABLE, exponent, is_blank
from ..model.document import Document, Rows, Table, Vector
from ..model.errors import Message
from ..model.names import norm
from ..model.values import NamedTuple

LEAST_FIGURES = 3
"""Figures of a column that may have changed its place with another: that both are empty proves
nothing."""
CENTS, THOUSANDS = -2, 3
"""Powers of ten: of a figure whose decimal point was lost, and of one whose separator of thousands
was read as one."""

Column = tuple[int, str]
"""A side of a table and a column of it."""
Columns = Mapping[str, Vector | None]


class ColumnsOf(NamedTuple):
    """For each of some columns whose figures it holds (None: they were not read); `moved` is -1
    where from the first of them on they stand one too far left, and 1 where one too far right."""

    columns: tuple[tuple[Column, Column | None], ...]
    moved: int = 0

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        if self.moved:
            return (messages.figures_moved(self.columns[0][0][1], self.moved),)
        changed = [(name, of[1]) for (_, name), of in self.columns if of and of[1] != name]
        return tuple(messages.holds_of(name, of) for name, of in changed)

    def sides(self) -> Iterable[int]:
        """The sides that it changes."""
        return {side for (side, _), _ in self.columns}

    def read(self, rows: Rows, document: Document) -> Columns:
        """The columns of one of these sides."""
        own, taken = rows.structure.side.ordinal, dict(self.columns)
        return {
            name: _figures_of(taken.get((own, name), (own, name)), document, rows.structure.size)
            for name in rows.columns
        }


class RowsLow(NamedTuple):
    """By how many rows of these sides all figures stand too low."""

    low: int
    own: tuple[int, ...]

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        return (messages.figures_low(self.low),)

    def sides(self) -> Iterable[int]:
        """The sides that it changes."""
        return self.own

    def read(self, rows: Rows, document: Document) -> Columns:  # noqa: ARG002
        """The columns of one of these sides."""
        return {name: _low(column, self.low) for name, column in rows.columns.items()}


class RowsTwice(NamedTuple):
    """Rows of a side that were read a second time."""

    side: int
    again: frozenset[int]

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        return (messages.rows_again(len(self.again)),)

    def sides(self) -> Iterable[int]:
        """The sides that it changes."""
        return (self.side,)

    def read(self, rows: Rows, document: Document) -> Columns:  # noqa: ARG002
        """The columns of one of these sides."""
        return {
            name: column and [BLANK if row in self.again else v for row, v in enumerate(column)]
            for name, column in rows.columns.items()
        }


class UnreadColumn(NamedTuple):
    """A column of which nothing was read, or only the last digits (`cut` is -1) or the first (1) of
    its figures."""

    column: Column
    cut: int = 0

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        return (messages.column_unread(self.column[1], self.cut),)

    def sides(self) -> Iterable[int]:
        """The sides that it changes."""
        return (self.column[0],)

    def read(self, rows: Rows, document: Document) -> Columns:
        """The columns of one of these sides; of a column that was cut blanks stay blank."""
        lost = _figures_of(None, document, rows.structure.size)
        if self.cut and (column := rows.columns[self.column[1]]) is not None:
            lost = [value if is_blank(value) else UNREADABLE for value in column]
        return {**rows.columns, self.column[1]: lost}


class Scaled(NamedTuple):
    """A column all of whose figures with a point (or without) are so many powers of ten off."""

    column: Column
    by: int

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        return (messages.points_misread(self.column[1], self.by),)

    def sides(self) -> Iterable[int]:
        """The sides that it changes."""
        return (self.column[0],)

    def read(self, rows: Rows, document: Document) -> Columns:  # noqa: ARG002
        """The columns of one of these sides."""
        name = self.column[1]
        column = rows.columns[name]
        if column is None:
            return rows.columns
        return {**rows.columns, name: [scaled(value, self.by) for value in column]}


TableReading: TypeAlias = ColumnsOf | RowsLow | RowsTwice | UnreadColumn | Scaled
"""What is otherwise in one table."""


def readings(table: Table, accused: AbstractSet[Column]) -> Iterator[TableReading]:
    """The readings of a table that change anything of the columns that fail; none of one in a file
    of cells: there a figure stands where the office wrote it."""
    if not is_off_a_page(table):
        return
    sides = tuple(rows.structure.side.ordinal for rows in table.sides)
    for some in (sides, *((side,) for side in sides if len(sides) > 1)):
        yield from (low for step in (1, -1) if (low := _low_by(step, table, some)) is not None)
    printed = _in_print(table)
    shown = [column for column in printed if _figures_in(column, table) >= 1]
    names = [column for column in shown if _figures_in(column, table) >= LEAST_FIGURES]
    filled = {c for c in printed if not all(map(is_blank, _vector(c, table)))}
    yield from _moved(printed, filled, accused)
    own = [[c for c in names if c[0] == side] for side in sides] if len(sides) > 1 else []
    for columns in (*own, names, *([shown] if shown != names else [])):
        yield from _turned(columns)
    for a, b in combinations(names, 2):
        if a in accused or b in accused:
            yield ColumnsOf(((a, b), (b, a)))
    yield from _twice(table)
    yield from (UnreadColumn(column) for column in printed if column in accused - filled)
    yield from _misread_digits([column for column in names if column in accused], table)


def is_off_a_page(table: Table) -> bool:
    """Whether its cells were found on a page, in a picture of one, or between the blanks of a
    text."""
    return table.raw.loose or table.raw.locate(0, 0).page > 0


def read_alike(tables: Sequence[Table]) -> Iterator[list[tuple[Table, TableReading]]]:
    """All tables of a document read alike, as by one fault of a reader."""
    for step in (1, -1):
        low = ((t, _low_by(step, t, [r.structure.side.ordinal for r in t.sides])) for t in tables)
        yield [(table, reading) for table, reading in low if reading is not None]
    for way in (0, 1):
        turned = ((table, list(_turned(_in_print(table)))) for table in tables)
        yield [(table, found[way]) for table, found in turned if found]
    for first in (0, 1):
        moved = ((table, _in_print(table)[first:]) for table in tables)
        yield [
            (table, ColumnsOf((*pairwise(own), (own[-1], None)), moved=1))
            for table, own in moved
            if len(own) > 1 and not _figures_in(own[0], table)
        ]


def _low_by(step: int, table: Table, some: Sequence[int]) -> RowsLow | None:
    """Some sides of a table with all figures so many rows too low; None where they have so few rows
    that what the sums leave for the lost ones would be all that is left."""
    sizes = [r.structure.size for r in table.sides if r.structure.side.ordinal in some]
    return RowsLow(step, tuple(some)) if max(sizes, default=0) >= LEAST_FIGURES else None


def _twice(table: Table) -> Iterator[TableReading]:
    """The rows of a side that stand there again, two or more in a run."""
    for rows in table.sides:
        again = _repeated(rows)
        if again:
            yield RowsTwice(rows.structure.side.ordinal, again)


def _repeated(rows: Rows) -> frozenset[int]:
    """The rows that repeat others: with the same label and figures, at the same distance as the
    row before or behind."""
    columns = [column for column in rows.columns.values() if column is not None]
    first: dict[object, int] = {}
    distance: dict[int, int] = {}
    for row, label in enumerate(rows.structure.labels):
        figures = tuple(str(column[row]) for column in columns)
        before = first.setdefault((norm(label), rows.structure.codes[row], figures), row)
        if before != row:
            distance[row] = row - before
    return frozenset(
        row
        for row, far in distance.items()
        if far == distance.get(row - 1) or far == distance.get(row + 1)
    )


def _turned(names: Sequence[Column]) -> Iterator[TableReading]:
    """All columns one to the left, or to the right, and the outermost at the other end."""
    if len(names) > 2:
        for of in ([*names[1:], names[0]], [names[-1], *names[:-1]]):
            yield ColumnsOf(tuple(zip(names, of, strict=True)))


def _moved(
    names: Sequence[Column], filled: AbstractSet[Column], accused: AbstractSet[Column]
) -> Iterator[TableReading]:
    """The columns from one on hold the figures of the next, or of the one before: then nothing is
    printed under the first of them, or under the last, not even a nought."""
    for first in range(len(names) - 1):
        own = names[first:]
        if accused.isdisjoint(own) or filled.isdisjoint(own):
            continue
        if own[-1] not in filled:
            left = ((b, a) for a, b in pairwise(own))
            yield ColumnsOf(((own[0], None), *left), moved=-1)
        if own[0] not in filled:
            yield ColumnsOf((*pairwise(own), (own[-1], None)), moved=1)


def _misread_digits(names: Iterable[Column], table: Table) -> Iterator[TableReading]:
    """The columns that fail with another power of ten, or with a digit more in front or behind."""
    finest = min((_finest(column, table) for column in _in_print(table)), default=0)
    for column in names:
        own = _finest(column, table)
        if own == 0 and finest == CENTS:
            yield Scaled(column, CENTS)
        if own == -THOUSANDS:
            yield Scaled(column, THOUSANDS)
        yield from (UnreadColumn(column, cut) for cut in (-1, 1))


def _finest(column: Column, table: Table) -> int:
    """The last place of the figures of a column."""
    places = (exponent(v) for v in _vector(column, table) if v.is_finite() and v)
    return min(places, default=0)


def scaled(value: Decimal, by: int) -> Decimal:
    """A figure whose point was lost, or whose separator was read as one; others as they are."""
    misread = value.is_finite() and value and (exponent(value) < 0) == (by > 0)
    return value.scaleb(by, EXACT) if misread else value


def _in_print(table: Table) -> list[Column]:
    """The columns of a table that hold money, as they are printed, from left to right."""
    found = [
        (place, (rows.structure.side.ordinal, name))
        for rows in table.sides
        for name, place in rows.where.columns.items()
        if name in rows.columns and rows.structure.side.columns[name].measure == "money"
    ]
    return [column for _, column in sorted(found)]


def _vector(column: Column, table: Table) -> Vector:
    ordinal, name = column
    rows = next(rows for rows in table.sides if rows.structure.side.ordinal == ordinal)
    return rows.columns[name] or []


def _figures_in(column: Column, table: Table) -> int:
    return sum(value.is_finite() and bool(value) for value in _vector(column, table))


def read_as(document: Document, readings: Iterable[TableReading]) -> Document:
    """The same document with some tables read so."""
    sides = list(document.sides)
    for reading in readings:
        for ordinal in reading.sides():
            rows = document.sides[ordinal]
            if rows is not None:
                sides[ordinal] = rows._replace(columns=reading.read(rows, document))
    return document._replace(sides=sides)


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
