"""Weigh: what a set of suspect cells would have to say, and how likely that is.

A set of cells that can repair the document leaves an interval for each of them. Here the most
likely figure in the interval is chosen, the slip is named that makes the printed figure of it, and
the whole is weighed: cells that belong together by one slip count once, slips that are easily
made count little, and figures that other evidence speaks against count much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ..model.values import NamedTuple
from .cells import Cell
from .conflicts import Limits
from .constraints import Assignment, Values
from .elements import BLANK_COST, CELL_COST, GROUP_COST
from .network import AnyLink, Ask, Link, Network
from .search import Repair, Search
from .slips import NO_SLIP, Case, Explained, Slips, explain, unexplained
from .spans import kinds_within

MAX_STEPS = 80
"""Figures that are tried one by one, in an interval of so many units of the last place."""
SOFT = 3
NEGATIVE = 12


class CellChange(NamedTuple):
    """One cell: what it should say, and between which limits every figure repairs; `sole` if it is
    the only one between them that a slip explains."""

    cell: int
    right: int
    low: int | None
    high: int | None
    slip: Explained | None
    sole: bool = False


class Group(NamedTuple):
    """Changes that one slip explains; `slip` is that of the group, or of its only cell."""

    changes: tuple[CellChange, ...]
    slip: Explained | None
    cost: int

    @property
    def cells(self) -> frozenset[int]:
        """The cells of the group."""
        return frozenset(change.cell for change in self.changes)


class Candidate(NamedTuple):
    """A set of cells with figures that make everything hold, and what speaks against it.

    `failing` is a relation that does not hold with these figures after all, or -1: percentages of
    nothing are beyond linear limits.
    """

    groups: tuple[Group, ...]
    weight: int
    failing: int = -1

    @property
    def cells(self) -> frozenset[int]:
        """All cells of the set."""
        return frozenset(cell for group in self.groups for cell in group.cells)

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """All changes of the set."""
        return tuple(change for group in self.groups for change in group.changes)


def weigh(repair: Repair, search: Search, slips: Slips) -> Candidate:
    """A repair with figures and slips. Raises `LimitError`."""
    changes = [c for c in _choose(repair, search, slips) if _changes(c, search.assignment)]
    values = {change.cell: change.right for change in changes}
    groups = tuple(_grouped(changes, search.assignment, slips))
    weight = sum(group.cost for group in groups)
    after = search.assignment.but(values)
    failing = -1
    touched = {n for cell in values for n in search.network.of(cell)} | search.broken
    for number in touched:
        link = search.network.links[number]
        if link.rule.severity == "error":
            if number not in search.ignored and not after.holds(link):
                failing = number
        elif after.holds(link) is (number in search.network.broken):
            weight += -SOFT if number in search.network.broken else SOFT
    weight += round(sum(_strain(after, search, number) for number in touched))
    weight += NEGATIVE * sum(_unfitting(change, search.network) for change in changes)
    return Candidate(groups, weight, failing)


def _changes(change: CellChange, assignment: Assignment) -> bool:
    """Whether a cell that is suspected together with others is to be changed at all."""
    return change.right != assignment.value(change.cell) or not assignment.printed(change.cell)


def _strain(after: Assignment, search: Search, number: int) -> Fraction | int:
    """How much more unlikely a relation's rounding difference becomes by a change.

    The differences of n rounded addends add up like n uniform errors: half a unit in a sum of
    eleven is common, five units are not. (Half the square of the difference in standard
    deviations: the logarithm of a likelihood. It counts half, for published figures are not always
    rounded independently.)
    """
    link = search.network.links[number]
    if number in search.ignored or not isinstance(link, Link) or link.op != "=":
        return 0
    strain = _unlikely(link, after)
    if number in search.network.broken:
        return strain
    before = _unlikely(link, search.assignment)
    return strain - before if before else strain


def _unlikely(link: Link, assignment: Assignment) -> Fraction | int:
    residual = assignment.residual(link)
    if not residual:
        return 0
    cells = assignment.network.cells
    spread = sum([(w * cells[c].unit) ** 2 for c, w in link.terms if assignment.printed(c)])
    if 3 * residual * residual >= MAX_STRAIN * spread:
        return MAX_STRAIN
    return Fraction(3 * residual * residual, spread)


MAX_STRAIN = 6


def _unfitting(change: CellChange, network: Network) -> bool:
    """Budgets print no negative figures but changes."""
    if change.right >= 0 or network.cells[change.cell].value < 0:
        return False
    return network.cells[change.cell].ref.column not in SIGNED


SIGNED = frozenset({"change", "rate", "difference"})


def _choose(repair: Repair, search: Search, slips: Slips) -> list[CellChange]:
    """A figure for each cell: first where the least is left open, the others given that one."""
    network = search.network
    values: dict[int, int | None] = {}
    left = list(repair.cells)
    first: dict[int, Limits] = {}
    changes: dict[int, CellChange] = {}
    assignment = search.assignment
    while left:
        found = search.conflicts.limits(left, assignment)
        first = first or found
        cell = min(left, key=lambda c: (_width(found[c], network.cells[c]), c))
        asks = search.conflicts.asks(cell, assignment)
        right, slip, sole = _figure(cell, found[cell], assignment, asks, slips)
        changes[cell] = CellChange(cell, right, *first[cell], slip, sole)
        values[cell] = right
        left.remove(cell)
        assignment = search.assignment.but(values)
    return [_centred(changes[cell], values, search) for cell in repair.cells]


def _centred(change: CellChange, values: dict[int, int | None], search: Search) -> CellChange:
    """A figure at an end of what would do that no slip explains, moved to the middle of what would
    do with the other figures as chosen: there rounding has least to hide."""
    cell, right, low, high, slip, _ = change
    if slip is not None or low == high or right not in (low, high):
        return change
    others = search.assignment.but({c: value for c, value in values.items() if c != cell})
    least, most = search.conflicts.limits((cell,), others)[cell]
    if least is None or most is None or least > most:
        return change
    unit = search.network.cells[cell].unit
    values[cell] = right = least + (most - least) // (2 * unit) * unit
    return change._replace(right=right)


def _width(bounds: Limits, cell: Cell) -> int:
    low, high = bounds
    return WIDE if low is None or high is None else (high - low) // cell.unit


WIDE = 10**9


def _figure(
    cell: int,
    bounds: Limits,
    assignment: Assignment,
    asks: Iterable[Ask],
    slips: Slips,
) -> tuple[int, Explained | None, bool]:
    """The likeliest figure within limits: it makes relations, by what they ask of this cell
    alone, hold to the last place, and a slip makes the printed one of it; and whether a slip makes
    it of no other."""
    network = assignment.network
    about = network.cells[cell]
    exact: dict[int, int] = {}
    for number, low, high in asks:
        if low is not None and high is not None:
            twice, unit = low + high, about.unit
            nearest = (twice + unit) // (2 * unit) * unit
            if -unit <= 2 * (2 * nearest - twice) <= unit:
                exact[nearest] = exact.get(nearest, 0) + 1
        elif number in network.broken:
            for figure in _just_met(network.links[number], cell, assignment):
                exact[figure] = exact.get(figure, 0) + 1
    for figure in _told(cell, assignment):
        exact[figure] = exact.get(figure, 0) + 1
    figures = _figures(bounds, about, exact)
    if not figures:
        return about.value, None, False
    case = Case(assignment, cell, about.value, slips)
    if len(figures) > 1:
        case.kinds = kinds_within(case, min(figures), max(figures))
    few = _are_few(bounds, about)
    figure, slip, explained = _likeliest(figures, exact, case, 2 if few else 0)
    return figure, slip, few and explained == 1 and slip is not None


def _likeliest(
    figures: Sequence[int], exact: Mapping[int, int], case: Case, count: int
) -> tuple[int, Explained | None, int]:
    """The figure that most relations ask for, less what its slip is believed; of equal ones that
    next to what is printed. Those first that can be it, until none can and it is known whether so
    many are explained by a slip."""
    plainest = min(NO_SLIP, case.kinds[0][0].weight if case.kinds else NO_SLIP)
    ranked = sorted((-2 * exact.get(figure, 0), abs(figure - case.printed), figure)
                    for figure in figures)  # fmt: skip
    best: tuple[int, int, int] | None = None
    found: Explained | None = None
    explained = 0
    for asked, far, figure in ranked:
        if best is not None and explained >= count and (asked + plainest, far, figure) > best:
            break
        slip = explain(case, figure)
        explained += slip is not None
        rank = asked + (slip.slip.weight if slip else NO_SLIP), far, figure
        if best is None or rank < best:
            best, found = rank, slip
    return (best or ranked[0])[2], found, explained


def _just_met(link: AnyLink, cell: int, assignment: Assignment) -> Iterator[int]:
    """The figure by which a bound that is not kept would just be met: parts that come to more than
    their whole come to all of it, and not to all of it and what rounding may hide."""
    if isinstance(link, Link):
        weight = sum(weight for other, weight in link.terms if other == cell)
        off = assignment.residual(link)
        if weight and not off % weight:
            yield assignment.value(cell) - off // weight


def _told(cell: int, assignment: Assignment) -> Iterator[int]:
    """What others print for the same figure, where only a question says that it is the same."""
    network = assignment.network
    for number in network.of(cell):
        link = network.links[number]
        if isinstance(link, Link) and link.rule.severity != "error" and link.op == "=":
            values = [assignment.value(other) for other, _ in link.terms if other != cell]
            if len(values) == 1 < len(link.terms) and sum(w for _, w in link.terms) == 0:
                yield from values


def _are_few(bounds: Limits, cell: Cell) -> bool:
    """Whether the figures within limits can be tried one by one."""
    low, high = bounds
    return low is not None and high is not None and (high - low) // cell.unit <= MAX_STEPS


def _figures(bounds: Limits, cell: Cell, exact: Mapping[int, int]) -> Sequence[int]:
    """The figures that may stand in a cell, or those of them that relations ask for."""
    low, high = bounds
    if low is not None and high is not None and _are_few(bounds, cell):
        return range(low, high + 1, cell.unit)
    inside = [
        value for value in exact
        if (low is None or value >= low) and (high is None or value <= high)
    ]  # fmt: skip
    return inside or [value for value in (low, high) if value is not None]


def _grouped(
    changes: Sequence[CellChange], assignment: Assignment, slips: Slips
) -> Iterator[Group]:
    """The changes that one slip explains together, then the others one by one."""
    left = {change.cell: change for change in changes}
    for kind, find in _FINDERS.items():
        slip = slips.by_kind.get(kind)
        if slip is None:
            continue
        for cells, other, base in find(left, assignment):
            members = tuple(left.pop(cell) for cell in cells)
            of_base = next((c.slip for c in members if c.cell == base), None)
            extra = 0 if base < 0 else of_base.slip.weight if of_base else NO_SLIP
            cost = GROUP_COST + len(members) - 1 + slip.weight + extra
            yield Group(members, Explained(slip, other), cost)
    for change in left.values():
        cost = CELL_COST if assignment.printed(change.cell) else BLANK_COST
        if change.slip:
            cost += change.slip.slip.weight
        else:
            cost += unexplained(change.cell, change.right, assignment)
        yield Group((change,), change.slip, cost)


Together = tuple[tuple[int, ...], int, int]
"""Cells, the cell that the slip refers to, and the cell whose own slip is behind it (-1: none)."""
Changes = Mapping[int, CellChange]


def _missing_rows(changes: Changes, assignment: Assignment) -> list[Together]:
    rows: dict[tuple[int, str], list[int]] = {}
    for cell in changes:
        ref = assignment.network.cells[cell].ref
        if ref.row < 0:
            rows.setdefault((ref.side, ref.missing), []).append(cell)
    return [(tuple(cells), -1, -1) for cells in rows.values()]


def _swapped(changes: Changes, assignment: Assignment) -> list[Together]:
    found: list[Together] = []
    used: set[int] = set()
    for a, change in changes.items():
        for b, other in changes.items():
            if a < b and not used & {a, b} and assignment.value(a) != assignment.value(b):
                unit = max(assignment.cell(a).unit, assignment.cell(b).unit)
                if (
                    abs(change.right - assignment.value(b)) < unit
                    and abs(other.right - assignment.value(a)) < unit
                ):
                    found.append(((a, b), b, -1))
                    used |= {a, b}
    return found


def _copied(changes: Changes, assignment: Assignment) -> list[Together]:
    """The same wrong figure for the same right one."""
    alike: dict[tuple[int, int], list[int]] = {}
    for cell, change in changes.items():
        if assignment.printed(cell) and assignment.value(cell):
            alike.setdefault((assignment.value(cell), change.right), []).append(cell)
    return [(tuple(cells), -1, cells[0]) for cells in alike.values() if len(cells) > 1]


def _carried_up(changes: Changes, assignment: Assignment) -> list[Together]:
    """A wrong figure and the totals that were computed with it: all are off by the same."""
    found: list[Together] = []
    used: set[int] = set()
    if len(changes) < 2:
        return []
    above = {cell: _totals(cell, assignment, changes) for cell in changes}
    for cell, change in changes.items():
        if cell in used:
            continue
        off = change.right - assignment.value(cell)
        chain = [cell]
        for low in chain:
            for total in above.get(low, ()):
                if total not in chain and total not in used:
                    room = 5 * (assignment.cell(total).unit + assignment.cell(cell).unit)
                    if abs(changes[total].right - assignment.value(total) - off) <= room:
                        chain.append(total)
        if len(chain) > 1 and not any(cell in totals for totals in above.values()):
            found.append((tuple(chain), cell, cell))
            used.update(chain)
    return found


def _totals(cell: int, assignment: Assignment, among: Collection[int]) -> list[int]:
    """Those of some cells that are totals of the same table in which a cell is added up."""
    network = assignment.network
    found = []
    for number in network.of(cell):
        link = network.links[number]
        if isinstance(link, Link) and link.op == "=" and link.terms[0][0] in among:
            total, weight = link.terms[0]
            same = network.cells[total].ref.side == network.cells[cell].ref.side
            if same and total != cell and network.weights(link).get(cell) == -weight:
                found.append(total)
    return found


_FINDERS = {
    "row-missing": _missing_rows,
    "swapped": _swapped,
    "carried-up": _carried_up,
    "copied": _copied,
}


def changed(candidate: Candidate) -> Values:
    """The figures of a candidate, by cell."""
    return {change.cell: change.right for change in candidate.changes}
