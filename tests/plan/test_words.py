"""Rules on words: what they ask of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import BASE

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
RULE = """
[[rule]]
code = "W1"
kind = "text"
in = "tables.title"
require = {words}
message = "表名里缺字"
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["支出"], []),
        (["收入", "支出"], []),  # one of them will do
        (["支出", "收入"], []),
        (["收入"], ["W1"]),
        (["收入", "结转"], ["W1"]),
    ],
)
def test_one_of_the_words_is_required(words: list[str], found: list[str], tmp_path: Path) -> None:
    rules = (BASE / "rules.toml").read_text(encoding="utf-8")
    asked = RULE.format(words=json.dumps(words, ensure_ascii=False))
    (tmp_path / "rules.toml").write_text(rules + asked, encoding="utf-8")
    report = budgetlint.check(BASE / "budget.json", str(tmp_path / "rules.toml"))
    assert [finding.code for finding in report.findings] == found
    assert report.problems == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年一般公共预算支出10.00万元，比2025年增加1万元。", ["error"]),
        ("2024年度部门预算10.00万元。", ["error"]),
        ("2026年收入10.00万元，2024年收入9.00万元。", ["warning"]),
        ("2019年3月迁址，支出10.00万元。", ["warning"]),
        ("本单位2019年成立，2026年安排20.00万元。", []),
        ("2021—2023年共安排30.00万元。", []),
        ("2023年和2024年分别安排2.00万元、3.00万元。", []),
        ("2017年迁址。2026年安排10.00万元。", []),
    ],
)
def test_a_year_is_an_error_only_where_it_plainly_means_this_one(
    text: str, found: list[str]
) -> None:
    """History, spans of years and other years beside this one are questions at most."""
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["narrative"] = [{"section": "一", "title": "收入", "text": text}]
    (report,) = budgetlint.check(data).files
    assert [f.severity for f in report.findings if f.code == "K2"] == found
