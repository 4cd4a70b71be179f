"""What follows from coordinates: which figures are one, what balances, what is carried on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.document import Follow
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.identities import SideSaid, sides_of
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
Sheet = Sequence[Sequence[str]]
NAMES = ["教育支出", "科学技术支出", "外交支出", "卫生健康支出", "住房保障支出", "其他支出"]
CODES = ["205", "206", "202", "210", "221", "229"]
AMOUNTS = ["10.00", "11.00", "12.00", "13.00", "14.00", "15.00"]


def follows(kind: str, *sheets: Sheet) -> list[Follow]:
    """What follows of that kind in a document with these tables."""
    grids = [Grid(f"#{n}", sheet, lambda _r, _c: Place("a")) for n, sheet in enumerate(sheets)]
    document = KIT.recognise(RawDocument("a", unit="某某局", year=2024, grids=tuple(grids)))
    return [found for found in document.follows if found.kind == kind]


def both(amounts: Sequence[str], *more: Sequence[str]) -> Sheet:
    marks = "一二三四五六"
    rows = [
        ["一、财政拨款收入" if n == 0 else "", "75.00" if n == 0 else "",
         f"{marks[n]}、{name}", amount]
        for n, (name, amount) in enumerate(zip(NAMES, amounts, strict=True))
    ]  # fmt: skip
    head = [["收入支出决算总表"], ["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    return [*head, *rows, *more]


def by_code(amounts: Sequence[str], *more: Sequence[str], title: str = "支出决算表") -> Sheet:
    head = [[title], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows = [[c, n, a, "6.00", ""] for c, n, a in zip(CODES, NAMES, amounts, strict=True)]
    return [*head, *rows, *more]


def test_one_figure_in_two_tables() -> None:
    found = follows("identity", both(AMOUNTS), by_code(AMOUNTS))
    assert [follow.left[0].row for follow in found] == [0, 1, 2, 3, 4, 5]
    damaged = follows("identity", both(AMOUNTS), by_code([*AMOUNTS[:5], "19.00"]))
    assert damaged == found, "a wrong figure changes nothing of what it is compared with"


@pytest.mark.parametrize(
    "amounts",
    [["1.00", "2.00", *AMOUNTS[2:]], ["", "", "", "", *AMOUNTS[4:]]],
    ids=["two of six differ", "two are printed"],
)
def test_tables_that_may_speak_of_other_money_are_not_compared(amounts: Sequence[str]) -> None:
    assert not follows("identity", both(AMOUNTS), by_code(amounts))


def test_three_figures_that_agree_are_enough() -> None:
    """Three amounts that agree by chance are none; the fourth then is the same money too."""
    found = follows("identity", both(AMOUNTS), by_code(["", "", *AMOUNTS[2:5], "19.00"]))
    assert [follow.left[0].row for follow in found] == [2, 3, 4, 5]


def test_other_money_is_other_money() -> None:
    fiscal = by_code(AMOUNTS, title="财政拨款支出决算表")
    assert not follows("identity", both(AMOUNTS), fiscal)
    budget = by_code(AMOUNTS, title="支出预算表")
    assert not follows("identity", both(AMOUNTS), budget)


def test_a_total_that_may_include_what_is_carried_is_compared_with_nothing() -> None:
    total, coded = ["", "", "总计", "79.00"], by_code(AMOUNTS, ["", "合计", "75.00", "", ""])
    plain = follows("identity", both(AMOUNTS, total), coded)
    carried = follows("identity", both(AMOUNTS, ["", "", "年末结转和结余", "4.00"], total), coded)
    assert (len(plain), len(carried)) == (7, 6)


BALANCED = both(
    AMOUNTS,
    ["本年收入合计", "75.00", "本年支出合计", "75.00"],
    ["年初结转和结余", "5.00", "年末结转和结余", "5.00"],
    ["其中：项目支出结转", "1.00", "", ""],
    ["总计", "80.00", "总计", "80.00"],
)


def test_the_last_totals_balance() -> None:
    (found,) = follows("balance", BALANCED)
    assert (found.left[0].row, found.right[0].row) == (9, 9)
    assert not follows("balance", BALANCED[:-3]), "this year's need not"


def test_what_is_carried_and_this_year_make_the_total() -> None:
    left, right = follows("roll", BALANCED)
    assert [cell.row for cell in left.right] == [6, 7]
    assert [cell.row for cell in right.right] == [6, 7]
    strange = [*BALANCED[:-1], ["某某收入", "1.00", "", ""], BALANCED[-1]]
    assert len(follows("roll", strange)) == 1, "a row that nobody knows may be part of the total"


def test_a_table_of_one_flow_balances_with_nothing() -> None:
    assert not follows("balance", by_code(AMOUNTS, ["", "合计", "75.00", "", ""]))


INCOME = {"事业收入": "20.00", "一般公共预算拨款收入": "70.00", "上年结转": "9.00"}


def by_rows(income: dict[str, str], total: str) -> Sheet:
    rows = [
        [f"{mark}、{name}", value, f"{mark}、{spent}", "33.00"]
        for mark, (name, value), spent in zip("一二三", income.items(), NAMES[:3], strict=True)
    ]
    head = [["收支总表"], ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    return [*head, *rows, ["收入总计", total, "支出总计", "99.00"]]


def by_columns(income: dict[str, str], total: str) -> Sheet:
    head = [["收入总表"], ["科目编码", "科目名称", "合计", *income]]
    return [*head, *([c, n, total, *income.values()] for c, n in [("", "合计"), ("205", NAMES[0])])]


def test_what_a_sum_says_of_the_vintage_of_its_parts() -> None:
    """总计 has in it what is carried, its other parts have not, in rows as in columns."""
    found = follows("identity", by_rows(INCOME, "99.00"), by_columns(INCOME, "99.00"))
    income = [(f.left[0].row, f.right[0].column) for f in found if f.left[0].row < 4]
    assert sorted(income) == [*enumerate(INCOME), (3, "总计")]
    other = by_columns({**INCOME, "上年结转": "8.00"}, "99.00")
    assert not follows("identity", by_rows(INCOME, "99.00"), other), "no sum, no vintage"


def test_words_that_leave_nothing_open_need_no_other_figures() -> None:
    """Whose money, which way it goes, of which year: said of one, and told of the other."""
    fiscal = [["财政拨款收支总表"], ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
              ["一、本年收入", "71.00", "一、教育支出", "71.00"],
              ["一般公共预算拨款收入", "71.00", "", ""]]  # fmt: skip
    (found,) = follows("identity", by_rows(INCOME, "99.00"), fiscal)
    assert (found.left[0].row, found.right[0].row) == (1, 1)
    plain = [row if "本年" not in row[0] else ["", "", "一、教育支出", "71.00"] for row in fiscal]
    assert not follows("identity", by_rows(INCOME, "99.00"), plain), "carried in may be in it"


def test_names_that_mean_the_same_are_told_once() -> None:
    """Another name behind a code, or of a project, says nothing else of the figures."""
    sheet = by_code(AMOUNTS)
    renamed = [[c, "没有人认识的名称" if c == "229" else n, *f] for c, n, *f in sheet[2:]]
    other = [*sheet[:2], *renamed]
    elsewhere = [*sheet[:2], *(["201" if c == "229" else c, *f] for c, *f in sheet[2:])]

    def said(table: Sheet) -> SideSaid:
        grid = Grid("#1", table, lambda _r, _c: Place("a"))
        read = KIT.recognise(RawDocument("a", unit="某某局", year=2024, grids=(grid,)))
        (found,) = read.tables.values()
        return sides_of(found.layout.vocabulary, found)[0].said

    assert said(other) is said(sheet)
    assert said(elsewhere) is not said(sheet)
    assert follows("identity", both(AMOUNTS), other) == follows("identity", both(AMOUNTS), sheet)
    fewer = follows("identity", both(AMOUNTS), elsewhere)
    assert [follow.left[0].row for follow in fewer] == [0, 1, 2, 3, 4]
