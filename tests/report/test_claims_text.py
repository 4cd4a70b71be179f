"""What `claims` says of a narrative: in words, for readers."""

from __future__ import annotations

import pytest

from budgetlint.packs.claims import CLAIM_COLUMNS, CLAIM_TEXTS
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report.claims_text import write_claims
from budgetlint.tasks.check import checker

TEXT = "支出预算10.00万元，比上年增加1.00万元，增长11.11%，主要原因是人员增加。"


@pytest.mark.parametrize(
    ("lang", "found"),
    [
        ("zh", ["金额 10.00万元", "增减额 1.00万元", "增减率 11.11%", "原因 人员增加"]),
        ("en", ["amount 10.00万元", "change 1.00万元", "rate 11.11%", "reason 人员增加"]),
    ],
)
def test_figures_and_words_go_by_what_they_are(lang: str, found: list[str]) -> None:
    section = {"section": "一", "title": "支出", "text": TEXT}
    raw = read_mapping({"unit": "某中心", "year": 2026, "tables": [], "narrative": [section]})
    said = write_claims(checker().packs.load("cn-common").recognise(raw), lang)
    assert [part for part in found if part not in said] == []
    assert not [slot for slot in (*CLAIM_COLUMNS, *CLAIM_TEXTS) if f"{slot}=" in said]
