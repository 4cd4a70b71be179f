"""Documents that speak of the same figures: last year's, the budget of a final account, and the
units of a department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext
from itertools import combinations

from ..evaluate.judge import evaluate
from ..evaluate.outcomes import Deviation, Outcomes
from ..messages import across as messages
from ..model.amounts import EXACT
from ..model.document import Document, Structure
from ..model.errors import Problem
from ..model.names import norm
from ..model.rule import Rule, Source
from ..model.severity import Severity
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..packs import Pack
from ..packs.claims import CLAIMS
from ..plan.across import (
    Period,
    Transfer,
    may_hold,
    period_of,
    placed,
    plan_of,
    same_facts,
    sum_of_units,
    told_of_last_year,
)
from ..plan.relations import CellRef, Formula
from ..recognise.beside import beside, prefix_of
from .distinct_units import Sheets, distinct, namesakes, unprinted
from .units import Units, doubted

LAST_YEAR, OF_UNITS, TOLD_OF_LAST_YEAR = "U3", "U4", "U5"


class Compared(NamedTuple):
    """What came of comparing: the outcome of one rule over several documents, if there was
    anything to compare; what could not be compared, and why; and what kept all from it."""

    outcomes: Outcomes | None = None
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def compared(
    document: Document,
    last: Document | None,
    parts: Sequence[Document],
    units: Units | None,
    pack: Pack,
) -> Iterator[Compared]:
    """What comes of comparing a document with last year's, and with those of its units (`parts`, as
    they were read)."""
    if last is not None:
        yield from with_last_year(document, last, pack)
    if units is None:
        return
    if units.problems:
        yield Compared(notes=units.notes, problems=units.problems)
        return
    yield Compared(notes=units.notes)
    yield with_units(document, parts, units.transfers(document.base_money), pack)
    yield Compared(notes=tuple(doubted(units, parts)))


def unfit(document: Document, other: Document, pack: Pack) -> Problem | None:
    """Why a document is not the one before this: another unit, another year. None if it may be."""
    own, last = (period_of(one, pack.vocabulary) for one in (document, other))
    if own.year and last.year and not _is_before(last, own):
        return messages.other_year(other.raw.path, own.year, last.year)
    if not _same_unit(document.unit, other.unit):
        return messages.other_unit(other.raw.path, document.unit, other.unit)
    return None


def _is_before(last: Period, own: Period) -> bool:
    """The year before; for a final account also the budget of its own year."""
    return own.year - last.year == 1 or (own.year == last.year and own.stage != last.stage)


def _same_unit(one: str, other: str) -> bool:
    one, other = norm(one), norm(other)
    return not one or not other or one in other or other in one


def with_last_year(document: Document, last: Document, pack: Pack) -> Iterator[Compared]:
    """What the tables of a document say of another period, and its prose by the changes that it
    states, against the document of that period."""
    words = pack.vocabulary
    own, period = (period_of(one, words) for one in (document, last))
    whole = beside(document, [(messages.of_period(period.year, period.stage), last)])
    mine, theirs = placed(whole, words, own), placed(whole, words, period, prefix_of(0))
    formulas = list(same_facts(mine, theirs, own))
    yield Compared(_judged(LAST_YEAR, "warning", formulas, whole, pack))
    claims, before = _claims(whole, ""), _claims(whole, prefix_of(0))
    told: list[Formula] = []
    if claims is not None and own.stage == period.stage and own.year - period.year == 1:
        told = list(told_of_last_year(claims, before, theirs, period, words))
        yield Compared(_judged(TOLD_OF_LAST_YEAR, "warning", told, whole, pack))
    if not formulas and not told and before is None:
        of_its_year = own.stage != period.stage and own.year == period.year
        said = messages.budget_apart if of_its_year else messages.previous_apart
        yield Compared(notes=(said(last.raw.path),))


def _claims(whole: Document, prefix: str) -> Structure | None:
    """What prose says, of the document itself or of the one beside it."""
    table = whole.tables.get(f"{prefix}{CLAIMS}")
    return table.sides[0].structure if table is not None else None


def with_units(
    document: Document, units: Sequence[Document], transfers: Sequence[Transfer], pack: Pack
) -> Compared:
    """A department's document against those of its units. Where the units of a column do not even
    come to its total, perhaps not all of them are there: then its rows are questions."""
    words = pack.vocabulary
    period = period_of(document, words)
    fitting = [unit for unit in units if _fits(period_of(unit, words), period)]
    notes = tuple(
        messages.other_period(unit.raw.path, period.year, unit.raw.year)
        for unit in units
        if not any(unit is one for one in fitting)
    )
    whole = beside(document, [(messages.named(u.unit or u.raw.path), u) for u in fitting])
    mine = placed(whole, words, period)
    theirs = [placed(whole, words, period, prefix_of(number)) for number in range(len(fitting))]
    sheets = [Sheets(unit, columns) for unit, columns in zip(fitting, theirs, strict=True)]
    counted, left_out = distinct(Sheets(document, mine), sheets, whole)
    notes = (*notes, *left_out, *unprinted(mine, counted))
    sums = list(sum_of_units(mine, [unit.columns for unit in counted], transfers))
    outcomes = _judged(OF_UNITS, "error", sums, whole, pack)
    if outcomes is None:
        return Compared(None, (*notes, messages.no_units(document.raw.path)))
    _settle_transfers(outcomes, transfers)
    _excuse_incomplete(outcomes)
    differs = any(one.verdict is Verdict.BROKEN for one in outcomes.rules[0].deviations)
    return Compared(outcomes, (*notes, *namesakes(counted)) if differs else notes)


MAX_TRANSFERS = 10
"""Transfers of one row of which any may be left out."""


def _settle_transfers(outcomes: Outcomes, transfers: Sequence[Transfer]) -> None:
    """What is less than the units' sum by transfers that it may hold is right."""
    if not transfers:
        return
    for outcome in outcomes.rules:
        right = [f for f in outcome.deviations if _is_transferred(f, outcomes.document, transfers)]
        outcome.settle({id(found): Verdict.EXACT for found in right})


def _is_transferred(found: Deviation, document: Document, transfers: Sequence[Transfer]) -> bool:
    ref = _whole(found)
    rows = document.sides[ref.side]
    if rows is None or ref.row < 0:
        return False
    amounts = may_hold(rows.structure, ref.row, transfers)
    some = range(1, len(amounts) + 1) if len(amounts) <= MAX_TRANSFERS else (len(amounts),)
    with localcontext(EXACT):
        sums = {sum(each) for n in some for each in combinations(amounts, n)}
        return any(abs(found.residual + one) <= found.slack for one in sums)


def _fits(unit: Period, whole: Period) -> bool:
    years = {one.year for one in (unit, whole) if one.year}
    return unit.stage == whole.stage and len(years) < 2


def _excuse_incomplete(outcomes: Outcomes) -> None:
    (outcome,) = outcomes.rules
    short = {
        (ref.side, ref.column)
        for ref in map(_whole, outcome.deviations)
        if ref.row == _total(ref, outcomes.document)
    }
    outcome.deviations = [
        found._replace(excused=(_whole(found).side, _whole(found).column) in short)
        for found in outcome.deviations
    ]


def _whole(found: Deviation) -> CellRef:
    """The department's cell of a relation; of one that holds within rounding, none."""
    ref: CellRef = found.relation.left[0][1]
    return ref if found.verdict is Verdict.BROKEN else ref._replace(row=-2)


def _total(ref: CellRef, document: Document) -> int:
    rows = document.sides[ref.side]
    return rows.structure.total if rows is not None else -1


def _judged(
    code: str, severity: Severity, formulas: Sequence[Formula], whole: Document, pack: Pack
) -> Outcomes | None:
    if not formulas:
        return None
    name, message, why = messages.rule(code)
    kind = "identity" if code == TOLD_OF_LAST_YEAR else "match"
    rule = Rule(code, name, kind, severity, "rounding", message, why, (), Source(""), pack.name)
    rule = rule._replace(open=code == TOLD_OF_LAST_YEAR)
    return evaluate(plan_of(pack, rule, formulas, whole), whole)
