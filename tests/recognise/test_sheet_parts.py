"""Parts of a sheet: a header below a blank row begins another table, also where no title stands
above it; a header that is printed again, and a row of words in a list, do not."""

from __future__ import annotations

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid
from budgetlint.recognise.sheet_parts import headed_parts
from budgetlint.report.report import FileReport
from recognise.test_first_sight import report_on, table

BOTH = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
LISTS = table(
    "2026年收支总表",
    BOTH,
    ["财政拨款", "10.00", "基本支出", "10.00"],
    ["本年收入合计", "10.00", "本年支出合计", "10.00"],
    ["收入总计", "10.00", "支出总计", "10.00"],
)
BLANK = ["", "", "", ""]
OTHER = [
    ["年度", "收入", "支出", "结余"],
    ["2024年", "300.00", "298.00", "2.00"],
    ["2025年", "310.00", "305.00", "5.00"],
    ["合计", "610.00", "603.00", "7.00"],
]


def parts(*rows: list[str], breaks: tuple[int, ...] = ()) -> list[int]:
    """How many rows each part of a sheet has."""
    grid = Grid("#1", rows, lambda r, c: Place("a", line=r + 1, column=c + 1), breaks=breaks)
    return [len(part.rows) for part in headed_parts(grid)]


def errors(report: FileReport) -> list[str]:
    return [f.code for f in report.findings if f.severity == "error"]


def test_another_header_below_a_blank_row_begins_another_table() -> None:
    report = report_on([*LISTS, BLANK, *OTHER])
    assert report.problems == ()
    assert errors(report) == []


def test_both_tables_are_checked() -> None:
    wrong = [["合计", "611.00", "603.00", "7.00"]]
    assert errors(report_on([*LISTS, BLANK, *OTHER[:3], *wrong]))


def test_rows_below_the_total_are_no_parts_of_it() -> None:
    more = ["另：政府购买服务", "30.00", "政府采购", "25.00"]
    assert errors(report_on([*LISTS, BLANK, more])) == []


@pytest.mark.parametrize(
    ("below", "count"),
    [
        (OTHER, 2),
        ([*LISTS[2:4], *OTHER[1:]], 1),  # the header again
        (LISTS[2:], 2),  # and the rows again
        ([["上年结转", "", "结转下年", ""], *OTHER[1:]], 1),  # words where names stand
        (OTHER[:1], 1),  # nothing below it
    ],
)
def test_what_begins_a_part(below: list[list[str]], count: int) -> None:
    assert len(parts(*LISTS, BLANK, *below)) == count


def test_a_header_on_another_page_needs_no_blank_row() -> None:
    assert parts(*LISTS, *OTHER, breaks=(len(LISTS),)) == [len(LISTS), len(OTHER)]
    assert len(parts(*LISTS, *OTHER)) == 1
