"""Differences between documents, each told once: what differs in a row differs in the rows above
it as well, and in other tables that print the same row.

A row with a code leads where nothing below it differs in its column. Rows above it that are off by
the sum of what leads below them, and the same row elsewhere, are its evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import chain

from ..evaluate.outcomes import Deviation, Outcomes, RuleOutcome
from ..messages.catalogue import say
from ..model.amounts import EXACT, printed
from ..model.document import Document
from ..model.errors import Message
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.addends import ONE
from ..plan.relations import CellRef
from .finding import Finding, FindingCell, signed
from .findings import deviation_finding, places_of, shortened, unit_of

SUMS = "U4"
"""A department and its units."""
MANY = 3
"""So many rows, each too large, are no slips but what is not there."""
MAX_ROWS = 8
"""Rows of these that are named."""
MAX_NAMED = 3
"""Places that carry a difference on which are named."""


class _Spot(NamedTuple):
    """A row that differs: its column, its code or name, whether it is a total, by how much, and how
    much of that rounding could explain."""

    place: tuple[int, str]
    key: str
    total: bool
    off: Decimal
    slack: Decimal


def carried_findings(outcomes: Outcomes) -> list[Finding]:
    """What differs between documents, a finding for each row where it begins."""
    with localcontext(EXACT):
        return list(chain.from_iterable(_of_rule(one, outcomes) for one in outcomes.rules))


def _of_rule(outcome: RuleOutcome, outcomes: Outcomes) -> list[Finding]:
    broken = [one for one in outcome.deviations if one.verdict is Verdict.BROKEN]
    spots = [_spot(one, outcomes.document) for one in broken]
    findings = [_with_transfers(one, outcomes) for one in broken]
    groups = [[findings[number] for number in group] for group in _groups(spots)]
    return [_all_off(groups)] if _is_all_off(groups) else list(map(_with_evidence, groups))


def _with_transfers(found: Deviation, outcomes: Outcomes) -> Finding:
    """A difference with its arithmetic, to which what one unit gives another belongs."""
    finding = deviation_finding(found, outcomes.figures)
    given = found.relation.constant
    if not given:
        return finding
    name = say("across.given")
    _, shift = unit_of(found.relation, outcomes.document)
    amount = abs(shortened(given, shift, places_of(finding.cells, 0)))
    cell = FindingCell(name, name, "", "", printed(amount), amount, ONE.copy_sign(given), "addend")
    return finding._replace(cells=(*finding.cells, cell))


def _is_all_off(groups: Sequence[Sequence[Finding]]) -> bool:
    """Whether whatever differs is more than the others' sum, and totals are off too: then one of
    those that are added up is not there. Or all of it is less: then something is counted twice."""
    off = [group[0].difference or Decimal(0) for group in groups]
    return (
        len(groups) >= MANY
        and (min(off) > 0 or max(off) < 0)
        and all(finding.severity == "warning" for group in groups for finding in group)
        and groups[0][0].code == SUMS
    )


def _all_off(groups: Sequence[Sequence[Finding]]) -> Finding:
    """One finding for all: the total that is off most, and the rows in which it begins."""
    every = [finding for group in groups for finding in group]
    first = max(every, key=lambda one: abs(one.difference or Decimal(0)))
    rows: dict[str, Decimal | None] = {}
    for group in groups:
        rows.setdefault(group[0].cells[0].row, group[0].difference)
    named = tuple(f"{row} {signed(off)}" for row, off in rows.items() if off is not None)
    form = "incomplete" if (first.difference or 0) > 0 else "too-much"
    more = "" if len(named) <= MAX_ROWS else "-more"
    story = say(f"across.{form}{more}", rows=named[:MAX_ROWS])
    return first._replace(evidence=tuple(one for one in every if one is not first), story=story)


def _spot(found: Deviation, document: Document) -> _Spot:
    ref: CellRef = found.relation.left[0][1]
    rows = document.sides[ref.side]
    if rows is None or ref.row < 0:
        place, off = (ref.side, ref.column), found.residual
        return _Spot(place, ref.missing, total=False, off=off, slack=found.slack)
    shape = rows.structure
    key = shape.codes[ref.row] or shape.labels[ref.row]
    total = ref.row == shape.total
    return _Spot((ref.side, ref.column), key, total, found.residual, found.slack)


def _groups(spots: Sequence[_Spot]) -> list[list[int]]:
    """The numbers of spots that are one difference, each with its lead first."""
    leading = _leading(spots)
    lead_of: dict[int, int] = {}
    firsts: dict[tuple[str, Decimal], int] = {}
    by_amount: dict[Decimal, int] = {}
    for number in leading:
        spot = spots[number]
        lead_of[number] = firsts.setdefault((spot.key, spot.off), number)
        if spot.key.isdigit():
            by_amount.setdefault(spot.off, number)
    below = _Below(spots, leading)
    for number, spot in enumerate(spots):
        if number not in lead_of:
            first = below.explaining(spot)
            other = by_amount.get(spot.off, number) if first is None else lead_of[first]
            lead_of[number] = other
    _names_after_codes(spots, lead_of, by_amount)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(spots)), key=lambda n: (lead_of[n], n != lead_of[n], n)):
        groups[lead_of[number]].append(number)
    return list(groups.values())


def _leading(spots: Sequence[_Spot]) -> list[int]:
    """Rows below which nothing differs in their column; of names all but totals."""
    codes: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for spot in spots:
        if spot.key.isdigit():
            codes[spot.place].append(spot.key)
    for listed in codes.values():
        listed.sort()

    def leads(spot: _Spot) -> bool:
        if spot.total or not spot.key.isdigit():
            return not spot.total
        listed = codes[spot.place]
        after = bisect_left(listed, spot.key) + 1
        return after == len(listed) or not listed[after].startswith(spot.key)

    return [number for number, spot in enumerate(spots) if leads(spot)]


class _Below:
    """What leads below a row, in its column."""

    def __init__(self, spots: Sequence[_Spot], leading: Sequence[int]) -> None:
        self._spots = spots
        self._of: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for number in leading:
            self._of[spots[number].place].append(number)

    def explaining(self, spot: _Spot) -> int | None:
        """The first row below that leads, if all of them come to what the row is off by, but for
        rounding."""
        below = [n for n in self._of[spot.place] if spot.total or self._is_below(n, spot)]
        if spot.total:  # of codes and names in one column, codes are what adds up
            below = [n for n in below if self._spots[n].key.isdigit()] or below
        left, slack = spot.off, spot.slack
        for number in below:
            left -= self._spots[number].off
            slack += self._spots[number].slack
        return below[0] if below and abs(left) <= slack else None

    def _is_below(self, number: int, spot: _Spot) -> bool:
        return spot.key.isdigit() and self._spots[number].key.startswith(spot.key)


def _names_after_codes(
    spots: Sequence[_Spot], lead_of: dict[int, int], by_amount: Mapping[Decimal, int]
) -> None:
    """A row that has a name only goes with the code that is off by as much."""
    for number, spot in enumerate(spots):
        if not spot.key.isdigit() and lead_of[number] == number and spot.off in by_amount:
            lead_of[number] = by_amount[spot.off]
    for number in range(len(spots)):
        lead_of[number] = lead_of[lead_of[number]]


def _with_evidence(findings: Sequence[Finding]) -> Finding:
    lead, *rest = findings
    if not rest:
        return lead
    places = places_of_all(rest)
    form = "carried" if len(places) <= MAX_NAMED else "carried-more"
    story = say(f"across.{form}", count=len(rest), places=places[:MAX_NAMED])
    return lead._replace(evidence=tuple(rest), story=story)


def places_of_all(findings: Iterable[Finding]) -> tuple[Message, ...]:
    """The tables and sections that findings are in, each once."""
    return tuple(dict.fromkeys(finding.cells[0].heading for finding in findings))
