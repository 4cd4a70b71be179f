"""What a person has accepted does not count: waivers and baselines, applied to reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from ..report.report import FileReport


class Acceptance(Protocol):
    """A file that says what is accepted."""

    def apply(self, report: FileReport) -> FileReport:
        """The report on a document, with what is accepted told apart from its findings."""

    def report(self) -> FileReport | None:
        """What is to be said of the file itself, when all documents are done; perhaps nothing."""


def accepting(
    reports: Iterable[FileReport], acceptances: Iterable[Acceptance]
) -> Iterator[FileReport]:
    """The reports without what is accepted, each as it comes; then those on the files that accept,
    where there is something to say of them."""
    every = list(acceptances)
    for report in reports:
        left = report
        for acceptance in every:
            left = acceptance.apply(left)
        yield left
    yield from filter(None, (acceptance.report() for acceptance in every))
