"""JSON text to plain values: numbers stay text, duplicate keys and NaN are refused.

The decoder's hooks do not know where they are called. When one refuses something, a second pass
over the marks of the text finds the place; a good file never pays for it.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, NoReturn

from ...messages import json_syntax as wording
from ...model.errors import InputError, Problem
from ...model.expressions import expression
from ...model.names import as_seen
from ...model.raw import Number
from .places import JsonPlaces

if TYPE_CHECKING:
    from collections.abc import Iterator

# No document needs more than five levels; the place of the first one beyond this is reported.
_DEEP = 50

_MARKS = expression(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{}:]|NaN|-?Infinity', re.DOTALL)
_SURROGATE = expression(r"\\u[dD][89a-fA-F]")


class _RefusedError(Exception):
    """A hook met a duplicate key or a constant that is no JSON."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = {as_seen(key): value for key, value in pairs}
    if len(members) != len(pairs):
        raise _RefusedError
    return members


def _no_constant(_: str) -> NoReturn:
    raise _RefusedError


_DECODER = JSONDecoder(
    parse_float=Number,
    parse_int=Number,
    parse_constant=_no_constant,
    object_pairs_hook=_unique,
)


def parse(text: str) -> Any:
    """The value of a JSON text, its numbers as `Number`. Raises `InputError`."""
    try:
        value = _DECODER.decode(text)
    except JSONDecodeError as error:
        raise InputError(wording.syntax(text, error)) from None
    except RecursionError:
        raise InputError(_placed(text, _first_deep(text), wording.nesting())) from None
    except _RefusedError:
        raise InputError(_refused(text)) from None
    if "\\" in text and _SURROGATE.search(text):
        _refuse_half_characters(text)
    return value


def _placed(text: str, offset: int, problem: Problem) -> Problem:
    return problem.at(*JsonPlaces(text).line_column(offset))


def _refused(text: str) -> Problem:
    """The first duplicate key or constant of a text that was refused for one."""
    seen: list[set[str]] = []
    key = ""
    start = 0
    for offset, mark in _marks(text):
        if mark == "{":
            seen.append(set())
        elif mark == "}":
            seen.pop()
        elif mark == ":":
            if key in seen[-1]:
                return _placed(text, start, wording.duplicate_key(key))
            seen[-1].add(key)
        elif mark[0] == '"':
            start, key = offset, as_seen(_DECODER.raw_decode(text, offset)[0])
        elif mark not in "[]":
            return _placed(text, offset, wording.constant(mark))
    raise AssertionError("a hook refused what the marks do not show")


def _first_deep(text: str) -> int:
    depth = 0
    for offset, mark in _marks(text):
        depth += (mark in "[{") - (mark in "]}")
        if depth > _DEEP:
            return offset
    return 0


def _refuse_half_characters(text: str) -> None:
    """Half of a surrogate pair is valid JSON, but no text: it cannot be printed or saved."""
    for offset, mark in _marks(text):
        if mark[0] == '"' and _SURROGATE.search(mark):
            value = _DECODER.raw_decode(text, offset)[0]
            if any("\ud800" <= char <= "\udfff" for char in value):
                raise InputError(_placed(text, offset, wording.half_character()))


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Strings, brackets, colons and forbidden constants, up to the first error in the text."""
    return ((match.start(), match[0]) for match in _MARKS.finditer(text))
