"""What is said of OFD files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.errors import Problem

MAX_NAMED = 8

_EXPECTED = say("ofd.expected")
_EXPORT = say("ofd.export")
_LOOK = say("ofd.look")


def encrypted() -> Problem:
    """The file asks for a password."""
    return problem("ofd.encrypted")


def no_document(part: str) -> Problem:
    """The file does not hold the document that it announces."""
    return problem("ofd.no-document", part=part)


def parts_damaged(path: str, parts: Iterable[str]) -> Problem:
    """Parts that pages refer to and that cannot be read."""
    names = _named(parts)
    return problem("ofd.parts-damaged", Place(path), names=names)


def parts_missing(path: str, parts: Iterable[str]) -> Problem:
    """Parts that pages refer to and that are not there."""
    names = _named(parts)
    return problem("ofd.parts-missing", Place(path), names=names)


def seal_not_checked(path: str) -> Problem:
    """The file is signed."""
    return problem("ofd.seal-not-checked", Place(path))


def slanted(path: str, pages: Sequence[int]) -> Problem:
    """Slanted print, which is a watermark."""
    names = _named(map(str, pages))
    return problem("ofd.slanted", Place(path), names=names)


def attachments(path: str, names: Iterable[str]) -> Problem:
    """Files that are attached to the document."""
    listed = _named(names)
    return problem("ofd.attachments", Place(path), listed=listed)


def _named(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    return ", ".join(every[:MAX_NAMED]) + ("…" if len(every) > MAX_NAMED else "")
