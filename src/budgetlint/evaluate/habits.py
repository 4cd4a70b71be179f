"""Habits: differences of one last place that offices make on purpose, or all the time.

Four kinds are no misprints, though the printed intervals do not explain them:

* a rate that is cut off instead of rounded (2.3153 % printed 2.31 %);
* a rate that is one unit of its last place off, where the document does it twice or more (shares
  are nudged so that they add up to 100); once it is a question, if it has two places;
* an amount that is cut off where it is printed in a larger unit (782,164 元 printed 78.21 万元):
  twice or more it is rounding, once a question;
* a figure that two tables print one unit of the last place apart, while each table adds up with its
  own (each was rounded by itself, and its remainder put into some row). Where the document does it
  twice or more, it is rounding; once, it is a question. A figure that is misprinted by one unit is
  told from this by its own table: none of its sums there is exact any more. A figure beside it that
  is off by more makes no misprint of it.

What is excused neither accuses nor vouches when the cause of something else is sought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from ..model.amounts import exponent
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import Plan
from ..plan.relations import Block, CellRef, Formulas, Term
from .figures import Figures, Interval
from .outcomes import Deviation, RatioDeviation, RuleOutcome

_EXACT, _ROUNDING, _BROKEN = Verdict.EXACT, Verdict.ROUNDING, Verdict.BROKEN
_UNTOLD = Verdict.NOT_CHECKED
FINE = -2
OFTEN = 2
"""Times that a document does something before it is its habit."""

Cell = tuple[int, str, int]
"""Side, column, row."""


class Tail(NamedTuple):
    """Two prints of one figure that differ by one unit of their last place."""

    deviation: Deviation
    cells: tuple[Cell, Cell]


def excuse(outcomes: Iterable[RuleOutcome], plan: Plan, figures: Figures) -> None:
    """What is a habit of the document becomes rounding, what may be one a question (`excused`)."""
    broken = [o for o in outcomes if o.counts[_BROKEN]]
    rates = [r for o in broken for r in o.ratios if r.verdict is _BROKEN]
    verdicts = {id(rate): _ROUNDING for rate in rates if _allows(rate, figures, _cut_off)}
    nudged = [r for r in rates if id(r) not in verdicts and _allows(r, figures, _one_off)]
    often = len({rate.relation.stated for rate in nudged}) >= OFTEN  # two rules may judge one rate
    verdict = _ROUNDING if often else _BROKEN
    once = [rate for rate in nudged if often or _is_fine(rate, figures)]
    verdicts.update((id(rate), verdict) for rate in once)
    for found in (
        [d for d in _equations(broken) if _is_cut(d, figures)],
        [tail.deviation for tail in _rounded_apart(broken, plan, figures)],
    ):
        verdict = _ROUNDING if len(found) >= OFTEN else _BROKEN
        verdicts.update((id(deviation), verdict) for deviation in found)
    for outcome in broken:
        outcome.settle(verdicts)


def _allows(
    ratio: RatioDeviation, figures: Figures, widened: Callable[[Decimal, Decimal], Interval]
) -> bool:
    """Whether the stated rate, widened, meets what the figures give."""
    if ratio.possible is None or ratio.relation.stated is None:
        return False
    stated = figures.value(ratio.relation.stated)
    low, high = widened(stated, Decimal((0, (1,), exponent(stated))))
    return ratio.possible[0] <= high and low <= ratio.possible[1]


def _is_fine(ratio: RatioDeviation, figures: Figures) -> bool:
    """Whether a rate is printed so finely that one unit of it may be rounding: two places."""
    stated = ratio.relation.stated
    return stated is not None and exponent(figures.value(stated)) <= FINE


def _cut_off(stated: Decimal, unit: Decimal) -> Interval:
    """What is cut off to the stated rate: it loses digits towards nothing."""
    if not stated:
        return (stated - unit, stated + unit)
    return (stated, stated + unit) if stated > 0 else (stated - unit, stated)


def _one_off(stated: Decimal, unit: Decimal) -> Interval:
    """What is rounded to the stated rate or to one of its neighbours; nobody nudges 倍."""
    unit = Decimal(0) if exponent(unit) > 0 else unit
    return stated - unit * 3 / 2, stated + unit * 3 / 2


def _tails(outcomes: Iterable[RuleOutcome], figures: Figures) -> Iterator[Tail]:
    """The broken equations between two tables whose figures are one last unit apart."""
    for deviation in _equations(outcomes):
        places = list(deviation.source.terms(deviation.number))
        cells = _two_prints(places, deviation.residual, figures)
        if cells is not None:
            yield Tail(deviation, cells)


def _rounded_apart(outcomes: Sequence[RuleOutcome], plan: Plan, figures: Figures) -> Iterator[Tail]:
    """The tails that are habit, and what repeats one of their figures beside another."""
    tails = list(_tails(outcomes, figures))
    even = {cell for tail in _even(tails, outcomes, plan, figures) for cell in tail.cells}
    yield from (tail for tail in tails if even & set(tail.cells))


def _equations(outcomes: Iterable[RuleOutcome]) -> Iterator[Deviation]:
    for outcome in outcomes:
        for deviation in outcome.deviations:
            if deviation.verdict is _BROKEN and deviation.source.op == "=":
                yield deviation


def _is_cut(deviation: Deviation, figures: Figures) -> bool:
    """Whether the coarser of two prints of one figure is the finer one, cut off."""
    places = list(deviation.source.terms(deviation.number))
    if len(places) != 2 or any(abs(weight) != 1 for weight, *_ in places):
        return False
    prints = [(figures.half(s, c, r), figures.value(CellRef(s, c, r))) for _, s, c, r in places]
    (fine, exact), (coarse, cut) = sorted(prints)
    lost = abs(exact) - abs(cut)
    return bool(fine) and fine < coarse and cut * exact > 0 and 0 <= lost < 2 * coarse


def _two_prints(
    places: Sequence[Term], residual: Decimal, figures: Figures
) -> tuple[Cell, Cell] | None:
    """The two cells, if they stand in two tables and their figures are one unit apart."""
    if len(places) != 2:
        return None
    (w1, s1, c1, r1), (w2, s2, c2, r2) = places
    half = figures.half(s1, c1, r1)
    alike = abs(w1) == abs(w2) == 1 and half == figures.half(s2, c2, r2)
    apart = alike and abs(residual) == 2 * half and figures.table(s1) != figures.table(s2)
    return ((s1, c1, r1), (s2, c2, r2)) if apart else None


def _even(
    tails: Sequence[Tail], outcomes: Iterable[RuleOutcome], plan: Plan, figures: Figures
) -> Iterator[Tail]:
    """Those whose figures are each held by an exact sum in its own table, and broken by none. A sum
    that is off by so much that one unit of the figure cannot be why says nothing of it."""
    sums: dict[Cell, set[Verdict]] = {cell: set() for tail in tails for cell in tail.cells}
    found = (d for o in outcomes for d in o.deviations if d.verdict is _BROKEN)
    broken = {(id(d.source), d.number): d for d in found}
    for source in _sources(plan) if sums else ():
        come_to = plan.links.sums(source, figures)
        for number in range(source.size):
            places = list(source.terms(number))
            if len(places) < 3 or len({figures.table(side) for _, side, _, _ in places}) > 1:
                continue
            exact = come_to is None or not (come_to.residuals[number] or number in come_to.unread)
            off = broken.get((id(source), number))
            for weight, side, column, row in places:
                cell = side, column, row
                if cell in sums:
                    unit = abs(weight) * 2 * figures.half(*cell)
                    sums[cell].add(_said(off, unit) if off else _EXACT if exact else _ROUNDING)
    for tail in tails:
        said = [sums[cell] for cell in tail.cells]
        if all(each & {_EXACT, _UNTOLD} and _BROKEN not in each for each in said):
            yield tail


def _said(off: Deviation, unit: Decimal) -> Verdict:
    """What a broken sum says of a figure in it that may be one unit off."""
    return _BROKEN if abs(off.residual) <= off.slack + unit else _UNTOLD


def _sources(plan: Plan) -> Iterator[Block | Formulas]:
    for rule in plan.rules:
        yield from (part for part in rule.parts if isinstance(part, (Block, Formulas)))
