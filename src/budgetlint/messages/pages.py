"""What is said of paged files (PDF, OFD) and of single pages that cannot be read.

`kind` is the name of the format; codes begin with it in small letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import NOWHERE, Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from ..model.errors import Argument, Message, Problem


def _of_kind(entry: str, kind: str, place: Place = NOWHERE, /, **arguments: Argument) -> Problem:
    """A problem of a format; the format's name is part of its code and of its texts."""
    article = "an" if kind[0] in "AEIO" else "a"
    return problem(entry, place, kind=kind, format=kind.lower(), article=article, **arguments)


def scanned(kind: str, pages: int) -> Problem:
    """Every page is a picture."""
    return _of_kind("pages.scanned", kind, pages=pages)


def no_text(kind: str) -> Problem:
    """There is nothing on the pages that could be read."""
    return _of_kind("pages.no-text", kind)


def outlines(kind: str) -> Problem:
    """The letters of every page are drawn: their shapes are there, but not what they mean."""
    return _of_kind("pages.outlines", kind)


def no_meaning(kind: str, unmapped: int, letters: int) -> Problem:
    """The signs of the text layer are not known to be any characters."""
    return _of_kind("pages.no-meaning", kind, letters=letters, unmapped=unmapped)


def too_many_pages(kind: str, pages: int, most: int) -> Problem:
    """The document is too long."""
    return problem("pages.too-many-pages", kind=kind, pages=pages, most=most)


def too_much_text(kind: str) -> Problem:
    """There is more text than any disclosure has."""
    return problem("pages.too-much-text", kind=kind)


def page_damaged(kind: str, path: str, page: int) -> Problem:
    """One page cannot be read."""
    return _of_kind("pages.page-damaged", kind, Place(path, page=page))


def page_scanned(kind: str, path: str, page: int) -> Problem:
    """One page is a picture."""
    return _of_kind("pages.page-scanned", kind, Place(path, page=page))


def page_outlines(kind: str, path: str, page: int) -> Problem:
    """The letters of one page are drawn."""
    return _of_kind("pages.page-outlines", kind, Place(path, page=page))


def rows_outside(place: Place, rows: int, text: str) -> Problem:
    """Lines that are rows of figures and stand in no table."""
    return problem("pages.rows-outside", place, rows=rows, text=text[:60])


def by_alignment() -> Message:
    """Why cells are doubtful: nothing but the places of the words tells their columns."""
    return say("pages.by-alignment")
