"""Sheets as offices make them: what stands around and inside their tables must not be misread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

import budgetlint
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawTable
from budgetlint.recognise.grids import tables_from_grid
from budgetlint.recognise.titles import titled
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker

EXPENDITURE: list[list[object]] = [
    ["支出总表"],
    ["编制单位：某某局", None, None, None, "单位：万元"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", 300.5, 200.5, 100.0],
    ["20101", "人大事务", 300.5, 200.5, 100.0],
    ["2010101", "行政运行", 200.5, 200.5, None],
    ["2010102", "一般行政管理事务", 100.0, None, 100.0],
    [None, "合计", 300.5, 200.5, 100.0],
]


def book(path: Path, *sheets: Sequence[Sequence[object]], left: int = 0) -> FileReport:
    """The report on a workbook with these sheets, `left` columns from its edge."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        page = made.create_sheet(f"Sheet{number}")
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1 + left):
                cell = page.cell(r, c, value)
                if isinstance(value, float):
                    cell.number_format = "#,##0.00"
    made.save(path)
    return budgetlint.check(str(path), rules="cn-common").files[0]


def codes(report: FileReport) -> list[str]:
    return [*(f.code for f in report.findings), *(p.code for p in report.problems)]


def table(rows: Sequence[Sequence[str]]) -> RawTable:
    grid = Grid("", rows, lambda r, c: Place("x", line=r + 1, column=c + 1))
    (found,) = tables_from_grid(grid, checker().packs.load("cn-common").layouts)
    assert isinstance(found, RawTable)
    return found


def texts(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_notes_and_page_marks_in_a_sheet_that_begins_in_another_column(tmp_path: Path) -> None:
    below = [
        ["本表反映部门本年度支出情况。"],
        ["按预算编报口径填列"],
        ["第 3 页，共 12 页"],
        ["— 3 —"],
    ]
    report = book(tmp_path / "a.xlsx", [*EXPENDITURE, *below], left=2)
    assert codes(report) == []
    assert report.coverage.relations["exact"] > 5


def test_a_title_with_its_year_is_printed_again_on_the_next_page() -> None:
    again = [["2026年支出总表", "", "", "", "单位：万元"], *texts(EXPENDITURE[2:3])]
    rows = texts([["2026年支出总表"], *EXPENDITURE[1:6], *again, *EXPENDITURE[6:]])
    assert [row[0] for row in table(rows).rows] == ["201", "20101", "2010101", "2010102", ""]


def test_titles_say_whose_table_it_is() -> None:
    titles = checker().packs.load("cn-common").layouts.titles
    for name in (
        "某某局(本级)2026年支出总表",
        "某某幼儿园支出总表",
        "2026年度某某厅(部门)支出总表",
    ):
        found = titled(name, titles)
        assert found is not None, name
        assert found.id == "expenditure", name
    for other in ("项目支出总表", "某某局三公经费支出总表", "其他支出总表"):
        assert titled(other, titles) is None, other


def test_a_table_by_use_has_no_codes_to_compare(tmp_path: Path) -> None:
    by_use: list[list[object]] = [
        ["收支总表"],
        ["部门/单位：某某局", None, None, "单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一、预算拨款", 200.5, "一、基本支出", 200.5],
        ["    一般公共预算拨款", 200.5, "    工资福利支出", 150.5],
        ["二、其他资金", 100.0, "    商品和服务支出", 50.0],
        [None, None, "二、项目支出", 100.0],
        ["本年收入合计", 300.5, "本年支出合计", 300.5],
        ["三、上年结转", 10.0, "三、结转下年", 10.0],
        ["收入总计", 310.5, "支出总计", 310.5],
    ]
    report = book(tmp_path / "a.xlsx", by_use, EXPENDITURE)
    assert not report.findings  # 310.50 and 300.50: what is carried out is not spent
    assert report.unit == "某某局"
    reasons = {n.code: n.reason.zh for n in report.coverage.not_checked}
    assert reasons["C3"] == "《收支总表》的各行没有科目编码"
    by_use[5][3] = 150.0
    assert "B2" in codes(book(tmp_path / "b.xlsx", by_use, EXPENDITURE))


def test_classes_that_are_numbered_and_have_no_codes(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["收支总表"],
        ["收入", None, None, "支出", None, None, "单位：万元"],
        ["项目", "行次", "预算数", "项目（按功能分类）", "行次", "预算数"],
        ["一、财政拨款收入", 1, 300.5, "一、一般公共服务支出", 4, 300.5],
        ["本年收入合计", 2, 300.5, "本年支出合计", 5, 300.5],
        ["收入总计", 3, 300.5, "支出总计", 6, 300.5],
    ]
    rows[2][3] = "项目"
    report = book(tmp_path / "a.xlsx", [rows[0], ["单位：万元"], rows[1][:6], *rows[2:]])
    assert codes(report) == []
    assert report.coverage.relations["exact"] >= 3


def test_an_unknown_table_is_called_by_its_title_and_not_by_its_number(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["预算09表"],
        ["大事记表"],
        ["月份", "次数"],
        ["一月", 100.0],
    ]
    (problem,) = book(tmp_path / "a.xlsx", rows).problems
    assert problem.code == "input-no-budget"
    assert "《大事记表》" in problem.found.zh


def test_cells_that_span_rows_at_the_end_of_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    cells = "<td>{}</td><td>{}</td><td>1.00</td><td>1.00</td>"
    names = [("201", "一般公共服务支出"), ("20101", "人大事务"), ("2010101", "行政运行")]
    first, second, third = (cells.format(*name) for name in names)
    path.write_text(
        "<p>支出总表</p><p>单位：万元</p><table>"
        "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>"
        f"<tr>{first}<td rowspan=3></td></tr><tr>{second}</tr><tr>{third}</tr>"
        "<tr><td></td><td>合计</td><td>1.00</td><td>1.00</td><td></td></tr></table>",
        "utf-8",
    )
    report = budgetlint.check(str(path), rules="cn-common").files[0]
    assert codes(report) == []
    assert report.coverage.relations["exact"] > 3


def test_the_money_stands_in_a_cell_of_its_own_or_below_the_table(tmp_path: Path) -> None:
    beside: list[list[object]] = [
        ["单位：某某局", None, None, "金额单位：", "元"],
        *EXPENDITURE[2:],
    ]
    below: list[list[object]] = [["单位：某某局"], *EXPENDITURE[2:], ["单位：元"]]
    for rows in ([EXPENDITURE[0], *beside], [EXPENDITURE[0], *below]):
        assert codes(book(tmp_path / "a.xlsx", rows)) == []
        assert table(texts(rows)).money == "元"


def test_signatures_have_cells_of_their_own(tmp_path: Path) -> None:
    below: list[list[object]] = [
        ["单位负责人：", "张三", None, "制表人", "李四"],
        ["填报日期", "2026-01-05"],
    ]
    assert codes(book(tmp_path / "a.xlsx", [*EXPENDITURE, *below])) == []


def test_two_units_on_one_sheet_are_two_tables(tmp_path: Path) -> None:
    other: list[list[object]] = [list(row) for row in EXPENDITURE]
    other[1][0] = "编制单位：另一局"
    other[3][2] = 999.0
    report = book(tmp_path / "a.xlsx", [*EXPENDITURE, *other])
    assert codes(report) == ["table-duplicate"]


def test_a_table_goes_on_in_the_next_sheet(tmp_path: Path) -> None:
    first = EXPENDITURE[:6]
    more: list[list[object]] = [["支出总表（续）"], EXPENDITURE[2], *EXPENDITURE[6:]]
    report = book(tmp_path / "a.xlsx", first, more)
    whole = book(tmp_path / "b.xlsx", EXPENDITURE)
    assert codes(report) == codes(whole) == []
    assert report.coverage.relations == whole.coverage.relations
    more[3] = [None, "合计", 300.5, 200.5, 150.0]
    cell = book(tmp_path / "c.xlsx", first, more).findings[0].cells[0]
    assert (cell.place.sheet, cell.place.cell) == ("Sheet2", "E4")


def test_a_table_goes_on_where_its_title_says_so(tmp_path: Path) -> None:
    header: list[object] = [*["科目编码"] * 3, *EXPENDITURE[2][1:]]
    rows: list[list[object]] = [
        [None, None, None, "合计", 300.5, 200.5, 100.0],
        ["201", None, None, "一般公共服务支出", 200.5, 200.5, None],
        ["201", "01", None, "人大事务", 200.5, 200.5, None],
        ["201", "01", "01", "行政运行", 200.5, 200.5, None],
        ["204", None, None, "公共安全支出", 100.0, None, 100.0],
        ["204", "02", None, "公安", 100.0, None, 100.0],
        ["204", "02", "01", "行政运行", 100.0, None, 100.0],
    ]
    above: list[list[object]] = [["附表：支出总表"], EXPENDITURE[1], header]
    whole = book(tmp_path / "b.xlsx", [*above, *rows])
    more: list[list[object]] = [["附表：支出总表（续表）"], *above[1:], *rows[4:]]
    report = book(tmp_path / "a.xlsx", [*above, *rows[:4]], more)
    assert codes(report) == codes(whole) == []
    assert report.coverage.relations == whole.coverage.relations
    assert report.coverage.relations["exact"] > 9


@pytest.mark.parametrize("first", [2023, 2024])
def test_of_the_tables_of_two_years_that_of_the_newest_is_checked(
    tmp_path: Path, first: int
) -> None:
    rows = {year: [list(row) for row in EXPENDITURE] for year in (2023, 2024)}
    for year, printed in rows.items():
        printed[0][0] = f"{year}年支出总表"
    rows[2023][3][2] = 999.0
    report = book(tmp_path / "a.xlsx", rows.pop(first), *rows.values())
    assert codes(report) == ["Y3"]  # by the pack's rules; the other one by what its words say


def test_codes_kept_as_numbers_and_words_in_the_column_of_codes(tmp_path: Path) -> None:
    rows = [list(row) for row in EXPENDITURE]
    for row in rows[3:7]:
        row[0] = float(str(row[0]))
    assert codes(book(tmp_path / "a.xlsx", rows)) == []
    rows[7][1] = "合计："
    rows.append(["其中：", "政府购买服务", 5.0, None, 5.0])
    assert codes(book(tmp_path / "b.xlsx", rows)) == []  # a part of what stands above it


def test_a_title_above_its_number_and_its_unit_on_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in texts(EXPENDITURE[2:])
    )
    path.write_text(
        f"<p>支出总表</p><p>公开03表</p><p>部门/单位：某某局 单位：万元</p><table>{rows}</table>",
        "utf-8",
    )
    report = budgetlint.check(str(path), rules="cn-common").files[0]
    assert codes(report) == []
    assert report.coverage.relations["exact"] > 5
    assert report.unit == "某某局"


def test_a_unit_below_another_in_one_sheet_is_another_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [*EXPENDITURE, ["编制单位：另一局"], *EXPENDITURE[2:]]
    # Its columns say what it is; it names another unit, and no money.
    assert codes(book(tmp_path / "a.xlsx", rows)) == ["K1", "K4"]


def test_parts_of_codes_that_are_not_repeated(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["支出总表"],
        ["单位：万元"],
        ["科目编码", None, None, "科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", None, None, None, None],
    ]
    for row in EXPENDITURE[3:]:
        code = str(row[0] or "")
        level = (len(code) - 3) // 2
        parts = [(code if level == 0 else code[-2:]) if n == level else None for n in range(3)]
        rows.append([*parts, *row[1:]])
    assert codes(book(tmp_path / "a.xlsx", rows)) == []


def test_codes_in_brackets_and_with_dashes_in_front_of_names(tmp_path: Path) -> None:
    for shape in ("[{}]{}", "{}-{}", "（{}） {}", "{}　{}"):
        rows = [list(row) for row in EXPENDITURE]
        for row in rows[3:7]:
            row[0], row[1] = None, shape.format(row[0], row[1])
        report = book(tmp_path / "a.xlsx", rows)
        assert codes(report) == [], shape
        assert report.coverage.relations["exact"] > 15, shape


def test_of_two_years_the_later_is_the_table_s_own(tmp_path: Path) -> None:
    rows = [list(row) for row in EXPENDITURE]
    rows[2][2:] = ["2026年预算数", None, None]
    rows.insert(3, [None, None, "合计", "基本支出", "项目支出"])
    for row in rows[2:]:
        row[2:2] = [1.0]
    rows[2][2], rows[3][2] = "2025年预算数", "合计"
    report = book(tmp_path / "a.xlsx", rows)
    assert codes(report) == ["B5"]  # last year's column is to add up as well: 1.00 = 1.00 + 1.00


def test_a_wrapped_total_over_the_columns_of_codes_and_names(tmp_path: Path) -> None:
    rows = [list(row) for row in EXPENDITURE]
    rows[7][:2] = ["合\n计", "合\n计"]
    report = book(tmp_path / "a.xlsx", rows)
    assert codes(report) == []
    assert report.coverage.relations == book(tmp_path / "b.xlsx", EXPENDITURE).coverage.relations
