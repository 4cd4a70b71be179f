"""How much rounding explains: all that it can do, and not a cent more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from properties.documents import Data

CENT = Decimal("0.01")
HALF = Decimal("0.005")

ADDENDS = st.lists(st.integers(-(10**10), 10**10).map(lambda n: Decimal(n).scaleb(-5)), max_size=80)


def rounded(value: Decimal, how: str = ROUND_HALF_UP) -> Decimal:
    """As printed."""
    return value.quantize(CENT, how)


def table(total: Decimal, addends: Sequence[Decimal]) -> Data:
    """One class of expenditure and its groups, as printed, without a total row."""
    rows = [["201", "科目201", *[f"{total:,f}"] * 2, ""]]
    rows += [
        [f"201{i:02}", f"科目201{i:02}", *[f"{a:,f}"] * 2, ""] for i, a in enumerate(addends, 1)
    ]
    columns = ["科目代码", "科目名称", "合计", "基本支出", "项目支出"]
    return {
        "profile": "cn-common",
        "tables": [{"id": "expenditure", "money": "万元", "columns": columns, "rows": rows}],
    }


def judged(total: Decimal, addends: Sequence[Decimal]) -> str:
    """What B5, which adds up the groups, says of the class."""
    raw = read("budget.json", json.dumps(table(total, addends)).encode())
    report = checker().report(raw, rounding=True)
    assert "B5" not in {rule.code for rule in report.coverage.not_checked}
    if any(r.code == "B5" for finding in report.findings for r in finding.relations):
        return "broken"
    return "rounding" if any(finding.code == "B5" for finding in report.rounding) else "exact"


@given(ADDENDS.filter(bool), st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN)))
@example([Decimal("0.005")] * 80, ROUND_HALF_UP)
@example([Decimal("0.00499")] * 80, ROUND_HALF_UP)
@example([Decimal("-0.005")] * 79, ROUND_HALF_UP)
@example([Decimal("0.015")] * 79, ROUND_HALF_EVEN)
def test_rounding_is_never_broken(addends: list[Decimal], how: str) -> None:
    total = rounded(sum(addends, Decimal(0)), how)
    assert judged(total, [rounded(value, how) for value in addends]) != "broken"


@pytest.mark.parametrize("n", [2, 4, 10, 50, 98])
def test_the_bound_is_reached_for_even_numbers(n: int) -> None:
    """Half up: every addend is half a cent less than printed, the sum n half cents less."""
    hidden = [Decimal("1.235")] * n
    printed = [rounded(value) for value in hidden]
    total = rounded(sum(hidden, Decimal(0)))
    assert sum(printed) - total == n * HALF
    assert judged(total, printed) == "rounding"
    assert judged(total - CENT, printed) == "broken"


@pytest.mark.parametrize("n", [3, 7, 11, 51, 99])
def test_the_bound_is_reached_for_odd_numbers(n: int) -> None:
    """Half to even: the addends go up and the total down, all of them by half a cent."""
    hidden = [Decimal("1.235")] * n
    printed = [rounded(value, ROUND_HALF_EVEN) for value in hidden]
    total = rounded(sum(hidden, Decimal(0)), ROUND_HALF_EVEN)
    assert sum(printed) - total == (n + 1) * HALF
    assert judged(total, printed) == "rounding"
    assert judged(total - CENT, printed) == "broken"


def test_one_addend_is_its_total() -> None:
    """Two prints of one figure."""
    assert judged(Decimal("1.23"), [Decimal("1.23")]) == "exact"
    assert judged(Decimal("1.24"), [Decimal("1.23")]) == "broken"
