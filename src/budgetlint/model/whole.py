"""Amounts as whole numbers of a document's least unit: exact, and as cheap as whole numbers are.

Every figure of a document is a whole number of 10^-`places`, with one number of places for the
whole document: as many as its figures need, and the halves of their last places. A figure of many
places costs longer numbers, never exactness. `Decimal` again is what is shown to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .amounts import EXACT
from .values import NamedTuple


class WholeColumn(NamedTuple):
    """The figures of one column, one a row, and a 0 at the end so that row -1 reads as blank.

    `values` are 0 where nothing is printed or nothing can be read; `shown` says where something
    is, `unread` are the rows of what cannot be read.
    """

    values: Sequence[int]
    shown: Sequence[bool]
    unread: frozenset[int]


def scaled(value: Decimal, places: int) -> int:
    """A `Decimal` as a whole number of 10^-`places`. Raises `ArithmeticError` if it is none."""
    made = value.scaleb(places, EXACT)
    whole = int(made)
    if whole != made:
        raise ArithmeticError(value, places)
    return whole


def unscaled(value: int, places: int, unit: int = 1) -> Decimal:
    """The reverse; with the places of `unit`, the step between figures of so many places."""
    zeros = len(str(unit)) - 1
    whole, rest = divmod(value, 10**zeros)
    if rest:
        zeros, whole = 0, value
    return Decimal(whole).scaleb(zeros - places, EXACT)
