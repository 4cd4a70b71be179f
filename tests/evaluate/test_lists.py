"""A sum over a list in prose accuses only where the list was read whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from budgetlint import FileReport

RULE = {
    "sum": """
[[rule]]
code = "X1"
kind = "linear"
open = true
check = "claims[总额].amount = sum(claims[@分项].amount)"
""",
    "share": """
[[rule]]
code = "X1"
kind = "ratio"
open = true
for = "claims[@分项]"
part = "amount"
whole = "sum(claims[@分项].amount)"
stated = "share"
""",
}
PHRASES = """
[pack]
name = "mine"
extends = "cn-common"

[phrases]
"总额" = "总额{amount}万元"
"分项" = ["{subject}类{amount}万元,占{share}%", "{subject}类{amount}万元"]
"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("lists")
    made = {}
    for name, rule in RULE.items():
        path = folder / f"{name}.toml"
        path.write_text(PHRASES + rule, encoding="utf-8")
        made[name] = str(path)
    return made


def report(pack: str, text: str) -> FileReport:
    section = {"section": "一", "title": "说明", "text": text}
    (file,) = budgetlint.check({"tables": [], "narrative": [section]}, pack).files
    return file


def verdict(file: FileReport) -> str:
    if any(r.code == "X1" for f in file.findings for r in f.relations):
        return "error"
    if any(rule.code == "X1" for rule in file.coverage.not_checked):
        return "not checked"
    return "holds"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总额120.50万元。甲类100.00万元，乙类20.50万元。", "holds"),
        ("总额120.50万元。甲类100.00万元，乙类20.05万元。", "error"),  # digits changed places
        ("总额120.50万元。甲类100.00万元，乙类26.50万元。", "error"),  # one digit
        ("总额210.50万元。甲类100.00万元，乙类20.50万元。", "error"),  # in the total
        ("总额120.50万元。甲类100.00万元，乙类20.5万元，丙类0.70万元。", "not checked"),
        ("总额120.50万元。甲类100.00万元。", "not checked"),  # a part is left out
        ("总额120.50万元。甲类100.00万元，乙类20.50万元，丙类120.50万元。", "not checked"),
    ],
)
def test_a_sum(packs: dict[str, str], text: str, expected: str) -> None:
    assert verdict(report(packs["sum"], text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲类60.00万元，占60%，乙类40.00万元，占40%。", "holds"),
        ("甲类60.00万元，占62%，乙类40.00万元，占38%。", "error"),  # whole: the shares make 100
        ("甲类60.00万元，占66%，乙类40.00万元，占40%。", "error"),  # one digit of a share
        ("甲类60.00万元，占31%，乙类40.00万元，占21%。", "not checked"),  # others were not read
    ],
)
def test_shares_of_a_list(packs: dict[str, str], text: str, expected: str) -> None:
    assert verdict(report(packs["share"], text)) == expected


def test_the_reason_is_said_once(packs: dict[str, str]) -> None:
    file = report(packs["sum"], "总额120.50万元。甲类100.00万元。")
    (said,) = [rule for rule in file.coverage.not_checked if rule.code == "X1"]
    assert "没有列全" in said.reason.zh
    assert "by hand" in said.reason.en
