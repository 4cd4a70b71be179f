"""Numbers in Chinese numerals, up to 99: 十二 is 12."""

from __future__ import annotations

from .words import literal

DIGITS = literal("common.digits")
ZERO = literal("common.zero")
TEN = literal("common.ten")
TWO = literal("common.two")
POINT = literal("common.point")


def numeral(number: int) -> str:
    """A number below a hundred; nothing for 0."""
    tens, ones = divmod(number, 10)
    before = (DIGITS[tens - 1] if tens > 1 else "") + TEN if tens else ""
    return before + (DIGITS[ones - 1] if ones else "")


def value_of(text: str) -> int:
    """The number that numerals or digits stand for; 0 for what is no number."""
    if text.isdecimal():
        return int(text[:9])
    tens, ten, ones = text.rpartition(TEN)
    if len(tens) > 1 or len(ones) > 1 or not text:
        return 0
    values = [DIGITS.find(digit) + 1 if digit else 0 for digit in (tens, ones)]
    if any(digit and not value for digit, value in zip((tens, ones), values, strict=True)):
        return 0
    return (values[0] or 1) * 10 + values[1] if ten else values[1]


def value_of_mark(mark: str) -> int:
    """The number of an item of an outline: 3 of （三）, 3、 and 3."""
    return value_of(mark.strip("、.()"))


def number_of(text: str) -> str:
    """The number that numerals stand for, in digits, with what stands behind a 点: 五点三 is 5.3;
    nothing for what is no such number."""
    whole, point, rest = text.replace(TWO, DIGITS[1]).partition(POINT)
    value = str(value_of(whole) or ("0" if whole and whole in ZERO else ""))
    behind = "".join(str((ZERO[:1] + DIGITS).find(digit)) for digit in rest)
    known = value and (not point or behind.isdigit())
    return f"{value}.{behind}" if known and point else value if known else ""
