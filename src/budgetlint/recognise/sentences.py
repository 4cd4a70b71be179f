"""Prose: the sections of a narrative to sentences, and sentences to claims, by a pack's phrases.

A claim is what one match of a phrase says: a subject, its figures, and the words beside them, each
with its place in the text as published. Sentences that no phrase claims are handed on as well, if
there is money or a percentage in them: what was not understood is never passed over in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ..model.phrases import (
    LITERAL,
    REMOVED,
    Phrase,
    PhraseBook,
    Slot,
    Template,
    compact,
    fold,
    split_items,
)
from ..model.prose import Claim, Figure, Paragraph, Prose, Span, Unclaimed
from ..model.raw import Section
from ..model.words import literal, literals, pattern
from .figures import figure_expression, figures_in

MAX_SENTENCE = 5000
"""Characters of the longest sentence that is read; nobody publishes a longer one."""
MAX_HEADING = 60
MAX_BACK = 20
"""Claims among which a lone 其中 looks for what it is about."""
MAX_LOOK = 80
"""Characters before and after a line break that tell whether it ends a paragraph."""

_NUMBERED = pattern("sentences.numbered")
_NUMBER = pattern("sentences.number")
_ITEM, _INNER_ITEM = pattern("sentences.item"), pattern("sentences.inner-item")
_LEADS_ON = pattern("sentences.leads-on")
_OF_WHICH = literal("sentences.of-which")
_EXPENDITURE = pattern("sentences.expenditure")
_INCOME = literal("sentences.income")
_TWO_SIDES = pattern("sentences.two-sides")
_SHORT, _SHORT_FOR = literal("amounts.short"), literal("amounts.short-for")
_MARK = pattern("sentences.mark")
_LABEL = re.compile(r"[^\x00-\x27\x2a-\x7f]{4,14}:")
_ENDS = re.compile(r"[。;:!?]\s*$")
_FIGURE = pattern("sentences.figure")
_PARTS = pattern("sentences.parts")
_SUMS = literals("sentences.sums")  # no part of a list, but what it adds up to
_ASIDE = ("subject", "base", "items", LITERAL)  # slots that hold neither figures nor words
_LAST = pattern("sentences.last")
_LEVEL = pattern("names.level-in-brackets")
_HEAD = -2  # the parent of an item: the claim just before it
_FIRST = pattern("sentences.first")


def read_prose(narrative: Sequence[Section], book: PhraseBook, unit: str) -> Prose:
    """The claims of a narrative, in the order of the text."""
    paragraphs = tuple(
        paragraph
        for number, section in enumerate(narrative)
        for paragraph in paragraphs_of(number, section)
    )
    reader = _Reader(narrative, book, compact(unit))
    for paragraph in paragraphs:
        reader.read(paragraph)
    return Prose(tuple(reader.claims), tuple(reader.unclaimed), paragraphs)


def paragraphs_of(number: int, section: Section) -> Iterator[Paragraph]:
    """The paragraphs of one section; lines that a page has wrapped are put together again."""
    text = fold(section.text)
    starts = [0]
    for match in re.finditer(r"\n[^\S\n]*(\n?)", text):
        # Only the end of what stands before is looked at: lines may be many and long.
        first = starts[-1]
        before = text[max(first, match.start() - MAX_LOOK) : match.start()]
        after = text[match.end() : match.end() + MAX_LOOK].lstrip()
        ended = match.group(1) or _ENDS.search(before) or not before.strip()
        page = first == 0 and before.strip().isdigit()
        whole = match.start() - first <= MAX_LOOK
        if (
            ended
            or page
            or _MARK.match(after)
            or _LABEL.match(after)
            or (whole and _is_heading(compact(before)))
        ):
            starts.append(match.end())
    headings: tuple[str, ...] = (compact(section.title),)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = REMOVED.sub("", text[start:end])
        if not words:
            continue
        mark = _MARK.match(words)
        is_heading = _is_heading(words)
        if is_heading:
            headings = (headings[0], words)
        yield Paragraph(
            number, start, end, words, mark.group() if mark else "", is_heading, headings
        )


def _is_heading(words: str) -> bool:
    """A numbered line without a figure and without the end of a sentence."""
    if len(words) > MAX_HEADING or not _NUMBERED.match(words):
        return False
    plain = _LEADS_ON.sub("", words)
    return not re.search(r"[。;:,]", plain) and not _FIGURE.search(words)


class Places:
    """Where the compact text of one paragraph stands in its section as published."""

    def __init__(self, section: Section, paragraph: Paragraph) -> None:
        text = fold(section.text[paragraph.start : paragraph.end])
        self._section = paragraph.section
        self._start = paragraph.start
        self._kept: list[int] = []  # compact positions after which something was removed
        self._shift: list[int] = []  # by how much positions from there on are off
        removed = 0
        for match in REMOVED.finditer(text):
            self._kept.append(match.start() - removed)
            removed += match.end() - match.start()
            self._shift.append(removed)

    def span(self, start: int, end: int) -> Span:
        """The stretch from one compact position up to another; never empty."""
        return Span(self._section, self._at(start), self._at(max(end - 1, start)) + 1)

    def _at(self, position: int) -> int:
        index = bisect_right(self._kept, position) - 1
        return self._start + position + (self._shift[index] if index >= 0 else 0)


def span_of(section: Section, paragraph: Paragraph, start: int, end: int) -> Span:
    """Where a stretch of a paragraph's compact text stands in the section as published."""
    return Places(section, paragraph).span(start, end)


class _Reader:
    """Goes through paragraphs; remembers the claim whose parts the next paragraphs may be."""

    def __init__(self, narrative: Sequence[Section], book: PhraseBook, unit: str) -> None:
        self.narrative = narrative
        self.book = book
        self.unit = unit
        self.claims: list[Claim] = []
        self.unclaimed: list[Unclaimed] = []
        self._seen = figure_expression(book)
        self._allowed: dict[tuple[str, ...], list[Phrase]] = {}
        self._open = -1
        self._open_mark = ""
        self._stated = False  # whether the paragraph has stated an amount
        self.places: Places

    def read(self, paragraph: Paragraph) -> None:
        """Read one paragraph, sentence by sentence."""
        if paragraph.is_heading:
            self._open = -1
            return
        phrases = self._phrases(paragraph.headings)
        self.places = Places(self.narrative[paragraph.section], paragraph)
        start = len(paragraph.mark)
        self._stated = False
        for match in re.finditer(r"[。!?]+|$", paragraph.text):
            if match.start() > start:
                self._sentence(paragraph, start, match.start(), phrases)
            start = match.end()

    def _phrases(self, headings: tuple[str, ...]) -> list[Phrase]:
        """The phrases that may stand under these headings."""
        if headings not in self._allowed:
            ids = {heading.id for heading in self.book.headings if any(map(heading.fits, headings))}
            self._allowed[headings] = [
                p for p in self.book.phrases if not p.sections or not ids.isdisjoint(p.sections)
            ]
        return self._allowed[headings]

    def _sentence(
        self, paragraph: Paragraph, start: int, end: int, phrases: Sequence[Phrase]
    ) -> None:
        text = paragraph.text[start:end]
        printed = figures_in(text, self._seen)
        taken: set[int] = set()
        found: list[tuple[int, Claim]] = []
        for phrase, template, match in self._matches(text, phrases, printed, taken):
            places = {match.start(s.group) for s in template.slots if _is_figure(s, match)}
            if places and not taken.isdisjoint(places):
                continue
            taken |= places | set(_in_literals(template, match, printed))
            at = min(places, default=match.start())
            found += [(at, c) for c in self._claims(phrase, template.slots, match, start)]
        found.sort(key=lambda item: item[0])
        self._keep(paragraph, text, found)
        if not taken.issuperset(printed):
            place = self.places.span(start, end)
            quote = self.narrative[place.section].text[place.start : place.end]
            self.unclaimed.append(Unclaimed(quote, place))

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
                    if phrase.group != "@" or (not match.start() and self.claims):
                        yield phrase, template, match

    def _claims(
        self, phrase: Phrase, slots: Sequence[Slot], match: re.Match[str], offset: int
    ) -> Iterator[Claim]:
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
            figures = self._figures(held, match, offset)
            words = {
                name: (text, _class_of(text, self.book.words.get(name, {})))
                for name, text in texts.items()
                if name not in figures and name not in _ASIDE
            }
            base = f"~{texts['base']}" if "base" in texts else phrase.base
            if phrase.group == "@":
                last = self.claims[-1]
                yield last._replace(figures=figures, words=words, place=where, parent=-1)
            elif phrase.group:
                about = texts.get("subject")
                called = self._about(phrase.subject) if about is None else self._subject(about)
                name = phrase.names.get(called, called)
                yield Claim(phrase.group, name, base, figures, words, where, called=called)
            for slot, text in held.items():
                if slot.name == "items":
                    yield from self._items(phrase, text, offset + match.start(slot.group))

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
            parent = _HEAD if phrase.group else -1
            yield Claim(phrase.items, name, "", {}, {}, where, parent, called)

    def _about(self, subject: str) -> str:
        """The subject that a phrase gives; "@项目" is that of the last claim of the group 项目."""
        if not subject.startswith("@"):
            return subject
        group = subject[1:]
        return next((c.subject for c in reversed(self.claims) if c.group == group), "")

    def _subject(self, text: str) -> str:
        """What a claim is about, without number, year and the unit's own name."""
        last = ""
        while last != text:
            last = text
            text = _FIRST.sub("", text.removeprefix(self.unit) if self.unit else text) or text
        return _LEVEL.sub("/", _LAST.sub("", text) or text).strip("/")

    def _keep(self, paragraph: Paragraph, text: str, found: Sequence[tuple[int, Claim]]) -> None:
        """Keep the claims of one sentence, the parts under the claim that they are parts of."""
        marks = list(_PARTS.finditer(text))
        first = len(self.claims)
        stated = [n for n, (_, claim) in enumerate(found) if "amount" in claim.figures]
        parents = self._parents(paragraph, text, found, marks)
        head = -1
        for (_, claim), parent in zip(found, parents, strict=True):
            if claim.parent != _HEAD:
                head = len(self.claims)
            self.claims.append(claim._replace(parent=head if claim.parent == _HEAD else parent))
        self._stated = self._stated or bool(stated)
        if text.endswith(":"):
            # "…甲，包括：乙，丙，其中：" goes on about 甲.
            heads = [
                n for n in range(first, len(self.claims)) if "amount" in self.claims[n].figures
            ]
            if not heads and text == _OF_WHICH:  # so does "甲100万元，主要是……。其中："
                near = range(first - 1, max(first - MAX_BACK, 0) - 1, -1)
                heads = [n for n in near if n >= 0 and "amount" in self.claims[n].figures][:1]
            head = heads[0 if len(marks) > 1 else -1] if heads else -1
            self._open, self._open_mark = head, ""

    def _parents(
        self,
        paragraph: Paragraph,
        text: str,
        found: Sequence[tuple[int, Claim]],
        marks: Sequence[re.Match[str]],
    ) -> list[int]:
        """For each claim of a sentence the claim that it is a part of, or -1."""
        first = len(self.claims)
        inherited = self._inherited(paragraph) if not self._stated else -1
        positions = [at for at, _ in found]
        depths = [_depth(text, at) for at in positions]
        stated = [n for n, (_, claim) in enumerate(found) if "amount" in claim.figures]
        parents = [inherited if stated[:1] == [n] else -1 for n in range(len(found))]
        for number, mark in enumerate(marks):
            depth = _depth(text, mark.start())
            end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            end = min(end, _end_of_parts(text, mark.end(), inner=number > 0))
            head = bisect_right(positions, mark.start()) - 1
            while head >= 0 and "amount" not in found[head][1].figures:
                head -= 1
            # "收入包括：甲、乙；支出包括：丙": these are no parts of 乙.
            if head < 0 and not mark.start() and self._stated:
                above = self._last_stated()  # "甲100万元，比上年……。其中：乙60万元，……"
            elif head < 0 or _TWO_SIDES.search(text[: mark.start()]):
                continue
            else:
                above = first + head
            for index, at in enumerate(positions):
                inside = mark.end() <= at < end and depths[index] == depth
                claim = found[index][1]
                if inside and "amount" in claim.figures and claim.subject not in _SUMS:
                    parents[index] = above
        return parents

    def _last_stated(self) -> int:
        """The last claim with an amount."""
        return next(
            n for n in range(len(self.claims) - 1, -1, -1) if "amount" in self.claims[n].figures
        )

    def _inherited(self, paragraph: Paragraph) -> int:
        """The claim that a numbered paragraph is a part of: that of "…万元，其中：" before it."""
        kind = _NUMBER.sub("#", paragraph.mark)
        if self._open < 0 or not kind or kind != (self._open_mark or kind):
            self._open = -1
            return -1
        self._open_mark = kind
        return self._open


def _end_of_parts(text: str, start: int, *, inner: bool) -> int:
    """Where a list of parts ends at the latest: at the next of 一、二、三、, and for parts of a
    part at the semicolon."""
    match = (_INNER_ITEM if inner else _ITEM).search(text, start)
    end = match.start() if match else len(text)
    # "收支总预算甲，其中收入乙……；支出丙……": both sides add up to 甲, but not together.
    turn = _EXPENDITURE.search(text, start, end)
    return turn.start() if turn and _INCOME in text[start : turn.start()] else end


def _in_literals(template: Template, match: re.Match[str], printed: set[int]) -> Iterator[int]:
    """The printed figures that belong to the words of a template, such as 单价50万元以上."""
    for slot in template.slots:
        if slot.name == LITERAL and match.group(slot.group):
            first, last = match.span(slot.group)
            yield from (at for at in printed if first <= at < last)


def _is_figure(slot: Slot, match: re.Match[str]) -> bool:
    held: str | None = match.group(slot.group)
    return slot.name in FIGURES and held is not None


def _class_of(word: str, classes: Mapping[str, Sequence[str]]) -> str:
    """The class of a word of a vocabulary; years stand for YYYY."""
    generic = re.sub(r"20\d\d", "YYYY", word)
    return next((name for name, ws in classes.items() if generic in map(compact, ws)), "")


def _depth(text: str, at: int) -> int:
    return text.count("(", 0, at) - text.count(")", 0, at)


FIGURES = frozenset(
    ("amount", "change", "prior", "budget", "difference", "value", "share", "rate", "completion",
     "count", "year")
)  # fmt: skip
"""The slots that hold figures."""
