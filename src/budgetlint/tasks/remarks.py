"""Remarks: findings about the files that say what is accepted, not about a document."""

from __future__ import annotations

import os
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..messages import waivers as messages
from ..model.amounts import BLANK
from ..model.errors import Message
from ..model.place import Place
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..report.fingerprints import fingerprinted
from ..report.report import FileReport

if TYPE_CHECKING:
    from ..model.severity import Severity
    from ..report.finding import Finding


class RemarkKind(NamedTuple):
    """What there is to remark."""

    name: Message
    why: Message
    wanted: Message
    advice: Message
    severity: Severity = "warning"


KINDS = {
    "W1": RemarkKind(*messages.EXPIRED),
    "W2": RemarkKind(*messages.UNUSED),
    "W3": RemarkKind(*messages.WIDE),
    "W4": RemarkKind(*messages.STALE, "info"),
    "W5": RemarkKind(*messages.UNEXPLAINED),
}


def remark(code: str, path: str, line: int, found: Message) -> Finding:
    """A finding about a line of such a file."""
    from ..report.finding import Finding, FindingCell

    kind = KINDS[code]
    name = os.path.basename(path)
    here = Message(name, name)
    place = Place(path, line=line)
    cell = FindingCell(here, here, "", "", "", BLANK, Decimal(1), "place", place)
    return Finding(
        code=code,
        name=kind.name,
        severity=kind.severity,
        verdict=Verdict.BROKEN,
        message=kind.name,
        why=kind.why,
        cells=(cell,),
        found=found,
        wanted=kind.wanted,
        hint=kind.advice,
    )


def report_of_remarks(path: str, findings: Sequence[Finding]) -> FileReport | None:
    """The report on such a file; None where there is nothing to remark."""
    if not findings:
        return None
    return FileReport.on_settings(path, tuple(fingerprinted(findings)))
