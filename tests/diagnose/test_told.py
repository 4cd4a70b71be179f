"""Causes in prose: what no sentence says, and what is no repair."""

from __future__ import annotations

import budgetlint
from budgetlint.report.finding import Finding

PARTS = (
    "2023年“三公”经费支出决算中，因公出国（境）费支出0万元，占0%；"
    "公务用车购置及运行维护费支出1.4万元，占0.02%；公务接待费支出0.28万元，占0.95%。"
)


def told(text: str) -> list[Finding]:
    section = {"section": "一", "title": "决算情况说明", "text": text}
    data = {"tables": [], "narrative": [section], "profile": "cn-common", "year": 2023}
    return [f for f in budgetlint.check(data).files[0].findings if f.severity != "info"]


def test_shares_of_nothing_are_no_repair() -> None:
    """Two amounts that were 0 would leave nothing to take shares of; nor does anybody write a
    sentence around a figure that is not there."""
    (finding,) = told(PARTS)
    sets = [finding.suspects, *finding.alternatives]
    rights = [{one.cell.address.zh.rpartition(" ")[2]: one.right for one in each} for each in sets]
    assert not any(set(found.values()) <= {"0.00", "0"} for found in rights)
    assert all(not one.slip.en for each in sets for one in each)


def test_the_middle_of_what_would_do_is_likeliest() -> None:
    """1.40 of 1.68 is 83.33 %: between 82.29 and 84.39 it is what rounding has least to hide in."""
    (finding,) = told(PARTS)
    pairs = [{one.right for one in each} for each in (finding.suspects, *finding.alternatives)]
    assert {"83.34", "16.67"} in pairs
