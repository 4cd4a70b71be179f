"""Joint rounding: can all printed figures be roundings of figures that satisfy every relation?

Each relation may be within rounding by itself while all of them together are not: a figure cannot
be rounded up for one relation and down for another. Whether unrounded figures exist is a question
of linear arithmetic: each cell's is within half a unit of what is printed, and every relation holds
without any tolerance. Relations are taken up one by one as they are found violated, so that only
the part of a document is looked at in which figures were rounded at all.

Where none exist, the contradiction comes with a certificate: a combination of relations in which
the printed figures are off by more than all their roundings can hide. `Contradiction.off` and
`hidden` are added up again from the document, in whole numbers, before anything is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from ..model.values import NamedTuple
from ..plan.links import Coefficients
from .constraints import Assignment
from .network import AnyLink, Link, Network, Quotient, cells_of
from .simplex import BoundsConflict, LimitError, Number, Simplex

MAX_LINKS = 3000
MAX_PIVOTS = 4000
MAX_CONTRADICTIONS = 3

Part = tuple[tuple[tuple[int, int], ...], int, int | None, int | None]
"""Cells with weights, a constant, and the limits of Σ weight · figure - constant."""


class Contradiction(NamedTuple):
    """Relations that no unrounded figures satisfy together, and the proof.

    `multipliers` says how often each relation counts. Added up so, the printed figures are `off`
    by more than `hidden`, which is all that rounding can hide (whole numbers, see `network`).
    """

    links: tuple[int, ...]
    multipliers: tuple[int, ...]
    off: int
    hidden: int


class Outcome(NamedTuple):
    """Contradictions; `complete` is false where the question was too large to be settled.

    Where there are none, `unrounded` says by how much figures must differ from their prints (by
    cell; all others not at all) for every relation to hold.
    """

    contradictions: tuple[Contradiction, ...]
    complete: bool = True
    unrounded: Mapping[int, Number] = {}


def joint_rounding(network: Network, ignored: Collection[int] = ()) -> Outcome:
    """The contradictions between relations that are not broken and not ignored."""
    if not network.is_whole:
        return Outcome((), complete=False)
    found: list[Contradiction] = []
    left_out = set(ignored) | network.broken
    printed = _Printed(network)
    while len(found) < MAX_CONTRADICTIONS:
        try:
            problem = _Problem(printed, left_out)
            if problem.solve() is None:
                return Outcome(tuple(found), unrounded=problem.moved())
            smallest = _smallest(printed, problem.involved())
        except LimitError:
            return Outcome(tuple(found), complete=False)
        found.append(smallest)
        left_out.update(smallest.links)
    return Outcome(tuple(found))


def _smallest(printed: _Printed, links: Sequence[int]) -> Contradiction:
    """A contradiction between some of these relations that needs each of its relations.

    Raises `LimitError`.
    """
    conflict = _certified(printed, links)
    if conflict is None:
        raise AssertionError(links)
    among = _Problem(printed, (), only=conflict.links)
    for link in conflict.links:
        if link in conflict.links and not among.holds_without(link):
            without = [other for other in conflict.links if other != link]
            conflict = _certified(printed, without) or conflict
            among = _Problem(printed, (), only=conflict.links)
    return conflict


def _certified(printed: _Printed, links: Sequence[int]) -> Contradiction | None:
    """The contradiction between these relations, added up again; None if they have none."""
    problem = _Problem(printed, (), only=links)
    conflict = problem.solve()
    return problem.certificate(conflict) if conflict is not None else None


class _Printed:
    """What the relations of a network say of the figures as they are printed: the same for every
    question about them."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.assignment = Assignment(network)
        self._limits: dict[int, tuple[Limit, ...]] = {}
        self._pairs: dict[int, tuple[int, int] | None] = {}

    def moves(self, cell: int) -> bool:
        """Whether the figure in a cell may have been rounded."""
        about = self.network.cells[cell]
        return about.printed and about.half > 0

    def limits(self, number: int) -> tuple[Limit, ...]:
        """What a relation allows its figures to differ from their prints."""
        if number not in self._limits:
            self._limits[number] = tuple(
                self._limit(part) for part in parts(self.network.links[number], self.assignment)
            )
        return self._limits[number]

    def _limit(self, part: Part) -> Limit:
        terms, constant, low, high = part
        printed = sum(w * self.network.cells[c].value for c, w in terms) - constant
        return Limit(
            tuple(term for term in terms if self.moves(term[0])),
            None if low is None else low - printed,
            None if high is None else high - printed,
        )

    def twin(self, number: int, cell: int) -> int | None:
        """The other cell of a relation in which two prints of one figure are all that is."""
        if number not in self._pairs:
            self._pairs[number] = self._pair(number)
        pair = self._pairs[number]
        return None if pair is None else pair[pair[0] == cell]

    def _pair(self, number: int) -> tuple[int, int] | None:
        link, cells = self.network.links[number], self.network.cells
        if not isinstance(link, Link) or link.op != "=" or link.constant:
            return None
        if self.network.sum_of(link).shown != 2:
            return None
        (a, weight), (b, other) = [term for term in link.terms if cells[term[0]].printed]
        alike = cells[a].value == cells[b].value and cells[a].half == cells[b].half
        return (a, b) if alike and weight == -other else None


class Limit(NamedTuple):
    """Σ weight · (figure - print) lies in [low, high]."""

    terms: Coefficients
    low: int | None
    high: int | None


class _Problem:
    """The linear question, and the part of it that has been asked so far."""

    def __init__(
        self, printed: _Printed, ignored: Collection[int], only: Sequence[int] | None = None
    ) -> None:
        self._printed = printed
        self._network = printed.network
        self._reading = printed.assignment
        self._ignored = ignored
        self._only = only
        self._simplex = Simplex(MAX_PIVOTS)
        self._variables: dict[int, int] = {}
        self._rows: dict[int, tuple[int, int]] = {}  # variable of a row: link, part
        self._asked: set[int] = set()
        self._found: BoundsConflict | None = None

    def solve(self) -> BoundsConflict | None:
        """Ask until nothing is violated, or a contradiction is found. Raises `LimitError`."""
        first = self._only if self._only is not None else sorted(self._network.rounding)
        todo: Iterable[int] = [n for n in first if self._takes_part(n)]
        while todo:
            for number in todo:
                self._ask(number)
            conflict = self._simplex.check()
            if conflict is not None:
                self._found = conflict
                return conflict
            todo = [] if self._only is not None else self._violated()
        return None

    def holds_without(self, link: int) -> bool:
        """Whether all that is asked can hold if one relation need not. Asked of one relation after
        the other, it goes on from the figures found for the one before. Raises `LimitError`."""
        if not self._asked:
            self.solve()
        simplex = self._simplex
        simplex.allow(MAX_PIVOTS)
        rows = [row for row, (number, _) in self._rows.items() if number == link]
        limits = [(simplex.low[row], simplex.high[row]) for row in rows]
        for row in rows:
            simplex.limit(row, None, None)
        holds = simplex.check() is None
        for row, (low, high) in zip(rows, limits, strict=True):
            simplex.limit(row, low, high)
        return holds

    def involved(self) -> list[int]:
        """The relations of the contradiction, and those that say which prints are one figure."""
        bounds = self._found.bounds if self._found is not None else ()
        links = {self._rows[use.variable][0] for use in bounds if use.variable in self._rows}
        cells = {cell for number in links for cell in cells_of(self._network.links[number])}
        used = {self._variables[cell] for cell in cells if cell in self._variables}
        for cell in (cell for cell, variable in self._variables.items() if variable in used):
            near = (n for n in self._network.of(cell) if self._takes_part(n))
            links.update(n for n in near if self._printed.twin(n, cell) is not None)
        return sorted(links)

    def _takes_part(self, number: int) -> bool:
        """Whether a relation must hold for the unrounded figures.

        A percentage that the printed figures give was computed from them, for all anyone knows.
        """
        link = self._network.links[number]
        if isinstance(link, Link):
            plain = link.tolerance is None
        else:
            plain = link.stated is None or number in self._network.rounding
        return link.rule.severity == "error" and plain and number not in self._ignored

    def _ask(self, number: int) -> None:
        """Add what a relation says of unrounded figures."""
        self._asked.add(number)
        if len(self._asked) > MAX_LINKS:
            raise LimitError
        for index, (terms, low, high) in enumerate(self._printed.limits(number)):
            weights: dict[int, int] = {}
            for cell, weight in terms:
                variable = self._variables.get(cell)
                if variable is None:
                    variable = self._variable(cell)
                weights[variable] = weights.get(variable, 0) + weight
            row = self._simplex.row(weights.items(), low, high)
            self._rows[row] = number, index

    def _parts(self, number: int) -> list[Part]:
        return parts(self._network.links[number], self._reading)

    def _variable(self, cell: int) -> int:
        """A variable for a cell: one for all prints of one figure."""
        half = self._reading.cell(cell).half
        variable = self._simplex.variable(-half, half)
        self._variables.update(dict.fromkeys(self._prints(cell), variable))
        return variable

    def _prints(self, cell: int) -> list[int]:
        """The cells that print the same figure, as relations between two of them say."""
        if self._only is not None:
            return [cell]
        found = {cell: None}
        todo = [cell]
        for one in todo:
            for number in self._network.of(one):
                other = self._printed.twin(number, one)
                if other is not None and other not in found and self._takes_part(number):
                    found[other] = None
                    todo.append(other)
        return todo

    def moved(self) -> dict[int, Number]:
        """By how much the figures found so far differ from their prints."""
        values = self._simplex.value
        return {cell: values[v] for cell, v in self._variables.items() if values[v]}

    def _violated(self) -> list[int]:
        """The relations that the figures found so far do not satisfy."""
        moved = self.moved()
        near = {n for cell in moved for n in self._network.of(cell)} - self._asked
        return [n for n in sorted(near) if self._takes_part(n) and not self._holds(n, moved)]

    def _holds(self, number: int, moved: dict[int, Number]) -> bool:
        for terms, low, high in self._printed.limits(number):
            total: Number = 0
            for cell, weight in terms:
                if cell in moved:
                    total += weight * moved[cell]
            if (low is not None and total < low) or (high is not None and total > high):
                return False
        return True

    def certificate(self, conflict: BoundsConflict) -> Contradiction:
        """The contradiction, added up again from the printed figures.

        Raises `AssertionError` if it does not add up: nothing unproven is reported.
        """
        uses = [
            (*self._rows[use.variable], use.multiplier if use.is_low else -use.multiplier)
            for use in conflict.bounds
            if use.variable in self._rows
        ]
        common = 1
        for _, _, multiplier in uses:
            common *= Fraction(multiplier * common).denominator
        weights: dict[int, int] = {}
        short = 0
        links, multipliers = [], []
        for number, index, multiplier in uses:
            times = int(multiplier * common)
            terms, constant, low, high = self._parts(number)[index]
            # A lower limit counts with a positive multiplier, an upper one with a negative one.
            limit = low if times > 0 else high
            if limit is None:
                raise AssertionError(number)
            short += times * (limit + constant)
            for cell, weight in terms:
                weights[cell] = weights.get(cell, 0) + times * weight
            links.append(number)
            multipliers.append(times)
        printed = sum(w * self._reading.value(cell) for cell, w in weights.items())
        hidden = sum(
            abs(w) * self._reading.cell(cell).half
            for cell, w in weights.items()
            if self._printed.moves(cell)
        )
        off = short - printed
        if off <= hidden:
            raise AssertionError((off, hidden))
        return Contradiction(tuple(dict.fromkeys(links)), tuple(multipliers), off, hidden)


def parts(link: AnyLink, assignment: Assignment) -> list[Part]:
    """What a relation says of unrounded figures: one or two linear limits without tolerance."""
    if isinstance(link, Link):
        low = None if link.op == "<=" else 0
        high = None if link.op in (">=", "parts") else 0
        return [(link.terms, link.constant, low, high)]
    return list(_ratio_parts(link, assignment))


def _ratio_parts(link: Quotient, assignment: Assignment) -> Iterable[Part]:
    """The ratio between the percentages that are printed as the stated one, customs included."""
    whole = sum(w * assignment.value(c) for c, w in link.whole)
    hides = sum(abs(w) * assignment.cell(c).half for c, w in link.whole if assignment.printed(c))
    if abs(whole) <= hides:
        return
    low, high = assignment.percentages(link)
    sign = -1 if whole < 0 else 1
    for limit, is_low in ((low, True), (high, False)):
        if limit is None:
            continue
        weights: dict[int, int] = {}
        for terms, factor in ((link.part, 100 * assignment.network.one), (link.whole, -limit)):
            for cell, weight in terms:
                weights[cell] = weights.get(cell, 0) + sign * factor * weight
        found = tuple((cell, weight) for cell, weight in weights.items() if weight)
        yield (found, 0, 0, None) if is_low else (found, 0, None, 0)
