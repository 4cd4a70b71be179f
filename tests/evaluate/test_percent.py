"""Percentages as printed: what a share of 0 % stands for."""

from __future__ import annotations

import json

import pytest

from budgetlint.model.verdict import Verdict
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

EXACT, HABIT = (Verdict.EXACT, False), (Verdict.ROUNDING, False)
CUT_OFF, BROKEN = (Verdict.ROUNDING, True), (Verdict.BROKEN, False)

SHARES = [
    # amount, of 100,000; the share that is printed; how the two go together
    ("300.00", "0.30", EXACT),
    ("300.00", "0.3", EXACT),
    ("300.00", "0.0", BROKEN),  # no rounding gives 0 for 0.3
    ("300.00", "0", CUT_OFF),
    ("6.00", "0", HABIT),  # 0.006: one unit of the second place off
    ("4.00", "0", EXACT),  # 0.004
    ("4.00", "0.00", EXACT),
    ("1,300.00", "1", EXACT),  # other figures stand for half a unit of their last place
    ("1,600.00", "1", HABIT),
    ("2,600.00", "1", BROKEN),
]


@pytest.mark.parametrize(("amount", "share", "verdict"), SHARES)
def test_a_share(amount: str, share: str, verdict: tuple[Verdict, bool]) -> None:
    """Half a unit of the last place; but who prints 0 % means two places."""
    text = f"某某中心2026年总支出100,000.00万元，其中：\n基本支出{amount}万元，占总支出的{share}%。"
    section = {"section": "三", "title": "2026年支出预算情况说明", "text": text}
    data = {"unit": "某某中心", "profile": "cn-common", "tables": [], "narrative": [section]}
    raw = read("a.json", json.dumps(data).encode())
    outcomes = checker().kit_for(raw).outcomes(raw, None).rules
    (outcome,) = [outcome for outcome in outcomes if outcome.rule.code == "E1"]
    deviating = [(ratio.verdict, ratio.excused) for ratio in outcome.ratios]
    assert (deviating or [EXACT]) == [verdict]
    assert outcome.judged == 1
