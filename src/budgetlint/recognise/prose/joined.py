"""Phrases and grammar together: the claims of a narrative.

The grammar reads the figures; a phrase says what a frame is called (a group and a subject, which
rules speak of) and adds what only its place's words tell. A frame that no phrase names is a claim
of the group `stated.GROUP`. A figure that neither has read makes its sentence an unclaimed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ...model.phrases import PhraseBook, compact
from ...model.prose import About, Claim, Figure, Paragraph, Prose, Span, Told, Unclaimed
from ...model.raw import Section
from ...model.values import NamedTuple
from ...model.vocabulary import Vocabulary
from ..paragraphs import Places, paragraphs_of
from ..sentences import ITEM
from .attached import FIGURES, WORDS, changes_of_others, of_its_year
from .bases import whole_of
from .bond import Place
from .frames import NOW, Frame, Identity, Share, copies
from .headings import NO_CONTEXT, Headings
from .lists import is_sum, shared_wholes
from .outer import Carried, Thread
from .said import Around, Interpreter, Reading, Saying, Wordings
from .subjects import Subjects
from .sums import bonds, identity_of, of_one_topic, total_of
from .whole import is_final, year_of
from .wording import Worded

T = TypeVar("T")
GRAMMAR = "the grammar of prose"
"""What a pack's words know their grammar by, and what it has made of wordings."""
NOT_KNOWN = -2
"""The claim that a share is of, where it is named and cannot be found."""
MAX_BORROWED = 64
"""Things under the same headings among which is looked for one that is called more exactly."""
AMOUNTS = frozenset({"closed", "same", "share", "list", "roll"})
CHANGES = frozenset({"changes", "likewise"})
"""What frames promise of their amounts, and of their changes."""


def read_prose(
    narrative: Sequence[Section], book: PhraseBook, words: Vocabulary, unit: str, year: int
) -> Prose:
    """The claims of a narrative, in the order of the text."""
    paragraphs = tuple(
        paragraph
        for number, section in enumerate(narrative)
        for paragraph in paragraphs_of(number, section)
    )
    joined = _Joined(narrative, book, words, unit, year)
    worded = tuple(map(joined.read, paragraphs))
    claims, told = tuple(joined.finished()), tuple(joined.told())
    return Prose(claims, tuple(joined.unclaimed), paragraphs, worded, told)


class _Entry(NamedTuple):
    """A claim in the making: what its wording says, its figures and words as printed, the frame
    that it is, and its share."""

    saying: Saying
    claim: Claim
    frame: Frame | None = None
    share: Share | None = None


class _Joined:
    """Reads paragraph by paragraph; knows the claim of each frame."""

    def __init__(
        self,
        narrative: Sequence[Section],
        book: PhraseBook,
        words: Vocabulary,
        unit: str,
        year: int,
    ) -> None:
        self.narrative = narrative
        self.unclaimed: list[Unclaimed] = []
        self._entries: list[_Entry] = []
        self._row: dict[Frame, int] = {}  # of each frame the entry that states its amount
        self._frames: list[Frame] = []
        self._first: dict[Frame, int] = {}  # of each frame the entry that says most of it
        self._again: list[tuple[Frame, int]] = []
        self._places: dict[int, Place] = {}  # section and headings of each frame by its number
        self._words = words
        self._wholes: dict[Frame, Frame] = {}
        self._names: dict[str, str] = {}  # the last subject of each group
        self._known: dict[Place, dict[Identity, dict[tuple[str, str], Figure]]] = {}
        wordings = words.made.get(GRAMMAR, lambda: Wordings(book))
        unit, grammar = compact(unit), wordings.grammar
        self._grammar = grammar
        self._final = False
        if grammar is not None:
            titles = [section.title for section in narrative]
            texts = [section.title + section.text for section in narrative]
            year = year or year_of(grammar, texts)
            self._final = is_final(grammar, titles, texts)
            self._subjects = Subjects(grammar, words, year, unit)
            self._headings = Headings(self._subjects)
            self._thread = Thread(grammar)
        self._interpreter = Interpreter(wordings, words, year, unit, final=self._final)

    def read(self, paragraph: Paragraph) -> str:
        """Take in the claims of one paragraph; its wording."""
        opened = before = None
        context = NO_CONTEXT
        if self._grammar is not None:
            self._thread.enter(paragraph)
            opened, before = self._thread.opened, self._thread.before(paragraph)
        if paragraph.is_heading:
            return paragraph.text
        if self._grammar is not None:
            context = self._headings.context(paragraph.headings)
        around = Around(context, opened, before, self._names)
        wording, reading = self._interpreter.read(paragraph, around)
        text_of = None if wording.is_plain else wording.slice
        outer = (one.frame if one is not None else None for one in (opened, before))
        frames = copies(reading.frames, text_of, *outer)
        printed = _Print(self.narrative[paragraph.section], paragraph, wording)
        self._take(paragraph, printed, reading, frames)
        return wording.text

    def _take(
        self, paragraph: Paragraph, printed: _Print, reading: Reading, frames: Sequence[Frame]
    ) -> None:
        """Take in what a paragraph says."""
        here = paragraph.section, paragraph.headings
        breath = self._frames[-1].breath + 1 if self._frames else 0
        for number, frame in enumerate(frames, len(self._frames)):
            frame.number = number
            frame.breath += breath
            self._places[number] = here
        self._frames += frames
        self._names.update(reading.given)
        for about, figure in reading.known:
            known = self._known.setdefault(here, {}).setdefault(about, {})
            made = printed.figure(figure)
            known.setdefault((made.text, made.unit), made)
        for saying in reading.sayings:
            self._keep(self._entry(saying, printed, frames, here), frames)
        for start, end in reading.unread:
            place = printed.span(start, end)
            quote = self.narrative[place.section].text[place.start : place.end]
            self.unclaimed.append(Unclaimed(quote, place))
        if self._grammar is not None:
            lead = Carried(reading.outer, frames[reading.lead]) if reading.outer else None
            self._thread.leave(lead, opens=reading.opens)

    def _entry(
        self, saying: Saying, printed: _Print, frames: Sequence[Frame], here: Place
    ) -> _Entry:
        """A claim with its figures as they are printed."""
        frame = frames[saying.frame] if saying.frame >= 0 else None
        figures, share = printed.figures(saying), saying.share
        if share is not None and saying.of >= 0:
            share = share._replace(of=frames[saying.of])
        row = -1
        if saying.borrows is not None:
            borrowed = self._borrowed(here, saying.borrows)
            if borrowed is not None:
                figures["amount"] = borrowed
        if saying.told and frame is not None and frame.continues is not None:
            row = self._row.get(frame.continues, -1)
        claim, place = saying.claim, printed.span(*saying.claim.place[1:])
        of = self._entries[row].claim if row >= 0 else claim
        words, alone = printed.words(saying), saying.told and row < 0
        made = Claim(
            of.group, of.subject, claim.base, figures, words, place, claim.parent, of.called, alone
        )
        return _Entry(saying, made, frame, share)

    def _borrowed(self, here: Place, about: Identity) -> Figure | None:
        """The amount under the same headings of what is so called, or of the only thing that is
        called more exactly: “三公”经费 is 财政拨款“三公”经费 where no other was told."""
        told = self._known.get(here, {})
        found = told.get(about)
        if found is None and len(told) <= MAX_BORROWED:
            accounts, at = about
            more = [f for (keys, of), f in told.items() if keys == accounts and at < of]
            found = {name: one for figures in more for name, one in figures.items()}
        return next(iter(found.values())) if found and len(found) == 1 else None

    def _keep(self, entry: _Entry, frames: Sequence[Frame]) -> None:
        """Keep a claim, and remember which claim a frame is."""
        number = len(self._entries)
        self._entries.append(entry)
        if entry.saying.repeats >= 0:
            self._again.append((frames[entry.saying.repeats], number))
        if entry.frame is not None:
            self._first.setdefault(entry.frame, number)
            if "amount" in entry.claim.figures and entry.frame.amounts:
                self._row.setdefault(entry.frame, number)

    def _attach(self, part: Frame, whole: Frame) -> None:
        """Make the change of a part that of its whole."""
        here, there = self._row.get(part, -1), self._row.get(whole, -1)
        if here < 0 or there < 0:
            return
        told, of = self._entries[here].claim, self._entries[there].claim
        if told.figures.keys().isdisjoint(("change", "rate")):
            return  # a change from an amount of last year, told by itself
        whole.comparisons, part.comparisons = part.comparisons, []
        self._entries[here] = self._entries[here]._replace(
            claim=told._replace(figures=_but(told.figures, FIGURES), words=_but(told.words, WORDS))
        )
        figures = {name: told.figures[name] for name in FIGURES if name in told.figures}
        words = {name: told.words[name] for name in WORDS if name in told.words}
        self._entries[there] = self._entries[there]._replace(
            claim=of._replace(figures={**of.figures, **figures}, words={**of.words, **words})
        )

    def finished(self) -> Iterator[Claim]:
        """The claims, each with the claim that it is a part of and that its share is of."""
        for part, its_whole in changes_of_others(self._frames):
            self._attach(part, its_whole)
        lists = _first_lists(self._frames)
        self._wholes = dict(shared_wholes(self._frames, self._places))
        for number, entry in enumerate(map(self._with_amount, self._entries)):
            claim, frame = of_its_year(entry.claim), entry.frame
            if claim.parent == ITEM:
                head = number - 1
                while head >= 0 and self._entries[head].claim.parent == ITEM:
                    head -= 1
                yield claim._replace(parent=head)
                continue
            parent = -1
            if frame is not None and frame.parent is not None and frame in lists:
                parent = self._row.get(frame.parent, -1)
                parent = parent if frame.amounts and parent != number else -1
            whole = -1
            if "share" in claim.figures and not claim.base:
                whole = self._whole(entry, number)
            about = self._about(entry, number)
            yield Claim(*claim[:6], parent, claim.called, claim.alone, whole, about)

    def _with_amount(self, entry: _Entry) -> _Entry:
        """An entry with its amount, where that was told further on: 甲增加5万元。…甲支出25万元."""
        about = entry.saying.borrows
        if about is None or entry.frame is None or "amount" in entry.claim.figures:
            return entry
        amount = self._borrowed(self._places[entry.frame.number], about)
        if amount is None:
            return entry
        figures = {"amount": amount, **entry.claim.figures}
        return entry._replace(claim=entry.claim._replace(figures=figures))

    def _changes_only(self, frame: Frame) -> int:
        """The entry of what is told only how it has changed: 公务接待费与上年持平."""
        told = bool(frame.comparisons or frame.same) and not frame.amounts
        sure = told and not frame.subject.year and frame.continues is None
        return self._first.get(frame, -1) if sure else -1

    def _about(self, entry: _Entry, number: int) -> About | None:
        """What the amount of a claim is of, if it is this year's and nothing of it is in doubt."""
        frame = entry.frame
        if frame is None or self._row.get(frame, self._changes_only(frame)) != number:
            return None
        if frame.period != NOW or frame.aside:
            return None
        known = identity_of(frame)
        stage, section = "final" if self._final else "budget", entry.claim.place.section
        if known is None:
            loose = total_of(frame)
            return None if loose is None else About((), loose, stage, section, sure=False)
        accounts = tuple((key.name, key.code) for key in frame.subject.keys)
        return About(accounts, of_one_topic(frame, known[1]), stage, section)

    def told(self) -> Iterator[Told]:
        """What the claims say of each other."""
        if self._grammar is None:
            return
        for bond in dict.fromkeys(bonds(self._frames, self._places, self._words, self._subjects)):
            kind, whole, parts, less = bond
            rows = self._row if kind in AMOUNTS else self._first
            parts_of = self._first if kind in CHANGES else self._row
            if whole in rows and all(part in parts_of for part in (*parts, *less)):
                added, off = (tuple(parts_of[part] for part in some) for some in (parts, less))
                yield Told(kind, rows[whole], added, off)
        for frame, number in self._again:
            if frame in self._row and frame.subject.keys and not frame.subject.left:
                yield Told("again", self._row[frame], (number,))

    def _whole(self, entry: _Entry, number: int) -> int:
        """The claim that a share is of."""
        share = entry.share
        if share is None or (entry.frame is None and not share.base):
            return -1
        frame = entry.frame
        found = whole_of(frame, share, self._frames, self._subjects) if frame else None
        if found is None and frame is not None:
            found = self._wholes.get(frame)
        row = self._row.get(found, number) if found is not None else number
        if row != number:
            return row
        return NOT_KNOWN if share.base else -1


class _Print:
    """A paragraph as it is printed: what stands there of its wording, and where."""

    def __init__(self, section: Section, paragraph: Paragraph, wording: Worded) -> None:
        self._places = Places(section, paragraph)
        self._wording = wording
        self._is_plain = wording.is_plain

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the wording stands in its section as published."""
        if not self._is_plain:
            start, end = self._wording.at(start), self._wording.at(end)
        return self._places.span(start, end)

    def figure(self, figure: Figure) -> Figure:
        """A figure of the wording as it is printed."""
        text, unit, (_, start, end), said = figure
        if not self._is_plain:
            start, end = self._wording.at(start), self._wording.at(end)
            text = self._wording.printed[start:end]
        return Figure(text, unit, self._places.span(start, end), said)

    def figures(self, saying: Saying) -> dict[str, Figure]:
        """The figures of a claim."""
        return {slot: self.figure(figure) for slot, figure in saying.claim.figures.items()}

    def words(self, saying: Saying) -> Mapping[str, tuple[str, str]]:
        """The words of a claim."""
        known = saying.claim.words
        if not saying.worded:
            return known
        held = {name: self._wording.slice(start, end) for name, start, end in saying.worded}
        return {**known, **{name: (text, known[name][1]) for name, text in held.items()}}


def _but(said: Mapping[str, T], names: Sequence[str]) -> dict[str, T]:
    return {name: what for name, what in said.items() if name not in names}


def _first_lists(frames: Sequence[Frame]) -> set[Frame]:
    """The frames that are parts of the first list of their whole: another list tells the same
    whole apart in another way, and what stands in brackets is none where there is one outside."""
    lists: dict[Frame, tuple[bool, int]] = {}
    for frame in frames:
        if frame.parent is not None and frame.amounts and not is_sum(frame):
            key = frame.aside, frame.part_of
            known = lists.setdefault(frame.parent, key)
            if known[0] and not key[0]:
                lists[frame.parent] = key
    return {
        frame
        for frame in frames
        if frame.parent is not None
        and not is_sum(frame)
        and lists.get(frame.parent) == (frame.aside, frame.part_of)
    }
