"""What other documents say of figures that are found wrong already: one mistake is one finding.

Where another document speaks against the very cell that may be wrong, it tells which of several
it is, and what it should say. Where it says the same of the same figures, it is evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..messages.catalogue import say
from ..model.errors import NOTHING
from .carried import MAX_NAMED, places_of_all
from .finding import Finding, Suspect

Figures = tuple[Decimal | None, Decimal | None, Decimal | None]


def witnessed(findings: Sequence[Finding], beside: Iterable[Finding]) -> list[Finding]:
    """The findings of a document and those of the documents beside it, each mistake once."""
    told = list(findings)
    for other in beside:
        for number, finding in enumerate(told):
            whole = _settled(finding, other) or _the_same(finding, other)
            if whole is not None:
                told[number] = whole
                break
        else:
            told.append(other)
    return told


def _settled(finding: Finding, other: Finding) -> Finding | None:
    """The finding with the one cell that may be wrong and that another document belies; None where
    there is none, or what the other document says of it does not mend the finding."""
    single = [cell for cell in other.cells if cell.role == "printed"]
    if len(single) != 1 or other.expected is None or other.op != "=" or not single[0].is_there:
        return None
    every = (finding.suspects, *finding.alternatives)
    sets = [each for each in every if len(each) == 1 and each[0].cell.place == single[0].place]
    if not sets or not _mends(sets[0][0], other.expected):
        return None
    sure = sets[0][0]._replace(certainty="certain", suggested=_meant(sets[0][0], other))
    sure = sure if sure.suggested == sets[0][0].suggested else sure._replace(slip=NOTHING)
    evidence = (*finding.evidence, other._replace(evidence=()), *other.evidence)
    return finding._replace(suspects=(sure,), alternatives=(), evidence=evidence, story=NOTHING)


def _mends(suspect: Suspect, figure: Decimal) -> bool:
    low, high = suspect.low, suspect.high
    return low is not None and high is not None and low <= figure <= high


def _meant(suspect: Suspect, other: Finding) -> Decimal | None:
    """What the cell should say: the likeliest figure, if it is the other document's as well."""
    if suspect.suggested is None or other.expected is None:
        return other.expected
    near = abs(suspect.suggested - other.expected) <= (other.tolerance or 0)
    return suspect.suggested if near else other.expected


def _the_same(finding: Finding, other: Finding) -> Finding | None:
    """The finding with another of the same figures as evidence; None if it is of others."""
    if finding.suspects or not finding.difference or _figures(finding) != _figures(other):
        return None
    evidence = (*finding.evidence, other._replace(evidence=()), *other.evidence)
    places = places_of_all(evidence)
    form = "carried" if len(places) <= MAX_NAMED else "carried-more"
    story = say(f"across.{form}", count=len(evidence), places=places[:MAX_NAMED])
    return finding._replace(evidence=evidence, story=story)


def _figures(finding: Finding) -> Figures:
    return finding.actual, finding.expected, finding.difference
