"""What was read off a narrative, as text: for those who write phrases."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.catalogue import say
from ..model.document import Document
from .safety import one_line

SHOWN = 60


def write_claims(document: Document, lang: str) -> str:
    """One line a claim: its section, group/subject, and its figures by slot."""
    return "\n".join(map(one_line, _lines(document, lang)))


def _lines(document: Document, lang: str) -> Iterator[str]:
    claims = document.prose.claims if document.prose else ()
    unread = document.prose.unclaimed if document.prose else ()
    for claim in claims:
        section = document.narrative[claim.place.section].section
        path = f"{claim.group}/{claim.subject}" if claim.subject else claim.group
        figures = [f"{name}={figure.text}{figure.unit}" for name, figure in claim.figures.items()]
        words = [f"{name}={word}" for name, (word, _) in claim.words.items() if len(word) < SHOWN]
        yield f"§{section}  {path}  {'  '.join(figures + words)}".rstrip()
    if unread:
        yield say("claims.unread").get(lang)
    for sentence in unread:
        section = document.narrative[sentence.place.section].section
        yield f"§{section}  {''.join(sentence.text.split())}"
    if not claims and not unread:
        yield say("claims.nothing-said").get(lang)
