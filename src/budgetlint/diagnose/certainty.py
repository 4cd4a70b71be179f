"""Causes: hypotheses about figures and rows, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from ..plan.relations import CellRef
from .doubts import Doubts
from .hypothesis import DOUBT, Certainty, Hypothesis
from .moves import Move
from .network import Network
from .slips import Explained
from .weigh import Candidate, Group

Cause: TypeAlias = Hypothesis[Candidate | Move, int]
"""What probably happened to figures, or to whole rows: its evidence are links of the network."""


def move_of(cause: Cause) -> Move | None:
    """What happened to whole rows."""
    return cause.change if isinstance(cause.change, Move) else None


def slip_of(cause: Cause) -> Explained | None:
    """The slip, if one explains all of it."""
    groups = cause.change.groups
    return groups[0].slip if len(groups) == 1 else None


def certainty_of(
    group: Group, weighed: Sequence[Candidate], whole: Certainty, *, complete: bool
) -> Certainty:
    """What is in all sets, and with the same figures, is certain even where the rest is open."""
    if whole == "certain":
        return whole
    right = {change.cell: change.right for change in group.changes}
    everywhere = all(
        any({c.cell: c.right for c in g.changes} == right for g in candidate.groups)
        for candidate in weighed
    )
    return "certain" if everywhere and complete else "likely"


def sober(causes: list[Cause], network: Network, doubts: Doubts) -> list[Cause]:
    """The causes of one component; they are certain only where enough relations say so in which
    neither a doubtful cause nor a doubtful label has a part."""
    while True:
        doubtful = {n for c in causes if c.certainty != "certain" for n in c.evidence}
        weak = [
            c.certainty == "certain"
            and doubts.vouching(
                set(c.evidence) - doubtful, network, [change.cell for change in c.change.changes]
            )
            < _enough(c)
            for c in causes
        ]
        if not any(weak):
            return causes
        causes = [
            c._replace(certainty="likely") if is_weak else c
            for c, is_weak in zip(causes, weak, strict=True)
        ]


def _enough(cause: Cause) -> int:
    """Two relations for one cell; one more for each further cell that does not stand in the same
    missing row, and one more where no slip explains several cells."""
    row_missing = (slip := slip_of(cause)) is not None and slip.slip.kind == "row-missing"
    cells = 1 if row_missing else len(cause.change.changes)
    return cells + (1 if slip or cells == 1 else 2)


def unless_names_were(causes: Sequence[Cause], network: Network, doubts: Doubts) -> list[Cause]:
    """The causes; where two rows of a table would exchange all their figures, they may have
    exchanged their names instead, unless codes in their order say that these are right."""
    rights = {change.cell: change.right for cause in causes for change in cause.change.changes}
    open_ = {
        cell
        for a, b in combinations(rights, 2)
        if rights[a] == network.cells[b].value and rights[b] == network.cells[a].value
        and _are_rows(network.cells[a].ref, network.cells[b].ref, rights, network, doubts)
        for cell in (a, b)
    }  # fmt: skip
    return [
        likely_at_most(cause, complete=cause.complete)
        if any(change.cell in open_ for change in cause.change.changes)
        else cause
        for cause in causes
    ]


def _are_rows(
    one: CellRef, other: CellRef, rights: Mapping[int, int], network: Network, doubts: Doubts
) -> bool:
    """Whether two cells stand in rows that exchange all their figures."""
    rows = network.document.sides[one.side]
    if rows is None or one[:2] != other[:2] or min(one.row, other.row) < 0:
        return False
    if all(doubts.in_place(ref.side, ref.row) for ref in (one, other)):
        return False
    pairs = [
        (network.cell(one._replace(column=name)), network.cell(other._replace(column=name)))
        for name in rows.columns
    ]
    return all(
        rights.get(a, network.cells[a].value) == network.cells[b].value
        and rights.get(b, network.cells[b].value) == network.cells[a].value
        for a, b in pairs
    )


def with_silent(causes: list[Cause]) -> list[Cause]:
    """What no broken relation speaks of only has to change because something else does: it is part
    of the first cause that has evidence."""
    silent = [cause for cause in causes if not cause.evidence]
    told = [cause for cause in causes if cause.evidence]
    if not silent:
        return causes
    groups = tuple(group for cause in silent for group in cause.change.groups)
    first = told[0]
    certainty = min((c.certainty for c in (first, *silent)), key=DOUBT.index)
    return [
        first._replace(change=Candidate((*first.change.groups, *groups), 0), certainty=certainty),
        *told[1:],
    ]


def likely_at_most(cause: Cause, *, complete: bool = False) -> Cause:
    """The same, less sure; found in a search that was cut short if it is not `complete`."""
    certainty = min(cause.certainty, "likely", key=DOUBT.index)
    return cause._replace(complete=complete, certainty=certainty)
