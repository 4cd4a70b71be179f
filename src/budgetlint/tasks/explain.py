"""Explain: what speaks for a figure and what speaks against it; and what to correct, in order.

For one cell: every relation that holds it, with its arithmetic. For a document: its findings in
the order in which a person would correct them, each with all of its evidence, and what would still
be wrong after the corrections.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import localcontext
from difflib import get_close_matches

from ..diagnose import Network
from ..messages.catalogue import problem, say
from ..model.amounts import EXACT
from ..model.document import Document
from ..model.errors import InputError, Problem
from ..model.names import norm
from ..model.place import Place
from ..model.raw import RawDocument
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from ..readers import expand
from ..report.finding import Finding
from ..report.findings import finding_cell
from ..report.story import CellStory, Story
from ..report.suspects import relation_finding
from .check import Path, checker
from .reading import read

ORDER = {"certain": 0, "likely": 1, "possible": 2}


def explain_document(source: Path, rules: str | None = None) -> Story:
    """The findings of a document in the order in which to correct them.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack.
    """
    report = checker(rules).check(_only_one(source)).files[0]
    if not report.pack:
        raise InputError(*report.problems)
    causes = [f for f in report.findings if f.suspects or f.evidence]
    causes.sort(key=lambda f: ORDER[f.suspects[0].certainty] if f.suspects else 3)
    others = [f for f in report.findings if not f.suspects and not f.evidence]
    return Story(report.path, report.unit, tuple(causes), tuple(others))


def explain_cell(source: Path, address: str, rules: str | None = None) -> list[CellStory]:
    """What speaks for and against the cells of that address.

    An address is what reports print (表3 / 总计 / 合计, or its last parts), a JSON pointer, or
    line:column. Raises `InputError` if no cell bears it, or the document cannot be read.
    """
    raw = read(_only_one(source))
    network = Network(checker(rules).kit_for(raw).outcomes(raw))
    with localcontext(EXACT):
        return [_story(ref, network) for ref in _found(address, raw, network.document)]


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


def _found(address: str, raw: RawDocument, document: Document) -> list[CellRef]:
    """The cells of an address. Raises `InputError`."""
    known: dict[str, list[CellRef]] = {}
    for ref in _every_cell(document):
        cell = finding_cell(ref, document)
        for name in {_plain(cell.address.zh), _plain(cell.address.en)}:
            known.setdefault(name, []).append(ref)
        for place in (cell.place.pointer, f"{cell.place.line}:{cell.place.column}"):
            if place and place != "0:0":
                known.setdefault(place, []).append(ref)
    wanted = address.strip() if address.startswith("/") else _plain(address)
    found = known.get(wanted) or [
        ref for name, refs in known.items() if name.endswith(f"/{wanted}") for ref in refs
    ]
    if not found:
        raise InputError(_no_cell(raw.path, address, known)).at(raw.path)
    return list(dict.fromkeys(found))


def _every_cell(document: Document) -> Iterator[CellRef]:
    for ordinal, rows in enumerate(document.sides):
        if rows is not None:
            for row in range(rows.structure.size):
                for column in rows.columns:
                    yield CellRef(ordinal, column, row)


def _plain(address: str) -> str:
    return "/".join(norm(part) for part in address.split("/"))


def _no_cell(path: str, address: str, known: dict[str, list[CellRef]]) -> Problem:
    names = [name for name in known if not name.startswith("/") and ":" not in name]
    near = get_close_matches(_plain(address), names, 3, 0.5)
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
