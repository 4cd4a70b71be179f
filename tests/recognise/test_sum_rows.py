"""Rows that sum up others in a table of income and expenditure, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.tasks.check import checker

Row = tuple[str, str]
CLASSES = {
    "codes": ["201一般公共服务支出", "208社会保障和就业支出", "210卫生健康支出"],
    "numbers": ["一、一般公共服务支出", "二、社会保障和就业支出", "三、卫生健康支出"],
    "names": ["一般公共服务支出", "社会保障和就业支出", "卫生健康支出"],
}
AMOUNTS = ["100.00", "20.00", "30.00"]
INCOME = [("一、财政拨款收入", "140.00"), ("二、事业收入", "10.00")]
YEAR, ALL = "150.00", "155.00"
BEHIND: dict[str, tuple[list[Row], list[Row]]] = {
    "合计 and 总计": (
        [("收入合计", YEAR), ("收入总计", YEAR)],
        [("支出合计", YEAR), ("支出总计", YEAR)],
    ),
    "合计, carried, 总计": (
        [("收入合计", YEAR), ("上年结转", "5.00"), ("收入总计", ALL)],
        [("支出合计", YEAR), ("结转下年", "5.00"), ("支出总计", ALL)],
    ),
    "本年合计": (
        [("本年收入合计", YEAR), ("上年结转", "5.00"), ("收入总计", ALL)],
        [("本年支出合计", YEAR), ("结转下年", "5.00"), ("支出总计", ALL)],
    ),
    "小计 and 合计": (
        [("小计", YEAR), ("上年结转", "5.00"), ("合计", ALL)],
        [("小计", YEAR), ("结转下年", "5.00"), ("合计", ALL)],
    ),
    "three sums": (
        [("收入小计", YEAR), ("收入合计", YEAR), ("上年结转", "5.00"), ("收入总计", ALL)],
        [("支出小计", YEAR), ("支出合计", YEAR), ("结转下年", "5.00"), ("支出总计", ALL)],
    ),
}  # fmt: skip
IN_FRONT: dict[str, tuple[list[Row], list[Row]]] = {
    "总计": ([("收入总计", YEAR)], [("支出总计", YEAR)]),
    "合计": ([("收入合计", YEAR)], [("支出合计", YEAR)]),
    "总计 and 合计": (
        [("收入总计", YEAR), ("收入合计", YEAR)],
        [("支出总计", YEAR), ("支出合计", YEAR)],
    ),
    "小计 alone": ([("本年收入小计", YEAR)], [("本年支出小计", YEAR)]),
    "总计 and 本年": (
        [("收入总计", ALL), ("上年结转", "5.00"), ("本年收入", YEAR)],
        [("支出总计", ALL), ("结转下年", "5.00"), ("本年支出", YEAR)],
    ),
}  # fmt: skip
BOTH_ENDS = ([("收入总计", ALL)], [("本年收入合计", YEAR), ("上年结转", "5.00")])


def table(title: str, left: Sequence[Row], right: Sequence[Row]) -> RawDocument:
    """Two lists beside each other; the last rows of both in one line."""
    height = max(len(left), len(right))
    blank = [("", "")] * height
    even = [[*s[:-1], *blank[: height - len(s)], s[-1]] for s in (left, right)]
    head = [[title], ["单位：万元"], ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    rows = [*head, *([*one, *other] for one, other in zip(*even, strict=True))]
    grid = Grid("#1", rows, lambda row, column: Place("a", line=row, column=column))
    return RawDocument("a", unit="某某局", year=2026, kind="预算", grids=(grid,))


def listed(style: str) -> list[Row]:
    return list(zip(CLASSES[style], AMOUNTS, strict=True))


def errors(raw: RawDocument) -> list[str]:
    report = checker().report(raw)
    codes = [finding.code for finding in report.findings if finding.severity == "error"]
    return [*codes, *(problem.code for problem in report.problems)]


def form(style: str, where: str, name: str) -> tuple[list[Row], list[Row]]:
    if where == "behind":
        income, spent = BEHIND[name]
        return [*INCOME, *income], [*listed(style), *spent]
    income, spent = IN_FRONT[name]
    return [*income, *INCOME], [*spent, *listed(style)]


TITLES = ["收支预算总表", "财政拨款收支总表", "某某收支表"]
FORMS = [*(("behind", name) for name in BEHIND), *(("in front", name) for name in IN_FRONT)]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("style", CLASSES)
@pytest.mark.parametrize(("where", "name"), FORMS)
def test_sums_are_sums_wherever_they_stand(title: str, style: str, where: str, name: str) -> None:
    left, right = form(style, where, name)
    assert errors(table(title, left, right)) == []
    for at, (label, amount) in list(enumerate(right))[::2]:
        wrong = [*right[:at], (label, f"9{amount}"), *right[at + 1 :]]
        assert errors(table(title, left, wrong)), f"{label} is part of a sum"


def test_a_total_in_front_of_the_sum_of_the_year_behind() -> None:
    first, last = BOTH_ENDS
    left, right = [*first, *INCOME, *last], [*listed("numbers"), ("支出总计", ALL)]
    right.insert(3, ("结转下年", "5.00"))
    assert errors(table("收支预算总表", left, right)) == []
    left[1] = (left[1][0], "141.00")
    assert errors(table("收支预算总表", left, right)) == ["B1"]


def test_two_lists_below_each_other_have_a_sum_each() -> None:
    """One column of names: what comes in with its total, then what goes out with its own."""
    ends = [("来源总计", YEAR), *listed("numbers"), ("运用总计", YEAR)]

    def told(rows: Sequence[Row]) -> list[str]:
        lines = [["2026年收支预算平衡表"], ["单位：万元"], ["项目", "预算数"], *map(list, rows)]
        grid = Grid("#1", lines, lambda row, column: Place("a", line=row, column=column))
        return errors(RawDocument("a", unit="某某局", year=2026, kind="预算", grids=(grid,)))

    assert told([*INCOME, *ends]) == []
    assert told([*INCOME, *ends[:-2], (ends[-2][0], "33.00"), ends[-1]]) == ["Y3"]


HEADS = {
    "below the total, then a narrower sum": [
        ["201", "一般公共服务支出", "60.00"], ["208", "社会保障和就业支出", "40.00"],
        ["", "总计", "100.00"], ["", "其中：上年结转", "20.00"], ["", "合计", "80.00"],
    ],
    "before all codes, without a total": [
        ["", "其中：上年结转", "20.00"], ["201", "一般公共服务支出", "60.00"],
        ["208", "社会保障和就业支出", "40.00"],
    ],
    "below a sum, above the total": [
        ["201", "一般公共服务支出", "60.00"], ["208", "社会保障和就业支出", "40.00"],
        ["", "支出合计", "100.00"], ["", "其中：结转", "20.00"], ["", "支出总额", "100.00"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", HEADS.values(), ids=HEADS)
def test_of_which_is_no_addend(rows: list[list[str]]) -> None:
    """What nobody can tell of a row is told, and no error."""
    sheet = [["支出总表"], ["单位：万元"], ["科目编码", "科目名称", "合计"], *rows]
    grid = Grid("#0", sheet, lambda r, c: Place("a", line=r + 1, column=c + 1))
    report = checker("cn-common").report(RawDocument("a", unit="某某局", year=2026, grids=(grid,)))
    assert not [f.code for f in report.findings if f.code in ("B5", "Y3", "Y9")]
    assert "row-unplaced" not in {problem.code for problem in report.problems}


@pytest.mark.parametrize(("general", "found"), [("400.00", False), ("410.00", True)])
def test_income_alone_in_front_of_a_list_is_its_total(general: str, *, found: bool) -> None:
    rows = [["总收入", "500.00"], ["财政拨款", "420.00"], ["一般公共预算", general]]
    rows += [["政府性基金", "20.00"], ["单位资金", "60.00"], ["上年结转", "20.00"]]
    head = [["2026年收入预算表", ""], ["单位：万元", ""], ["项目", "预算数"]]
    grid = Grid("#1", [*head, *rows], lambda r, c: Place("a", line=r + 1, column=c + 1))
    report = checker("cn-common").report(RawDocument("a", unit="某某局", grids=(grid,)))
    assert any(f.severity == "error" for f in report.findings) is found
    assert report.problems == ()
