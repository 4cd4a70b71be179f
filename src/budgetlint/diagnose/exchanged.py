"""Exchanged: two figures that changed places, far apart in what they break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.rule import Slip
from ..plan.relations import CellRef
from .certainty import Cause
from .constraints import Assignment
from .hypothesis import Hypothesis
from .network import Network
from .search import candidates
from .slips import Explained
from .weigh import Candidate, CellChange, Group


def exchanged(causes: list[Cause], assignment: Assignment, slips: Sequence[Slip]) -> list[Cause]:
    """Two figures of one row or column that changed places break relations far apart.

    Each of two causes that are not certain may be one half of such a slip.
    """
    slip = next((slip for slip in slips if slip.kind == "swapped"), None)
    open_ = [cause for cause in causes if cause.certainty != "certain" and cause.change.changes]
    if slip is None or len(open_) > MAX_OPEN:
        return causes
    for i, one in enumerate(open_):
        for other in open_[i + 1 :]:
            pairs = list(_pairs(one, other, assignment))
            if len(pairs) != 1:
                continue
            (a, b) = pairs[0]
            group = Group((_to(a, b, assignment), _to(b, a, assignment)), Explained(slip, b), 0)
            both = Candidate((*one.change.groups, *other.change.groups), 0)
            same = {a, b} == both.cells
            joined: Cause = Hypothesis(
                Candidate((group,), 0), tuple(sorted({*one.evidence, *other.evidence})), "likely",
                () if same else (both,), complete=one.complete and other.complete,
            )  # fmt: skip
            rest = [cause for cause in causes if cause is not one and cause is not other]
            return exchanged([*rest, joined], assignment, slips)
    return causes


MAX_OPEN = 12
MAX_PAIRS = 400


def _to(cell: int, other: int, assignment: Assignment) -> CellChange:
    """The change that gives a cell the figure of another."""
    value = assignment.value(other)
    return CellChange(cell, value, value, value, None)


def _pairs(one: Cause, other: Cause, assignment: Assignment) -> Iterable[tuple[int, int]]:
    """Cells of one row or column that, exchanged, make all relations around them hold."""
    network = assignment.network
    first = candidates(network, one.evidence)
    second = candidates(network, other.evidence)
    if len(first) * len(second) > MAX_PAIRS:
        return
    for a in first:
        for b in second:
            x, y = network.cells[a].ref, network.cells[b].ref
            if a == b or assignment.value(a) == assignment.value(b) or min(x.row, y.row) < 0:
                continue
            if not _in_line(x, y, network):
                continue
            after = assignment.but({a: assignment.value(b), b: assignment.value(a)})
            links = (network.links[n] for cell in (a, b) for n in network.of(cell))
            if all(after.holds(link) for link in links if link.rule.severity == "error"):
                yield a, b


def _in_line(x: CellRef, y: CellRef, network: Network) -> bool:
    """Whether two cells stand in one row, or one column, of one table."""
    sides = network.document.sides[x.side], network.document.sides[y.side]
    tables = {rows.structure.side.table for rows in sides if rows is not None}
    return len(tables) == 1 and (x.row == y.row or (x.side, x.column) == (y.side, y.column))
