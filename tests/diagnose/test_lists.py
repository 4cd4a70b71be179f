"""Lists in prose that were perhaps read wrongly: the words leave open where they end or what they
add up to, and the sum holds otherwise. Where the words close them, a wrong sum is an error."""

from __future__ import annotations

import pytest

import budgetlint
from budgetlint.report.report import FileReport

SHORTER = "2025年支出预算100.00万元，包括：基本支出60.00万元，项目支出40.00万元，{}"
SOURCES = (
    "2025年收入预算10{}.00万元，按来源划分，包括：一般公共预算收入60.00万元，事业收入{}.00万元{}"
)
OTHER_BASE = (
    "2025年收入总预算{}万元{}本年收入100.00万元，包括：一般公共预算收入60.00万元，"
    "事业收入40.00万元，其他收入20.00万元。"
)


def report(text: str) -> FileReport:
    section = {"section": "一", "title": "收支预算总体情况说明", "text": text}
    return budgetlint.check({"tables": [], "narrative": [section]}).files[0]


def errors(file: FileReport) -> int:
    sums = ("D2b", "E18")
    return sum(r.code in sums for finding in file.findings for r in finding.relations)


def notes(file: FileReport) -> list[str]:
    return [rule.reason.zh for rule in file.coverage.not_checked if "所列也许" in rule.reason.zh]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SHORTER.format("结转下年10.00万元。"), "列到“结转下年”之前为止"),
        (SHORTER.format("上年结转10.00万元"), "列到“上年结转”之前为止"),
        (SOURCES.format("2", "24", "，加其他收入18.00万元。"), "加上其后的“其他收入”"),
        (OTHER_BASE.format("120.00", "，"), "正好等于前面的“收入总预算”"),
    ],
)
def test_what_the_words_leave_open_is_a_note(text: str, said: str) -> None:
    file = report(text)
    assert errors(file) == 0
    (note,) = notes(file)
    assert said in note


@pytest.mark.parametrize(
    "text",
    [
        SHORTER.replace("40", "50").format("结转下年10.00万元。"),  # 20 too much: no other end
        SHORTER.format("结转下年10.00万元；收入预算100.00万元。"),  # ； closes it
        SHORTER.replace("，{}", "、结转下年10.00万元。"),  # 、 puts it into the list
        SOURCES.format("0", "40", "，其他收入10.00万元。"),  # it is a source like the others
        SOURCES.format("2", "24", "。另有其他收入18.00万元。"),  # another sentence
        SOURCES.format("2", "24", "，加其他收入17.00万元。"),  # not what is lacking
        OTHER_BASE.format("120.00", "。"),  # another sentence
        OTHER_BASE.format("130.00", "，"),  # not what they add up to
        "2025年人员经费60.00万元，公用经费30.00万元，上年结转10.00万元，合计90.00万元。",
    ],
)
def test_what_the_words_close_stays_an_error(text: str) -> None:
    file = report(text)
    assert errors(file) == 1
    assert notes(file) == []


def test_a_figure_that_something_else_speaks_against_is_misprinted() -> None:
    """This year is not last year and the change, either: then the total is wrong."""
    text = SHORTER.format("结转下年10.00万元。")
    spoiled = text.replace("万元，", "万元，比上年50.00万元增加40.00万元，", 1)
    assert errors(report(spoiled)) == 1
    assert notes(report(spoiled)) == []
