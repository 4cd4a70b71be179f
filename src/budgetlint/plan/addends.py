"""Addends: what the relations of a block take of a column, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..model.amounts import exponent
from ..model.values import NamedTuple

ONE = Decimal(1)


class Gather(NamedTuple):
    """Relation i takes the cell of row rows[i]; row -1 reads as blank."""

    rows: tuple[int, ...]


class Scatter:
    """Row r belongs to relation owners[r], or to none (-1)."""

    __slots__ = ("_rows", "owners")

    def __init__(self, owners: Sequence[int]) -> None:
        self.owners = owners
        self._rows: dict[int, list[int]] = {}

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

    def rows(self, relation: int) -> Sequence[int]:
        """The rows of this addend's cells in one relation; -1 for a row that is not there."""
        if self.gather is not None:
            return (self.gather.rows[relation],)
        return (relation,) if self.scatter is None else self.scatter.rows(relation)


def factor_of(weights: Iterable[Decimal]) -> int:
    """What makes all weights whole."""
    places = max((-exponent(weight) for weight in weights if weight is not ONE), default=0)
    return int("1" + "0" * places) if places > 0 else 1
