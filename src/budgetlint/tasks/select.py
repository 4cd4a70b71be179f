"""Selection: which rules a report speaks of.

A selector is a code (``A3``), the beginning of codes (``B1*``), the letters of a group of codes
(``K``), or a kind of rules (``text``). Every rule is evaluated all the same, so that what is
reported is judged by all that is known; what is not selected is only counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..model.errors import NOTHING, InputError
from ..model.expressions import expression
from ..model.values import NamedTuple
from ..report.report import FileReport

if TYPE_CHECKING:
    from ..packs import Pack
    from ..report.finding import Finding

_LETTERS = expression("[A-Z]+")


class Selection(NamedTuple):
    """What is selected (nothing: all) and what of that is ignored."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def covers(self, code: str, kind: str) -> bool:
        """Whether a rule is to be reported on."""
        if self.select and not any(_means(one, code, kind) for one in self.select):
            return False
        return not any(_means(one, code, kind) for one in self.ignore)


def _means(selector: str, code: str, kind: str) -> bool:
    if selector == kind:
        return True
    wanted, code = selector.upper(), code.upper()
    if wanted.endswith("*"):
        return code.startswith(wanted[:-1])
    letters = _LETTERS.match(code)
    return wanted == code or (letters is not None and wanted == letters[0])


def selected(report: FileReport, selection: Selection) -> FileReport:
    """The report without what is not selected: a finding stays if one of its relations does."""
    if not (selection.select or selection.ignore):
        return report
    coverage = report.coverage
    findings = _kept(report.findings, selection)
    status = "ok" if report.status == "findings" and not findings else report.status
    return report._replace(
        status=status,
        findings=findings,
        rounding=_kept(report.rounding, selection),
        unselected=len(report.findings) - len(findings),
        coverage=coverage._replace(
            not_checked=tuple(s for s in coverage.not_checked if selection.covers(s.code, s.kind)),
        ),
    )


def _kept(findings: Sequence[Finding], selection: Selection) -> tuple[Finding, ...]:
    return tuple(
        _headed(finding, selection)
        for finding in findings
        if any(selection.covers(relation.code, relation.kind) for relation in finding.relations)
    )


def _headed(finding: Finding, selection: Selection) -> Finding:
    """The finding under the code of a rule that is selected; the others are its evidence."""
    if selection.covers(finding.code, finding.kind):
        return finding
    at, head = next(
        (at, one) for at, one in enumerate(finding.evidence) if selection.covers(one.code, one.kind)
    )
    first = finding._replace(suspects=(), alternatives=(), evidence=(), story=NOTHING)
    return head._replace(
        suspects=finding.suspects,
        alternatives=finding.alternatives,
        evidence=(first, *finding.evidence[:at], *finding.evidence[at + 1 :]),
        story=finding.story,
        searched=finding.searched,
        fingerprint=finding.fingerprint,
    )


def check_selection(selection: Selection, packs: Callable[[], Iterable[Pack]]) -> None:
    """Raises `InputError` for selectors that no rule of any of these packs answers to."""
    wanted = (*selection.select, *selection.ignore)
    if not wanted:
        return
    from ..messages import selection as messages
    from .own_rules import own_rules

    rules = {(rule.code, rule.kind) for pack in packs() for rule in pack.rules}
    rules |= {(code, "") for code in own_rules()}
    unknown = [one for one in wanted if not any(_means(one, *rule) for rule in rules)]
    if unknown:
        known = {name for rule in rules for name in rule if name}
        raise InputError(*(messages.unknown_selector(one, sorted(known)) for one in unknown))
