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

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from ..model.values import NamedTuple
from .network import Network
from .prints import Limit, Prints
from .simplex import BoundsConflict, LimitError, Number, Simplex

MAX_LINKS = 3000
MAX_PIVOTS = 4000
MAX_CONTRADICTIONS = 3


class Contradiction(NamedTuple):
    """Relations that no unrounded figures satisfy together, and the proof.

    `multipliers` says how often each relation counts. Added up so, the printed figures are `off`
    by more than `hidden`, which is all that rounding can hide (whole numbers, see `network`).
    """

    links: tuple[int, ...]
    multipliers: tuple[int, ...]
    off: int
    hidden: int

    def of(self, network: Network) -> Contradiction:
        """The same, its relations by their numbers in a network instead of the plan."""
        return self._replace(links=tuple(map(network.number, self.links)))


NOTHING_MOVED: Mapping[int, Number] = {}


class Outcome(NamedTuple):
    """Contradictions; `complete` is false where the question was too large to be settled.

    Where there are none, `unrounded` says by how much figures must differ from their prints (by the
    numbers of their cells in the plan; all others not at all) for every relation to hold.
    """

    contradictions: tuple[Contradiction, ...]
    complete: bool = True
    unrounded: Mapping[int, Number] = NOTHING_MOVED


def joint_rounding(network: Network, ignored: Collection[int] = ()) -> Outcome:
    """The contradictions between relations that are not broken and not ignored."""
    if not network.is_whole:
        return Outcome((), complete=False)
    prints = Prints(network.outcomes.plan, network.figures, network.deviating)
    left_out = {network.relations[link] for link in ignored}
    found: list[Contradiction] = []
    complete, moved = True, NOTHING_MOVED
    try:
        for _ in range(MAX_CONTRADICTIONS):
            problem = Question(prints, left_out)
            if problem.solve() is None:
                moved = problem.moved()
                break
            found.append(_smallest(prints, problem.involved()))
            left_out.update(found[-1].links)
    except LimitError:
        complete = False
    return Outcome(tuple(one.of(network) for one in found), complete, moved)


def _smallest(prints: Prints, relations: Sequence[int]) -> Contradiction:
    """A contradiction between some of these relations that needs each of its relations.

    Raises `LimitError`.
    """
    conflict = _certified(prints, relations)
    if conflict is None:
        raise AssertionError(relations)
    among = Question(prints, only=conflict.links)
    for one in conflict.links:
        if one in conflict.links and not among.holds_without(one):
            without = [other for other in conflict.links if other != one]
            conflict = _certified(prints, without) or conflict
            among = Question(prints, only=conflict.links)
    return conflict


def _certified(prints: Prints, relations: Sequence[int]) -> Contradiction | None:
    """The contradiction between these relations, added up again; None if they have none."""
    problem = Question(prints, only=relations)
    conflict = problem.solve()
    return problem.certificate(conflict) if conflict is not None else None


class Question:
    """The linear question, and the part of it that has been asked so far."""

    def __init__(
        self, prints: Prints, ignored: Collection[int] = (), only: Sequence[int] | None = None
    ) -> None:
        """Relations go by their numbers in the plan; with `only` no others are asked."""
        self._prints = prints
        self._out = prints.left_out(ignored)
        self._only = only
        self._simplex = Simplex(MAX_PIVOTS)
        self._variables: dict[int, int] = {}
        self._rows: dict[int, tuple[int, int]] = {}  # variable of a row: relation, part
        self._asked: set[int] = set()
        self._moved: Mapping[int, Number] = NOTHING_MOVED
        self._found: BoundsConflict | None = None

    def solve(self) -> BoundsConflict | None:
        """Ask until nothing is violated, or a contradiction is found. Raises `LimitError`."""
        todo = self._prints.rounded(self._out) if self._only is None else self._only
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
        found = {self._rows[use.variable][0] for use in bounds if use.variable in self._rows}
        cells = {cell for number in found for cell in self._prints.cells(number)}
        used = {self._variables[cell] for cell in cells if cell in self._variables}
        for cell in (cell for cell, variable in self._variables.items() if variable in used):
            found.update(number for number, _ in self._prints.twins(cell, self._out))
        return sorted(found)

    def _ask(self, number: int) -> None:
        """Add what a relation says of unrounded figures."""
        self._asked.add(number)
        if len(self._asked) > MAX_LINKS:
            raise LimitError
        for index, (terms, low, high) in enumerate(self._prints.limits(number)):
            weights: dict[int, int] = {}
            for cell, weight in terms:
                variable = self._variables.get(cell)
                if variable is None:
                    variable = self._variable(cell)
                weights[variable] = weights.get(variable, 0) + weight
            row = self._simplex.row(weights.items(), low, high)
            self._rows[row] = number, index

    def _variable(self, cell: int) -> int:
        """A variable for a cell: one for all prints of one figure."""
        half = self._prints.halves[cell]
        variable = self._simplex.variable(-half, half)
        self._variables.update(dict.fromkeys(self._one_figure(cell), variable))
        return variable

    def _one_figure(self, cell: int) -> list[int]:
        """The cells that print the same figure, as relations between two of them say."""
        todo = [cell]
        if self._only is None:
            found = {cell}
            for one in todo:
                for _, other in self._prints.twins(one, self._out):
                    if other not in found:
                        found.add(other)
                        todo.append(other)
        return todo

    def moved(self) -> dict[int, Number]:
        """By how much the figures found so far differ from their prints."""
        values = self._simplex.value
        return {cell: values[v] for cell, v in self._variables.items() if values[v]}

    def _violated(self) -> list[int]:
        """The relations that the figures found so far do not satisfy: some of those that hold a
        figure which was not so before."""
        before, moved = self._moved, self.moved()
        self._moved = moved
        near = self._prints.near({cell for cell, _ in moved.items() ^ before.items()}, self._out)
        limits = self._prints.limits
        return [
            number
            for number in near
            if number not in self._asked and not all(_holds(at, moved) for at in limits(number))
        ]

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
        found, multipliers = [], []
        for number, index, multiplier in uses:
            times = int(multiplier * common)
            terms, constant, low, high = self._prints.parts(number)[index]
            # A lower limit counts with a positive multiplier, an upper one with a negative one.
            limit = low if times > 0 else high
            if limit is None:
                raise AssertionError(number)
            short += times * (limit + constant)
            for cell, weight in terms:
                weights[cell] = weights.get(cell, 0) + times * weight
            found.append(number)
            multipliers.append(times)
        values, halves = self._prints.values, self._prints.halves
        printed = sum(w * values[cell] for cell, w in weights.items())
        hidden = sum(abs(w) * halves[cell] for cell, w in weights.items() if halves[cell] > 0)
        off = short - printed
        if off <= hidden:
            raise AssertionError((off, hidden))
        return Contradiction(tuple(dict.fromkeys(found)), tuple(multipliers), off, hidden)


def _holds(limit: Limit, moved: Mapping[int, Number]) -> bool:
    """Whether figures that differ so much from their prints are within a limit."""
    terms, low, high = limit
    total: Number = sum([weight * moved[cell] for cell, weight in terms if cell in moved])
    return (low is None or total >= low) and (high is None or total <= high)
