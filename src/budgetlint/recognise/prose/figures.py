"""The figures of a paragraph: what is printed, what it is worth, and what is printed behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from ...model.amounts import AmountError, parse
from ...model.numerals import number_of
from ...model.values import NamedTuple
from ...model.words import literal
from .grammar import Grammar

Kind = Literal["money", "percent", "points", "count", "bare"]


class Token(NamedTuple):
    """A figure: `text` from `start` to `end`, its unit up to `stop`; the words that belong to it
    begin at `begin`, as 百分之 does. `said` is the text in digits where it is written in words.
    """

    begin: int
    start: int
    end: int
    stop: int
    text: str
    kind: Kind
    unit: str
    said: str = ""

    @property
    def value(self) -> Decimal:
        """The number as printed, whatever its unit."""
        return parse(self.said or self.text)


def tokens(grammar: Grammar, text: str) -> Sequence[Token]:
    """The figures of a compact text, years apart; one that shares its unit with the next, as in
    10、20万元, has it as well."""
    found = [token for match in grammar.figure.finditer(text) if (token := _token(match))]
    for n in range(len(found) - 2, -1, -1):
        here, after = found[n], found[n + 1]
        listed = here.stop + 1 == after.start and text[here.stop] in _JOINED
        turned = text[here.stop : here.stop + 1].isalpha() and after.kind == "money"
        if here.kind == "bare" and (listed or turned):
            found[n] = here._replace(kind=after.kind, unit=after.unit)
    return found


_JOINED = (literal("common.listed"), ",")
_PERCENT = "%"
_GROUPS: Mapping[str, Kind] = {
    "money": "money", "rate": "percent", "points": "points", "count": "count", "bare": "bare"
}  # fmt: skip


def _token(match: re.Match[str]) -> Token | None:
    """A figure; none where it is a year, or cannot be read."""
    begin, stop = match.span()
    if match["fraction"]:
        return Token(begin, begin, stop, stop, match[0], "points", "")
    group = next(name for name in ("hundredths", "of", "written", "number") if match[name])
    text = match[group]
    start, end = match.span(group)
    if group in ("hundredths", "written"):
        worth = number_of(text)
        unit = match["times"] or _PERCENT
        return Token(begin, start, end, stop, text, "percent", unit, worth) if worth else None
    if group == "of":
        return Token(begin, start, end, stop, text, "percent", _PERCENT)
    kind = next((kind for name, kind in _GROUPS.items() if match[name] is not None), None)
    if kind is None or not _is_read(text):
        return None
    return Token(begin, start, end, stop, text, kind, match[0][len(text) :])


def _is_read(text: str) -> bool:
    try:
        return parse(text).is_finite()
    except AmountError:
        return False
