"""Lists that mark none of their rows: which are parts of which, by words, indents and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker

Items = Mapping[str, str]
SPENT = ["一般公共服务支出", "支出总计"]


def report_on(items: Items, title: str = "部门收支总表") -> FileReport:
    """The items as the income side of a table; its last amount is also that of expenditure."""
    items = {name: f"{figure}.00" if figure else "" for name, figure in items.items()}
    total = [*items.values()][-1]
    sides = [*[["", ""]] * (len(items) - 2), *([name, total] for name in SPENT)]
    body = [[*item, *side] for item, side in zip(items.items(), sides, strict=True)]
    head = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    rows = [[title, "", "", ""], ["", "", "", "单位：万元"], *head, *body]
    grid = Grid("#1", rows, lambda r, c: Place("a", line=r + 1, column=c + 1))
    raw = RawDocument("a", unit="某某局", year=2026, grids=(grid,))
    return checker("cn-common").report(raw)


def errors(items: Items) -> list[str]:
    return [f.code for f in report_on(items).findings if f.severity == "error"]


def is_in_doubt(items: Items) -> bool:
    """Whether the report says that nobody can tell what stands beside each other."""
    return any("并列" in each.reason.zh for each in report_on(items).coverage.not_checked)


FISCAL = {"财政拨款": "7", "一般公共预算": "4", "政府性基金预算": "3", "国有资本经营预算": ""}
RIGHT: Sequence[Items] = (
    {**FISCAL, "单位资金": "2", "收入总计": "9"},
    {"单位资金": "3", "事业收入": "2", "其他收入": "1", "上年结转": "2", "总计": "5"},
    {"单位资金": "3", "事业收入": "2", "上年结转": "2", "总计": "5"},
    {"单位资金": "3", "事业收入": "2", "上年结转": "2", "总计": "7"},
    {"经费拨款": "4", "单位资金": "3", "上年结转": "5", "经费拨款 ": "1", "单位资金 ": "4",
     "总计": "12"},
    {"经费拨款": "4", "上年结转": "5", "　单位资金": "4", "　经费拨款": "1", "收入总计": "9"},
    {"财政拨款": "4", "经费拨款": "4", "本年收入合计": "4", "上年结转": "3", "财政拨款结转": "1",
     "单位资金结转": "2", "收入总计": "7"},
    {"一、经费拨款": "4", "本年收入合计": "4", "二、上年结转": "3", "其中：财政拨款结转": "1",
     "单位资金结转": "2", "收入总计": "7"},
    {"预算安排": "4", "经费拨款": "3", "非税收入": "1", "上年结转": "2", "总计": "6"},
)  # fmt: skip


@pytest.mark.parametrize("items", RIGHT)
def test_figures_tell_what_is_nested(items: Items) -> None:
    assert not errors(items)
    assert not is_in_doubt(items)


@pytest.mark.parametrize("part", ["一般公共预算", "单位资金", "收入总计"])
def test_where_words_are_plain_a_wrong_figure_is_found(part: str) -> None:
    assert errors({**RIGHT[0], part: "5"})


def test_a_part_is_no_more_than_what_it_is_a_part_of() -> None:
    assert errors({"单位资金": "3", "事业收入": "4", "上年结转": "2", "总计": "5"})


def test_where_no_reading_holds_it_is_said_and_no_error() -> None:
    items = {"单位资金": "3", "事业收入": "2", "上年结转": "2", "总计": "6"}
    assert not errors(items)
    assert is_in_doubt(items)


def test_a_list_in_which_nothing_is_nested_is_summed_up() -> None:
    items = {"经费拨款": "3", "经营收入": "2", "上年结转": "2", "总计": "7"}
    assert not errors(items)
    assert errors({**items, "总计": "6"})


def test_a_wrong_part_of_a_row_that_no_word_nests_is_told_at_that_row() -> None:
    items = {"基本支出": "60", "工资福利支出": "40", "商品和服务支出": "20", "项目支出": "30"}
    right = {"财政拨款": "90", **items, "收入总计": "180"}
    assert not errors({**right, "收入总计": "180"})
    found = report_on({**right, "商品和服务支出": "23"}).findings
    errors_at = [f.cells[0].row for f in found if f.severity == "error"]
    assert errors_at == ["基本支出"]
