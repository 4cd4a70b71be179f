"""What is said about JSON values that are not what should stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place, escaped
from ..model.raw import Number
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.errors import Message, Problem


def wrong(pointer: str, value: object, expected: str) -> Problem:
    """A value of the wrong type; `expected` is the code of what should stand there."""
    place = Place(pointer=pointer)
    return problem("shape.wrong", place, value=describe(value), expected=say(expected))


def count(pointer: str, found: int, expected: int) -> Problem:
    """A list that has another number of entries than what it is about."""
    return problem("shape.count", Place(pointer=pointer), found=found, expected=expected)


def missing(pointer: str, key: str, expected: str) -> Problem:
    """A key that must be there is not."""
    return problem("shape.missing", Place(pointer=pointer), key=key, expected=say(expected))


def unknown_key(pointer: str, key: str, known: Iterable[str]) -> Problem:
    """A key that nobody reads, probably a slip of the pen."""
    from difflib import get_close_matches  # only wrong files pay for importing it

    names = tuple(known)
    near = get_close_matches(key, names, 1)
    advice = say("shape.meant", near=near[0]) if near else say("shape.remove")
    place = Place(pointer=f"{pointer}/{escaped(key)}")
    return problem("shape.unknown-key", place, key=key, known=names, advice=advice)


def describe(value: object) -> Message:
    """A value in the words of a message."""
    if value is None:
        return say("shape.null")
    if isinstance(value, bool):
        return say("shape.truth", word="true" if value else "false")
    if isinstance(value, str):
        word = value if len(value) <= 40 else value[:40] + "…"
        number = type(value) is Number
        return say("shape.number", word=word) if number else _quoted(word)
    if isinstance(value, list):
        return say("shape.list", length=len(value))
    return say("shape.object")


def _quoted(word: str) -> Message:
    return say("shape.text", word=word) if word.strip() else say("shape.blank")
