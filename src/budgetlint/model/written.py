"""Amounts in the writing of other programs and countries, as plain ones: only what can be read in
one way. 1.240,50 and 240,50 have a comma for the point, 1'240.50 and 1、240.50 other marks between
thousands, 240·50 another point; 1, 240.50 and 1 2 4 0 . 5 0 were set with blanks.
"""

from __future__ import annotations

import unicodedata

from .expressions import expression
from .words import pattern

_AROUND = pattern("amounts.around")
"""Quotes, markup, a sign of equality or of the currency, a colon behind."""
_FINE = expression(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
"""Blanks that are set between thousands and nowhere else."""
_MARKS = expression(r"(?<=\d)['’‘`´、](?=\d{3}(?!\d))")
_POINT = expression(r"(?<=\d)\s?[·・。‧∙](?=\s?\d{1,2}(?!\d))")
_BROKEN = expression(r"(?<=\d)\s{0,3}([,.])\s{0,3}(?=\d)")
_SPREAD = expression(r"[-+]?\d(?:\s[\d.,]){2,}")
_BY_COMMA = expression(r"([-+(]?)(\d{1,3}(?:[. ]\d{3})+|\d+),(\d{2})(\)?)")
_BY_POINTS = expression(r"([-+(]?)(\d{1,3}(?:\.\d{3}){2,})(\)?)")
_NO_CENTS = expression(r"(?<=\d)[.][-–—－]{1,2}$")


def as_plain(text: str) -> str:
    """The figure that a text writes in another way, in digits, commas and a point; the text as it
    is, without what stands around it, where it is none of these."""
    plain = "".join(map(_digit, text.strip()))
    plain = _AROUND.sub("", plain).strip()
    plain = _MARKS.sub(",", _FINE.sub(",", plain))
    if _SPREAD.fullmatch(plain):
        plain = "".join(plain.split())
    plain = _NO_CENTS.sub(".00", _BROKEN.sub(r"\1", _POINT.sub(".", plain)))
    if match := _BY_COMMA.fullmatch(plain):
        whole = match[2].replace(".", "").replace(" ", "")
        return f"{match[1]}{whole}.{match[3]}{match[4]}"
    if match := _BY_POINTS.fullmatch(plain):
        return f"{match[1]}{match[2].replace('.', '')}{match[3]}"
    return plain


def _digit(sign: str) -> str:
    """A decimal digit of any script as one of ours; all other signs as they are."""
    return sign if sign.isascii() else str(unicodedata.decimal(sign, sign))
