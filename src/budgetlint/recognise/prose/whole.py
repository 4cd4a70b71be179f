"""What a narrative is as a whole: of which year, a budget or final accounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...model.words import pattern
from .grammar import Grammar

MAX_LOOK = 400
_YEAR = pattern("rules.year")


def year_of(grammar: Grammar, texts: Sequence[str]) -> int:
    """The year that is named most often at the beginning, but for what is compared with; 0 where
    none is."""
    begin = (texts[0] if texts else "", "".join(texts))
    told = [grammar.compare.sub("", text[:MAX_LOOK]) for text in begin]
    years = Counter(_YEAR.findall(told[0])) or Counter(_YEAR.findall(told[1]))
    return int(max(years, key=lambda year: years[year])) if years else 0


def is_final(grammar: Grammar, titles: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether final accounts are told of, more than a budget: by the titles of the sections, or
    by what stands in them where these say as much of either."""
    for told in (titles, texts):
        whole = "\n".join(told)
        final = len(re.findall("|".join(grammar.words["final"]), whole))
        budget = len(grammar.budget.findall(whole))
        if final != budget:
            return final > budget
    return False
