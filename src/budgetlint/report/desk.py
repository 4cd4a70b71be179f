"""What a clerk wants to know of a report first and last: the sum, what to do, the next command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..messages.catalogue import say
from ..model.errors import NOTHING, Message
from ..model.severity import SEVERITIES
from ..model.shell import quoted
from ..readers.files import is_packed
from .finding import Finding
from .form import Repeated
from .order import is_figure
from .report import FileReport

BESIDE = frozenset({"U3", "U4", "U5"})
"""What is said of several documents."""
UNIT_UNREAD = "unit-unread"
"""The document of a unit that could not be read, and has to be looked at by itself."""
UNIT = "U1"
"""A table in another unit than it says."""
NOT_SAID = Repeated()
EDITABLE = (".json", ".csv", ".tsv")
"""Files in which `fix` writes what is certain, where they are not in a zip file."""


def nothing_wrong(file: FileReport) -> Message:
    """What is said of a document without findings: whether it was checked, and whether there are
    findings that somebody has accepted."""
    if file.status != "ok":
        return say("report.not-read")
    accepted = len(file.waived)
    return say("desk.only-accepted", count=accepted) if accepted else say("report.ok")


def total(file: FileReport) -> Message:
    """9 错误 · 10 警告 · 46 提示, with what could not be done and what is accepted, if anything."""
    counts = Counter(finding.severity for finding in file.findings)
    levels = SEVERITIES if file.pack or not file.is_document else ()
    parts = [say(f"desk.{severity}", count=counts[severity]) for severity in levels]
    if file.problems:
        parts.insert(0, say("desk.problem", count=len(file.problems)))
    if file.waived:
        parts.append(say("desk.accepted", count=len(file.waived)))
    return say("desk.total", parts=tuple(parts))


def to_do(file: FileReport) -> Message:
    """One sentence that says what to do; nothing where nothing is."""
    parts = tuple(say(f"desk.do-{name}", count=count) for name, count in _kinds(file) if count)
    return say("desk.do", parts=parts) if parts else NOTHING


def _kinds(file: FileReport) -> Iterator[tuple[str, int]]:
    """How much of each kind there is to do, in the order in which one does it."""
    serious = _serious(file)
    figures = [finding for finding in serious if is_figure(finding) or finding.suspects]
    sure = sum(1 for f in figures if f.suspects and f.suspects[0].certainty == "certain")
    units = sum(f.code == UNIT for f in figures)
    yield "problems", len(file.problems)
    yield "units", units
    yield "certain", sure
    yield "figures", len(figures) - sure - units
    yield "words", len(serious) - len(figures)
    yield "prompts", len(file.findings) - len(serious)


def _serious(file: FileReport) -> list[Finding]:
    return [finding for finding in file.findings if finding.severity != "info"]


def _may_be_written(finding: Finding) -> bool:
    sure = all(suspect.certainty == "certain" for suspect in finding.suspects)
    paths = [suspect.cell.place.path for suspect in finding.suspects]
    return bool(paths) and sure and all(map(_is_editable, paths))


def _is_editable(path: str) -> bool:
    return path.lower().endswith(EDITABLE) and not is_packed(path)


def named(file: FileReport, repeated: Repeated = NOT_SAID) -> str:
    """A document as any command names it: one path, or several together, and its rules."""
    parts = [file.path] if repeated.together is False else file.path.split(" + ")
    together = ("--together",) if repeated.together or len(parts) > 1 else ()
    return " ".join((*together, *map(quoted, parts), *map(quoted, repeated.every)))


def next_command(file: FileReport, repeated: Repeated = NOT_SAID, *, verbose: bool = False) -> str:
    """The command that leads on; empty where nothing is left to do, or no file was named. It says
    again what the run was told, so that it finds the same."""
    if not file.path or not file.is_document or repeated.lost:
        return ""
    plain = named(file, repeated)
    paths = " ".join((plain, *map(quoted, repeated.beside)))
    kinds = dict(_kinds(file))
    if kinds["problems"] and not file.pack:
        return f"budgetlint rule {file.problems[0].code}"
    if kinds["problems"]:
        unread = [one.place.path for one in file.problems if one.code == UNIT_UNREAD]
        return f"budgetlint check {quoted(unread[0])}" if unread else f"budgetlint inspect {plain}"
    if any(map(_may_be_written, file.findings)):
        return f"budgetlint fix {paths} --diff"
    if any(map(_may_be_explained, _serious(file))):
        return f"budgetlint explain {paths}"
    again = " ".join(("budgetlint check", paths, *map(quoted, repeated.check)))
    if kinds["prompts"] and not verbose:
        return f"{again} --verbose"
    return again if _serious(file) else ""


def _may_be_explained(finding: Finding) -> bool:
    """Whether `explain FILE` has more to show than the report."""
    return bool(finding.suspects) or (finding.difference is not None and finding.code not in BESIDE)
