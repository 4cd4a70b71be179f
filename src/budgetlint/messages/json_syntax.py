"""What is said about JSON that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from json import JSONDecodeError

    from ..model.errors import Problem

_FULL_WIDTH = "，：“”‘’【】｛｝；"

# What the decoder says begins like this: what was found.
_FOUND = {
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Expecting property name": "key",
    "Expecting value": "value",
    "Illegal trailing comma": "trailing",
    "Extra data": "extra",
    "Unterminated string": "quote",
    "Invalid control character": "break",
    "Invalid \\": "backslash",
}

_Context = tuple[str, str, str]  # (message, last character before, text from here on)

# The first that fits is the advice.
_ADVICE: tuple[tuple[Callable[[_Context], bool], str], ...] = (
    (
        lambda c: (
            c[0].startswith("Illegal trailing") or (c[1] == "," and c[2].startswith(("]", "}")))
        ),
        "trailing",
    ),
    (
        lambda c: c[0].startswith("Unterminated"),
        "quote",
    ),
    (
        lambda c: not c[2],
        "cut-off",
    ),
    (
        lambda c: c[2][0] in _FULL_WIDTH,
        "full-width",
    ),
    (
        lambda c: c[2][0] == "'",
        "apostrophe",
    ),
    (
        lambda c: c[2].startswith(("//", "/*", "#")),
        "comment",
    ),
    (
        lambda c: c[2].startswith(("None", "True", "False")),
        "literal",
    ),
    (
        lambda c: c[0].startswith("Extra data"),
        "extra",
    ),
    (
        lambda c: c[0].startswith("Invalid control"),
        "break",
    ),
    (
        lambda c: c[0].startswith("Invalid \\"),
        "backslash",
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter") and c[2][0].isdigit(),
        "digits",
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter"),
        "comma",
    ),
    (
        lambda c: c[0].startswith("Expecting ':' delimiter"),
        "colon",
    ),
    (
        lambda c: c[0].startswith("Expecting property name"),
        "key",
    ),
)


def syntax(text: str, error: JSONDecodeError) -> Problem:
    """What the decoder found, in the words of a clerk, with the most likely remedy."""
    before = text[max(0, error.pos - 200) : error.pos].rstrip()[-1:]
    context = (error.msg, before, text[error.pos : error.pos + 20].lstrip())
    said = _FOUND.items()
    found = next((name for begins, name in said if error.msg.startswith(begins)), "not-json")
    remedy = next((name for fits, name in _ADVICE if fits(context)), "write-value")
    return problem(
        "json_syntax.syntax",
        Place(line=error.lineno, column=error.colno),
        found=say(f"json_syntax.found.{found}"),
        advice=say(f"json_syntax.remedy.{remedy}"),
    )


def duplicate_key(key: str) -> Problem:
    """One object has a key twice."""
    return problem("json_syntax.duplicate-key", key=key)


def constant(name: str) -> Problem:
    """NaN or Infinity."""
    return problem("json_syntax.constant", name=name)


def nesting() -> Problem:
    """Brackets in brackets without end."""
    return problem("json_syntax.nesting")


def half_character() -> Problem:
    r"""A lone surrogate such as \ud83d."""
    return problem("json_syntax.half-character")
