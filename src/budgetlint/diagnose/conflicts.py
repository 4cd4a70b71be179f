"""Conflicts: relations that ask different things of the same cells.

Whether a set of cells can repair what is broken depends on the relations around them. Cells that
share no relation ask nothing of each other: so the sets that a search looks at fall into parts,
and most parts have been looked at before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from ..model.values import NamedTuple
from .constraints import Assignment, ceil_to, floor_to
from .network import Constraint, Network, Whole, mask_of
from .simplex import LimitError, Simplex

MAX_ROWS = 400
Ties = frozenset[tuple[int, ...]]
"""Groups of cells that are off by the same."""
NO_TIES: Ties = frozenset()


class Disagreement(NamedTuple):
    """The cells of relations that cannot be reconciled. `at` is the relation at which that shows
    where each of them speaks of a single cell; else -1."""

    core: int
    at: int


class Conflicts:
    """What the relations of a network, but for those that are `ignored`, ask of cells."""

    def __init__(self, assignment: Assignment, ignored: Collection[int]) -> None:
        self.assignment = assignment
        self.network = assignment.network
        self.ignored = ignored
        self._links = self.network.links
        self._asking: dict[int, tuple[int, ...]] = {}
        self._around: dict[int, int] = {}
        self._known: dict[tuple[int, Ties], Disagreement | None] = {}

    def of(self, cells: Sequence[int], ties: Ties = NO_TIES) -> int | None:
        """The cells of relations that ask different things of `cells`; None if they can be met.

        Raises `LimitError`.
        """
        self._bounded(cells)
        found = [self._of_part(part, ties) for part in self._parts(cells, ties)]
        conflicts = [conflict for conflict in found if conflict is not None]
        if len(conflicts) > 1:
            singles = [conflict for conflict in conflicts if conflict.at >= 0]
            if not singles:  # which of them shows first can only be told from all
                joint = self._find(frozenset(cells), ties)
                return joint.core if joint is not None else None
            conflicts = [min(singles, key=lambda conflict: conflict.at)]
        return conflicts[0].core if conflicts else None

    def rows(
        self, free: frozenset[int], assignment: Assignment | None = None
    ) -> Iterator[Constraint]:
        """What all relations around some cells ask of them. Raises `LimitError`."""
        self._bounded(free)
        assignment = assignment or self.assignment
        mask = mask_of(free)
        links = {link for cell in free for link in self._of_errors(cell)}
        for number in sorted(links):
            yield from assignment.rows_once(self._links[number], free, mask)

    def _bounded(self, cells: Collection[int]) -> None:
        """Raises `LimitError` where too many relations hold some cells."""
        of = self.network.of
        often = sum(len(of(cell)) for cell in cells) > MAX_ROWS
        if often and len({link for cell in cells for link in of(cell)}) > MAX_ROWS:
            raise LimitError

    def _of_errors(self, cell: int) -> tuple[int, ...]:
        """The relations around a cell that must hold."""
        if cell not in self._asking:
            self._asking[cell] = tuple(
                number for number in self.network.of(cell)
                if number not in self.ignored and self._links[number].rule.severity == "error"
            )  # fmt: skip
        return self._asking[cell]

    def _links_around(self, cell: int) -> int:
        """The same as a mask."""
        if cell not in self._around:
            self._around[cell] = mask_of(self._of_errors(cell))
        return self._around[cell]

    def _parts(self, cells: Sequence[int], ties: Ties) -> list[int]:
        """The cells in parts (masks) that share no relation and no tie with each other."""
        tied = [(mask_of(group), group) for group in ties]
        parts: list[tuple[int, int]] = []
        for cell in cells:
            part, links = 1 << cell, self._links_around(cell)
            for mask, group in tied:
                if mask & part:
                    part |= mask
                    for other in group:
                        links |= self._links_around(other)
            apart = []
            for known in parts:
                if known[1] & links or known[0] & part:
                    part, links = part | known[0], links | known[1]
                else:
                    apart.append(known)
            parts = [*apart, (part, links)]
        return [part for part, _ in parts]

    def _of_part(self, part: int, ties: Ties) -> Disagreement | None:
        """The conflict in cells that hang together."""
        own = frozenset(t for t in ties if part >> t[0] & 1) if ties else ties
        key = part, own
        if key not in self._known:
            self._known[key] = self._find(frozenset(bits_of(part)), own)
        return self._known[key]

    def _find(self, free: frozenset[int], ties: Ties) -> Disagreement | None:
        bounds: dict[int, list[Constraint | None]] = {}
        several = []
        for asked in self.rows(free):
            row = _tied(asked, ties, self.assignment) if ties else asked
            if len(row.terms) == 1:
                found = _tighten(bounds.setdefault(row.terms[0][0], [None, None]), row)
                if found is not None:
                    return Disagreement(self._mask(found) | self._mask(row.link), row.link)
            elif row.terms:
                several.append(row)
            elif not _possible(row):
                return Disagreement(self._mask(row.link), row.link)
        return self._joint(bounds, several) if several else None

    def _mask(self, link: int) -> int:
        """The cells of a relation."""
        return self.network.mask(self._links[link])

    def _joint(
        self, bounds: dict[int, list[Constraint | None]], several: Sequence[Constraint]
    ) -> Disagreement | None:
        """The same for limits of which some are on several cells together."""
        simplex, origin = _system(bounds, several)
        conflict = simplex.check()
        if conflict is None:
            return None
        mask = 0
        for use in conflict.bounds:
            link = origin.get((use.variable, use.is_low))
            if link is not None:
                mask |= self._mask(link)
        return Disagreement(mask, -1)


def _tied(row: Constraint, ties: Ties, assignment: Assignment) -> Constraint:
    """A row in terms of how far off each group is: its first cell stands for that."""
    first = {cell: cells[0] for cells in ties for cell in cells}
    weights: dict[int, int] = {}
    constant = 0
    for cell, weight in row.terms:
        group = first.get(cell, cell)
        weights[group] = weights.get(group, 0) + weight
        if cell != group:
            constant += weight * (assignment.value(cell) - assignment.value(group))
    terms = tuple((cell, weight) for cell, weight in weights.items() if weight)
    low = None if row.low is None else row.low - constant
    high = None if row.high is None else row.high - constant
    return Constraint(row.link, terms, low, high)


def _possible(row: Constraint) -> bool:
    """Whether a row without cells holds: whether 0 is within its limits."""
    return (row.low is None or row.low <= 0) and (row.high is None or row.high >= 0)


def _tighten(limits: list[Constraint | None], row: Constraint) -> int | None:
    """Take a limit on a single cell; returns the relation with which it cannot be reconciled.

    `limits` are the rows that set the lower and the upper limit.
    """
    low, high = interval(row)
    lowest = interval(limits[0])[0] if limits[0] else None
    highest = interval(limits[1])[1] if limits[1] else None
    if low is not None and (lowest is None or low > lowest):
        limits[0], lowest = row, low
    if high is not None and (highest is None or high < highest):
        limits[1], highest = row, high
    if lowest is not None and highest is not None and lowest > highest:
        other = limits[1] if limits[0] is row else limits[0]
        return other.link if other is not None else row.link
    return None


def interval(row: Constraint) -> tuple[Whole | None, Whole | None]:
    """The interval in which a row with one cell lets it be."""
    weight = row.terms[0][1]
    if weight == 1:
        return row.low, row.high
    if weight == -1:
        return _minus(row.high), _minus(row.low)
    low = None if row.low is None else Fraction(row.low, weight)
    high = None if row.high is None else Fraction(row.high, weight)
    return (low, high) if weight > 0 else (high, low)


def _minus(value: Whole | None) -> Whole | None:
    return None if value is None else -value


def _system(
    bounds: dict[int, list[Constraint | None]], several: Sequence[Constraint]
) -> tuple[Simplex, dict[tuple[int, bool], int]]:
    """The limits as a simplex; which bound comes from which relation."""
    simplex = Simplex()
    origin: dict[tuple[int, bool], int] = {}
    variables: dict[int, int] = {}
    cells = sorted({cell for row in several for cell, _ in row.terms})
    for cell in cells:
        low_row, high_row = bounds.get(cell, [None, None])
        low = interval(low_row)[0] if low_row else None
        high = interval(high_row)[1] if high_row else None
        variables[cell] = simplex.variable(low, high)
        if low_row:
            origin[variables[cell], True] = low_row.link
        if high_row:
            origin[variables[cell], False] = high_row.link
    for row in several:
        number = simplex.row([(variables[c], w) for c, w in row.terms], row.low, row.high)
        origin[number, True] = origin[number, False] = row.link
    return simplex, origin


Limits = tuple[int | None, int | None]


def limits(rows: Iterable[Constraint], cells: Sequence[int], network: Network) -> dict[int, Limits]:
    """For each of `cells` the least and the greatest figure that repairs, in the cell's places;
    None where nothing limits it. Raises `LimitError`."""
    bounds: dict[int, list[Constraint | None]] = {cell: [None, None] for cell in cells}
    several = []
    for row in rows:
        if len(row.terms) == 1:
            _tighten(bounds[row.terms[0][0]], row)
        elif row.terms:
            several.append(row)
    found = {
        cell: (
            interval(low)[0] if low else None,
            interval(high)[1] if high else None,
        )
        for cell, (low, high) in bounds.items()
    }
    if several:
        simplex, _ = _system(bounds, several)
        simplex.check()
        for variable, cell in enumerate(sorted({c for row in several for c, _ in row.terms})):
            found[cell] = (simplex.most(variable, up=False), simplex.most(variable, up=True))
    return {
        cell: (
            None if low is None else ceil_to(low, network.cells[cell]),
            None if high is None else floor_to(high, network.cells[cell]),
        )
        for cell, (low, high) in found.items()
    }


def bits_of(mask: int) -> list[int]:
    """The cells of a mask."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
