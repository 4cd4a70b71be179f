"""Causes: from broken relations to the cells that are probably wrong, one cause a slip.

    broken relations ─components─▶ searched one by one ─weighed─▶ causes

Relations that hang together are searched together; searches whose results touch are joined and
done again. What all likely sets of a component share is a cause of its own; where they differ they
are alternatives, and are said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.rule import Slip
from ..model.values import NamedTuple
from .certainty import (
    Cause,
    certainty_of,
    likely_at_most,
    sober,
    unless_names_were,
    with_silent,
)
from .constraints import NONE, Assignment, Values
from .doubts import Doubts
from .elements import CELL_COST, GROUP_COST
from .exchanged import exchanged
from .greedy import plain_errors
from .hypothesis import Certainty, Hypothesis
from .moves import MIN_MENDED, Move, moves
from .network import Network, cells_of
from .search import MAX_CORE, MAX_COST, Budget, Found, Search, candidates, components
from .simplex import LimitError
from .slips import Case, Slips, explain
from .weigh import Candidate, CellChange, Group, changed, weigh

NODES = 200
NODES_A_RELATION = 8
"""Sets of cells that are looked at in one document: so many, and so many a broken relation."""
NODES_OF_ONE = 120
"""Sets that are looked at in one component."""
NODES_AGAIN = 80
"""Sets that are looked at for what the plainest errors leave."""
MAX_ROUNDS = 4
MAX_BROKEN = 500
"""Broken relations that are looked into; where there are more, a sheet was read wrongly, or all of
it is wrong."""
TWO_CAUSES = 26
EQUAL = 3
"""Sets that weigh less than this apart are equally possible."""
IMPLAUSIBLE = 10
"""Sets that weigh so much more than the first are not worth a word."""
MAX_AGAIN = 4
MAX_WEIGHED = 24
MAX_ALTERNATIVES = 12


def diagnose(network: Network, slips: Sequence[Slip], doubts: Doubts) -> list[Cause]:
    """The causes of all that is broken in a document and is an error."""
    hard = set(network.errors()[:MAX_BROKEN])
    budget = Budget(NODES + NODES_A_RELATION * len(hard))
    found: list[Cause] = []
    values: Values = NONE
    left = hard
    parts = _by_component(Assignment(network), hard, budget, CELL_COST)
    for move in moves(network, _not_one_cell(network, parts), slips):
        found.append(_of_move(move, network, doubts))
        values = {**values, **move.values}
    assignment = Assignment(network, values)
    if values:
        left = {n for n in hard if not assignment.holds(network.links[n])}
        parts = _by_component(assignment, left, budget, TWO_CAUSES)
    else:
        parts = _at_once(parts, assignment, left, budget)
        parts = _two_causes(parts, assignment, left, budget)
    of_cells = Slips(slips)
    for part in _searched(parts, assignment, left, budget):
        if part.found.repairs or part.found.complete:
            found += sober(_explained(part, of_cells), network, doubts)
        else:
            found += _piecemeal(part, of_cells)
    found = unless_names_were(exchanged(found, assignment, slips), network, doubts)
    network.note_rest()
    beyond = [number for number in network.errors() if number not in hard]
    if beyond:
        found.append(Hypothesis(NOBODY, tuple(beyond), "possible", complete=False))
    return sorted(found, key=lambda cause: min(cause.evidence, default=0))


def _not_one_cell(network: Network, parts: Sequence[Component]) -> set[int]:
    """The broken relations that no single cell explains; and those that would take one cell here
    and another in the same row there."""
    in_row: dict[tuple[int, int], set[int]] = {}
    for number, part in enumerate(parts):
        for repair in part.found.repairs:
            for cell in repair.cells:
                ref = network.cells[cell].ref
                in_row.setdefault((ref.side, ref.row), set()).add(number)
    shared = {number for numbers in in_row.values() if len(numbers) > 1 for number in numbers}
    return {
        relation
        for number, part in enumerate(parts)
        if number in shared or not part.found.repairs
        for relation in part.broken
    }


NOBODY = Candidate((), 0)
"""No set of cells was found."""


def _one(group: Group) -> Candidate:
    return Candidate((group,), 0)


class Component(NamedTuple):
    """Broken relations that are searched together, and what was found."""

    broken: tuple[int, ...]
    search: Search
    found: Found


def _by_component(
    assignment: Assignment, broken: set[int], budget: Budget, most: int
) -> list[Component]:
    """Search each component for repairs that cost no more than `most`."""
    return [
        _search(assignment, tuple(component), broken, budget, most)
        for component in components(assignment.network, broken)
    ]


def _at_once(
    parts: list[Component], assignment: Assignment, broken: set[int], budget: Budget
) -> list[Component]:
    """Join what no single cell explains with what it touches, where one or two causes explain all
    of it that cost less than what each of the parts would take."""
    found = []
    for group in _joined(parts, assignment.network):
        repairs = [part.found.repairs for part in group]
        apart = sum(known[0].cost if known else GROUP_COST + 1 for known in repairs)
        if len(group) > 1 and not all(repairs):
            every = tuple(sorted(n for part in group for n in part.broken))
            most = min(apart - 1, TWO_CAUSES)
            joined = _search(assignment, every, broken, budget, most)
            if joined.found.repairs:
                group = [joined]
        found += group
    return found


def _two_causes(
    parts: list[Component], assignment: Assignment, broken: set[int], budget: Budget
) -> list[Component]:
    """Search each component for two causes: first those of several broken relations, which leave
    few cells to try; then those together that are left; then the others."""
    of_several = [
        _further(part, broken, budget, TWO_CAUSES)
        if part.found.repairs or len(part.broken) > 1
        else part
        for part in parts
    ]
    known = [part for part in of_several if part.found.repairs]
    left = [part for part in of_several if not part.found.repairs]
    left = _at_once(left, assignment, broken, budget) if known else left
    return known + [
        part
        if part.found.repairs or len(part.broken) > 1
        else _further(part, broken, budget, TWO_CAUSES)
        for part in left
    ]


def _searched(
    parts: list[Component], assignment: Assignment, broken: set[int], budget: Budget
) -> list[Component]:
    """Join components whose results touch, and search them together; and search on where nothing
    was found."""
    parts = _searched_together(parts, assignment, broken, budget)
    if all(part.found.repairs for part in parts):
        return parts
    parts = [
        part if part.found.repairs else _further(part, broken, budget, MAX_COST) for part in parts
    ]
    return _searched_together(parts, assignment, broken, budget)


def _searched_together(
    parts: list[Component], assignment: Assignment, broken: set[int], budget: Budget
) -> list[Component]:
    """The same, those whose results touch joined and searched again."""
    for _ in range(MAX_ROUNDS):
        joined = _joined(parts, assignment.network)
        if len(joined) == len(parts):
            break
        parts = [
            group[0] if len(group) == 1 else _search(
                assignment, tuple(sorted(n for part in group for n in part.broken)), broken, budget,
                MAX_COST,
            )
            for group in joined
        ]  # fmt: skip
    return parts


def _search(
    assignment: Assignment, broken: tuple[int, ...], every: set[int], budget: Budget, most: int
) -> Component:
    share = budget.share(NODES_OF_ONE)
    ignored = (every | assignment.network.broken) - set(broken)
    search = Search(assignment, broken, ignored, share)
    return Component(broken, search, search.run(most))


def _further(part: Component, every: set[int], budget: Budget, most: int) -> Component:
    """The same with dearer repairs."""
    share = budget.share(NODES_OF_ONE)
    found = part.search.more(most, share)
    if found is None:
        return _search(part.search.assignment, part.broken, every, budget, most)
    return part._replace(found=found)


def _joined(parts: Sequence[Component], network: Network) -> list[list[Component]]:
    """Components of which the suspects of one stand in a relation with those of another.

    The suspects of a component without a repair are all its cells.
    """
    home: dict[int, int] = {}
    groups: dict[int, list[Component]] = {}
    owned: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        cells: Iterable[int] = {cell for repair in part.found.repairs for cell in repair.cells}
        if not cells:
            short = [n for n in part.broken if len(cells_of(network.links[n])) <= MAX_CORE]
            cells = candidates(network, short)
        near = {n for cell in cells for n in network.of(cell)}
        links = {n for n in near if network.links[n].rule.severity == "error"} | set(part.broken)
        groups[number], owned[number] = [part], []
        for other in {home[link] for link in links if link in home}:
            groups[number] += groups.pop(other)
            for link in owned.pop(other):
                home[link] = number
                owned[number].append(link)
        for link in links:
            home[link] = number
            owned[number].append(link)
    return list(groups.values())


def _explained(part: Component, slips: Slips) -> list[Cause]:
    """The causes in one component."""
    weighed, complete = _weighed(part, slips)
    if not weighed:
        return [Hypothesis(NOBODY, part.broken, "possible", complete=False)]
    weighed.sort(key=lambda candidate: candidate.weight)
    weighed = [c for c in weighed if c.weight < weighed[0].weight + IMPLAUSIBLE]
    likely = [c for c in weighed if c.weight < weighed[0].weight + EQUAL]
    certainty: Certainty = "possible"
    if len(likely) == 1:
        certainty = "certain" if len(weighed) == 1 and complete else "likely"
    shared = [
        group for group in weighed[0].groups
        if all(any(g.cells == group.cells for g in other.groups) for other in likely)
    ]  # fmt: skip
    rest = tuple(group for group in weighed[0].groups if group not in shared)
    others = (
        _without(weighed[1:], shared)[:MAX_ALTERNATIVES] if rest or certainty == "likely" else ()
    )
    causes: list[Cause] = [
        Hypothesis(
            _one(group),
            (),
            certainty_of(group, weighed, certainty, complete=complete),
            complete=complete,
        )
        for group in shared
    ]
    if rest:
        causes.append(Hypothesis(Candidate(rest, 0), (), certainty, others, complete=complete))
    elif others and causes:
        causes[0] = causes[0]._replace(rivals=others if len(causes) == 1 else ())
    return _with_evidence(causes, part)


def _piecemeal(part: Component, slips: Slips) -> list[Cause]:
    """The plain errors of a component that is too much for a search, then what is left of it."""
    assignment = part.search.assignment
    network = assignment.network
    locked = plain_errors(assignment, part.broken)
    mended = {number for lock in locked for number in lock.mended}
    after = assignment.but({lock.cell: lock.value for lock in locked})
    together = [
        n for n in part.broken if n not in mended and locked and after.holds(network.links[n])
    ]
    causes: list[Cause] = []
    for lock in locked:
        others = after.but({lock.cell: assignment.cell(lock.cell).value})
        slip = explain(Case(others, lock.cell, assignment.value(lock.cell), slips), lock.value)
        change = CellChange(lock.cell, lock.value, lock.value, lock.value, slip)
        besides = [n for n in together if network.mask(network.links[n]) >> lock.cell & 1]
        evidence = (*lock.mended, *besides)
        causes.append(Hypothesis(_one(Group((change,), slip, 0)), evidence, complete=False))
    left = {n for n in part.broken if n not in mended and n not in together}
    if locked and left:
        budget = Budget(NODES_AGAIN)
        for component in components(network, left):
            again = _search(after, tuple(component), left, budget, MAX_COST)
            causes += [likely_at_most(cause) for cause in _explained(again, slips)]
    elif left:
        causes.append(Hypothesis(NOBODY, tuple(sorted(left)), "possible", complete=False))
    return causes


def _weighed(part: Component, slips: Slips) -> tuple[list[Candidate], bool]:
    """The repairs with their figures; where a figure will not do after all, others are sought."""
    found, complete = part.found, part.found.complete
    for _ in range(MAX_AGAIN):
        weighed = []
        for repair in found.repairs[:MAX_WEIGHED]:
            try:
                weighed.append(weigh(repair, part.search, slips))
            except LimitError:
                complete = False
        good = [candidate for candidate in weighed if candidate.failing < 0]
        if good or not weighed:
            return good, complete
        network = part.search.network
        for candidate in weighed:
            cells = sum(1 << cell for cell in candidate.cells)
            part.search.learn(network.mask(network.links[candidate.failing]) & ~cells)
        found = part.search.run()
        complete = found.complete
    return [], False


def _without(candidates_: Iterable[Candidate], shared: Sequence[Group]) -> tuple[Candidate, ...]:
    """Other sets, without what they share with the first."""
    found = []
    taken = [group.cells for group in shared]
    for candidate in candidates_:
        groups = tuple(group for group in candidate.groups if group.cells not in taken)
        if groups:
            found.append(candidate._replace(groups=groups))
    return tuple(found)


def _with_evidence(causes: list[Cause], part: Component) -> list[Cause]:
    """Give each broken relation to the cause whose cells it holds; what is left to the first."""
    network = part.search.network
    given: dict[int, list[int]] = {i: [] for i in range(len(causes))}
    for number in part.broken:
        mask = network.mask(network.links[number])
        owners = [
            i for i, cause in enumerate(causes)
            if any(mask >> change.cell & 1 for change in cause.change.changes)
        ]  # fmt: skip
        for owner in owners or [0]:
            given[owner].append(number)
    values = {k: v for cause in causes for k, v in _values(cause).items()}
    after = part.search.assignment.but(values)
    for i, cause in enumerate(causes):
        cells = {change.cell for change in cause.change.changes}
        touched = {n for cell in cells for n in network.of(cell) if n in network.broken}
        soft = (n for n in touched if network.links[n].rule.severity != "error")
        given[i] += sorted(n for n in soft if after.holds(network.links[n]))
    return with_silent([cause._replace(evidence=tuple(given[i])) for i, cause in enumerate(causes)])


def _values(cause: Cause) -> Values:
    return changed(Candidate(cause.change.groups, 0))


def _of_move(move: Move, network: Network, doubts: Doubts) -> Cause:
    """The cause that a move is."""
    after = Assignment(network, move.values)
    touched = {n for cell in move.values for n in network.of(cell)} & network.broken
    mended = [n for n in sorted(touched) if after.holds(network.links[n])]
    vouching = doubts.vouching(mended, network, ())
    in_place = move.slip.kind != "rows-swapped" or all(
        doubts.in_place(move.side, row) for row in (move.first, move.last)
    )
    sure = vouching > MIN_MENDED and in_place
    certainty: Certainty = "certain" if sure else "likely"
    return Hypothesis(move, tuple(mended), certainty)
