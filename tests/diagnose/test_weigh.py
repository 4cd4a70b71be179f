"""What is weighed of a figure: the totals that it is added up in."""

from __future__ import annotations

from budgetlint.diagnose.constraints import Assignment
from budgetlint.diagnose.weigh import _totals
from damage import Subject

EVERY = range(10**6)
"""Any cell."""


def test_the_totals_of_its_own_table(example: Subject) -> None:
    """Neither the print of the same figure in another table, nor what it is itself the total of."""
    document = example.document
    side = document.tables["expenditure"].sides[0].structure
    row = next(r for r, code in enumerate(side.codes) if code == "20805")
    site = next(s for s in example.sites if s.ref[:3:2] == (side.side.ordinal, row))
    network = example.network
    found = _totals(network.cell(site.ref), Assignment(network, {}), EVERY)
    above = [network.cells[total].ref for total in found]
    assert all(ref.side == site.ref.side for ref in above)
    assert {(ref.column, ref.row) for ref in above} == {(site.ref.column, side.parent[row])}
