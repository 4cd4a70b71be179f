"""Explain: what speaks for a figure and what speaks against it; and what to correct, in order.

For one cell: every relation that holds it, with its arithmetic. For a document: its findings in
the order in which a person would correct them, each with all of its evidence, and what would still
be wrong after the corrections.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import localcontext
from difflib import get_close_matches
from typing import TypeVar

from ..diagnose import Network
from ..messages.catalogue import problem, say
from ..model.amounts import EXACT
from ..model.errors import InputError, Message, Problem
from ..model.names import norm
from ..model.place import Place
from ..model.raw import RawDocument
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from ..readers import expand
from ..report.finding import Finding, FindingCell
from ..report.findings import finding_cell
from ..report.report import FileReport
from ..report.story import CellStory, Story
from ..report.suspects import relation_finding
from ..report.writer import Writer, position
from .check import Path, checker
from .reading import read, read_together

T = TypeVar("T")
ORDER = {"certain": 0, "likely": 1, "possible": 2}


Source = Path | Sequence[Path]
"""A document: one path, or the paths of several files that are one document together."""


class Beside(NamedTuple):
    """What a document is compared with: last year's, and a folder with those of its units."""

    previous: Path | None = None
    units: Path | None = None


ALONE = Beside()


def explain_document(
    source: Source,
    rules: str | None = None,
    *,
    together: bool = False,
    beside: Beside = ALONE,
) -> Story:
    """The findings of a document in the order in which to correct them. With `together`, all paths
    are one document.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack.
    """
    report = _report(_raw(source, together=together), rules, beside)
    if not report.pack:
        raise InputError(*report.problems)
    causes = [f for f in report.findings if _is_explained(f)]
    causes.sort(key=lambda f: ORDER[f.suspects[0].certainty] if f.suspects else 3)
    others = [f for f in report.findings if not _is_explained(f)]
    return Story(report.path, report.unit, tuple(causes), tuple(others))


def _is_explained(finding: Finding) -> bool:
    """Whether there is arithmetic to show: a cause, or what another document speaks against."""
    beside = finding.difference is not None and finding.severity != "info"
    return bool(finding.suspects or finding.evidence or beside)


def explain_cell(
    source: Source,
    address: str,
    rules: str | None = None,
    *,
    together: bool = False,
    beside: Beside = ALONE,
) -> list[CellStory]:
    """What speaks for and against the cells of that address.

    An address is what reports print: 表3 / 总计 / 合计 or its last parts, with the table's title or
    without it; where the cell stands (file:line:column, Sheet1!C7, a page and its line), a JSON
    pointer, or the section of a wording. Raises `InputError` if nothing bears it, or the document
    cannot be read.
    """
    raw = _raw(source, together=together)
    last = _last(beside)
    network = Network(checker(rules).kit_for(raw).outcomes(raw, last))
    with localcontext(EXACT):
        cells = [(ref, finding_cell(ref, network.document)) for ref in _every_cell(network)]
        found, names = _bearing(address, cells, raw.path)
        if found:
            return [_story(ref, network) for ref in dict.fromkeys(found)]
    report = _report(raw, rules, beside)
    told = list(_told(address, report.findings, raw.path, names))
    if told:
        return told
    if of_row := [ref for ref, cell in cells if _plain(address) == _plain(cell.row)]:
        with localcontext(EXACT):
            return [_story(ref, network) for ref in of_row]
    raise InputError(_no_cell(raw.path, address, names)).at(raw.path)


def _report(raw: RawDocument, rules: str | None, beside: Beside) -> FileReport:
    units = None
    if beside.units is not None:
        from .units import read_units

        units = read_units(os.fspath(beside.units), raw.path)
    return checker(rules).report(raw, previous=_last(beside), units=units)


def _last(beside: Beside) -> RawDocument | None:
    return read(os.fspath(beside.previous)) if beside.previous is not None else None


def _raw(source: Source, *, together: bool) -> RawDocument:
    paths = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    if together or len(paths) > 1:
        return read_together([os.fspath(path) for path in paths])
    return read(_only_one(paths[0]))


def _only_one(source: Path) -> str:
    """The path of the one document there. Raises `InputError` for a folder of several."""
    path = os.fspath(source)
    inputs = list(expand(path))
    if inputs[0].error is not None:
        raise inputs[0].error
    if len(inputs) == 1 or inputs[0].path == path:
        return inputs[0].path
    listed = tuple(one.path for one in inputs[:MAX_LISTED])
    raise InputError(problem("explain.several", Place(path), count=len(inputs), listed=listed))


MAX_LISTED = 5


def _bearing(
    address: str, cells: Iterable[tuple[T, FindingCell]], path: str
) -> tuple[list[T], list[str]]:
    """What bears an address, in full or as its last parts; and the addresses that there are."""
    wanted = {address.strip(), _plain(address)}
    ends = f"/{_plain(address)}"
    whole: list[T] = []
    part: list[T] = []
    names: list[str] = []
    for one, cell in cells:
        said = {_plain(text.get(lang)) for text in _addresses(cell) for lang in LANGS}
        names += [_plain(cell.address.zh)]
        if wanted & (said | set(_places(cell, path))):
            whole.append(one)
        elif any(name.endswith(ends) for name in said):
            part.append(one)
    return whole or part, names


def _addresses(cell: FindingCell) -> tuple[Message, ...]:
    return cell.address, cell.titled, cell.short


LANGS = ("zh", "en")


def _places(cell: FindingCell, path: str) -> Iterator[str]:
    """Where a cell stands, as reports say it."""
    place = cell.place
    if place.line and not place.page:
        yield f"{place.line}:{place.column}"
    yield from filter(None, (place.pointer, f"{place.sheet}!{place.cell}" if place.cell else ""))
    for lang in LANGS:
        for own in (path, ""):
            said = position(place, Writer(lang, colour=False, path=own))
            yield from (said, _plain(said)) if said != path else ()


def _told(
    address: str, findings: Iterable[Finding], path: str, names: list[str]
) -> Iterator[CellStory]:
    """What the findings say of a place that no relation holds: a wording, a name, a missing row."""
    for finding in findings:
        suspects = (*finding.suspects, *(s for each in finding.alternatives for s in each))
        places = (*(s.cell for s in suspects), *(c for r in finding.relations for c in r.cells))
        found, more = _bearing(address, ((cell, cell) for cell in places), path)
        names += more
        if found:
            yield CellStory(found[0], (finding,), (), 0)


def _every_cell(network: Network) -> Iterator[CellRef]:
    for ordinal, rows in enumerate(network.document.sides):
        if rows is not None:
            for row in range(rows.structure.size):
                for column in rows.columns:
                    yield CellRef(ordinal, column, row)


def _plain(address: str) -> str:
    return "/".join(norm(part) for part in address.split("/"))


def _no_cell(path: str, address: str, names: Sequence[str]) -> Problem:
    near = get_close_matches(_plain(address), set(names), 3, 0.5)
    advice = say("explain.near", names=tuple(near)) if near else say("explain.look-up")
    return problem("explain.no-cell", Place(path), address=address, advice=advice)


def _story(ref: CellRef, network: Network) -> CellStory:
    against: list[Finding] = []
    vouching: list[Finding] = []
    empty = 0
    for number in network.of(network.cell(ref)):
        link = network.links[number]
        finding = relation_finding(link, network)
        if finding is None or finding.verdict is Verdict.VACUOUS:
            empty += 1
        elif finding.verdict is Verdict.BROKEN:
            against.append(finding)
        else:
            vouching.append(finding)
    cell = finding_cell(ref, network.document)
    return CellStory(cell, tuple(against), tuple(vouching), empty)
