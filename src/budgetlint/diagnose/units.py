"""元 for 万元: a figure, or a whole table, ten thousand times what it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, Outcomes, RuleOutcome
from ..model.amounts import is_blank
from ..model.document import Document, Table
from ..model.errors import NOTHING, Message
from ..model.layout import PREVIOUS
from ..model.raw import RawDocument, RawTable
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..model.words import literal
from ..plan.relations import CellRef
from .hypothesis import Hypothesis
from .marks import Mark, mark_of

YUAN, TEN_THOUSAND = literal("amounts.yuan"), literal("amounts.ten-thousand")
SHIFT = {TEN_THOUSAND: -4, YUAN: 4}
OTHER = {TEN_THOUSAND: YUAN, YUAN: TEN_THOUSAND}
MATTERS = 20
"""A figure that rounding may hide is not known to be off by just so much."""
MIN_UNITS = 2000
"""A figure of fewer half units than this is too small to say anything about its magnitude."""
MIN_RELATIONS = 3
"""Broken relations that must be off by the factor before a table is tried in the other unit."""
COST = MIN_RELATIONS - 1
"""So many may as well be misprints."""


class InUnit(NamedTuple):
    """A table whose figures are in another unit of money than it declares."""

    table: Table
    money: str


TableSlip: TypeAlias = Hypothesis[InUnit, Mark]


Trial = Callable[[RawDocument], Outcomes]
"""What comes of a document if it is read so: the way that every document goes."""


def hint(deviation: Deviation, figures: Figures) -> Message:
    """That a figure of a broken relation is off by the factor between 元 and 万元; or nothing."""
    ref = _slipped_cell(deviation, figures)
    return messages.unit_slip(_money_of(ref, figures.document)) if ref else NOTHING


def unit_slips(outcomes: Outcomes, trial: Trial) -> Iterator[tuple[TableSlip, Outcomes]]:
    """The table that is in the other unit, and what becomes of the document so read; the most
    suspect, for each costs a reading of the whole document.

    A table is tried only if several of its relations are off by exactly ten thousand, and only
    proposed if of its relations nearly none is broken afterwards: nine tenths of what failed hold.
    """
    for table in _candidates(outcomes):
        money = OTHER[table.money]
        other = {table.id: table.raw._replace(money=money)}
        tried = trial(read_with(outcomes.document, other))
        slip = _held_against(tried, outcomes, InUnit(table, money))
        left = [d for d in _broken(tried.rules) if table.id in _tables(d, tried.document)]
        if slip.weight > 0 and len(left) * 9 <= len(slip.evidence) - slip.against:
            yield slip, tried
            return


def _held_against(tried: Outcomes, printed: Outcomes, change: InUnit) -> TableSlip:
    """What holds in another unit, and what fails there instead."""
    before, after = _sums(printed.rules), _sums(tried.rules)
    mended, others = before - after, after - before
    return Hypothesis(change, tuple(mended.elements()), against=others.total(), cost=COST)


def _sums(outcomes: Iterable[RuleOutcome]) -> Counter[Mark]:
    """The marks of the sums that are broken."""
    return Counter(map(mark_of, _broken(outcomes)))


def _candidates(outcomes: Outcomes) -> list[Table]:
    """The tables that several broken relations point at, the most suspect first."""
    votes: Counter[str] = Counter()
    document = outcomes.document
    for deviation in _broken(outcomes.rules):
        ref = _slipped_cell(deviation, outcomes.figures)
        if ref is not None:
            votes[_table_of(ref, document).id] += 1
    often = [document.tables[table] for table, n in votes.most_common() if n >= MIN_RELATIONS]
    return [table for table in often if _is_printed(table)]


def _is_printed(table: Table) -> bool:
    """Whether it is a table of the document: not its claims, and not one of last year's."""
    return table.layout.book is None and not table.layout.id.startswith(PREVIOUS)


def read_with(document: Document, instead: Mapping[str, RawTable]) -> RawDocument:
    """The whole document again, with some tables, by their ids, as they may be meant."""
    tables = tuple(instead.get(t.id, t.raw) for t in document.tables.values() if _is_printed(t))
    return document.raw._replace(tables=tables, grids=())


def _broken(outcomes: Iterable[RuleOutcome]) -> list[Deviation]:
    return [d for o in outcomes for d in o.deviations if d.verdict is Verdict.BROKEN]


def _tables(deviation: Deviation, document: Document) -> set[str]:
    relation = deviation.relation
    return {_table_of(ref, document).id for _, ref in (*relation.left, *relation.right)}


def _table_of(ref: CellRef, document: Document) -> Table:
    rows = document.sides[ref.side]
    if rows is None:
        raise LookupError(ref)
    return document.tables[rows.structure.side.table]


def _money_of(ref: CellRef, document: Document) -> str:
    """The unit that a cell is printed in."""
    rows = document.sides[ref.side]
    table = _table_of(ref, document)
    return table.money_of(rows.where.columns.get(ref.column, -1)) if rows else table.money


def _may_have_slipped(deviation: Deviation, figures: Figures) -> bool:
    """Whether a relation is off by as much as one of its figures would change by in another unit:
    the least that it takes, told before the relation is made."""
    off, slack = abs(deviation.residual), deviation.slack
    sides = figures.document.sides
    for weight, side, column, row in deviation.source.terms(deviation.number):
        rows = sides[side]
        values = rows.columns.get(column) if rows is not None and row >= 0 else None
        if values is not None and (value := values[row]).is_finite() and value:
            size = abs(weight * value)
            if any(abs(size * change - off) <= slack for change in CHANGES):
                return True
    return False


CHANGES = (abs(Decimal(1).scaleb(4) - 1), abs(Decimal(1).scaleb(-4) - 1))
"""By how many times itself a figure changes that is read in the other unit."""


def _slipped_cell(deviation: Deviation, figures: Figures) -> CellRef | None:
    """The cell that, multiplied by 10,000 or its inverse, would make the relation hold.

    Only an equation is asked, and only the direction that the table's declared unit suggests.
    """
    if deviation.source.op != "=" or not _may_have_slipped(deviation, figures):
        return None
    relation = deviation.relation
    signed = [*relation.left, *((-weight, ref) for weight, ref in relation.right)]
    for weight, ref in signed:
        value = figures.value(ref)
        if is_blank(value) or not value.is_finite():
            continue
        money = _money_of(ref, figures.document)
        half = figures.half(ref.side, ref.column, ref.row)
        if money not in SHIFT or abs(value) < MIN_UNITS * half:
            continue
        shifted = value.scaleb(SHIFT[money])
        matters = abs(weight * shifted) > MATTERS * deviation.slack
        rest = deviation.residual + weight * (shifted - value)
        if matters and abs(rest) <= deviation.slack:
            return ref
    return None
