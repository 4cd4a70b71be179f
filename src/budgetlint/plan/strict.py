"""Strict: the relations that unrounded figures satisfy without any tolerance.

They are those whose breach is an error and in which rounding decides. Which they are, over which
cells, and which of them may say that two prints are one figure, depends on the plan alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from ..model.values import NamedTuple
from .links import Coefficients, PlanLinks, Quota, Whole


class Equality(NamedTuple):
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
        self._pairs: dict[int, Sequence[tuple[int, int]]] = {}
        self._equalities: dict[int, Sequence[Equality]] = {}
        self._equality: dict[int, Equality | None] = {}
        self._printed: dict[int, Coefficients] = {}

    def holds(self, number: int) -> bool:
        """Whether a relation is one of them; a ratio is."""
        taken = self._links.taken(number)
        return taken.rule.severity == "error" and getattr(taken, "tolerance", None) is None

    def of(self, cell: int) -> Sequence[int]:
        """Those that hold a cell."""
        if cell not in self._of:
            self._of[cell] = tuple(filter(self.holds, self._links.of(cell)))
        return self._of[cell]

    def printed(self, number: int, taken: Whole) -> Coefficients:
        """The terms of a linear relation in which a figure can be printed."""
        if number not in self._printed:
            self._printed[number] = printed(taken.terms)
        return self._printed[number]

    def pairs(self, cell: int) -> Sequence[tuple[int, int]]:
        """Those that say that another cell is equal to this one and nothing else, each with that
        cell."""
        if cell not in self._pairs:
            self._part(cell)
        return self._pairs[cell]

    def equalities(self, cell: int) -> Sequence[Equality]:
        """The longer ones, which say that another cell prints the same figure where no more than
        two of their cells are printed."""
        if cell not in self._pairs:
            self._part(cell)
        return self._equalities[cell]

    def _part(self, cell: int) -> None:
        found = tuple(self._made(cell))
        pairs = ((equality, _pair(equality, cell)) for equality in found)
        self._equalities[cell] = tuple(e for e in found if len(e.terms) > 2)
        self._pairs[cell] = tuple((e.number, other) for e, other in pairs if other is not None)

    def _made(self, cell: int) -> Iterator[Equality]:
        for number in self.of(cell):
            if number not in self._equality:
                self._equality[number] = _equality(number, self._links.taken(number))
            found = self._equality[number]
            if found is not None:
                yield found


def _pair(equality: Equality, cell: int) -> int | None:
    """The other cell of a pair."""
    if len(equality.terms) != 2:
        return None
    (a, weight), (b, other) = equality.terms
    return None if weight != -other else b if a == cell else a


def printed(terms: Coefficients) -> Coefficients:
    """Those of terms in which a figure can be printed."""
    return tuple([term for term in terms if term[0] >= 0 and term[1]])


def _equality(number: int, taken: Whole | Quota) -> Equality | None:
    if isinstance(taken, Quota) or taken.op != "=" or taken.constant:
        return None
    terms = printed(taken.terms)
    return Equality(number, terms, itemgetter(*[cell for cell, _ in terms])) if terms[1:] else None
