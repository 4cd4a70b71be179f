"""The order in which findings are reported: figures first, then words, and prompts last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import messages
from ..model.errors import Message
from ..model.severity import SEVERITIES
from .finding import Finding


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings about figures, then about names and wording, then prompts; the severest first, and
    else as they were found. What a template left behind in one section is one finding."""
    return sorted(_by_section(findings), key=_rank)


def _rank(finding: Finding) -> tuple[bool, bool, int]:
    prompt = finding.severity == "info"
    return prompt, not (prompt or is_figure(finding)), SEVERITIES.index(finding.severity)


def is_figure(finding: Finding) -> bool:
    """Whether a figure is wrong, and not a name or a wording."""
    return bool(
        finding.difference is not None
        or finding.possible is not None
        or finding.multipliers
        or (finding.kind in FIGURES and finding.cells)
        or finding.code == UNIT
    )


FIGURES = frozenset({"when", "targets"})
"""Kinds of rules that say of figures that they are there, or not."""
UNIT = "U1"
"""The code of a table in another unit."""


def _by_section(findings: Iterable[Finding]) -> list[Finding]:
    together: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        together.setdefault(_section(finding) or number, []).append(finding)
    return [_merged(found) for found in together.values()]


def _section(finding: Finding) -> tuple[str, Message] | None:
    return (finding.code, finding.cells[0].address) if finding.leftover and finding.cells else None


def _merged(findings: Sequence[Finding]) -> Finding:
    first = findings[0]
    if len(findings) == 1:
        return first
    return first._replace(
        cells=tuple(cell for finding in findings for cell in finding.cells),
        found=messages.joined(*dict.fromkeys(finding.found for finding in findings)),
        hint=messages.joined(*dict.fromkeys(finding.hint for finding in findings)),
    )
