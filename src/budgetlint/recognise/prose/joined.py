"""Phrases and grammar together: the claims of a narrative.

The grammar reads the figures; a phrase says what a frame is called (a group and a subject, which
rules speak of) and adds what only its place's words tell. A frame that no phrase names is a claim
of the group `stated.GROUP`. A figure that neither has read makes its sentence an unclaimed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model.phrases import PhraseBook, compact
from ...model.prose import About, Claim, Figure, Paragraph, Prose, Told, Unclaimed
from ...model.raw import Section
from ...model.values import NamedTuple
from ...model.vocabulary import Vocabulary
from ...model.words import literal
from ...packs.claims import GROUP
from ..paragraphs import Places, paragraphs_of
from ..sentences import ITEM, Named, Sentence, Sentences
from .bases import whole_of
from .bond import Place
from .figures import Token
from .frames import FINAL, NOW, Frame, Share
from .grammar import grammar_of
from .headings import Headings
from .lists import is_sum, shared_wholes
from .reader import Read, Reader
from .stated import StatedRow, facts_of
from .subjects import Subjects
from .sums import bonds, identity_of, of_one_topic
from .whole import is_final, year_of

_SHORT = {literal("amounts.short"): literal("amounts.short-for")}
GRAMMAR = "the grammar of prose"
"""What a pack's words know their grammar by."""
NOT_KNOWN = -2
"""The claim that a share is of, where it is named and cannot be found."""
AMOUNTS = frozenset({"closed", "same", "share", "list"})
CHANGES = frozenset({"changes", "likewise"})
"""What frames promise of their amounts, and of their changes."""
NOTHING_READ = Read((), {})


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
    for paragraph in paragraphs:
        if not paragraph.is_heading or joined.closes():
            joined.read(paragraph)
    claims, told = tuple(joined.finished()), tuple(joined.told())
    return Prose(claims, tuple(joined.unclaimed), paragraphs, told)


class _Entry(NamedTuple):
    """A claim in the making: where it begins, the frame whose amount it states, and a share."""

    at: int
    claim: Claim
    frame: Frame | None = None
    share: Share | None = None
    repeats: Frame | None = None


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
        self._sentences = Sentences(book, unit)
        self._entries: list[_Entry] = []
        self._row: dict[int, int] = {}  # of each frame the entry that states its amount
        self._frames: list[Frame] = []
        self._first: dict[int, int] = {}  # of each frame the entry that says most of it
        self._again: list[tuple[Frame, int]] = []
        self._places: dict[int, Place] = {}  # section and headings of each frame by its number
        self._words = words
        self._wholes: Mapping[int, Frame] = {}
        self._known: dict[object, dict[tuple[str, str], Figure]] = {}
        grammar = words.made.get(GRAMMAR, lambda: grammar_of(book))
        self._reader: Reader | None = None
        if grammar is not None:
            titles = [section.title for section in narrative]
            texts = [section.title + section.text for section in narrative]
            self._subjects = Subjects(grammar, words, year or year_of(texts), compact(unit))
            self._reader = Reader(grammar, self._subjects, final=is_final(grammar, titles, texts))
            self._headings = Headings(self._subjects)

    def closes(self) -> bool:
        """A heading ends an open list."""
        return self._reader is not None

    def read(self, paragraph: Paragraph) -> None:
        """The claims of one paragraph."""
        read = NOTHING_READ
        if self._reader is not None:
            read = self._reader.read(paragraph, self._headings.context(paragraph.headings))
        if paragraph.is_heading:
            return
        places = Places(self.narrative[paragraph.section], paragraph)
        sentences = list(self._sentences.read(paragraph, places))
        for number, frame in enumerate(read.frames, len(self._frames)):
            frame.number = number
        self._frames += read.frames
        here = paragraph.section, paragraph.headings
        self._places.update((frame.number, here) for frame in read.frames)
        self._keep(read.frames, sentences, paragraph.text, places)
        for sentence in sentences:
            if any(read.roles.get(at, "none") == "none" for at in sentence.left):
                place = places.span(sentence.start, sentence.end)
                quote = self.narrative[place.section].text[place.start : place.end]
                self.unclaimed.append(Unclaimed(quote, place))

    def _keep(
        self, frames: Sequence[Frame], sentences: Sequence[Sentence], text: str, places: Places
    ) -> None:
        """Keep what phrases and frames say, in the order of the text."""
        self._know(frames, places)
        named = [one for sentence in sentences for one in sentence.named]
        taken = {at for one in named for at in one.figures.values()}
        owners = _owners(frames)
        entries = [_Entry(one.at, one.claim, _frame_of(one, owners)) for one in named]
        names: dict[int, int] = {}
        for number, entry in enumerate(entries):
            if entry.frame is not None:
                names.setdefault(id(entry.frame), number)
        for frame in frames:
            for fact in facts_of(frame, self._subjects, text):
                number = names.get(id(frame), -1) if fact.first else -1
                free = {s: t for s, t in fact.figures.items() if t.start not in taken}
                if number >= 0:
                    entries[number] = _added(entries[number], free, fact, places)
                elif _says_more(fact, free):
                    entries.append(self._stated(frame, fact, places))
        entries.sort(key=lambda entry: entry.at)
        for entry in entries:
            self._number(entry, len(self._entries))
            self._entries.append(entry)

    def _number(self, entry: _Entry, number: int) -> None:
        """Remember which claim a frame is."""
        if entry.repeats is not None:
            self._again.append((entry.repeats, number))
        if entry.frame is not None:
            self._first.setdefault(id(entry.frame), number)
            if "amount" in entry.claim.figures and entry.frame.amounts:
                self._row.setdefault(id(entry.frame), number)

    def _know(self, frames: Sequence[Frame], places: Places) -> None:
        """Remember the amounts of this year, for what is said of them without repeating them."""
        for frame in frames:
            about = identity_of(frame)
            if about and frame.amount and frame.period in (NOW, FINAL) and not frame.aside:
                figure = _figure(frame.amount, places)
                known = self._known.setdefault((self._places[frame.number], about), {})
                known.setdefault((figure.text, figure.unit), figure)

    def _borrowed(self, frame: Frame, fact: StatedRow) -> dict[str, Figure]:
        """The one amount of a change whose sentence does not repeat it, from its section."""
        if frame.amounts or frame.continues or not fact.figures.keys() & {"change", "rate"}:
            return {}
        about = identity_of(frame)
        known = self._known.get((self._places[frame.number], about), {}) if about else {}
        return {"amount": next(iter(known.values()))} if len(known) == 1 else {}

    def _stated(self, frame: Frame, fact: StatedRow, places: Places) -> _Entry:
        """A claim that no phrase names."""
        figures = {slot: _figure(token, places) for slot, token in fact.figures.items()}
        figures |= self._borrowed(frame, fact)
        at = min((token.start for token in fact.figures.values()), default=frame.start)
        end = max((token.stop for token in fact.figures.values()), default=frame.start + 1)
        name = "/".join(frame.subject.path)
        claim = Claim(GROUP, name, "", figures, fact.words, places.span(at, end), called=name)
        row = self._row.get(id(frame.continues), -1)
        if row >= 0 and fact.first:
            known = self._entries[row].claim
            claim = claim._replace(group=known.group, subject=known.subject, called=known.called)
        claim = claim._replace(alone=row < 0 or not fact.first)
        repeats = frame if fact.repeats else None
        return _Entry(at, claim, frame if fact.first else None, fact.share, repeats)

    def finished(self) -> Iterator[Claim]:
        """The claims, each with the claim that it is a part of and that its share is of."""
        lists = _first_lists(self._frames)
        self._wholes = {id(p): w for p, w in shared_wholes(self._frames, self._places)}
        for number, entry in enumerate(self._entries):
            claim, frame = entry.claim, entry.frame
            if claim.parent == ITEM:
                head = number - 1
                while head >= 0 and self._entries[head].claim.parent == ITEM:
                    head -= 1
                yield claim._replace(parent=head)
                continue
            parent = -1
            if frame is not None and frame.parent is not None and id(frame) in lists:
                parent = self._row.get(id(frame.parent), -1)
                parent = parent if frame.amounts and parent != number else -1
            whole = -1
            if "share" in claim.figures and not claim.base:
                whole = self._whole(entry, number)
            yield claim._replace(parent=parent, whole=whole, about=self._about(entry, number))

    def _about(self, entry: _Entry, number: int) -> About | None:
        """What the amount of a claim is of, if it is this year's and nothing of it is in doubt."""
        frame = entry.frame
        if frame is None or self._reader is None or self._row.get(id(frame)) != number:
            return None
        known = identity_of(frame) if frame.period == NOW and not frame.aside else None
        if known is None:
            return None
        accounts = tuple((key.name, key.code) for key in frame.subject.keys)
        stage = "final" if self._reader.final else "budget"
        return About(accounts, of_one_topic(frame, known[1]), stage, entry.claim.place.section)

    def told(self) -> Iterator[Told]:
        """What the claims say of each other."""
        if self._reader is None:
            return
        for kind, whole, parts in bonds(self._frames, self._places, self._words, self._subjects):
            rows = self._row if kind in AMOUNTS else self._first
            parts_of = self._first if kind in CHANGES else self._row
            if id(whole) in rows and all(id(part) in parts_of for part in parts):
                yield Told(kind, rows[id(whole)], tuple(parts_of[id(part)] for part in parts))
        for frame, number in self._again:
            if id(frame) in self._row and frame.subject.keys and not frame.subject.left:
                yield Told("again", self._row[id(frame)], (number,))

    def _whole(self, entry: _Entry, number: int) -> int:
        """The claim that a share is of."""
        share = entry.share
        if share is None or (entry.frame is None and not share.base):
            return -1
        frame = entry.frame
        found = whole_of(frame, share, self._frames, self._subjects) if frame else None
        found = found or self._wholes.get(id(frame))
        row = self._row.get(id(found), number) if found is not None else number
        if row != number:
            return row
        return NOT_KNOWN if share.base else -1


def _says_more(fact: StatedRow, free: Mapping[str, Token]) -> bool:
    """Whether a row says anything that no phrase has read."""
    if fact.repeats or (fact.first and "same" in fact.words):
        return True
    return bool(free.keys() - (() if fact.first else {"amount"}))


def _owners(frames: Sequence[Frame]) -> Mapping[int, tuple[Frame, bool]]:
    """The frame of each figure by where it begins, and whether it is an amount."""
    found: dict[int, tuple[Frame, bool]] = {}
    for frame in frames:
        amounts = {token.start for token in frame.amounts.values()}
        for token in frame.tokens():
            found.setdefault(token.start, (frame, token.start in amounts))
    return found


def _frame_of(named: Named, owners: Mapping[int, tuple[Frame, bool]]) -> Frame | None:
    """The frame that a claim names: that of its amount, or one without an amount that it reads."""
    at = named.figures.get("amount", -1)
    if at in owners:
        return owners[at][0]
    for at in named.figures.values():
        frame, _ = owners.get(at, (None, False))
        if frame is not None and not frame.amounts:
            return frame
    return None


def _added(entry: _Entry, free: Mapping[str, Token], fact: StatedRow, places: Places) -> _Entry:
    """A claim by a phrase with what the grammar has read besides."""
    claim = entry.claim
    more = {s: _figure(t, places) for s, t in free.items() if s not in claim.figures}
    words = {name: word for name, word in fact.words.items() if name not in claim.words}
    figures = {**claim.figures, **more}
    share = fact.share
    return entry._replace(
        claim=claim._replace(figures=figures, words={**claim.words, **words}), share=share
    )


def _figure(token: Token, places: Places) -> Figure:
    unit = _SHORT.get(token.unit, token.unit)
    return Figure(token.text, unit, places.span(token.start, token.end), token.said)


def _first_lists(frames: Sequence[Frame]) -> set[int]:
    """The frames that are parts of the first list of their whole: another list tells the same
    whole apart in another way, and what stands in brackets is none where there is one outside."""
    lists: dict[int, tuple[bool, int]] = {}
    for frame in frames:
        if frame.parent is not None and frame.amounts and not is_sum(frame):
            key = frame.aside, frame.part_of
            known = lists.setdefault(id(frame.parent), key)
            if known[0] and not key[0]:
                lists[id(frame.parent)] = key
    return {
        id(frame)
        for frame in frames
        if frame.parent is not None
        and not is_sum(frame)
        and lists.get(id(frame.parent)) == (frame.aside, frame.part_of)
    }
