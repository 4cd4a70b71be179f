"""budgetlint checks the figures of a government budget before it is published.

    import budgetlint

    report = budgetlint.check("budget.json")
    for finding in report.findings:
        print(finding.code, finding.message.zh, finding.actual, finding.expected)

What is listed in `__all__` is stable; see docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model.version import VERSION

if TYPE_CHECKING:
    from .model.document import Document
    from .model.errors import BudgetlintError, InputError, Message, Problem, RuleError
    from .model.place import Place
    from .model.verdict import Verdict
    from .report.finding import Finding, FindingCell, Suspect
    from .report.inspection import Inspection
    from .report.report import Coverage, FileReport, NotChecked, Report
    from .report.story import CellStory, Story
    from .report.waived import Waived
    from .tasks.check import Checker, check
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

_HERE = {
    "model.document": ("Document",),
    "model.errors": ("BudgetlintError", "InputError", "Message", "Problem", "RuleError"),
    "model.place": ("Place",),
    "model.verdict": ("Verdict",),
    "report.finding": ("Finding", "FindingCell", "Suspect"),
    "report.inspection": ("Inspection",),
    "report.report": ("Coverage", "FileReport", "NotChecked", "Report"),
    "report.story": ("CellStory", "Story"),
    "report.waived": ("Waived",),
    "tasks.check": ("Checker", "check"),
    "tasks.fix": ("Fix", "Patch"),
    "tasks.library": ("convert", "explain", "fix", "inspect", "read"),
}
"""Where each name is: a module is imported when a name of it is asked for, so that a command
starts without what it does not need."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HERE.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(name)
