"""Rows without a number that belong to no row above them, and headers and titles in other marks."""

from __future__ import annotations

import pytest

from budgetlint.recognise.apart import apart_of, sums_said
from budgetlint.recognise.headers import header_paths
from budgetlint.recognise.titles import titled, unquoted
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
VOCABULARY = KIT.layouts[0].vocabulary


@pytest.mark.parametrize(
    ("labels", "apart"),
    [
        # What is carried on is no class, and no part of the class above it.
        (["一、一般公共服务支出", "二十、住房保障支出", "结转下年"], ("结转下年",)),
        (["一、财政拨款收入", "一般公共预算拨款收入", "二、上年结转"], ()),
        # 其中 ends where the words say what the row above is not.
        (
            ["财政拨款", "其中：一般公共预算", "政府性基金预算", "财政专户管理资金", "单位资金"],
            ("财政专户管理资金",),
        ),
        (["财政拨款", "其中：一般公共预算", "政府性基金预算", "国有资本经营预算"], ()),
        (["一、单位资金", "其中：事业收入", "经营收入", "二、上年结转"], ()),
        (["基本支出", "其中：人员经费", "公用经费", "项目支出"], ("项目支出",)),
        # But what has no number where others have is a part of the one above.
        (["（一）一般公共预算", "其中：经费拨款", "非税收入拨款", "（二）政府性基金预算"], ()),
    ],
)
def test_rows_apart(labels: list[str], apart: tuple[str, ...]) -> None:
    assert apart_of(VOCABULARY, labels) == apart


def test_subtotals_are_those_of_a_side() -> None:
    labels = ["（一）财政拨款收入", "小计", "收入小计", "（二）上年结转", "总计"]
    said = sums_said(VOCABULARY, labels)
    assert (list(said.totals), said.subtotals) == (["总计"], ("收入小计",))
    # Whatever a place calls the sum of the year; but not where it is an item of a list.
    assert sums_said(VOCABULARY, ["一、本年收入", "本年收入总和"]).subtotals == ("本年收入总和",)


def test_lists_below_each_other_end_with_their_totals() -> None:
    below = ["一、财政拨款", "本年收入合计", "收入总计", "一、基本支出", "本年支出合计", "支出总计"]
    said = sums_said(VOCABULARY, below)
    assert (said.ends, said.total("收入总计")) == (("收入总计", "支出总计"), "支出总计")
    in_front = ["收入总计", "一、财政拨款", "支出总计", "一、基本支出"]
    assert sums_said(VOCABULARY, in_front).ends == ()
    assert sums_said(VOCABULARY, below[:3]).ends == ()


def test_one_subtotal_at_an_end_is_that_of_the_side() -> None:
    behind = ["一、教育支出", "二、卫生健康支出", "小计", "结转下年", "合计"]
    said = sums_said(VOCABULARY, behind)
    assert (said.subtotals, said.carried, said.total("合计")) == (("小计",), ("结转下年",), "合计")
    between = ["一、教育支出", "小计", "二、卫生健康支出", "合计"]
    assert sums_said(VOCABULARY, between).subtotals == ()


def test_the_widest_sum_is_the_total() -> None:
    said = sums_said(VOCABULARY, ["支出总计", "本年支出", "支出合计", "上年结转合计"])
    assert said.total("支出合计") == said.total("") == "支出总计"
    assert said.total("收支总计") == "收支总计", "a name that only its layout knows"
    assert "上年结转合计" not in said.totals


@pytest.mark.parametrize(
    ("printed", "plain", "layout"),
    [
        ("《收支预算总表》", "收支预算总表", "income-expenditure"),
        ("1.《财政拨款收支总表》", "1.财政拨款收支总表", "fiscal-appropriation"),
        ("《部门收入总表》说明", "《部门收入总表》说明", None),
    ],
)
def test_titles_in_their_marks(printed: str, plain: str, layout: str | None) -> None:
    found = titled(printed, KIT.layouts.titles)
    assert unquoted(printed) == plain
    assert (found and found.id) == layout


def test_a_row_that_numbers_the_columns_names_those_of_codes() -> None:
    rows = [["编码", "", "", "名称", "合计"], ["类", "款", "项", "栏次", "1"]]
    assert header_paths(rows) == ("编码/类", "编码/款", "编码/项", "名称", "合计")
    # Figures of a first row are none.
    rows[1] = ["类", "款", "项", "栏次", "12.50"]
    assert header_paths(rows)[-1] == "合计/12.50"
