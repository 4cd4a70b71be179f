"""Ratios: whether a stated percentage, or a range, can be what the figures give."""

from __future__ import annotations

from itertools import product

from ..model.amounts import EXACT
from ..model.verdict import Verdict
from ..plan.links import weighed
from ..plan.relations import RatioRelation, ZeroBase
from .figures import HUNDRED, Figures, Interval, WholeInterval


def judge_ratio(relation: RatioRelation, figures: Figures) -> tuple[Verdict, Interval | None]:
    """The verdict on a ratio, and the percentages that the figures allow where it is not exact."""
    verdict = _ratio_verdict(relation, figures)
    shown = verdict in (Verdict.ROUNDING, Verdict.BROKEN)
    return verdict, _possible(relation, figures) if shown else None


def _ratio_verdict(relation: RatioRelation, figures: Figures) -> Verdict:
    """Cross-multiplied, so that nothing is divided before it is shown. A ratio is consistent if
    100 · part = s · whole for some values in the intervals that the three figures stand for."""
    _, *terms = weighed(relation, figures.cells)
    part, whole, stated = map(figures.whole_sum, terms)
    if part.unread or whole.unread or stated.unread:
        return Verdict.NOT_CHECKED
    if not part.shown or not whole.shown or (relation.stated and not stated.shown):
        return Verdict.VACUOUS
    if not whole.total and relation.zero is not None:
        return _zero_base(relation, relation.zero, part.total, figures)
    wholes = whole.interval
    if wholes[0] <= 0 <= wholes[1]:
        return Verdict.NOT_APPLICABLE
    base, over, parts = whole.total, part.total, part.interval
    if relation.growth:
        over, parts = over - base, (parts[0] - wholes[1], parts[1] - wholes[0])
    if base < 0:
        over, parts = -over, (-parts[1], -parts[0])
        base, wholes = -base, (-wholes[1], -wholes[0])
    limits = stated.interval if relation.stated else None
    low, high = limits or tuple(
        None if limit is None else figures.scaled(limit) for limit in (relation.low, relation.high)
    )
    hundred = 100 * 10**figures.places
    if _overlaps((over, over), (base, base), low, high, hundred):
        return Verdict.EXACT
    if relation.habit and low is not None and high is not None:
        unit = high - low
        low, high = low - relation.habit * unit, high + relation.habit * unit
    hidden = _overlaps(parts, wholes, low, high, hundred)
    return Verdict.ROUNDING if hidden else Verdict.BROKEN


def _possible(relation: RatioRelation, figures: Figures) -> Interval | None:
    """The percentages that the figures allow; None if they are of nothing."""
    _, parts = figures.sum(relation.part)
    whole, wholes = figures.sum(relation.whole)
    if not whole and relation.zero is not None:
        return None
    if relation.growth:
        parts = (parts[0] - wholes[1], parts[1] - wholes[0])
    if whole < 0:
        parts, wholes = (-parts[1], -parts[0]), (-wholes[1], -wholes[0])
    return _percentages(parts, wholes)


def _zero_base(relation: RatioRelation, zero: ZeroBase, part: int, figures: Figures) -> Verdict:
    """A percentage of nothing is a convention: one of the values that are customary."""
    allowed = zero.new if part else zero.both
    if relation.stated is None:
        return Verdict.BROKEN if part else Verdict.NOT_APPLICABLE
    return Verdict.EXACT if figures.value(relation.stated) in allowed else Verdict.BROKEN


def _overlaps(
    parts: WholeInterval, wholes: WholeInterval, low: int | None, high: int | None, hundred: int
) -> bool:
    """Whether 100 · part / whole can lie between low and high."""
    if low is not None and max(hundred * p - low * w for p, w in product(parts, wholes)) < 0:
        return False
    return high is None or min(hundred * p - high * w for p, w in product(parts, wholes)) <= 0


def _percentages(parts: Interval, wholes: Interval) -> Interval:
    """The range of percentages. For display only: a quotient need not have an end."""
    context = EXACT.copy()
    context.prec = 60
    context.clear_traps()
    found = [context.divide(HUNDRED * p, w) for p, w in product(parts, wholes)]
    return min(found), max(found)
