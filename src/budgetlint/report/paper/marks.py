"""Marks: what the findings of a report say of the figures and words of a document.

They come last, since a person may have waived findings after the document was checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...model.severity import SEVERITIES, Severity
from ...model.values import NamedTuple
from ..finding import Finding, FindingCell, Suspect
from .spots import address
from .values import STATES, Address, Paper, PaperSection, Spot, State, Stretch


def marked(paper: Paper, findings: Sequence[Finding]) -> Paper:
    """The paper with the marks of these findings; they are numbered as they come."""
    charges = _charges(paper, findings)
    spots = list(paper.spots)
    for number, several in charges.items():
        spots[number] = _charged_spot(spots[number], several)
    words = _words(findings)
    passages = tuple(_passage(passage, words) for passage in paper.passages)
    return paper._replace(spots=tuple(spots), passages=passages)


def _charged_spot(spot: Spot, charges: Sequence[Charge]) -> Spot:
    """A figure with what findings say of it; a remark leaves its state as it is."""
    states = [c.state for c in charges if (c.state, c.severity) != ("broken", "info")]
    state = min((spot.state, *states), key=STATES.index)
    blamed = [charge for charge in charges if charge.state == state] or charges
    chosen = next((charge for charge in blamed if charge.suggested), None)
    return spot._replace(
        state=state,
        severity=min((c.severity for c in blamed), key=SEVERITIES.index, default=None),
        suggested=chosen.suggested if chosen else "",
        sure=chosen is not None and chosen.sure,
        findings=tuple(dict.fromkeys(c.finding for c in charges)),
    )


def _words(findings: Sequence[Finding]) -> Mapping[Address, Sequence[int]]:
    """The findings about each stretch of words."""
    words: dict[Address, list[int]] = {}
    for number, finding in enumerate(findings):
        for cell in finding.cells:
            words.setdefault(address(cell), []).append(number)
    return words


def _passage(passage: PaperSection, words: Mapping[Address, Sequence[int]]) -> PaperSection:
    def stretched(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
        return tuple(_about(one, words) if one.words else one for one in stretches)

    return passage._replace(
        title=stretched(passage.title), paragraphs=tuple(map(stretched, passage.paragraphs))
    )


def _about(stretch: Stretch, words: Mapping[Address, Sequence[int]]) -> Stretch:
    found = [number for word in stretch.words for number in words.get(word, ())]
    return stretch._replace(findings=tuple(dict.fromkeys(found)))


class Charge(NamedTuple):
    """What a finding says of a figure: its state, what it should say, whether that is certain."""

    cell: FindingCell
    state: State
    suggested: str = ""
    sure: bool = False
    severity: Severity = "info"
    finding: int = -1


def _charges(paper: Paper, findings: Sequence[Finding]) -> Mapping[int, Sequence[Charge]]:
    """What the findings say, by spot."""
    charges: dict[int, list[Charge]] = {}
    for number, finding in enumerate(findings):
        for charge in charges_of(finding):
            spot = paper.places.get(address(charge.cell), -1)
            if spot >= 0:
                full = charge._replace(severity=finding.severity, finding=number)
                charges.setdefault(spot, []).append(full)
    return charges


def charges_of(finding: Finding) -> Iterable[Charge]:
    """The figures that a finding is about; the first of a relation if none is suspected."""
    for suspect in finding.suspects:
        state = _state(suspect)
        yield Charge(suspect.cell, state, suspect.right, suspect.certainty == "certain")
    for suspect in (one for several in finding.alternatives for one in several):
        yield Charge(suspect.cell, "suspect", suspect.right)
    if not finding.suspects:
        relations = finding.relations if finding.evidence else (finding,)
        yield from (Charge(cell, "broken") for one in relations for cell in one.cells[:1])


def _state(suspect: Suspect) -> State:
    return "suspect" if suspect.certainty == "possible" else "wrong"
