"""Places in a JSON text: where the value of a pointer begins, found only when asked for.

Siblings are skipped with the decoder of the standard library, at the speed of C, and the offsets
found on the way are kept: a hundred places in one table cost one pass, not a hundred.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecoder
from typing import TYPE_CHECKING

from ...model.expressions import expression
from ...model.names import as_seen

if TYPE_CHECKING:
    from ...model.errors import Problem

_BLANKS = expression(r"[ \t\n\r]*")
_BETWEEN = expression(r"[ \t\n\r]*(?:,[ \t\n\r]*)?")
# Numbers stay text: int() refuses numbers of thousands of digits, and floats are not wanted here.
_scan = JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]

Members = list[int] | dict[str, int]


class JsonPlaces:
    """The places in one valid JSON text. Nothing is looked up before it is asked for."""

    __slots__ = ("_lines", "_members", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, Members] = {}
        self._lines: list[int] = []

    def offset(self, pointer: str) -> int:
        """Where the value at `pointer` begins. Raises `LookupError` if there is none."""
        at = _skip_blanks(self._text, 0)
        for step in pointer.split("/")[1:]:
            if at not in self._members:
                self._members[at] = _members(self._text, at)
            members = self._members[at]
            at = members[_index(step)] if isinstance(members, list) else members[_unescaped(step)]
        return at

    def line_column(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def of(self, pointer: str) -> tuple[int, int]:
        """The line and column of the value at `pointer`; (0, 0) if it cannot be told."""
        try:
            return self.line_column(self.offset(pointer))
        except (LookupError, RecursionError):
            return 0, 0

    def placed(self, problem: Problem) -> Problem:
        """`problem` with the line and column of its pointer."""
        return problem.at(*self.of(problem.place.pointer))


def offset_of(text: str, pointer: str) -> int:
    """Where the value at `pointer` begins in a valid JSON text. Raises `LookupError`."""
    return JsonPlaces(text).offset(pointer)


def _index(step: str) -> int:
    """The number of an item. Raises `LookupError`."""
    if not (step.isascii() and step.isdigit()) or len(step) > MAX_DIGITS:
        raise LookupError(step)
    return int(step)


MAX_DIGITS = 9
"""Of the number of an item in a list."""


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _skip_blanks(text: str, at: int) -> int:
    if text[at : at + 1] > " ":
        return at
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _members(text: str, at: int) -> Members:
    """The offsets of the values in the list or object that begins at `at`."""
    if text[at] == "[":
        return _items(text, at)
    if text[at] == "{":
        return _fields(text, at)
    raise LookupError(at)


def _items(text: str, at: int) -> list[int]:
    offsets: list[int] = []
    at = _skip_blanks(text, at + 1)
    while text[at] != "]":
        offsets.append(at)
        at = _after_value(text, at)
    return offsets


def _fields(text: str, at: int) -> dict[str, int]:
    offsets: dict[str, int] = {}
    at = _skip_blanks(text, at + 1)
    while text[at] != "}":
        key, end = _scan(text, at)
        at = _skip_blanks(text, _skip_blanks(text, end) + 1)
        offsets[as_seen(key)] = at
        at = _after_value(text, at)
    return offsets


def _after_value(text: str, at: int) -> int:
    """The offset of what follows the value at `at`: the next member, or the closing bracket."""
    match = _BETWEEN.match(text, _scan(text, at)[1])
    return match.end() if match else at
