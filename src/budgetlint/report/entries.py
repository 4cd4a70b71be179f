"""Entries: each finding, and each problem of a file, as one row of plain texts in one language.

Writers that give a finding one line read these and nothing else: SARIF, JUnit, GitLab, GitHub,
CSV, workbooks, Markdown, and `Report.table`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..messages.catalogue import say
from ..model.amounts import printed
from ..model.errors import Message, Problem
from ..model.values import NamedTuple
from .causes_text import judgement
from .finding import shown
from .fingerprints import of_problems
from .report import FileReport
from .safety import one_line
from .waived import Waived

if TYPE_CHECKING:
    from .finding import Finding, FindingCell

MAX_TERMS = 12
"""Addends that the arithmetic of one row lists."""


class Related(NamedTuple):
    """Another cell of a relation, with what is printed there."""

    place: str
    printed: str
    source: str
    line: int
    character: int


class Entry(NamedTuple):
    """One row of a report. What does not apply is empty, or 0.

    `level` is a severity, or ``problem``; `place` is 表3 / 总计 / 合计 and `table`, `row`, `column`
    are its parts. `printed` is what stands there, `suggested` what it should say if `certainty`
    (``certain``, ``likely``, ``possible``) lets that be told. `source` is the file with the cell,
    which for a document of several files is not its `path`. `line`, `character` and `page` count
    from 1; where there is a page, the line is one of it. `related` are the other cells of the
    relation. `fingerprint` names the finding as long as it stands at the same place of the same
    table: rows may be inserted, figures may change. `waived` says why it does not count, if it
    does not.
    """

    path: str
    unit: str
    level: str
    code: str
    name: str
    message: str
    why: str = ""
    place: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    printed: str = ""
    suggested: str = ""
    certainty: str = ""
    judgement: str = ""
    arithmetic: str = ""
    difference: str = ""
    money: str = ""
    found: str = ""
    wanted: str = ""
    hint: str = ""
    relations: str = ""
    source: str = ""
    line: int = 0
    character: int = 0
    sheet: str = ""
    cell: str = ""
    page: int = 0
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    waived: str = ""

    @property
    def line_of_file(self) -> int:
        """The line of a text file; 0 where it is one on a page."""
        return 0 if self.page else self.line


def said(entry: Entry, lang: str) -> str:
    """What is wrong and what is probably meant, in one or a few lines."""
    advice = "advice" if entry.level == "problem" else "hint"
    labelled = (("found", entry.found), ("wanted", entry.wanted), (advice, entry.hint))
    lines = [
        f"{entry.place}: {entry.message}" if entry.place else entry.message,
        *(text for text in (entry.judgement, entry.arithmetic) if text),
        *(f"{say(f'report.{label}').get(lang)}: {text}" for label, text in labelled if text),
    ]
    return "\n".join(lines)


def entries(file: FileReport, lang: str) -> Iterator[Entry]:
    """The rows of a file: what could not be done, then the findings, in the report's order."""
    for problem, mark in zip(file.problems, of_problems(file.problems), strict=True):
        yield _clean(_of_problem(problem, file, lang)._replace(fingerprint=mark))
    for finding in file.findings:
        yield _clean(_of_finding(finding, file, lang))


def waived_entries(file: FileReport, lang: str) -> Iterator[Entry]:
    """The rows of what was found and accepted; `waived` says by whom, why and until when."""
    for waived in file.waived:
        entry = _of_finding(waived.finding, file, lang)
        yield _clean(entry._replace(waived=waived_text(waived).get(lang)))


def table_row(entry: Entry) -> dict[str, Any]:
    """An entry as a row of a table: numbers as such, and None where there is none."""
    row = {name: value for name, value in entry._asdict().items() if name != "related"}
    row["difference"] = Decimal(entry.difference) if entry.difference else None
    for name in ("line", "character", "page"):
        row[name] = row[name] or None
    return row


def waived_text(waived: Waived) -> Message:
    """Why a finding does not count."""
    if waived.kind == "baseline":
        return say("waivers.in-baseline")
    given = {"reason": waived.reason, "by": waived.by, "until": waived.until}
    return say("waivers.waived", **given)


def _clean(entry: Entry) -> Entry:
    """The entry with nothing in its texts that steers a terminal or breaks a line."""
    return Entry._make(one_line(part) if isinstance(part, str) else part for part in entry)


def _of_problem(problem: Problem, file: FileReport, lang: str) -> Entry:
    return Entry(
        path=file.path,
        unit=file.unit,
        level="problem",
        code=problem.code,
        name=say("rows.levels.problem").get(lang),
        message=problem.found.get(lang),
        place=problem.address.get(lang),
        wanted=problem.expected.get(lang),
        hint=problem.advice.get(lang),
        source=problem.place.path,
        line=problem.place.line,
        character=problem.place.column,
        sheet=problem.place.sheet,
        cell=problem.place.cell,
        page=problem.place.page,
    )


def _of_finding(finding: Finding, file: FileReport, lang: str) -> Entry:
    cell, suspect = finding.primary, finding.surest
    entry = Entry(
        path=file.path,
        unit=file.unit,
        level=finding.severity,
        code=finding.code,
        name=finding.name.get(lang),
        message=finding.message.get(lang) or finding.name.get(lang),
        why=finding.why.get(lang),
        suggested=suspect.right if suspect else "",
        certainty=finding.suspects[0].certainty if finding.suspects else "",
        judgement=_judged(finding, lang),
        hint=finding.hint.get(lang),
        money=finding.money,
        relations=", ".join(f"{code} ×{n}" if n > 1 else code for code, n in _codes(finding)),
        related=tuple(_related(other, lang) for other in finding.related),
        fingerprint=finding.fingerprint,
    )
    return _measured(_placed(entry, cell, lang), finding, lang)


def _related(cell: FindingCell, lang: str) -> Related:
    place, at = one_line(cell.short.get(lang)), cell.place
    line = 0 if at.page else at.line
    return Related(place, one_line(cell.value), one_line(at.path), line, at.column)


def _placed(entry: Entry, cell: FindingCell | None, lang: str) -> Entry:
    """The entry with the place of its cell; without one it is the document's as a whole."""
    if cell is None:
        return entry._replace(source=entry.path)
    return entry._replace(
        place=cell.short.get(lang),
        table=(cell.brief if cell.brief.zh else cell.table).get(lang),
        row=cell.row_said.get(lang),
        column=cell.column_said.get(lang),
        printed=cell.value,
        source=cell.place.path or entry.path,
        line=cell.place.line,
        character=cell.place.column,
        sheet=cell.place.sheet,
        cell=cell.place.cell,
        page=cell.place.page,
    )


def _measured(entry: Entry, finding: Finding, lang: str) -> Entry:
    """The entry with its arithmetic, or with what was found and expected in words."""
    if finding.difference is not None:
        return entry._replace(
            arithmetic=arithmetic(finding, lang),
            difference=shown(finding).difference.replace(",", ""),
        )
    return entry._replace(found=finding.found.get(lang), wanted=finding.wanted.get(lang))


def _judged(finding: Finding, lang: str) -> str:
    """The judgement in one line: what is wrong, what is meant, and how many relations say so."""
    lines = [text for _, text in judgement(finding, lang, lambda _: "")]
    return ("；" if lang == "zh" else "; ").join(line.rstrip("：: ") for line in lines)


def _codes(finding: Finding) -> Sequence[tuple[str, int]]:
    return list(Counter(relation.code for relation in finding.relations).items())


def arithmetic(finding: Finding, lang: str) -> str:
    """The relation as one line: 14,571.61 ≠ 2,216.62 + 12,534.99 = 14,751.61."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    blank = say("report.blank").get(lang)
    not_so = NEGATED.get(finding.op, "≠")
    sums = [_sum(cells, lang) or blank for cells in (left, right)]
    figures = shown(finding)
    one, other = figures.actual or blank, figures.expected or blank
    before = f"{sums[0]} = " if len(left) > 1 else ""
    after = f" = {other}" if len(right) > 1 else ""
    return f"{before}{one} {not_so} {sums[1] if right else other}{after}"


NEGATED = {"=": "≠", "<=": ">", ">=": "<", "parts": "<"}
"""What a broken relation shows, by its operator."""


def _sum(cells: Sequence[FindingCell], lang: str) -> str:
    terms = [_term(cell, lang) for cell in cells[:MAX_TERMS]]
    text = " ".join(terms).removeprefix("+ ")
    more = len(cells) - MAX_TERMS
    return text + (say("rows.and-more", count=more).get(lang) if more > 0 else "")


def _term(cell: FindingCell, lang: str) -> str:
    amount = printed(cell.amount) if cell.is_there else ""
    figure = amount or say("report.blank").get(lang)
    if figure.startswith("-"):
        figure = f"({figure})"
    sign = "-" if cell.weight < 0 else "+"
    factor = abs(cell.weight)
    return f"{sign} {figure}" if factor == Decimal(1) else f"{sign} {factor:f} × {figure}"
