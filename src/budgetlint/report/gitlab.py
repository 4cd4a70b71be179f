"""GitLab's code quality report: a JSON array of issues, shown in merge requests.

An issue needs a line. What stands in a workbook or on a page has none: then it is the first, and
the words say where.
"""

from __future__ import annotations

from typing import Any

from .entries import Entry, entries, said
from .fingerprints import digest
from .form import ReportFormat, Style, Tally
from .json_text import json_text
from .report import FileReport

SEVERITIES = {"problem": "blocker", "error": "critical", "warning": "minor", "info": "info"}


def _file(file: FileReport, before: Tally, style: Style) -> str:
    found = [json_text(_issue(entry, style.lang)) for entry in entries(file, style.lang)]
    first = not before.levels.total()
    return "".join(("\n" if first and not n else ",\n") + text for n, text in enumerate(found))


FORM = ReportFormat(lambda _: "[", _file, lambda _, __: "\n]\n")


def _issue(entry: Entry, lang: str) -> dict[str, Any]:
    path = entry.source.replace("\\", "/").removeprefix("./")
    line = entry.line_of_file or 1
    return {
        "type": "issue",
        "check_name": entry.code,
        "description": said(entry, lang).replace("\n", " | "),
        "categories": ["Bug Risk"],
        "severity": SEVERITIES[entry.level],
        # GitLab compares fingerprints of all files, without the path.
        "fingerprint": digest(path, entry.fingerprint),
        "location": {"path": path, "lines": {"begin": line, "end": line}},
    }
