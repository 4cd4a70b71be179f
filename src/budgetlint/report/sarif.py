"""SARIF 2.1.0 (OASIS): what code scanning and editors read.

Results come before the tool that made them, as a report is written while files are checked; in a
JSON object the order says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..model.version import VERSION
from .entries import Entry, Related, entries, said, waived_entries
from .form import ReportFormat, Style, Tally
from .json_text import json_text
from .report import FileReport

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note", "problem": "error"}
FINGERPRINT = "budgetlint/v1"
HEAD = """{
"$schema": %s,
"version": "2.1.0",
"runs": [{
"columnKind": "unicodeCodePoints",
"results": ["""


def _head(_: Style) -> str:
    return HEAD % json.dumps(SCHEMA)


def _file(file: FileReport, before: Tally, style: Style) -> str:
    every = (*entries(file, style.lang), *waived_entries(file, style.lang))
    found = [json_text(_result(entry, style.lang)) for entry in every]
    first = not (before.levels.total() + before.waived)
    return "".join(("\n" if first and not n else ",\n") + text for n, text in enumerate(found))


def _tail(tally: Tally, style: Style) -> str:
    rest = {"tool": {"driver": _driver(tally, style)}, "invocations": [_invocation(tally, style)]}
    return "\n],\n" + json_text(rest)[1:-1] + "\n}]}\n"


FORM = ReportFormat(_head, _file, _tail)


def _driver(tally: Tally, style: Style) -> dict[str, Any]:
    return {
        "name": "budgetlint",
        "version": VERSION,
        "semanticVersion": VERSION,
        "language": "zh-CN" if style.lang == "zh" else "en-US",
        "rules": [_rule(code, tally, style) for code in sorted(tally.rules)],
    }


def _rule(code: str, tally: Tally, style: Style) -> dict[str, Any]:
    rule = tally.rules[code]
    about = {"text": rule.why.get(style.lang) or rule.name.get(style.lang)}
    return {
        "id": code,
        "shortDescription": {"text": rule.name.get(style.lang)},
        "fullDescription": about,
        "help": about,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _invocation(tally: Tally, style: Style) -> dict[str, Any]:
    """Whether all could be done, and what was not checked, in how many files."""
    return {
        "executionSuccessful": not tally.levels["problem"],
        "toolExecutionNotifications": [
            {
                "level": "note",
                "descriptor": {"id": code},
                "message": {"text": reason.get(style.lang)},
                "properties": {"files": files},
            }
            for (code, reason), files in tally.left.items()
        ],
    }


def _result(entry: Entry, lang: str) -> dict[str, Any]:
    return {
        "ruleId": entry.code,
        "level": LEVELS[entry.level],
        "message": {"text": said(entry, lang)},
        "locations": [_location(entry)],
        "relatedLocations": [_related(other, n) for n, other in enumerate(entry.related)],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
        **_suppressed(entry),
        "properties": {
            name: getattr(entry, name)
            for name in ("unit", "printed", "suggested", "certainty", "difference", "money")
            if getattr(entry, name)
        },
    }


def _suppressed(entry: Entry) -> dict[str, Any]:
    """What a person has accepted stands in the log, and counts for nothing."""
    if not entry.waived:
        return {}
    accepted = {"kind": "external", "status": "accepted", "justification": entry.waived}
    return {"suppressions": [accepted]}


def _location(entry: Entry) -> dict[str, Any]:
    """Where in which file; what a sheet, a cell or a page is called is a logical location."""
    physical = _physical(entry.source, entry.line_of_file, entry.character)
    names = list(_logical(entry))
    return {"physicalLocation": physical} | ({"logicalLocations": names} if names else {})


def _physical(path: str, line: int, character: int) -> dict[str, Any]:
    """A file and a line of it; the first where it has none, as code scanning shows no others."""
    region = {"startLine": line or 1} | ({"startColumn": character} if character else {})
    return {"artifactLocation": artifact_location(path), "region": region}


def _logical(entry: Entry) -> Iterator[dict[str, Any]]:
    if entry.place:
        yield {"fullyQualifiedName": entry.place, "kind": "member"}
    address = "!".join(part for part in (entry.sheet, entry.cell) if part)
    if address:
        yield {"fullyQualifiedName": address, "kind": "element"}
    if entry.page:
        yield {"fullyQualifiedName": f"page {entry.page}", "kind": "module"}


def _related(other: Related, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "physicalLocation": _physical(other.source, other.line, other.character),
        "message": {"text": f"{other.place}: {other.printed}"},
    }


def artifact_location(path: str) -> dict[str, Any]:
    """A path as a URI: from the root of the sources, or of the machine where it is absolute."""
    slashed = path.replace("\\", "/").removeprefix("./")
    uri = quote(slashed)
    if slashed.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
