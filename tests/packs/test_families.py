"""Families and views: what rules share is said once, and each is a rule of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetlint.model.errors import RuleError
from budgetlint.model.rule import Rule
from budgetlint.tasks.check import checker

HEAD = """\
[pack]
name = "mine"
extends = "cn-common"

[family.alike]
kind = "rollup"
severity = "warning"
name = { zh = "{tables} 汇总", en = "{tables} add up" }
why = { zh = "理由", en = "the reason" }

"""


def rules(text: str, folder: Path) -> dict[str, Rule]:
    path = folder / "mine.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return {rule.code: rule for rule in checker().packs.load(str(path)).pack.rules}


def test_a_view_has_the_fields_of_its_family_and_its_own(tmp_path: Path) -> None:
    made = rules(
        """
[view.alike]
Z2 = ["expenditure", "revenue"]
Z10 = { table = "revenue", severity = "info", message = "不对：{tables}" }
""",
        tmp_path,
    )
    assert [code for code in made if code.startswith("Z")] == ["Z2", "Z10"]
    two, ten = made["Z2"], made["Z10"]
    assert (two.name.zh, two.name.en) == ("表3、表2 汇总", "Tables 3, 2 add up")
    assert (two.severity, ten.severity) == ("warning", "info")
    assert (two.message.zh, two.message.en) == (
        "不符合：表3、表2 汇总",
        "does not hold: Tables 3, 2 add up",
    )
    assert (ten.name.en, ten.message.zh) == ("Table 2 add up", "不对：表2")
    assert two.why.en == ten.why.en == "the reason"


def test_every_kind_and_every_inherited_family_may_be_used(tmp_path: Path) -> None:
    made = rules(
        """
[view.rollup.Z1]
table = "revenue"
columns = ["总计"]

[view.columns-add-up]
Z3 = { for = "expenditure[*]", check = "合计 = 基本支出 + 项目支出 + 上缴上级支出 + 经营支出" }

[change.Z3]
severity = "info"

[change]
A4 = { enabled = false }
""",
        tmp_path,
    )
    assert made["Z1"].name.zh == "Z1"
    assert made["Z3"].name.zh == "表3 每行：合计 = 基本支出 + 项目支出 + 上缴上级支出 + …"
    assert made["Z3"].severity == "info"
    assert not made["A4"].enabled


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("[view.none]\nZ1 = 'revenue'\n", 11, "none"),
        ("[view.alike]\nZ1 = 'revenue'\nZ2 = 3\n", 13, "table"),
        ("[view.alike.Z1]\ntable = 'revenue'\nsort = 1\n", 13, "sort"),
        ("[view.alike]\nZ1 = 'nothing'\n", 12, "nothing"),
        ("[view.alike]\nA3 = 'revenue'\n", 12, "A3"),
        ("[family.other]\nkind = 'sums'\n", 12, "sums"),
        ("[family.other]\nkind = 'rollup'\nsort = 1\n", 13, "sort"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, found: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as raised:
        rules(text, tmp_path)
    (problem,) = raised.value.problems
    assert (problem.place.line, found in problem.found.zh) == (line, True)


def test_an_equation_is_said_in_the_words_of_its_tables(tmp_path: Path) -> None:
    made = rules(
        """
[view.same-figure]
Z1 = "income-expenditure.收入[总计] = revenue[总计].总计"
Z2 = "general-budget[总计].基本支出 >= basic-expenditure[30217?].合计"
Z3 = ["expenditure[总计].合计 = revenue[总计].总计", "expenditure[总计].合计 >= 0"]

[view.same-code]
Z4 = "fiscal-appropriation.支出[$code].一般公共预算 = general-budget[$code@类].合计"
""",
        tmp_path,
    )
    assert [made[code].name.zh for code in ("Z1", "Z2", "Z3", "Z4")] == [
        "表1 收入 总计 = 表2 总计",
        "表5 基本支出 ≥ 表6 30217",
        "表3 总计 = 表2 总计，等 2 项",
        "表4 支出 各行 一般公共预算 = 表5 各类",
    ]
    assert made["Z4"].name.en == "Table 4 支出 each row 一般公共预算 = table 5 each 类"
    assert made["Z1"].message.zh == "两张表不一致：表1 收入 总计 = 表2 总计"
