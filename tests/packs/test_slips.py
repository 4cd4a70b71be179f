"""Slips are data: a pack may add its own, and faults in them are said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.rule import SLIP_KINDS
from budgetlint.tasks.check import checker

PACK = """
[pack]
name = "mine"
extends = "cn-common"

[slip.thousand]
kind = "factor"
factors = ["1000"]
measure = "money"
name = { zh = "千元与元混淆", en = "千元 and 元 were confused" }
"""


def packed(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_kind_is_used_by_a_shipped_slip() -> None:
    assert {slip.kind for slip in checker().packs.load("cn-common").pack.slips} == set(SLIP_KINDS)


def test_every_slip_has_a_name_in_two_languages() -> None:
    for slip in checker().packs.load("cn-common").pack.slips:
        assert any("一" <= char <= "鿿" for char in slip.name.zh), slip.code
        assert slip.name.en.isprintable()
        assert slip.name.en != slip.name.zh


def test_a_slip_of_one_s_own(tmp_path: Path) -> None:
    rows = [
        ["201", "一般公共服务支出", "3,000.00", "1,000.00", "2,000.00"],
        ["20141", "数据事务", "3,000.00", "1,000.00", "2,000.00"],
        ["", "总计", "3,000,000.00", "1,000.00", "2,000.00"],
    ]
    columns = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    table = {"id": "expenditure", "money": "万元", "columns": columns, "rows": rows}
    findings = budgetlint.check({"tables": [table]}, packed(tmp_path, PACK)).findings
    (found,) = [finding for finding in findings if finding.suspects]
    assert [suspect.slip_code for suspect in found.suspects] == ["thousand"]


FAULTS = {
    'kind = "factor"': ('kind = "factory"', "factory"),
    'factors = ["1000"]': ('factors = ["x"]', "x"),
    "[slip.thousand]\n": ("[slip.thousand]\nweight = 9\n", "9"),
    'measure = "money"': ('measure = "weight"', "weight"),
    'kind = "factor"\n': ("", "thousand"),
}


@pytest.mark.parametrize("right", FAULTS)
def test_faults(tmp_path: Path, right: str) -> None:
    wrong, word = FAULTS[right]
    with pytest.raises(budgetlint.RuleError) as caught:
        checker().packs.load(packed(tmp_path, PACK.replace(right, wrong)))
    (problem,) = caught.value.problems
    assert problem.place.line > 0
    assert word in problem.found.en + problem.expected.en
