"""Rules speak of tables by the numbers of their pack's layouts. Where the document prints none,
what a finding says of its relation names the cells themselves, by the titles of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..messages.catalogue import say
from ..model.errors import Message
from .finding import Finding, FindingCell

MOST = 3
"""Cells of a side that are named."""
SIGNS = {"<=": "≤", ">=": "≥"}


def as_printed(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with their relations told by cells where tables have no numbers."""
    return [_named(finding) for finding in findings]


def _named(finding: Finding) -> Finding:
    evidence = tuple(map(_named, finding.evidence)) if finding.evidence else ()
    known = dict(finding.message.arguments)
    untold = any(cell.brief.code == "printed.only-title" for cell in finding.cells)
    if "name" not in known or not untold or finding.difference is None:
        return finding._replace(evidence=evidence) if evidence else finding
    known["name"] = _relation(finding)
    message = finding.message._replace(arguments=tuple(known.items()))
    return finding._replace(evidence=evidence, message=message)


def _relation(finding: Finding) -> Message:
    """The relation as it should hold: 《甲》 / 合计 ≤ 《乙》 / 合计."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    sign = SIGNS.get(finding.op, "=")
    return say("report.relation", left=_side(left), sign=sign, right=_side(right))


def _side(cells: Sequence[FindingCell]) -> Message:
    terms = [
        say("report.term", sign="-" if cell.weight < 0 else "+", address=cell.short)
        for cell in cells[1:MOST]
    ]
    first = cells[0].short if cells else say("report.blank")
    more = ("…",) if len(cells) > MOST else ()
    return say("report.side", first=first, terms=(*terms, *more))
