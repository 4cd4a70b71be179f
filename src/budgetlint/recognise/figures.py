"""Figures in prose: where in a sentence one is printed, whatever it is written with.

What a figure looks like is told by words: what stands behind it (%, 万元, 倍, ‰, 成), in front
of it (百分之), or both, where figures are written in words (增长两成). A number without any of
these is a figure too, one that lacks its unit, unless it is known to be none: a year, a count, a
date, a code, a number of a list, a page or a law; or a whole number in what is said to be a name,
or in any name (211工程) where no direction stands in front of it, or the name ends as
names do (增加206基建项目). So no number is passed over. A pack adds words under `figure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.expressions import expression
from ..model.phrases import PhraseBook, compact
from ..model.words import literal

_DIGITS = r"(?<![\d.])(?<!\d,)\d[\d,]*+(?:\.\d++)?+"
_APART = r"(?<![A-Za-z\d.\-/+*=<>|])(?<!\d,)"
"""What does not stand in front of a number by itself: a formula, an address, a model."""
_PARTED = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++\.\d++"
"""A number that is printed as amounts are: with separators, or with places."""
_ENDS = r"(?=,(?!\d)|[;:、。)]|$)"
_GOES_ON = r"[A-Za-z\d/+*=<>|\-]|[.,]\d"
_NO_FIGURES = (
    r"^\d++$",  # a page
    rf"(?:^|[,;:。])(?:{literal('common.item-number')}|\d{{1,2}}[)](?!\d))",  # of a list
    r"\(\d++\)",  # a code, a year, of a list
    r"\d++(?::\d++)+",  # a time
)


def figures_in(text: str, expression: re.Pattern[str]) -> set[int]:
    """Where the figures of a sentence begin; its text is compact."""
    found = ((match, match.lastgroup) for match in expression.finditer(text))
    return {match.start(group) for match, group in found if group}


def figure_expression(book: PhraseBook) -> re.Pattern[str]:
    """The expression by whose words figures are told; the group that matches begins with one, and
    what matches without a group is a number and no figure."""
    known = book.words.get("figure", {})
    turns = [*book.words.get("direction", {}).values(), *book.words.get("trend", {}).values()]
    behind, front, numeral, not_, more, labels, names = (
        _one_of(known.get(name, ()))
        for name in ("behind", "front", "numeral", "not", "more", "labels", "names")
    )
    counted = _one_of((*known.get("counted", ()), *book.words.get("prose", {}).get("counted", ())))
    directions = _one_of(word for words in turns for word in words)
    turn = _one_of(word for words in (known.get("turn", ()), *turns) for word in words)
    unit = rf"(?!{not_})(?:{behind})"
    written = rf"(?:{numeral})++"
    prose = book.words.get("prose", {})
    reasons, of = prose.get("reason", ()), _one_of(prose.get("of", ()))
    fraction = rf"{written}(?:{_one_of(prose.get('fraction', ()))}){written}"
    goes_on = _one_of((*known.get("after-number", ()), *reasons))
    ends = _one_of(known.get("name-ends", ()))
    named = rf"\d{{3,}}+(?!{unit}|{goes_on})[^\W\d_]{{1,4}}?(?:{ends})"
    alone = rf"(?!{_GOES_ON}|(?:{more})?(?:{counted}))"
    ways = (
        rf"(?P<unit>{_DIGITS}){unit}",
        rf"(?:{front})(?P<front>{_DIGITS}|{written})",
        rf"(?:{turn}|{of})(?!{front})(?P<fraction>{fraction}|\d{{1,2}}/\d{{1,2}}(?![\d/]))",
        rf"(?:{turn}|{of})[^\d,;:。(]{{0,2}}?(?P<written>{written}){unit}",
        rf"(?:{labels}):?\d++(?!{_GOES_ON}|{unit})",
        # Not possessive: in a group that is, Python before 3.11.5 steps over the digits.
        rf"(?:{names}):(?:[^\d,;:。]|\d+(?!{_GOES_ON}|{unit}))+",
        *_NO_FIGURES,
        rf"(?:{directions}){named}",
        rf"(?:{directions})[^\d,;:。(]{{0,1}}?:?(?P<turned>{_PARTED}|\d++){alone}",
        rf"{_APART}(?P<parted>{_PARTED}){alone}",
        rf"{_APART}(?P<whole>\d++){_ENDS}",
    )
    seen = [word for name in ("front", "turn", "labels", "names") for word in known.get(name, ())]
    seen += (word for words in (*turns, prose.get("of", ())) for word in words)
    first = re.escape("".join(sorted({compact(word)[:1] for word in seen})))
    # All ways begin with one of these: to look for it is quicker than to try each.
    return expression(rf"(?=[\d,;:。({first}])(?:{'|'.join(ways)})")


def _one_of(words: Iterable[str]) -> str:
    """An expression for one of some words, the longest first; for none of them where there are
    none. Always the same one, so that what was compiled of it is found again."""
    every = sorted(filter(None, set(map(compact, words))))
    longest = sorted(every, key=len, reverse=True)
    return "|".join(map(re.escape, longest)) or r"(?!)"
