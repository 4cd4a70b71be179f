"""Addends: what the relations of a block take of a column, all at once, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import add, itemgetter, sub
from typing import Protocol

from ..model.amounts import exponent
from ..model.values import NamedTuple
from ..model.whole import WholeColumn

ONE = Decimal(1)


class WholeFigures(Protocol):
    """The figures of a document as whole numbers of 10^-`places`."""

    @property
    def places(self) -> int:
        """The places of all of them."""

    def column(self, side: int, name: str) -> WholeColumn | None:
        """A column; None where all of it is blank, or it is not there."""


class Sums(NamedTuple):
    """What the relations of a block come to: left - right of each, times `factor`; how many of them
    have nothing printed; and those that hold what cannot be read."""

    residuals: Sequence[int]
    factor: int
    blanks: int
    unread: frozenset[int]


class Gather:
    """Relation i takes the cell of row rows[i]; row -1 reads as blank."""

    __slots__ = ("_many", "rows")

    def __init__(self, rows: tuple[int, ...]) -> None:
        self.rows = rows
        self._many = itemgetter(*rows) if len(rows) > 1 else None

    def pick(self, column: Sequence[int]) -> Sequence[int]:
        """The cells of a column, one a relation."""
        if self._many is None:
            return [column[row] for row in self.rows]
        found: tuple[int, ...] = self._many(column)
        return found


class Scatter:
    """Row r belongs to relation owners[r], or to none (-1)."""

    __slots__ = ("_rows", "owners")

    def __init__(self, owners: Sequence[int]) -> None:
        self.owners = owners
        self._rows: dict[int, list[int]] = {}

    def sums(self, column: Sequence[int], size: int) -> Sequence[int]:
        """The sum of the rows of each of `size` relations."""
        sums = [0] * (size + 1)
        for owner, value in zip(self.owners, column, strict=False):
            sums[owner] += value
        sums.pop()
        return sums

    def rows(self, relation: int) -> Sequence[int]:
        """The rows of one relation; looked up only for what is reported."""
        if not self._rows:
            for row, owner in enumerate(self.owners):
                self._rows.setdefault(owner, []).append(row)
        return self._rows.get(relation, ())


class Addend(NamedTuple):
    """`weight` × a column of cells, one for each relation of a block.

    Three shapes: the column as it stands (one relation a row); `gather`: one row a relation;
    `scatter`: the rows that a relation owns, added up.
    """

    side: int
    column: str
    weight: Decimal = ONE
    gather: Gather | None = None
    scatter: Scatter | None = None
    keys: tuple[str, ...] = ()

    def taken(self, column: Sequence[int], size: int) -> Sequence[int]:
        """What it takes of a column, one a relation, without weight; there may be one more at the
        end."""
        if self.gather is not None:
            return self.gather.pick(column)
        if self.scatter is not None:
            return self.scatter.sums(column, size)
        return column

    def rows(self, relation: int) -> Sequence[int]:
        """The rows of this addend's cells in one relation; -1 for a row that is not there."""
        if self.gather is not None:
            return (self.gather.rows[relation],)
        return (relation,) if self.scatter is None else self.scatter.rows(relation)


def plus(total: Sequence[int] | None, vector: Sequence[int], weight: int) -> Sequence[int]:
    """A column, times its weight, added to those before it."""
    if weight in (1, -1) and total is not None:
        return list(map(add if weight == 1 else sub, total, vector))
    if weight != 1:
        vector = [weight * value for value in vector]
    return vector if total is None else list(map(add, total, vector))


def factor_of(weights: Iterable[Decimal]) -> int:
    """What makes all weights whole."""
    places = max((-exponent(weight) for weight in weights if weight is not ONE), default=0)
    return int("1" + "0" * places) if places > 0 else 1
