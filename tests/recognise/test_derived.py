"""Columns of rates and changes: what they are derived from."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report.finding import shown
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
HEADER = ["项目", "上年预算数", "上年执行数", "本年预算数", "增减%"]
ROWS = [
    ["因公出国（境）费", "3.00", "2.50", "2.00", "-20.00"],
    ["公务用车购置费", "8.00", "6.00", "9.00", "50.00"],
    ["公务用车运行费", "7.00", "5.00", "6.00", "20.00"],
    ["公务接待费", "4.00", "5.00", "4.00", "-20.00"],
    ["会议费", "1.00", "0.80", "1.00", "25.00"],
    ["培训费", "2.00", "1.60", "2.00", "25.00"],
]
TITLE = "“三公”经费、会议费、培训费支出预算表"


def raw_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> RawDocument:
    grid = Grid("#1", [[TITLE], header, *rows], lambda r, c: Place("a", line=r + 1, column=c + 1))
    return RawDocument("a", unit="某某局", year=2024, grids=(grid,))


def readings(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, str, bool]]:
    """What the columns are derived from, and whether that is sure."""
    tables = KIT.recognise(raw_of(header, rows)).tables.values()
    found = [d for table in tables for side in table.sides for d in side.where.derived]
    return [(d.part, d.whole, d.sure) for d in found]


def test_of_two_bases_the_figures_choose() -> None:
    assert readings(HEADER, ROWS) == [("本年预算数", "上年执行数", True)]


def test_one_wrong_rate_does_not_choose_the_other_base() -> None:
    wrong = [[*ROWS[0][:4], "-33.33"], *ROWS[1:], ["公务用车费", "9.00", "8.00", "8.00", "0.00"]]
    assert readings(HEADER, wrong) == [("本年预算数", "上年执行数", True)]
    report = checker("cn-common").report(raw_of(HEADER, wrong))
    assert [f.cells[0].value for f in report.findings if f.code == "Y4"] == ["-33.33"]


def test_too_few_rows_choose_nothing_and_that_is_said() -> None:
    assert [sure for _, _, sure in readings(HEADER, ROWS[:1])] == [False]
    report = checker("cn-common").report(raw_of(HEADER, ROWS[:1]))
    assert "Y4" not in {finding.code for finding in report.findings}
    assert "Y4" in {each.code for each in report.coverage.not_checked}


def test_a_reading_is_ahead_of_others_by_two_rows() -> None:
    alike = ["公务接待费", "4.00", "4.00", "4.00", "0.00"]
    assert [sure for _, _, sure in readings(HEADER, [*ROWS[:2], alike])] == [True]
    assert [sure for _, _, sure in readings(HEADER, [*ROWS[:1], alike])] == [False]


def test_words_name_the_base() -> None:
    header = [*HEADER[:4], "比上年执行数增减%"]
    assert readings(header, ROWS[:3]) == [("本年预算数", "上年执行数", True)]


def test_completion_is_over_the_budget_of_its_own_year() -> None:
    header = ["项目", "上年决算数", "年初预算数", "决算数", "完成年初预算%"]
    rows = [
        ["因公出国（境）费", "3.00", "2.00", "1.00", "50.00"],
        ["公务接待费", "4.00", "5.00", "4.00", "80.00"],
    ]
    assert readings(header, rows) == [("决算数", "年初预算数", True)]


def test_a_rate_without_figures_comes_from_nothing() -> None:
    assert readings(HEADER, [[*row[:4], ""] for row in ROWS]) == []


def test_a_share_may_be_over_a_column_of_its_row() -> None:
    header = ["项目", "支出合计", "其中：项目支出", "项目支出占比%"]
    rows = [
        ["甲项业务", "10.00", "4.00", "40.00"],
        ["乙项业务", "20.00", "5.00", "25.00"],
        ["丙项业务", "30.00", "15.00", "50.00"],
        ["丁项业务", "40.00", "0.00", "0.00"],
        ["合计", "100.00", "24.00", "24.00"],
    ]
    sheet = [["部门支出预算情况表"], ["单位：万元"], header, *rows]
    grid = Grid("#1", sheet, lambda *_: Place("a"))
    raw = RawDocument("a", unit="某某局", year=2024, grids=(grid,))
    (table,) = KIT.recognise(raw).tables.values()
    (found,) = table.sides[0].where.derived
    assert (found.part, found.whole, found.sure) == ("其中:项目支出", "支出合计", True)
    assert not checker("cn-common").report(raw).findings


def shares(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, str, bool]]:
    """What the columns of shares of a table by codes are over, whether that is at its total."""
    sheet = [["2026年部门支出预算总表"], ["单位：万元"], header, *rows]
    grid = Grid("#1", sheet, lambda r, c: Place("a", line=r + 1, column=c + 1))
    raw = RawDocument("a", unit="某某局", year=2026, grids=(grid,))
    assert not checker("cn-common").report(raw).findings
    (table,) = KIT.recognise(raw).tables.values()
    return [(d.part, d.whole, d.at_total) for d in table.sides[0].where.derived if d.sure]


@pytest.mark.parametrize(
    ("part", "rates", "at_total"),
    [
        ("项目支出", ("25.00", "50.00", "0.00", "20.00"), False),
        ("基本支出", ("30.00", "10.00", "40.00", "80.00"), True),
    ],
)
def test_a_share_in_a_table_by_codes_is_over_the_whole_of_its_row_or_the_total_of_that(
    part: str,
    rates: Sequence[str],
    at_total: bool,  # noqa: FBT001
) -> None:
    header = ["科目编码", "科目名称", "支出预算", "基本支出", "项目支出", f"{part}占比（%）"]
    rows = [
        ["201", "一般公共服务支出", "8.00", "6.00", "2.00"],
        ["205", "教育支出", "4.00", "2.00", "2.00"],
        ["210", "卫生健康支出", "8.00", "8.00", "0.00"],
        ["", "合计", "20.00", "16.00", "4.00"],
    ]
    printed = [[*row, rate] for row, rate in zip(rows, rates, strict=True)]
    assert shares(header, printed) == [(part, "合计", at_total)]


BOUGHT = ["采购项目", "数量", "单价", "金额"]
GOODS = [
    ["台式计算机", "10", "0.55", "5.50"],
    ["打印机", "6", "0.20", "1.20"],
    ["档案柜", "3", "0.33", "1.00"],
    ["合计", "19", "1.08", "7.70"],
]


def bought(rows: Sequence[Sequence[str]], header: Sequence[str] = BOUGHT) -> RawDocument:
    sheet = [["政府采购预算表"], ["单位：万元"], header, *rows]
    return RawDocument(
        "a", grids=(Grid("#1", sheet, lambda r, c: Place("a", line=r + 1, column=c + 1)),)
    )


def wrong(raw: RawDocument) -> list[tuple[str, str, str]]:
    """What is wrong of prices: what is printed, what was found, and what it should be."""
    found = checker("cn-common").report(raw).findings
    return [(f.cells[0].value, f.found.en, shown(f).expected) for f in found if f.code == "Y11"]


def test_a_price_is_the_amount_over_the_count() -> None:
    """Within half a unit of the last place of each; the sum of prices is none."""
    assert wrong(bought(GOODS)) == []
    slip = [["台式计算机", "10", "0.65", "5.50"], *GOODS[1:]]
    assert wrong(bought(slip)) == [("0.65", "0.65", "0.5495 … 0.5505")]


def test_a_price_in_another_unit() -> None:
    """As its header says; or, where it does not, as two rows more than any other reading do."""
    in_yuan = [["台式计算机", "10", "5,500", "5.50"], ["打印机", "6", "2,000", "1.20"],
               ["档案柜", "3", "3,333.33", "1.10"]]  # fmt: skip
    for price in ("单价", "单价（元）"):
        found = wrong(bought(in_yuan, ["采购项目", "数量", price, "金额"]))
        assert [printed for printed, *_ in found] == ["3,333.33"]


def test_one_row_tells_no_price() -> None:
    assert wrong(bought([["台式计算机", "10", "0.65", "5.50"], *GOODS[1:2]])) == []


def test_a_share_may_be_of_the_total_of_another_column() -> None:
    rows = [
        ["合计", "50.00", "30.00", "20.00", "60.00"],
        ["甲类", "20.00", "10.00", "10.00", "20.00"],
        ["乙类", "18.00", "12.00", "6.00", "24.00"],
        ["丙类", "12.00", "8.00", "4.00", "16.00"],
    ]
    tables = [[*rows[:2], [*rows[2][:4], last], rows[3]] for last in ("24.00", "26.00")]
    found = [checker("cn-common").report(_shares(table)).findings for table in tables]
    assert [[f.code for f in each if f.code != "K4"] for each in found] == [[], ["Y4"]]


def _shares(rows: Sequence[Sequence[str]]) -> RawDocument:
    below = ["", "", "基本支出", "项目支出", "基本支出"]
    raw = raw_of(["项目", "合计", "其中：", "", "占合计比重（%）"], [below, *rows])
    first = [["2024年部门支出预算表"], *raw.grids[0].rows[1:]]
    return raw._replace(grids=(raw.grids[0]._replace(rows=first),))


def test_percent_below_a_comparison_of_years_is_growth_and_is_not_added_up() -> None:
    header = ["项目", "上年预算数", "本年预算数", "本年比上年", ""]
    report = checker("cn-common").report(raw_of(header, [["", "", "", "增减", "%"], *_GREW]))
    assert {f.code for f in report.findings} == {"K4"}


_GREW = [
    ["合计", "14.00", "12.00", "-2.00", "-14.29"],
    ["因公出国（境）费", "4.00", "2.00", "-2.00", "-50.00"],
    ["公务用车运行费", "5.00", "6.00", "1.00", "20.00"],
    ["公务接待费", "5.00", "4.00", "-1.00", "-20.00"],
]
