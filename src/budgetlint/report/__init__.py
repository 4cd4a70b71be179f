"""Writers: a report in each of its formats. They decide nothing.

A new format that is text is a module with a `ReportFormat` and one line in `FORMS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import IO, Protocol

from .form import ReportFormat, Style, Tally, whole
from .report import FileReport, Report

__all__ = [
    "FORMATS",
    "FORMS",
    "WITH_PAPER",
    "Output",
    "Style",
    "TextOutput",
    "form",
    "open_output",
    "report_text",
]

FACE = {
    "causes_text": "a judgement in words",
    "claims_text": "the claims of a document, for `budgetlint claims`",
    "codec": "reports as bytes and back",
    "entries": "findings and problems, each as one row",
    "findings": "`Finding`, `FindingCell`, `Suspect`",
    "findings_text": "a finding as text, and what its table is called",
    "fingerprints": "by which a finding is known again",
    "form": "`ReportFormat`, `Style`",
    "inspection": "`Inspection`: what was seen in a document",
    "inspection_report": "an inspection as text or JSON",
    "json_report": "the JSON report",
    "json_text": "JSON as it is written",
    "labels": "wrong codes and names as suspects",
    "marked": "marks on a copy of the original",
    "order": "the order of findings",
    "paper": "the working paper of a document",
    "plan_report": "a plan as text or JSON",
    "report": "`Report`, `FileReport`, `Coverage`",
    "safety": "text that steers no terminal",
    "story": "`Story`, `CellStory`: what `explain` tells",
    "story_text": "stories as text or JSON",
    "suspects": "findings, one for each cause",
    "text_report": "the text report",
    "vocabulary_report": "what a phrase means, for `budgetlint vocabulary`",
    "waived": "`Waived`: a finding that does not count, and why",
    "writer": "how places are named in text reports",
}
"""The modules that other rooms may import, and what they are for."""

FORMS: Mapping[str, tuple[str, str]] = {
    "text": ("text_report", "FORM"),
    "json": ("json_report", "FORM"),
    "jsonl": ("json_report", "LINES"),
    "github": ("github", "FORM"),
    "gitlab": ("gitlab", "FORM"),
    "sarif": ("sarif", "FORM"),
    "junit": ("junit", "FORM"),
    "csv": ("csv_report", "FORM"),
    "markdown": ("markdown", "FORM"),
    "statistics": ("statistics", "FORM"),
}
"""The formats that are text: their module, and the form in it. Imported when asked for."""
FORMATS = (*FORMS, "html", "xlsx")
WITH_PAPER = "html"
"""The format that shows documents as they are printed."""
BY_ENDING = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".md": "markdown",
}
"""The formats that the ending of a file's name tells."""


class Output(Protocol):
    """A report that is being written, file by file."""

    def add(self, file: FileReport) -> None:
        """Write what one more file adds."""

    def end(self, *, interrupted: bool = False) -> None:
        """Write what comes last; of a run that was `interrupted` what was done until then."""


class TextOutput:
    """A report in a format that is text, whose pieces go to `write` as they are made."""

    def __init__(self, kind: str, write: Callable[[str], object], style: Style) -> None:
        self._form = form(kind)
        self._write = write
        self._style = style
        self._tally = Tally()
        self._say(self._form.head(style))

    def add(self, file: FileReport) -> None:
        """Write what one more file adds."""
        self._say(self._form.file(file, self._tally, self._style))
        self._tally.add(file)

    def end(self, *, interrupted: bool = False) -> None:
        """Write what comes last."""
        self._tally.interrupted = interrupted
        self._say(self._form.tail(self._tally, self._style))

    def _say(self, piece: str) -> None:
        if piece:
            self._write(piece)


def open_output(kind: str, stream: IO[bytes], style: Style) -> Output:
    """A report in one of `FORMATS`, to be written to a stream of bytes."""
    if kind == "xlsx":
        from .xlsx_report import XlsxReport

        return XlsxReport(stream, style)
    if kind == "html":
        from .html import HtmlReport

        return HtmlReport(stream, style)
    return TextOutput(kind, lambda piece: stream.write(piece.encode("utf-8")), style)


def target(wanted: str) -> tuple[str, str] | None:
    """The format and the path in ``sarif=out.sarif``, or in ``out.sarif``, whose ending tells."""
    kind, _, path = wanted.partition("=")
    if kind in FORMATS:
        return (kind, path) if path else None
    told = BY_ENDING.get(os.path.splitext(wanted)[1].lower())
    return (told, wanted) if told else None


def form(kind: str) -> ReportFormat:
    """The form of a format that is text."""
    module, name = FORMS[kind]
    found: ReportFormat = getattr(import_module(f".{module}", __name__), name)
    return found


def report_text(kind: str, report: Report, style: Style) -> str:
    """A whole report in a format that is text."""
    return whole(form(kind), report, style)
