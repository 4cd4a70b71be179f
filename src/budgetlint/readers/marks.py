"""Note marks: small raised figures and signs that point to a footnote.

Read along with the text beside them, 13,961.26 with a raised 1 would be 13,961.261. A raised figure
behind a Latin letter is an exponent (m²) and stays.
"""

from __future__ import annotations

from ..model.words import pattern

_MARK = pattern("marks.mark")
_SIGN = pattern("marks.sign")


def is_mark(raised: str, before: str = "") -> bool:
    """Whether raised text is a note mark, given the text before it."""
    text = raised.strip()
    last = before[-1:]
    # m² is an exponent; 13,961. with a small 26 are decimals.
    part = last == "." or (last.isascii() and last.isalpha())
    return not part and bool(_MARK.fullmatch(text) and _SIGN.search(text))
