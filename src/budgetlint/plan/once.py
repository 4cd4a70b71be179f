"""Once: what follows from coordinates, without what a rule of the pack states already.

A named view wins over the axiom: a relation over the same cells with the same weights, up to sign,
is told by the rule that names it. Cells that rules hold to be one figure (with an error where they
differ) count as one, so that what follows from two rules is not told by a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.amounts import BLANK
from ..model.values import NamedTuple
from .addends import ONE
from .links import sides_of
from .relations import Block, Bound, Formula, Formulas

Cell = tuple[int, str, int]
Weights = Mapping[Cell, Decimal]
Key = tuple[str, frozenset[tuple[Cell, Decimal]]]
"""Whether it is an equation, or a sum that is nothing or more; and the cells with their weights."""
EQUAL, AT_LEAST = "=", ">="
MAX_SIZE = 20_000
"""Relations of a block that are compared one by one; larger ones are as they are."""


class Statement(NamedTuple):
    """What one rule states, and whether it is an error where it does not hold."""

    parts: Sequence[Bound]
    is_error: bool


class Stated:
    """What rules state, to be asked whether a relation is among it."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._same: dict[Cell, Cell] = {}
        self._known: set[Key] = set()
        known = [(s.is_error, *found) for s in statements for found in _relations(s.parts)]
        for is_error, op, cells in known:
            if is_error and op == EQUAL and sorted(cells.values()) == [-ONE, ONE]:
                one, other = map(self._one, cells)
                self._same[one] = other
        for is_error, op, cells in known:
            self._known.add(_key(op, cells))
            if is_error:
                self._known.add(_key(op, self._merged(cells)))

    def without(self, parts: Sequence[Bound]) -> Sequence[Bound]:
        """These parts without the relations that are stated; what is left counts as stated too."""
        return [left for part in parts for left in self._left(part)]

    def _left(self, part: Bound) -> Iterator[Bound]:
        if not isinstance(part, Block | Formulas) or part.size > MAX_SIZE:
            yield part
            return
        kept = [at for at in range(part.size) if not self._is_stated(part, at)]
        self._known.update(_key(part.op, _weights(part, at)) for at in kept)
        if len(kept) == part.size:
            yield part
        elif kept:
            yield _only(part, kept)

    def _is_stated(self, part: Block | Formulas, at: int) -> bool:
        cells = _weights(part, at)
        merged = self._merged(cells)
        ways = [_key(op, each) for op in {part.op, "="} for each in (cells, merged)]
        return not merged or not self._known.isdisjoint(ways)

    def _merged(self, cells: Weights) -> Weights:
        """The cells, each as the one that stands for all that are one figure."""
        found: dict[Cell, Decimal] = {}
        for cell, weight in cells.items():
            one = self._one(cell)
            found[one] = found.get(one, NOTHING) + weight
        return {cell: weight for cell, weight in found.items() if weight}

    def _one(self, cell: Cell) -> Cell:
        while self._same.get(cell, cell) != cell:
            cell = self._same[cell]
        return cell


def _relations(parts: Sequence[Bound]) -> Iterator[tuple[str, Weights]]:
    """The relations of a rule that have no constant."""
    for part in parts:
        if isinstance(part, Block | Formulas) and part.size <= MAX_SIZE:
            for at in range(part.size):
                if part.constant(at) is BLANK:
                    yield part.op, _weights(part, at)


def _weights(part: Block | Formulas, at: int) -> Weights:
    """The cells of a relation with their weights, left less right; rows that are not there are
    nothing."""
    found: dict[Cell, Decimal] = {}
    for sign, side in zip((ONE, -ONE), sides_of(part, at), strict=True):
        for weight, ref in side:
            if ref.row >= 0:
                cell = ref.side, ref.column, ref.row
                found[cell] = found.get(cell, NOTHING) + sign * weight
    return {cell: weight for cell, weight in found.items() if weight}


NOTHING = Decimal(0)


def _key(op: str, cells: Weights) -> Key:
    """An equation is the same with all signs turned; parts are no more than their whole."""
    turned = cells[min(cells)] < 0 if op == EQUAL and cells else op == "<="
    signed = {cell: -weight for cell, weight in cells.items()} if turned else cells
    return EQUAL if op == EQUAL else AT_LEAST, frozenset(signed.items())


def _only(part: Block | Formulas, kept: Sequence[int]) -> Formulas:
    """Some of the relations of a part."""
    taken = ((part.relation(at), part.constant(at)) for at in kept)
    made = tuple(Formula(found.key, found.left, found.right, constant) for found, constant in taken)
    return Formulas(part.rule, part.op, made, part.empty_holds, part.vacuous_counts)
