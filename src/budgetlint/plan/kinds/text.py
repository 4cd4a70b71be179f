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
from functools import partial
from itertools import chain, repeat

from ... import messages
from ...model.phrases import compact
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, Bound, Live, Skipped
from ..wording import Part, Wording
from .kind import FLAG, TEXT, TEXTS, Field, RuleKind, texts
from .text_places import TextPlace, where
from .text_tests import (
    AT_ONCE,
    BY_SECTION,
    FORBID,
    TESTS,
    UNIFORM,
    FormAt,
    TextChecks,
    TextQuery,
    forms_in,
    may_be_forbidden,
    query,
    read_besides,
    uniform,
)  # fmt: skip


class OfTexts(NamedTuple):
    """What is asserted of the texts in some places, of those that contain some words."""

    asked: TextQuery
    places: tuple[TextPlace, ...]
    containing: str

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """What each of `TESTS` that the rule asks for has to say."""
        parts = [part for place in self.places for part in place.parts(wording)]
        wanted = [name for name in TESTS if _asks(self.asked.words, name)]
        found = [said for name in wanted for said in self._known(name, parts, wording)]
        return [*found, *self._uniform(parts, wording)] if self.asked.forms else found

    def _known(self, name: str, parts: Sequence[Part], wording: Wording) -> Sequence[Assertion]:
        """What one of them has to say. Where it holds in texts that read alike, nothing has to be
        looked for; what holds has no more to tell."""
        kept, document = wording.kept, wording.document
        if kept is None or sum(part.size for part in parts) > MAX_TEXTS:
            return self._asserted(name, parts, wording)
        besides = read_besides(name, document)
        exactly = self._exactly(wording) or (name == "unit" and not document.unit.isalpha())
        found: list[Assertion] = []
        holding = 0
        apart = _are_apart(name, parts)
        for some in [[part] for part in parts] if apart else [parts]:
            texts = tuple(part.printed if exactly else part.worded for part in some)
            asking = partial(self._holding, name, some, wording)
            known = kept.get((self.asked.key, name, besides, texts), asking)
            if known is None:
                found += self._asserted(name, some, wording)
            else:
                holding += known
        if apart and name in AT_ONCE:
            holding = 0 if found else min(holding, 1)
        return [*found, *repeat(HOLDS, holding)]

    def _exactly(self, wording: Wording) -> bool:
        """Whether amounts, or the name of the unit, may have to do with what is asked."""
        return self.asked.exactly or self.asked.sought.touches(wording.unit)

    def _holding(self, name: str, parts: Sequence[Part], wording: Wording) -> int | None:
        """How many assertions hold; None if one does not."""
        said = self._asserted(name, parts, wording)
        return len(said) if all(one.verdict is Verdict.EXACT for one in said) else None

    def _uniform(self, parts: Sequence[Part], wording: Wording) -> Sequence[Assertion]:
        """Which patterns texts are like is looked for once in those that read alike."""
        kept = wording.kept
        used: list[tuple[Part, Sequence[FormAt]]] = []
        for part in parts:
            making = partial(self._forms, part)
            if kept is None or part.size > MAX_TEXTS:
                used.append((part, making()))
                continue
            texts = part.printed if self._exactly(wording) else part.worded
            used.append((part, kept.get((self.asked.key, UNIFORM, texts), making)))
        return list(uniform(used, self.asked, wording.document))

    def _forms(self, part: Part) -> tuple[FormAt, ...]:
        found = forms_in(part.plain, self.asked)
        texts = part.plain if self.containing else ()
        left_out = {n for n, text in enumerate(texts) if self.containing not in text}
        return tuple(form for form in found if form.at not in left_out) if left_out else found

    def _asserted(self, name: str, parts: Sequence[Part], wording: Wording) -> Sequence[Assertion]:
        if name == FORBID and not may_be_forbidden(chain(*(p.plain for p in parts)), self.asked):
            return [HOLDS] if any(part.plain for part in parts) else []
        found = [
            passage
            for part in parts
            for passage in part.passages
            if not self.containing or self.containing in passage.plain
        ]
        return list(TESTS[name](found, self.asked, wording.document))


HOLDS = Assertion("", Verdict.EXACT)
MAX_TEXTS = 5000
"""Texts of which it is kept that something holds in them."""


def _are_apart(name: str, parts: Sequence[Part]) -> bool:
    """Whether something is asked of each part by itself."""
    return name == FORBID or (name in BY_SECTION and all(part.is_section for part in parts))


def _asks(settings: TextChecks, name: str) -> bool:
    return getattr(settings, name) is not None


def compile_rule(rule: Rule, settings: TextChecks, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    places = [where(text, declared) for text in settings.in_]
    if not any(_asks(settings, name) for name in (*TESTS, UNIFORM)):
        raise RuleFaultError(*messages.text_aimless((*TESTS, UNIFORM)))
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
