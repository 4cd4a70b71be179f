"""What relations leave of some cells is told from what they leave of each; a simplex over all rows
at once says the same."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.diagnose import Network
from budgetlint.diagnose.conflicts import NO_TIES, Conflicts, Ties
from budgetlint.diagnose.constraints import Assignment
from budgetlint.diagnose.network import cells_of, mask_of
from budgetlint.diagnose.search import candidates
from budgetlint.diagnose.simplex import Simplex
from damage import CELLS, Subject


def can_be_met(cells: frozenset[int], ties: Ties, conflicts: Conflicts) -> bool:
    """Whether all rows around the cells have a solution: one variable for each cell or group, which
    is by how much its figures are off."""
    simplex = Simplex()
    assignment = conflicts.assignment
    owner = {cell: group[0] for group in ties for cell in group}
    variables = {one: simplex.variable() for one in {owner.get(cell, cell) for cell in cells}}
    for row in conflicts.rows(cells, assignment):
        printed = sum(weight * assignment.value(cell) for cell, weight in row.terms)
        simplex.row(
            [(variables[owner.get(cell, cell)], weight) for cell, weight in row.terms],
            None if row.low is None else row.low - printed,
            None if row.high is None else row.high - printed,
        )
    return simplex.check() is None


@settings(max_examples=30)
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
        assert (core is None) is can_be_met(cells, ties, conflicts)
        others = [cell for cell in near if core is not None and not core >> cell & 1]
        if others and not ties:  # a lesson for every set that holds none of its other cells
            more = cells | {rng.choice(others)}
            assert not can_be_met(more, NO_TIES, conflicts)
