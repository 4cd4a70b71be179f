"""Words and marks of the documents' language, by what they are for: `words.toml`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import tomli

from .expressions import expression

with open(os.path.join(os.path.dirname(__file__), "words.toml"), "rb") as _file:
    WORDS: Mapping[str, Any] = tomli.load(_file)

_NAMED = expression(r"«([\w-]+)»")


def literal(name: str) -> str:
    """One word, or the text of a pattern: `narrative.contents`."""
    return _whole(_entry(name))


def literals(name: str) -> tuple[str, ...]:
    """Several words."""
    return tuple(_entry(name))


def pattern(name: str) -> re.Pattern[str]:
    """A pattern."""
    return expression(literal(name))


def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Several patterns."""
    return tuple(expression(_whole(text)) for text in _entry(name))


def literal_table(name: str) -> Mapping[str, Any]:
    """A table of words: `claims.figures`."""
    found: Mapping[str, Any] = _entry(name)
    return found


def _whole(text: str) -> str:
    """A text with what it names put in; one that names nothing asks for no expression."""
    if "«" not in text:
        return text
    return _NAMED.sub(lambda match: _entry(f"common.{match[1]}"), text)


def _entry(name: str) -> Any:
    found: Any = WORDS
    for step in name.split("."):
        found = found[step]
    return found
