"""What a report says, for comparing the reports on two writings of one document."""

from __future__ import annotations

from typing import Any

from budgetlint.model.place import Place
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
    """Its place in the file; a pointer leads into the converted file, not into the original, and
    characters of Word paragraphs are not kept there."""
    return cell.place._replace(pointer="", paragraph=0, offset=0)
