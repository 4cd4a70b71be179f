"""check: files in, a report out. The command line uses nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .. import messages
from ..evaluate.judge import RuleOutcome, evaluate
from ..model.document import Document
from ..model.errors import InputError
from ..model.raw import RawDocument
from ..model.rule import SEVERITIES
from ..packs import Pack, pack_names
from ..plan.bind import plan_for
from ..plan.compile import CompiledPack, load_pack
from ..plan.relations import Verdict
from ..readers import expand, read, read_together
from ..recognise.document import recognise
from ..report.report import Coverage, FileReport, NotChecked, Report, Status, Unread

if TYPE_CHECKING:
    from ..report.findings import Finding

Path = str | os.PathLike[str]

COMMON_PACK = "cn-common"


def check(
    source: Path | Mapping[str, Any] | Sequence[Path],
    rules: str | None = None,
    *,
    rounding: bool = False,
    previous: Path | None = None,
    together: bool = False,
    paper: bool = False,
) -> Report:
    """Check budgets.

    `source` is a path (a file, a folder of CSV files that is one document, or a folder of
    documents), several paths, or a document as canonical JSON data. `rules` is the
    path of a rule pack or the name of a shipped one; without it the document's profile decides.
    With `rounding`, the reports list what rounding explains. `previous` is last year's document,
    for what rules say of the year before. With `together`, all paths are one document. With
    `paper`, every document is kept as printed, with its marks: for the HTML report.

    Bad input never raises: it is a problem in the report. Raises `RuleError` for a bad pack.
    """
    pack = load_pack(rules) if rules else None
    last: RawDocument | None = None
    if previous is not None:
        try:
            last = read(os.fspath(previous))
        except InputError as error:
            return Report((failed(os.fspath(previous), error),))
    if isinstance(source, Mapping):
        from ..readers.json.mapping import read_mapping

        try:
            raw = read_mapping(source)
        except InputError as error:
            return Report((failed("", error),))
        return Report((check_raw(raw, pack, rounding=rounding, previous=last, paper=paper),))
    paths = [source] if isinstance(source, (str, os.PathLike)) else source
    every = [os.fspath(path) for path in paths]
    if together:
        try:
            raw = read_together(every)
        except InputError as error:
            return Report((failed(" + ".join(every), error),))
        return Report((check_raw(raw, pack, rounding=rounding, previous=last, paper=paper),))
    return Report(tuple(_check_all(every, pack, rounding=rounding, previous=last, paper=paper)))


def _check_all(
    paths: Iterable[str],
    pack: CompiledPack | None,
    *,
    rounding: bool,
    previous: RawDocument | None,
    paper: bool,
) -> Iterable[FileReport]:
    for path in paths:
        try:
            inputs = expand(path)
        except InputError as error:
            yield failed(path, error)
            continue
        for name in inputs:
            try:
                raw = read(name)
            except InputError as error:
                yield failed(name, error)
            else:
                yield check_raw(raw, pack, rounding=rounding, previous=previous, paper=paper)


def check_raw(
    raw: RawDocument,
    pack: CompiledPack | None,
    *,
    rounding: bool = False,
    previous: RawDocument | None = None,
    paper: bool = False,
) -> FileReport:
    """The report on one document that has been read."""
    try:
        chosen = pack or choose_pack(raw)
    except InputError as error:
        return failed(raw.path, error)
    document = recognise(raw, chosen.pack.layouts, previous)
    outcomes = evaluate(plan_for(document, chosen), document)
    report = _report(document, chosen, outcomes, rounding=rounding, previous=previous)
    return _with_paper(report, document, chosen, outcomes, previous) if paper else report


def _with_paper(
    report: FileReport,
    document: Document,
    pack: CompiledPack,
    outcomes: Sequence[RuleOutcome],
    previous: RawDocument | None,
) -> FileReport:
    """The report with the document as printed; a table in another unit is drawn as it is meant."""
    from ..diagnose import other_units
    from ..report.paper import draw_paper

    reading = other_units(document, outcomes, pack, previous)
    plan = plan_for(reading.document, pack)
    drawn = draw_paper(reading.document, plan, reading.outcomes, report.findings)
    return report._replace(paper=drawn)


def recognised(path: Path, rules: str | None = None) -> Document:
    """The document in a file or folder as the rules see it: its tables and its claims.

    Raises `InputError` for a file that cannot be read, `RuleError` for a bad pack.
    """
    return reading([path], rules)[0]


def reading(paths: Sequence[Path], rules: str | None = None) -> tuple[Document, Pack]:
    """The document that is in all these files together, and the pack that it was read with.

    Raises `InputError` for files that cannot be read, `RuleError` for a bad pack.
    """
    raw = read_together([os.fspath(path) for path in paths])
    pack = (load_pack(rules) if rules else choose_pack(raw)).pack
    return recognise(raw, pack.layouts), pack


def _findings(
    document: Document,
    outcomes: Sequence[RuleOutcome],
    pack: CompiledPack,
    previous: RawDocument | None,
) -> Iterable[Finding]:
    """One finding for each table in the wrong unit, then one for each other cause, then relations
    whose roundings contradict each other."""
    from ..diagnose import Network, diagnose, joint_rounding, other_units
    from ..report.findings import keyed_findings, slip_finding
    from ..report.suspects import clash_finding, with_causes

    reading = other_units(document, outcomes, pack, previous)
    for slip in reading.slips:
        yield slip_finding(slip, document)
    last = recognise(previous, pack.pack.layouts, money=document.base_money) if previous else None
    plan = plan_for(reading.document, pack)
    network = Network(reading.document, plan, reading.outcomes, last)
    broken = keyed_findings(reading.outcomes, reading.document, Verdict.BROKEN)
    yield from with_causes(broken, diagnose(network, pack.pack.slips), network)
    for clash in joint_rounding(network).contradictions:
        yield clash_finding(clash, network)


def choose_pack(raw: RawDocument) -> CompiledPack:
    """The document's own profile, else the shipped pack that knows most of its tables.

    Raises `InputError` if the profile is not a shipped pack.
    """
    if raw.profile:
        if raw.profile not in pack_names():
            raise InputError(messages.unknown_profile(raw.path, raw.profile, pack_names()))
        return load_pack(raw.profile)
    packs = [load_pack(name) for name in pack_names()]
    bare = raw._replace(narrative=())
    fits = [_fit(recognise(bare, pack.pack.layouts), pack) for pack in packs]
    best = [pack for pack, fit in zip(packs, fits, strict=True) if fit == max(fits)]
    common = load_pack(COMMON_PACK)
    if len(best) > 1 and raw.narrative:
        return max(best, key=lambda pack: (*_prose_fit(raw, pack, common), pack is common))
    return max(best, key=lambda pack: pack is common)


def _fit(document: Document, pack: CompiledPack) -> tuple[int, int, int]:
    """How well the layouts of a pack fit: the tables that they know, what they do not know, and
    the tables of theirs that are not there."""
    known = len(document.tables)
    return known, -len(document.problems), known - len(pack.pack.layouts) if known else 0


def _prose_fit(raw: RawDocument, pack: CompiledPack, common: CompiledPack) -> tuple[int, int]:
    """How well the phrases of a pack fit: the sentences that they do not understand, and the
    claims that they read which the common phrases could not tell apart."""
    prose = recognise(raw._replace(tables=(), grids=()), pack.pack.layouts).prose
    if prose is None:
        return 0, 0
    general = {phrase.group for la in common.pack.layouts if la.book for phrase in la.book.phrases}
    own = sum(claim.group not in general for claim in prose.claims)
    return -len(prose.unclaimed), own


def failed(path: str, error: InputError) -> FileReport:
    """The report on a file that could not be read at all."""
    coverage = Coverage({v.value: 0 for v in Verdict}, _RULES_NONE, (), ())
    return FileReport(path, "error", "", "", (), (), error.at(path).problems, coverage)


_RULES_NONE = {"checked": 0, "not_applicable": 0, "not_checked": 0}


def _report(
    document: Document,
    pack: CompiledPack,
    outcomes: Sequence[RuleOutcome],
    *,
    rounding: bool,
    previous: RawDocument | None,
) -> FileReport:
    coverage = _coverage(outcomes, all_read=not document.problems)
    coverage = coverage._replace(unread=tuple(_unread(document)))
    broken = coverage.relations[Verdict.BROKEN.value]
    suspect = broken or coverage.relations[Verdict.ROUNDING.value]
    findings = list(_findings(document, outcomes, pack, previous)) if suspect else []
    findings.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    explained = list(_explained(document, outcomes)) if rounding else []
    status: Status = "error" if document.problems else "findings" if findings else "ok"
    return FileReport(
        document.raw.path,
        status,
        document.unit,
        pack.pack.name,
        tuple(findings),
        tuple(explained),
        document.problems,
        coverage,
        document.notes,
    )


def _unread(document: Document) -> Iterable[Unread]:
    from ..recognise.claims import location_of

    for sentence in document.prose.unclaimed if document.prose else ():
        place = location_of(document.raw, sentence.place)
        yield Unread(place.quote, place)


def _explained(document: Document, outcomes: Sequence[RuleOutcome]) -> Iterable[Finding]:
    from ..report.findings import findings_of

    return findings_of(outcomes, document, Verdict.ROUNDING)


def _coverage(outcomes: Iterable[RuleOutcome], *, all_read: bool) -> Coverage:
    """A rule that met nothing is not applicable; but where something could not be read, who knows
    what it would have met."""
    relations = dict.fromkeys(Verdict, 0)
    rules = dict(_RULES_NONE)
    reasons: dict[Verdict, list[NotChecked]] = {
        Verdict.NOT_CHECKED: [],
        Verdict.NOT_APPLICABLE: [],
    }
    for outcome in outcomes:
        for verdict, count in outcome.counts.items():
            relations[verdict] += count
        unread = outcome.counts.get(Verdict.NOT_CHECKED, 0)
        status = Verdict.NOT_CHECKED if unread else outcome.status
        if status is Verdict.VACUOUS:
            status = Verdict.NOT_APPLICABLE if all_read else Verdict.NOT_CHECKED
            text = messages.nothing_to_check()
            reasons[status].append(NotChecked(outcome.rule.code, outcome.rule.name, text))
        rules["checked" if status is Verdict.EXACT else status.value] += 1
        rule = outcome.rule
        for skip in outcome.skipped:
            reasons[skip.verdict].append(NotChecked(rule.code, rule.name, skip.reason))
        if unread and not outcome.skipped:
            text = messages.cells_unreadable(unread)
            reasons[Verdict.NOT_CHECKED].append(NotChecked(rule.code, rule.name, text))
    return Coverage(
        {verdict.value: relations[verdict] for verdict in Verdict},
        rules,
        tuple(reasons[Verdict.NOT_CHECKED]),
        tuple(reasons[Verdict.NOT_APPLICABLE]),
    )
