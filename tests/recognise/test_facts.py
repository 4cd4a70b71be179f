"""Figures with their coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.facts import PrintedFact, by_reason, facts_of
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
Sheet = Sequence[Sequence[str]]


def facts(*sheets: Sheet) -> Mapping[str, PrintedFact]:
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


def test_what_follows_the_total_is_no_part_of_what_stood_above_it() -> None:
    found = facts(
        [
            ["收支总表"],
            ["收入", "", "支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            ["一、财政拨款收入", "5.00", "一、教育支出", "4.00"],
            ["二、其他收入", "1.00", "二、其他支出", "3.50"],
            ["其中：捐赠收入", "0.50", "", ""],
            ["本年收入合计", "6.00", "本年支出合计", "7.50"],
            ["上年结转", "2.00", "结转下年", "0.51"],
            ["收入总计", "8.00", "支出总计", "8.01"],
        ]
    )
    assert found["6.00"].coordinates["vintage"] == "this-year"
    assert found["7.50"].coordinates["vintage"] == "this-year"
    assert found["2.00"].coordinates.items() >= {"vintage": "carried-in"}.items()
    assert all("source" not in found[text].coordinates for text in ("6.00", "2.00", "8.00"))
    assert "vintage" not in found["8.00"].coordinates
    assert found["0.50"].coordinates["source"] == "donation"


def test_a_title_that_names_several_matters_says_nothing_of_each_column() -> None:
    found = facts(
        [
            ["“三公”经费、会议费、培训费支出预算表"],
            ["合计", "“三公”经费", "", "", "", "", "会议费", "培训费"],
            ["", "小计", "因公出国（境）费", "公务用车购置及运行费", "", "公务接待费", "", ""],
            ["", "", "", "公务用车购置费", "公务用车运行费", "", "", ""],
            ["9.00", "6.00", "1.00", "2.00", "0", "3.00", "2.50", "0.50"],
        ]
    )
    assert "matter" not in found["3.00"].coordinates
    assert found["3.00"].coordinates["sangong"] == "reception"
    assert "sangong" not in found["2.50"].coordinates
    assert found["2.50"].coordinates["matter"] == "meetings"
    assert found["9.00"].coordinates.items() >= {"sangong": "total"}.items()
    assert found["0"].coordinates["sangong"] == "running", "0 is a figure as 0.00 is"


def test_a_name_is_a_code_in_the_column_of_its_chart_only() -> None:
    found = facts(
        [
            ["政府采购支出预算表"],
            ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
            ["合计", "", "", "", "", "9.00"],
            ["一、货物A", "", "", "", "", "3.00"],
            ["", "会务经费", "会议费", "", "", "3.01"],
            ["", "", "", "PC服务器", "分散自行组织", "3.02"],
            ["三、服务C", "", "", "", "", "6.00"],
            ["", "车辆经费", "公务用车运行维护费", "", "", "6.01"],
            ["", "", "", "车辆维修和保养服务", "分散自行组织", "6.02"],
        ]
    )
    at = {text: {**fact.coordinates} for text, fact in found.items()}
    assert at["3.01"].items() >= {"matter": "goods", "economy": "30215"}.items()
    assert at["3.02"].items() >= {"matter": "goods", "item": "会务经费/PC服务器"}.items()
    assert at["6.02"].items() >= {"matter": "services", "economy": "30231"}.items()
    assert not {"sangong", "measure"} & at["6.02"].keys()


def test_the_indicators_of_a_form() -> None:
    found = facts(
        [
            ["基础研究项目绩效目标表"],
            ["项目名称", "", "基础研究项目", "", "联系电话", "13800000000"],
            ["项目资金", "", "年度资金总额", "", "41.00", ""],
            ["", "", "上年结转", "", "0", ""],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值（90）"],
            ["", "产出指标", "数量指标", "培训人次", "≥250人次", "15"],
            ["", "", "", "新增课程", "12门", "2.5"],
            ["", "满意度指标", "服务对象满意度", "学员满意度", "95%", "10"],
        ]
    )
    assert {fact.why for fact in found.values()} == {""}
    assert found["41.00"].coordinates == {"matter": "performance", "measure": "amount",
                                          "item": "年度资金总额"}  # fmt: skip
    assert found["0"].coordinates["vintage"] == "carried-in"
    assert found["2.5"].coordinates == {"matter": "performance", "measure": "score",
                                        "item": "新增课程"}  # fmt: skip
    assert found["≥250人次"].coordinates["item"] == "培训人次"
    assert found["95%"].coordinates["item"] == "学员满意度"
    assert "13800000000" not in found, "somebody's number is no figure"


def test_a_header_goes_on_below_a_blank_row() -> None:
    found = facts(
        [
            ["财政拨款“三公”经费支出决算表"],
            ["合计", "", "因公出国（境）费", "", "公务接待费", ""],
            ["", "", "", "", "", ""],
            ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数"],
            ["0.95", "0.90", "", "", "0.96", "0.91"],
        ]
    )
    assert found["0.96"].coordinates["stage"] == "budget"
    assert found["0.91"].coordinates["stage"] == "final"


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
