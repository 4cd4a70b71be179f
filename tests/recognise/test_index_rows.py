"""Rows that number the columns of a table are no rows of figures."""

from __future__ import annotations

import pytest

from budgetlint.recognise.headers import is_index

NUMBERED = [
    "栏次 1 2 3",
    "类 款 项 栏次 1 2 3",
    "甲 乙 1 2 3",
    "列号 1 2=3+4 3 4",
    "栏 1 2 3 4",
    "1 2 3 4",
]
FIGURES = [
    "房屋 1 2 3",
    "房屋 1 2 4 3",
    "201 房屋 1 2 3 4",
    "1 房屋 1 2 3 4",
    "甲 1.00 2.00",
    "车辆 12",
]


@pytest.mark.parametrize("row", NUMBERED)
def test_columns_are_numbered(row: str) -> None:
    assert is_index(row.split())


@pytest.mark.parametrize("row", FIGURES)
def test_figures_are_not(row: str) -> None:
    """A name that nobody knows numbers columns only where many figures run from 1."""
    assert not is_index(row.split())
