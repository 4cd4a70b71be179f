"""The unit that publishes, where nothing but the title of the whole names it."""

from __future__ import annotations

import pytest

from budgetlint.model.place import NOWHERE
from budgetlint.model.raw import Line, Section
from budgetlint.recognise.narrative import unit_in_title, unit_of


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("某某市教育局2026年部门预算", "某某市教育局"),
        ("某某市教育局关于2026年度部门预算公开", "某某市教育局"),
        ("2026年某某数据中心单位预算公开", "某某数据中心"),
        ("2026年部门预算", ""),
        ("关于2026年部门预算的说明", ""),
        ("某某市2026年部门预算", ""),
        ("2026年某某市某某区区级部门预算", ""),
        ("江苏省2018年度省级部门预算公开报表", ""),
    ],
)
def test_the_unit_that_a_title_names(title: str, unit: str) -> None:
    section = Section("封面", title, "", lambda _: NOWHERE, lambda _: NOWHERE)
    assert unit_in_title([section]) == unit


@pytest.mark.parametrize(("line", "unit"), [("部门：某某局", "某某局"), ("单位：万元", "")])
def test_money_is_no_unit_that_publishes(line: str, unit: str) -> None:
    assert unit_of([Line((line,), NOWHERE)]) == unit
