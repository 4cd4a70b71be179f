"""What is said of old Word files, and of others that LibreOffice converts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place
from .catalogue import problem, say
from .others import of_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.errors import Problem


def encrypted() -> Problem:
    """The file asks for a password."""
    return problem("doc.encrypted")


def not_read(reason: str) -> Problem:
    """A file that no converter can read."""
    said = of_library(reason)
    return problem("doc.not-read", reason=said) if reason else problem("doc.not-converted")


def takes_libre_office(kind: str) -> Problem:
    """A format that only LibreOffice reads for us, and it is not installed."""
    return problem("doc.takes-libre-office", kind=kind)


def lost(path: str, codes: Iterable[str]) -> Problem:
    """Text or cells that were lost when an old file was converted."""
    said = tuple(say(f"doc.losses.{code.lower().replace('_', '-')}") for code in codes)
    return problem("doc.lost", Place(path), said=said)


def saved(path: str, reason: str) -> Problem:
    """A damaged file of which LibreOffice has saved what it could."""
    return problem("doc.saved", Place(path), reason=of_library(reason))


def by_libre_office(path: str) -> Problem:
    """LibreOffice has converted the file."""
    return problem("doc.by-libre-office", Place(path))
