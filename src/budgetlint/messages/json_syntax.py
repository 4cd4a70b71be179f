"""What is said about JSON that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import Problem, Text
from ..model.place import Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from json import JSONDecodeError

_VALID = say("json_syntax.valid")
_FULL_WIDTH = "，：“”‘’【】｛｝；"

# What the decoder says, in the clerk's words: (start of its message, found).
_FOUND = {
    "Expecting ',' delimiter": say("json_syntax.found"),
    "Expecting ':' delimiter": say("json_syntax.found-2"),
    "Expecting property name": say("json_syntax.found-3"),
    "Expecting value": say("json_syntax.found-4"),
    "Illegal trailing comma": say("json_syntax.found-5"),
    "Extra data": say("json_syntax.found-6"),
    "Unterminated string": say("json_syntax.found-7"),
    "Invalid control character": say("json_syntax.found-8"),
    "Invalid \\": say("json_syntax.found-9"),
}
_NOT_JSON = say("json_syntax.not-json")

_Context = tuple[str, str, str]  # (message, last character before, text from here on)

# The first that fits is the advice.
_ADVICE: tuple[tuple[Callable[[_Context], bool], Text], ...] = (
    (
        lambda c: (
            c[0].startswith("Illegal trailing") or (c[1] == "," and c[2].startswith(("]", "}")))
        ),
        say("json_syntax.advice"),
    ),
    (
        lambda c: c[0].startswith("Unterminated"),
        say("json_syntax.advice-2"),
    ),
    (
        lambda c: not c[2],
        say("json_syntax.advice-3"),
    ),
    (
        lambda c: c[2][0] in _FULL_WIDTH,
        say("json_syntax.advice-4"),
    ),
    (
        lambda c: c[2][0] == "'",
        say("json_syntax.advice-5"),
    ),
    (
        lambda c: c[2].startswith(("//", "/*", "#")),
        say("json_syntax.advice-6"),
    ),
    (
        lambda c: c[2].startswith(("None", "True", "False")),
        say("json_syntax.advice-7"),
    ),
    (
        lambda c: c[0].startswith("Extra data"),
        say("json_syntax.advice-8"),
    ),
    (
        lambda c: c[0].startswith("Invalid control"),
        say("json_syntax.advice-9"),
    ),
    (
        lambda c: c[0].startswith("Invalid \\"),
        say("json_syntax.advice-10"),
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter") and c[2][0].isdigit(),
        say("json_syntax.advice-11"),
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter"),
        say("json_syntax.advice-12"),
    ),
    (
        lambda c: c[0].startswith("Expecting ':' delimiter"),
        say("json_syntax.advice-13"),
    ),
    (
        lambda c: c[0].startswith("Expecting property name"),
        say("json_syntax.advice-14"),
    ),
)
_WRITE_VALUE = say("json_syntax.write-value")


def syntax(text: str, error: JSONDecodeError) -> Problem:
    """What the decoder found, in the words of a clerk, with the most likely remedy."""
    before = text[max(0, error.pos - 200) : error.pos].rstrip()[-1:]
    context = (error.msg, before, text[error.pos : error.pos + 20].lstrip())
    return Problem(
        "json-syntax",
        found=next((t for start, t in _FOUND.items() if error.msg.startswith(start)), _NOT_JSON),
        expected=_VALID,
        advice=next((advice for fits, advice in _ADVICE if fits(context)), _WRITE_VALUE),
        place=Place(line=error.lineno, column=error.colno),
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
