"""What is said of originals that are to be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import problem, say
from .others import of_library

if TYPE_CHECKING:
    from ..model.errors import Message, Problem


def locked() -> Problem:
    """A PDF that may not be changed, or not without a password."""
    return problem("marking.locked")


def damaged(reason: str) -> Problem:
    """A file that was read, but is not sound enough to be added to."""
    return problem("marking.damaged", reason=of_library(reason))


def other_format() -> Problem:
    """A file on which marks cannot be made."""
    return problem("marking.other-format")


def other_ending(own: str, wanted: str) -> Problem:
    """The copy is to have the ending of another kind of file."""
    return problem("marking.other-ending", own=own, wanted=wanted)


def same_file() -> Problem:
    """The output is the original itself."""
    return problem("marking.same-file")


def written(path: str, noted: int, ticked: int) -> Message:
    """What was written, with how many marks."""
    if ticked:
        return say("marking.done.ticked", path=path, noted=noted, ticked=ticked)
    return say("marking.done.written", path=path, noted=noted)


def not_marked(code: str, message: Message, about: Message) -> Message:
    """A finding that has no place in the original."""
    return say("marking.done.left", code=code, message=message, about=about)
