"""What one slip of the hand makes of a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetlint.model.digits import one_slip


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("875.82", "857.82"),
        ("20.05", "20.50"),
        ("26.50", "20.50"),
        ("120.5", "1200.5"),
        ("1200.5", "120.5"),
        ("1220.50", "120.50"),
        ("-3.71", "-3.72"),
    ],
)
def test_one_slip(wrong: str, meant: str) -> None:
    assert one_slip(Decimal(wrong), Decimal(meant))


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("100.00", "120.50"), ("5.62", "-5.62"), ("0", "5.62"), ("5.62", "0.00"), ("12.34", "43.21")],
)
def test_more_than_one(wrong: str, meant: str) -> None:
    assert not one_slip(Decimal(wrong), Decimal(meant))
