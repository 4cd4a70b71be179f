"""Links: the relations of a plan one by one, as whole numbers over its cells, and from the cell's
side.

Rules are bound as blocks, which are evaluated a column at a time. To print a plan, to judge
roundings together and to find out which cell is wrong, relations are needed one by one with their
cells: Σ weight · cell ⋈ constant; and for a cell, the relations that hold it. Both depend on labels
alone. They have one number each in the plan, are looked up when they are asked for, so that a table
of 100,000 rows with one broken sum costs no more than that sum and its neighbours, and are kept
with the plan.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from ..model.amounts import BLANK, exponent
from ..model.rule import Rule
from ..model.values import NamedTuple
from .addends import ONE, Addend, factor_of
from .cells import Cells
from .relations import Block, Bound, CellRef, Formulas, RatioRelation, Ratios, cells_of
from .sums import BlockSums, FormulaSums, Sums, WholeFigures, sums_of

Source = Block | Formulas | RatioRelation
"""What a relation is taken out of."""
Coefficients = tuple[tuple[int, int], ...]
"""Cells by their numbers, with whole weights."""


class Whole(NamedTuple):
    """A linear relation in whole numbers: Σ weights · cells - constant ⋈ 0, multiplied by `factor`,
    which makes every weight whole. Cells of the right side have their weights negated. The constant
    and the tolerance are as the rule has them, `BLANK` if there is none; `tolerance` is None where
    rounding decides. It is relation `at` of its source."""

    rule: Rule
    source: Block | Formulas
    at: int
    op: str
    terms: Coefficients
    factor: int
    constant: Decimal
    tolerance: Decimal | None

    @property
    def cells(self) -> list[int]:
        """Its cells."""
        return [cell for cell, _ in self.terms]


class Quota(NamedTuple):
    """A ratio in whole numbers: 100 · part = stated · whole, or between `low` and `high` times
    whole."""

    rule: Rule
    source: RatioRelation
    stated: int | None
    part: Coefficients
    whole: Coefficients
    low: Decimal | None
    high: Decimal | None

    @property
    def cells(self) -> list[int]:
        """Its cells: the stated one first."""
        stated = [] if self.stated is None else [self.stated]
        return [*stated, *(cell for cell, _ in (*self.part, *self.whole))]


class Weighed(NamedTuple):
    """The terms of a ratio in whole numbers, multiplied by one factor, each as often as it stands
    in the ratio; the cell of what is stated."""

    source: RatioRelation
    part: Coefficients
    whole: Coefficients
    stated: Coefficients


class Decimals(NamedTuple):
    """How many decimals rules need: those of their weights, and of their other numbers."""

    weights: int
    constants: int


class Links:
    """The relations of one bound rule, by what they are taken out of; kept with the rule."""

    def __init__(self, parts: Sequence[Bound]) -> None:
        self.blocks = [part for part in parts if isinstance(part, Block)]
        self.formulas = [part for part in parts if isinstance(part, Formulas)]
        self.ratios = [
            ratio for part in parts if isinstance(part, Ratios) for ratio in part.relations
        ]
        self._reverse: dict[int, Mapping[object, Sequence[int]]] = {}

    @property
    def size(self) -> int:
        """The number of linear relations."""
        return sum(b.size for b in self.blocks) + sum(f.size for f in self.formulas)

    @property
    def is_empty(self) -> bool:
        """Whether there are no relations between figures at all."""
        return not (self.blocks or self.formulas or self.ratios)

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

    @cached_property
    def places(self) -> Decimals:
        """The decimals of the rule's numbers."""
        weights = {addend.weight for block in self.blocks for addend in (*block.left, *block.right)}
        constants = {block.offset for block in self.blocks}
        for source in self.formulas:
            for formula in source.formulas:
                weights.update(weight for weight, _ in (*formula.left, *formula.right))
                constants.add(formula.constant)
        for ratio in self.ratios:
            weights.update(weight for weight, _ in (*ratio.part, *ratio.whole))
            zero = ratio.zero
            numbers = [ratio.low, ratio.high, *((*zero.new, *zero.both) if zero else ())]
            constants.update(number for number in numbers if number is not None)
        linear: list[Block | Formulas] = [*self.blocks, *self.formulas]
        tolerances = {source.rule.tolerance for source in linear}
        constants.update(t for t in tolerances if isinstance(t, Decimal))
        return Decimals(_decimals(weights), _decimals(constants))


class PlanLinks:
    """The relations of all rules of a plan, numbered in their order: of each rule its blocks, its
    formulas and its ratios."""

    def __init__(self, rules: Iterable[Links], cells: Cells) -> None:
        self.cells = cells
        self._sources: list[Source] = []
        self._starts: list[int] = []
        self._first: dict[int, int] = {}
        self.spans: list[range] = []
        """The relations of each rule of the plan."""
        self.stated: set[int] = set()
        """The ratios that state a percentage."""
        self._in_sums: dict[tuple[int, str], list[tuple[Links, Block, Addend]]] = {}
        self._single: dict[int, list[int]] = {}
        self._taken: dict[int, Whole | Quota] = {}
        self._of: dict[int, tuple[int, ...]] = {}
        size = 0
        for links in rules:
            begin = size
            sources: list[Source] = [*links.blocks, *links.formulas, *links.ratios]
            for source in sources:
                self._first[id(source)] = size
                self._starts.append(size)
                self._sources.append(source)
                size += 1 if isinstance(source, RatioRelation) else source.size
            self.spans.append(range(begin, size))
            self.stated.update(self.number(r) for r in links.ratios if r.stated is not None)
            self._index(links)

    def _index(self, links: Links) -> None:
        """Note which columns a rule sums, and which single cells it holds."""
        for block in links.blocks:
            for addend in (*block.left, *block.right):
                place = addend.side, addend.column
                self._in_sums.setdefault(place, []).append((links, block, addend))
        for cell, number in dict.fromkeys(self._singles(links)):
            self._single.setdefault(cell, []).append(number)

    def _singles(self, links: Links) -> Iterator[tuple[int, int]]:
        """Every cell of every formula and ratio, with its relation."""
        cell = self.cells.number
        for source in links.formulas:
            for at, formula in enumerate(source.formulas):
                for _, ref in (*formula.left, *formula.right):
                    yield cell(ref), self.number(source, at)
        for ratio in links.ratios:
            yield from ((cell(ref), self.number(ratio)) for ref in ratio_cells(ratio))

    def number(self, source: Source, at: int = 0) -> int:
        """The number of a relation of a source."""
        return self._first[id(source)] + at

    def taken(self, number: int) -> Whole | Quota:
        """The relation of a number."""
        found = self._taken.get(number)
        if found is None:
            place = bisect_right(self._starts, number) - 1
            source = self._sources[place]
            if isinstance(source, RatioRelation):
                found = _quota(source, self.cells)
            else:
                found = _whole(source, number - self._starts[place], self.cells)
            self._taken[number] = found
        return found

    def whole(self, source: Block | Formulas, at: int) -> Whole:
        """One linear relation."""
        found = self.taken(self.number(source, at))
        if not isinstance(found, Whole):
            raise TypeError("a ratio is not linear")
        return found

    def sums(self, source: Block | Formulas, figures: WholeFigures) -> Sums | None:
        """What the relations of a source that the plan holds come to; None for a constant alone,
        all columns being blank."""
        return self._summed(source).of(figures)

    def shown(self, source: Block | Formulas, figures: WholeFigures) -> Sequence[int]:
        """Whether anything is printed in each relation of a source, or it has a constant."""
        return self._summed(source).shown(figures)

    def _summed(self, source: Block | Formulas) -> BlockSums | FormulaSums:
        # They keep what they sum: its identity stays its own.
        made: BlockSums | FormulaSums = self.cells.sums.get(
            id(source), lambda: sums_of(source, self.cells)
        )
        return made

    def of(self, cell: int) -> tuple[int, ...]:
        """The relations that hold a cell: sums of rows first, then those between single cells."""
        if cell not in self._of:
            single = self._single.get(cell, ())
            self._of[cell] = tuple(dict.fromkeys((*self._in_blocks(cell), *single)))
        return self._of[cell]

    def _in_blocks(self, cell: int) -> Iterator[int]:
        side, column, row, missing = self.cells.ref(cell)
        for links, block, addend in self._in_sums.get((side, column), ()):
            start = self._first[id(block)]
            for at in links.owners(addend, row, missing):
                if at < block.size:
                    yield start + at


def ratio_cells(ratio: RatioRelation) -> Iterator[CellRef]:
    """The cells of a ratio: the stated one first."""
    if ratio.stated is not None:
        yield ratio.stated
    yield from (ref for _, ref in (*ratio.part, *ratio.whole))


def _decimals(numbers: Iterable[Decimal]) -> int:
    return max(0, *(-exponent(number) for number in numbers if number is not ONE), 0)


def _reversed(addend: Addend) -> Mapping[object, Sequence[int]]:
    """The relations by the row that they take; of rows that are not there by their name."""
    table: dict[object, list[int]] = {}
    for at, taken in enumerate(addend.gather.rows if addend.gather is not None else ()):
        name: object = taken
        if taken < 0:
            name = addend.keys[at] if addend.keys else ""
        table.setdefault(name, []).append(at)
    return table


def _whole(source: Block | Formulas, at: int, cells: Cells) -> Whole:
    left, right = sides_of(source, at)
    weighted = [*left, *((-weight, ref) for weight, ref in right)]
    factor = factor_of(weight for weight, _ in weighted)
    rule = source.rule
    tolerance: Decimal | None = None
    if rule.tolerance == "exact":
        tolerance = BLANK
    elif isinstance(rule.tolerance, Decimal):
        tolerance = rule.tolerance
    terms = _summed(weighted, factor, cells)
    return Whole(rule, source, at, source.op, terms, factor, source.constant(at), tolerance)


def _quota(ratio: RatioRelation, cells: Cells) -> Quota:
    parts = list(ratio.part)
    if ratio.growth:
        parts += [(-weight, ref) for weight, ref in ratio.whole]
    factor = factor_of(weight for weight, _ in (*parts, *ratio.whole))
    return Quota(
        ratio.rule,
        ratio,
        None if ratio.stated is None else cells.number(ratio.stated),
        _summed(parts, factor, cells),
        _summed(ratio.whole, factor, cells),
        ratio.low,
        ratio.high,
    )


def weighed(ratio: RatioRelation, cells: Cells) -> Weighed:
    """The terms of a ratio over these cells."""
    found: Weighed = cells.sums.get(id(ratio), lambda: _weighed(ratio, cells))
    return found


def _weighed(ratio: RatioRelation, cells: Cells) -> Weighed:
    factor = factor_of(weight for weight, _ in (*ratio.part, *ratio.whole))
    part, whole = (
        tuple((cells.number(ref), int(weight * factor)) for weight, ref in terms)
        for terms in (ratio.part, ratio.whole)
    )
    stated = () if ratio.stated is None else ((cells.number(ratio.stated), 1),)
    return Weighed(ratio, part, whole, stated)


def _summed(weighted: Sided, factor: int, cells: Cells) -> Coefficients:
    """Each cell once; also one whose weights make nothing."""
    summed: dict[int, int] = {}
    for weight, ref in weighted:
        cell = cells.number(ref)
        summed[cell] = summed.get(cell, 0) + (factor if weight is ONE else int(weight * factor))
    return tuple(summed.items())


Sided = Sequence[tuple[Decimal, CellRef]]


def sides_of(source: Block | Formulas, at: int) -> tuple[Sided, Sided]:
    """What is printed, and what should explain it."""
    if isinstance(source, Formulas):
        return source.formulas[at].left, source.formulas[at].right
    left, right = (
        [(addend.weight, ref) for addend in addends for ref in cells_of(addend, at)]
        for addends in (source.left, source.right)
    )
    return left, right
