"""What is said about files that cannot be read, and bytes that are no text."""

from __future__ import annotations

from ..model.errors import Problem, Text
from .catalogue import problem, say

_SAVE_AGAIN = say("input.save-again")


def unreadable(error: OSError) -> Problem:
    """What the system says about a file that does not open."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return missing()
    if isinstance(error, IsADirectoryError):
        return folder_found()
    if isinstance(error, PermissionError):
        return forbidden()
    reason = error.strerror or str(error)
    return problem("input.unreadable", reason=reason)


def missing() -> Problem:
    """A path that leads nowhere."""
    return problem("input.missing")


def nothing_in_folder() -> Problem:
    """A folder without a document."""
    return problem("input.nothing-in-folder")


def folder_found() -> Problem:
    """A folder in the place of a file."""
    return problem("input.folder-found")


def forbidden() -> Problem:
    """A file that the user may not read."""
    return problem("input.forbidden")


def too_large(limit: int) -> Problem:
    """A file of more than `limit` MiB."""
    return problem("input.too-large", limit=limit)


def undecodable(number: int, byte: int) -> Problem:
    """A byte that belongs to no text, counted from 1."""
    return problem("input.undecodable", number=number, byte=byte)


def nul() -> Problem:
    """A NUL character."""
    return problem("input.nul")


def not_text(found: Text) -> Problem:
    """A workbook or a PDF under the name of a text file."""
    return Problem(
        "input-format",
        found=found,
        expected=say("input.not-text.expected"),
        advice=say("input.not-text.advice"),
    )


def empty() -> Problem:
    """A file without text."""
    return problem("input.empty")


def unknown_encoding(encoding: str) -> Problem:
    """An encoding that does not exist."""
    return problem("input.unknown-encoding", encoding=encoding)
