"""How a piece of a web page looks, as far as it decides whether its text is read."""

from __future__ import annotations

import re
from typing import Any

from ...model.expressions import expression
from ..marks import is_mark
from .package import local

_ZERO = r"0(?:\.0+)?\s*(?:px|pt|em|rem|ex|%)?\s*(?:;|!|$)"
_HIDDEN = expression(
    rf"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    rf"|(?:font-size|opacity)\s*:\s*{_ZERO}",
    re.I,
)
_STRUCK = expression(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_SHIFTED = expression(
    r"vertical-align\s*:\s*(?:super|sub|text-top|top|-?\d*\.?\d+\s*(?:px|pt|em|ex|rem|%))"
    r"|mso-text-raise\s*:\s*-?[1-9]|position\s*:\s*relative[^\"]*?\b(?:top|bottom)\s*:\s*-?[\d.]*[1-9]",
    re.I,
)
_STRUCK_NAMES = frozenset({"del", "s", "strike"})
_MARK_NAMES = frozenset({"sup", "sub", "small"})


def is_hidden(element: Any) -> bool:
    """Whether nobody sees it."""
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def is_struck(element: Any) -> bool:
    """Whether it is struck out."""
    return local(element) in _STRUCK_NAMES or bool(_STRUCK.search(element.get("style") or ""))


def is_note(element: Any, before: str) -> bool:
    """Whether it is a note mark: raised, lowered or small beside other text, by its name, its style
    or the note that it leads to."""
    if local(element) in _MARK_NAMES or _SHIFTED.search(element.get("style") or ""):
        return is_mark(element.text_content(), before)
    leads = local(element) == "a" and (element.get("href") or "").startswith("#")
    return bool(leads and before) and is_mark(element.text_content(), before)
