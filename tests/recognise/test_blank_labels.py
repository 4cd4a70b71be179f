"""Right budgets of which one label or header is blank, or a word that nobody knows: what hangs on
it may stay unread and is told, and nothing of it is an error."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.raw import RawDocument
from budgetlint.recognise.sums import is_closed
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from papers.places import FORMS, STRANGERS, document


def printed(name: str) -> RawDocument:
    return document(next(form for form in (*STRANGERS, *FORMS) if form["name"] == name))


def with_cell(raw: RawDocument, grid: int, row: int, column: int, text: str) -> RawDocument:
    rows: list[list[str]] = [list(cells) for cells in raw.grids[grid].rows]
    rows[row][column] = text
    changed = raw.grids[grid]._replace(rows=tuple(map(tuple, rows)))
    return raw._replace(grids=(*raw.grids[:grid], changed, *raw.grids[grid + 1 :]))


def wrong(report: FileReport) -> Sequence[str]:
    return [found.code for found in report.findings if found.severity != "info"]


@pytest.mark.parametrize(
    ("name", "grid", "row", "column"),
    [
        ("chunan", 0, 4, 2),  # of two years beside each other the second
        ("tongliao", 1, 3, 2),  # the total in front of 本年收入, which has a 合计 of its own
        ("zunyi", 0, 13, 0),  # 上年结转结余 in front of 1. and 2.
        ("grid-of-sources", 3, 6, 0),  # 公务用车费 in front of 1. and 2.
        ("matrix-sources", 2, 2, 0),  # income, over a list whose heading is 项目
        ("hunan", 2, 4, 0),  # 类, 款 and 项 in front of the whole code
        ("hunan", 2, 4, 2),
        ("jilin", 1, 2, 1),  # the heading of the names
        ("zhuzhou", 0, 4, 4),  # the heading of one of four lists
        ("banner", 3, 4, 3),  # 类 of the second chart
        ("chongqing", 4, 3, 3),  # the table's own year, behind the one before
    ],
)
def test_a_blank_label_makes_no_error(name: str, grid: int, row: int, column: int) -> None:
    raw = printed(name)
    assert raw.grids[grid].rows[row][column].strip()
    report = checker().report(with_cell(raw, grid, row, column, ""))
    assert not wrong(report)


def test_parts_of_which_one_says_nothing_are_no_whole_list() -> None:
    vocabulary = checker().kit_for(printed("chunan")).layouts[0].vocabulary
    parts: list[dict[str, str]] = [{"source": "general"}, {}]
    assert not is_closed(vocabulary, {"source": "fiscal"}, parts)


def test_a_wrong_figure_beside_a_blank_header_is_an_error() -> None:
    raw = with_cell(printed("chunan"), 0, 4, 2, "")
    (row,) = [r for r, cells in enumerate(raw.grids[0].rows) if cells[3] == "（二）日常公用支出"]
    assert wrong(checker().report(with_cell(raw, 0, row, 4, "129.02")))


def test_a_column_that_nobody_knows_and_that_repeats_some_figures_hides_no_wrong_one() -> None:
    """In other rows it says something else, and the sums hold without it."""
    raw = printed("zhejiang")
    (row,) = [r for r, cells in enumerate(raw.grids[5].rows) if "住房公积金" in cells]
    rows = [list(cells) for cells in raw.grids[5].rows]
    for r, cells in enumerate(rows):
        other = cells[2] if r % 3 == row % 3 else f"9{cells[2]}"
        cells.append("甲乙丙" if r == 4 else other if "." in cells[2] else "")
    grids = [grid._replace(rows=rows) if n == 5 else grid for n, grid in enumerate(raw.grids)]
    beside = raw._replace(grids=tuple(grids))
    assert not wrong(checker().report(beside))
    figure = rows[row][2]
    assert wrong(checker().report(with_cell(beside, 5, row, 2, figure.replace("5.", "8."))))


@pytest.mark.parametrize("text", ["", "统筹事项"])
@pytest.mark.parametrize(("row", "column"), [(2, 0), (6, 1)])
def test_codes_of_units_nest_them_whatever_heads_or_names_them(
    row: int, column: int, text: str
) -> None:
    raw = with_cell(printed("by-units"), 0, row, column, text)
    assert not wrong(checker().report(raw))
    assert wrong(checker().report(with_cell(raw, 0, 6, 4, "4,822.12")))


def test_columns_below_a_blank_heading_are_a_question_that_the_report_tells() -> None:
    report = checker().report(with_cell(printed("deep-header"), 0, 2, 5, ""))
    assert not wrong(report)
    assert any("表头" in each.reason.zh for each in report.coverage.not_checked)


def test_of_two_lists_beside_each_other_one_header_is_enough() -> None:
    raw = with_cell(printed("split-sheets"), 2, 2, 3, "")
    assert not wrong(checker().report(raw))


@pytest.mark.parametrize(("name", "grid", "row"), [("court", 1, 5), ("banner", 2, 4)])
def test_codes_of_which_one_heading_says_nothing_known_stay_whole(
    name: str, grid: int, row: int
) -> None:
    """款 and 项 stand in a row that is then no header: the first of what is below them."""
    raw = printed(name)
    assert raw.grids[grid].rows[row][:3] == ["类", "款", "项"]
    assert wrong(checker().report(with_cell(raw, grid, row, 0, "甲乙丙"))) == []
