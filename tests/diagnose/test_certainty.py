"""When a cause is certain: the word by which `fix` writes."""

from __future__ import annotations

import pytest

from budgetlint.diagnose import Network
from budgetlint.diagnose.certainty import Cause, certainty_of, sober
from budgetlint.diagnose.charts import NO_LISTS, known
from budgetlint.diagnose.constraints import Assignment
from budgetlint.diagnose.doubts import Doubts
from budgetlint.diagnose.elements import Element, _above
from budgetlint.diagnose.hypothesis import Hypothesis
from budgetlint.diagnose.search import Repair, _minimal
from budgetlint.diagnose.slips import Explained
from budgetlint.diagnose.weigh import Candidate, CellChange, Group, _carried_up, _totals
from budgetlint.model.errors import Message
from budgetlint.model.rule import Slip
from budgetlint.plan.relations import CellRef
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

SLIP = Explained(Slip("x", "digits", Message("", ""), 1, {}))

EVERY = range(10**6)
"""Any cell."""


def group(cell: int, right: int = 5, slip: Explained | None = SLIP) -> Group:
    return Group((CellChange(cell, right, right, right, slip),), slip, 10)


def test_what_all_sets_hold_is_certain() -> None:
    """And only that, with the same figure, after a search that was not cut short."""
    sets = [Candidate((group(1), group(2)), 20), Candidate((group(1), group(3)), 20)]
    assert certainty_of(group(1), sets, "likely", complete=True) == "certain"
    assert certainty_of(group(2), sets, "likely", complete=True) == "likely"
    assert certainty_of(group(1, right=6), sets, "likely", complete=True) == "likely"
    assert certainty_of(group(1), sets, "likely", complete=False) == "likely"
    assert certainty_of(group(2), sets, "certain", complete=False) == "certain"


def repair(cost: int, *cells: int) -> Repair:
    return Repair(cost, tuple(Element((cell,), 1 << cell, 10) for cell in cells))


def test_no_set_holds_another() -> None:
    """The cheapest first; of two with the same cells one is kept."""
    sets = [repair(30, 1, 2, 3), repair(20, 1, 2), repair(25, 2, 3), repair(26, 3, 2)]
    assert [r.cells for r in _minimal(sets)] == [(1, 2), (2, 3)]
    assert [r.cells for r in _minimal([repair(20, 1, 2), repair(10, 3)])] == [(3,), (1, 2)]


@pytest.fixture(scope="module")
def network() -> Network:
    """Table 3 of the example: everything agrees."""
    raw = read("examples/xinjiang-2026/budget.json")
    return Network(checker("cn-xinjiang-2026").kit_for(raw).outcomes(raw))


def cell(network: Network, row: str, column: str) -> int:
    """A cell of table 3."""
    for side, rows in enumerate(network.document.sides):
        if rows is not None and rows.structure.side.address == "expenditure":
            shape = rows.structure
            at = shape.by_code[row][0] if row else shape.total
            return network.cell(CellRef(side, column, at))
    raise LookupError(row)


def test_the_totals_above_a_cell(network: Network) -> None:
    """Of its own column and its own row, up to the total of all; in this table only."""
    leaf = cell(network, "2080505", "基本支出")
    chain = _above(network, leaf)
    assert chain[0] == leaf
    column = {cell(network, code, "基本支出") for code in ("20805", "208", "")}
    row = {cell(network, code, "合计") for code in ("2080505", "20805", "208", "")}
    assert set(chain[1:]) == column | row
    assert _above(network, cell(network, "", "合计")) == [cell(network, "", "合计")]


def test_the_totals_that_a_cell_is_added_up_in(network: Network) -> None:
    assignment = Assignment(network)
    leaf = cell(network, "2080505", "基本支出")
    wanted = {cell(network, "20805", "基本支出"), cell(network, "2080505", "合计")}
    assert set(_totals(leaf, assignment, EVERY)) == wanted
    assert _totals(cell(network, "", "合计"), assignment, EVERY) == []


def test_carried_up_are_cells_that_are_off_by_the_same(network: Network) -> None:
    assignment = Assignment(network)
    leaf, total = cell(network, "2080505", "基本支出"), cell(network, "20805", "基本支出")
    step = 10**6 * network.cells[leaf].unit

    def off(number: int, by: int) -> CellChange:
        right = assignment.value(number) + by
        return CellChange(number, right, right, right, None)

    alike = {leaf: off(leaf, step), total: off(total, step)}
    assert _carried_up(alike, assignment) == [((leaf, total), leaf, leaf)]
    assert _carried_up({**alike, total: off(total, 2 * step)}, assignment) == []
    # It begins with the lowest, in whatever order they come.
    above = cell(network, "208", "基本支出")
    three = {total: off(total, step), above: off(above, step), leaf: off(leaf, step)}
    assert _carried_up(three, assignment) == [((leaf, total, above), leaf, leaf)]


def test_certain_takes_two_relations(network: Network) -> None:
    """And of several cells one more each; those of a doubtful cause do not count."""
    doubts = Doubts(network.document, known(network.document, NO_LISTS))
    leaf = cell(network, "2080505", "基本支出")
    numbers = network.of(leaf)

    def sobered(cells: int, evidence: int, *others: Cause) -> str:
        groups = (Group(tuple(CellChange(leaf, 5, 5, 5, SLIP) for _ in range(cells)), SLIP, 10),)
        cause = Hypothesis(Candidate(groups, 0), tuple(numbers[:evidence]), "certain")
        return sober([cause, *others], network, doubts)[0].certainty

    assert [sobered(1, n) for n in (1, 2)] == ["likely", "certain"]
    assert [sobered(2, n) for n in (2, 3)] == ["likely", "certain"]
    doubtful = Hypothesis(Candidate((group(99),), 0), tuple(numbers[:1]), "possible")
    assert [sobered(1, n, doubtful) for n in (2, 3)] == ["likely", "certain"]


def test_a_row_of_a_doubtful_label_vouches_for_nothing(network: Network) -> None:
    leaf = cell(network, "2080505", "基本支出")
    ref = network.cells[leaf].ref
    cause = Hypothesis(Candidate((group(leaf),), 0), tuple(network.of(leaf)[:3]), "certain")
    doubts = Doubts(network.document, known(network.document, NO_LISTS), [(ref.side, ref.row)])
    assert sober([cause], network, doubts)[0].certainty == "likely"


def test_nor_does_the_suspect_vouch_for_itself(network: Network) -> None:
    """A relation of which only the suspect's own label is doubtful."""
    total = cell(network, "2080505", "合计")
    ref = network.cells[total].ref
    doubts = Doubts(network.document, known(network.document, NO_LISTS), [(ref.side, ref.row)])
    across = [n for n in network.of(total) if not doubts.of(network.links[n], network, [total])]
    assert across == []
