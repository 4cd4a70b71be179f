"""Search: the smallest sets of cells whose change makes every relation hold again.

The principle is that of I. Fellegi and D. Holt ("A Systematic Approach to Automatic Edit and
Imputation", JASA 1976): as little as possible is taken to be wrong. The sets are found as minimal
hitting sets: whatever contradicts itself (a broken relation; or several relations that ask
different things of the cells already suspected) must hold at least one wrong cell. Contradictions
come from exact linear arithmetic (`simplex`), are learnt once and prune everything after
(R. Reiter, "A theory of diagnosis from first principles", 1987, has the tree of hitting sets).

Best first: no set is looked at while a cheaper one could still do. So the first set that repairs
everything is a smallest one, and the search goes on only for those that cost hardly more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from heapq import heappop, heappush
from operator import or_

from ..model.values import NamedTuple
from .conflicts import NO_TIES, Conflicts, Ties
from .constraints import Assignment
from .elements import BLANK_COST, CELL_COST, GROUP_COST, Element, carried_up, copies
from .network import Network, bits_of, cells_of, mask_of
from .simplex import LimitError

MARGIN = 3
"""Sets that cost so much more than the cheapest are still found: other evidence may favour them."""
MAX_COST = 200
MAX_SETS = 40
MAX_CORE = 120
"""Cells of a contradiction that are tried one by one; nobody could check more of them."""
PUSHES = 32
"""Sets kept for later that cost as much of the budget as one that is looked at."""
MAX_COUNTED = 60
"""Contradictions that the least cost of a set is reckoned from."""


class Repair(NamedTuple):
    """Cells whose change makes all relations hold, as the elements that were chosen."""

    cost: int
    elements: tuple[Element, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """All cells of the set."""
        return tuple(dict.fromkeys(cell for element in self.elements for cell in element.cells))


Kept = tuple[int, int, int, int, tuple[Element, ...]]
"""A set that is still to be looked at: what it costs at the least, less what it costs, a number,
its cells, its elements."""


class Found(NamedTuple):
    """The repairs of one component, the cheapest first.

    `complete` is false where the search was cut short: there may be others, and cheaper ones.
    """

    repairs: tuple[Repair, ...]
    complete: bool


class Budget:
    """How many sets may still be looked at, so that a search always ends, and the same way."""

    __slots__ = ("_of", "left")

    def __init__(self, left: int, of: Budget | None = None) -> None:
        self.left = left
        self._of = of

    def take(self, count: int = 1) -> bool:
        """Whether one more, or so many, may be looked at."""
        self.left -= count
        return self.left >= 0 and (self._of is None or self._of.take(count))

    def share(self, most: int) -> Budget:
        """A budget of its own for a part, which is taken from this one."""
        return Budget(most, self)


class Search:
    """The search in one component: broken relations that hang together by their cells."""

    def __init__(
        self,
        assignment: Assignment,
        broken: Collection[int],
        ignored: Collection[int],
        budget: Budget,
    ) -> None:
        self.assignment = assignment
        self.network = assignment.network
        self._budget = budget
        self.ignored = ignored
        self.conflicts = Conflicts(assignment, ignored)
        self.broken = frozenset(broken)
        self._links = self.network.links
        self._cores: list[int] = []  # the smallest first; of each its size and its reach
        self._sizes: list[int] = []
        self._reaches: list[int] = []
        self._lowest: dict[int, list[int]] = {}  # all that were learnt, by their first cell
        self._groups: dict[int, list[Element]] = {}
        telling = [n for n in broken if len(cells_of(self._links[n])) <= MAX_CORE]
        cells = candidates(self.network, telling)
        for element in (*copies(assignment, cells), *carried_up(self.network, cells)):
            for cell in element.cells:
                self._groups.setdefault(cell, []).append(element)
        self._grouped = mask_of(self._groups)
        self._near = {
            cell: reduce(or_, [element.mask for element in elements])
            for cell, elements in self._groups.items()
        }
        self._elements: dict[int, tuple[Element, ...]] = {}
        self._hits: dict[int, Collection[Element]] = {}
        self._count = 0
        masks = [self._suspectable(self.network.mask(self._links[n])) for n in sorted(broken)]
        for mask in sorted(masks, key=int.bit_count):
            self.learn(mask)

    def run(self, most: int = MAX_COST) -> Found:
        """The cheapest repairs; none that cost more than `most`."""
        self._heap: list[Kept] = []
        self._dear: list[Kept] = []
        self._seen: set[tuple[int, Ties]] = set()
        self._repairs: list[Repair] = []
        self._stopped = False
        self._limit = most
        self._keep(_least(self._unmet(0), 0), 0, 0, ())
        return self._go_on()

    def more(self, most: int, budget: Budget) -> Found | None:
        """The same with repairs of such a cost, found by going on with that budget; None if it
        cannot go on."""
        if self._stopped:
            return None
        self._budget = budget
        if not self._repairs:
            self._limit = most
        dear, self._dear = self._dear, []
        for kept in dear:
            if kept[0] <= self._limit:
                heappush(self._heap, kept)
            else:
                self._dear.append(kept)
        return self._go_on()

    def _go_on(self) -> Found:
        """Look at the sets that are kept, the cheapest first."""
        repairs = self._repairs
        while self._heap and self._heap[0][0] <= self._limit:
            if len(repairs) >= MAX_SETS:
                return self._stop()
            if not self._budget.take():
                return Found(_minimal(repairs), complete=False)
            bound, minus_cost, _, mask, chosen = heappop(self._heap)
            ties = _ties(chosen)
            try:
                core = self._contradiction(mask, ties)
            except LimitError:
                return self._stop()
            if core is None:
                if not repairs:
                    self._limit = MARGIN - minus_cost
                repairs.append(Repair(-minus_cost, chosen))
            elif core:
                self._branch(bound, -minus_cost, mask, chosen, ties, core)
        return Found(_minimal(repairs), complete=bool(repairs) or not self._dear)

    def _stop(self) -> Found:
        """What was found by a search that cannot go on."""
        self._stopped = True
        return Found(_minimal(self._repairs), complete=False)

    def _branch(
        self, bound: int, cost: int, mask: int, chosen: tuple[Element, ...], ties: Ties, core: int
    ) -> None:
        """Add one more element that meets a contradiction; or wait, if what was learnt meanwhile
        makes the set dearer than others."""
        unmet = self._unmet(mask)
        least = _least(unmet, 0)
        if cost + least > bound:
            self._keep(cost + least, cost, mask, chosen)
            return
        elements = self._hitting(core)
        self._budget.take(len(elements) // PUSHES)
        for element in elements:
            joined = mask | element.mask
            if joined == mask:
                continue
            seen = joined, ties | {element.cells} if element.tied else ties
            if seen not in self._seen:
                self._seen.add(seen)
                dearer = cost + element.cost
                self._keep(dearer + _least(unmet, element.mask), dearer, joined, (*chosen, element))

    def _keep(self, bound: int, cost: int, mask: int, chosen: tuple[Element, ...]) -> None:
        """Keep a set for later. Of equally dear ones that which has more is looked at first."""
        self._count += 1
        kept = bound, -cost, self._count, mask, chosen
        if bound <= self._limit:
            heappush(self._heap, kept)
        else:
            self._dear.append(kept)

    def _contradiction(self, mask: int, ties: Ties) -> int | None:
        """Cells of which one must be wrong besides those in `mask`; None if all can hold, 0 if
        nothing helps."""
        core = self.conflicts.of(mask, ties) if mask else None
        if core is not None:
            # What only contradicts the ties is no lesson for sets without them.
            rest = core & ~mask
            core = self._suspectable(rest) if ties else self.learn(rest)
        if core is None or core.bit_count() > MAX_CORE:
            core = next((known for known in self._cores if not known & mask), core)
        if core is not None and core.bit_count() > MAX_CORE:
            raise LimitError
        return core

    def learn(self, core: int) -> int:
        """Keep a contradiction: one of its cells must be wrong. Returns those that can be."""
        core = self._suspectable(core)
        size = core.bit_count()
        at = bisect_right(self._sizes, size)
        if core and not self._is_known(core, at):
            if core in [core & known for known in self._cores[at:]]:
                for n in reversed(range(at, len(self._cores))):
                    if not core & ~self._cores[n]:
                        del self._cores[n], self._sizes[n], self._reaches[n]
            self._lowest.setdefault(core & -core, []).append(core)
            self._cores.insert(at, core)
            self._sizes.insert(at, size)
            self._reaches.insert(at, self._reach(core) if size <= MAX_CORE else 0)
        return core

    def _is_known(self, core: int, at: int) -> bool:
        """Whether a contradiction that is known, among the first so many, is part of another."""
        others = ~core
        if at < 4 * core.bit_count():
            return 0 in [known & others for known in self._cores[:at]]
        lowest = [self._lowest.get(1 << cell, ()) for cell in bits_of(core)]
        return any(not known & others for cores in lowest for known in cores)

    def _unmet(self, mask: int) -> Unmet:
        """The contradictions that a set does not meet, the smallest first, each with its reach."""
        few = bisect_right(self._sizes, MAX_CORE)
        cores = zip(self._cores[:few], self._reaches, strict=False)
        return [known for known in cores if not known[0] & mask]

    def _reach(self, core: int) -> int:
        """A contradiction's cells and all that an element holds together with one of them."""
        reach = core
        missing = core & self.network.missing
        for cell in bits_of(core & self._grouped & ~missing):
            reach |= self._near[cell]
        for cell in bits_of(missing):
            for element in self._of(cell):
                reach |= element.mask
        return reach

    def _suspectable(self, mask: int) -> int:
        return mask & ~self.network.fixed

    def _hitting(self, core: int) -> Collection[Element]:
        """The elements that meet a contradiction, each once."""
        if core not in self._hits:
            found: dict[int, Element] = {}
            known = self._elements
            for cell in bits_of(core):
                for element in known.get(cell) or self._of(cell):
                    found.setdefault(element.mask, element)
            self._hits[core] = found.values()
        return self._hits[core]

    def _of(self, cell: int) -> tuple[Element, ...]:
        if cell not in self._elements:
            self._elements[cell] = tuple(self._make(cell))
        return self._elements[cell]

    def _make(self, cell: int) -> Iterator[Element]:
        about = self.network.cells[cell]
        if about.is_missing_row:
            yield self._missing_row(cell)
            return
        printed = self.assignment.printed(cell)
        yield Element((cell,), 1 << cell, CELL_COST if printed else BLANK_COST)
        yield from self._groups.get(cell, ())

    def _missing_row(self, cell: int) -> Element:
        """All figures of a row that is not there."""
        ref = self.network.cells[cell].ref
        rows = self.network.document.sides[ref.side]
        columns = rows.columns if rows is not None else ()
        cells = [self.network.cell(ref._replace(column=name)) for name in columns]
        cells = [other for other in cells if other == cell or self.network.of(other)]
        return Element(tuple(cells), mask_of(cells), GROUP_COST + 1)


Unmet = Sequence[tuple[int, int]]


def _least(unmet: Unmet, mask: int) -> int:
    """What still has to be spent if some more cells are suspected, at the least: contradictions
    that no one element meets."""
    taken = least = counted = 0
    for core, reach in unmet:
        if core & mask:
            continue
        if not reach & taken:
            taken |= reach
            least += CELL_COST
        counted += 1
        if counted == MAX_COUNTED:
            break
    return least


def _ties(chosen: Iterable[Element]) -> Ties:
    tied = [element.cells for element in chosen if element.tied]
    return frozenset(tied) if tied else NO_TIES


def candidates(network: Network, broken: Iterable[int]) -> list[int]:
    """The cells of some relations in which a figure may be wrong."""
    cells = {cell for number in broken for cell in cells_of(network.links[number])}
    return sorted(cell for cell in cells if not network.cells[cell].fixed)


def _minimal(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Without those that hold all cells of another, the cheapest first."""
    kept: list[tuple[int, Repair]] = []
    for repair in sorted(repairs, key=lambda r: r.cost):
        mask = mask_of(repair.cells)
        if not any(other & ~mask == 0 for other, _ in kept):
            kept.append((mask, repair))
    return tuple(repair for _, repair in kept)


def components(network: Network, broken: Iterable[int]) -> list[list[int]]:
    """Broken relations that hang together by a cell that may be wrong, ascending; the parts by
    their last."""
    home: dict[int, int] = {}  # of a cell
    parent: dict[int, int] = {}  # of a relation

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for number in sorted(broken):
        parent[number] = number
        for cell in cells_of(network.links[number]):
            if not network.fixed >> cell & 1:
                parent[root(home.setdefault(cell, number))] = number
    parts: dict[int, list[int]] = {}
    for number in parent:
        parts.setdefault(root(number), []).append(number)
    return [parts[last] for last in sorted(parts)]
