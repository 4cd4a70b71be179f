"""Rows that perhaps stand elsewhere: where a name is lacking or unknown, a sum that holds if the
row stands where its figure says is no error. A figure that is wrong besides is one."""

from __future__ import annotations

import re

import pytest

from budgetlint.model.raw import RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from papers.places import FORMS, STRANGERS, UNCITED, changed, document

UNKNOWN = "统筹事项"
PLACES = {form["name"]: form for form in (*FORMS, *STRANGERS, *UNCITED)}
"""Forms of budgets, by their names."""


def with_name(place: str, table: int, name: str, other: str) -> tuple[RawDocument, int]:
    """The budget of a place with one name of a table replaced, and the row that it was in."""
    raw = document(PLACES[place])
    grid = raw.grids[table]
    row = next(i for i, cells in enumerate(grid.rows) if name in map(_bare, cells))
    cells = tuple(other if _bare(cell) == name else cell for cell in grid.rows[row])
    rows = (*grid.rows[:row], cells, *grid.rows[row + 1 :])
    grids = (*raw.grids[:table], grid._replace(rows=rows), *raw.grids[table + 1 :])
    return raw._replace(grids=grids), row


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def sums(report: FileReport) -> list[str]:
    """The errors about figures."""
    return [f.code for f in report.findings if f.severity == "error" and f.code[0] in "ABCY"]


def notes(report: FileReport) -> str:
    return " ".join(rule.reason.zh for rule in report.coverage.not_checked)


CASES = [
    ("yunnan", 3, "支出总计", UNKNOWN, "正好是以上各行之和"),
    ("henan", 0, "本年支出合计", UNKNOWN, "正好是以上各行之和"),
    ("nested", 0, "支出合计", UNKNOWN, "正好是以上各行之和"),
    ("tianjin", 0, "一、一般公共服务支出", f"一、{UNKNOWN}", "名称没有认出"),
    ("fresh-sources", 2, "3、卫生健康支出", UNKNOWN, "名称没有认出"),
    ("beijing", 0, "八、事业单位经营收入", "", "没有名称或编码的一行"),
    ("yiyuan", 0, "收入总计", "", "没有名称或编码的一行"),
    ("jiangxi", 0, "住房保障支出", "", "没有名称或编码的一行"),
]


@pytest.mark.parametrize(("place", "table", "name", "other", "said"), CASES)
def test_a_row_without_a_known_name_is_a_question(
    place: str, table: int, name: str, other: str, said: str
) -> None:
    raw, _ = with_name(place, table, name, other)
    report = checker().report(raw)
    assert sums(report) == []
    assert said in notes(report)


@pytest.mark.parametrize(("place", "table", "name", "other", "said"), CASES)
def test_a_wrong_figure_in_such_a_row_is_an_error(
    place: str, table: int, name: str, other: str, said: str
) -> None:
    del said
    raw, row = with_name(place, table, name, other)
    cells = raw.grids[table].rows[row]
    figures = [i for i, cell in enumerate(cells) if re.search(r"[1-9]", cell) and i > 0]
    report = checker().report(changed(raw, table, row, figures[-1]))
    assert sums(report)


@pytest.mark.parametrize(
    ("place", "table", "header"),
    [("fuyang", 5, "日常公用支出"), ("shanxi-years", 2, "项"), ("anhui-town", 4, "款")],
)
def test_a_column_without_a_header_is_not_taken_for_another(
    place: str, table: int, header: str
) -> None:
    raw, _ = with_name(place, table, header, "")
    assert sums(checker().report(raw)) == []


def test_the_last_row_is_the_total_whatever_it_is_called() -> None:
    raw, row = with_name("gansu-rows", 0, "支出合计", UNKNOWN)
    assert sums(checker().report(raw)) == []
    assert sums(checker().report(changed(raw, 0, row, 3)))
