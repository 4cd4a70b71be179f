"""text: words that must or must not be there, pairs that must balance, words that must agree.

in = "tables.title"        one of WHERE, or a list of them; "narrative" is its paragraphs,
                           "section:revenue" those under a heading, "indicators[*].佐证资料" a
                           column of words, "claims[@执行时间]" sentences
containing = "政策依据"      only texts that contain these words
require = ["万元"]          each text holds one of these words; [] asks that it is not empty
forbid = ["上半年"]         no text holds any of these words; a word with slots is a phrase, and
                           "=无" means the whole text
unless = ["上年"]           a forbidden phrase is no fault if it holds one of these
balance = ["《》", "（）"]    these marks come in pairs
same = true                all texts are the same
unit = true                the unit is named in these texts; in one of each section
years = [-1, 0]            every year is one of these, counted from the document's, or one that
                           the section's title names; not inside 《》
besides = ["比…", "…年起"]   years behind or before these words are a base or history: any will do
plainly = ["…年预算"]       a year before these words is meant to be one of those; any other may be
                           history: a question where it stands with money, and nothing else
uniform = [["≥*", ">=*"]]  of each list of patterns, only one is used
"""

from __future__ import annotations

from collections.abc import Sequence

from ... import messages
from ...model.phrases import compact
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, Bound, Live, Skipped
from ..wording import Wording
from .kind import FLAG, TEXT, TEXTS, Field, RuleKind, texts
from .text_places import TextPlace, where
from .text_tests import TESTS, TextChecks, TextQuery, query


class OfTexts(NamedTuple):
    """What is asserted of the texts in some places, of those that contain some words."""

    asked: TextQuery
    places: tuple[TextPlace, ...]
    containing: str

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """What each of `TESTS` that the rule asks for has to say."""
        found = [
            passage
            for place in self.places
            for passage in place.passages(wording)
            if not self.containing or self.containing in passage.plain
        ]
        wanted = (test for name, test in TESTS.items() if _asks(self.asked.words, name))
        document = wording.document
        return [said for test in wanted for said in test(found, self.asked, document)]


def _asks(settings: TextChecks, name: str) -> bool:
    return getattr(settings, name) is not None


def compile_rule(rule: Rule, settings: TextChecks, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    places = [where(text, declared) for text in settings.in_]
    if not any(_asks(settings, name) for name in TESTS):
        raise RuleFaultError(*messages.text_aimless(tuple(TESTS)))
    asked = query(settings, declared)
    containing = compact(settings.containing)

    def bind(tables: PrintedTables) -> list[Bound]:
        there: list[TextPlace] = []
        bound: list[Bound] = []
        for place in places:
            try:
                there.append(place(tables))
            except NotThereError as absent:  # the other places are looked at nonetheless
                bound.append(Skipped(rule, Verdict.NOT_CHECKED, absent.reason))
        live = Live(rule, OfTexts(asked, tuple(there), containing))
        return [live, *bound] if there else bound

    return bind


FIELDS = {
    "in": TEXTS,
    "containing": TEXT,
    "require": TEXTS,
    "forbid": TEXTS,
    "unless": TEXTS,
    "balance": TEXTS,
    "same": FLAG,
    "unit": FLAG,
    "besides": TEXTS,
    "plainly": TEXTS,
    "years": Field((list,), lambda steps: tuple(map(int, steps))),
    "uniform": Field((list,), lambda lists: tuple(map(texts, lists))),
}


KIND = RuleKind(TextChecks, FIELDS, compile_rule)
