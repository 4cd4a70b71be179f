"""check: files in, a report out. `Checker` puts the rooms together; all tasks go through it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import messages
from ..evaluate.judge import evaluate
from ..evaluate.outcomes import RuleOutcome
from ..model.document import Document
from ..model.errors import InputError
from ..model.raw import RawDocument
from ..model.rule import SEVERITIES
from ..packs import Pack, is_shipped, locate, pack_names
from ..plan.bind import plan_for
from ..plan.compile import CompiledPack, load_pack
from ..plan.relations import Verdict
from ..readers import AS_THEY_ARE, expand, read, read_together, standing_in
from ..recognise.document import recognise
from ..report.fingerprints import fingerprinted
from ..report.report import NO_COVERAGE, Coverage, FileReport, NotChecked, Report, Status, Unread

if TYPE_CHECKING:
    from ..report.findings import Finding

Path = str | os.PathLike[str]

COMMON_PACK = "cn-common"


class Checker:
    """Checks documents. It owns the packs that it has loaded and the plans that it has made.

    `rules` is the path of a rule pack or the name of a shipped one; without it the document's
    profile decides, or its tables. What a checker keeps makes the next document faster and never
    changes a report: a report depends on the bytes of the document and on the packs alone. One
    checker may serve several threads.

    Raises `RuleError` for a bad pack.
    """

    def __init__(self, rules: str | None = None) -> None:
        self._shipped: dict[str, CompiledPack] = {}
        self.pack: CompiledPack | None = self.load(rules) if rules else None

    def using(self, rules: str) -> Checker:
        """A checker with that pack, which shares what this one keeps. Raises `RuleError`."""
        other = copy(self)
        other.pack = self.load(rules)
        return other

    def check(
        self,
        source: Path | Mapping[str, Any] | Sequence[Path],
        *,
        rounding: bool = False,
        previous: Path | None = None,
        together: bool = False,
    ) -> Report:
        """Check budgets; see `check`. Bad input never raises: it is a problem in the report."""
        if isinstance(source, Mapping):
            return Report(tuple(self._of_data(source, rounding=rounding, previous=previous)))
        return Report(
            tuple(self.reports(source, rounding=rounding, previous=previous, together=together))
        )

    def reports(
        self,
        source: Path | Sequence[Path],
        *,
        rounding: bool = False,
        previous: Path | None = None,
        together: bool = False,
        instead: Mapping[str, bytes] = AS_THEY_ARE,
    ) -> Iterator[FileReport]:
        """The reports on the documents there, each as soon as it is made.

        `instead` are bytes that stand in for those of files, by their paths.
        """
        paths = [
            os.fspath(p) for p in ([source] if isinstance(source, (str, os.PathLike)) else source)
        ]
        try:
            last = read(os.fspath(previous)) if previous is not None else None
        except InputError as error:
            yield failed(os.fspath(previous or ""), error)
            return
        bytes_of = standing_in(instead)
        if together:
            name = " + ".join(paths)
            yield self._tried(name, lambda: read_together(paths, bytes_of), last, rounding=rounding)
            return
        for path in paths:
            try:
                names = expand(path)
            except InputError as error:
                yield failed(path, error)
                continue
            for name in names:
                yield self._tried(
                    name, partial(read, name, bytes_of=bytes_of), last, rounding=rounding
                )

    def _of_data(
        self, data: Mapping[str, Any], *, rounding: bool, previous: Path | None
    ) -> Iterator[FileReport]:
        from ..readers.json.mapping import read_mapping

        try:
            last = read(os.fspath(previous)) if previous is not None else None
        except InputError as error:
            yield failed(os.fspath(previous or ""), error)
            return
        yield self._tried("", lambda: read_mapping(data), last, rounding=rounding)

    def _tried(
        self,
        name: str,
        made: Callable[[], RawDocument],
        previous: RawDocument | None,
        *,
        rounding: bool,
    ) -> FileReport:
        """The report on a document, also if it cannot be read at all."""
        try:
            raw = made()
        except InputError as error:
            return failed(name, error)
        return self.report(raw, rounding=rounding, previous=previous)

    def report(
        self, raw: RawDocument, *, rounding: bool = False, previous: RawDocument | None = None
    ) -> FileReport:
        """The report on one document that has been read."""
        try:
            pack = self.pack_for(raw)
        except InputError as error:
            return failed(raw.path, error)
        document = recognise(raw, pack.pack.layouts, previous)
        outcomes = evaluate(plan_for(document, pack), document)
        return _report(document, pack, outcomes, rounding=rounding, previous=previous)

    def reading(self, paths: Sequence[Path]) -> tuple[Document, Pack]:
        """The document that is in all these files together, as the rules see it: its tables and
        its claims; and the pack that it was read with. Raises `InputError`."""
        raw = read_together([os.fspath(path) for path in paths])
        pack = self.pack_for(raw).pack
        return recognise(raw, pack.layouts), pack

    def load(self, name_or_path: str) -> CompiledPack:
        """The pack of that name (shipped), kept, or at that path, read anew.

        Raises `RuleError` with all its faults.
        """
        path = locate(name_or_path)
        if path in self._shipped:
            return self._shipped[path]
        pack = load_pack(path)
        return self._shipped.setdefault(path, pack) if is_shipped(path) else pack

    def pack_for(self, raw: RawDocument) -> CompiledPack:
        """The checker's own pack, else the document's own profile, else the shipped pack that
        knows most of its tables. Raises `InputError` if the profile is not a shipped pack."""
        if self.pack is not None:
            return self.pack
        if raw.profile:
            if raw.profile not in pack_names():
                raise InputError(messages.unknown_profile(raw.path, raw.profile, pack_names()))
            return self.load(raw.profile)
        return choose_pack(raw, [self.load(name) for name in pack_names()])


_SHARED = Checker()
"""The checker behind the functions of modules, so that a second call finds the packs loaded."""


def checker(rules: str | None = None) -> Checker:
    """The shared checker, or one with that pack that shares what it keeps. Raises `RuleError`."""
    return _SHARED.using(rules) if rules else _SHARED


def check(
    source: Path | Mapping[str, Any] | Sequence[Path],
    rules: str | None = None,
    *,
    rounding: bool = False,
    previous: Path | None = None,
    together: bool = False,
) -> Report:
    """Check budgets.

    `source` is a path (a file, a folder of CSV files that is one document, or a folder of
    documents), several paths, or a document as canonical JSON data. `rules` is the
    path of a rule pack or the name of a shipped one; without it the document's profile decides.
    With `rounding`, the reports list what rounding explains. `previous` is last year's document,
    for what rules say of the year before. With `together`, all paths are one document.

    Bad input never raises: it is a problem in the report. Raises `RuleError` for a bad pack.
    """
    return checker(rules).check(source, rounding=rounding, previous=previous, together=together)


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


def choose_pack(raw: RawDocument, packs: Sequence[CompiledPack]) -> CompiledPack:
    """The one of `packs` that knows most of a document's tables."""
    bare = raw._replace(narrative=())
    fits = [_fit(recognise(bare, pack.pack.layouts), pack) for pack in packs]
    best = [pack for pack, fit in zip(packs, fits, strict=True) if fit == max(fits)]
    common = next(pack for pack in packs if pack.pack.name == COMMON_PACK)
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
    return FileReport(path, "error", "", "", (), (), error.at(path).problems, NO_COVERAGE)


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
    findings = fingerprinted(findings)
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
        pack_version=pack.pack.version,
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
    rules = dict(NO_COVERAGE.rules)
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
            reasons[status].append(
                NotChecked(outcome.rule.code, outcome.rule.name, text, outcome.rule.kind)
            )
        rules["checked" if status is Verdict.EXACT else status.value] += 1
        rule = outcome.rule
        for skip in outcome.skipped:
            reasons[skip.verdict].append(NotChecked(rule.code, rule.name, skip.reason, rule.kind))
        if unread and not outcome.skipped:
            text = messages.cells_unreadable(unread)
            reasons[Verdict.NOT_CHECKED].append(NotChecked(rule.code, rule.name, text, rule.kind))
    return Coverage(
        {verdict.value: relations[verdict] for verdict in Verdict},
        rules,
        tuple(reasons[Verdict.NOT_CHECKED]),
        tuple(reasons[Verdict.NOT_APPLICABLE]),
    )
