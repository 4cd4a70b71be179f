"""Once: what follows from coordinates, without what a rule of the pack states already.

A named view wins over the axiom: a relation over the same cells with the same weights, up to sign,
is told by the rule that names it; and of what a figure is the sum along its row or its column, a
rule of the pack says, if it says anything: what is in 总计 is a convention of the place. Cells that
rules hold to be one figure (with an error where they differ) count as one, so that what follows
from two rules is not told by a third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..model.amounts import BLANK
from ..model.values import NamedTuple
from .addends import factor_of
from .links import sides_of
from .relations import Block, Bound, Formula, Formulas, Op

Weights = Mapping[int, int]
"""Cells by number with whole weights, left less right."""
Key = tuple[str, frozenset[tuple[int, int]]]
"""Whether it is an equation, or a sum that is nothing or more; and the cells with their weights."""
Line = tuple[int, str]
"""A cell that is the sum of others along its row or its column."""
EQUAL, AT_LEAST = "=", ">="
ROWS = 1 << 24
"""More rows than a table may have."""
MAX_SIZE = 20_000
"""Relations of a block that are compared one by one; larger ones are as they are."""


class Statement(NamedTuple):
    """What one rule states, and whether it is an error wherever that does not hold."""

    parts: Sequence[Bound]
    is_error: bool


class StatedRelations:
    """What rules state, to be asked whether a relation is among it. Columns that no table prints
    (`is_printed`) are nothing in any relation, as rows are that are not there."""

    def __init__(
        self, statements: Iterable[Statement], is_printed: Callable[[int, str], bool]
    ) -> None:
        self._is_printed = is_printed
        self._bases: dict[tuple[int, str], int] = {}
        self._sides: list[int] = []
        self._same: dict[int, int] = {}
        self._known: set[Key] = set()
        self._lines: set[Line] = set()
        known = [(s.is_error, *found) for s in statements for found in self._relations(s.parts)]
        for is_error, op, cells in known:
            if is_error and op == EQUAL and len(cells) == 2 and not sum(cells.values()):
                one, other = map(self._one, cells)
                self._same[one] = other
        for is_error, op, cells in known:
            self._known.add(_key(op, cells))
            if is_error and not self._same.keys().isdisjoint(cells):
                self._known.add(_key(op, self._merged(cells)))
            if op == EQUAL:
                self._lines.update((whole, self._line(cells)) for whole in _wholes(cells))
        self._lines = {line for line in self._lines if line[1]}

    def without(self, parts: Sequence[Bound]) -> Sequence[Bound]:
        """These parts without the relations that are stated; what is left counts as stated too."""
        return [left for part in parts for left in self._left(part)]

    def _left(self, part: Bound) -> Iterator[Bound]:
        if not isinstance(part, Block | Formulas) or part.size > MAX_SIZE:
            yield part
            return
        found = list(self._cells(part))
        kept = [
            at
            for at, cells in enumerate(found)
            if part.constant(at) is not BLANK or not self._is_stated(part.op, cells)
        ]
        self._known.update(_key(part.op, found[at]) for at in kept)
        if len(kept) == part.size:
            yield part
        elif kept:
            yield _only(part, kept)

    def _is_stated(self, op: Op, cells: Weights) -> bool:
        if op == EQUAL and (next(iter(cells), -1), self._line(cells)) in self._lines:
            return True
        merged = self._merged(cells)
        ways = [_key(known, each) for known in {op, EQUAL} for each in (cells, merged)]
        return not merged or not self._known.isdisjoint(ways)

    def _merged(self, cells: Weights) -> Weights:
        """The cells, each as the one that stands for all that are one figure."""
        found: dict[int, int] = {}
        for cell, weight in cells.items():
            one = self._one(cell)
            found[one] = found.get(one, 0) + weight
        return {cell: weight for cell, weight in found.items() if weight}

    def _line(self, cells: Weights) -> str:
        """What cells of one side stand along: a row or a column; empty if along neither."""
        if len({self._sides[cell // ROWS] for cell in cells}) != 1:
            return ""
        if len({cell // ROWS for cell in cells}) == 1:
            return "column"
        return "row" if len({cell % ROWS for cell in cells}) == 1 else ""

    def _one(self, cell: int) -> int:
        while self._same.get(cell, cell) != cell:
            cell = self._same[cell]
        return cell

    def _relations(self, parts: Sequence[Bound]) -> Iterator[tuple[Op, Weights]]:
        """The relations of a rule that have no constant."""
        for part in parts:
            if isinstance(part, Block | Formulas) and part.size <= MAX_SIZE:
                for at, cells in enumerate(self._cells(part)):
                    if part.constant(at) is BLANK:
                        yield part.op, cells

    def _cells(self, part: Block | Formulas) -> Iterator[Weights]:
        """The cells of each relation; rows that are not there are nothing."""
        return self._of_block(part) if isinstance(part, Block) else self._of_formulas(part)

    def _of_block(self, block: Block) -> Iterator[Weights]:
        signed = [*((1, a) for a in block.left), *((-1, a) for a in block.right)]
        factor = factor_of(addend.weight for _, addend in signed)
        addends = [
            (self._base(a.side, a.column), sign * int(a.weight * factor), a)
            for sign, a in signed
            if self._is_printed(a.side, a.column)
        ]
        for at in range(block.size):
            found: dict[int, int] = {}
            for base, weight, addend in addends:
                for row in addend.rows(at):
                    if row >= 0:
                        found[base + row] = found.get(base + row, 0) + weight
            yield found

    def _of_formulas(self, part: Formulas) -> Iterator[Weights]:
        for at in range(part.size):
            left, right = sides_of(part, at)
            factor = factor_of(weight for weight, _ in (*left, *right))
            found: dict[int, int] = {}
            for sign, side in ((factor, left), (-factor, right)):
                for weight, ref in side:
                    if ref.row >= 0 and self._is_printed(ref.side, ref.column):
                        cell = self._base(ref.side, ref.column) + ref.row
                        found[cell] = found.get(cell, 0) + int(sign * weight)
            yield found

    def _base(self, side: int, column: str) -> int:
        if (side, column) not in self._bases:
            self._bases[side, column] = len(self._bases) * ROWS
            self._sides.append(side)
        return self._bases[side, column]


def _wholes(cells: Weights) -> Iterator[int]:
    """The cells that all others make up: there is no other of their sign."""
    for sign in (1, -1):
        found = [cell for cell, weight in cells.items() if sign * weight > 0]
        if len(found) == 1:
            yield found[0]


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
