"""Writers: a report in each of its formats. They decide nothing.

A new format that is text is a module with a `ReportFormat` and one line in `FORMS`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .form import Style
    from .output import Output, TextOutput, form, open_output, report_text

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
    "cells": "cells as a reader finds them",
    "carried": "differences between documents, each told once",
    "causes_text": "a judgement in words",
    "claims_text": "the claims of a document, for `budgetlint claims`",
    "columns": "tables of text as wide as a terminal",
    "codec": "reports as bytes and back",
    "entries": "findings and problems, each as one row",
    "finding": "`Finding`, `FindingCell`, `Suspect`",
    "findings": "findings of what was judged",
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
    "as_printed": "`as_printed`: findings that name their relations by what the document prints",
    "story": "`Story`, `CellStory`: what `explain` tells",
    "story_text": "stories as text or JSON",
    "suspects": "findings, one for each cause",
    "text_report": "the text report",
    "vocabulary_report": "what a phrase means, for `budgetlint vocabulary`",
    "waived": "`Waived`: a finding that does not count, and why",
    "witnesses": "what other documents say of figures that are found wrong already",
    "wrap": "lines as wide as a terminal",
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


def target(wanted: str) -> tuple[str, str] | None:
    """The format and the path in ``sarif=out.sarif``, or in ``out.sarif``, whose ending tells."""
    kind, _, path = wanted.partition("=")
    if kind in FORMATS:
        return (kind, path) if path else None
    told = BY_ENDING.get(os.path.splitext(wanted)[1].lower())
    return (told, wanted) if told else None


def __getattr__(name: str) -> Any:
    """Who only asks for the names of the formats imports none of what writes them."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(".form" if name == "Style" else ".output", __name__), name)
