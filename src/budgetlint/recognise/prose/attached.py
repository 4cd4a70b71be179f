"""Changes behind a list that are of its whole: 其中甲40万元、乙60万元，增加20万元，增长25%.

Words leave open whether that is a change of 乙 or of all. The figures tell: a change and its rate
are of the amount from which they follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.amounts import exponent, half_unit
from .figures import Token
from .frames import Change, Comparison, Frame

PERCENT, ALL = "%", Decimal(100)
FIGURES = ("change", "rate")
WORDS = ("direction", "trend", "against", "reason")
"""What a claim says of a change."""


def changes_of_wholes(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """The last parts of lists whose change is that of the whole, each with the whole: it is not of
    the part by the figures, it is of the whole by them, and of that no change is told."""
    for part, after in zip(frames, (*frames[1:], None), strict=False):
        whole = part.parent
        if whole is None or whole.comparisons or len(part.comparisons) != 1:
            continue
        if after is not None and after.parent is whole:
            continue
        if not _is_change_of(part, *part.comparisons) and _is_change_of(whole, *part.comparisons):
            yield part, whole


def _is_change_of(frame: Frame, one: Comparison) -> bool:
    """Whether a change and its rate follow from the amount of a frame, within what rounding may
    hide in the three of them."""
    amount, change, rate = frame.amount, one.change, one.rate
    if amount is None or change is None or rate is None or rate.token.unit != PERCENT:
        return False
    turned = {"up": 1, "down": -1}.get(change.turn, 0)
    before = amount.value - turned * change.token.value
    if not turned or before <= 0 or amount.unit != change.token.unit:
        return False
    off = abs(ALL * change.token.value - _size(rate) * before)
    hidden = (ALL + _size(rate)) * _half(change.token) + _size(rate) * _half(amount)
    return off <= hidden + _half(rate.token) * before


def _size(rate: Change) -> Decimal:
    return abs(rate.token.value)


def _half(token: Token) -> Decimal:
    return half_unit(exponent(token.value))
