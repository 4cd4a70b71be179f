"""Waivers: findings that a person has looked at and accepts, with a reason and until a day.

    [[waiver]]
    rule = "G9"
    place = "§二 / 收入新增项目 数政中心综合保障项目"   as reports print it; a part may be *
    file = "2026/*/budget.json"                        optional: which documents, from this folder
    unit = "某某中心"                                   optional: whose document
    words = "上半年"                                    optional: words that the finding quotes
    count = 1                                          how many findings of a document it may fit
    reason = "该项目由其他资金安排"
    by = "预算科"
    until = 2026-12-31
    explanation = "…"                                  the office's own, where the rule asks for it

A waiver that has expired, that no finding answers to, that fits more than its count, or that lacks
the explanation is a finding itself, at its line in the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..messages import waivers as messages
from ..model.errors import Message, RuleError
from ..model.names import norm
from ..model.values import NamedTuple
from ..packs.toml_file import TomlTable, field_faults, read_toml
from ..report.report import FileReport
from ..report.waived import Waived
from .paths import Pattern
from .remarks import remark, report_of_remarks

if TYPE_CHECKING:
    from ..report.finding import Finding, FindingCell

ANY = "*"
SPEC = {
    "rule": (str,),
    "place": (str,),
    "file": (str,),
    "unit": (str,),
    "words": (str,),
    "count": (int,),
    "reason": (str,),
    "by": (str,),
    "until": (str, date),
    "explanation": (str,),
}
REQUIRED = ("rule", "place", "reason", "by", "until")


class Waiver(NamedTuple):
    """One waiver, and the line of its file that it begins at."""

    rule: str
    place: str
    file: Pattern | None
    unit: str
    words: str
    most: int
    reason: str
    by: str
    until: date
    explanation: str
    line: int


class WaiverFile(NamedTuple):
    """All waivers of a file."""

    path: str
    waivers: tuple[Waiver, ...]


def read_waivers(path: str) -> WaiverFile:
    """The waivers in a file. Raises `RuleError` with all faults, each with its line."""
    if not os.path.exists(path):
        raise RuleError(messages.no_waivers(path))
    file = read_toml(path)
    top = TomlTable(file, "", 0, file.data)
    faults = [top.problem(*f, "waiver") for f in field_faults(file.data, {"waiver": (list,)})]
    parts = [] if faults else file.parts("waiver")
    for part in parts:
        faults += [part.problem(*fault, "waiver") for fault in _faults(part.data)]
    if faults:
        raise RuleError(*faults)
    folder = os.path.dirname(os.path.abspath(path))
    return WaiverFile(path, tuple(_waiver(part, folder) for part in parts))


def _faults(data: Any) -> Iterator[tuple[str, tuple[Message, Message]]]:
    wrong = list(field_faults(data, SPEC, REQUIRED, "rule"))
    yield from wrong
    if wrong:
        return
    for key in ("rule", "reason", "by"):
        if not data[key].strip():
            yield key, messages.no_reason(key)
    if norm(data["place"].split(" / ")[0]) in ("", ANY):
        yield "place", messages.no_place()
    if _day(data["until"]) is None:
        yield "until", messages.bad_date(data["until"])
    if data.get("count", 1) < 1:
        yield "count", messages.no_count(data["count"])


def _day(value: str | date) -> date | None:
    """The last day of a waiver, written as a date or as a text."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _waiver(part: TomlTable, folder: str) -> Waiver:
    data = part.data
    return Waiver(
        data["rule"].strip().upper(),
        data["place"],
        Pattern(data["file"], folder) if "file" in data else None,
        data.get("unit", ""),
        data.get("words", ""),
        data.get("count", 1),
        data["reason"],
        data["by"],
        _day(data["until"]) or date.max,
        data.get("explanation", "").strip(),
        part.line(),
    )


class Waiving:
    """Applies the waivers of a file to reports, and keeps in mind which were of use."""

    def __init__(self, file: WaiverFile, today: date) -> None:
        self._file = file
        self._today = today
        self._spoken_of: set[int] = set()
        self._used: set[int] = set()
        self._faults: list[tuple[str, Waiver, Message]] = []

    def apply(self, report: FileReport) -> FileReport:
        """The report with what is waived told apart from its findings."""
        waived: dict[int, Waiver] = {}
        for number, waiver in enumerate(self._file.waivers):
            if not _speaks_of(waiver, report):
                continue
            self._spoken_of.add(number)
            found = [n for n, finding in enumerate(report.findings) if fits(waiver, finding)]
            if found:
                self._used.add(number)
            if waiver.until >= self._today and self._holds(waiver, report, found):
                waived |= dict.fromkeys(found, waiver)
        return report.without({n: _waived(report.findings[n], w) for n, w in waived.items()})

    def _holds(self, waiver: Waiver, report: FileReport, found: Sequence[int]) -> bool:
        """Whether a waiver may hide what it fits; if not, that is remembered."""
        names = waiver.rule, waiver.place, report.path
        if len(found) > waiver.most:
            told = messages.wide(*names, len(found), waiver.most)
            self._faults.append(("W3", waiver, told))
            return False
        if not waiver.explanation and any(report.findings[n].explain for n in found):
            self._faults.append(("W5", waiver, messages.unexplained(*names)))
            return False
        return True

    def report(self) -> FileReport | None:
        """What is wrong with the waivers themselves; nothing if nothing is."""
        return report_of_remarks(self._file.path, list(self._findings()))

    def _findings(self) -> Iterator[Finding]:
        path = self._file.path
        for number in sorted(self._spoken_of):
            waiver = self._file.waivers[number]
            rule, place = waiver.rule, waiver.place
            if waiver.until < self._today:
                found = messages.expired(rule, place, waiver.until.isoformat())
                yield remark("W1", path, waiver.line, found)
            elif number not in self._used:
                yield remark("W2", path, waiver.line, messages.unused(rule, place))
        for code, waiver, found in self._faults:
            yield remark(code, path, waiver.line, found)


def _waived(finding: Finding, waiver: Waiver) -> Waived:
    until = waiver.until.isoformat()
    reason = waiver.explanation if finding.explain else waiver.reason
    return Waived(finding, "waiver", reason, waiver.by, until)


def _speaks_of(waiver: Waiver, report: FileReport) -> bool:
    """Whether a waiver is meant for this document."""
    if waiver.unit and norm(waiver.unit) != norm(report.unit):
        return False
    return waiver.file is None or any(waiver.file.fits(p) for p in report.path.split(" + "))


def fits(waiver: Waiver, finding: Finding) -> bool:
    """Whether a finding is the one that a waiver names; its rule may be any that is broken."""
    if waiver.rule not in (relation.code.upper() for relation in finding.relations):
        return False
    cells = [cell for cell in (finding.primary, *finding.cells[:1]) if cell is not None]
    if not any(_is_at(cell, waiver.place) for cell in cells):
        return False
    said = [finding.found.zh, finding.found.en]
    said += [text for cell in cells for text in (cell.value, cell.place.quote)]
    return any(norm(waiver.words) in norm(text) for text in said)


def _is_at(cell: FindingCell, place: str) -> bool:
    """Whether a cell is at a place as reports print it; a place may end early, or leave out."""
    wanted = [norm(part) for part in place.split(" / ")]
    for lang in ("zh", "en"):
        said = [one.get(lang) for one in (cell.address, cell.titled, cell.short)]
        below = [part.get(lang) for part in (cell.row_said, cell.column_said) if part.zh]
        names = [one.get(lang) for one in (cell.table, cell.heading, cell.brief) if one.zh]
        if norm(place) in map(norm, said) or any(_begins(wanted, [n, *below]) for n in names):
            return True
    return False


def _begins(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    if len(wanted) > len(parts):
        return False
    return all(w in (ANY, norm(p)) for w, p in zip(wanted, parts, strict=False))
