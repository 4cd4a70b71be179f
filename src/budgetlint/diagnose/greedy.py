"""Greedy: the plainest errors one after the other, where too much is wrong for a full search.

A cell is plain if one other figure in it makes several broken relations hold and breaks none. The
plainest is put right, and the rest is looked at again. This proves nothing about the smallest set;
but with many errors in one document each of them is still as plain as if it stood alone, unless
it shares its relations with others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from .constraints import Reading, ceil_to, floor_to
from .network import cells_of
from .search import candidates, interval

MIN_MENDED = 2
MAX_CANDIDATES = 1500
MAX_LOCKED = 120
MAX_LINKS = 60
"""Relations of one cell that are looked at; a cell with more is no leaf to begin with."""


class Locked(NamedTuple):
    """A cell that was put right, and the relations that held after it."""

    cell: int
    value: int
    mended: tuple[int, ...]


def plain_errors(reading: Reading, broken: Collection[int]) -> list[Locked]:
    """The plainest errors, in the order in which they were found."""
    network = reading.network
    left = set(broken)
    found: list[Locked] = []
    cells = [cell for cell in candidates(network, left) if reading.printed(cell)]
    if len(cells) > MAX_CANDIDATES:
        return []
    scores = {cell: score for cell in cells if (score := _score(cell, reading, left))}
    while scores and len(found) < MAX_LOCKED:
        cell = max(scores, key=lambda c: (len(scores[c].mended), -c))
        best = scores.pop(cell)
        found.append(best)
        reading = reading.but({cell: best.value})
        left -= set(best.mended)
        for other in _around(cell, reading):
            scores.pop(other, None)
            if other == cell or not reading.printed(other):
                continue
            if score := _score(other, reading, left):
                scores[other] = score
    return found


def _around(cell: int, reading: Reading) -> Iterable[int]:
    network = reading.network
    links = [network.links[n] for n in network.of(cell)]
    return {c for link in links if link.rule.severity == "error" for c in cells_of(link)}


def _score(cell: int, reading: Reading, broken: Collection[int]) -> Locked | None:
    """The figure that mends most of a cell's broken relations, if it breaks none."""
    network = reading.network
    about = network.cells[cell]
    links = [n for n in network.of(cell) if network.links[n].rule.severity == "error"]
    if about.fixed or about.is_missing_row or len(links) > MAX_LINKS:
        return None
    if sum(n in broken for n in links) < MIN_MENDED:
        return None
    low: int | None = None
    high: int | None = None
    wanted: list[tuple[int, int, int]] = []
    free = (cell,)
    for number in links:
        for row in reading.rows(network.links[number], free):
            if len(row.terms) != 1:
                continue
            least, most = interval(row)
            lower = None if least is None else ceil_to(least, about)
            upper = None if most is None else floor_to(most, about)
            if number in broken:
                if lower is not None and upper is not None and lower <= upper:
                    wanted.append((lower, upper, number))
                continue
            if lower is not None and (low is None or lower > low):
                low = lower
            if upper is not None and (high is None or upper < high):
                high = upper
    best: Locked | None = None
    for start, _, _ in wanted:
        for value in (start, max(start, low) if low is not None else start):
            if (low is not None and value < low) or (high is not None and value > high):
                continue
            mended = tuple(sorted({n for lo, up, n in wanted if lo <= value <= up}))
            if len(mended) >= MIN_MENDED and (best is None or len(mended) > len(best.mended)):
                best = Locked(cell, value, mended)
    return best
