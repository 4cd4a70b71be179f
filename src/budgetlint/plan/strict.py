"""Strict: the relations that unrounded figures satisfy without any tolerance.

They are those whose breach is an error and in which rounding decides. Which they are, over which
cells, and which of them may say that two prints are one figure, depends on the plan alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from ..model.values import NamedTuple
from .links import Coefficients, PlanLinks, Quota, Whole


class Equation(NamedTuple):
    """A sum that is equal to nothing: where two of its cells alone are printed, and alike, they are
    two prints of one figure. `pick` takes what stands in its cells."""

    number: int
    terms: Coefficients
    pick: Callable[[Sequence[int]], Sequence[int]]


class Strict:
    """The strict relations of a plan, from the cell's side; looked up when they are asked for."""

    def __init__(self, links: PlanLinks) -> None:
        self._links = links
        self._of: dict[int, Sequence[int]] = {}
        self._equations: dict[int, Sequence[Equation]] = {}
        self._equation: dict[int, Equation | None] = {}

    def holds(self, number: int) -> bool:
        """Whether a relation is one of them; a ratio is."""
        taken = self._links.taken(number)
        return taken.rule.severity == "error" and getattr(taken, "tolerance", None) is None

    def of(self, cell: int) -> Sequence[int]:
        """Those that hold a cell."""
        if cell not in self._of:
            self._of[cell] = tuple(filter(self.holds, self._links.of(cell)))
        return self._of[cell]

    def equations(self, cell: int) -> Sequence[Equation]:
        """Those that may say of a cell that another prints the same figure."""
        if cell not in self._equations:
            self._equations[cell] = tuple(self._made(cell))
        return self._equations[cell]

    def _made(self, cell: int) -> Iterator[Equation]:
        for number in self.of(cell):
            if number not in self._equation:
                self._equation[number] = _equation(number, self._links.taken(number))
            found = self._equation[number]
            if found is not None:
                yield found


def printed(terms: Coefficients) -> Coefficients:
    """Those of terms in which a figure can be printed."""
    return tuple([term for term in terms if term[0] >= 0 and term[1]])


def _equation(number: int, taken: Whole | Quota) -> Equation | None:
    if isinstance(taken, Quota) or taken.op != "=" or taken.constant:
        return None
    terms = printed(taken.terms)
    return Equation(number, terms, itemgetter(*[cell for cell, _ in terms])) if terms[1:] else None
