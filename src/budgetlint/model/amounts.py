"""Amounts: printed text to `Decimal`, once, and never through float.

Two values that are no figures travel through arithmetic by themselves, so that columns of amounts
can be added up without asking each cell what it is:

* `BLANK` is a zero of no precision (0E+99). It adds as zero, and a sum of nothing but blanks is
  still such a zero: `Decimal.same_quantum` tells an empty sum from 0.00.
* `UNREADABLE` is a quiet NaN: a sum that holds one is NaN, and its relation is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from decimal import (
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Underflow,
)

from .expressions import expression
from .words import literal_table, literals, pattern

BLANK = Decimal("0E+99")
UNREADABLE = Decimal("NaN")
ZERO = Decimal(0)

MAX_DIGITS = 30
"""Digits that an amount may have. The world's money fits into 20; more is a slip or an attack."""

EXACT = Context(
    prec=400, traps=[Clamped, DivisionByZero, Inexact, InvalidOperation, Overflow, Underflow]
)
"""Arithmetic that raises rather than round: 30-digit amounts, a million addends, weights."""

MONEY: dict[str, int] = dict(literal_table("money"))
"""Money units and the power of ten by which each exceeds 元."""
RATES: dict[str, int] = dict(literal_table("claims.rates"))
"""What stands behind a rate, and the power of ten by which it exceeds %."""

MAX_TEXT = 200
"""Characters that a cell with an amount may have, blanks included."""

_MARKS_OF_FIGURES = frozenset("0123456789,.+-() ")
_NOTED = pattern("amounts.noted")
"""Note marks behind a figure (①, [1], 注1), and the sign of the currency before it."""
_MINUS = pattern("amounts.minus")
NOTHING = frozenset({"", "-", "--", "---", "/", "\\", "~", "·", *literals("amounts.nothing")})
# Accounting formats set the sign at one edge of the cell and the figure at the other.
_FIGURE = expression(r"([+-]?)\s{0,40}(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?", re.ASCII)
# What nearly every cell looks like; at most MAX_DIGITS digits, so nothing more needs to be asked.
_PLAIN = expression(r"-?(?:\d{1,3}(?:,\d{3}){0,6}|\d{1,21})(?:\.\d{1,9})?", re.ASCII)
_PLAIN_LINES = expression(rf"(?:{_PLAIN.pattern}(?:\n|\Z))++", re.ASCII)
LIKE_A_FIGURE = expression(r"'?[-+(△Δ∆]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)%]{0,2}")
"""What a figure looks like among words, normalised: one that is no amount may do so too."""
_MINUS_BEHIND = expression(r"(\d{1,3}(?:,\d{3})+|[\d,]{1,40}\.\d{1,30})-", re.ASCII)
"""A figure as accounting programs print it; a dash apart from it is the blank of another cell."""
_SCIENTIFIC = expression(r"[+-]?(\d+)(?:\.(\d+))?[eE]([+-]?\d+)", re.ASCII)
UNSEEN = "".join(
    chr(code)
    for first, last in (
        (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
        (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xE0001, 0xE007F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""Characters that show nothing; copied out of pages and word processors (Unicode's property
Default_Ignorable_Code_Point, without what is not assigned)."""
# Full-width forms to ASCII, every dash to one, and nothing unseen. Not NFKC: it would turn 5.62①
# into 5.621.
_DASHES = "−–—―﹣‐‑‒─━⁃﹘ー˗⁻₋➖"
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\u2800", " ")
    | dict.fromkeys(UNSEEN, "")
    | dict(zip("﹙﹚﹐﹒﹢", "(),.+", strict=True))
)

MINUS_SIGNS = frozenset({"-", "－", *_DASHES, *literals("amounts.minus-signs")})
"""What may stand for a minus in front of a figure."""


class AmountError(ValueError):
    """A cell's text is no amount. `reason` is an entry of `amount-reasons` in
    the messages."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason


def parse(text: str) -> Decimal:
    """The amount printed as `text`, with the places printed; `BLANK` where nothing is printed.

    Full-width digits and punctuation, thousands separators, a leading sign and accounting
    brackets (negative) are read, the sign also apart from the figure or written △; so are
    figures in other writings (see `written`); marks that point to a note and the sign of the
    currency are passed over; a dash, a slash or 无 is a blank, 0 and 0.00 are zeros.
    Raises `AmountError` for anything else: a figure is never guessed.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if len(text) > MAX_TEXT:
        raise AmountError(text, "too-long")
    folded = text.translate(FOLD).strip()
    if folded in NOTHING:
        return BLANK
    if not set(folded) <= _MARKS_OF_FIGURES:
        folded = _MINUS.sub("-", _NOTED.sub("", folded)).strip()
    if folded.endswith("-") and (behind := _MINUS_BEHIND.fullmatch(folded)):
        folded = f"-{behind[1]}"
    negative = folded.startswith("(") and folded.endswith(")")
    match = _FIGURE.fullmatch(folded[1:-1].strip() if negative else folded)
    if match is None:
        return _otherwise(folded, text)
    sign, whole, fraction = match.groups("")
    if negative and sign:
        raise AmountError(text, "sign-twice")
    whole = whole.replace(",", "")
    if len(whole) + len(fraction) - bool(fraction) > MAX_DIGITS:
        raise AmountError(text, "too-long")
    value = Decimal(f"{sign}{whole}{fraction}")
    return -value if negative and value else value


def _otherwise(folded: str, text: str) -> Decimal:
    """A figure in the writing of another program or country, or with an exponent."""
    from .written import as_plain

    plain = as_plain(_NOTED.sub("", text)).translate(FOLD)
    if plain not in (text, folded):
        with suppress(AmountError):
            return parse(plain)
    return _scientific(folded, text)


def _scientific(folded: str, text: str) -> Decimal:
    """1.4751E+4, as some programs write JSON numbers; bounded, because 1e999999999 is an attack."""
    match = _SCIENTIFIC.fullmatch(folded)
    if match is None:
        raise AmountError(text, "grouping" if re.fullmatch(r"[\d,.]+", folded) else "not-a-figure")
    whole, fraction, exponent = match.groups("")
    if len(whole) + len(fraction) > MAX_DIGITS or abs(int(exponent)) > MAX_DIGITS:
        raise AmountError(text, "too-long")
    return Decimal(folded)


class AmountMemo(dict[str, Decimal]):
    """Amounts by their text, times 10 to the power of `scale` (元 to 万元: -4), exactly.

    Unreadable texts become `UNREADABLE` and are kept in `errors`.

    The same figures stand in many tables, so most lookups never reach the parser.
    """

    def __init__(self, scale: int = 0) -> None:
        super().__init__()
        self.scale = scale
        self.errors: dict[str, AmountError] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Parse many texts at once, if all of those that are new look as nearly every cell does."""
        new = [*{*texts} - self.keys() - {""}]
        lines = "\n".join(new)
        plain = lines.replace(",", "").split("\n")
        if new and len(plain) == len(new) and _PLAIN_LINES.fullmatch(lines):
            values: Iterable[Decimal] = map(Decimal, plain)
            if self.scale:
                values = (value.scaleb(self.scale, context=EXACT) for value in values)
            self.update(zip(new, values, strict=True))

    def __missing__(self, text: str) -> Decimal:
        try:
            value = parse(text)
            if self.scale and not is_blank(value):
                value = value.scaleb(self.scale, context=EXACT)
        except AmountError as error:
            self.errors[text] = error
            value = UNREADABLE
        self[text] = value
        return value


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or holds a dash or a word that stands for nothing."""
    return text.translate(FOLD).strip() in NOTHING


def is_amount(text: str) -> bool:
    """Whether a cell, normalised, holds an amount, with a note mark behind it or in another writing
    as well; no letters, and no number of digits alone that looks like no figure."""
    if LIKE_A_FIGURE.fullmatch(text):
        return True
    if not any(map(str.isdigit, text)) or text.isalnum():
        return False
    try:
        return not is_blank(parse(text))
    except AmountError:
        return False


def is_blank(value: Decimal) -> bool:
    """Whether nothing was printed (also true of a sum of nothing but blanks)."""
    return value.same_quantum(BLANK)


def exponent(value: Decimal) -> int:
    """The exponent of the last printed place: -2 for 14.75, 0 for 14. Not for `UNREADABLE`."""
    return int(value.as_tuple().exponent)


def half_unit(places: int) -> Decimal:
    """Half a unit of the last place, for the exponent of that place: 0.005 for -2."""
    return _HALVES[-places] if 0 <= -places < len(_HALVES) else _half_unit(places)


def halved(step: Decimal) -> Decimal:
    """Half a step between figures."""
    return EXACT.multiply(step, _HALF)


_HALF = Decimal("0.5")


def _half_unit(places: int) -> Decimal:
    return Decimal((0, (5,), places - 1))


_HALVES = tuple(_half_unit(-decimals) for decimals in range(9))


def printed(value: Decimal) -> str:
    """A figure as budgets print it: 14,751.61; blank or unreadable is empty; never scientific."""
    if is_blank(value) or value.is_nan():
        return ""
    if exponent(value) > 0:
        value = value.quantize(Decimal(1), context=EXACT)
    return f"{value:,f}"
