"""Codes of a classification: three digits for a class (类), two more for each level below it."""

from __future__ import annotations

from collections.abc import Iterable


def is_code(text: str) -> bool:
    """Whether a text is a code of some level."""
    return text.isdecimal() and len(text) % 2 == 1 and len(text) > 1


def are_lengths(lengths: Iterable[int]) -> bool:
    """Whether all texts of these lengths, if they are digits, are codes or empty."""
    return all(length % 2 == 1 != length or not length for length in set(lengths))


def parts_of(code: str, count: int) -> tuple[str, ...]:
    """A code as it stands in so many columns: "20805" in three is "208", "05" and ""."""
    parts = [code[:3], *(code[i : i + 2] for i in range(3, len(code), 2))]
    return (*parts[: count - 1], "".join(parts[count - 1 :]), *[""] * (count - len(parts)))[:count]


def as_digits(text: str) -> str:
    """A text with digits for the letters that look like them."""
    return text.translate(_ALIKE)


_ALIKE = str.maketrans("OoDQ〇lI|ZSB", "00000111258")


def level_of(code: str) -> int:
    """The level of a code: 1 for a class, 2 for a group (款), 3 for an item (项)."""
    return (len(code) - 1) // 2
