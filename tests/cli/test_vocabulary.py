"""`budgetlint vocabulary PHRASE`: how phrases are understood, as somebody types them."""

from __future__ import annotations

import pytest

from budgetlint.cli.vocabulary_command import vocabulary_command

UNDERSTOOD = {
    "一般公共预算财政拨款基本支出决算表": "source=general, nature=basic, stage=final",
    "2024年部门收支总表": "year=2024, flow=both",
    "表六 一般公共预算支出": "source=general, flow=expenditure",
    "其中：财政拨款": "role=of-which, source=fiscal",
    "比上年增减": "year=previous, measure=change",
    "一般公共预算/基本支出/人员经费": "source=general, nature=staff",
    "某某市财政局2025年度部门预算": "entity=某某市财政局, year=2025, stage=budget",
    "201": "function=201",
    "2010101 行政运行": "function=2010101",
    "30201": "economy=30201",
    "30201 办公费": "economy=30201",
}
LEFT = {
    "甲乙丙支出表": "甲乙丙",
    "2010101 甲乙": "甲乙",
    "20101010": "20101010",
    "=1+1": "=1+1",
    "支" * 300: "支",
}


@pytest.mark.parametrize("phrase", UNDERSTOOD)
def test_a_phrase_is_understood(phrase: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert vocabulary_command([phrase], None, "en") == 0
    out = capsys.readouterr().out
    assert f"together  {UNDERSTOOD[phrase]}\n" in out
    assert "every character is accounted for" in out


@pytest.mark.parametrize("phrase", LEFT)
def test_what_is_not_accounted_for_is_shown(
    phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vocabulary_command([phrase], None, "en") == 1
    assert f"left over: {LEFT[phrase]}" in capsys.readouterr().out
