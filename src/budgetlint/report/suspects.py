"""Suspects: the findings of a document, one for each cause, with the cells that are probably wrong.

`diagnose` says what happened in numbers of cells and relations; here it becomes part of findings:
the relations that one wrong cell breaks are one finding, and are its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from .. import messages
from ..diagnose import Cause, Contradiction, Move, Network, move_of, slip_of
from ..diagnose.constraints import Assignment
from ..diagnose.network import AnyLink, Link, Quotient, cells_of
from ..diagnose.slips import Explained
from ..diagnose.weigh import CellChange
from ..evaluate.outcomes import Deviation, RatioDeviation
from ..evaluate.ratios import judge_ratio
from ..model.amounts import BLANK, EXACT, AmountError, exponent, is_blank, parse
from ..model.document import Document
from ..model.errors import NOTHING, Message
from ..model.severity import SEVERITIES
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from .cells import told_cell
from .finding import Finding, FindingCell, Suspect, plain
from .findings import (
    ASSERTED,
    Key,
    Keyed,
    deviation_finding,
    doubt_note,
    key_of,
    ratio_finding,
    sign_in_words,
    unit_in,
)

Together = Mapping[Key, Finding]


def with_causes(
    keyed: Sequence[Keyed], causes: Sequence[Cause], network: Network
) -> Iterator[Finding]:
    """The findings, those of one cause together, in the order in which they were found."""
    findings = by_key(keyed)
    of_key: dict[Key, list[int]] = {}
    for number, cause in enumerate(causes):
        for one in _keys(cause, network):
            of_key.setdefault(one, []).append(number)
    folded = _missing_codes(keyed, causes, network)
    done: set[int] = set()
    for index, (key, finding) in enumerate(keyed):
        numbers = of_key.get(key) or folded.get(index, [])
        if not numbers:
            yield finding
        for number in numbers:
            if number not in done:
                done.add(number)
                more = [keyed[i][1] for i, owners in folded.items() if number in owners]
                yield _finding(causes[number], findings, more, network)


def by_key(keyed: Iterable[Keyed]) -> dict[Key, Finding]:
    """The findings of relations and assertions, by what they are of."""
    return dict(keyed)


def _keys(cause: Cause, network: Network) -> list[Key]:
    relations = [_key(network.links[number]) for number in cause.evidence]
    return [*relations, *map(key_of, cause.echoes)]


def _key(link: AnyLink) -> Key:
    return (id(link.source), link.at if isinstance(link, Link) else 0)


def _missing_codes(
    keyed: Sequence[Keyed], causes: Sequence[Cause], network: Network
) -> dict[int, list[int]]:
    """Findings (by index) that miss a code in a table, and the causes that miss its row."""
    lacking = [
        (index, finding.lacking)
        for index, (key, finding) in enumerate(keyed)
        if key[1] == ASSERTED and finding.lacking
    ]
    found: dict[int, list[int]] = {}
    for number, cause in enumerate(causes if lacking else ()):
        refs = [network.cells[change.cell].ref for change in cause.change.changes]
        codes = {ref.missing.partition(" ")[0] for ref in refs if ref.row < 0}
        for index, missing in lacking:
            if not codes.isdisjoint(missing):
                found.setdefault(index, []).append(number)
    return found


def _finding(
    cause: Cause, findings: Together, more: Iterable[Finding], network: Network
) -> Finding:
    """The finding of a cause: the relation that shows it best, with all others as evidence."""
    evidence = [findings[key] for key in _keys(cause, network) if key in findings]
    every = tuple(_suspects(cause, network))
    suspects = _once_each(every)
    places = {suspect.cell.address for suspect in every}
    meant = {suspect.suggested for suspect in suspects if suspect.suggested is not None}
    lead = min(evidence, key=lambda f: _telling(f, places, meant))
    others = [finding for finding in (*evidence, *more) if finding is not lead]
    lead = _turned(lead, places) if len(suspects) == 1 else lead
    # The slip says what a hint would; but that a cell may have been misread must be said.
    slip = any(suspect.slip_code for suspect in suspects)
    hint = messages.joined(
        NOTHING if slip else lead.hint, doubt_note([*([lead] if slip else []), *others])
    )
    return lead._replace(
        suspects=suspects,
        alternatives=tuple(
            _once_each(_suspect(change, "possible", network) for change in alternative.changes)
            for alternative in cause.rivals
        ),
        evidence=tuple(others),
        story=_story(cause, network) if len(suspects) > 1 or move_of(cause) else NOTHING,
        searched=cause.complete,
        hint=hint,
    )


def _once_each(suspects: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """Each printed figure once: two claims may speak of one figure of a sentence."""
    told: dict[tuple[object, str], Suspect] = {}
    for one in suspects:
        cell = one.cell
        told.setdefault((cell.place if cell.place.section else cell.address, one.right), one)
    return tuple(told.values())


def _turned(finding: Finding, places: set[Message]) -> Finding:
    """Of two figures that should be one, the suspect is the one that is told as printed."""
    sides = [cell.address in places for cell in finding.cells]
    if finding.op != "=" or sides != [False, True] or finding.difference is None:
        return finding
    first, second = finding.cells
    if first.weight != 1 or second.weight != 1 or not first.is_there or not second.is_there:
        return finding
    return finding._replace(
        cells=(second._replace(role=first.role), first._replace(role=second.role)),
        actual=finding.expected,
        expected=finding.actual,
        difference=-finding.difference,
    )


def _telling(
    finding: Finding, places: set[Message], meant: set[Decimal]
) -> tuple[int, bool, bool, bool, int]:
    """Errors first; best a sum of few figures whose total is the suspect and comes out as meant."""
    first = finding.cells[0].address if finding.cells else NOTHING
    return (
        SEVERITIES.index(finding.severity),
        finding.difference is None,
        first not in places,
        finding.expected is None or finding.expected not in meant,
        len(finding.cells) + finding.blanks,
    )


def _suspects(cause: Cause, network: Network) -> Iterator[Suspect]:
    cells = {change.cell for change in cause.change.changes}
    for change in cause.change.changes:
        told = _suspect(change, cause.certainty, network)
        # That one wrong figure was copied from another that is as wrong explains neither.
        circular = change.slip is not None and change.slip.other in cells
        yield told._replace(slip=NOTHING) if circular else told
    if (move := move_of(cause)) is not None:
        for cell, value in sorted(move.values.items()):
            place = told_cell(network.cells[cell].ref, network.figures)
            figure = _figure(value, cell, place, network)
            slip = move.slip.code
            unit, _ = unit_in(network.cells[cell].ref, network.document)
            yield Suspect(place, figure, figure, figure, NOTHING, slip, cause.certainty, unit=unit)


def _figure(value: int | None, cell: int, place: FindingCell, network: Network) -> Decimal | None:
    """A figure as it would be printed in a cell: in its places, and in the unit of its table."""
    if value is None:
        return None
    about = network.cells[cell]
    shift = -_scale(place, about.ref, network.document)
    figure = network.figures.unscaled(value, about.unit).scaleb(shift, EXACT)
    return figure.copy_negate() if figure and sign_in_words(place) else figure


def _scale(place: FindingCell, ref: CellRef, document: Document) -> int:
    """The power of ten from what a cell prints to the document's money."""
    rows = document.sides[ref.side]
    if rows is None or rows.structure.side.columns[ref.column].measure == "number":
        return 0
    try:
        own = parse(place.value)
    except AmountError:
        own = BLANK
    if is_blank(own) or place.amount.is_nan():
        table = document.tables[rows.structure.side.table]
        return table.scale_of(rows.where.columns.get(ref.column, -1))
    return exponent(place.amount) - exponent(own)


def _suspect(change: CellChange, certainty: str, network: Network) -> Suspect:
    place = told_cell(network.cells[change.cell].ref, network.figures)

    def figure(value: int | None) -> Decimal | None:
        return _figure(value, change.cell, place, network)

    low, high = figure(change.low), figure(change.high)
    if sign_in_words(place):
        low, high = high, low
    return Suspect(
        place,
        figure(change.right),
        low,
        high,
        _slip_text(change.slip, network),
        change.slip.slip.code if change.slip else "",
        certainty,
        sole=change.sole,
        unit=unit_in(network.cells[change.cell].ref, network.document)[0],
    )


def _slip_text(explained: Explained | None, network: Network) -> Message:
    if explained is None:
        return NOTHING
    name = explained.slip.name
    if explained.other < 0:
        return name
    other = told_cell(network.cells[explained.other].ref, network.figures).short
    return name.using(other=other)


def _story(cause: Cause, network: Network) -> Message:
    """What happened to several cells at once."""
    if (move := move_of(cause)) is not None:
        return _moved(move, network)
    if len(cause.change.changes) > 1:
        return _slip_text(slip_of(cause), network)
    return NOTHING


def _moved(move: Move, network: Network) -> Message:
    rows = network.document.sides[move.side]
    if rows is None:
        return NOTHING
    shape = rows.structure
    table = network.document.tables[shape.side.table]
    name = messages.brief_of(messages.table_name(table.layout, table.number), table.raw)
    first, last = shape.name(move.first), shape.name(move.last)
    if move.steps:
        return messages.rows_shifted(name, first, last, move.column, move.steps)
    if move.factor:
        return messages.rows_scaled(name, first, last, move.factor)
    if move.first == move.last:
        return messages.rows_twice(name, first)
    return messages.rows_exchanged(name, first, last)


def clash_finding(contradiction: Contradiction, network: Network) -> Finding:
    """The finding of relations whose roundings contradict each other, with the proof: added up
    with these multipliers, their figures are off by more than all roundings can hide."""
    multipliers = contradiction.multipliers
    common = _common(multipliers)
    links = [network.links[number] for number in contradiction.links]
    off = Decimal(contradiction.off) / common
    hidden = Decimal(contradiction.hidden) / common
    found, wanted = messages.roundings_clash(
        len(links), *(plain(network.figures.unscaled(int(value))) for value in (off, hidden))
    )
    cells = _shared(links, network)[:MAX_SHOWN]
    with localcontext(EXACT):
        evidence = [(relation_finding(link, network), link) for link in links]
    return Finding(
        code="U2",
        name=messages.ROUNDINGS_CLASH,
        severity="warning",
        verdict=Verdict.BROKEN,
        message=messages.ROUNDINGS_CLASH,
        why=messages.ROUNDINGS_WHY,
        cells=tuple(told_cell(network.cells[c].ref, network.figures) for c in cells),
        found=found,
        wanted=wanted,
        evidence=tuple(finding for finding, _ in evidence if finding is not None),
        multipliers=tuple(multiplier // common for multiplier in multipliers),
    )


MAX_SHOWN = 6


def _common(multipliers: Sequence[int]) -> int:
    """What all multipliers can be divided by."""
    common = 0
    for multiplier in multipliers:
        other = abs(multiplier)
        while other:
            common, other = other, common % other
    return common or 1


def _shared(links: Sequence[AnyLink], network: Network) -> list[int]:
    """The cells that several of the relations hold: where they clash."""
    counts: dict[int, int] = {}
    for link in links:
        for cell in cells_of(link):
            if network.cells[cell].printed:
                counts[cell] = counts.get(cell, 0) + 1
    shared = [cell for cell, count in counts.items() if count > 1]
    return shared or list(counts)


def relation_finding(link: AnyLink, network: Network) -> Finding | None:
    """A relation with its arithmetic, whatever its verdict; None for one that says nothing."""
    if isinstance(link, Quotient):
        return _ratio(link, network)
    return _linear(link, network)


def _linear(link: Link, network: Network) -> Finding:
    assignment = Assignment(network)
    if link.number in network.broken:
        verdict = Verdict.BROKEN
    elif not any(network.cells[cell].printed for cell, _ in link.terms):
        verdict = Verdict.VACUOUS
    else:
        verdict = Verdict.ROUNDING if link.number in network.rounding else Verdict.EXACT
    unit = min(network.cells[cell].unit for cell, _ in link.terms)
    deviation = Deviation(
        link.source,
        link.at,
        verdict,
        network.figures.unscaled(assignment.residual(link) // link.factor, unit),
        network.figures.unscaled(assignment.slack(link) // link.factor),
    )
    return deviation_finding(deviation, network.figures)


def _ratio(link: Quotient, network: Network) -> Finding | None:
    verdict, possible = judge_ratio(link.source, network.figures)
    if verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_CHECKED, Verdict.VACUOUS):
        return None
    return ratio_finding(RatioDeviation(link.source, verdict, possible), network.figures)
