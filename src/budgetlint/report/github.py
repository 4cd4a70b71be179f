"""Annotations of GitHub Actions: workflow commands, one a finding.

    ::error file=budgets/2026.json,line=107,col=20,title=A3::the total is not the sum …

A runner shows ten of each level in a step, and marks the lines in a pull request.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..messages.catalogue import say
from .entries import Entry, entries, said
from .form import ReportFormat, Style, Tally
from .report import FileReport

COMMANDS = {"problem": "error", "error": "error", "warning": "warning", "info": "notice"}
IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTIES = {**IN_MESSAGES, ":": "%3A", ",": "%2C"}


def _file(file: FileReport, _: Tally, style: Style) -> str:
    return "".join(f"{_annotation(entry, style.lang)}\n" for entry in entries(file, style.lang))


def _tail(tally: Tally, style: Style) -> str:
    return say("rows.files-total", **tally.counts()).get(style.lang) + "\n"


FORM = ReportFormat(lambda _: "", _file, _tail)


def _annotation(entry: Entry, lang: str) -> str:
    properties = {
        "file": entry.source.replace("\\", "/"),
        "line": str(entry.line_of_file or ""),
        "col": str(entry.character or ""),
        "title": f"{entry.code} {entry.name}",
    }
    return command(COMMANDS[entry.level], properties, said(entry, lang))


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """A workflow command; properties without a value are left out."""
    given = [f"{key}={escaped(v, IN_PROPERTIES)}" for key, v in properties.items() if v]
    return f"::{name} {','.join(given)}::{escaped(message, IN_MESSAGES)}"


def escaped(text: str, escapes: Mapping[str, str]) -> str:
    """`text` with each of these characters as its escape."""
    return "".join(escapes.get(char, char) for char in text)
