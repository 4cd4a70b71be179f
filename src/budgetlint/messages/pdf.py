"""What is said of PDFs that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from ..model.errors import Problem

_EXPECTED = say("pdf.expected")
_EXPORT = say("pdf.export")


def no_pdf() -> Problem:
    """The file is something else."""
    return problem("pdf.no-pdf")


def damaged() -> Problem:
    """The file is broken."""
    return problem("pdf.damaged")


def encrypted() -> Problem:
    """The file asks for a password."""
    return problem("pdf.encrypted")


def characters_lost(path: str, page: int) -> Problem:
    """Single characters of a page could not be read, since their font is not embedded."""
    return problem("pdf.characters-lost", Place(path, page=page))


def bomb(most: int) -> Problem:
    """A small file that unpacks to a huge one."""
    return problem("pdf.bomb", most=most)
