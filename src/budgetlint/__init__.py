"""budgetlint checks the figures of a government budget before it is published.

    import budgetlint

    report = budgetlint.check("budget.json")
    for finding in report.findings:
        print(finding.code, finding.message.zh, finding.actual, finding.expected)

What is listed in `__all__` is stable; see docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model.errors import BudgetlintError, InputError, Problem, RuleError, Text
from .model.place import Place
from .model.version import VERSION
from .plan.relations import Verdict
from .report.report import Coverage, FileReport, NotChecked, Report
from .tasks.check import Checker, check

if TYPE_CHECKING:
    from .report.findings import Finding, FindingCell

__version__ = VERSION

__all__ = [
    "BudgetlintError",
    "Checker",
    "Coverage",
    "FileReport",
    "Finding",
    "FindingCell",
    "InputError",
    "NotChecked",
    "Place",
    "Problem",
    "Report",
    "RuleError",
    "Text",
    "Verdict",
    "check",
]


def __getattr__(name: str) -> Any:
    """Findings are imported when there are any: a run without them starts faster."""
    if name in ("Finding", "FindingCell"):
        from .report import findings

        return getattr(findings, name)
    raise AttributeError(name)
