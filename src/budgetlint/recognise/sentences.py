"""Sentences: what a pack's phrases read, and how they call it.

A phrase names what a sentence is about (a group and a subject, which rules speak of) and reads
what composition cannot know: counts, dates, lists of names, words of a place. The other figures of
what it names are read by the grammar (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..model.expressions import expression
from ..model.memo import Memo
from ..model.phrases import LITERAL, SLOTS, Phrase, PhraseBook, Slot, Template, compact, split_items
from ..model.prose import Claim, Figure, Span
from ..model.values import NamedTuple
from ..model.words import literal, pattern
from .figures import figure_expression, figures_in

MAX_SENTENCE = 5000
"""Characters of the longest sentence that is read; nobody publishes a longer one."""

_SHORT, _SHORT_FOR = literal("amounts.short"), literal("amounts.short-for")
_PERCENT = "%"
_ASIDE = ("subject", "base", "items", LITERAL)  # slots that hold neither figures nor words
_LAST = pattern("sentences.last")
_LEVEL = pattern("names.level-in-brackets")
_FIRST = pattern("sentences.first")
_STOPS = expression(r"[。!?][。!?]*")
MAX_HEADINGS = 1024
"""Headings whose phrases are kept."""
ITEM = -2
"""The parent of an item: the claim just before it."""


class Named(NamedTuple):
    """A claim by a phrase, where it begins, and where each of its figures does."""

    at: int
    claim: Claim
    figures: Mapping[str, int]


class Sentence(NamedTuple):
    """A sentence: from where to where, its claims, and where the figures begin that no phrase has
    read."""

    start: int
    end: int
    named: Sequence[Named]
    left: frozenset[int]


class Phrases(NamedTuple):
    """The phrases that may stand under some headings; `ids` are those of these headings."""

    ids: frozenset[str]
    phrases: tuple[Phrase, ...]


class Sentences:
    """What a book of phrases reads."""

    def __init__(self, book: PhraseBook) -> None:
        self.book = book
        self.figure = figure_expression(book)
        self._under: Memo[tuple[str, ...], Phrases] = Memo(MAX_HEADINGS)

    def under(self, headings: tuple[str, ...]) -> Phrases:
        """The phrases that may stand under these headings."""
        return self._under.get(headings, lambda: self._fitting(headings))

    def _fitting(self, headings: tuple[str, ...]) -> Phrases:
        ids = frozenset(h.id for h in self.book.headings if any(map(h.fits, headings)))
        fitting = (p for p in self.book.phrases if not p.sections or not ids.isdisjoint(p.sections))
        return Phrases(ids, tuple(fitting))


class Called:
    """The last subject of each group. `asked` are groups whose subject from before was needed."""

    def __init__(self, before: Mapping[str, str]) -> None:
        self.asked: set[str] = set()
        self.given: dict[str, str] = {}
        self._before = before

    def of(self, group: str) -> str:
        """What was called by this group last."""
        if group in self.given:
            return self.given[group]
        self.asked.add(group)
        return self._before.get(group, "")


class SentenceReader:
    """Reads the compact text of one paragraph by phrases. `unit` is the name of the unit, where
    the text prints it."""

    def __init__(
        self, sentences: Sentences, phrases: Sequence[Phrase], unit: str, names: Called
    ) -> None:
        self.book = sentences.book
        self.unit = unit
        self.names = names
        self._seen = sentences.figure
        self._phrases = phrases

    def read(self, text: str, start: int) -> Iterator[Sentence]:
        """The sentences behind the mark of a paragraph, which ends at `start`."""
        for match in _STOPS.finditer(text):
            if match.start() > start:
                yield self._sentence(text, start, match.start())
            start = match.end()
        if len(text) > start:
            yield self._sentence(text, start, len(text))

    def _sentence(self, whole: str, start: int, end: int) -> Sentence:
        text = whole[start:end]
        printed = figures_in(text, self._seen)
        taken: set[int] = set()
        found: list[Named] = []
        for phrase, template, match in self._matches(text, self._phrases, printed, taken):
            places = {match.start(s.group) for s in template.slots if _is_figure(s, match)}
            if places and not taken.isdisjoint(places):
                continue
            taken |= places | set(_in_literals(template, match, printed))
            found += self._claims(phrase, template.slots, match, start)
        found.sort(key=lambda named: named.at)
        self.names.given.update((named.claim.group, named.claim.subject) for named in found)
        left = frozenset(start + at for at in printed - taken)
        return Sentence(start, end, found, left)

    def _matches(
        self, text: str, phrases: Sequence[Phrase], printed: set[int], taken: set[int]
    ) -> Iterator[tuple[Phrase, Template, re.Match[str]]]:
        """Each match of each phrase; phrases for figures only as long as there are some left."""
        for phrase in phrases if len(text) <= MAX_SENTENCE else ():
            if phrase.reads_figures and taken.issuperset(printed):
                continue
            for template in phrase.templates:
                if not all(word in text for word in template.words):
                    continue
                for match in template.pattern.finditer(text):
                    yield phrase, template, match

    def _claims(
        self, phrase: Phrase, slots: Sequence[Slot], match: re.Match[str], offset: int
    ) -> Iterator[Named]:
        """One claim for each number among the slots, and one for each item of a list."""
        start, end = match.span()
        where = span_in_text(offset + start, offset + end)
        numbers = {slot.number for slot in slots if slot.number} or {0}
        for number in sorted(numbers):
            held = {
                slot: match.group(slot.group)
                for slot in slots
                if slot.number in (0, number) and match.group(slot.group) is not None
            }
            texts = {slot.name: text for slot, text in held.items()}
            places = {s.name: offset + match.start(s.group) for s in held if s.name in FIGURES}
            figures = self._figures(held, match, offset)
            words = {
                name: (text, class_of(text, self.book.words.get(name, {})))
                for name, text in texts.items()
                if name not in figures and name not in _ASIDE
            }
            base = f"~{texts['base']}" if "base" in texts else phrase.base
            at = min(places.values(), default=offset + start)
            if phrase.group:
                about = texts.get("subject")
                called = self._about(phrase.subject) if about is None else self._subject(about)
                name = phrase.names.get(called, called)
                claim = Claim(phrase.group, name, base, figures, words, where, called=called)
                yield Named(at, claim, places)
            for slot, text in held.items():
                if slot.name == "items":
                    for claim in self._items(phrase, text, offset + match.start(slot.group)):
                        yield Named(at, claim, {})

    def _figures(
        self, held: Mapping[Slot, str], match: re.Match[str], offset: int
    ) -> dict[str, Figure]:
        """The figures of one claim; a year before without a unit has that of the others."""
        figures: dict[str, Figure] = {}
        for slot, text in held.items():
            if slot.name in FIGURES:
                unit = slot.unit or (match.group(slot.unit_group) if slot.unit_group else "") or ""
                unit = _PERCENT if SLOTS.get(slot.name) == "percent" else unit
                start, end = match.span(slot.group)
                place = span_in_text(offset + start, offset + end)
                figures[slot.name] = Figure(text, _SHORT_FOR if unit == _SHORT else unit, place)
        if "prior" in figures and not figures["prior"].unit:
            unit = next((f.unit for f in figures.values() if f.unit), "")
            figures["prior"] = figures["prior"]._replace(unit=unit)
        return figures

    def _items(self, phrase: Phrase, text: str, offset: int) -> Iterator[Claim]:
        """A claim without figures for each item of a list."""
        for item, at in split_items(text):
            called = self._subject(item)
            where = span_in_text(offset + at, offset + at + len(item))
            name = phrase.names.get(called, called)
            parent = ITEM if phrase.group else -1
            yield Claim(phrase.items, name, "", {}, {}, where, parent, called)

    def _about(self, subject: str) -> str:
        """The subject that a phrase gives; "@项目" is that of the last claim of the group 项目."""
        if not subject.startswith("@"):
            return subject
        return self.names.of(subject[1:])

    def _subject(self, text: str) -> str:
        """What a claim is about, without number, year and the unit's own name."""
        last = ""
        while last != text:
            last = text
            text = _FIRST.sub("", text.removeprefix(self.unit) if self.unit else text) or text
        return _LEVEL.sub("/", _LAST.sub("", text) or text).strip("/")


def span_in_text(start: int, end: int) -> Span:
    """A stretch of the text that is read, never empty; the section is not known there."""
    return Span(0, start, max(end, start + 1))


def _in_literals(template: Template, match: re.Match[str], printed: set[int]) -> Iterator[int]:
    """The printed figures that belong to the words of a template, such as 单价50万元以上."""
    for slot in template.slots:
        if slot.name == LITERAL and match.group(slot.group):
            first, last = match.span(slot.group)
            yield from (at for at in printed if first <= at < last)


def _is_figure(slot: Slot, match: re.Match[str]) -> bool:
    held: str | None = match.group(slot.group)
    return slot.name in FIGURES and held is not None


def class_of(word: str, classes: Mapping[str, Sequence[str]]) -> str:
    """The class of a word of a vocabulary; years stand for YYYY."""
    generic = re.sub(r"20\d\d", "YYYY", word)
    return next((name for name, ws in classes.items() if generic in map(compact, ws)), "")


FIGURES = frozenset(
    ("amount", "change", "prior", "budget", "difference", "value", "share", "rate", "completion",
     "count", "year")
)  # fmt: skip
"""The slots that hold figures."""
