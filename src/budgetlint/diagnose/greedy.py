"""Greedy: the plainest errors one after the other, where too much is wrong for a full search.

A cell is plain if one other figure in it makes several broken relations hold and breaks none. The
plainest is put right, and the rest is looked at again. This proves nothing about the smallest set;
but with many errors in one document each of them is still as plain as if it stood alone, unless
it shares its relations with others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model.values import NamedTuple
from .cells import Cell
from .conflicts import Limits
from .constraints import IMPOSSIBLE, Assignment, ceil_to, floor_to
from .network import Whole, bits_of, cells_of
from .search import MAX_CORE, candidates

MIN_MENDED = 2
MAX_CANDIDATES = 1500
MAX_LOCKED = 120
MAX_CLEAR = 40
"""Broken relations up to which a cell is put right on the evidence of a single one."""
MAX_LINKS = 60
"""Relations of one cell that are looked at; a cell with more is no leaf to begin with."""


class Locked(NamedTuple):
    """A cell that was put right, and the relations that held after it."""

    cell: int
    value: int
    mended: tuple[int, ...]


def plain_errors(assignment: Assignment, broken: Collection[int]) -> list[Locked]:
    """The plainest errors, in the order in which they were found."""
    network = assignment.network
    left = set(broken)
    found: list[Locked] = []
    small = [n for n in left if len(cells_of(network.links[n])) <= MAX_CORE]
    cells = [cell for cell in candidates(network, small) if assignment.printed(cell)]
    if len(cells) > MAX_CANDIDATES:
        return []
    scores = {cell: score for cell in cells if (score := _score(cell, assignment, left))}
    while len(found) < MAX_LOCKED:
        if scores:
            best = scores.pop(max(scores, key=lambda c: (len(scores[c].mended), -c)))
        else:
            if len(broken) > MAX_CLEAR:
                break
            only = next((lock for n in small if (lock := _only_one(n, assignment, left))), None)
            if only is None:
                break
            best = only
        found.append(best)
        assignment = assignment.with_one(best.cell, best.value)
        left -= set(best.mended)
        small = [n for n in small if n in left]
        for other in _around(best.cell, assignment):
            scores.pop(other, None)
            if other == best.cell or not assignment.printed(other):
                continue
            if score := _score(other, assignment, left):
                scores[other] = score
    return found


def _only_one(number: int, assignment: Assignment, broken: Collection[int]) -> Locked | None:
    """The one cell of a broken relation that can mend it without breaking another, if it is the
    only one."""
    cells = [
        cell for cell in cells_of(assignment.network.links[number]) if assignment.printed(cell)
    ]
    scores = [score for cell in cells if (score := _score(cell, assignment, broken, least=1))]
    able = [score for score in scores if number in score.mended]
    return able[0] if len(able) == 1 else None


def _around(cell: int, assignment: Assignment) -> Iterable[int]:
    network = assignment.network
    links = [network.links[n] for n in network.of(cell)]
    near = [cells_of(link) for link in links if link.rule.severity == "error"]
    return {cell for cells in near if len(cells) <= MAX_CORE for cell in cells}


def _score(
    cell: int, assignment: Assignment, broken: Collection[int], least: int = MIN_MENDED
) -> Locked | None:
    """The figure that mends most of a cell's broken relations, `least` of them at the least, if it
    breaks none."""
    network = assignment.network
    about = network.cells[cell]
    links = bits_of(network.must_hold(cell))
    if about.fixed or about.is_missing_row or len(links) > MAX_LINKS:
        return None
    if sum(n in broken for n in links) < least:
        return None
    found = [
        (number, _within(least, most, about))
        for number, least, most in assignment.asks(cell)
        if (least, most) != IMPOSSIBLE
    ]
    kept = [limits for number, limits in found if number not in broken]
    wanted = [(number, limits) for number, limits in found if number in broken]
    best: Locked | None = None
    for start in {low for _, (low, _) in (*wanted, *((0, k) for k in kept)) if low is not None}:
        if not all(_inside(start, limits) for limits in kept):
            continue
        mended = tuple(sorted({n for n, limits in wanted if _inside(start, limits)}))
        if len(mended) >= least and (
            best is None or (len(mended), start) > (len(best.mended), best.value)
        ):
            best = Locked(cell, start, mended)
    return best


def _within(low: Whole | None, high: Whole | None, cell: Cell) -> Limits:
    """The figures of a cell's places between two limits."""
    return (
        None if low is None else ceil_to(low, cell),
        None if high is None else floor_to(high, cell),
    )


def _inside(value: int, limits: Limits) -> bool:
    low, high = limits
    return (low is None or low <= value) and (high is None or value <= high)
