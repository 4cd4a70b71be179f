"""Reports on what was not checked at all: it could not be read, or there is nothing to check."""

from __future__ import annotations

from ..messages import input as wording
from ..model.document import Document
from ..model.errors import BudgetlintError, ForeignError, InternalError
from ..report.report import NO_COVERAGE, FileReport, Status
from .coverage import unread_of


def failed(path: str, error: BudgetlintError) -> FileReport:
    """The report on a file that could not be read at all."""
    status: Status = "internal" if isinstance(error, InternalError) else "error"
    problems = error.at(path).problems
    foreign = isinstance(error, ForeignError)
    return FileReport(path, status, "", "", (), (), problems, NO_COVERAGE, foreign=foreign)


def nothing_in(document: Document) -> FileReport:
    """The report on a document without a table of a budget, and without figures in its text that
    could be held against each other."""
    titles = [table.title for table in document.unrecognised]
    unread = tuple(unread_of(document))
    claims = document.prose.claims if document.prose else ()
    error = ForeignError(wording.no_budget(titles, len(claims) + len(unread)))
    coverage = NO_COVERAGE._replace(unread=unread)
    report = failed(document.raw.path, error)
    return report._replace(status="not_checked", coverage=coverage, notes=document.notes)
