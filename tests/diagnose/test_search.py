"""Sets of suspects: what is left of those that were found."""

from __future__ import annotations

from budgetlint.diagnose.elements import Element
from budgetlint.diagnose.search import Repair, _minimal


def _repair(cost: int, *cells: int) -> Repair:
    return Repair(cost, tuple(Element((cell,), 1 << cell, 1) for cell in cells))


def test_a_set_that_holds_another_is_left_out() -> None:
    """Whoever changes 3 need not change 4 as well; the cheapest comes first."""
    found = _minimal([_repair(4, 1, 2), _repair(6, 3, 4), _repair(2, 3), _repair(5, 2, 5)])
    assert [repair.cells for repair in found] == [(3,), (1, 2), (2, 5)]
