"""Amounts in the writings of other programs and countries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetlint.model.amounts import AmountError, parse
from budgetlint.recognise.printed_codes import joined_codes, plain_code

SAME = {
    "1,240.50": [
        "1.240,50", "1 240,50", "1240,50", "1'240.50", "1’240.50", "1、240.50",
        "1\u00a0240.50", "1\u202f240.50", "1, 240.50", "1,240 .50", "1,240. 50", "1,\n240.50",
        "1 , 2 4 0 . 5 0", "1,240·50", "1,240。50", "１，２４０．５０", "𝟏,𝟐𝟒𝟎.𝟓𝟎",
        "RMB 1,240.50", "人民币1,240.50", '"1,240.50"', "=1240.50", "1,240.50：",
        "1,240.50¹", "1,240.50₁", "1,240.50⑴", "1,240.50ⓐ", "1,240.50(1)", "1,240.50²³",
    ],
    "-1,240.50": ["▲1,240.50", "△1,240.50", "▽1,240.50", "(1.240,50)", "-1.240,50"],
    "1,000.00": ["1,000.–", "1,000.--"],
    "1,240,500": ["1.240.500"],
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "text"), [(w, t) for w, texts in SAME.items() for t in texts])
def test_the_same_figure(wanted: str, text: str) -> None:
    found = parse(text)
    assert found == Decimal(wanted.replace(",", ""))
    assert found.as_tuple().exponent == Decimal(wanted.replace(",", "")).as_tuple().exponent


@pytest.mark.parametrize(
    "text",
    ["1 240.50", "1,4751.61", "1.240,5", "1,2", "12,3456", "约1,240.50", "5-", "1..5", "14,751,61"],
)
def test_what_can_be_read_in_two_ways_is_not(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text", ["201‐05‐04", "201—05—04", "#2010504", "〔2010504〕", "2010504：", "科目2010504"]
)
def test_codes_in_more_forms(text: str) -> None:
    assert plain_code(text) == "2010504"


def test_whole_codes_in_the_columns_of_levels() -> None:
    codes, _ = joined_codes([("201", "", ""), ("", "20101", ""), ("", "", "2010102")])
    assert codes == ("201", "20101", "2010102")


def test_codes_filled_up_with_zeros_beside_the_word_of_a_total() -> None:
    codes, _ = joined_codes([("2010000", "2010100", "2010101", "合计")])
    assert codes == ("201", "20101", "2010101", "合计")
