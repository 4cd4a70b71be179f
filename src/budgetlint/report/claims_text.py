"""What was read off a narrative, as text."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.catalogue import say
from ..model.document import Document
from ..packs.claims import CLAIM_COLUMNS, CLAIM_TEXTS
from .safety import one_line

SHOWN = 60
SLOTS = frozenset((*CLAIM_COLUMNS, *CLAIM_TEXTS, "percent"))


def write_claims(document: Document, lang: str) -> str:
    """One line a claim: its section, group/subject, and its figures by what they are called."""
    return "\n".join(map(one_line, _lines(document, lang)))


def _lines(document: Document, lang: str) -> Iterator[str]:
    claims = document.prose.claims if document.prose else ()
    unread = document.prose.unclaimed if document.prose else ()
    for claim in claims:
        section = document.narrative[claim.place.section].section
        path = f"{claim.group}/{claim.subject}" if claim.subject else claim.group
        stated = {name: f"{f.text}{f.unit}" for name, f in claim.figures.items()}
        stated |= {name: word for name, (word, _) in claim.words.items() if word[:SHOWN] == word}
        said = [f"{_called(name, lang)} {text}" for name, text in stated.items() if text]
        yield f"§{section}  {path}  {'  '.join(said)}".rstrip()
    if unread:
        yield say("claims.unread").get(lang)
    for sentence in unread:
        section = document.narrative[sentence.place.section].section
        yield f"§{section}  {''.join(sentence.text.split())}"
    if not claims and not unread:
        yield say("claims.nothing-said").get(lang)


def _called(slot: str, lang: str) -> str:
    """What a slot is called; one that a pack made goes by its name."""
    return say(f"claims.slots.{slot}").get(lang) if slot in SLOTS else slot
