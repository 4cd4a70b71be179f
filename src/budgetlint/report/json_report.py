"""The report as JSON, as described by `schemas/report.schema.json`.

The public form does not mirror the classes: it stays as it is when they change. Amounts are
strings, in the places that were printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from textwrap import indent
from typing import TYPE_CHECKING, Any

from ..model.amounts import printed
from ..model.errors import Problem
from ..model.place import Place
from ..model.severity import SEVERITIES
from ..model.verdict import Verdict
from .finding import Finding, FindingCell, Suspect, shown
from .form import ReportFormat, Style, Tally
from .json_text import json_text
from .report import STATUSES, Coverage, FileReport, NotChecked
from .waived import Waived

if TYPE_CHECKING:
    from .story import CellStory, Story

VERSION = 2


def _head(style: Style) -> str:
    head = json_text({"version": VERSION, "lang": style.lang}, indent=2)
    return head.removesuffix("\n}") + ',\n  "files": ['


def _of_file(file: FileReport, before: Tally, style: Style) -> str:
    # No text in JSON holds a line end: every line can be indented.
    text = indent(json_text(_file(file, style.lang), indent=2), "    ")
    return f"{',' if before.reports else ''}\n{text}"


def _tail(tally: Tally, _: Style) -> str:
    end = "\n  ]" if tally.reports else "]"
    return end + ",\n" + json_text({"summary": _summary(tally)}, indent=2)[2:] + "\n"


FORM = ReportFormat(_head, _of_file, _tail)
"""The whole report as one JSON object."""


def _line(file: FileReport, _: Tally, style: Style) -> str:
    return json_text(_file(file, style.lang)) + "\n"


LINES = ReportFormat(lambda _: "", _line)
"""JSON Lines: a line for each document, as it stands in `files` of the report."""


def story_data(story: Story, lang: str) -> dict[str, Any]:
    """The story of a document; its findings have the form that they have in a report."""
    return {
        "path": story.path,
        "unit": story.unit,
        "causes": [_finding(finding, lang) for finding in story.causes],
        "others": len(story.others),
        "problems": len(story.problems),
    }


def cell_story_data(story: CellStory, lang: str) -> dict[str, Any]:
    """What speaks for and against a cell."""
    return {
        "cell": _cell(story.cell, lang),
        "against": [_judged(finding, lang) for finding in story.against],
        "vouching": [_judged(finding, lang) for finding in story.vouching],
        "empty": story.empty,
    }


def _judged(finding: Finding, lang: str) -> dict[str, Any]:
    return {"verdict": finding.verdict.value, **_relation(finding, lang)}


def _file(file: FileReport, lang: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "status": file.status,
        "foreign": file.foreign,
        "unit": file.unit,
        "pack": file.pack,
        "pack_version": file.pack_version,
        "findings": [_finding(finding, lang) for finding in file.findings],
        "rounding": [_finding(finding, lang) for finding in file.rounding],
        "problems": [problem_json(problem, lang) for problem in file.problems],
        "unselected": file.unselected,
        "waived": [_waived(waived, lang) for waived in file.waived],
        "coverage": _coverage(file.coverage, lang),
        "notes": [problem_json(note, lang) for note in file.notes],
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding with its cause; the relations that are its evidence stand in it."""
    return {
        **_relation(finding, lang),
        "story": finding.story.get(lang),
        "searched": finding.searched,
        "suspects": [_suspect(suspect, lang) for suspect in finding.suspects],
        "alternatives": [
            [_suspect(suspect, lang) for suspect in suspects] for suspects in finding.alternatives
        ],
        "evidence": [_relation(other, lang) for other in finding.evidence],
        "multipliers": list(map(str, finding.multipliers)),
        "fingerprint": finding.fingerprint,
    }


def _waived(waived: Waived, lang: str) -> dict[str, Any]:
    """A finding that does not count, and why."""
    return {
        "kind": waived.kind,
        "reason": waived.reason,
        "by": waived.by,
        "until": waived.until,
        "finding": _finding(waived.finding, lang),
    }


def _suspect(suspect: Suspect, lang: str) -> dict[str, Any]:
    cell = _cell(suspect.cell, lang)
    del cell["role"], cell["weight"]
    return {
        **cell,
        "suggested": suspect.label or _figure(suspect.suggested),
        "low": suspect.label or _figure(suspect.low),
        "high": suspect.label or _figure(suspect.high),
        "slip": suspect.slip_code,
        "explanation": suspect.slip.get(lang),
        "certainty": suspect.certainty,
    }


def _relation(finding: Finding, lang: str) -> dict[str, Any]:
    figures = shown(finding)
    return {
        "code": finding.code,
        "name": finding.name.get(lang),
        "severity": finding.severity,
        "message": finding.message.get(lang),
        "found": finding.found.get(lang),
        "wanted": finding.wanted.get(lang),
        "operator": finding.op,
        "actual": _number(figures.actual),
        "expected": _number(figures.expected),
        "difference": _number(figures.difference),
        "tolerance": _number(figures.tolerance),
        "money": finding.money,
        "hint": finding.hint.get(lang),
        "cells": [_cell(cell, lang) for cell in finding.cells],
    }


def _figure(value: Decimal | None) -> str:
    return "" if value is None else _number(printed(value))


def _number(figure: str) -> str:
    """Without thousands separators: machines read it. The cells' values stay as printed."""
    return figure.replace(",", "")


def _cell(cell: FindingCell, lang: str) -> dict[str, Any]:
    return {
        "address": cell.address.get(lang),
        "role": cell.role,
        "value": cell.value,
        "weight": str(cell.weight),
        **_place(cell.place, OF_CELLS),
        "doubt": cell.doubt.get(lang),
    }


OF_CELLS = (
    "path", "pointer", "line", "column", "section", "quote", "start", "end", "sheet", "cell",
    "page", "box",
)  # fmt: skip
OF_PROBLEMS = ("path", "pointer", "line", "column", "sheet", "cell", "page", "box")
OF_SENTENCES = (
    "quote", "section", "start", "end", "path", "pointer", "line", "column", "page", "box",
)  # fmt: skip


def _place(place: Place, members: Sequence[str]) -> dict[str, Any]:
    """Parts of a place; a box as four numbers: left, top, right and bottom, in points."""
    found = {name: getattr(place, name) for name in members}
    if place.box is not None:
        found["box"] = [round(edge, 2) for edge in place.box]
    return found


def problem_json(problem: Problem, lang: str) -> dict[str, Any]:
    """A problem with its place, as the report has it."""
    return {
        "code": problem.code,
        "place": problem.address.get(lang),
        **_place(problem.place, OF_PROBLEMS),
        "found": problem.found.get(lang),
        "expected": problem.expected.get(lang),
        "advice": problem.advice.get(lang),
    }


def _coverage(coverage: Coverage, lang: str) -> dict[str, Any]:
    def reasons(skips: Iterable[NotChecked]) -> list[dict[str, str]]:
        return [
            {"code": s.code, "name": s.name.get(lang), "reason": s.reason.get(lang)} for s in skips
        ]

    return {
        "relations": dict(coverage.relations),
        "rules": dict(coverage.rules),
        "not_checked": reasons(coverage.not_checked),
        "not_applicable": reasons(coverage.not_applicable),
        "unread": [_place(u.place, OF_SENTENCES) for u in coverage.unread],
    }


def _summary(tally: Tally) -> dict[str, Any]:
    counts = tally.counts()
    return {
        "files": {name: tally.statuses[name] for name in STATUSES},
        "foreign": tally.foreign,
        "interrupted": tally.interrupted,
        "findings": {name: counts[name] for name in SEVERITIES},
        "problems": counts["problem"],
        "relations": {verdict.value: counts[verdict.value] for verdict in Verdict},
    }
