"""What a spreadsheet prints for a number, and when that is not sure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetlint.model.amounts import parse
from budgetlint.model.raw import Number
from budgetlint.readers.office.number_format import BUILTIN, NumberFormats

ACCOUNTING = BUILTIN[43]
CASES = [
    ("14751.61", "#,##0.00", "14,751.61"),
    ("792.5", "0.00", "792.50"),
    ("792", "0.00_ ", "792.00"),
    ("4030.7800000000002", "#,##0.00", "4,030.78"),  # as Excel writes its floats
    ("12.345", "0.00", "12.35"),  # half up, as it is shown
    ("-5.62", "#,##0.00_);(#,##0.00)", "(5.62)"),
    ("-5.62", '0.00_);[Red]\\(0.00\\)', "(5.62)"),
    ("-5.62", ACCOUNTING, "-5.62"),
    ("0", ACCOUNTING, "-"),
    ("0", "0.00;-0.00;;@", ""),
    ("0", "#,###", ""),
    ("0.5", "#,###.00", "0.50"),
    ("0.3221", "0.00%", "32.21%"),
    ("1234567", "#,##0,", "1,235"),
    ("8", "00", "08"),
    ("14751.61", '"¥"#,##0.00', "14,751.61"),
    ("14751.61", "[$¥-804]#,##0.00", "14,751.61"),
    ("5", '0.00"万元"', "5.00万元"),  # another unit is not read over
    ("2026", 'General"年"', "2026年"),
    ("1234567", '0!.0,"万"', "123.5万"),
    ("2010504", "000-00-00", "201-05-04"),
    ("46058", 'yyyy"年"m"月"d"日"', "2026-02-05"),
    ("abc", "0.00", "abc"),
    ("1e500", "0", "1e500"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), CASES)
def test_what_is_printed(value: str, code: str, text: str) -> None:
    shown = NumberFormats().printed(value, code)
    assert (str(shown.text), type(shown.text), shown.sure) == (text, str, True)


SHOWN_IN_ANOTHER_UNIT = [
    ("139612600", "0!.0000", "13961.26"),
    ("139612600", "0\\.0000_ ", "13961.26"),
    ("-139612600", '0"."0,', "-13961.3"),
    ("139612600", '0!.0000;[Red]-0!.0000;"-"', "13961.26"),
    ("500", "#!.0000", "0.05"),
    ("500", "0!.0000", "0.05"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN_IN_ANOTHER_UNIT)
def test_a_point_written_between_the_digits(value: str, code: str, text: str) -> None:
    """元 shown as 万元: what is printed is sure, but its places promise no precision."""
    shown = NumberFormats().printed(value, code)
    assert (str(shown.text), type(shown.text), shown.sure) == (text, Number, True)


@pytest.mark.parametrize(
    ("value", "text"),
    [("792", "792"), ("4030.7800000000002", "4030.78"), ("1E+3", "1000"), ("-0.5", "-0.5")],
)
def test_the_general_format_promises_no_places(value: str, text: str) -> None:
    shown = NumberFormats().printed(value, "General")
    assert shown.text == text
    assert type(shown.text) is Number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("139612600", "#,##0!.0000", "139612600"),
        ("12345.6", "0.00E+00", "12345.6"),
        ("0.5", "# ?/?", "0.5"),
        ("5", "[>100]0.0;0.00", "5"),
        ("-3", "0.00;[Red]0.00", "-3.00"),  # a minus told by colour
    ],
)
def test_formats_that_are_not_sure(value: str, code: str, text: str) -> None:
    assert NumberFormats().printed(value, code)[:2] == (text, False)


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4), st.booleans())
def test_what_is_printed_is_the_rounded_amount(
    amount: Decimal,
    places: int,
    grouped: bool,  # noqa: FBT001
) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    read = parse(NumberFormats().printed(str(amount), code).text)
    assert abs(read - amount) * 2 <= Decimal(1).scaleb(-places)
    assert -read.as_tuple().exponent == places  # type: ignore[operator]
