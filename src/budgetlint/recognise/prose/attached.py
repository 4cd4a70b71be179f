"""Changes whose figures tell what they are of: 其中甲40万元、乙60万元，增加20万元，增长25%.

Words leave open whether that is a change of 乙 or of all; behind last year's amount alone, whether
it led to that or leads from it. The figures tell: a change and its rate
are of the amount from which they follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.amounts import exponent, half_unit, parse
from ...model.prose import Claim, Figure
from .figures import Token
from .frames import Comparison, Frame
from .stated import EITHER

Printed = Token | Figure

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


def of_its_year(claim: Claim) -> Claim:
    """A claim of which words leave open whether its change leads from an amount of last year or to
    it: 上年20万元,增加5万元,增长25%. It leads to it if the figures say so, else from it; where
    they cannot say, the amount is not taken in."""
    if EITHER not in claim.words:
        return claim
    figures = dict(claim.figures)
    words = {name: word for name, word in claim.words.items() if name != EITHER}
    amount, change, rate = figures.pop("prior"), figures["change"], figures["rate"]
    turns = {words[name][1] for name in ("direction", "trend")}
    turn = turns.pop() if len(turns) == 1 else ""
    if not turn or rate.unit != PERCENT or amount.unit != change.unit:
        return claim._replace(figures=figures, words=words)
    slot = "amount" if _follow(amount, change, rate, turn) else "prior"
    return claim._replace(figures={slot: amount, **figures}, words=words)


def _is_change_of(frame: Frame, one: Comparison) -> bool:
    """Whether a change and its rate follow from the amount of a frame."""
    amount, change, rate = frame.amount, one.change, one.rate
    if amount is None or change is None or rate is None or rate.token.unit != PERCENT:
        return False
    alike = amount.unit == change.token.unit
    return alike and _follow(amount, change.token, rate.token, change.turn)


def _follow(amount: Printed, change: Printed, rate: Printed, turn: str) -> bool:
    """Whether a change and a rate in percent are those that led to an amount, within what rounding
    may hide in the three of them."""
    turned = {"up": 1, "down": -1}.get(turn, 0)
    whole, moved, size = _worth(amount), _worth(change), abs(_worth(rate))
    before = whole - turned * moved
    if not turned or before <= 0:
        return False
    hidden = (ALL + size) * _half(moved) + size * _half(whole)
    return abs(ALL * moved - size * before) <= hidden + _half(_worth(rate)) * before


def _worth(figure: Printed) -> Decimal:
    return parse(figure.said or figure.text)


def _half(value: Decimal) -> Decimal:
    return half_unit(exponent(value))
