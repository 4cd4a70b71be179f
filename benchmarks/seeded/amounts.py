"""How much money the entries hold, and how a sum is printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from .entries import ANNUITY, CENT, PENSION, Entry, Shape


def drawn_amount(rng: Random, *, rounding: bool) -> Decimal:
    """From 0.50 to 100,000.00; with `rounding`, four further decimals."""
    cents = rng.randint(50, 10 ** rng.randint(3, 7))
    if rounding:
        return Decimal(cents * 10000 + rng.randrange(10000)).scaleb(-6)
    return Decimal(cents).scaleb(-2)


def filled_entries(shape: Shape, rng: Random, *, rounding: bool) -> list[Entry]:
    """The entries with their amounts. Pension contributions are twice the annuity (rule N1)."""
    filled = [replace(e, amount=drawn_amount(rng, rounding=rounding)) for e in shape.entries]
    annuity = next((e.amount for e in filled if e.economic == ANNUITY), None)
    return [
        replace(e, amount=2 * annuity) if e.economic == PENSION and annuity is not None else e
        for e in filled
    ]


def printed_amount(amount: Decimal) -> str:
    return f"{amount.quantize(CENT, ROUND_HALF_UP):,f}"


def drawn_part(whole: Decimal, rng: Random) -> Decimal:
    """All of an amount or some of it, with no more decimals than it has."""
    if rng.random() < 0.5:
        return whole
    _, digits, exponent = whole.as_tuple()
    units = int("".join(map(str, digits)))
    least = min(units, int(Decimal("0.5").scaleb(-int(exponent))))
    return Decimal(rng.randint(least, units)).scaleb(int(exponent))
