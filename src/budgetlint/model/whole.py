"""Amounts as whole numbers: exact, and without the cost of a `Decimal` context in inner loops."""

from __future__ import annotations

from decimal import Decimal

from .amounts import EXACT

PLACES = 72
"""An amount has at most 30 digits and an exponent of at most 30, and units differ by 8 places."""
SCALE = 10**PLACES


def scaled(value: Decimal) -> int:
    """A `Decimal` as a whole number of 10^-`PLACES`; nothing is lost."""
    return int(value.scaleb(PLACES, EXACT))


def unscaled(value: int, unit: int = 1) -> Decimal:
    """The reverse; with the places of `unit`, the step between figures of so many places."""
    places = len(str(unit)) - 1
    whole, rest = divmod(value, 10**places)
    if rest:
        places, whole = 0, value
    return Decimal(whole).scaleb(places - PLACES, EXACT)
