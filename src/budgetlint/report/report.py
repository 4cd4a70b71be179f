"""The report: what was checked, what was found, and what could not be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..model.errors import Message, Problem
from ..model.place import Place
from ..model.severity import Severity
from ..model.values import NamedTuple
from ..model.verdict import Verdict

if TYPE_CHECKING:
    from .finding import Finding
    from .paper import Paper
    from .waived import Waived

Status = Literal["ok", "findings", "not_checked", "error", "internal"]
"""ok: figures were checked, and nothing is wrong with them; not_checked: no arithmetic rule found
anything to check; error: something could not be read or done; internal: a fault of ours."""

STATUSES: tuple[Status, ...] = get_args(Status)

FailOn = Severity
LANGUAGES = ("zh", "en")


class NotChecked(NamedTuple):
    """A rule (or a part of one) that was not checked, and why."""

    code: str
    name: Message
    reason: Message
    kind: str = ""


class Unread(NamedTuple):
    """A sentence with a figure that no phrase could read, and where it stands."""

    quote: str
    place: Place


class Coverage(NamedTuple):
    """What was checked. `relations` counts instances by verdict, `rules` by what became of them.

    The keys of `relations` are the values of `Verdict`; those of `rules` are ``checked``,
    ``not_applicable`` and ``not_checked`` (a rule that ran only in part counts as not checked).
    `unread` are sentences with figures that no phrase of the pack could read. `arithmetic` counts
    the relations between figures that were found exact, within rounding or broken. `prompts` are
    those of what is broken that need not be wrong.
    """

    relations: Mapping[str, int]
    rules: Mapping[str, int]
    not_checked: tuple[NotChecked, ...]
    not_applicable: tuple[NotChecked, ...]
    unread: tuple[Unread, ...] = ()
    arithmetic: int = 0
    prompts: int = 0


NO_COVERAGE = Coverage(
    {verdict.value: 0 for verdict in Verdict},
    {"checked": 0, "not_applicable": 0, "not_checked": 0},
    (),
    (),
)
"""Where nothing was checked."""


class FileReport(NamedTuple):
    """The report on one document: what is wrong with its figures, and with the file itself.

    `problems` are what could not be read or done; `rounding` is filled only when asked for.
    `notes` are what was left out on purpose, such as a cover: nothing is wrong with it. `waived`
    are findings that a person has accepted; they are not among `findings`. A report that is not
    on a document but `on_settings` has remarks on a file of waivers, or on a baseline. A `foreign`
    file is no budget, and was met in a folder and not named: its note says so, and that is all.
    `unselected` counts the findings of rules that were not asked for.
    `paper` is the document as printed with the ticks of its figures, where it was asked for.
    """

    path: str
    status: Status
    unit: str
    pack: str
    findings: tuple[Finding, ...]
    rounding: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    notes: tuple[Problem, ...] = ()
    waived: tuple[Waived, ...] = ()
    is_document: bool = True
    unselected: int = 0
    pack_version: str = ""
    foreign: bool = False
    paper: Paper | None = None

    @classmethod
    def on_settings(cls, path: str, findings: tuple[Finding, ...]) -> FileReport:
        """The report on a file that says what is accepted."""
        return cls(path, "findings", "", "", findings, (), (), NO_COVERAGE, is_document=False)

    def without(self, waived: Mapping[int, Waived]) -> FileReport:
        """The report with these of its findings, by their numbers, told apart as waived."""
        left = tuple(f for number, f in enumerate(self.findings) if number not in waived)
        status = "ok" if self.status == "findings" and not left else self.status
        return self._replace(status=status, findings=left, waived=(*self.waived, *waived.values()))


class Report(NamedTuple):
    """The report on a run; on what was done until then if it was `interrupted`."""

    files: tuple[FileReport, ...]
    interrupted: bool = False

    @property
    def budgets(self) -> tuple[FileReport, ...]:
        """The reports on all files but the foreign ones."""
        return tuple(file for file in self.files if not file.foreign)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files."""
        return tuple(finding for file in self.files for finding in file.findings)

    def to_text(self, lang: str = "zh") -> str:
        """The report as the command prints it, in ``zh`` or ``en``, its lines of any length."""
        return self.to_format("text", lang)

    def to_format(self, kind: str, lang: str = "zh") -> str:
        """The report in any format that is text: ``text``, ``sarif``, ``csv``, …

        Raises `ValueError` for a format that is none of these, and for another language.
        """
        from . import FORMS, Style, report_text

        for name, given, known in (("format", kind, tuple(FORMS)), ("language", lang, LANGUAGES)):
            if given not in known:
                raise ValueError(f"there is no {name} {given!r}: it is one of {', '.join(known)}")
        return report_text(kind, self, Style(lang))

    def to_json(self, lang: str = "zh") -> str:
        """The report as JSON, as ``budgetlint schema report`` describes it."""
        return self.to_format("json", lang)

    def to_dict(self, lang: str = "zh") -> dict[str, Any]:
        """The same as data. Amounts are texts, with the places that were printed."""
        import json

        data: dict[str, Any] = json.loads(self.to_json(lang))
        return data

    def table(self, lang: str = "zh") -> list[dict[str, Any]]:
        """A row for each finding and each problem, and what is accepted among it, for
        ``pandas.DataFrame(report.table())`` or ``polars.DataFrame(report.table())``.

        The columns are those of the CSV report. `difference` is a `Decimal`, or None where there
        is none; `line`, `character` and `page` are numbers, or None; the others are texts.
        """
        from .entries import entries, table_row, waived_entries

        return [
            table_row(row)
            for file in self.files
            for each in (entries, waived_entries)
            for row in each(file, lang)
        ]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files."""
        return tuple(problem for file in self.files for problem in file.problems)

    @property
    def ok(self) -> bool:
        """Something was checked, nothing was found, and nothing could not be done."""
        budgets = self.budgets
        whole = bool(budgets) and not self.interrupted
        return whole and all(file.status == "ok" for file in budgets)

    def to_html(self, lang: str = "zh") -> str:
        """The report as one self-contained HTML page, in ``zh`` or ``en`` at first."""
        from .html import to_html

        return to_html(self, lang)

    def exit_code(self, fail_on: FailOn = "error", *, strict: bool = False) -> int:
        """The highest code of the table in `messages.exit_codes` that applies.

        Findings count at or above `fail_on`. With `strict`, rules that could not be checked and
        sentences that could not be read count like findings.
        """
        from .form import Tally

        tally = Tally()
        for file in self.files:
            tally.add(file)
        tally.interrupted = self.interrupted
        return tally.exit_code(fail_on, strict=strict)
