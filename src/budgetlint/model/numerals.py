"""Numbers in Chinese numerals, up to 99: 十二 is 12."""

from __future__ import annotations

from .words import literal

DIGITS = literal("common.digits")
ZERO = literal("common.zero")
TEN = literal("common.ten")


def numeral(number: int) -> str:
    """A number below a hundred; nothing for 0."""
    tens, ones = divmod(number, 10)
    before = (DIGITS[tens - 1] if tens > 1 else "") + TEN if tens else ""
    return before + (DIGITS[ones - 1] if ones else "")


def value_of(text: str) -> int:
    """The number that numerals or digits stand for; 0 for what is no number."""
    if text.isdigit():
        return int(text[:4])
    tens, ten, ones = text.rpartition(TEN)
    if len(tens) > 1 or len(ones) > 1 or not text:
        return 0
    values = [DIGITS.find(digit) + 1 if digit else 0 for digit in (tens, ones)]
    if any(digit and not value for digit, value in zip((tens, ones), values, strict=True)):
        return 0
    return (values[0] or 1) * 10 + values[1] if ten else values[1]
