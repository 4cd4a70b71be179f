"""Conflicts: relations that ask different things of the same cells.

Whether a set of cells can repair what is broken depends on the relations around them. Cells that
share no relation ask nothing of each other: so the sets that a search looks at fall into parts,
and most parts have been looked at before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from ..model.values import NamedTuple
from .constraints import Assignment, ceil_to, floor_to, over, single
from .network import Ask, Constraint, Whole, bits_of, mask_of
from .simplex import LimitError, Simplex

MAX_ROWS = 400
Ties = frozenset[tuple[int, ...]]
"""Groups of cells that are off by the same."""
NO_TIES: Ties = frozenset()
Bounds = tuple[Whole | None, int, Whole | None, int]
"""The least and the greatest figure, each with the relation that sets it (-1: none)."""
Clash = tuple[int, int]
"""The relation at which it shows that figures cannot be met, and the one that it contradicts."""
NO_BOUNDS: Bounds = None, -1, None, -1


class Free(NamedTuple):
    """A cell, or cells that are off by the same, and what relations ask of it alone: `around` are
    these as a mask, `held` how many hold its cells, those that need not hold included."""

    first: int
    asks: Sequence[Ask]
    around: int
    held: int
    apart: dict[int, tuple[Bounds, Clash | None]]

    def without(self, shared: int) -> tuple[Bounds, Clash | None]:
        """What it may be without some of its relations, and whether the others contradict."""
        if shared not in self.apart:
            self.apart[shared] = narrowed(ask for ask in self.asks if not shared >> ask[0] & 1)
        return self.apart[shared]


class Conflicts:
    """What the relations of a network, but for those that are `ignored`, ask of cells."""

    def __init__(self, assignment: Assignment, ignored: Collection[int]) -> None:
        self.assignment = assignment
        self.network = assignment.network
        self._ignored = mask_of(ignored)
        self._links = self.network.links
        self._frees: dict[int | tuple[int, ...], Free] = {}
        self._known: dict[tuple[int, Ties], int | None] = {}

    def of(self, cells: int, ties: Ties = NO_TIES) -> int | None:
        """The cells of relations that ask different things of `cells`, both as masks; None if they
        can be met. Raises `LimitError`."""
        key = cells, ties
        if key not in self._known:
            self._known[key] = self._find(cells, ties)
        return self._known[key]

    def asks(self, cell: int, assignment: Assignment) -> Sequence[Ask]:
        """What the relations ask of a cell if all others are right as they are read."""
        ignored = self._ignored
        return [ask for ask in assignment.asks(cell) if not ignored >> ask[0] & 1]

    def limits(self, cells: Sequence[int], assignment: Assignment) -> dict[int, Limits]:
        """For each of some cells the least and the greatest figure that repairs, in the cell's
        places; None where nothing limits it. Raises `LimitError`."""
        self._bounded(cells)
        shared, must_hold = self._shared(cells) & ~self._ignored, self.network.must_hold
        bounds: dict[int, Range] = {}
        for cell in cells:
            alone = self.asks(cell, assignment)
            if shared & must_hold(cell):
                alone = [ask for ask in alone if not shared >> ask[0] & 1]
            bounds[cell] = _least_and_most(alone, UNLIMITED)
        several = []
        free = frozenset(cells)
        for number in bits_of(shared):
            for row in assignment.rows(self._links[number], free):
                if len(row.terms) == 1:
                    cell = row.terms[0][0]
                    bounds[cell] = _least_and_most(single(row), bounds[cell])
                elif row.terms:
                    several.append(row)
        about = self.network.cells
        return {
            cell: (
                None if low is None else ceil_to(low, about[cell]),
                None if high is None else floor_to(high, about[cell]),
            )
            for cell, (low, high) in ranges(bounds, several).items()
        }

    def _shared(self, cells: Collection[int]) -> int:
        """The relations that hold several of these cells, as a mask."""
        shared = seen = 0
        for cell in cells:
            around = self.network.must_hold(cell)
            shared |= seen & around
            seen |= around
        return shared

    def _bounded(self, cells: Collection[int]) -> None:
        """Raises `LimitError` where too many relations hold some cells."""
        of = self.network.of
        often = sum(len(of(cell)) for cell in cells) > MAX_ROWS
        if often and len({link for cell in cells for link in of(cell)}) > MAX_ROWS:
            raise LimitError

    def _find(self, mask: int, ties: Ties) -> int | None:
        first = {cell: cells[0] for cells in ties for cell in cells}
        cells = bits_of(mask)
        frees = self._free(cells, first)
        if sum([free.held for free in frees]) > MAX_ROWS:
            self._bounded(cells)
        shared = seen = 0
        for free in frees:
            shared |= seen & free.around
            seen |= free.around
        if shared:
            return self._together(frees, shared, frozenset(cells), first)
        clashes = [clash for free in frees if (clash := free.without(0)[1])]
        return self._core(min(clashes)) if clashes else None

    def _free(self, cells: Sequence[int], first: Mapping[int, int]) -> list[Free]:
        """What is free if these cells are: each of them, or those that are tied as one."""
        known = self._frees
        keys: Sequence[int | tuple[int, ...]] = cells
        if first:
            members: dict[int, list[int]] = {}
            for cell in cells:
                members.setdefault(first.get(cell, cell), []).append(cell)
            keys = [(one, *tied) if tied != [one] else one for one, tied in members.items()]
        if any(key not in known for key in keys):
            self._bounded(cells)
            for key in keys:
                if key not in known:
                    known[key] = self._alone(key) if isinstance(key, int) else self._tied(key)
        return [known[key] for key in keys]

    def _alone(self, cell: int) -> Free:
        ignored = self._ignored
        around = self.network.must_hold(cell) & ~ignored
        asks = [ask for ask in self.assignment.asks(cell) if not ignored >> ask[0] & 1]
        return Free(cell, asks, around, len(self.network.of(cell)), {})

    def _tied(self, key: tuple[int, ...]) -> Free:
        """Cells that are off by as much as the first of the key."""
        one, cells = key[0], key[1:]
        value, must_hold = self.assignment.value, self.network.must_hold
        shared = self._shared(cells) & ~self._ignored
        around = held = 0
        asks: list[Ask] = []
        for cell in cells:
            around |= must_hold(cell)
            held += len(self.network.of(cell))
            off = value(one) - value(cell)
            asks += [
                (link, None if low is None else low + off, None if high is None else high + off)
                for link, low, high in self.asks(cell, self.assignment)
                if not shared >> link & 1
            ]
        first, free = dict.fromkeys(cells, one), frozenset(cells)
        for number in bits_of(shared):
            for asked in self.assignment.rows(self._links[number], free):
                asks += single(_tied(asked, first, self.assignment))
        asks.sort(key=itemgetter(0))
        return Free(one, asks, around & ~self._ignored, held, {})

    def _together(
        self, frees: Sequence[Free], shared: int, cells: frozenset[int], first: Mapping[int, int]
    ) -> int | None:
        """The conflict in what is free where some relations hold several of it."""
        alone: dict[int, list[Ask]] = {}
        several: list[Constraint] = []
        clashes: list[Clash] = []
        for number in bits_of(shared):
            for row in self.assignment.rows(self._links[number], cells):
                found = _tied(row, first, self.assignment) if first else row
                if len(found.terms) > 1:
                    several.append(found)
                elif found.terms:
                    alone.setdefault(found.terms[0][0], []).extend(single(found))
                else:
                    clashes += [(number, number) for _ in single(found)]
        bounds: dict[int, Bounds] = {}
        for free in frees:
            found_alone = free.without(free.around & shared)
            if more := alone.get(free.first):
                asks = [ask for ask in free.asks if not shared >> ask[0] & 1]
                found_alone = narrowed(sorted((*asks, *more), key=itemgetter(0)))
            bounds[free.first], clash = found_alone
            if clash is not None:
                clashes.append(clash)
        if clashes:
            return self._core(min(clashes))
        return self._jointly(bounds, several) if several else None

    def _core(self, links: Iterable[int]) -> int:
        """The cells of some relations."""
        core = 0
        for link in links:
            core |= self.network.mask(self._links[link])
        return core

    def _jointly(self, bounds: Mapping[int, Bounds], several: Sequence[Constraint]) -> int | None:
        """The conflict in limits of which some are on several cells together. Where parts that have
        no cell in common have one each, which of them shows first is told from all."""
        parts = _apart(several) if len(several) > 1 else [several]
        found = [used for part in parts if (used := _clashing(bounds, part)) is not None]
        if len(found) > 1:
            used = _clashing(bounds, several)
            return self._core(used) if used is not None else None
        return self._core(found[0]) if found else None


def narrowed(asks: Iterable[Ask]) -> tuple[Bounds, Clash | None]:
    """What is left of a figure by one relation after the other, up to the first contradiction."""
    low: Whole | None = None
    high: Whole | None = None
    low_from = high_from = -1
    for link, least, most in asks:
        if least is not None:
            if low is None or least > low:
                low, low_from = least, link
        elif most is None:
            return NO_BOUNDS, (link, link)
        if most is not None and (high is None or most < high):
            high, high_from = most, link
        if low is not None and high is not None and low > high:
            return NO_BOUNDS, (link, high_from if low_from == link else low_from)
    return (low, low_from, high, high_from), None


def _apart(rows: Sequence[Constraint]) -> list[list[Constraint]]:
    """Rows in parts that have no cell in common."""
    parts: list[tuple[set[int], list[Constraint]]] = []
    for row in rows:
        cells, members = {cell for cell, _ in row.terms}, [row]
        rest = []
        for part in parts:
            if part[0].isdisjoint(cells):
                rest.append(part)
            else:
                cells |= part[0]
                members = [*part[1], *members]
        parts = [*rest, (cells, members)]
    return [sorted(members, key=itemgetter(0)) for _, members in parts]


def _clashing(bounds: Mapping[int, Bounds], rows: Sequence[Constraint]) -> list[int] | None:
    """The relations that contradict each other in rows and the bounds of their cells."""
    if len(rows) == 1:
        return _out_of_reach(rows[0], bounds)
    simplex, origin = _system(bounds, rows)
    conflict = simplex.check()
    if conflict is None:
        return None
    uses = ((use.variable, use.is_low) for use in conflict.bounds)
    return [origin[use] for use in uses if use in origin]


def _out_of_reach(row: Constraint, bounds: Mapping[int, Bounds]) -> list[int] | None:
    """The relations by which a sum cannot come between its limits, or None: what `Simplex` finds
    of a single row."""
    for limit, rises in ((row.low, True), (row.high, False)):
        if limit is None:
            continue
        total: Whole = 0
        links = [row.link]
        for cell, weight in row.terms:
            low, low_from, high, high_from = bounds[cell]
            end, link = (high, high_from) if (weight > 0) is rises else (low, low_from)
            if end is None:
                break
            total += weight * end
            links.append(link)
        else:
            if (total < limit) if rises else (total > limit):
                return links
    return None


def _tied(row: Constraint, first: Mapping[int, int], assignment: Assignment) -> Constraint:
    """A row in terms of how far off each group is: its `first` cell stands for that."""
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


Range = tuple[Whole | None, Whole | None]
"""The least and the greatest figure; None where there is none."""
Limits = tuple[int | None, int | None]
"""The same, in the places of a cell."""
UNLIMITED: Range = None, None


def _least_and_most(asks: Iterable[Ask], known: Range) -> Range:
    """What is left of a range by some asks."""
    low, high = known
    for _, least, most in asks:
        if least is not None and (low is None or least > low):
            low = least
        if most is not None and (high is None or most < high):
            high = most
    return low, high


def ranges(bounds: Mapping[int, Range], rows: Sequence[Constraint]) -> dict[int, Range]:
    """How far each cell can go within its bounds and all rows over several. Raises `LimitError`."""
    found = dict(bounds)
    for part in _apart(rows):
        narrow = _narrowed(found, part) if _is_tree(part) else None
        found |= _at_most(found, part) if narrow is None else narrow
    return found


def _is_tree(rows: Sequence[Constraint]) -> bool:
    """Whether rows that hang together do so by one cell each, and in no circle."""
    cells = {cell for row in rows for cell, _ in row.terms}
    return sum(len(row.terms) - 1 for row in rows) == len(cells) - 1


def _narrowed(bounds: Mapping[int, Range], rows: Sequence[Constraint]) -> dict[int, Range] | None:
    """The ranges in a tree of rows: what each leaves of a cell if the others go as far as they can,
    until none leaves less. None where they cannot all be met."""
    found = {cell: bounds[cell] for row in rows for cell, _ in row.terms}
    for _ in rows:
        before = dict(found)
        for row in rows:
            for cell, weight in row.terms:
                left = row.link, *over(*_left_by(row, cell, found), weight)
                found[cell] = low, high = _least_and_most((left,), found[cell])
                if low is not None and high is not None and low > high:
                    return None
        if found == before:
            break
    return found


def _left_by(row: Constraint, cell: int, bounds: Mapping[int, Range]) -> Range:
    """The least and the most that a cell may add to a row, the others within their bounds."""
    low, high = row.low, row.high
    for other, weight in row.terms:
        if other != cell:
            least, most = bounds[other] if weight > 0 else reversed(bounds[other])
            low = None if low is None or most is None else low - weight * most
            high = None if high is None or least is None else high - weight * least
    return low, high


def _at_most(bounds: Mapping[int, Range], rows: Sequence[Constraint]) -> dict[int, Range]:
    """The same for any rows, by the simplex. Raises `LimitError`."""
    simplex, _ = _system({cell: (low, -1, high, -1) for cell, (low, high) in bounds.items()}, rows)
    simplex.check()
    return {
        cell: (simplex.most(variable, up=False), simplex.most(variable, up=True))
        for variable, cell in enumerate(sorted({cell for row in rows for cell, _ in row.terms}))
    }


def _system(
    bounds: Mapping[int, Bounds], several: Sequence[Constraint]
) -> tuple[Simplex, dict[tuple[int, bool], int]]:
    """The limits as a simplex; which bound comes from which relation."""
    simplex = Simplex()
    origin: dict[tuple[int, bool], int] = {}
    variables: dict[int, int] = {}
    for cell in sorted({cell for row in several for cell, _ in row.terms}):
        low, low_from, high, high_from = bounds.get(cell, NO_BOUNDS)
        variables[cell] = simplex.variable(low, high)
        if low is not None:
            origin[variables[cell], True] = low_from
        if high is not None:
            origin[variables[cell], False] = high_from
    for row in several:
        number = simplex.row([(variables[c], w) for c, w in row.terms], row.low, row.high)
        origin[number, True] = origin[number, False] = row.link
    return simplex, origin
