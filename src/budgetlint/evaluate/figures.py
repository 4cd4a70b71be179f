"""Figures: the values of a document's cells, and how far rounding may have moved each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import product

from ..model.amounts import BLANK, EXACT, exponent, half_unit, is_blank
from ..model.document import Document, Precision, precisions
from ..model.raw import Number
from ..model.verdict import Verdict
from ..plan.relations import ONE, CellRef, RatioRelation, ZeroBase

ZERO = Decimal(0)
HUNDRED = Decimal(100)

Interval = tuple[Decimal, Decimal]


class Figures:
    """The figures of one document; knows their precision."""

    def __init__(self, document: Document, like: Figures | None = None) -> None:
        """`like` are the same figures under other labels."""
        self.document = document
        self._like = like

    @cached_property
    def precision(self) -> Mapping[str, Precision]:
        """The precision of each table, by its id."""
        return self._like.precision if self._like is not None else precisions(self.document)

    @cached_property
    def as_printed(self) -> bool:
        """Whether every figure can be taken at the places printed."""
        return not any(p.zeros_dropped or p.numbers for p in self.precision.values())

    @cached_property
    def mixed(self) -> frozenset[int]:
        """The sides in which not all figures are money."""
        return frozenset(
            ordinal
            for ordinal, rows in enumerate(self.document.sides)
            if rows is not None
            and any(c.measure != "money" for c in rows.structure.side.columns.values())
        )

    def value(self, ref: CellRef) -> Decimal:
        """What is printed in a cell; `BLANK` where nothing is, or no such row or column."""
        rows = self.document.sides[ref.side]
        return BLANK if rows is None or ref.row < 0 else rows.value(ref.column, ref.row)

    def table(self, side: int) -> str:
        """The id of the table that a side belongs to; empty where it is not printed."""
        rows = self.document.sides[side]
        return rows.structure.side.table if rows is not None else ""

    def half(self, side: int, column: str, row: int) -> Decimal:
        """Half a unit of a cell's last place; `BLANK` where nothing is printed."""
        rows = self.document.sides[side]
        column_values = rows.columns.get(column) if rows is not None else None
        if rows is None or column_values is None or (value := column_values[row]) is BLANK:
            return BLANK
        places = exponent(value)
        table = self.document.tables[rows.structure.side.table]
        known = self.precision[table.id]
        measure = rows.structure.side.columns[column].measure
        if measure == "number":
            return ZERO
        if measure == "percent":
            return half_unit(places) if value else half_unit(min(places, -2))
        if places > known.finest:
            text = table.raw.rows[row][rows.where.columns[column]]
            # A bare 0 is no figure rounded to units: nobody prints 0 for 0.36.
            if known.zeros_dropped or isinstance(text, Number) or not value:
                places = known.finest
        return half_unit(places)

    def sum(self, terms: Iterable[tuple[Decimal, CellRef]]) -> tuple[Decimal, Interval]:
        """The printed sum of some cells, and the interval that it stands for."""
        total, half = BLANK, ZERO
        for weight, ref in terms:
            value = self.value(ref)
            if value.is_nan():
                total += value
            elif not is_blank(value):
                total += weight * value
                half += abs(weight) * self.half(ref.side, ref.column, ref.row)
        return total, (total - half, total + half)


def judge_ratio(relation: RatioRelation, figures: Figures) -> tuple[Verdict, Interval | None]:
    """The verdict on a ratio, and the percentages that the figures allow where it is not exact.

    Cross-multiplied, so that nothing is divided before it is shown. A ratio is consistent if
    100 · part = s · whole for some values in the intervals that the three figures stand for.
    """
    part, parts = figures.sum(relation.part)
    whole, wholes = figures.sum(relation.whole)
    stated, stateds = figures.sum([(ONE, relation.stated)] if relation.stated else [])
    if part.is_nan() or whole.is_nan() or stated.is_nan():
        return Verdict.NOT_CHECKED, None
    if is_blank(part) or is_blank(whole) or (relation.stated and is_blank(stated)):
        return Verdict.VACUOUS, None
    if not whole and relation.zero is not None:
        return _zero_base(relation, relation.zero, part, stated), None
    if wholes[0] <= 0 <= wholes[1]:
        return Verdict.NOT_APPLICABLE, None
    if relation.growth:
        part, parts = part - whole, (parts[0] - wholes[1], parts[1] - wholes[0])
    if whole < 0:
        part, parts = -part, (-parts[1], -parts[0])
        whole, wholes = -whole, (-wholes[1], -wholes[0])
    low, high = stateds if relation.stated else (relation.low, relation.high)
    if _overlaps((part, part), (whole, whole), low, high):
        return Verdict.EXACT, None
    if relation.habit and low is not None and high is not None:
        unit = high - low
        low, high = low - relation.habit * unit, high + relation.habit * unit
    hidden = _overlaps(parts, wholes, low, high)
    return Verdict.ROUNDING if hidden else Verdict.BROKEN, _percentages(parts, wholes)


def _zero_base(relation: RatioRelation, zero: ZeroBase, part: Decimal, stated: Decimal) -> Verdict:
    """A percentage of nothing is a convention: one of the values that are customary."""
    allowed = zero.new if part else zero.both
    if relation.stated is None:
        return Verdict.BROKEN if part else Verdict.NOT_APPLICABLE
    return Verdict.EXACT if stated in allowed else Verdict.BROKEN


def _overlaps(parts: Interval, wholes: Interval, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether 100 · part / whole can lie between low and high."""
    if low is not None and max(HUNDRED * p - low * w for p, w in product(parts, wholes)) < 0:
        return False
    return high is None or min(HUNDRED * p - high * w for p, w in product(parts, wholes)) <= 0


def _percentages(parts: Interval, wholes: Interval) -> Interval:
    """The range of percentages. For display only: a quotient need not have an end."""
    context = EXACT.copy()
    context.prec = 60
    context.clear_traps()
    found = [context.divide(HUNDRED * p, w) for p, w in product(parts, wholes)]
    return min(found), max(found)
