"""check: files in, a report out. `Checker` puts the rooms together; all tasks go through it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..messages import input as wording
from ..model.document import Document
from ..model.errors import (
    BudgetlintError,
    InputError,
    InternalError,
    Problem,
)
from ..model.raw import RawDocument
from ..packs import Pack
from ..readers import AS_THEY_ARE, BytesOf, Input, expand, standing_in
from ..recognise.document import is_budget
from ..report.report import FileReport, Report
from .coverage import none_that_fits
from .failed import failed, nothing_in
from .guard import guarded
from .kit import Kit, Packs
from .reading import read, read_one, read_together
from .reporting import report_of, with_paper

if TYPE_CHECKING:
    from ..plan.bind import Plan
    from .across import Compared
    from .units import Units

Path = str | os.PathLike[str]


class Checker:
    """Checks documents. It owns the packs that it has loaded and the plans that it has made.

    `rules` is the path of a rule pack or the name of a shipped one; without it the document's
    profile decides, or its tables. What a checker keeps makes the next document faster and never
    changes a report: a report depends on the bytes of the document and on the packs alone. One
    checker may serve several threads.

    Raises `RuleError` for a bad pack.
    """

    def __init__(self, rules: str | None = None, packs: Packs | None = None) -> None:
        self.packs = packs or Packs()
        self._rules = rules
        self._own = self.packs.load(rules) if rules else None

    def __reduce__(self) -> tuple[type[Checker], tuple[str | None]]:
        """A checker for another process: it loads its packs there."""
        return Checker, (self._rules,)

    def kit_for(self, raw: RawDocument) -> Kit:
        """What the document is checked with. Raises `InputError` if its profile is no pack."""
        return self._own or self.packs.choose(raw)

    def check(
        self,
        source: Path | Mapping[str, Any] | Sequence[Path],
        *,
        rounding: bool = False,
        previous: Path | None = None,
        units: Path | None = None,
        together: bool = False,
        paper: bool = False,
    ) -> Report:
        """Check budgets; see `check`. Bad input never raises: it is a problem in the report."""
        reports = self.reports(
            source,
            rounding=rounding,
            previous=previous,
            units=units,
            together=together,
            paper=paper,
        )
        return Report(tuple(reports))

    def reports(
        self,
        source: Path | Mapping[str, Any] | Sequence[Path],
        *,
        rounding: bool = False,
        previous: Path | None = None,
        units: Path | None = None,
        together: bool = False,
        paper: bool = False,
        instead: Mapping[str, bytes] = AS_THEY_ARE,
    ) -> Iterator[FileReport]:
        """The reports on the documents there, each as soon as it is made.

        `instead` are bytes that stand in for those of files, by their paths.
        """
        try:
            (last, notes), parts = last_year(previous), _units(units)
        except BudgetlintError as error:
            yield failed(os.fspath(previous or units or ""), error)
            return
        work = partial(
            self.report, rounding=rounding, previous=last, units=parts, paper=paper, notes=notes
        )
        for one, made in _sources(source, standing_in(instead), together=together):
            yield failed(one.path, one.error) if one.error else _tried(one, made, work)

    def report_on(
        self,
        one: Input,
        parts: Sequence[str] = (),
        *,
        rounding: bool = False,
        previous: Path | None = None,
        units: Path | None = None,
        paper: bool = False,
        data: bytes | None = None,
    ) -> FileReport:
        """The report on one document that was named, or met in a folder: a file, a folder, or all
        `parts` together. `data` stands in for the bytes of the file."""
        if one.error is not None:
            return failed(one.path, one.error)
        try:
            (last, notes), beside = last_year(previous), _units(units, one.path)
        except BudgetlintError as error:
            return failed(one.path, error.at(os.fspath(previous or units or "")))
        made = partial(read_together, parts) if parts else partial(read, one.path, data)
        work = partial(
            self.report, rounding=rounding, previous=last, units=beside, paper=paper, notes=notes
        )
        return _tried(one, made, work)

    def report(
        self,
        raw: RawDocument,
        *,
        rounding: bool = False,
        previous: RawDocument | None = None,
        units: Units | None = None,
        paper: bool = False,
        notes: tuple[Problem, ...] = (),
    ) -> FileReport:
        """The report on one document that has been read; `foreign` if it is no budget. `notes` say
        why last year's document is not there, if one was named."""
        try:
            kit = self.kit_for(raw)
        except InputError as error:
            return failed(raw.path, error)
        outcomes = kit.outcomes(raw, previous)
        document = outcomes.document
        beside, unfit = self._beside(document, previous, units, kit)
        notes = (*notes, *unfit)
        if previous is not None and unfit:
            previous, outcomes = None, kit.outcomes(raw)
            document = outcomes.document
        checked = any(rule.arithmetic for rule in outcomes.rules)
        if not (checked or is_budget(document, kit.layouts)):
            return nothing_in(document)
        trial = partial(kit.outcomes, previous=previous)
        report = report_of(outcomes, trial, kit.relabelled, tuple(beside), rounding=rounding)
        report = report._replace(notes=(*report.notes, *notes))
        if any(note.code in NOT_COMPARED for note in report.notes):
            report = report._replace(coverage=none_that_fits(report.coverage))
        return with_paper(report, outcomes, trial) if paper else report

    def _beside(
        self, document: Document, previous: RawDocument | None, units: Units | None, kit: Kit
    ) -> tuple[list[Compared], tuple[Problem, ...]]:
        """What comes of comparing a document with last year's and with its units'; and why last
        year's was not compared, if it does not fit."""
        if previous is None and units is None:
            return [], ()
        from .across import compared, unfit

        def typed(raw: RawDocument) -> Document:
            return self._kit_of(raw, kit).recognise(raw, money=document.base_money)

        last = typed(previous) if previous is not None else None
        why = unfit(document, last, kit.pack) if last is not None else None
        parts = [typed(raw) for raw in units.documents] if units is not None else []
        last = None if why is not None else last
        found = compared(document, last, parts, units, kit.pack)
        return list(found), (why,) if why is not None else ()

    def _kit_of(self, raw: RawDocument, usual: Kit) -> Kit:
        """The kit of a document that stands beside another; that one's, if it has none."""
        try:
            return self.kit_for(raw)
        except InputError:
            return usual

    def reading(self, paths: Sequence[Path], *, together: bool = False) -> tuple[Document, Pack]:
        """The document that these files make, as the rules see it: its tables and its claims; and
        the pack that it was read with. With `together` all that is in a folder is one document,
        even if a part of it is one by itself. Raises `InputError`."""
        names = [os.fspath(path) for path in paths]
        raw = read_together(names) if together else read_one(names)
        kit = self.kit_for(raw)
        return kit.recognise(raw), kit.pack

    def planned(self, path: Path) -> tuple[Document, Plan]:
        """The document at a path, and what the rules become for it. Raises `InputError`."""
        raw = read_one([os.fspath(path)])
        kit = self.kit_for(raw)
        document = kit.recognise(raw)
        return document, kit.planner.plan(document)


NOT_COMPARED = frozenset({"previous-unfit", "previous-unread", "previous-apart"})
"""Why nothing was compared with last year's document that was given."""
Made = Callable[[], RawDocument]


def last_year(path: Path | None) -> tuple[RawDocument | None, tuple[Problem, ...]]:
    """Last year's document, if there is one; and why it could not be read, which is no fault of
    this year's. Raises `InputError` where nothing is there, or no file."""
    if path is None:
        return None, ()
    name = os.fspath(path)
    try:
        return guarded(name, lambda: read(name)), ()
    except BudgetlintError as error:
        if not os.path.isfile(name) and not os.path.isdir(name):
            raise
        from ..messages import across

        return None, tuple(across.previous_unread(name, p.found) for p in error.problems[:1])


def _units(folder: Path | None, besides: str = "") -> Units | None:
    """The documents of a department's units. Raises `InputError`, `RuleError`."""
    if folder is None:
        return None
    from .units import read_units

    return read_units(os.fspath(folder), besides)


def _sources(
    source: Path | Mapping[str, Any] | Sequence[Path], bytes_of: BytesOf, *, together: bool
) -> Iterator[tuple[Input, Made]]:
    """What there is to check, and for each how it is read."""
    if isinstance(source, Mapping):
        from ..readers.json.mapping import read_mapping

        yield Input(""), partial(read_mapping, source)
        return
    paths = [source] if isinstance(source, (str, os.PathLike)) else source
    names = [os.fspath(path) for path in paths]
    if together:
        yield Input(" + ".join(names)), partial(read_together, names, bytes_of)
        return
    for one in (one for name in names for one in expand(name)):
        yield one, partial(read, one.path, bytes_of=bytes_of)


def _tried(one: Input, made: Made, work: Callable[[RawDocument], FileReport]) -> FileReport:
    """The report on one document, be it that it cannot be read. Of what was only met in a folder,
    and is no budget, nothing is said but that."""
    try:
        report = guarded(one.path, lambda: work(made()))
    except (InputError, InternalError) as error:
        report = failed(one.path, error)
    if not (one.met and report.foreign):
        return report._replace(foreign=False)
    said = wording.foreign(report.problems[0])
    return report._replace(status="not_checked", problems=(), notes=(said, *report.notes))


_SHARED = Checker()
"""The checker behind the functions of modules, so that a second call finds the packs loaded."""


def checker(rules: str | None = None) -> Checker:
    """The shared checker, or one with that pack that shares what it keeps. Raises `RuleError`."""
    return Checker(rules, _SHARED.packs) if rules else _SHARED


def check(
    source: Path | Mapping[str, Any] | Sequence[Path],
    rules: str | None = None,
    *,
    rounding: bool = False,
    previous: Path | None = None,
    units: Path | None = None,
    together: bool = False,
    paper: bool = False,
) -> Report:
    """Check budgets.

    `source` is a path (a file, a folder of CSV files that is one document, or a folder of
    documents), several paths, or a document as canonical JSON data. `rules` is the
    path of a rule pack or the name of a shipped one; without it the document's profile decides.
    With `rounding`, the reports list what rounding explains. `previous` is last year's document,
    for what is said of the year before; `units` a folder with the documents of a department's
    units, whose sum its figures are. With `together`, all paths are one document. With
    `paper`, every document is kept as printed, with its ticks: for the HTML report.

    Bad input never raises: it is a problem in the report. Raises `RuleError` for a bad pack.
    """
    return checker(rules).check(
        source,
        rounding=rounding,
        previous=previous,
        units=units,
        together=together,
        paper=paper,
    )
