"""What may stand in a cell: the relations that hold it, and what is said about them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import budgetlint
from budgetlint import FileReport, Finding
from budgetlint.report.finding import shown

from .scenario import BASE

RULES = str(BASE / "rules.toml")


def document() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((BASE / "budget.json").read_text(encoding="utf-8"))
    return data


def checked(value: object) -> FileReport:
    """The report on the base document with `value` as the total of 20141."""
    data = document()
    data["tables"][0]["rows"][1][2] = value
    return budgetlint.check(data, RULES).files[0]


def relations(report: FileReport) -> tuple[int, int, int, int]:
    """(exact, within rounding, broken, not checked)."""
    counts = report.coverage.relations
    return counts["exact"], counts["rounding"], counts["broken"], counts["not_checked"]


def arithmetic(finding: Finding) -> tuple[str, str, str, str]:
    actual, expected, difference, _ = shown(finding)
    return finding.code, actual, expected, difference


SAME = ["14,751.61", "14751.61", "１４，７５１．６１", "14,751.61", " 14,751.61\t", "+14,751.61"]


@pytest.mark.parametrize("text", SAME)
def test_the_same_amount(text: str) -> None:
    report = checked(text)
    assert report.status == "ok"
    assert relations(report) == (15, 0, 0, 0)


NEGATIVE = ["-5.62", "（5.62）", "(5.62)", "－５．６２", "−5.62"]


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_negative_amount(text: str) -> None:
    report = checked(text)
    assert relations(report) == (12, 0, 3, 0)
    (finding,) = report.findings
    assert [arithmetic(relation) for relation in finding.relations] == [
        ("A3", "-5.62", "14,751.61", "-14,757.23"),
        ("B5", "14,751.61", "-5.62", "+14,757.23"),
        ("B5", "-5.62", "14,751.61", "-14,757.23"),
    ]
    assert report.findings[0].cells[0].value == text


@pytest.mark.parametrize("text", ["—", "", "-", "/", "无", "——", None])
def test_a_blank(text: str | None) -> None:
    report = checked(text)
    assert report.problems == ()
    assert relations(report) == (12, 0, 3, 0)
    assert arithmetic(report.findings[0]) == ("A3", "", "14,751.61", "-14,751.61")


def test_a_zero_is_no_blank() -> None:
    report = checked("0")
    assert relations(report) == (12, 0, 3, 0)
    assert arithmetic(report.findings[0]) == ("A3", "0", "14,751.61", "-14,751.61")


def test_a_zero_hides_no_error() -> None:
    """4,751.61 = 4,751.25 + 0 is wrong by 0.36, whether the zero is printed 0 or 0.00."""
    data = document()
    data["tables"][0]["rows"][2][2:] = ["4,751.61", "4,751.25", "0"]
    findings = budgetlint.check(data, RULES).findings
    found = [relation.code for finding in findings for relation in finding.relations]
    assert found == ["A3", "B5"]


UNREADABLE = {
    "14,75l.61": "“14,75l.61”不是金额",
    "1,4751.61": "“1,4751.61”千分位或小数点的位置不对",
    "（-5.62）": "“（-5.62）”既有括号又有正负号",
    "1" * 31: f"“{'1' * 31}”位数过多",
    "1e400": "“1e400”位数过多",
    "5 %": "“5 %”不是金额",
    "约5": "“约5”不是金额",
    "x" * 100: f"“{'x' * 57}…”不是金额",
}


@pytest.mark.parametrize(("text", "said"), UNREADABLE.items())
def test_an_unreadable_amount(text: str, said: str) -> None:
    """It is reported with its place; its relations are not checked, and all others are."""
    report = checked(text)
    (problem,) = report.problems
    assert (problem.code, problem.found.zh) == ("amount-unreadable", said)
    assert problem.place.pointer == "/tables/0/rows/1/2"
    assert problem.address.zh == "表3 / 20141 数据事务 / 合计"
    assert relations(report) == (12, 0, 0, 3)
    assert report.findings == ()
    skipped = [(skip.code, skip.reason.zh) for skip in report.coverage.not_checked]
    assert skipped == [("A3", "1 个关系含有读不出的金额"), ("B5", "2 个关系含有读不出的金额")]


def test_each_unreadable_cell_is_said_once() -> None:
    data = document()
    for row in data["tables"][0]["rows"]:
        row[4] = "?"
    report = budgetlint.check(data, RULES).files[0]
    assert [p.place.pointer for p in report.problems] == [f"/tables/0/rows/{r}/4" for r in range(5)]
    assert relations(report)[2:] == (0, 8)


def test_an_amount_is_not_read_out_of_a_label() -> None:
    """Labels may be anything; the label that is a figure is no amount."""
    data = document()
    data["tables"][0]["rows"][3][1] = "14,75l.61"
    assert budgetlint.check(data, RULES).problems == ()
