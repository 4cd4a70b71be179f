"""Figures with their coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.facts import TableFact, by_reason, facts_of
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
Sheet = Sequence[Sequence[str]]


def facts(*sheets: Sheet) -> Mapping[str, TableFact]:
    """The facts of tables in which no figure is printed twice, by their figures."""
    grids = [Grid(f"#{n}", sheet, lambda _r, _c: Place("a")) for n, sheet in enumerate(sheets)]
    raw = RawDocument("a", unit="某某局", grids=tuple(grids))
    return {fact.text: fact for fact in facts_of(KIT.recognise(raw), KIT.layouts[0].vocabulary)}


def test_title_header_and_code_give_coordinates() -> None:
    found = facts(
        [
            ["一般公共预算支出表"],
            ["单位：万元"],
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
            ["20101", "人大事务", "3.01", "1.01", "2.02"],
            ["", "合计", "3.10", "1.10", "2.10"],
        ]
    )
    assert {text: fact.why for text, fact in found.items()} == dict.fromkeys(found, "")
    at = {**found["2.02"].coordinates}
    assert at == {"flow": "expenditure", "source": "general", "nature": "project",
                  "function": "20101"}  # fmt: skip
    assert found["1.10"].coordinates["role"] == "total"
    assert "nature" not in found["3.01"].coordinates, "not said is not all"


def test_the_side_and_the_outline_of_a_balance() -> None:
    found = facts(
        [
            ["收支总表"],
            ["收入", "", "支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", "5.00", "一、一般公共服务支出", "4.00"],
            ["二、事业收入", "1.00", "二、教育支出", "2.00"],
            ["收入总计", "6.00", "支出总计", "6.01"],
        ]
    )
    assert found["5.00"].coordinates["source"] == "general"
    assert found["1.00"].coordinates["source"] == "career"
    assert {found[n].coordinates["flow"] for n in ("5.00", "1.00", "6.00")} == {"income"}
    assert {found[n].coordinates["flow"] for n in ("4.00", "2.00", "6.01")} == {"expenditure"}
    assert found["2.00"].coordinates["function"] == "205"


def test_names_of_levels_in_columns_of_their_own() -> None:
    found = facts(
        [
            ["政府采购支出预算表"],
            ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
            ["合计", "", "", "", "", "9.00"],
            ["一、货物A", "", "", "", "", "9.01"],
            ["", "某某业务费", "办公设备购置", "", "", "9.02"],
            ["", "", "", "服务器", "分散自行组织", "5.00"],
            ["", "", "", "打印机", "分散自行组织", "4.00"],
            ["", "", "", "", "部门集中采购", "0.02"],
        ]
    )
    assert not by_reason(iter(found.values()))
    assert found["5.00"].coordinates["item"].endswith("服务器")
    assert found["0.02"].coordinates["item"].endswith("打印机")


FORM = [
    ["财政项目支出绩效目标申报表"],
    ["项目资金（元）", "年度资金总额", "4,100.00", "其中：财政拨款", "4,000.00"],
    ["", "", "", "其他资金", "100.00"],
]


def test_the_fields_of_a_form() -> None:
    found = facts(FORM)
    assert found["4,000.00"].coordinates["source"] == "fiscal"
    assert {fact.why for fact in found.values()} == {""}


def test_what_is_not_understood_is_said() -> None:
    header = ["科目编码", "科目名称", "合计", "甲乙丙"]
    rows = [["201", "一般公共服务支出", "3.00", "1.00"], ["", "合计", "3.10", "1.10"]]
    found = facts([["支出总表"], header, *rows])
    assert (found["1.00"].why, found["1.00"].left) == ("column", ("甲乙丙",))
    assert found["3.00"].why == ""


@pytest.mark.parametrize("title", ["某某明细", "甲乙丙丁表"])
def test_a_table_that_nobody_knows(title: str) -> None:
    found = facts([[title], ["甲", "乙"], ["丙", "1.00"], ["丁", "2.00"]])
    assert {(fact.why, fact.left) for fact in found.values()} == {("table", (title,))}
