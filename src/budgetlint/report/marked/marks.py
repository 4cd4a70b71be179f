"""Marks: what is to be drawn on the original, and where.

A mark stands at a figure, or at words, that findings are about, and carries what they say; or, if
that is wanted, at a figure that is verified, and carries its ticks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model.place import Place
from ...model.severity import SEVERITIES, Severity
from ...model.values import NamedTuple
from ..entries import entries, said
from ..finding import Finding
from ..paper import STATES, Charge, Paper, State, charges_of
from ..report import FileReport
from ..signs import signs_of

AUTHOR = "budgetlint"
"""By whom marks are, so that a marked copy that is marked again has each of them once."""


class Mark(NamedTuple):
    """A mark at a place: the state of what stands there, and what to say of it.

    `note` is empty for a verified figure, `suggested` where nothing better is known, and `signs`
    are the ticks of auditors.
    """

    place: Place
    state: State
    severity: Severity | None = None
    note: str = ""
    suggested: str = ""
    signs: tuple[str, ...] = ()


def marks_of(file: FileReport, lang: str, *, ticks: bool) -> tuple[list[Mark], list[Finding]]:
    """The marks of a report, in the language of their reader, and the findings that have no place
    in the document: what they miss is not printed."""
    marks: list[Mark] = []
    left: list[Finding] = []
    notes = [said(entry, lang) for entry in entries(file, lang)][len(file.problems) :]
    for finding, note in zip(file.findings, notes, strict=True):
        found = list(_of_finding(finding, note))
        marks += found
        if not found:
            left.append(finding)
    marked = {mark.place for mark in marks}
    if ticks and file.paper is not None:
        marks += [mark for mark in _ticked(file.paper) if mark.place not in marked]
    return _together(marks), left


def _of_finding(finding: Finding, note: str) -> Iterator[Mark]:
    """The cells that a finding blames; where none of them is printed, the first that is."""
    printed = [charge for charge in charges_of(finding) if charge.cell.is_there]
    if not printed:
        there = [cell for cell in finding.cells if cell.is_there]
        printed = [Charge(cell, "broken") for cell in there[:1]]
    for charge in printed:
        yield Mark(
            charge.cell.place,
            charge.state,
            finding.severity,
            note,
            charge.suggested if charge.suggested != charge.cell.value else "",
        )


def _ticked(paper: Paper) -> Iterator[Mark]:
    for number in sorted(paper.drawn):
        spot = paper.spots[number]
        if spot.ticks and spot.there:
            yield Mark(spot.place, spot.state, signs=signs_of(spot.ticks))


def _together(marks: Iterable[Mark]) -> list[Mark]:
    """One mark a place: the gravest, with the notes of all."""
    places: dict[Place, list[Mark]] = {}
    for mark in marks:
        places.setdefault(mark.place, []).append(mark)
    return [_one(several) for several in places.values()]


def _one(marks: Sequence[Mark]) -> Mark:
    first = min(marks, key=_gravity)
    notes = dict.fromkeys(mark.note for mark in marks if mark.note)
    return first._replace(note="\n\n".join(notes))


def _gravity(mark: Mark) -> tuple[int, int]:
    return SEVERITIES.index(mark.severity or "info"), STATES.index(mark.state)
