"""Facts of prose: every figure that a sentence states, with the coordinates of what it is said of.

A claim is about accounts, a source, a nature; each of its figures says what it is of that: its
amount, last year's, a change, a rate, a share. Where the subject is not certain its words say as
much as they do; a sentence that was not understood is one fact without coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..model.amounts import AmountError, parse
from ..model.document import Document
from ..model.names import bare, norm
from ..model.prose import About, Claim, Figure
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .claims import location_of
from .facts import PrintedFact, Why
from .readings import ITEM, without_role
from .row_facts import Meant

SLOTS: Mapping[str, Coordinates] = {
    "amount": {},
    "prior": {"year": "-1"},
    "budget": {"stage": "budget"},
    "change": {"measure": "change"},
    "difference": {"measure": "change"},
    "rate": {"measure": "growth"},
    "share": {"measure": "share"},
    "completion": {"measure": "completion"},
}
"""What the figure of each column of the table of claims says beyond its subject."""
TURNS = {"change": "direction", "rate": "trend", "difference": "compared"}
"""The words that say which way a figure goes."""
DOWN = frozenset({"down", "less"})


def facts_of_prose(document: Document, vocabulary: Vocabulary) -> Iterator[PrintedFact]:
    """Every figure of the narrative, claim by claim, then the sentences that were not read."""
    prose = document.prose
    for claim in prose.claims if prose is not None else ():
        subject = _subject(vocabulary, claim)
        for slot, figure in claim.figures.items():
            yield _fact(document, vocabulary, claim, slot, figure, subject)
    for sentence in prose.unclaimed if prose is not None else ():
        title = document.narrative[sentence.place.section].title
        place = location_of(document.raw, sentence.place)
        words = (" ".join(sentence.text.split()),)
        yield PrintedFact("", title, "", "", "", "", {}, place, "sentence", words, in_prose=True)


def _fact(
    document: Document,
    vocabulary: Vocabulary,
    claim: Claim,
    slot: str,
    figure: Figure,
    subject: Meant,
) -> PrintedFact:
    said = vocabulary.met(subject.coordinates, SLOTS.get(slot, {}))
    why: Why = "subject" if subject.left else "" if slot in SLOTS else "column"
    return PrintedFact(
        "",
        document.narrative[claim.place.section].title,
        figure.unit,
        claim.called or claim.subject or claim.group,
        slot,
        figure.text,
        said if not why else {},
        location_of(document.raw, figure.place),
        why,
        subject.left,
        in_prose=True,
        amount=_value(claim, slot, figure),
    )


def _value(claim: Claim, slot: str, figure: Figure) -> Decimal | None:
    """The figure in digits; what falls is less than nothing."""
    try:
        value = parse(norm(figure.said or figure.text).removesuffix("%"))
    except AmountError:
        return None
    _, turn = claim.words.get(TURNS.get(slot, ""), ("", ""))
    return -value if turn in DOWN else value


def _subject(vocabulary: Vocabulary, claim: Claim) -> Meant:
    """What a claim is about: for certain, else by the words of its subject."""
    if claim.about is not None and claim.about.sure:
        return Meant({**dict(claim.about.at), **_account(vocabulary, claim.about)})
    words = claim.called or claim.subject or claim.group
    reading = understood(vocabulary, bare(words))
    left = reading.left if reading.coordinates else (words,)
    return Meant(without_role(reading.coordinates), left)


def _account(vocabulary: Vocabulary, about: About) -> Coordinates:
    """The account that a claim names last: its code, else what it is called."""
    if not about.accounts:
        return {"stage": about.stage}
    name, code = about.accounts[-1]
    codes = (code,) if code else vocabulary.charts.get("function", {}).get(norm(name), ())
    if len(codes) == 1:
        return {"stage": about.stage, "function": codes[0]}
    return {"stage": about.stage, ITEM: "/".join(norm(each) for each, _ in about.accounts)}
