"""Prints: what relations say of the figures of a document as they are printed.

Each figure is within half a unit of what is printed, and every relation holds without tolerance. So
a relation limits by how much its figures differ from their prints; and where it says that two
figures are equal that are printed alike, they are two prints of one figure. Relations and cells go
by their numbers in the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..evaluate.figures import Figures
from ..model.amounts import BLANK
from ..model.values import NamedTuple
from ..plan.bind import Plan
from ..plan.links import Coefficients, Quota
from ..plan.strict import printed
from .deviating import Deviating

Part = tuple[Coefficients, int, int | None, int | None]
"""Cells with weights, a constant, and the limits of Σ weight · figure - constant."""


class Limit(NamedTuple):
    """Σ weight · (figure - print) lies in [low, high]."""

    terms: Coefficients
    low: int | None
    high: int | None


class Prints:
    """What the relations of a plan say of one document; the same for every question about it."""

    def __init__(self, plan: Plan, figures: Figures, found: Deviating) -> None:
        self._links = plan.links
        self._strict = plan.strict
        self._scaled = figures.scaled
        self._one: int = 10**figures.places
        self.values = figures.values
        self.halves = figures.halves
        # A percentage that the printed figures give was computed from them, for all anyone knows.
        computed = plan.links.stated.difference(found.rounding)
        self._out = computed.union(found.broken, found.excused, found.unread, found.idle)
        self._rounding = sorted(filter(self._strict.holds, found.rounding))
        self._limits: dict[int, Sequence[Limit]] = {}

    def left_out(self, ignored: Collection[int]) -> Collection[int]:
        """The relations that need not hold for unrounded figures."""
        return self._out.union(ignored)

    def rounded(self, out: Collection[int]) -> list[int]:
        """The relations that hold within rounding alone."""
        return [number for number in self._rounding if number not in out]

    def near(self, cells: Collection[int], out: Collection[int]) -> list[int]:
        """The relations that hold any of these cells."""
        return sorted(set().union(*map(self._strict.of, cells)).difference(out))

    def moves(self, cell: int) -> bool:
        """Whether the figure in a cell may have been rounded."""
        return self.halves[cell] > 0

    def limits(self, number: int) -> Sequence[Limit]:
        """What a relation allows its figures to differ from their prints."""
        found = self._limits.get(number)
        if found is None:
            found = self._limits[number] = list(map(self._limit, self.parts(number)))
        return found

    def _limit(self, part: Part) -> Limit:
        terms, constant, low, high = part
        values, halves = self.values, self.halves
        total = sum([weight * values[cell] for cell, weight in terms]) - constant
        return Limit(
            tuple([term for term in terms if halves[term[0]] > 0]),
            None if low is None else low - total,
            None if high is None else high - total,
        )

    def cells(self, number: int) -> set[int]:
        """The cells of a relation in which a figure may be printed."""
        return {cell for cell in self._links.taken(number).cells if cell >= 0}

    def twins(self, cell: int, out: Collection[int]) -> Iterator[tuple[int, int]]:
        """The relations that say that another cell prints the same figure as this one, each with
        that cell."""
        values, halves = self.values, self.halves
        value, half = values[cell], halves[cell]
        for number, other in self._strict.pairs(cell):
            if values[other] == value and halves[other] == half >= 0 and number not in out:
                yield number, other
        for number, terms, pick in self._strict.equalities(cell):
            found = pick(halves)
            if len(found) - found.count(-1) != 2 or number in out:
                continue
            (a, weight), (b, less) = [term for term in terms if halves[term[0]] >= 0]
            if values[a] == values[b] and halves[a] == halves[b] and weight == -less:
                yield number, b if a == cell else a

    def parts(self, number: int) -> Sequence[Part]:
        """What a relation says of unrounded figures: one or two linear limits without tolerance."""
        taken = self._links.taken(number)
        if isinstance(taken, Quota):
            return list(self._ratio(taken))
        constant = taken.constant
        low = None if taken.op == "<=" else 0
        high = None if taken.op in (">=", "parts") else 0
        whole = 0 if constant is BLANK else self._scaled(constant) * taken.factor
        return ((self._strict.printed(number, taken), whole, low, high),)

    def _ratio(self, quota: Quota) -> Iterator[Part]:
        """The ratio between the percentages that are printed as the stated one, customs
        included."""
        values, halves = self.values, self.halves
        whole = printed(quota.whole)
        base = sum(weight * values[cell] for cell, weight in whole)
        hides = sum(abs(weight) * halves[cell] for cell, weight in whole if halves[cell] > 0)
        if abs(base) <= hides:
            return
        low, high = self._percentages(quota)
        sign = -1 if base < 0 else 1
        for limit, is_low in ((low, True), (high, False)):
            if limit is None:
                continue
            weights: dict[int, int] = {}
            for terms, factor in ((printed(quota.part), 100 * self._one), (whole, -limit)):
                for cell, weight in terms:
                    weights[cell] = weights.get(cell, 0) + sign * factor * weight
            found = tuple((cell, weight) for cell, weight in weights.items() if weight)
            yield (found, 0, 0, None) if is_low else (found, 0, None, 0)

    def _percentages(self, quota: Quota) -> tuple[int | None, int | None]:
        """The percentages between which the ratio must lie."""
        stated = quota.stated
        if stated is None:
            low, high = (
                None if limit is None else self._scaled(limit) for limit in (quota.low, quota.high)
            )
            return low, high
        more = self.halves[stated] * (1 + 2 * quota.source.habit)
        return self.values[stated] - more, self.values[stated] + more
