"""What a wording says: the frames and the claims of one paragraph, whatever its figures are.

It depends on the words alone and on little around them: what the headings say and which phrases
they admit, the year, the name of the unit where it is printed, a list that goes on, and now and
then what was called how before. So it is read once, and kept for the next paragraph that is worded
alike; figures and places are filled in where they are printed (`joined`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from ...model.memo import Memo
from ...model.phrases import PhraseBook
from ...model.prose import Claim, Figure, Paragraph
from ...model.values import NamedTuple
from ...model.vocabulary import Vocabulary
from ...model.words import literal
from ...packs.claims import GROUP
from ..sentences import Called, Named, Phrases, Sentence, SentenceReader, Sentences, span_in_text
from .figures import Token
from .frames import FINAL, NOW, Frame, Identity, Share
from .grammar import grammar_of
from .headings import Context
from .outer import Carried, Outer
from .reader import Reader, Walked
from .stated import StatedRow, facts_of
from .subjects import Subjects
from .sums import identity_of
from .wording import AMOUNTS, NOTHING, Worded, all_alike

_SHORT = {literal("amounts.short"): literal("amounts.short-for")}
NOTHING_WALKED = Walked((), {})
_OF_AN_AMOUNT = frozenset({"change", "rate", "share"})
_NO_CLAIMS = frozenset({"reason", "threshold", "count"})
"""What a figure may be that no claim states."""
MAX_READINGS = 512
"""Paragraphs whose readings are kept."""


class Saying(NamedTuple):
    """A claim without its figures: those of `claim` and all its places are those of the wording.

    `at` is where it begins, `frame` the number of the frame that it is, `repeats` of the one whose
    amount it says again (or -1). `told` are claims that no phrase names; those that have `borrows`
    state no amount, and that of the same thing is theirs. `of` is the number of the frame that its
    share is of, where that is plain (or -1). `worded` are its words that hold an amount, with where
    they stand.
    """

    at: int
    claim: Claim
    frame: int = -1
    share: Share | None = None
    of: int = -1
    repeats: int = -1
    told: bool = False
    borrows: Identity | None = None
    worded: tuple[tuple[str, int, int], ...] = ()


class Reading(NamedTuple):
    """What a wording says: frames, claims in the order of the text, sentences that were not read,
    the subjects that it gives groups, this year's amounts that it states.

    `lead` is the frame that the next paragraph may go on about (or -1), `outer` what is known of it
    there; `asked` are the groups whose subject from before it needs.
    """

    frames: tuple[Frame, ...]
    sayings: tuple[Saying, ...]
    unread: tuple[tuple[int, int], ...]
    given: Mapping[str, str]
    known: tuple[tuple[Identity, Figure], ...]
    lead: int
    outer: Outer | None
    opens: bool
    asks_before: bool
    asked: tuple[str, ...]


class Around(NamedTuple):
    """What is around a paragraph."""

    context: Context
    opened: Carried | None
    before: Carried | None
    names: Mapping[str, str]


class Wordings:
    """What a pack's words make of wordings; kept for the next document."""

    def __init__(self, book: PhraseBook) -> None:
        self.grammar = grammar_of(book)
        self.sentences = Sentences(book)
        self.kept: Memo[Hashable, Reading | None] = Memo(MAX_READINGS)


class Interpreter:
    """Reads the paragraphs of a document, whose year and stage are known."""

    def __init__(
        self, wordings: Wordings, words: Vocabulary, year: int, unit: str, *, final: bool
    ) -> None:
        self._wordings = wordings
        self._unit = unit
        self._alike = all_alike(unit), AMOUNTS, NOTHING
        self._of_document = year, final
        self._readers: dict[str, Reader] = {}
        self._words = words

    def read(self, paragraph: Paragraph, around: Around) -> tuple[Worded, Reading]:
        """What a paragraph says, and in which wording: that of its own, where an amount is part of
        a name, or of anything else that cannot be filled in."""
        last = None
        for alike in self._alike:
            wording = Worded(paragraph.text, alike)
            reading = None if wording.text == last else self._said(wording, paragraph, around)
            if reading is not None:
                return wording, reading
            last = wording.text
        raise AssertionError  # what is read as printed needs nothing to be filled in

    def _said(self, wording: Worded, paragraph: Paragraph, around: Around) -> Reading | None:
        """By the words alone; what was said before is looked at only if it matters."""
        phrases = self._wordings.sentences.under(paragraph.headings)
        unit = wording.unit(self._unit)
        if unit is None:
            return None
        opened = around.opened.outer if around.opened else None
        start = len(paragraph.mark)
        key = (
            wording.text,
            wording.is_plain,
            start,
            around.context.key,
            phrases.ids,
            unit,
            self._of_document,
            opened.key if opened else None,
        )
        walk = _Walk(wording, start, around.context, phrases, unit, opened)
        kept = self._wordings.kept
        reading = kept.get(key, lambda: self._make(walk, None, {}))
        if reading is None:
            return None
        before = around.before.outer if around.before and reading.asks_before else None
        names = {group: around.names[group] for group in reading.asked if group in around.names}
        if before is None and not names:
            return reading
        more = before.key if before else None, tuple(names.items())
        return kept.get((key, more), lambda: self._make(walk, before, names))

    def _make(self, walk: _Walk, before: Outer | None, given: Mapping[str, str]) -> Reading | None:
        """Read a wording; None where what it says cannot be filled in."""
        reader = self._reader(walk.unit)
        text, start = walk.wording.text, walk.start
        walked = NOTHING_WALKED
        if reader is not None:
            walked = reader.read(text, start, walk.context.at, walk.opened, before)
        names = Called(given)
        book, phrases = self._wordings.sentences, walk.phrases.phrases
        sentences = list(SentenceReader(book, phrases, walk.unit, names).read(text, start))
        sayings = _sayings(walked.frames, sentences, text, reader.subjects if reader else None)
        read = _read(walked.roles, sayings)
        unread = tuple((one.start, one.end) for one in sentences if not one.left <= read)
        if not walk.wording.is_plain:
            filled = _fillable(sayings, walked.frames, unread, walk.wording)
            if filled is None:
                return None
            sayings = filled
        lead = walked.lead
        return Reading(
            tuple(walked.frames),
            tuple(sayings),
            unread,
            names.given,
            tuple(_known(walked.frames)),
            walked.frames.index(lead) if lead is not None else -1,
            Outer(lead, of_all=walked.opens_all) if lead is not None else None,
            walked.opens,
            walked.asked,
            tuple(sorted(names.asked)),
        )

    def _reader(self, unit: str) -> Reader | None:
        """The reader of texts that print this name of the unit, or none."""
        grammar = self._wordings.grammar
        if grammar is not None and unit not in self._readers:
            year, final = self._of_document
            subjects = Subjects(grammar, self._words, year, unit)
            self._readers[unit] = Reader(grammar, subjects, final=final)
        return self._readers.get(unit)


class _Walk(NamedTuple):
    """A wording, and what is around it."""

    wording: Worded
    start: int
    context: Context
    phrases: Phrases
    unit: str
    opened: Outer | None


def _read(roles: Mapping[int, str], sayings: Sequence[Saying]) -> set[int]:
    """Where figures begin that some claim states, or that state nothing of a subject."""
    figures = (figure for saying in sayings for figure in saying.claim.figures.values())
    stated = {figure.place.start + figure.text.startswith("-") for figure in figures}
    return stated | {at for at, role in roles.items() if role in _NO_CLAIMS}


def _known(frames: Sequence[Frame]) -> Iterator[tuple[Identity, Figure]]:
    """The amounts of this year, for what is said of them without repeating them."""
    for frame in frames:
        about = identity_of(frame)
        if about and frame.amount and frame.period in (NOW, FINAL) and not frame.aside:
            yield about, _figure(frame.amount)


def _figure(token: Token) -> Figure:
    unit = _SHORT.get(token.unit, token.unit)
    return Figure(token.text, unit, span_in_text(token.start, token.end), token.said)


def _sayings(
    frames: Sequence[Frame], sentences: Sequence[Sentence], text: str, subjects: Subjects | None
) -> list[Saying]:
    """What phrases and frames say, in the order of the text."""
    named = [one for sentence in sentences for one in sentence.named]
    taken = {at for one in named for at in one.figures.values()}
    number_of = {frame: number for number, frame in enumerate(frames)}
    owners = _owners(frames)
    sayings: list[Saying] = []
    names: dict[Frame, int] = {}
    for one in named:
        frame = _frame_of(one, owners)
        if frame is not None:
            names.setdefault(frame, len(sayings))
        sayings.append(Saying(one.at, one.claim, -1 if frame is None else number_of[frame]))
    if subjects is None:
        return sayings
    for frame in frames:
        for fact in facts_of(frame, subjects, text):
            known = names.get(frame, -1) if fact.first else -1
            free = {s: t for s, t in fact.figures.items() if t.start not in taken}
            if known >= 0:
                sayings[known] = _added(sayings[known], free, fact)
                sayings += _otherwise_stated(frame, number_of[frame], sayings[known], free)
            elif _says_more(fact, free):
                sayings.append(_stated(frame, number_of[frame], fact))
    placed = (_with_whole(saying, number_of) for saying in sayings)
    return sorted(placed, key=lambda saying: saying.at)


def _with_whole(saying: Saying, number_of: Mapping[Frame, int]) -> Saying:
    """A claim with the number of the frame that its share is of."""
    share = saying.share
    if share is None or share.of is None:
        return saying
    return saying._replace(share=share._replace(of=None), of=number_of[share.of])


def _says_more(fact: StatedRow, free: Mapping[str, Token]) -> bool:
    """Whether a row says anything that no phrase has read."""
    if fact.repeats or (fact.first and "same" in fact.words):
        return True
    return bool(free.keys() - (() if fact.first else {"amount"}))


def _owners(frames: Sequence[Frame]) -> Mapping[int, Frame]:
    """The frame of each figure by where it begins."""
    found: dict[int, Frame] = {}
    for frame in frames:
        for token in frame.tokens():
            found.setdefault(token.start, frame)
    return found


def _frame_of(named: Named, owners: Mapping[int, Frame]) -> Frame | None:
    """The frame that a claim names: that of its amount, or one without an amount that it reads."""
    at = named.figures.get("amount", -1)
    if at in owners:
        return owners[at]
    found = (owners.get(at) for at in named.figures.values())
    return next((frame for frame in found if frame is not None and not frame.amounts), None)


def _added(saying: Saying, free: Mapping[str, Token], fact: StatedRow) -> Saying:
    """A claim by a phrase with what the grammar has read besides."""
    claim = saying.claim
    more = {s: _figure(t) for s, t in free.items() if s not in claim.figures}
    words = {name: word for name, word in fact.words.items() if name not in claim.words}
    claim = claim._replace(figures={**claim.figures, **more}, words={**claim.words, **words})
    return saying._replace(claim=claim, share=fact.share)


def _otherwise_stated(
    frame: Frame, number: int, saying: Saying, free: Mapping[str, Token]
) -> Iterator[Saying]:
    """The amount of a frame that a phrase names by another print of it, as a claim of its own; it
    says the same again if that is of the same period."""
    amount = free.get("amount")
    if amount is not None and saying.claim.figures["amount"].place.start != amount.start:
        at = saying.claim.figures["amount"].place.start
        again = any(period == frame.period and token.start == at for period, token in frame.again)
        row = StatedRow({"amount": amount}, {}, first=False, repeats=again)
        yield _stated(frame, number, row)


def _stated(frame: Frame, number: int, fact: StatedRow) -> Saying:
    """A claim that no phrase names."""
    figures = {slot: _figure(token) for slot, token in fact.figures.items()}
    at = min((token.start for token in fact.figures.values()), default=frame.start)
    end = max((token.stop for token in fact.figures.values()), default=frame.start + 1)
    name = "/".join(frame.subject.path)
    return Saying(
        at,
        Claim(GROUP, name, "", figures, fact.words, span_in_text(at, end), called=name),
        number if fact.first else -1,
        fact.share,
        -1,
        number if fact.repeats else -1,
        told=True,
        borrows=None if figures.keys().isdisjoint(_OF_AN_AMOUNT) else _unsaid(frame),
    )


def _unsaid(frame: Frame) -> Identity | None:
    """What a frame is about that states no amount."""
    other = bool(frame.subject.year)
    return None if other or frame.amounts or frame.continues else identity_of(frame)


def _fillable(
    sayings: Sequence[Saying],
    frames: Sequence[Frame],
    unread: Sequence[tuple[int, int]],
    wording: Worded,
) -> list[Saying] | None:
    """The claims with the words of theirs that hold an amount; None where an amount is part of
    anything else: a name, or what is compared with."""
    claims = [saying.claim for saying in sayings]
    ends = {at for frame in frames for token in frame.tokens() for at in token[1:3]}
    ends.update(at for stretch in unread for at in stretch)
    for claim in claims:
        ends.update(claim.place[1:])
        ends.update(at for figure in claim.figures.values() for at in figure.place[1:])
    names = (name for claim in claims for name in (claim.subject, claim.called, claim.base))
    if not wording.inside.isdisjoint(ends) or wording.holds(
        "\n".join((*_words_of(frames), *names))
    ):
        return None
    words = "\n".join(text for claim in claims for text, _ in claim.words.values())
    if not wording.holds(words):
        return list(sayings)
    found = [_worded(saying, wording) for saying in sayings]
    unknown = any(at == Worded.UNKNOWN for saying in found for _, at, _ in saying.worded)
    return None if unknown else found


def _worded(saying: Saying, wording: Worded) -> Saying:
    """A claim with those of its words that hold an amount."""
    spans = (
        (name, wording.find(text), len(text)) for name, (text, _) in saying.claim.words.items()
    )
    held = tuple((name, at, at + long) for name, at, long in spans if at != Worded.NOWHERE)
    return saying._replace(worded=held) if held else saying


def _words_of(frames: Sequence[Frame]) -> Iterator[str]:
    """All words of the text that frames keep."""
    for frame in frames:
        subject = frame.subject
        yield from (subject.text, subject.left, *(key.name for key in subject.keys))
        yield from (frame.same_as, frame.compared[0])
        yield from (share.base for share in frame.shares)
        yield from (one.against or "" for one in frame.comparisons)
