"""Wordings: a paragraph with each of its amounts written as one and the same number, each number of
people or things as 1, and the name of the unit as one and the same name.

What a sentence says of its figures is told by its words, and by how figures are printed: with a
sign, with separators, with how many places. So 14,751.61 and 23,480.07 are read alike, and once:
both are written 1,111.11 here. What digits may tell stays as it is printed: zeros, what holds a
year, whole numbers that count nothing, and more than three places. Whoever draws up a budget says
of itself what others say; whether a letter or a digit touches what is in front of its name and
behind it stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ...model.expressions import expression
from ...model.values import NamedTuple
from ...model.words import literal

_AMOUNT = (
    r"(?<!\d)(?<!\d[.,])(?![\d,]*20\d\d)(?=[\d,.]*[1-9])"
    r"(\d{1,3}(?:,\d{3}){1,6}+|\d{1,15}+)\.(\d{1,3}+)(?![.,]?\d)"
)
_COUNT = literal("prose.number-of")
_DIGITS = expression(r"\d\d*", re.ASCII)
"""Where any of them may begin: it is tried nowhere else."""
_DECIMAL = r"\d\.\d"
_NAME = literal("prose.unit-alike")
"""Two characters that no text has."""
LEAST = 4
"""Characters of a name that is sought in texts."""
Span = tuple[int, int, str]


class Alike(NamedTuple):
    """What is written alike: `numbers`, and the name of the `unit` as `called`. Words that hold
    any of it are found by `held`."""

    numbers: re.Pattern[str] | None
    held: re.Pattern[str]
    unit: str = ""
    called: str = ""


NOTHING = Alike(None, expression(r"(?!)"))
AMOUNTS = Alike(expression(_AMOUNT, re.ASCII), expression(_DECIMAL))
ALL = Alike(expression(f"{_AMOUNT}|{_COUNT}", re.ASCII), expression(f"{_DECIMAL}|{_COUNT}|{_NAME}"))


def all_alike(unit: str) -> Alike:
    """All that is written alike in the texts of a unit. Brackets in its name part a sentence, as in
    （本级）, and what begins like a year may be one: such a name is read as it is printed."""
    if len(unit) < LEAST or not unit.isalnum() or "20" in unit:
        return ALL
    return ALL._replace(unit=unit, called=f"{_touching(unit[0])}{_NAME}{_touching(unit[-1])}")


def _touching(character: str) -> str:
    """What stands for the first or the last character of a name, if words do not decide."""
    if character.isdigit():
        return "1"
    return "" if character.isalpha() and not character.isascii() else character


class Worded:
    """The compact text of a paragraph: as `printed`, and as a `text` to be read."""

    __slots__ = ("_alike", "_ends", "_shifts", "_starts", "printed", "text")
    NOWHERE, UNKNOWN = -1, -2

    def __init__(self, printed: str, alike: Alike = AMOUNTS) -> None:
        self.printed = printed
        self.text = printed
        self._alike = alike
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts: list[int] = [0]
        spans = [*self._numbers(), *self._names()]
        if spans:
            self._write(sorted(spans))

    def _numbers(self) -> Iterator[Span]:
        numbers, last = self._alike.numbers, 0
        if numbers is None:
            return
        for digits in _DIGITS.finditer(self.printed):
            match = numbers.match(self.printed, digits.start()) if digits.start() >= last else None
            if match is None:
                continue
            last = match.end()
            whole, places = match.group(1, 2)
            amount = f"1{',111' * whole.count(',')}.{'1' * len(places)}" if places else "1"
            yield *match.span(), amount

    def _names(self) -> Iterator[Span]:
        unit, called = self._alike.unit, self._alike.called
        at = self.printed.find(unit) if unit else -1
        while at >= 0 and _NAME not in self.printed:
            yield at, at + len(unit), called
            at = self.printed.find(unit, at + len(unit))

    def _write(self, spans: list[Span]) -> None:
        parts: list[str] = []
        last = shift = 0
        for start, end, text in spans:
            if start < last:
                continue
            parts += (self.printed[last:start], text)
            self._starts.append(start - shift)
            self._ends.append(start - shift + len(text))
            shift += end - start - len(text)
            self._shifts.append(shift)
            last = end
        self.text = "".join((*parts, self.printed[last:]))

    @property
    def is_plain(self) -> bool:
        """Whether it is read as it is printed."""
        return not self._ends

    def unit(self, name: str) -> str | None:
        """What the name of the unit is in the text, if it is there; None if it is called both."""
        called = self._alike.called
        known = [one for one in (called, name) if one and one in self.text]
        return None if len(known) > 1 else "".join(known)

    def at(self, position: int) -> int:
        """Where a position of the text is in what is printed."""
        return position + self._shifts[bisect_right(self._ends, position)]

    @property
    def inside(self) -> set[int]:
        """The positions that stand in the midst of what is written alike."""
        spans = zip(self._starts, self._ends, strict=True)
        return {at for start, end in spans for at in range(start + 1, end)}

    def slice(self, start: int, end: int) -> str:
        """What is printed from one position of the text to another."""
        return self.printed[self.at(start) : self.at(end)]

    def holds(self, words: str) -> bool:
        """Whether there may be anything in some words of the text that is written alike."""
        return self._alike.held.search(words) is not None

    def find(self, words: str) -> int:
        """Where words of the text stand that hold any: `NOWHERE` if they hold none, `UNKNOWN` if
        that cannot be told, for they stand there twice or not at all."""
        if not self.holds(words):
            return self.NOWHERE
        at = self.text.find(words)
        if at < 0 or self.text.find(words, at + 1) >= 0:
            return self.UNKNOWN
        return at if self.inside.isdisjoint((at, at + len(words))) else self.UNKNOWN
