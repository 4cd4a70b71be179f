"""Links: the relations of a plan one by one, as whole numbers over cells, and from the cell's side.

Rules are bound as blocks, which are evaluated a column at a time. To print a plan, and to find out
which cell is wrong, relations are needed one by one with their cells: Σ weight · cell ⋈ constant;
and for a cell, the relations that hold it. Both depend on labels alone. They are looked up when
they are asked for, so that a table of 100,000 rows with one broken sum costs no more than that sum
and its neighbours, and kept with the rule or the plan that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.amounts import BLANK, exponent
from ..model.whole import scaled
from .relations import ONE, Addend, Block, Bound, CellRef, Formulas, RatioRelation, Ratios

Source = Block | Formulas | RatioRelation
"""What a relation is taken out of."""


class Whole(NamedTuple):
    """A linear relation in whole numbers: Σ weights · cells - constant ⋈ 0, all of it multiplied by
    `factor`, which makes every weight whole. Cells of the right side have their weights negated.
    `tolerance` is None where rounding decides."""

    cells: tuple[CellRef, ...]
    weights: tuple[int, ...]
    factor: int
    constant: int
    has_constant: bool
    tolerance: int | None


class Held(NamedTuple):
    """A relation that holds a cell: the number of its rule in the plan, its block, its place."""

    rule: int
    source: Source
    at: int


class Links:
    """The relations of one bound rule."""

    def __init__(self, parts: Sequence[Bound]) -> None:
        self.blocks = [part for part in parts if isinstance(part, Block)]
        self.formulas = [part for part in parts if isinstance(part, Formulas)]
        self.ratios = [
            ratio for part in parts if isinstance(part, Ratios) for ratio in part.relations
        ]
        self._wholes: dict[tuple[int, int], Whole] = {}
        self._reverse: dict[int, Mapping[object, Sequence[int]]] = {}

    def whole(self, source: Block | Formulas, at: int) -> Whole:
        """One linear relation."""
        key = (id(source), at)
        if key not in self._wholes:
            self._wholes[key] = _whole(source, at)
        return self._wholes[key]

    def linear(self) -> Iterator[tuple[Block | Formulas, int]]:
        """All linear relations: blocks first."""
        sources: list[Block | Formulas] = [*self.blocks, *self.formulas]
        for source in sources:
            yield from ((source, at) for at in range(source.size))

    def owners(self, addend: Addend, row: int, missing: str) -> Sequence[int]:
        """The relations of a block in which this addend takes the cell of that row."""
        if addend.scatter is not None:
            owners = addend.scatter.owners
            return (owners[row],) if 0 <= row < len(owners) and owners[row] >= 0 else ()
        if addend.gather is None:
            return (row,) if row >= 0 else ()
        if id(addend) not in self._reverse:
            self._reverse[id(addend)] = _reversed(addend)
        return self._reverse[id(addend)].get(row if row >= 0 else missing, ())

    def singles(self) -> Iterator[tuple[CellRef, Source, int]]:
        """Every cell of every formula and ratio, with its relation."""
        for source in self.formulas:
            for at, formula in enumerate(source.formulas):
                for _, ref in (*formula.left, *formula.right):
                    yield ref, source, at
        for ratio in self.ratios:
            for ref in ratio_cells(ratio):
                yield ref, ratio, 0


class PlanLinks:
    """The relations of all rules of a plan, from the cell's side."""

    def __init__(self, rules: Iterable[Links]) -> None:
        self._rules = list(rules)
        self._addends: dict[tuple[int, str], list[tuple[int, Block, Addend]]] = {}
        self._single: dict[CellRef, list[Held]] = {}
        self._held: dict[CellRef, tuple[Held, ...]] = {}
        for number, links in enumerate(self._rules):
            for block in links.blocks:
                for addend in (*block.left, *block.right):
                    place = (addend.side, addend.column)
                    self._addends.setdefault(place, []).append((number, block, addend))
            for ref, source, at in links.singles():
                self._single.setdefault(ref, []).append(Held(number, source, at))

    def of(self, ref: CellRef) -> tuple[Held, ...]:
        """The relations that hold a cell: sums of rows first, then those between single cells."""
        if ref not in self._held:
            every = (*self._find(ref), *self._single.get(ref, ()))
            self._held[ref] = tuple({(id(h.source), h.at): h for h in every}.values())
        return self._held[ref]

    def whole(self, held: Held) -> Whole:
        """One linear relation."""
        if isinstance(held.source, RatioRelation):
            raise TypeError("a ratio is not linear")
        return self._rules[held.rule].whole(held.source, held.at)

    def _find(self, ref: CellRef) -> Iterator[Held]:
        for number, block, addend in self._addends.get((ref.side, ref.column), ()):
            for at in self._rules[number].owners(addend, ref.row, ref.missing):
                if at < block.size:
                    yield Held(number, block, at)


def ratio_cells(ratio: RatioRelation) -> Iterator[CellRef]:
    """The cells of a ratio: the stated one first."""
    if ratio.stated is not None:
        yield ratio.stated
    yield from (ref for _, ref in (*ratio.part, *ratio.whole))


def factor_of(weights: Iterable[Decimal]) -> int:
    """What makes all weights whole."""
    places = max((-exponent(weight) for weight in weights if weight is not ONE), default=0)
    return int("1" + "0" * places) if places > 0 else 1


def _reversed(addend: Addend) -> Mapping[object, Sequence[int]]:
    """The relations by the row that they take; of rows that are not there by their name."""
    table: dict[object, list[int]] = {}
    for at, taken in enumerate(addend.gather.rows if addend.gather is not None else ()):
        name: object = taken
        if taken < 0:
            name = addend.keys[at] if addend.keys else ""
        table.setdefault(name, []).append(at)
    return table


def _whole(source: Block | Formulas, at: int) -> Whole:
    left, right = sides_of(source, at)
    weighted = [*left, *((-weight, ref) for weight, ref in right)]
    factor = factor_of(weight for weight, _ in weighted)
    tolerance: int | None = None
    if source.rule.tolerance == "exact":
        tolerance = 0
    elif isinstance(source.rule.tolerance, Decimal):
        tolerance = scaled(source.rule.tolerance) * factor
    constant = source.constant(at)
    return Whole(
        tuple(ref for _, ref in weighted),
        tuple(int(weight * factor) for weight, _ in weighted),
        factor,
        0 if constant is BLANK else scaled(constant) * factor,
        constant is not BLANK,
        tolerance,
    )


Sided = Sequence[tuple[Decimal, CellRef]]


def sides_of(source: Block | Formulas, at: int) -> tuple[Sided, Sided]:
    """What is printed, and what should explain it."""
    if isinstance(source, Formulas):
        return source.formulas[at].left, source.formulas[at].right
    left, right = (
        [(addend.weight, ref) for addend in addends for ref in addend.cells(at)]
        for addends in (source.left, source.right)
    )
    return left, right
