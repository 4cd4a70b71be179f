"""What was judged of a document, as the report on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..evaluate.outcomes import Outcomes
from ..messages import input as wording
from ..model import limits
from ..model.errors import Problem
from ..model.verdict import Verdict
from ..report.fingerprints import fingerprinted
from ..report.report import FileReport, NotChecked, Status
from .coverage import coverage_of, roundings_apart, unread_of

if TYPE_CHECKING:
    from ..diagnose import Explanation, Judge, Trial
    from ..report.finding import Finding
    from .across import Compared


def with_paper(report: FileReport, outcomes: Outcomes, trial: Trial) -> FileReport:
    """The report with the document as printed; a table in another unit is drawn as it is meant."""
    from ..diagnose import in_meant_units
    from ..report.paper import draw_paper

    return report._replace(paper=draw_paper(in_meant_units(outcomes, trial), report.findings))


def _findings(outcomes: Outcomes, why: Explanation) -> tuple[list[Finding], Sequence[NotChecked]]:
    """One finding for each table in the wrong unit, one for each wrong label, then one for each
    other cause, then relations whose roundings contradict each other; and whether that was
    too much to be settled."""
    from ..report.findings import keyed_findings, slip_finding
    from ..report.labels import label_findings
    from ..report.suspects import clash_finding, with_causes

    found = [slip_finding(slip, outcomes.document) for slip in why.units]
    found += label_findings(why.labels, why.meant)
    broken = keyed_findings(why.named, Verdict.BROKEN)
    found += with_causes(broken, why.causes, why.network)
    found += [clash_finding(clash, why.network) for clash in why.roundings.contradictions]
    return found, () if why.roundings.complete else (roundings_apart(),)


def report_of(
    outcomes: Outcomes,
    trial: Trial,
    judge: Judge,
    beside: Sequence[Compared] = (),
    *,
    rounding: bool,
) -> FileReport:
    """The report on a document, and on what it says of those `beside` it: what was found, in order,
    what could not be read, and what was checked. With `rounding`, also what rounding explains."""
    document = outcomes.document
    over = [one.outcomes for one in beside if one.outcomes is not None]
    rules = [*outcomes.rules, *(rule for one in over for rule in one.rules)]
    coverage = coverage_of(rules, document, all_read=not document.problems)
    coverage = coverage._replace(unread=tuple(unread_of(document)))
    from ..report.as_printed import as_printed, called, covered_as_printed, problems_as_printed
    from ..report.carried import carried_findings
    from ..report.findings import findings_of
    from ..report.order import in_order
    from ..report.witnesses import witnessed

    broken = coverage.relations[Verdict.BROKEN.value]
    findings: list[Finding] = []
    misread: tuple[Problem, ...] = ()
    if broken or coverage.relations[Verdict.ROUNDING.value]:
        from ..diagnose import explained

        why = explained(outcomes, trial, judge)
        broken = why.meant.broken
        misread = _misread(why.named.document.problems, document.problems)
        found, unsettled = _findings(outcomes, why)
        findings += found
        coverage = coverage._replace(not_checked=(*coverage.not_checked, *unsettled))
    findings = witnessed(findings, (f for one in over for f in carried_findings(one)))
    names = called(document, outcomes.plan.pack.layouts)
    findings = fingerprinted(in_order(as_printed(findings, names)))
    coverage = covered_as_printed(coverage, names)
    listed = (outcomes, *over) if rounding else ()
    by_rounding = [f for one in listed for f in findings_of(one, Verdict.ROUNDING)]
    problems = problems_as_printed((*document.problems, *misread), names)
    problems = _told(problems, broken, document.raw.path)
    problems = (*problems, *(problem for one in beside for problem in one.problems))
    notes = problems_as_printed(document.notes, names)
    notes = (*notes, *(note for one in beside for note in one.notes))
    status: Status = "error" if problems else "findings" if findings else "ok"
    if not (coverage.arithmetic or problems):
        status, problems = "not_checked", (wording.nothing_checked().within(document.raw.path),)
    return FileReport(
        document.raw.path,
        status,
        document.unit,
        outcomes.plan.pack.name,
        tuple(findings),
        tuple(by_rounding),
        problems,
        coverage,
        notes,
        pack_version=outcomes.plan.pack.version,
    )


def _misread(meant: Sequence[Problem], printed: Sequence[Problem]) -> tuple[Problem, ...]:
    """The tables that are told to be misread only as the document is meant: nothing of them is
    checked, which must not be passed over."""
    known = {(problem.code, problem.address) for problem in printed}
    return tuple(
        problem
        for problem in meant
        if problem.code == "table-misread" and (problem.code, problem.address) not in known
    )


def _told(problems: Sequence[Problem], broken: int, path: str) -> tuple[Problem, ...]:
    """The problems of a document; and that there is more than is told, where there is."""
    told = list(problems[: limits.PROBLEMS])
    if len(problems) > limits.PROBLEMS:
        told.append(wording.more_problems(limits.PROBLEMS).within(path))
    if broken > limits.BROKEN:
        told.append(wording.more_broken(broken, limits.BROKEN).within(path))
    return tuple(told)
