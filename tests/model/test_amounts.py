"""Amounts by example; properties/test_amounts.py has what holds for all of them."""

from __future__ import annotations

from decimal import Decimal, Inexact

import pytest

from budgetlint.messages.tables import table
from budgetlint.model.amounts import (
    BLANK,
    EXACT,
    MAX_DIGITS,
    MAX_TEXT,
    MONEY,
    UNREADABLE,
    AmountError,
    AmountMemo,
    exponent,
    half_unit,
    is_blank,
    parse,
    printed,
)

# (as printed, the amount with its places)
FIGURES = {
    "0": "0",
    "0.00": "0.00",
    "5": "5",
    "14.75": "14.75",
    "14.750": "14.750",
    "14751.61": "14751.61",
    "14,751.61": "14751.61",
    "1,234,567,890.12": "1234567890.12",
    "-5.62": "-5.62",
    "+5.62": "5.62",
    "−5.62": "-5.62",
    "–5.62": "-5.62",
    "—5.62": "-5.62",
    "－5.62": "-5.62",
    "(5.62)": "-5.62",
    "（5.62）": "-5.62",
    "（ 5.62 ）": "-5.62",
    "(14,751.61)": "-14751.61",
    "(0.00)": "0.00",
    "１４，７５１．６１": "14751.61",
    "（５．６２）": "-5.62",
    " 5.62 ": "5.62",
    "\u30005.62\u3000": "5.62",
    "\u00a05.62": "5.62",
    "5.62\n": "5.62",
    "13,961.26\u200b": "13961.26",
    "\ufeff13,961.26": "13961.26",
    "13,961\u00ad.26\u200d": "13961.26",
    "\u061c\u200e5.62\u200f": "5.62",
    "\u20025.62\u202f": "5.62",
    "‐5.62": "-5.62",
    "‑5.62": "-5.62",
    "- 13,961.26": "-13961.26",
    "-\n13,961.26": "-13961.26",
    "−　5.62": "-5.62",
    "△5.62": "-5.62",
    "△ 5.62": "-5.62",
    "负5.62": "-5.62",
    "5.62-": "-5.62",
    "1,005－": "-1005",
    "⁻5.62": "-5.62",
    "﹙5.62﹚": "-5.62",
    "-¥5.62": "-5.62",
    "(￥5.62)": "-5.62",
    "5\u3164.6\ufe0f2": "5.62",
    "\u115f5.\U000e010062": "5.62",
    "\u202a5.62\u202c": "5.62",
    "007": "7",
    "1e5": "1e5",
    "1.4751E+4": "1.4751E+4",
    "-1.5E-3": "-0.0015",
    "9" * MAX_DIGITS: "9" * MAX_DIGITS,
    "9" * (MAX_DIGITS - 2) + ".99": "9" * (MAX_DIGITS - 2) + ".99",
    "1e30": "1e30",
}


MARKED = [
    "5.62①",
    "5.62[1]",
    "5.62【1】",
    "5.62（注）",
    "5.62 注1",
    "5.62*",
    "￥5.62",
    "¥ 5.62",
    "*5.62",
    "'5.62",
    "①5.62",
    "[1] 5.62",
    "（1）5.62",
    "注1 5.62",
    "5.62（1）",
    "5.62注①",
    "5.62[]",
    "5.62注",
]


@pytest.mark.parametrize("text", MARKED)
def test_marks_at_a_figure(text: str) -> None:
    assert parse(text).as_tuple() == Decimal("5.62").as_tuple()


@pytest.mark.parametrize(("text", "amount"), FIGURES.items())
def test_figures(text: str, amount: str) -> None:
    """The value and the places: 14.75 and 14.750 are not the same figure."""
    assert parse(text).as_tuple() == Decimal(amount).as_tuple()


BLANKS = ["", " ", "\t\n", "-", "--", "—", "——", "–", "−", "―", "/", "无", " — ", "－", "／",
          "‐", "‑", "─", "\u200b", "\ufeff—\u00ad",
          "---", "～", "\\", "ー", "⁃", "null", "\u2800"]  # fmt: skip


@pytest.mark.parametrize("text", BLANKS)
def test_blanks(text: str) -> None:
    assert parse(text).as_tuple() == BLANK.as_tuple()


UNREADABLE_TEXTS = {
    "14,75l.61": "not-a-figure",
    "abc": "not-a-figure",
    "5.62万元": "not-a-figure",
    "约5": "not-a-figure",
    "5 62": "not-a-figure",
    "5%": "not-a-figure",
    "--5": "not-a-figure",
    "- -5": "not-a-figure",
    "-" + " " * 60 + "5": "not-a-figure",
    "5-": "not-a-figure",
    "(5": "not-a-figure",
    "((5))": "not-a-figure",
    "()": "not-a-figure",
    "*** ": "not-a-figure",
    "NaN": "not-a-figure",
    "Infinity": "not-a-figure",
    "0x1F": "not-a-figure",
    "1_000": "not-a-figure",
    "△△5.62": "not-a-figure",
    "△-5.62": "not-a-figure",
    "5.62 -": "not-a-figure",
    "5.62--": "not-a-figure",
    "½": "not-a-figure",
    "五": "not-a-figure",
    "1e999999999": "too-long",
    "1e+": "not-a-figure",
    "1,47,51.61": "grouping",
    "1,4751.61": "grouping",
    "14,751,61": "grouping",
    "14.751.61": "grouping",
    ",751.61": "grouping",
    "14,751.": "grouping",
    ".61": "grouping",
    "5,": "grouping",
    "(-5.62)": "sign-twice",
    "（+5.62）": "sign-twice",
    "9" * (MAX_DIGITS + 1): "too-long",
    "0." + "0" * MAX_DIGITS: "too-long",
    "1e31": "too-long",
    "1e-31": "too-long",
    "1e400": "too-long",
    " " * MAX_TEXT + "5": "too-long",
}


@pytest.mark.parametrize(("text", "reason"), UNREADABLE_TEXTS.items())
def test_unreadable_texts(text: str, reason: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse(text)
    assert (caught.value.text, caught.value.reason) == (text, reason)


def test_every_reason_occurs_and_is_worded() -> None:
    assert set(UNREADABLE_TEXTS.values()) == set(table("documents")["amount-reasons"])


@pytest.mark.parametrize("text", ["1e1000", "1e999999999"])
def test_an_absurd_exponent_is_too_long(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse(text)
    assert caught.value.reason == "too-long"


# Printing

PRINTED = {
    "14751.61": "14,751.61",
    "-14751.6": "-14,751.6",
    "0": "0",
    "0.00": "0.00",
    "1E+5": "100,000",
    "1E-3": "0.001",
    "999": "999",
    "1000": "1,000",
    "0E+99": "",
}


@pytest.mark.parametrize(("amount", "text"), PRINTED.items())
def test_printed(amount: str, text: str) -> None:
    assert printed(Decimal(amount)) == text


# Blanks and unreadable amounts in sums


def test_a_blank_adds_as_zero() -> None:
    total = BLANK + Decimal("14.75")
    assert total.as_tuple() == Decimal("14.75").as_tuple()
    assert is_blank(BLANK + BLANK)
    assert is_blank(-BLANK)
    assert not is_blank(BLANK + Decimal("0.00"))
    assert not is_blank(Decimal(0))


def test_an_unreadable_amount_makes_the_sum_unreadable() -> None:
    assert (UNREADABLE + Decimal(1)).is_nan()
    assert not is_blank(UNREADABLE)


def test_exact_arithmetic_raises_rather_than_round() -> None:
    huge = Decimal("9" * MAX_DIGITS)
    assert EXACT.add(huge, Decimal("1e-30")) - huge == Decimal("1e-30")
    with pytest.raises(Inexact):
        EXACT.divide(Decimal(1), Decimal(3))


# Places


def test_places() -> None:
    assert [exponent(Decimal(text)) for text in ("14", "14.75", "14.750", "1e5")] == [0, -2, -3, 5]
    assert [half_unit(places) for places in (0, -2, 4)] == [
        Decimal("0.5"),
        Decimal("0.005"),
        Decimal("5000"),
    ]


# Units and the memo


def test_money_units() -> None:
    assert MONEY == {"元": 0, "百元": 2, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}


def test_a_memo_reads_each_text_once() -> None:
    memo = AmountMemo()
    assert memo["14,751.61"] is memo["14,751.61"]
    assert memo["—"] is BLANK
    assert memo["?"] is UNREADABLE
    assert set(memo) == {"14,751.61", "—", "?"}
    assert [(text, error.reason) for text, error in memo.errors.items()] == [("?", "not-a-figure")]


def test_a_memo_converts_units_exactly() -> None:
    """元 to 万元 moves the point and keeps every place."""
    memo = AmountMemo(-4)
    assert memo["147,516,100.00"].as_tuple() == Decimal("14751.610000").as_tuple()
    assert memo["1"] == Decimal("0.0001")
    assert is_blank(memo["—"])
    assert memo["x"].is_nan()


PLAIN = ["14,751.61", "-0.50", "7", "1234567", "0.00"]


ODD = ["", "—", "?", "（1.00）", "1,23.00", "1\n2", "１.00", "9" * 30, "1."]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("scale", [0, -4])
def test_what_a_memo_learns_is_what_it_reads_text_by_text(odd: str, scale: int) -> None:
    for column in (PLAIN, [odd], [*PLAIN, odd], [odd, *PLAIN], []):
        memo, other = AmountMemo(scale), AmountMemo(scale)
        memo.learn(column)
        read = [[repr(each[text]) for text in column] for each in (memo, other)]
        assert read[0] == read[1]
        assert memo.errors.keys() == other.errors.keys()


def test_a_plain_column_is_learnt_at_once() -> None:
    memo = AmountMemo()
    memo.learn([*PLAIN, ""])
    assert set(memo) == set(PLAIN)
