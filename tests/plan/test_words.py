"""Rules on words: what they ask of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import BASE

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
