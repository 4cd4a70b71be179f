"""Sentences: what a pack's phrases read, and how they call it.

A phrase names what a sentence is about (a group and a subject, which rules speak of) and reads
what composition cannot know: counts, dates, lists of names, words of a place. The other figures of
what it names are read by the grammar (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..model.phrases import LITERAL, Phrase, PhraseBook, Slot, Template, compact, split_items
from ..model.prose import Claim, Figure, Paragraph
from ..model.values import NamedTuple
from ..model.words import literal, pattern
from .figures import figure_expression, figures_in
from .paragraphs import Places

MAX_SENTENCE = 5000
"""Characters of the longest sentence that is read; nobody publishes a longer one."""

_SHORT, _SHORT_FOR = literal("amounts.short"), literal("amounts.short-for")
_ASIDE = ("subject", "base", "items", LITERAL)  # slots that hold neither figures nor words
_LAST = pattern("sentences.last")
_LEVEL = pattern("names.level-in-brackets")
_FIRST = pattern("sentences.first")
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


class Sentences:
    """Reads paragraphs by phrases; remembers what was called how."""

    def __init__(self, book: PhraseBook, unit: str) -> None:
        self.book = book
        self.unit = compact(unit)
        self._seen = figure_expression(book)
        self._allowed: dict[tuple[str, ...], list[Phrase]] = {}
        self._last: dict[str, str] = {}  # the last subject of each group
        self.places: Places

    def read(self, paragraph: Paragraph, places: Places) -> Iterator[Sentence]:
        """The sentences of one paragraph."""
        self.places = places
        phrases = self._phrases(paragraph.headings)
        start = len(paragraph.mark)
        for match in re.finditer(r"[。!?]+|$", paragraph.text):
            if match.start() > start:
                yield self._sentence(paragraph.text, start, match.start(), phrases)
            start = match.end()

    def _phrases(self, headings: tuple[str, ...]) -> list[Phrase]:
        """The phrases that may stand under these headings."""
        if headings not in self._allowed:
            ids = {heading.id for heading in self.book.headings if any(map(heading.fits, headings))}
            self._allowed[headings] = [
                p for p in self.book.phrases if not p.sections or not ids.isdisjoint(p.sections)
            ]
        return self._allowed[headings]

    def _sentence(self, whole: str, start: int, end: int, phrases: Sequence[Phrase]) -> Sentence:
        text = whole[start:end]
        printed = figures_in(text, self._seen)
        taken: set[int] = set()
        found: list[Named] = []
        for phrase, template, match in self._matches(text, phrases, printed, taken):
            places = {match.start(s.group) for s in template.slots if _is_figure(s, match)}
            if places and not taken.isdisjoint(places):
                continue
            taken |= places | set(_in_literals(template, match, printed))
            found += self._claims(phrase, template.slots, match, start)
        found.sort(key=lambda named: named.at)
        self._last.update((named.claim.group, named.claim.subject) for named in found)
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
        where = self.places.span(offset + start, offset + end)
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
                start, end = match.span(slot.group)
                place = self.places.span(offset + start, offset + end)
                figures[slot.name] = Figure(text, _SHORT_FOR if unit == _SHORT else unit, place)
        if "prior" in figures and not figures["prior"].unit:
            unit = next((f.unit for f in figures.values() if f.unit), "")
            figures["prior"] = figures["prior"]._replace(unit=unit)
        return figures

    def _items(self, phrase: Phrase, text: str, offset: int) -> Iterator[Claim]:
        """A claim without figures for each item of a list."""
        for item, at in split_items(text):
            called = self._subject(item)
            where = self.places.span(offset + at, offset + at + len(item))
            name = phrase.names.get(called, called)
            parent = ITEM if phrase.group else -1
            yield Claim(phrase.items, name, "", {}, {}, where, parent, called)

    def _about(self, subject: str) -> str:
        """The subject that a phrase gives; "@项目" is that of the last claim of the group 项目."""
        if not subject.startswith("@"):
            return subject
        return self._last.get(subject[1:], "")

    def _subject(self, text: str) -> str:
        """What a claim is about, without number, year and the unit's own name."""
        last = ""
        while last != text:
            last = text
            text = _FIRST.sub("", text.removeprefix(self.unit) if self.unit else text) or text
        return _LEVEL.sub("/", _LAST.sub("", text) or text).strip("/")


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
