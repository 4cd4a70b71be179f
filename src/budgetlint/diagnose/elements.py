"""Elements: cells that one slip may have spoilt together, and what it costs to suspect them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.values import NamedTuple
from .constraints import Assignment
from .network import Link, Network, mask_of

CELL_COST = 10
BLANK_COST = 13
"""A figure that is missing altogether is rarer than one that is wrong."""
GROUP_COST = 11
"""One slip that is in several cells: a wrong figure and its copies; a row that is not there."""
MAX_GROUP = 8
MAX_CHAIN = 12


class Element(NamedTuple):
    """Cells that one slip may have spoilt, and what it costs to suspect them.

    If `tied`, all of them are off by the same: a figure and its copies, or its totals.
    """

    cells: tuple[int, ...]
    mask: int
    cost: int
    tied: bool = False


def copies(assignment: Assignment, suspects: Iterable[int]) -> Iterator[Element]:
    """Cells of broken relations that print the same figure: one wrong figure, copied."""
    network = assignment.network
    alike: dict[int, list[int]] = {}
    for cell in suspects:
        value = assignment.value(cell)
        if value and network.cells[cell].ref.row >= 0:
            alike.setdefault(value, []).append(cell)
    for cells in alike.values():
        if 1 < len(cells) <= MAX_GROUP:
            yield Element(tuple(cells), mask_of(cells), GROUP_COST + len(cells) - 1, tied=True)


def carried_up(network: Network, suspects: Iterable[int]) -> Iterator[Element]:
    """A cell of a broken relation with the totals of its table that were computed from it."""
    for cell in suspects:
        chain = network.chains.get(cell)
        if chain is None:
            chain = _above(network, cell) if network.cells[cell].ref.row >= 0 else []
            network.chains[cell] = chain
        if len(chain) > 1:
            yield Element(tuple(chain), mask_of(chain), GROUP_COST + 2, tied=True)


def _above(network: Network, cell: int) -> list[int]:
    """A cell and, upwards, the totals that agree with it."""
    chain = [cell]
    for low in chain:
        for number in network.of(low):
            link = network.links[number]
            if number in network.broken or not isinstance(link, Link) or link.op != "=":
                continue
            total, weight = link.terms[0]
            above = network.cells[total]
            if total in chain or above.fixed or not above.printed:
                continue
            same_table = above.ref.side == network.cells[low].ref.side
            if same_table and network.weights(link).get(low) == -weight:
                chain.append(total)
        if len(chain) > MAX_CHAIN:
            return []
    return chain
