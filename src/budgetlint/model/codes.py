"""Codes of a classification: three digits for a class (类), two more for each level below it."""

from __future__ import annotations


def is_code(text: str) -> bool:
    """Whether a text is a code of some level."""
    return text.isdecimal() and len(text) % 2 == 1 and len(text) > 1


def as_digits(text: str) -> str:
    """A text with digits for the letters that look like them."""
    return text.translate(_ALIKE)


_ALIKE = str.maketrans("OoDQ〇lI|ZSB", "00000111258")


def level_of(code: str) -> int:
    """The level of a code: 1 for a class, 2 for a group (款), 3 for an item (项)."""
    return (len(code) - 1) // 2
