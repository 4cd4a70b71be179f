"""A budget that balances has no finding, in whatever order it is printed."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from budgetlint.model.precision import precisions
from budgetlint.report.report import FileReport
from generate import big_table, unit_budget
from narrative import with_narrative

from .documents import SEEDS, Data, checked, recognised, shuffled

ORDERS = st.permutations(range(60))
OUTLINES = {"three-public"}
UNITS = {"entrusted-services", "carry-over"}
TWO_SIDED = {"income-expenditure": 2, "fiscal-appropriation": 2}
"""Tables with an outline on the left and codes on the right, and where the codes begin."""


ABSENT = (
    "文件中没有",
    "没有给出上年的文件",
    "情况说明中没有读到",
    "无法判断规则是否适用：文件中没有",
)
"""How the reasons begin for which a rule may go unchecked: something is not in the document."""


def assert_clean(report: FileReport) -> None:
    """No fault, no problem; every rule is checked, does not apply, or lacks what it is about."""
    assert not report.problems
    assert [f for f in report.findings if f.severity != "info"] == []
    assert report.coverage.relations["not_checked"] == 0
    assert not report.coverage.unread
    assert [n for n in report.coverage.not_checked if not n.reason.zh.startswith(ABSENT)] == []
    assert report.coverage.rules["checked"] >= 50


@given(SEEDS)
def test_what_balances_has_no_finding(seed: int) -> None:
    report = checked(unit_budget(seed))
    assert_clean(report)
    assert report.coverage.relations["rounding"] == 0


@given(SEEDS, st.booleans())
def test_the_narrative_of_what_balances_has_no_finding(seed: int, rounding: bool) -> None:  # noqa: FBT001
    document = with_narrative(unit_budget(seed, rounding=rounding), Random(seed))
    report = checked(document)
    assert_clean(report)
    assert report.coverage.rules["checked"] >= 110


@given(SEEDS)
def test_rounding_breaks_nothing(seed: int) -> None:
    assert_clean(checked(unit_budget(seed, rounding=True)))


@given(SEEDS)
def test_what_was_drawn_up_in_wanyuan_is_rounded_in_yuan_too(seed: int) -> None:
    """All figures are whole hundreds of 元: 0.01 万元 is how far they count."""
    document = unit_budget(seed, rounding=True)
    before = checked(document)
    for table in document["tables"]:
        table["money"] = "元"
        table["rows"] = [[_in_yuan(cell) for cell in row] for row in table["rows"]]
    report = checked(document)
    assert_clean(report)
    assert report.coverage.relations == before.coverage.relations


def _in_yuan(cell: str) -> str:
    amount = cell.replace(",", "")
    return f"{Decimal(amount).scaleb(4):,.2f}" if amount[-3:-2] == "." else cell


def test_one_figure_with_cents_and_all_count_as_printed() -> None:
    document = unit_budget(1)
    for table in document["tables"]:
        table["money"] = "元"
        table["rows"] = [[_in_yuan(cell) for cell in row] for row in table["rows"]]
    assert {known.step for known in precisions(recognised(document)[0]).values()} == {Decimal(100)}
    row = next(r for r in document["tables"][0]["rows"] if r[1][-3:-2] == ".")
    row[1] = row[1][:-1] + "1"
    assert {known.step for known in precisions(recognised(document)[0]).values()} == {0}


def test_rounding_does_occur() -> None:
    """Otherwise the test above says nothing."""
    reports = [checked(unit_budget(seed, rounding=True)) for seed in range(20)]
    assert sum(report.coverage.relations["rounding"] for report in reports) > 100


def test_the_same_seed_gives_the_same_budget() -> None:
    assert unit_budget(7, rounding=True) == unit_budget(7, rounding=True)
    assert unit_budget(7) != unit_budget(8)


def test_budgets_of_one_structure_differ_in_amounts_alone() -> None:
    one, other = unit_budget(1, structure=5), unit_budget(2, structure=5)
    assert one != other
    assert _labels(one) == _labels(other)


def _labels(document: Data) -> object:
    """The document with a mark for every amount."""
    copy = deepcopy(document)
    for table in copy["tables"]:
        table["rows"] = [
            ["#" if cell[-3:-2] == "." else cell for cell in row] for row in table["rows"]
        ]
    return copy


@given(SEEDS, st.booleans(), st.permutations(range(12)))
def test_any_order_of_tables(seed: int, rounding: bool, order: list[int]) -> None:  # noqa: FBT001
    document = unit_budget(seed, rounding=rounding)
    document["tables"] = shuffled(document["tables"], order)
    assert_clean(checked(document))


@given(SEEDS, st.booleans(), ORDERS)
def test_any_order_of_columns(seed: int, rounding: bool, order: list[int]) -> None:  # noqa: FBT001
    document = unit_budget(seed, rounding=rounding)
    before = checked(document)
    for table in document["tables"]:
        table["columns"] = shuffled(table["columns"], order)
        table["rows"] = [shuffled(row, order) for row in table["rows"]]
    report = checked(document)
    assert_clean(report)
    assert report.coverage.relations == before.coverage.relations


@given(SEEDS, st.booleans(), ORDERS)
def test_any_order_of_rows(seed: int, rounding: bool, order: list[int]) -> None:  # noqa: FBT001
    """Only that codes ascend (L4) may be missed."""
    document = unit_budget(seed, rounding=rounding)
    before = checked(document)
    for table in document["tables"]:
        table["rows"] = _reordered(table["id"], table["rows"], order)
    report = checked(document)
    assert not report.problems
    assert {f.code for f in report.findings if f.severity != "info"} <= {"L4"}
    assert report.coverage.rules == before.coverage.rules
    # Addition has no order: what was explained by rounding still is.
    assert report.coverage.relations["rounding"] == before.coverage.relations["rounding"]


def _reordered(table: str, rows: list[list[str]], order: list[int]) -> list[list[str]]:
    """Rows in another order, as far as their order means nothing."""
    if table in OUTLINES:
        return rows
    if table in UNITS:
        return [rows[0], *shuffled(rows[1:], order)]
    if table in TWO_SIDED:
        at = TWO_SIDED[table]
        right = shuffled([row[at:] for row in rows], order)
        return [row[:at] + other for row, other in zip(rows, right, strict=True)]
    return shuffled(rows, order)


def test_a_large_table_balances() -> None:
    document = big_table(3000)
    rows = document["tables"][0]["rows"]
    report = checked(document)
    assert abs(len(rows) - 3000) < 30
    assert len({row[0] for row in rows}) == len(rows)
    assert report.status == "ok"
    assert report.coverage.relations["exact"] > 3000
