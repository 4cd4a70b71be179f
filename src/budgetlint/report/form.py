"""Forms: how a format is written piece by piece.

A form has a head, a piece for each file, and a tail that is made of counts. So a report is written
as the files are checked, and thousands of files need no more memory than one. The pieces, put
together, are the whole report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..messages.exit_codes import FOUND, INTERNAL, INTERRUPTED, NOT_DONE, NOTHING_FOUND
from ..model.errors import Message
from ..model.severity import SEVERITIES, Severity
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from .report import FileReport, Report


class Repeated(NamedTuple):
    """The options of a run that a command which it suggests has to repeat, so that it finds what
    the run has found: those that every command takes, those that say what a document is compared
    with, and those of `check` alone. `together` says whether all paths are one document (None: as
    the name of the document tells), `lost` that what was checked has no name."""

    every: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    together: bool | None = None
    lost: bool = False


class Style(NamedTuple):
    """How to write: language (``zh`` or ``en``), colour, the lowest severity that
    fails, whether what was not checked fails as well, whether findings are all that is said,
    whether prompts and reasons are opened, how wide lines may be (0: as they come), and what the
    commands that it suggests repeat."""

    lang: str = "zh"
    colour: bool = False
    fail_on: Severity = "error"
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    width: int = 0
    repeated: Repeated = Repeated()

    def fails(self, level: str) -> bool:
        """Whether this level (a severity, or ``problem``) gives an exit code other than 0."""
        failing = SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]
        return level == "problem" or level in failing


class RuleName(NamedTuple):
    """What a report says of a rule: once, however many findings it has."""

    name: Message
    why: Message
    severity: Severity


class Standing(NamedTuple):
    """What was found in one document: errors, warnings, remarks and problems."""

    levels: tuple[int, ...]
    path: str
    unit: str


class Half(NamedTuple):
    """A document, its unit, and whether it has only tables, or only the narrative."""

    path: str
    unit: str
    only: str


NO_NARRATIVE, NO_TABLE = "printed.no-narrative", "printed.table-missing"
FEW_TABLES = 3
MAX_FOLDERS = 200
"""Folders in which documents are looked for that belong together."""
MAX_RANKED = 20
"""The documents that a ranking names."""


class Tally:
    """What a run has come to so far: counts, which do not grow with the number of files.

    `reports` counts all that was reported on, `statuses` the documents among it but for `foreign`
    ones, which are counted apart; `levels` findings by severity and problems, `relations` relations
    by verdict; `rules` are those that found something, `left` counts (code, reason) of what was not
    checked, by files. `codes` counts findings by rule, `units` by unit and severity; `worst` are
    the documents with most. `foreign_last` says that the last file was foreign, `interrupted` that
    the run was ended before its end.
    """

    def __init__(self) -> None:
        self.reports = 0
        self.statuses: Counter[str] = Counter()
        self.foreign = 0
        self.foreign_last = False
        self.interrupted = False
        self.levels: Counter[str] = Counter()
        self.relations: Counter[str] = Counter()
        self.rules: dict[str, RuleName] = {}
        self.left: Counter[tuple[str, Message]] = Counter()
        self.unread = 0
        self.waived = 0
        self.codes: Counter[str] = Counter()
        self.units: dict[str, Counter[str]] = {}
        self.worst: list[Standing] = []
        self.halves: dict[str, list[Half]] = {}

    @property
    def files(self) -> int:
        """The number of documents, and of files that are none."""
        return self.statuses.total() + self.foreign

    @property
    def nothing_checked(self) -> bool:
        """Whether there was no file that might have been checked."""
        return not (self.statuses.total() or self.interrupted)

    def exit_code(self, fail_on: Severity = "error", *, strict: bool = False) -> int:
        """The highest code of the table in `messages.exit_codes` that applies.

        Findings count at or above `fail_on`. With `strict`, rules that could not be checked and
        sentences that could not be read count like findings.
        """
        if self.interrupted:
            return INTERRUPTED
        if self.statuses["internal"]:
            return INTERNAL
        if self.levels["problem"] or self.nothing_checked:
            return NOT_DONE
        failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        found = any(self.levels[severity] for severity in failing)
        left = strict and (self.left or self.unread)
        return FOUND if found or left else NOTHING_FOUND

    def add(self, file: FileReport) -> None:
        """Count one more file."""
        self.reports += 1
        self.foreign_last = file.foreign
        if file.foreign:
            self.foreign += 1
            return
        self.statuses[file.status] += file.is_document
        levels: Counter[str] = Counter(finding.severity for finding in file.findings)
        levels["problem"] = len(file.problems)
        self.levels.update(levels)
        self.codes.update(finding.code for finding in file.findings)
        if file.is_document:
            self._rank(file, levels)
            self._halve(file)
        self.relations.update(file.coverage.relations)
        self.waived += len(file.waived)
        for finding in (*file.findings, *(waived.finding for waived in file.waived)):
            names = RuleName(finding.name, finding.why, finding.severity)
            self.rules.setdefault(finding.code, names)
        self.left.update((skip.code, skip.reason) for skip in file.coverage.not_checked)
        self.unread += len(file.coverage.unread)

    def _rank(self, file: FileReport, levels: Counter[str]) -> None:
        self.units.setdefault(file.unit, Counter()).update(levels)
        counts = tuple(levels[level] for level in (*SEVERITIES, "problem"))
        if any(counts):
            ranked = [*self.worst, Standing(counts, file.path, file.unit)]
            ranked.sort(key=lambda one: one.levels, reverse=True)
            self.worst = ranked[:MAX_RANKED]

    def _halve(self, file: FileReport) -> None:
        """Remember a document that has only its tables, or only its narrative, by its folder."""
        folder, _, name = file.path.replace("\\", "/").rpartition("/")
        codes = [skip.reason.code for skip in file.coverage.not_checked]
        only = "tables" if NO_NARRATIVE in codes else ""
        if not only and codes.count(NO_TABLE) >= FEW_TABLES:
            only = "narrative"
        if name and len(self.halves) < MAX_FOLDERS:
            self.halves.setdefault(folder, []).append(Half(file.path, file.unit, only))

    def apart(self) -> Iterator[tuple[str, str]]:
        """Pairs of files in one folder that may be one document: one has the tables, the other
        the narrative, and both are of one unit as far as they say."""
        for found in self.halves.values():
            named = {half.unit for half in found if half.unit}
            groups = [[half for half in found if half.unit == unit] for unit in sorted(named)]
            for group in groups if len(named) > 1 else [found]:
                if sorted(half.only for half in group) == ["narrative", "tables"]:
                    one, other = sorted(group, key=lambda half: half.only, reverse=True)
                    yield one.path, other.path

    def counts(self) -> Mapping[str, int]:
        """Files, findings by severity, problems, and relations by verdict, by name."""
        levels = {level: self.levels[level] for level in (*SEVERITIES, "problem")}
        relations = {verdict.value: self.relations[verdict.value] for verdict in Verdict}
        return {"files": self.files, **levels, **relations}


def relation_counts(file: FileReport) -> Mapping[str, int]:
    """The relations of a file by verdict, and the `total` of those that apply."""
    counts = file.coverage.relations
    apply = (n for verdict, n in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)
    return {**counts, "total": sum(apply)}


def _nothing(_: Tally, __: Style) -> str:
    return ""


class ReportFormat(NamedTuple):
    """A format: what comes first, what a file adds (given what came before it), what comes last."""

    head: Callable[[Style], str]
    file: Callable[[FileReport, Tally, Style], str]
    tail: Callable[[Tally, Style], str] = _nothing


def written(
    form: ReportFormat, files: Iterable[FileReport], style: Style, *, interrupted: bool = False
) -> Iterable[str]:
    """The pieces of a report, each as soon as its file is there."""
    tally = Tally()
    yield form.head(style)
    for file in files:
        yield form.file(file, tally, style)
        tally.add(file)
    tally.interrupted = interrupted
    yield form.tail(tally, style)


def whole(form: ReportFormat, report: Report, style: Style) -> str:
    """The whole report as one text."""
    return "".join(written(form, report.files, style, interrupted=report.interrupted))
