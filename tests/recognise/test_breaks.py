"""A row that the end of a page has cut in two is one row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid
from budgetlint.recognise.breaks import joined
from budgetlint.tasks.kit import Packs

VOCABULARY = Packs().load("cn-common").layouts[0].vocabulary
HEADER = ["科目编码", "科目名称", "合计"]
CODED = [["201", "一般公共服务支出", "9.00"], ["20101", "人大事务", "9.00"]]
LISTED = [["一、一般公共服务支出", "9.00"], ["二、教育支出", ""]]
Rows = Sequence[Sequence[str]]


def join(above: Rows, below: Rows, header: Sequence[str] = HEADER) -> list[list[str]]:
    """The rows of a table over two pages, without those that are left blank."""
    rows = [["支出总表"], header, *above, *below]
    grid = Grid("#1", rows, lambda _r, _c: Place("a"), breaks=(2 + len(above),))
    return [list(row) for row in joined(grid, VOCABULARY).rows[2:] if any(row)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["20805", "行政事业单位养老支", "9.00"], ["", "出", ""]),
        (["20805", "行政事业单位养老支", ""], ["", "出", "9.00"]),
        (["20805", "行政事业单位养老支出", ""], ["", "", "9.00"]),
        (["20805", "某项没有人知道的", "9.00"], ["", "支出", ""]),
        (["20805", "", "9.00"], ["", "行政事业单位养老支出", ""]),
        (["", "行政", ""], ["20805", "事业单位养老支出", "9.00"]),
    ],
)
@pytest.mark.parametrize("again", [[], [HEADER], [["", "", ""]]])
def test_with_codes(above: list[str], below: list[str], again: list[list[str]]) -> None:
    whole = [a + b for a, b in zip(above, below, strict=True)]
    end = ["210", "卫生健康支出", "1.00"]
    assert join([*CODED, above], [*again, below, end]) == [
        *CODED, whole, *(row for row in again if any(row)), end,
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["2|080505", "208|0505", "2080|505", "20805|05", "208050|5"])
@pytest.mark.parametrize("name", ["某项没有人|知道的支出", "某项支出|", "|某项支出"])
@pytest.mark.parametrize("figure", ["9.00|", "|9.00"])
@pytest.mark.parametrize("again", [[], [HEADER]])
def test_with_codes_cut_too(code: str, name: str, figure: str, again: list[list[str]]) -> None:
    above, below = map(list, zip(*(text.split("|") for text in (code, name, figure)), strict=True))
    rows = [*CODED, ["208", "社会保障和就业支出", "9.00"], ["20805", "养老支出", "9.00"]]
    end = ["210", "卫生健康支出", "1.00"]
    whole = [a + b for a, b in zip(above, below, strict=True)]
    assert join([*rows, above], [*again, below, end]) == [*rows, whole, *again, end]


def test_figures_that_stand_at_other_heights() -> None:
    above = ["20805", "行政事业", "9.00", ""]
    below = ["", "单位养老支出", "", "9.00"]
    whole = ["20805", "行政事业单位养老支出", "9.00", "9.00"]
    rows = [[*row, row[-1]] for row in CODED]
    assert join([*rows, above], [below], [*HEADER, "基本支出"])[-1] == whole


def test_codes_that_are_printed_without_those_above_them() -> None:
    rows = [["201", "一般公共服务支出", "9.00"], ["03", "政府办公厅事务", "9.00"]]
    above, below = ["208", "社会保障和就业支出", ""], ["05", "养老支出", "9.00"]
    assert join([*rows, above], [below])[-2:] == [above, below]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["八、社会保障和就", "1,608.51"], ["业支出", ""]),
        (["八、社会保障和就", ""], ["业支出", "1,608.51"]),
        (["当年收入", "9.00"], ["小计", ""]),
    ],
)
def test_without_codes(above: list[str], below: list[str]) -> None:
    whole = [a + b for a, b in zip(above, below, strict=True)]
    assert join([*LISTED, above], [below, ["支出总计", "9.00"]])[-2:] == [
        whole,
        ["支出总计", "9.00"],
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["20805", "行政事业单位养老支出", "9.00"], ["2080501", "行政单位离退休", ""]),
        (["20805", "行政事业单位养老支出", "9.00"], ["", "其中：人员经费", ""]),
        (["208", "社会保障和就业支出", "9.00"], ["0505", "养老支出", "9.00"]),
        (["20805", "行政事业单位养老支出", "9.00"], ["", "合计", "9.00"]),
        (["", "合计", "9.00"], ["", "某某局", ""]),
        (["八、社会保障和就业支出", "9.00"], ["九、卫生健康支出", ""]),
        (["社会保障和就业支出", "9.00"], ["卫生健康支出", ""]),
        (["217 金融支出", ""], ["219 援助其他地区支出", ""]),
        (["社会保障和就业支出", ""], ["卫生健康支出", "9.00"]),
        (["本年支出合计", "9.00"], ["结转下年", ""]),
        (["", "基本支出", ""], ["2080501", "行政单位离退休", "9.00"]),
    ],
)
def test_rows_of_their_own(above: list[str], below: list[str]) -> None:
    before = CODED if len(above) > 2 else LISTED
    assert join([*before, above], [below])[-2:] == [above, below]
