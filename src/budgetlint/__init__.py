"""budgetlint checks the figures of a government budget before it is published.

    import budgetlint

    report = budgetlint.check("budget.json")
    for finding in report.findings:
        print(finding.code, finding.message.zh, finding.actual, finding.expected)

What is listed in `__all__` is stable; see docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model.errors import BudgetlintError, InputError, Message, Problem, RuleError
from .model.place import Place
from .model.version import VERSION
from .plan.relations import Verdict
from .report.report import Coverage, FileReport, NotChecked, Report
from .tasks.check import Checker, check

if TYPE_CHECKING:
    from .model.document import Document
    from .report.findings import Finding, FindingCell, Suspect
    from .report.inspection import Inspection
    from .report.story import CellStory, Story
    from .report.waived import Waived
    from .tasks.fix import Fix, Patch
    from .tasks.library import convert, explain, fix, inspect, read

__version__ = VERSION

__all__ = [
    "BudgetlintError",
    "CellStory",
    "Checker",
    "Coverage",
    "Document",
    "FileReport",
    "Finding",
    "FindingCell",
    "Fix",
    "InputError",
    "Inspection",
    "Message",
    "NotChecked",
    "Patch",
    "Place",
    "Problem",
    "Report",
    "RuleError",
    "Story",
    "Suspect",
    "Verdict",
    "Waived",
    "check",
    "convert",
    "explain",
    "fix",
    "inspect",
    "read",
]

_LATER = {
    "model.document": ("Document",),
    "report.findings": ("Finding", "FindingCell", "Suspect"),
    "report.inspection": ("Inspection",),
    "report.story": ("CellStory", "Story"),
    "report.waived": ("Waived",),
    "tasks.fix": ("Fix", "Patch"),
    "tasks.library": ("convert", "explain", "fix", "inspect", "read"),
}


def __getattr__(name: str) -> Any:
    """What a plain check does not need is imported when it is asked for: it starts faster so."""
    from importlib import import_module

    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(name)
