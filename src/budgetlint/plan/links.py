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
from functools import cached_property
from itertools import count

from ..model.amounts import BLANK, exponent
from ..model.values import NamedTuple
from .addends import ONE, Addend, factor_of
from .relations import Block, Bound, CellRef, Formulas, RatioRelation, Ratios, cells_of

Source = Block | Formulas | RatioRelation
"""What a relation is taken out of."""
Coefficients = tuple[tuple[int, int], ...]
"""CellNumbers by their numbers, with whole weights."""


class CellNumbers:
    """The cells of a pack's documents as whole numbers, the same in every document: where a column
    stands, times `ROWS`, and the row. A row that is not there has a number of its own below 0."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], int] = {}
        self._columns: dict[int, tuple[int, str]] = {}
        self._absent: dict[CellRef, int] = {}
        self._missing: dict[int, CellRef] = {}
        self._refs: dict[int, CellRef] = {}
        self._count = count()

    def __len__(self) -> int:
        return len(self._places) + len(self._absent)

    def number(self, ref: CellRef) -> int:
        """The number of a cell."""
        if ref.row < 0:
            if ref not in self._absent:
                self._missing[self._absent.setdefault(ref, -1 - next(self._count))] = ref
            return self._absent[ref]
        place = ref.side, ref.column
        if place not in self._places:
            self._columns[self._places.setdefault(place, next(self._count))] = place
        return self._places[place] * ROWS + ref.row

    def ref(self, number: int) -> CellRef:
        """The cell of a number."""
        if number < 0:
            return self._missing[number]
        found = self._refs.get(number)
        if found is None:
            place, row = divmod(number, ROWS)
            found = CellRef(*self._columns[place], row)
            if len(self._refs) > MAX_REFS:
                self._refs = {}
            self._refs[number] = found
        return found


MAX_REFS = 20_000
"""Cells that are kept as they are called, before that begins anew."""
ROWS = 1 << 24
"""More rows than a table may have."""


class Whole(NamedTuple):
    """A linear relation in whole numbers: Σ weights · cells - constant ⋈ 0, multiplied by `factor`,
    which makes every weight whole. Cells of the right side have their weights negated. The constant
    and the tolerance are as the rule has them, `BLANK` if there is none; `tolerance` is None where
    rounding decides."""

    terms: Coefficients
    factor: int
    constant: Decimal
    tolerance: Decimal | None


class Quota(NamedTuple):
    """A ratio in whole numbers: 100 · part = stated · whole, or between `low` and `high` times
    whole."""

    stated: int | None
    part: Coefficients
    whole: Coefficients
    low: Decimal | None
    high: Decimal | None


class Decimals(NamedTuple):
    """How many decimals rules need: those of their weights, and of their other numbers."""

    weights: int
    constants: int


class Held:
    """One relation of a rule, told from others by its identity: its block and its place there."""

    __slots__ = ("at", "links", "source", "taken")

    def __init__(self, links: Links, source: Source, at: int) -> None:
        self.links = links
        self.source = source
        self.at = at
        self.taken: Whole | Quota | None = None


class Links:
    """The relations of one bound rule, made when they are asked for and kept with the rule."""

    def __init__(self, parts: Sequence[Bound], cells: CellNumbers) -> None:
        self.blocks = [part for part in parts if isinstance(part, Block)]
        self.formulas = [part for part in parts if isinstance(part, Formulas)]
        self.ratios = [
            ratio for part in parts if isinstance(part, Ratios) for ratio in part.relations
        ]
        self.cells = cells
        self.addends: dict[tuple[int, str], list[tuple[Block, Addend]]] = {}
        for block in self.blocks:
            for addend in (*block.left, *block.right):
                self.addends.setdefault((addend.side, addend.column), []).append((block, addend))
        self._held: dict[tuple[int, int], Held] = {}
        self._of: dict[int, tuple[Held, ...]] = {}
        self._reverse: dict[int, Mapping[object, Sequence[int]]] = {}

    @property
    def size(self) -> int:
        """The number of linear relations."""
        return sum(b.size for b in self.blocks) + sum(f.size for f in self.formulas)

    def held(self, source: Source, at: int) -> Held:
        """The relation at a place of a block."""
        key = id(source), at
        return self._held.get(key) or self._held.setdefault(key, Held(self, source, at))

    def whole(self, source: Block | Formulas, at: int) -> Whole:
        """One linear relation."""
        held = self.held(source, at)
        if held.taken is None:
            held.taken = _whole(source, at, self.cells)
        if not isinstance(held.taken, Whole):
            raise TypeError("a ratio is not linear")
        return held.taken

    def quota(self, ratio: RatioRelation) -> Quota:
        """One ratio."""
        held = self.held(ratio, 0)
        if held.taken is None:
            held.taken = _quota(ratio, self.cells)
        if not isinstance(held.taken, Quota):
            raise TypeError("no ratio")
        return held.taken

    def linear(self) -> Iterator[tuple[Block | Formulas, int]]:
        """All linear relations: blocks first."""
        sources: list[Block | Formulas] = [*self.blocks, *self.formulas]
        for source in sources:
            yield from ((source, at) for at in range(source.size))

    def in_sums(self, cell: int, ref: CellRef) -> tuple[Held, ...]:
        """The relations of its blocks that hold a cell."""
        if cell not in self._of:
            self._of[cell] = tuple(
                self.held(block, at)
                for block, addend in self.addends.get((ref.side, ref.column), ())
                for at in self._owners(addend, ref.row, ref.missing)
                if at < block.size
            )
        return self._of[cell]

    def _owners(self, addend: Addend, row: int, missing: str) -> Sequence[int]:
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

    @cached_property
    def singles(self) -> Sequence[tuple[int, Held]]:
        """Every cell of every formula and ratio, with its relation."""
        number = self.cells.number
        found = [
            (number(ref), self.held(source, at))
            for source in self.formulas
            for at, formula in enumerate(source.formulas)
            for _, ref in (*formula.left, *formula.right)
        ]
        ratios = [(number(ref), self.held(r, 0)) for r in self.ratios for ref in ratio_cells(r)]
        return tuple(dict.fromkeys((*found, *ratios)))


class PlanLinks:
    """The relations of all rules of a plan, from the cell's side."""

    def __init__(self, rules: Iterable[Links], cells: CellNumbers) -> None:
        self.cells = cells
        self._in_sums: dict[tuple[int, str], list[Links]] = {}
        self._single: dict[int, list[Held]] = {}
        self._of: dict[int, tuple[Held, ...]] = {}
        for links in rules:
            for place in links.addends:
                self._in_sums.setdefault(place, []).append(links)
            for cell, held in links.singles:
                self._single.setdefault(cell, []).append(held)

    def of(self, cell: int, ref: CellRef) -> tuple[Held, ...]:
        """The relations that hold a cell: sums of rows first, then those between single cells."""
        if cell not in self._of:
            rules = self._in_sums.get((ref.side, ref.column), ())
            sums = (held for links in rules for held in links.in_sums(cell, ref))
            self._of[cell] = tuple(dict.fromkeys((*sums, *self._single.get(cell, ()))))
        return self._of[cell]


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


def _whole(source: Block | Formulas, at: int, cells: CellNumbers) -> Whole:
    left, right = sides_of(source, at)
    weighted = [*left, *((-weight, ref) for weight, ref in right)]
    factor = factor_of(weight for weight, _ in weighted)
    tolerance: Decimal | None = None
    if source.rule.tolerance == "exact":
        tolerance = BLANK
    elif isinstance(source.rule.tolerance, Decimal):
        tolerance = source.rule.tolerance
    return Whole(_summed(weighted, factor, cells), factor, source.constant(at), tolerance)


def _quota(ratio: RatioRelation, cells: CellNumbers) -> Quota:
    parts = list(ratio.part)
    if ratio.growth:
        parts += [(-weight, ref) for weight, ref in ratio.whole]
    factor = factor_of(weight for weight, _ in (*parts, *ratio.whole))
    return Quota(
        None if ratio.stated is None else cells.number(ratio.stated),
        _summed(parts, factor, cells),
        _summed(ratio.whole, factor, cells),
        ratio.low,
        ratio.high,
    )


def _summed(weighted: Sided, factor: int, cells: CellNumbers) -> Coefficients:
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
