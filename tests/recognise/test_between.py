"""Rows between those of codes that sum up a page or a class, or go on with 其中."""

from __future__ import annotations

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ABOVE = [["一般公共预算支出表", "", "", "", ""], ["", "", "", "", "单位：万元"], HEADER]
FIRST = [
    ["201", "一般公共服务支出", "1,240.50", "240.50", "1,000.00"],
    ["20101", "人大事务", "1,240.50", "240.50", "1,000.00"],
    ["2010101", "行政运行", "1,240.50", "240.50", "1,000.00"],
]
SECOND = [
    ["208", "社会保障和就业支出", "35.00", "35.00", ""],
    ["20805", "行政事业单位养老支出", "35.00", "35.00", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "35.00", "35.00", ""],
]
TOTAL = [["合计", "", "1,275.50", "275.50", "1,000.00"]]
SUM = ["1,240.50", "240.50", "1,000.00"]


def report_on(between: list[list[str]], basic: str = "35.00") -> FileReport:
    last = [*SECOND[:-1], [*SECOND[-1][:3], basic, ""]]
    rows = [*ABOVE, *FIRST, *between, *last, *TOTAL]
    grid = Grid("#1", rows, lambda r, c: Place("a", line=r + 1, column=c + 1))
    return checker("cn-common").report(RawDocument("a", unit="某某局", year=2024, grids=(grid,)))


BETWEEN = {
    "page sum": [["", "本页小计", *SUM]],
    "page sum for a code": [["本页小计", "", *SUM]],
    "page sum twice": [["本页合计", "本页合计", *SUM]],
    "carried over": [["", "过次页", *SUM], ["", "承前页", *SUM]],
    "carried over a header": [["", "转下页", *SUM], HEADER, ["", "承上页", *SUM]],
    "running sum": [["", "本页小计", *SUM], ["", "累计", *SUM]],
    "sum of a class": [["", "小计", *SUM]],
    "of which": [["", "其中：人员经费", "200.00", "200.00", ""]],
    "title and header again": [*ABOVE],
    "go on": [["续表", "", "", "", ""], HEADER],
}


@pytest.mark.parametrize("name", BETWEEN)
def test_what_stands_between_rows_is_no_row_without_a_code(name: str) -> None:
    report = report_on(BETWEEN[name])
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= report_on([]).coverage.relations["exact"]


@pytest.mark.parametrize("name", BETWEEN)
def test_and_hides_no_error(name: str) -> None:
    report = report_on(BETWEEN[name], "36.00")
    assert [finding.severity for finding in report.findings] == ["error"]


def test_sums_that_nothing_says_what_of_are_named() -> None:
    (note,) = report_on(BETWEEN["carried over"]).notes
    assert (note.code, note.place.line) == ("row-unplaced", 7)
    assert "有 2 行" in note.found.zh


def test_a_row_that_lacks_its_code_is_told() -> None:
    report = report_on([["", "公务接待支出", "5.00", "5.00", ""]])
    assert [problem.code for problem in report.problems] == ["row-unplaced"]


@pytest.mark.parametrize("row", [["", "其中：涉密支出"], ["其中：", "涉密支出"]])
@pytest.mark.parametrize(("amount", "errors"), [("10.00", 0), ("9,999.00", 1)])
def test_of_which_before_all_codes_is_part_of_the_total(
    row: list[str], amount: str, errors: int
) -> None:
    rows = [*ABOVE, [*row, amount, "", amount], *FIRST, *SECOND, *TOTAL]
    grid = Grid("#1", rows, lambda r, c: Place("a", line=r + 1, column=c + 1))
    raw = RawDocument("a", unit="某某局", year=2024, grids=(grid,))
    report = checker("cn-common").report(raw)
    assert report.problems == ()
    assert [finding.severity for finding in report.findings] == ["error"] * errors
