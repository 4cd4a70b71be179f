"""Reports on what was not checked at all: it could not be read, or there is nothing to check."""

from __future__ import annotations

from ..messages import input as wording
from ..messages.catalogue import say
from ..model.document import Document
from ..model.errors import NOTHING, BudgetlintError, ForeignError, InternalError, Message
from ..model.raw import RawTable
from ..report.report import NO_COVERAGE, FileReport, Status
from .coverage import unread_of


def failed(path: str, error: BudgetlintError) -> FileReport:
    """The report on a file that could not be read at all."""
    status: Status = "internal" if isinstance(error, InternalError) else "error"
    problems = error.at(path).problems
    foreign = isinstance(error, ForeignError)
    return FileReport(path, status, "", "", (), (), problems, NO_COVERAGE, foreign=foreign)


def _tables(document: Document) -> list[RawTable]:
    """All tables that are printed in a document, read or not."""
    read = [table.raw for table in document.tables.values() if table.layout.book is None]
    return [*read, *document.unrecognised]


def _files(document: Document) -> Message:
    """The files that a folder was read as one document of; nothing where it is a file."""
    found = dict.fromkeys(table.locate(0, 0).path for table in _tables(document))
    files = tuple(path for path in found if path and path != document.raw.path)
    more = "-more" if len(files) > MAX_FILES else ""
    return say(f"input.files{more}", files=files[:MAX_FILES]) if files else NOTHING


MAX_FILES = 3
NO_TITLE = "#"
"""What a table without a title is called: #1."""


def nothing_in(document: Document) -> FileReport:
    """The report on a document without a table of a budget, and without figures in its text that
    could be held against each other."""
    titles = [t.title for t in _tables(document) if not t.title.startswith(NO_TITLE)]
    unread = tuple(unread_of(document))
    claims = document.prose.claims if document.prose else ()
    no_budget = wording.no_budget(titles, len(claims) + len(unread))
    error = ForeignError(no_budget._replace(address=_files(document)))
    coverage = NO_COVERAGE._replace(unread=unread)
    report = failed(document.raw.path, error)
    return report._replace(status="not_checked", coverage=coverage, notes=document.notes)
