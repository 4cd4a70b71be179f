"""What belongs together and stands in several cells, in every format: a minus in a column of its
own, codes in three columns, codes and names that are merged over rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from papers.sheets import Sheet

from .test_kinds import (
    BODY,
    HEADER,
    TITLE,
    UNIT,
    assert_right,
    assert_wrong,
    report_on,
    slip,
    written,
)

FORMATS = ["pdf", "docx", "xlsx", "html"]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("sign", ["-", "－", "△"])
def test_a_minus_in_a_column_of_its_own(sign: str, ending: str, tmp_path: Path) -> None:
    def apart(row: list[str]) -> list[str]:
        return [*row[:4], sign if row[4].startswith("-") else "", row[4].lstrip("-")]

    for rows, check in ((BODY, assert_right), (slip(BODY), assert_wrong)):
        body = [*map(apart, rows)]
        blank = [""] * 5
        head = [[TITLE, *blank], [*blank, UNIT], [*HEADER, ""]]
        check(ending, written(ending, Sheet("支出", [*head, *body], [(2, 4, 2, 5)], 2), tmp_path))


def levels(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:7]]


CODES_APART: dict[str, Callable[[str], list[str]]] = {
    "filled up": lambda code: [part or "00" for part in levels(code)],
    "with dashes": lambda code: [part or "-" for part in levels(code)],
    "each whole": lambda code: [code[:n] if len(code) >= n else "" for n in (3, 5, 7)],
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", CODES_APART)
def test_codes_in_three_columns(kind: str, ending: str, tmp_path: Path) -> None:
    def parts(code: str) -> list[str]:
        return CODES_APART[kind](code) if code.isdecimal() else [code, "", ""]

    blank = [""] * 6
    head = [[TITLE, *blank], [*blank, UNIT], ["科目编码", "", "", *HEADER[1:]]]
    merged = [(2, 0, 2, 2), *((2, n, 3, n) for n in range(3, 7))]
    for rows, check in ((BODY, assert_right), (slip(BODY), assert_wrong)):
        body = [["类", "款", "项", *[""] * 4], *([*parts(row[0]), *row[1:]] for row in rows)]
        check(ending, written(ending, Sheet("支出", [*head, *body], merged, 2), tmp_path))


PROJECTS = [
    ["201", "一般公共服务支出", "办公楼维修", "120.00", "100.00", "20.00"],
    ["", "", "设备购置", "60.00", "60.00", ""],
    ["205", "教育支出", "校舍改造", "300.00", "250.00", "50.00"],
    ["", "", "课桌购置", "30.00", "30.00", ""],
    ["合计", "", "", "510.00", "440.00", "70.00"],
]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_code_merged_over_projects(ending: str, tmp_path: Path) -> None:
    """It is the code of each: the total was held against the first project of each code."""
    blank = [""] * 5
    names = ["科目编码", "科目名称", "项目名称", "合计", "一般公共预算", "政府性基金预算"]
    head = [["2024年项目支出表", *blank], [*blank, UNIT], names]
    merged = [(3, 0, 4, 0), (3, 1, 4, 1), (5, 0, 6, 0), (5, 1, 6, 1), (7, 0, 7, 2)]
    report = report_on(
        ending, written(ending, Sheet("支出", [*head, *PROJECTS], merged, 2), tmp_path)
    )
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 9


CLASSES = [
    ["工资福利支出", "小计", "150.00", "150.00", ""],
    ["", "基本工资", "100.00", "100.00", ""],
    ["", "津贴补贴", "50.00", "50.00", ""],
    ["商品和服务支出", "小计", "18.00", "", "18.00"],
    ["", "办公费", "10.00", "", "10.00"],
    ["", "差旅费", "8.00", "", "8.00"],
    ["合计", "", "168.00", "150.00", "18.00"],
]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_class_merged_over_its_items_without_codes(ending: str, tmp_path: Path) -> None:
    """A known title whose rows have no codes: its rows are known by their names."""
    blank = [""] * 4
    names = ["经济分类", "科目名称", "合计", "人员经费", "公用经费"]
    head = [["2024年一般公共预算基本支出表", *blank], [*blank, UNIT], names]
    merged = [(3, 0, 5, 0), (6, 0, 8, 0), (9, 0, 9, 1)]
    report = report_on(
        ending, written(ending, Sheet("支出", [*head, *CLASSES], merged, 2), tmp_path)
    )
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 15
