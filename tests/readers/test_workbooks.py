"""Workbooks as people make them: hidden parts, formulas, several tables on a sheet, covers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment

import budgetlint
from budgetlint.cli.convert_command import convert_command
from budgetlint.model.raw import Number
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker

HEADER: list[Any] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
BODY: list[list[Any]] = [
    ["201", "一般公共服务支出", 10, 4, 6],
    ["20141", "数据事务", 10, 4, 6],
    ["2014150", "事业运行", 4, 4, None],
    ["2014199", "其他数据事务支出", 6, None, 6],
    [None, "合计", 10, 4, 6],
]
TABLE: list[list[Any]] = [["单位支出总体情况表"], ["单位：万元"], HEADER, *BODY]

Sheet = Any


def book(*sheets: list[list[Any]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    return made


def report(tmp_path: Path, made: openpyxl.Workbook, name: str = "a.xlsx") -> FileReport:
    made.save(tmp_path / name)
    (found,) = budgetlint.check(tmp_path / name, "cn-common").files
    return found


def test_a_plain_workbook(tmp_path: Path) -> None:
    found = report(tmp_path, book(TABLE))
    assert (found.status, found.problems, found.notes) == ("ok", (), ())
    assert found.coverage.relations["exact"] > 5
    table = checker("cn-common").reading([tmp_path / "a.xlsx"])[0].tables["expenditure"].raw
    assert type(table.rows[0][2]) is Number


def moved(sheet: Sheet) -> None:
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1, 2)


def hidden_zero(sheet: Sheet) -> None:
    sheet.insert_rows(7)
    for column, value in enumerate(["2014160", "信息安全事务", 0], 1):
        sheet.cell(7, column, value)
    sheet.row_dimensions[7].hidden = True


@pytest.mark.parametrize("change", [moved, hidden_zero])
def test_changes_that_make_nothing_wrong(change: Callable[[Sheet], None], tmp_path: Path) -> None:
    made = book(TABLE)
    change(made.worksheets[0])
    found = report(tmp_path, made)
    assert (found.status, found.problems) == ("ok", ())


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    wrong: list[list[Any]] = [*TABLE[:3], ["201", "一般公共服务支出", 11, 4, 6]]
    made = book(TABLE, wrong)
    made.worksheets[1].sheet_state = "veryHidden"
    found = report(tmp_path, made)
    assert found.status == "ok"
    assert [(note.code, note.place.sheet) for note in found.notes] == [("sheet-hidden", "Sheet2")]


def test_hidden_rows_count_and_a_finding_says_so(tmp_path: Path) -> None:
    made = book(TABLE)
    sheet = made.worksheets[0]
    sheet["C6"] = 5
    sheet.row_dimensions[6].hidden = True
    found = report(tmp_path, made)
    assert [note.code for note in found.notes] == ["cells-hidden"]
    resting = [f for f in found.findings if any(c.place.cell.endswith("6") for c in f.cells)]
    assert resting
    assert all("隐藏的行或列" in finding.hint.zh for finding in resting)


def test_a_hidden_column_that_nobody_knows_is_no_problem(tmp_path: Path) -> None:
    made = book([[*row, n] if n > 1 else row for n, row in enumerate(TABLE)])
    (note,) = report(tmp_path, made).notes
    assert note.code == "column-not-understood"
    made.worksheets[0].column_dimensions["F"].hidden = True
    found = report(tmp_path, made)
    assert (found.status, [note.code for note in found.notes]) == ("ok", ["cells-hidden"])


def test_a_formula_without_its_result_is_reported_and_nothing_rests_on_it(tmp_path: Path) -> None:
    made = book(TABLE)
    made.worksheets[0]["C8"] = "=SUM(C4)"
    made.worksheets[0]["D8"] = "=SUM(D4)"
    found = report(tmp_path, made)
    assert [(p.code, p.place.sheet, p.place.cell) for p in found.problems] == [
        ("formula-without-result", "Sheet1", "C8")
    ]
    assert found.findings == ()
    assert found.coverage.relations["not_checked"] > 0


def test_several_tables_on_a_sheet(tmp_path: Path) -> None:
    other: list[list[Any]] = [
        [None],
        ["表5"],
        ["一般公共预算支出情况表"],
        ["单位：万元"],
        HEADER,
        *BODY,
    ]
    found = recognised_in(tmp_path, book([*TABLE, *other]))
    assert sorted(found.tables) == ["expenditure", "general-budget"]
    assert found.problems == ()
    places = {name: table.raw.locate(0, 0).cell for name, table in found.tables.items()}
    assert places == {"expenditure": "A4", "general-budget": "A14"}
    assert found.tables["general-budget"].number == 5


def recognised_in(tmp_path: Path, made: openpyxl.Workbook) -> Any:
    made.save(tmp_path / "a.xlsx")
    return checker("cn-common").reading([tmp_path / "a.xlsx"])[0]


def test_a_title_that_is_repeated_on_a_sheet_begins_no_other_table(tmp_path: Path) -> None:
    again: list[list[Any]] = [["单位支出总体情况表"], HEADER, *BODY[-1:]]
    found = recognised_in(tmp_path, book([*TABLE[:-1], *again]))
    assert list(found.tables) == ["expenditure"]
    assert found.problems == ()
    assert len(found.tables["expenditure"].raw.rows) == len(BODY)


def test_cover_and_contents_are_noted(tmp_path: Path) -> None:
    made = book([["2026年预算公开"], ["某某中心"]], [["目录"], ["1", "单位支出总体情况表"]], TABLE)
    made.worksheets[0].title = "封面"
    found = report(tmp_path, made)
    assert found.status == "ok"
    assert [note.code for note in found.notes] == ["table-ignored", "table-ignored"]


def test_an_unknown_sheet_names_the_nearest_layout(tmp_path: Path) -> None:
    made = book([["某种没有见过的表"], *TABLE[1:]])
    (problem,) = report(tmp_path, made).problems
    assert problem.code == "table-unknown"
    assert (problem.place.sheet, problem.place.cell) == ("Sheet1", "A1")
    assert "科目名称" in problem.expected.zh


def test_the_sheet_name_is_a_title(tmp_path: Path) -> None:
    made = book(TABLE[1:])
    made.worksheets[0].title = "03单位支出总体情况表"
    assert report(tmp_path, made).status == "ok"


def test_merged_cells_in_the_header_are_exact(tmp_path: Path) -> None:
    """Without them 人员经费 would be taken for a part of 基本支出 only by where it stands."""
    rows: list[list[Any]] = [
        ["一般公共预算基本支出情况表"],
        ["单位：万元"],
        ["科目", None, "一般公共预算基本支出", None, None],
        ["科目编码", "科目名称", "合计", "其中", None],
        [None, None, None, "人员经费", "公用经费"],
        ["301", "工资福利支出", 3, 3, None],
        [None, "合计", 3, 3, None],
    ]
    made = book(rows)
    for area in ("A3:B3", "C3:E3", "D4:E4", "A4:A5", "B4:B5", "C4:C5"):
        made.worksheets[0].merge_cells(area)
    found = recognised_in(tmp_path, made)
    assert found.problems == ()
    assert found.tables["basic-expenditure"].raw.columns[3:] == (
        "一般公共预算基本支出/其中/人员经费",
        "一般公共预算基本支出/其中/公用经费",
    )


def test_names_that_lie(tmp_path: Path, written: dict[str, Path]) -> None:
    expected = checker("cn-xinjiang-2026").reading([written["xlsx"]])[0].tables.keys()
    lies = {"a.csv": "xlsx", "b.et": "xls", "c.xls": "html", "d.ET": "xlsx", "e.xlsx": "ods"}
    for name, kind in lies.items():
        path = tmp_path / name
        path.write_bytes(written[kind].read_bytes())
        found = checker("cn-xinjiang-2026").reading([path])[0].tables.keys()
        assert found - {"claims"} == expected, name
    text = "单位支出总体情况表\t\t\t\t\n" + "\n".join(
        "\t".join(str(cell or "") for cell in row) for row in TABLE[2:]
    )
    for encoding in ("gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.xls"
        path.write_bytes(text.encode(encoding))
        assert list(checker("cn-common").reading([path])[0].tables) == ["expenditure"]


FUND: list[list[Any]] = [
    ["政府性基金预算支出情况表"],
    ["单位：万元"],
    ["科目编码", "科目名称", "合计", "项目支出"],
]
THREE: list[list[Any]] = [
    ["单位支出总体情况表"],
    ["编制单位：某中心", None, None, None, None, None, "单位：万元"],
    ["科目编码", None, None, "科目名称", "合计", "基本支出", "项目支出"],
    ["类", "款", "项"],
    [208, None, None, "社会保障和就业支出", 10, 4, 6],
    [208, 5, None, "行政事业单位养老支出", 10, 4, 6],
    [208, 5, 5, "机关事业单位基本养老保险缴费支出", 4, 4],
    [208, 5, 99, "其他行政事业单位养老支出", 6, None, 6],
    [None, None, None, "合计", 10, 4, 6],
]
IN_NAMES: list[list[Any]] = [
    ["单位支出总体情况表"],
    ["单位：万元"],
    ["科目名称", "合计", "基本支出", "项目支出"],
    ["201 一般公共服务支出", 10, 4, 6],
    ["20141 数据事务", 10, 4, 6],
    ["2014150 事业运行", 4, 4],
    ["2014199 其他数据事务支出", 6, None, 6],
    ["合计", 10, 4, 6],
]
INDENTED: list[list[Any]] = [
    *IN_NAMES[:3],
    ["一般公共服务支出", 10.0, 4.0, 6.0],
    ["　数据事务", 10.0, 4.0, 6.0],
    ["　　事业运行", 4.0, 4.0],
    ["　　其他数据事务支出", 6.0, None, 6.0],
    ["社会保障和就业支出", 5.5, 5.5],
    ["合计", 15.5, 9.5, 6.0],
]
VARIANTS: dict[str, list[list[Any]]] = {
    "empty": [*FUND, ["本单位2026年没有政府性基金预算支出，故本表为空表。"]],
    "empty with a note": [*FUND, [None], ["注：本单位没有政府性基金预算支出，本表为空。"]],
    "codes in three columns, zeros lost": THREE,
    "codes in front of the names": IN_NAMES,
    "column numbers": [*TABLE[:3], ["栏次", None, 1, 2, 3], *BODY],
    "column numbers with sums": [*TABLE[:3], [1, 2, "3=4+5", 4, 5], *BODY],
    "header again": [*TABLE[:5], HEADER, *TABLE[5:]],
    "money in the title": [["单位支出总体情况表（单位：万元）"], *TABLE[2:]],
    "money beside the title": [
        ["单位支出总体情况表", None, None, None, "金额单位：元"],
        *TABLE[2:],
    ],
    "whose table it is": [["附件2"], ["表3 2026年某某中心单位支出总体情况表"], *TABLE[1:]],
    "signed": [*TABLE, ["单位负责人：", None, "制表人：某某", None, "日期：2026年2月5日"]],
}


@pytest.mark.parametrize("name", VARIANTS)
def test_ways_to_print_a_table(name: str, tmp_path: Path) -> None:
    found = report(tmp_path, book(VARIANTS[name]))
    empty = name.startswith("empty")  # there is nothing to add up in it
    assert [problem.code for problem in found.problems] == ["nothing-checked"] * empty
    assert (found.status, found.findings) == ("not_checked" if empty else "ok", ())
    assert found.coverage.relations["exact"] >= (2 if empty else 20)


def indented_by_style() -> openpyxl.Workbook:
    made = book([[str(cell).strip() if n == 0 else cell for n, cell in enumerate(row)]
                 for row in INDENTED])  # fmt: skip
    for row, cells in enumerate(INDENTED, 1):
        steps = len(str(cells[0])) - len(str(cells[0]).lstrip())
        made.worksheets[0].cell(row, 1).alignment = Alignment(indent=steps)
    return made


@pytest.mark.parametrize("made", [book(INDENTED), indented_by_style()], ids=["blanks", "style"])
def test_names_are_nested_by_their_indents(made: openpyxl.Workbook, tmp_path: Path) -> None:
    assert report(tmp_path, made).status == "ok"
    shape = (
        checker("cn-common")
        .reading([tmp_path / "a.xlsx"])[0]
        .tables["expenditure"]
        .sides[0]
        .structure
    )
    assert shape.labels[1:3] == ("数据事务", "事业运行")
    assert shape.parent == (5, 0, 1, 1, 5, -1)
    made.worksheets[0]["B7"] = 9.25
    found = report(tmp_path, made)
    broken = {f.code for finding in found.findings for f in (finding, *finding.evidence)}
    assert {"A3", "B5"} <= broken
    for out in (tmp_path / "b.json", tmp_path / "b"):
        assert convert_command([str(tmp_path / "a.xlsx")], str(out), "cn-common", "en") == 0
        (again,) = budgetlint.check(out).files
        assert again.coverage.relations == found.coverage.relations
