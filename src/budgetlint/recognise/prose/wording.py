"""Wordings: a paragraph with each of its amounts written as one and the same number.

What a sentence says of its figures is told by its words, and by how figures are printed: with a
sign, with separators, with how many places. So 14,751.61 and 23,480.07 are read alike, and once:
both are written 1,111.11 here. What digits may tell stays as it is printed: zeros, what holds a
year, whole numbers, and more than three places.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ...model.expressions import expression

_AMOUNT = expression(
    r"(?<!\d)(?<!\d[.,])(?![\d,]*20\d\d)(?=[\d,.]*[1-9])"
    r"(\d{1,3}(?:,\d{3}){1,6}+|\d{1,15}+)\.(\d{1,3}+)(?![.,]?\d)",
    re.ASCII,
)
_DECIMAL = expression(r"\d\.\d")


class Worded:
    """The compact text of a paragraph: as `printed`, and as a `text` to be read."""

    __slots__ = ("_ends", "_shifts", "_starts", "printed", "text")
    NOWHERE, UNKNOWN = -1, -2

    def __init__(self, printed: str, *, plain: bool = False) -> None:
        self.printed = printed
        self.text = printed
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts: list[int] = [0]
        if not plain and "." in printed:
            self._write()

    def _write(self) -> None:
        parts: list[str] = []
        last = shift = 0
        for match in _AMOUNT.finditer(self.printed):
            start, end = match.span()
            whole, places = match.groups()
            amount = f"1{',111' * whole.count(',')}.{'1' * len(places)}"
            parts += (self.printed[last:start], amount)
            self._starts.append(start - shift)
            self._ends.append(start - shift + len(amount))
            shift += end - start - len(amount)
            self._shifts.append(shift)
            last = end
        if parts:
            self.text = "".join((*parts, self.printed[last:]))

    @property
    def is_plain(self) -> bool:
        """Whether it is read as it is printed."""
        return not self._ends

    def at(self, position: int) -> int:
        """Where a position of the text is in what is printed."""
        return position + self._shifts[bisect_right(self._ends, position)]

    @property
    def inside(self) -> set[int]:
        """The positions that stand in the midst of an amount."""
        amounts = zip(self._starts, self._ends, strict=True)
        return {at for start, end in amounts for at in range(start + 1, end)}

    def slice(self, start: int, end: int) -> str:
        """What is printed from one position of the text to another."""
        return self.printed[self.at(start) : self.at(end)]

    @staticmethod
    def holds(words: str) -> bool:
        """Whether there may be an amount in some words of the text."""
        return _DECIMAL.search(words) is not None

    def find(self, words: str) -> int:
        """Where words of the text stand that hold an amount: `NOWHERE` if they hold none,
        `UNKNOWN` if that cannot be told, for they stand there twice or not at all."""
        if not self.holds(words):
            return self.NOWHERE
        at = self.text.find(words)
        if at < 0 or self.text.find(words, at + 1) >= 0:
            return self.UNKNOWN
        return at if self.inside.isdisjoint((at, at + len(words))) else self.UNKNOWN
