"""Which rows add up to which, by how a table lists them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
Rows = Sequence[Sequence[str]]


def sums(rows: Rows, header: Sequence[str] = ("项目名称", "预算数")) -> dict[str, list[str]]:
    """The rows that each row of a list is the sum of, by their names and amounts."""
    grid = Grid("#1", [["项目支出预算表"], header, *rows], lambda _r, _c: Place("a"))
    document = KIT.recognise(RawDocument("a", unit="某某局", year=2024, grids=(grid,)))
    made: dict[str, list[str]] = {}
    for follow in document.follows:
        names = [
            f"{side.structure.labels[cell.row]} {side.value(cell.column, cell.row)}"
            for cell in (*follow.left, *follow.right)
            if (side := document.sides[cell.side]) is not None
        ]
        made[names[0]] = names[1:]
    return made


NUMBERED = [["一、运维", "3.00"], ["1.网络", "1.00"], ["2.软件", "2.00"], ["二、购置", "4.00"]]


def test_numbers_tell_also_where_no_figure_fits() -> None:
    found = {
        "一、运维 3.00": ["1.网络 1.00", "2.软件 2.00"],
        "合计 7.00": ["一、运维 3.00", "二、购置 4.00"],
    }
    assert sums([*NUMBERED, ["合计", "7.00"]]) == found
    wrong = sums([NUMBERED[0], ["1.网络", "9.00"], *NUMBERED[2:], ["合计", "8.00"]])
    assert [len(parts) for parts in wrong.values()] == [2, 2]


def test_numbers_that_begin_anew_tell_nothing() -> None:
    rows = [*NUMBERED[:1], ["二、购置", "4.00"], ["一、修缮", "5.00"], ["合计", "99.00"]]
    assert sums(rows) == {}


ITEMS = [["网络", "1.00"], ["软件", "2.50"], ["购置", "4.00"], ["修缮", "5.00"]]


@pytest.mark.parametrize("place", [0, 4], ids=["before", "behind"])
def test_a_plain_list_has_its_total(place: int) -> None:
    rows = [*ITEMS[:place], ["合计", "12.50"], *ITEMS[place:]]
    assert sums(rows) == {"合计 12.50": [" ".join(item) for item in ITEMS]}
    wrong = [*ITEMS[:place], ["合计", "13.50"], *ITEMS[place:]]
    assert list(sums(wrong)) == ["合计 13.50"]


def test_a_list_that_may_have_two_levels_has_none() -> None:
    """维护 may be 网络 and 软件 together: then 合计 is not the sum of all rows."""
    rows = [["维护", "3.50"], *ITEMS, ["合计", "13.00"]]
    assert sums(rows) == {}


SUBTOTALS = {
    "behind": [*ITEMS[:2], ["小计", "3.50"], *ITEMS[2:], ["小计", "9.00"], ["合计", "12.50"]],
    "before": [["合计", "12.50"], ["小计", "3.50"], *ITEMS[:2], ["小计", "9.00"], *ITEMS[2:]],
}


@pytest.mark.parametrize("where", SUBTOTALS)
def test_subtotals_part_a_list(where: str) -> None:
    rows = SUBTOTALS[where]
    right = {
        "小计 3.50": ["网络 1.00", "软件 2.50"],
        "小计 9.00": ["购置 4.00", "修缮 5.00"],
        "合计 12.50": ["小计 3.50", "小计 9.00"],
    }
    assert sums(rows) == right
    wrong = [["小计", "8.50"] if row == ["小计", "3.50"] else row for row in rows]
    assert [len(parts) for parts in sums(wrong).values()] == [2, 2, 2]


def test_rows_inside_others_are_no_addends() -> None:
    rows = [
        ["基本支出", "5.00"],
        ["人员经费", "3.00"],
        ["公用经费", "2.00"],
        ["项目支出", "4.00"],
        ["合计", "9.00"],
    ]
    assert sums(rows)["合计 9.00"] == ["基本支出 5.00", "项目支出 4.00"]


def test_a_group_may_begin_on_the_row_of_its_first_item() -> None:
    header = ["单位名称", "项目名称", "预算数"]
    rows = [["甲", "网络", "1.00"], ["", "软件", "2.50"], ["乙", "购置", "4.00"]]
    assert sums([*rows, ["合计", "", "7.50"]], header) == {
        "合计 7.50": ["网络 1.00", "软件 2.50", "购置 4.00"]
    }


def test_figures_in_yuan_count_to_what_they_were_drawn_up_to() -> None:
    """In 元 as in 万元: sums that are off by roundings of 0.01 万元 do not speak against a list."""
    items = [[f"项目{n}", f"{n}1{n}00", f"{n}3{n}00"] for n in range(1, 9)]
    last, now = (sum(int(row[n]) for row in items) for n in (1, 2))
    total = ["合计", str(last + 100), str(now - 100)]
    above = [["单位：元"], ["项目名称", "上年预算数", "本年预算数"]]
    assert len(sums([*above, *items, total], header=[])) == 2
    fine = [[*row[:2], f"{row[2][:-2]}01"] for row in items]
    assert sums([*above, *fine, total], header=[]) == {}


def test_all_that_is_numbered_adds_up_whatever_the_words_say() -> None:
    """By its words 经营收入 is one of the other sources of money; its number says otherwise."""
    rows = [["一、本年收入", "6.00"], ["（一）财政拨款收入", "3.00"], ["（二）经营收入", "2.00"]]
    found = sums([*rows, ["（三）其他资金", "1.00"], ["收入总计", "6.00"]])
    assert len(found["一、本年收入 6.00"]) == 3


STACKED = [
    ["收入", ""], ["一、财政拨款收入", "3.00"], ["二、经营收入", "2.00"], ["本年收入合计", "5.00"],
    ["年初结转", "4.00"], ["收入总计", "9.00"], ["支出", ""], ["一、基本支出", "6.00"],
    ["其中：人员经费", "4.00"], ["公用经费", "2.00"], ["二、项目支出", "1.00"],
    ["本年支出合计", "7.00"], ["年末结转", "2.00"], ["支出总计", "9.00"],
]  # fmt: skip


def test_income_and_expenditure_below_each_other() -> None:
    found = sums(STACKED, ("项目", "决算数"))
    assert found["本年收入合计 5.00"] == ["一、财政拨款收入 3.00", "二、经营收入 2.00"]
    assert found["收入总计 9.00"] == ["本年收入合计 5.00", "年初结转 4.00"]
    assert found["本年支出合计 7.00"] == ["一、基本支出 6.00", "二、项目支出 1.00"]
    assert found["支出总计 9.00"] == ["本年支出合计 7.00", "年末结转 2.00"]


def test_of_which_below_a_total_is_no_part_of_the_last_item() -> None:
    rows = [["一、货物", "1.00"], ["二、服务", "2.00"], ["合计", "3.00"]]
    found = sums([*rows, ["其中：中小企业", "2.50"]])
    assert found == {"合计 3.00": ["一、货物 1.00", "二、服务 2.00"]}
