"""What relations leave of some cells is told from what they leave of each; a simplex over all rows
at once says the same."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.diagnose import Network
from budgetlint.diagnose.conflicts import NO_TIES, Conflicts, Ties
from budgetlint.diagnose.constraints import Assignment
from budgetlint.diagnose.network import bits_of, cells_of, mask_of
from budgetlint.diagnose.search import candidates, components
from budgetlint.diagnose.simplex import Simplex
from damage import CELLS, Subject


def can_be_met(cells: frozenset[int], ties: Ties, conflicts: Conflicts, ignored: set[int]) -> bool:
    """Whether all rows around the cells have a solution: one variable for each cell or group, which
    is by how much its figures are off."""
    simplex = Simplex()
    assignment = conflicts.assignment
    owner = {cell: group[0] for group in ties for cell in group}
    variables = {one: simplex.variable() for one in {owner.get(cell, cell) for cell in cells}}
    links = {n for cell in cells for n in bits_of(conflicts.network.must_hold(cell))}
    rows = [assignment.rows(conflicts.network.links[n], cells) for n in links - ignored]
    for row in (one for found in rows for one in found):
        printed = sum(weight * assignment.value(cell) for cell, weight in row.terms)
        simplex.row(
            [(variables[owner.get(cell, cell)], weight) for cell, weight in row.terms],
            None if row.low is None else row.low - printed,
            None if row.high is None else row.high - printed,
        )
    return simplex.check() is None


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.sampled_from(sorted(CELLS)))
def test_the_same_as_all_rows_at_once(example: Subject, seed: int, kind: str) -> None:
    rng = Random(seed)
    edits = CELLS[kind](example, rng)
    if not edits:
        return
    network = Network(example.pack.outcomes(example.damaged(edits)))
    broken = network.errors()
    ignored = set(broken[::3])
    conflicts = Conflicts(Assignment(network), ignored)
    near = candidates(network, broken)
    for _ in range(20 if near else 0):
        start = rng.choice(near)
        links = [n for n in network.of(start) if len(cells_of(network.links[n])) < 40]
        around = candidates(network, links) or [start]
        cells = frozenset((start, *rng.sample(around, min(len(around), rng.randrange(4)))))
        group = rng.sample(sorted(cells), rng.randrange(len(cells) + 1))
        ties: Ties = frozenset((tuple(group),)) if len(group) > 1 else NO_TIES
        core = conflicts.of(mask_of(cells), ties)
        assert (core is None) is can_be_met(cells, ties, conflicts, ignored)
        others = [cell for cell in near if core is not None and not core >> cell & 1]
        if others and not ties:  # a lesson for every set that holds none of its other cells
            more = cells | {rng.choice(others)}
            assert not can_be_met(more, NO_TIES, conflicts, ignored)


@settings(max_examples=6)
@given(st.integers(0, 10**6))
def test_one_figure_more_leaves_what_it_has_no_part_in(example: Subject, seed: int) -> None:
    """What is asked of cells after one of them was put right is what a new reading says."""
    rng = Random(seed)
    edits = CELLS["three cells"](example, rng)
    if not edits:
        return
    network = Network(example.pack.outcomes(example.damaged(edits)))
    near = candidates(network, network.errors())
    assignment = Assignment(network)
    before = {cell: assignment.asks(cell) for cell in near}
    assert len(before) > 1
    values: dict[int, int | None] = {}
    for cell in rng.sample(near, 2):
        values[cell] = assignment.value(cell) + rng.choice((-100, 1, 5000))
        assignment = assignment.with_one(cell, values[cell] or 0)
    fresh = Assignment(network, values)
    assert all(assignment.asks(cell) == fresh.asks(cell) for cell in near)
    assert any(assignment.asks(cell) != before[cell] for cell in near)


@settings(max_examples=6)
@given(st.integers(0, 10**6))
def test_parts_share_no_cell_that_may_be_wrong(example: Subject, seed: int) -> None:
    edits = CELLS["five cells"](example, Random(seed))
    if not edits:
        return
    network = Network(example.pack.outcomes(example.damaged(edits)))
    broken = network.errors()
    parts = components(network, broken)
    assert sorted(n for part in parts for n in part) == broken
    assert [part[-1] for part in parts] == sorted(part[-1] for part in parts)
    cells = [set(candidates(network, part)) for part in parts]
    assert sum(map(len, cells)) == len(set().union(*cells))
    for part in parts:  # and hang together: from one of them all others are reached
        reached, left = set(candidates(network, part[:1])), set(part[1:])
        while near := {n for n in left if reached & set(candidates(network, [n]))}:
            reached |= set(candidates(network, near))
            left -= near
        assert not left
