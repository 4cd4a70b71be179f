"""What a report says, for comparing the reports on two writings of one document."""

from __future__ import annotations

from typing import Any

from budgetlint.model.place import Box, Place
from budgetlint.report.finding import Finding, FindingCell
from budgetlint.report.report import FileReport


def verdicts(report: FileReport) -> dict[str, Any]:
    """Everything that was decided, without the places."""
    coverage = report.coverage
    return {
        "relations": dict(coverage.relations),
        "rules": dict(coverage.rules),
        "not checked": coverage.not_checked,
        "unread": [unread.quote for unread in coverage.unread],
        "findings": sorted(map(_said, report.findings)),
    }


def _said(finding: Finding) -> tuple[Any, ...]:
    cells = tuple((cell.address.zh, cell.role, str(cell.amount)) for cell in finding.cells)
    return finding.code, finding.severity, finding.found.zh, finding.hint.zh, cells


def places(report: FileReport) -> list[tuple[str, list[Place]]]:
    """The place of every cell of every finding in its original."""
    return [(finding.code, [_place(cell) for cell in finding.cells]) for finding in report.findings]


def _place(cell: FindingCell) -> Place:
    return in_original(cell.place)


def in_original(place: Place) -> Place:
    """A place in the original: a pointer leads into the converted file, and boxes are rounded."""
    box = place.box and Box(*(round(edge, 2) for edge in place.box))
    return place._replace(pointer="", box=box)
