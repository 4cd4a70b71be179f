"""Reports as bytes and back, whole: for what is kept, and for other processes and machines.

What is read back holds no code, as a pickle would, and no other classes than those here. The form
(`model.flat`) is nobody's interface.
"""

from __future__ import annotations

from ..model.errors import NOTHING, Message, Problem
from ..model.flat import Flat
from ..model.place import NOWHERE, Box, Place
from ..model.verdict import Verdict
from .finding import Finding, FindingCell, Suspect
from .report import Coverage, FileReport, NotChecked, Unread
from .waived import Waived

FORM = Flat(
    (
        FileReport, Coverage, NotChecked, Unread, Finding, FindingCell, Suspect, Waived,
        Problem, Message, Place,
    ),
    (NOTHING, NOWHERE, *Verdict),
    (Box,),
)  # fmt: skip


def encoded(report: FileReport) -> bytes:
    """A report as bytes, but for the document as printed."""
    return FORM.dumps(report._replace(paper=None))


def decoded(data: bytes) -> FileReport:
    """The same report again. Raises `ValueError` for bytes that are none."""
    report = FORM.loads(data)
    if not isinstance(report, FileReport):
        raise ValueError("no report")
    return report
