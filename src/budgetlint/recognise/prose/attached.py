"""Changes whose figures tell what they are of: 其中甲40万元、乙60万元，增加20万元，增长25%.

Words leave open whether that is a change of 乙 or of all; behind last year's amount alone, whether
it led to that or leads from it. The figures tell: a change and its rate
are of the amount from which they follow. Where they follow from none, or only one of them is told,
the words do: what 、 joins to a list that says nothing else of its items is a change of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.amounts import exponent, half_unit, parse
from ...model.prose import Claim, Figure
from .figures import Token
from .frames import Change, Comparison, Frame
from .stated import EITHER

Printed = Token | Figure

PERCENT, ALL = "%", Decimal(100)
MAX_TOLD = 100
"""Frames of one breath that are looked at."""
FIGURES = ("prior", "change", "rate")
WORDS = ("direction", "trend", "against", "reason")
"""What a claim says of a change."""


def changes_of_others(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Frames told last in a list, or last of some things told in one breath (其他收入80万元，主要是
    利息30万元、房租50万元，增加20万元), whose change is of another one, each with that: by the
    figures, else by the words, and of that no change is told."""
    for here, part in enumerate(frames):
        if len(part.comparisons) != 1 or _goes_on(part, frames[here + 1 : here + 2]):
            continue
        one, *_ = part.comparisons
        others = list(_others(part, here, frames))
        if others and not _is_change_of(part, one):
            found = next((other for other in others if _is_change_of(other, one)), None)
            found = found or _by_words(part, others)
            if found is not None:
                yield part, found


def _goes_on(part: Frame, after: Sequence[Frame]) -> bool:
    """Whether the list goes on in which a change is told."""
    return bool(after) and part.parent is not None and after[0].parent is part.parent


def _others(part: Frame, here: int, frames: Sequence[Frame]) -> Iterator[Frame]:
    """What a change may be of instead: the whole of the list, and what was told in one breath."""
    whole = part.parent
    if whole is not None and not whole.comparisons and whole.amount:
        yield whole
    for other in reversed(frames[max(0, here - MAX_TOLD) : here]):
        if other.breath != part.breath:
            return
        if other is not whole and other.amount and not other.comparisons:
            yield other


def _by_words(part: Frame, others: Sequence[Frame]) -> Frame | None:
    """The whole of a list joined by 、, of whose items nothing is told but amounts."""
    if not part.joined:
        return None
    if part.parent is not None:
        return part.parent if part.parent is others[0] else None
    whole = others[0]
    return whole if part.aside and not whole.joined else None


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
    if amount is None or change is None or amount.unit != change.token.unit:
        return False
    if rate is None or rate.token.unit != PERCENT:
        return one.prior is not None and _leads(one.prior, amount, change)
    return _follow(amount, change.token, rate.token, change.turn)


def _leads(prior: Token, amount: Token, change: Change) -> bool:
    """Whether a change leads from one amount to another, to the last place."""
    turned = {"up": 1, "down": -1}.get(change.turn, 0)
    alike = prior.unit == amount.unit
    return alike and _worth(prior) + turned * _worth(change.token) == _worth(amount)


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
