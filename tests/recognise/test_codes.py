"""Codes: the forms in which they are printed, and what is no code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetlint.model.verdict import Verdict
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
TABLES = {"revenue": 1, "expenditure": 2, "general-budget": 4, "basic-expenditure": 5}
Row = list[str]


def report(change: Callable[[Row], Row], table: str = "expenditure") -> FileReport:
    """The report on the example with the rows of a table changed."""
    document = json.loads(EXAMPLE.read_text("utf-8"))
    rows = document["tables"][TABLES[table]]["rows"]
    rows[:] = [change(row) for row in rows]
    return checker().report(read("budget.json", json.dumps(document).encode()))


def said(found: FileReport) -> list[object]:
    """What is found, without places: a code of another length moves them."""
    return [(f.code, [c.address for c in f.cells], f.found, f.difference) for f in found.findings]


def with_code(code: str, new: str) -> Callable[[Row], Row]:
    return lambda row: [new, *row[1:]] if row[0] == code else row


RIGHT = report(lambda row: row)


@pytest.mark.parametrize(
    "form",
    ["{0}.0", "{0}.00", '="{0}"', "'{0}", " {0} ", "{0:,}.00"],
    ids=["decimal", "money", "formula", "text", "blanks", "separators"],
)
def test_forms_of_a_code(form: str) -> None:
    def change(row: Row) -> Row:
        return [form.format(int(row[0])), *row[1:]] if row[0] else row

    found = report(change)
    assert (found.problems, said(found)) == ((), said(RIGHT))


def test_parts_apart() -> None:
    def change(row: Row) -> Row:
        code = row[0]
        return ["-".join(filter(None, (code[:3], code[3:5], code[5:]))), *row[1:]]

    found = report(change)
    assert (found.problems, said(found)) == ((), said(RIGHT))


NO_CODES: dict[str, Callable[[str], str]] = {
    "letter": lambda code: code.replace("0", "O"),
    "missing": lambda code: code[:-1],
    "extra": lambda code: code + code[-1],
    "scientific": lambda code: f"{code[0]}.{code[1:]}E+{len(code) - 1:02}",
    "date": lambda _: "5月1日",
    "another date": lambda _: "1905/7/8",
    "mark": lambda code: f"{code}#",
    "error": lambda code: f"#REF!{code}",
    "fraction": lambda code: f"{code}.5",
}


@pytest.mark.parametrize("table", ["revenue", "expenditure", "general-budget"])
@pytest.mark.parametrize("code", ["208", "20805", "2080505", "2210201"])
@pytest.mark.parametrize("kind", NO_CODES)
def test_what_is_no_code_is_one_message(table: str, code: str, kind: str) -> None:
    """Nothing else is said, of no other row and of no other table; and what concerns other rows
    is checked as before, but for sums to which the row may belong."""
    found = report(with_code(code, NO_CODES[kind](code)), table)
    assert [problem.code for problem in found.problems] == ["code-unreadable"]
    assert said(found) == said(RIGHT)
    assert found.coverage.relations[Verdict.NOT_CHECKED.value] > 0
    exact = found.coverage.relations["exact"]
    assert exact > 0.85 * RIGHT.coverage.relations["exact"]
    reasons = {skip.reason.en for skip in found.coverage.not_checked}
    assert any("cannot be read" in reason for reason in reasons)


def test_a_letter_tells_the_digit() -> None:
    (problem,) = report(with_code("20805", "2O805")).problems
    assert "20805" in problem.advice.zh
    assert problem.place.pointer.endswith("/0")
    assert problem.address.zh.startswith("表3")


@pytest.mark.parametrize(
    ("code", "still"), [("2080505", True), ("20805", True), ("208", False), ("22102", True)]
)
def test_sums_that_it_cannot_belong_to_are_checked(code: str, still: bool) -> None:  # noqa: FBT001
    """A total that is wrong is found if the row is no class."""

    def change(row: Row) -> Row:
        row = with_code(code, code.replace("0", "O"))(row)
        return [*row[:2], "24,751.61", *row[3:]] if row[1] == "总计" else row

    found = report(change)
    assert ("B5" in {f.code for x in found.findings for f in x.relations}) is still


def test_a_column_that_holds_no_codes_is_one_message() -> None:
    def change(row: Row) -> Row:
        return [f"{row[0]}?", *row[1:]] if row[0] else row

    (problem,) = report(change).problems
    assert problem.code == "code-unreadable"
    assert "18" in problem.found.en


def test_parts_in_columns_of_their_own(tmp_path: Path) -> None:
    """The message points to the part that is wrong; a part that is not repeated is said once."""
    sheet = [
        "单位支出总体情况表,,,,,",
        "金额单位：万元,,,,,",
        "科目编码,,,科目名称,支出预算,,",
        "类,款,项,,合计,基本支出,项目支出",
        "2O8,,,社会保障和就业支出,10.00,10.00,",
        ",05,,行政事业单位养老支出,10.00,10.00,",
        ",,05,机关事业单位基本养老保险缴费支出,10.00,10.00,",
        ",,,总计,10.00,10.00,",
    ]
    path = tmp_path / "表03.csv"
    path.write_text("\n".join(sheet), "utf-8")
    found = checker("cn-common").check(str(path)).files[0]
    assert [(p.code, p.place.line) for p in found.problems] == [("code-unreadable", 5)]
    assert found.findings == ()


def test_a_code_in_front_of_the_name() -> None:
    """Table 1 prints 208 社会保障和就业支出 in one cell; other figures there are no code."""
    document = json.loads(EXAMPLE.read_text("utf-8"))
    for row in document["tables"][0]["rows"]:
        row[2] = row[2].replace("208 ", "2080 ")
    found = checker().report(read("budget.json", json.dumps(document).encode()))
    assert [problem.code for problem in found.problems] == ["row-unplaced"]
