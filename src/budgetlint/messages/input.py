"""What is said about files that cannot be read, and bytes that are no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import NOTHING, Problem
from ..model.place import Place
from .catalogue import problem, say
from .others import reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class SpecialFileError(OSError):
    """A pipe, a socket or a device stands where a file is expected."""


def unreadable(error: OSError) -> Problem:
    """What the system says about a file that does not open."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return missing()
    if isinstance(error, IsADirectoryError):
        return folder_found()
    if isinstance(error, PermissionError):
        return forbidden()
    if isinstance(error, SpecialFileError):
        return special()
    return problem("input.unreadable", reason=reason_of(error))


def internal_error(path: str, report: str) -> Problem:
    """A fault of our own; `report` is what a developer wants to know of it."""
    return problem("input.internal-error", Place(path), report=report)


def not_printed(error: OSError) -> Problem:
    """The output takes nothing more."""
    return problem("input.not-printed", reason=reason_of(error, writing=True))


def no_budget(titles: Sequence[str] = (), figures: int = 0) -> Problem:
    """A file in which there is no table of a budget, and nothing else that could be checked; the
    titles are those of the tables that are in it. A text with so many statements of `figures` may
    be a narrative whose tables are in another file."""
    shown = [title if len(title) <= MAX_TITLE else f"{title[:MAX_TITLE]}…" for title in titles]
    more = "more-" if len(shown) > MAX_TITLES else ""
    seen = say(f"input.{more}tables-seen", titles=tuple(shown[:MAX_TITLES])) if shown else NOTHING
    if figures:
        return problem("input.only-prose", count=figures, seen=seen)
    return problem("input.no-budget", seen=seen)


def foreign(problem: Problem) -> Problem:
    """Why a file that was met in a folder is left alone. What is wrong with the JSON of another
    program is only wrong if one takes it for a budget."""
    if not problem.code.startswith("json-"):
        return problem
    found = problem.found
    text = say("input.foreign", found=found)
    return problem._replace(code="input-no-budget", found=text)


MAX_TITLE = 30
MAX_TITLES = 3


def nothing_checked() -> Problem:
    """A budget in which no arithmetic rule found anything to check."""
    return problem("input.nothing-checked")


def more_problems(limit: int) -> Problem:
    """More is wrong with a document than is told one by one."""
    return problem("input.more-problems", limit=limit)


def more_broken(count: int, limit: int) -> Problem:
    """More figures of a document contradict each other than slips could explain."""
    return problem("input.more-broken", count=count, limit=limit)


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


def special() -> Problem:
    """A pipe, a socket or a device."""
    return problem("input.special")


def leads_out() -> Problem:
    """A link in a folder that leads out of it."""
    return problem("input.leads-out")


def too_large(limit: int) -> Problem:
    """A file of more than `limit` MiB."""
    return problem("input.too-large", limit=limit)


def beyond(what: str, count: int, limit: int) -> Problem:
    """More of something than any document that is published has."""
    return problem("input.beyond", what=say(f"input.counted.{what}"), count=count, limit=limit)


def archive_too_large(entries: int, gigabytes: int) -> Problem:
    """A zip file with more in it than any unit publishes."""
    return problem("input.archive-too-large", entries=entries, gigabytes=gigabytes)


def archive_unsafe(name: str) -> Problem:
    """A zip file whose entries would be written somewhere else, or over each other."""
    shown = name[:80] if name.isprintable() else name[:80].encode("unicode_escape").decode()
    return problem("input.archive-unsafe", name=shown)


def undecodable(number: int, byte: int) -> Problem:
    """A byte that belongs to no text, counted from 1."""
    return problem("input.undecodable", number=number, byte=byte)


def nul() -> Problem:
    """A NUL character."""
    return problem("input.nul")


def not_text(kind: str) -> Problem:
    """A workbook or a PDF under the name of a text file."""
    return problem("input.not-text", found=say(f"text.{kind}"))


def empty() -> Problem:
    """A file without text."""
    return problem("input.empty")


def unknown_encoding(encoding: str) -> Problem:
    """An encoding that does not exist."""
    return problem("input.unknown-encoding", encoding=encoding)
