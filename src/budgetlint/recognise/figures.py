"""Figures in prose: where in a sentence one is printed, whatever it is written with.

What a figure looks like is told by words: what stands behind it (%, 万元, 倍, ‰, 成), in front
of it (百分之), or both, where figures are written in words (增长两成). A figure without any of
these is one where a word in front wants it (增长20). A pack adds words under `figure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.expressions import expression
from ..model.phrases import PhraseBook, compact

_DIGITS = r"(?<![\d.,])\d[\d,]*+(?:\.\d++)?+"
_ALONE = r"(?<![\d.,])\d{1,3}(?:,\d{3})++(?:\.\d++)?+|(?<![\d.,])\d++(?:\.\d++)?+"
_ENDS = r"(?=,(?!\d)|[;:、。)]|$)"
"""What stands behind a figure that lacks its % or its unit."""


def figures_in(text: str, expression: re.Pattern[str]) -> set[int]:
    """Where the figures of a sentence begin; its text is compact."""
    return {match.start(match.lastgroup or 0) for match in expression.finditer(text)}


def figure_expression(book: PhraseBook) -> re.Pattern[str]:
    """The expression by whose words figures are told; the group that matches begins with one."""
    known = book.words.get("figure", {})
    turns = [*book.words.get("direction", {}).values(), *book.words.get("trend", {}).values()]
    behind, front, numeral, wants, not_ = (
        _one_of(known.get(name, ())) for name in ("behind", "front", "numeral", "wants", "not")
    )
    turn = _one_of(word for words in (known.get("turn", ()), *turns) for word in words)
    unit = rf"(?!{not_})(?:{behind})"
    written = rf"(?:{numeral})++"
    ways = (
        rf"(?P<unit>{_DIGITS}){unit}",
        rf"(?:{front})(?P<front>{_DIGITS}|{written})",
        rf"(?:{turn})[^\d,;:。(]{{0,2}}?(?P<written>{written}){unit}",
        rf"(?:{turn}|{wants})[^\d,;:。(]{{0,1}}?:?(?P<alone>{_ALONE}){_ENDS}",
    )
    return expression("|".join(ways))


def _one_of(words: Iterable[str]) -> str:
    """An expression for one of some words, the longest first; for none of them where there are
    none."""
    longest = sorted(filter(None, set(map(compact, words))), key=len, reverse=True)
    return "|".join(map(re.escape, longest)) or r"(?!)"
