"""Note marks: small raised figures and signs that point to a footnote.

Read along with the text beside them, 13,961.26 with a raised 1 would be 13,961.261. A raised figure
behind a Latin letter is an exponent (m²) and stays.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[\d①-⑳⑴-⒇\u2460-\u24ff*※†‡#＊\[\]()（）〔〕［］注,，]{1,6}")
_SIGN = re.compile(r"[\d①-⑳\u2460-\u24ff*※†‡#＊注]")


def is_mark(raised: str, before: str = "") -> bool:
    """Whether raised text is a note mark, given the text before it."""
    text = raised.strip()
    exponent = before[-1:].isascii() and before[-1:].isalpha()
    return not exponent and bool(_MARK.fullmatch(text) and _SIGN.search(text))
