"""The step of figures: what is multiplied is told from what is typed, and from chance."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from budgetlint.model.precision import step_of

MEASURED = [Decimal(n).scaleb(-2) for n in (10_007, 5_321, 777, 89_143, 1_211, 333, 90_909, 6_123,
                                            45_671, 2_218, 1_999, 123, 54_452)]  # fmt: skip


def step(figures: Iterable[Decimal], money: str = "万元", unit: int = 0) -> str:
    return str(step_of([list(figures)], money, unit).normalize())


@pytest.mark.parametrize("factor", [6, 7, 10, 25, 99, 101])
def test_what_is_multiplied_has_a_step(factor: int) -> None:
    assert step(value * factor for value in MEASURED) == str(Decimal(factor).scaleb(-2).normalize())
    assert step(-value * factor for value in MEASURED) == step(v * factor for v in MEASURED)


def test_figures_as_printed_have_none() -> None:
    assert step(MEASURED) == "0"
    assert step([]) == "0"
    assert step([Decimal("0E+99"), Decimal("NaN"), Decimal("0.00")]) == "0"


def test_one_figure_that_is_no_multiple_takes_the_step_away() -> None:
    assert step([*(value * 7 for value in MEASURED), Decimal("12.34")]) == "0"


def test_a_small_step_needs_more_figures() -> None:
    """Thirteen even figures are one chance in eight thousand."""
    assert step(value * 2 for value in MEASURED) == "0"
    assert step(value * n for value in MEASURED for n in (2, 22, 26)) == "0.02"


def test_few_figures_have_no_step() -> None:
    assert step(value * 7 for value in MEASURED[:11]) == "0"
    assert step([MEASURED[0] * 7] * 50) == "0"


def test_whole_units_are_typed() -> None:
    assert step(value * 100 for value in MEASURED) == "0"
    assert step(value * 1200 for value in MEASURED) == "0"


def test_so_are_small_amounts_and_fives_of_the_step() -> None:
    """Prices and numbers of pieces: 0.20, 1.60, 23.40."""
    assert step(Decimal(n * 20).scaleb(-2) for n in range(1, 90)) == "0"
    whole, others = ([Decimal(n).scaleb(-2) for n in range(10_000, 12_000, m)] for m in (100, 180))
    assert step(value for value in (*whole, *others[:12]) if value * 5 % 1 == 0) == "0"


def test_whole_hundreds_of_yuan_were_drawn_up_in_wanyuan() -> None:
    in_yuan = [value.quantize(Decimal(1)) for value in (v * 10_000 for v in MEASURED)]
    assert step(in_yuan, "元") == "1E+2"
    assert step((value.scaleb(-4) for value in in_yuan), "元", -4) == "0.01"
    assert step((value * 7 for value in in_yuan), "元") == "7E+2"
    assert step((value / 100 for value in in_yuan), "元") == "0"  # whole 元 are typed
    thousands = [Decimal(n * 1000) for n in range(1, 13)]
    assert step(thousands, "元") == "1E+2"
    assert step(thousands[1:], "元") == "0"
