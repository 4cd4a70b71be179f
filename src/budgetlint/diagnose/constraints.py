"""Constraints: what a relation still asks of some cells when the others are taken as they stand.

Every relation that evaluation judges (`evaluate.Judge`, `ratios.judge_ratio`) is said here once
more as linear limits on the cells that are free, with the same slack for rounding. So "this set of
cells can repair the document" is a question about a few linear inequalities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter

from ..plan.links import Coefficients
from .cells import Cell
from .network import (
    AnyLink,
    Ask,
    Constraint,
    Link,
    Network,
    Quotient,
    Summed,
    Whole,
    bits_of,
    mask_of,
)

Values = Mapping[int, int | None]
"""Cells that are read otherwise than printed; None is blank."""

IMPOSSIBLE = None, None
"""What a relation asks that cannot be met, whatever the figure."""

NONE: Values = {}
NO_CELLS: frozenset[int] = frozenset()


class Assignment:
    """The figures of a network, some of them read otherwise than printed."""

    __slots__ = ("_asks", "_cells", "_changed", "_moved", "_sums", "_values", "network")

    def __init__(self, network: Network, values: Values = NONE) -> None:
        self.network = network
        self._cells = network.cells
        self._values = values
        self._changed = mask_of(values)
        self._moved: int | None = None if values else 0
        self._sums: dict[int, Summed] = {}
        self._asks: dict[int, Sequence[Ask]] = {}

    def but(self, values: Values) -> Assignment:
        """The same with some more cells read otherwise."""
        return Assignment(self.network, {**self._values, **values})

    @property
    def otherwise(self) -> Values:
        """The cells that are read otherwise than printed, with what stands there."""
        return self._values

    def with_one(self, cell: int, value: int) -> Assignment:
        """The same with one more cell read otherwise; keeps what is asked of cells that have no
        relation with it."""
        made = self.but({cell: value})
        must_hold = self.network.must_hold
        near = must_hold(cell)
        made._asks = {c: asks for c, asks in self._asks.items() if not must_hold(c) & near}  # noqa: SLF001
        return made

    def value(self, cell: int) -> int:
        """The figure in a cell; 0 where it is blank."""
        if cell in self._values:
            return self._values[cell] or 0
        return self._cells[cell].value

    def printed(self, cell: int) -> bool:
        """Whether a figure stands in the cell."""
        if cell in self._values:
            return self._values[cell] is not None
        return self._cells[cell].printed

    def cell(self, cell: int) -> Cell:
        """The cell as printed."""
        return self._cells[cell]

    def half(self, cell: int, free: Collection[int] = NO_CELLS) -> int:
        """Half a unit of the last place of a figure: of the printed one, or of that which belongs
        there if the cell is free or read otherwise."""
        about = self._cells[cell]
        return about.meant if cell in free or cell in self._values else about.half

    def rows(self, link: AnyLink, free: Collection[int]) -> tuple[Constraint, ...]:
        """What a relation asks of the cells in `free`, if the others are right as printed."""
        if isinstance(link, Link):
            return (self._linear(link, free),)
        return tuple(self._ratio(link, free))

    def asks(self, cell: int) -> Sequence[Ask]:
        """What each relation that must hold asks of a cell, if all others are right as printed; in
        the order of relations."""
        asks = self._asks.get(cell)
        if asks is None:
            asks = self._asks[cell] = self._asked(cell)
        return asks

    def _asked(self, cell: int) -> Sequence[Ask]:
        """What is asked as printed, but by the relations that hold what is read otherwise."""
        network = self.network
        around = network.must_hold(cell)
        printed = network.asks.get(cell)
        if printed is None:
            as_printed = Assignment(network) if self._changed else self
            printed = network.asks[cell] = list(as_printed._asked_by(around, cell))  # noqa: SLF001
        moved = around & self._around_moved()
        if not moved:
            return printed
        kept = [ask for ask in printed if not moved >> ask[0] & 1]
        return sorted([*kept, *self._asked_by(moved, cell)], key=itemgetter(0))

    def _around_moved(self) -> int:
        """The relations that hold a cell that is read otherwise, as a mask."""
        if self._moved is None:
            self._moved = 0
            for cell in self._values:
                self._moved |= self.network.must_hold(cell)
        return self._moved

    def _asked_by(self, numbers: int, cell: int) -> Iterator[Ask]:
        """What some relations ask of a cell."""
        network = self.network
        for number in bits_of(numbers):
            link = network.links[number]
            weight = network.weights(link).get(cell) if isinstance(link, Link) else None
            if isinstance(link, Link) and weight is not None:
                yield number, *over(*self._limits(link, (cell,), ((cell, weight),)), weight)
            else:
                for row in self.rows(link, frozenset((cell,))):
                    yield from single(row)

    def holds(self, link: AnyLink) -> bool:
        """Whether a relation holds within rounding."""
        if isinstance(link, Link):
            low, high = self._limits(link, NO_CELLS, ())
            return (low is None or low <= 0) and (high is None or high >= 0)
        return all(
            (row.low is None or row.low <= 0) and (row.high is None or row.high >= 0)
            for row in self.rows(link, NO_CELLS)
        )

    def residual(self, link: Link) -> int:
        """Left - right of a relation, times its factor."""
        return self._sum_of(link).residual

    def _linear(self, link: Link, free: Collection[int]) -> Constraint:
        """Taken from the sum of the whole, so that a long one costs no more than a short one."""
        terms = self.network.among(link, free)
        return Constraint(link.number, terms, *self._limits(link, free, terms))

    def _limits(
        self, link: Link, free: Collection[int], terms: Coefficients
    ) -> tuple[int | None, int | None]:
        """Between which the cells in `free`, which are a relation's `terms`, must add up."""
        residual, hidden = self._rest(link, free, terms)
        return (
            None if link.op == "<=" else -residual - hidden,
            None if link.op in (">=", "parts") else -residual + hidden,
        )

    def slack(self, link: Link) -> int:
        """How much rounding may hide, times the factor: half a unit of each printed figure, but
        nothing between two prints of one figure."""
        return self._rest(link, NO_CELLS, ())[1]

    def _rest(self, link: Link, free: Collection[int], terms: Coefficients) -> tuple[int, int]:
        """What a relation is off by without the cells in `free`, which are its `terms`; and what
        rounding may hide if these print figures."""
        residual, hidden, shown = self._sum_of(link)
        values = self._values
        for cell, weight in terms:
            about, size = self._cells[cell], abs(weight)
            value, half = about.value if about.printed else None, about.half
            if cell in values:
                value, half = values[cell], about.meant
            if value is None:
                hidden += size * about.meant
                shown += 1
            else:
                hidden += size * (about.meant - half)
                residual -= weight * value
        if link.tolerance is not None:
            hidden = link.tolerance
        elif shown == 2 and not link.has_constant and self._are_prints_of_one(link, free):
            hidden = 0
        return residual, hidden

    def _sum_of(self, link: Link) -> Summed:
        """What a relation adds up to."""
        if not self._changed or not self.network.mask(link) & self._changed:
            return self.network.sum_of(link)
        if link.number not in self._sums:
            residual, hidden, shown = self.network.sum_of(link)
            for cell, weight in self.network.among(link, self._values):
                about, value, size = self._cells[cell], self._values[cell], abs(weight)
                residual += weight * ((value or 0) - about.value)
                hidden += size * ((value is not None) * about.meant - about.printed * about.half)
                shown += (value is not None) - about.printed
            self._sums[link.number] = Summed(residual, hidden, shown)
        return self._sums[link.number]

    def _are_prints_of_one(self, link: Link, free: Collection[int]) -> bool:
        """Whether the two figures of a relation are to be one figure, printed alike: nothing may
        be between them, as `evaluate.Judge` has it."""
        halves = [
            (abs(weight), self.half(cell, free))
            for cell, weight in link.terms
            if cell in free or self.printed(cell)
        ]
        return halves[0] == halves[1]

    def _ratio(self, link: Quotient, free: Collection[int]) -> Iterator[Constraint]:
        moving = any(cell in free for cell, _ in (*link.part, *link.whole))
        whole, whole_hides = self._sum(link.whole)
        part, part_hides = self._sum(link.part)
        if link.stated is not None and link.stated in free:
            if not moving:
                yield from self._stated(link, part, part_hides, whole, whole_hides)
            return
        if moving and self._may_be_of_nothing(link):
            return
        if not moving and abs(whole) <= whole_hides:
            if whole == 0 and link.source.zero is not None:
                yield from self._zero(link, part)
            elif not part and self._changed & mask_of(cell for cell, _ in link.whole):
                yield Constraint(link.number, (), 1, None)  # nothing of nothing is no repair
            return
        low, high = self.percentages(link)
        sign = -1 if whole < 0 and not moving else 1
        for limit, is_low in ((low, True), (high, False)):
            if limit is None:
                continue
            yield self._limit(link, limit, sign, free, is_low=is_low)

    def _may_be_of_nothing(self, link: Quotient) -> bool:
        """Whether what is stated may be a percentage of nothing, so that it limits nothing."""
        zero = link.source.zero
        if zero is None or link.stated is None:
            return False
        return self.value(link.stated) in map(self.network.figures.scaled, (*zero.new, *zero.both))

    def percentages(self, link: Quotient) -> tuple[int | None, int | None]:
        """The percentages between which the ratio must lie."""
        if link.stated is None:
            return link.low, link.high
        value, half = self.value(link.stated), self.half(link.stated)
        more = half * (1 + 2 * link.source.habit)
        return value - more, value + more

    def _limit(
        self, link: Quotient, limit: int, sign: int, free: Collection[int], *, is_low: bool
    ) -> Constraint:
        """100 · part - limit · whole, on the right side of nothing."""
        weights: dict[int, int] = {}
        hides = 0
        for terms, factor in ((link.part, 100 * self.network.one), (link.whole, -limit)):
            for cell, weight in terms:
                weights[cell] = weights.get(cell, 0) + sign * factor * weight
                if cell in free or self.printed(cell):
                    hides += abs(factor * weight) * self.half(cell, free)
        rest = sum(w * self.value(cell) for cell, w in weights.items() if cell not in free)
        terms = tuple((cell, w) for cell, w in weights.items() if cell in free and w)
        if is_low:
            return Constraint(link.number, terms, -rest - hides, None)
        return Constraint(link.number, terms, None, -rest + hides)

    def _sum(self, terms: Coefficients) -> tuple[int, int]:
        total = hides = 0
        for cell, weight in terms:
            if self.printed(cell):
                total += weight * self.value(cell)
                hides += abs(weight) * self.half(cell)
        return total, hides

    def stated_over(self, link: Quotient, whole: Coefficients) -> Constraint | None:
        """The percentages that may be stated if `whole` is what the ratio is taken over."""
        sums = *self._sum(link.part), *self._sum(whole)
        return next(self._stated(link, *sums), None)

    def _stated(
        self, link: Quotient, part: int, part_hides: int, whole: int, whole_hides: int
    ) -> Iterator[Constraint]:
        """The percentages that may be stated."""
        stated = link.stated
        if stated is None:
            return
        if abs(whole) <= whole_hides:
            if whole == 0 and link.source.zero is not None:
                allowed = link.source.zero.new if part else link.source.zero.both
                if allowed:
                    value = self.network.figures.scaled(allowed[0])
                    yield Constraint(link.number, ((stated, 1),), value, value)
            return
        if whole < 0:
            part, whole = -part, -whole
        corners = [
            Fraction(100 * self.network.one * p, w)
            for p in (part - part_hides, part + part_hides)
            for w in (whole - whole_hides, whole + whole_hides)
        ]
        more = self._cells[stated].half * (1 + 2 * link.source.habit)
        yield Constraint(link.number, ((stated, 1),), min(corners) - more, max(corners) + more)

    def _zero(self, link: Quotient, part: int) -> Iterator[Constraint]:
        """A percentage of nothing: one of those that are customary, or the row cannot hold."""
        zero = link.source.zero
        if zero is None:
            return
        if link.stated is None:
            if part:
                yield Constraint(link.number, (), 1, None)
            return
        allowed = zero.new if part else zero.both
        if self.value(link.stated) not in map(self.network.figures.scaled, allowed):
            yield Constraint(link.number, (), 1, None)


def floor_to(value: Whole, cell: Cell) -> int:
    """The greatest figure of the cell's places that is not above `value`."""
    return (value // cell.unit) * cell.unit


def ceil_to(value: Whole, cell: Cell) -> int:
    """The least figure of the cell's places that is not below `value`."""
    return -((-value) // cell.unit) * cell.unit


def interval(row: Constraint) -> tuple[Whole | None, Whole | None]:
    """The interval in which a row with one cell lets it be."""
    return over(row.low, row.high, row.terms[0][1])


def over(low: Whole | None, high: Whole | None, weight: int) -> tuple[Whole | None, Whole | None]:
    """Limits of a product as limits of what is weighted."""
    if weight == 1:
        return low, high
    if weight == -1:
        return _minus(high), _minus(low)
    least = None if low is None else Fraction(low, weight)
    most = None if high is None else Fraction(high, weight)
    return (least, most) if weight > 0 else (most, least)


def _minus(value: Whole | None) -> Whole | None:
    return None if value is None else -value


def single(row: Constraint) -> list[Ask]:
    """What a row asks of its only cell; of a row without any, only that it is impossible."""
    if row.terms:
        return [(row.link, *interval(row))]
    holds = (row.low is None or row.low <= 0) and (row.high is None or row.high >= 0)
    return [] if holds else [(row.link, *IMPOSSIBLE)]
