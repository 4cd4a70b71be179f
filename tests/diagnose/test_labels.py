"""A wrong code or name is the suspect, and the right amounts beside it are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint.diagnose.charts import childless, in_order
from budgetlint.diagnose.labels import edits
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.fix import fixes
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
REVENUE, EXPENDITURE, GENERAL, BASIC, PROJECTS = 1, 2, 4, 5, 6

Cell = tuple[int, int, int]
"""Table, row, column."""
Change = dict[Cell, str]
Document = dict[str, Any]


def changed(change: Change) -> Document:
    document: Document = json.loads(EXAMPLE.read_text("utf-8"))
    for (table, row, column), text in change.items():
        document["tables"][table]["rows"][row][column] = text
    return document


def report(document: Document) -> FileReport:
    return checker().report(read("budget.json", json.dumps(document).encode()))


def keys(found: FileReport) -> set[object]:
    return {(f.code, *(cell.address for cell in f.cells)) for f in found.findings}


RIGHT = keys(report(changed({})))


def new(document: Document) -> list[Finding]:
    """What is found that is not found in the example as it is."""
    found = report(document).findings
    return [f for f in found if (f.code, *(cell.address for cell in f.cells)) not in RIGHT]


def fixed(tmp_path: Path, document: Document) -> Document:
    """The document after `fix`."""
    path = tmp_path / "budget.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    (fix,) = fixes(str(path))
    data = fix.patches[0].data if fix.patches else path.read_bytes()
    corrected: Document = json.loads(data)
    return corrected


ONE_CODE: dict[str, tuple[Change, str]] = {
    "digits of a group": ({(EXPENDITURE, 7, 0): "20850"}, "20805"),
    "digits of a class": ({(EXPENDITURE, 6, 0): "280"}, "208"),
    "an item": ({(EXPENDITURE, 9, 0): "2080508"}, "2080505"),
    "the last item, which keeps its order": ({(GENERAL, 15, 0): "2210202"}, "2210201"),
    "another row's": ({(REVENUE, 9, 0): "2080506"}, "2080505"),
    "a class's": ({(REVENUE, 7, 0): "208"}, "20805"),
    "an economic group": ({(BASIC, 5, 0): "30119"}, "30108"),
    "a project's": ({(PROJECTS, 4, 0): "2014150"}, "2014199"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_CODE)
def test_one_code(tmp_path: Path, case: str) -> None:
    """One finding, the code cell the only suspect, and `fix` gives back the document as it was."""
    change, right = ONE_CODE[case]
    document = changed(change)
    (finding,) = new(document)
    (suspect,) = finding.suspects
    (printed,) = change.values()
    assert (suspect.cell.value, suspect.right) == (printed, right)
    assert (suspect.what, suspect.certainty) == ("code", "certain")
    assert suspect.cell.place.pointer == "/tables/{}/rows/{}/{}".format(*next(iter(change)))
    assert len(finding.evidence) > 1
    assert fixed(tmp_path, document) == changed({})


HEAD = "单位支出总体情况表\n科目编码,科目名称,合计,基本支出,项目支出\n"


@pytest.mark.parametrize(
    "rows",
    [
        "201,一般公共服务支出,30.00,10.00,20.00\n2014101,某项,30.00,10.00,20.00\n",
        "201,一般公共服务支出,30.00,10.00,20.00\n20103,政府办公厅（室）及相关机构事务,10.00,10.00,\n"
        "2010301,行政运行,10.00,10.00,\n2014101,行政运行,20.00,,20.00\n",
        "208,社会保障和就业支出,30.00,10.00,20.00\n2080505,某项,30.00,10.00,20.00\n",
    ],
)
def test_a_row_that_is_missing_is_no_code_that_is_wrong(rows: str) -> None:
    """201 and 2014101 are printed, 20141 is not: the name of 201 says that its code is right."""
    text = f"{HEAD}{rows},合计,30.00,10.00,20.00\n"
    found = checker("cn-common").report(read("a.csv", text.encode())).findings
    assert "L3" in {finding.code for finding in found}
    assert not [s for finding in found for s in finding.suspects if s.what == "code"]


@pytest.mark.parametrize("at", [16, 19, 20])
def test_a_row_that_stands_there_twice(tmp_path: Path, at: int) -> None:
    """One that was not to be there makes no figure certain, its own least of all."""
    document = changed({})
    rows = document["tables"][0]["rows"]
    rows.insert(at, rows[15])
    assert fixed(tmp_path, document) == document


PEOPLE_DECIDE: dict[str, Change] = {
    "two codes exchanged": {(EXPENDITURE, 9, 0): "2080506", (EXPENDITURE, 10, 0): "2080505"},
    "the same slip in every table": {
        (REVENUE, 7, 0): "20850", (EXPENDITURE, 7, 0): "20850", (GENERAL, 5, 0): "20850",
    },
    "two names exchanged": {
        (EXPENDITURE, 9, 1): "机关事业单位职业年金缴费支出",
        (EXPENDITURE, 10, 1): "机关事业单位基本养老保险缴费支出",
    },
    "a name": {(EXPENDITURE, 9, 1): "机关事业单位基本养老保险交费支出"},
    "code and name exchanged": {
        (EXPENDITURE, 9, 0): "2080506", (EXPENDITURE, 10, 0): "2080505",
        (EXPENDITURE, 9, 1): "机关事业单位职业年金缴费支出",
        (EXPENDITURE, 10, 1): "机关事业单位基本养老保险缴费支出",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", PEOPLE_DECIDE)
def test_what_is_left_to_people(tmp_path: Path, case: str) -> None:
    """The cells are named with what they should say, nothing else is suspected, nothing changed."""
    change = PEOPLE_DECIDE[case]
    document = changed(change)
    right = changed({})
    named = {
        (s.cell.place.pointer, s.right): s.certainty
        for finding in new(document)
        for s in finding.suspects
    }
    assert set(named) == {
        (f"/tables/{t}/rows/{r}/{c}", right["tables"][t]["rows"][r][c]) for t, r, c in change
    }
    assert "certain" not in named.values()
    assert fixed(tmp_path, document) == document


def test_a_wrong_amount_in_the_row_of_a_wrong_code(tmp_path: Path) -> None:
    """Both are found; the amount is not changed on the word of a row whose code was wrong."""
    change = {(EXPENDITURE, 9, 0): "2080508", (EXPENDITURE, 9, 2): "149.63"}
    named = {s.right: s.what for f in new(changed(change)) for s in f.suspects}
    assert named == {"2080505": "code", "194.63": "figure"}
    corrected = fixed(tmp_path, changed(change))
    assert corrected == changed({(EXPENDITURE, 9, 2): "149.63"})


def test_which_of_two_tables_is_wrong_is_not_guessed(tmp_path: Path) -> None:
    """Two tables, one code each, and no list that knows either."""
    document = changed({})
    document["tables"] = [document["tables"][t] for t in (EXPENDITURE, GENERAL)]
    document.pop("narrative")
    for table, code in zip(document["tables"], ("2210288", "2210289"), strict=True):
        row = next(row for row in table["rows"] if row[0] == "2210201")
        row[:2] = [code, "住房某某支出"]
    findings = [f for f in report(document).findings if f.suspects]
    assert {f.suspects[0].certainty for f in findings} <= {"possible", "likely"}
    assert any(f.alternatives for f in findings)
    assert fixed(tmp_path, document) == document


@pytest.mark.parametrize("name", ["其他数据事务支出", "某某支出"])
def test_copies_of_a_slip_do_not_outvote_the_one_right_code(tmp_path: Path, name: str) -> None:
    """A code is wrong wherever it is printed but in one row: whether a list knows its name or not,
    that row is not changed into what the others say."""
    document = changed({})
    for table in document["tables"]:
        for row in table["rows"]:
            if row[0] == "2014199":
                row[:2] = ["2014197", name]
    document["tables"][PROJECTS]["rows"][2][0] = "2014199"
    assert fixed(tmp_path, document) == document


def test_codes_in_order() -> None:
    """The one out of place, not those behind it."""
    assert in_order(["201", "280", "20805", "210"]) == [True, False, True, True]
    assert in_order(["201", "210", "208", "221"]) == [True, False, False, True]
    assert in_order(["201", "201", "208"]) == [True, True, True]
    assert in_order([]) == []


def test_childless() -> None:
    """Only where others of the level have children."""
    assert childless(["201", "20101", "208", "20805"]) == []
    assert childless(["201", "20101", "208"]) == [2]
    assert childless(["201", "208"]) == []


def test_slips_of_codes() -> None:
    assert {"2080", "208050", "20850", "20806", "28005"} <= edits("20805")
    assert "20805" not in edits("20805")
    assert not {"2080601", "20914"} & edits("20805")


def test_names_exchanged_with_a_total(tmp_path: Path) -> None:
    """Two rows with each other's name look like two rows with each other's figures."""
    change = {(11, 8, 0): "自治区数字政府安全自监管平台项目", (11, 5, 0): "总计"}
    assert fixed(tmp_path, changed(change)) == changed(change)


def test_a_wrong_name_that_only_a_warning_tells_is_still_told() -> None:
    rows = [
        ["201", "一般公共服务支出", "1234.50"],
        ["20103", "政府办", "1234.50"],
        ["2010301", "行政运行", "1234.50"],
        ["", "合计", "1234.50"],
    ]
    table = {"title": "支出总表", "columns": ["科目编码", "科目名称", "合计"], "rows": rows}
    data = {"unit": "某局", "profile": "cn-common", "tables": [{"id": "expenditure", **table}]}
    (report,) = budgetlint.check(data).files
    (finding,) = [one for one in report.findings if one.code == "L2"]
    assert finding.suspects[0].label == "政府办公厅（室）及相关机构事务"
    assert report.coverage.relations["broken"] == len(report.findings)
