"""Rules that do not fit a document: what they find broken is no misprint.

A rule is misapplied where it fails twice or more, as often as it holds, and all failures come to
the same thing: they are off by just what one other column prints in that row (this document's
total includes it, or not), or another row of the same name agrees; rates of a table are those over
another column of their rows, or are printed as fractions (0.25 for 25 %). No single figure may
stand in all of them, for then that figure is wrong; and nothing else may speak against any of the
figures: rows that slipped break other rules too. So a document that is worse never fares better.
One note a rule says what it comes to, and its relations count as not checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, Outcomes, RatioDeviation, RuleOutcome
from ..evaluate.ratios import judge_ratio
from ..model.amounts import is_blank
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef, RatioRelation, Skipped
from .failing import Key, key_of
from .hypothesis import Hypothesis

LEAST = 2
"""Failures of a rule before they can be of its own making."""
HUNDREDTH = Decimal("0.01")


class Convention(NamedTuple):
    """What a failure comes to: a column that is counted in (`includes`) or not (`excludes`),
    another row of the name (`other-row`), another `base` of a rate, or a `fraction`."""

    kind: str
    column: str = ""


Found = Deviation | RatioDeviation
Accused = Mapping[CellRef, set[str]]


class Misapplied(NamedTuple):
    """A rule that does not fit, by its place in the plan, and what its failures come to."""

    rule: int
    convention: Convention


Unfit: TypeAlias = Hypothesis[Misapplied, Key]


def misapplied(outcomes: Sequence[RuleOutcome], figures: Figures) -> Iterator[Unfit]:
    """The rules whose failures another convention makes hold."""
    accused: dict[CellRef, set[str]] = defaultdict(set)
    for outcome in outcomes:
        for found in _broken(outcome):
            for ref in _cells(found, figures):
                accused[ref].add(outcome.rule.code)
    for at, outcome in enumerate(outcomes):
        broken = _broken(outcome)
        held = outcome.counts[Verdict.EXACT] + outcome.counts[Verdict.ROUNDING]
        if len(broken) < max(LEAST, held):
            continue
        convention = _common(broken, figures, accused)
        if convention is not None:
            yield Hypothesis(Misapplied(at, convention), tuple(map(key_of, broken)), cost=LEAST - 1)


def without_rule(outcomes: Outcomes, unfit: Misapplied) -> Outcomes:
    """What a rule that does not fit finds broken is not checked."""
    rules = list(outcomes.rules)
    rules[unfit.rule] = outcome = rules[unfit.rule].copy()
    found = _broken(outcome)
    outcome.settle({id(one): Verdict.NOT_CHECKED for one in found})
    reason = messages.rule_misapplied(len(found), *unfit.convention)
    outcome.skipped.append(Skipped(outcome.rule, Verdict.NOT_CHECKED, reason))
    return outcomes._replace(rules=rules)


def _broken(outcome: RuleOutcome) -> list[Found]:
    """The equations and the rates of a rule that are broken, whatever habits may say of them."""
    sums: list[Found] = [
        d for d in outcome.deviations if d.verdict is Verdict.BROKEN and d.source.op == "="
    ]
    return sums + [
        r for r in outcome.ratios if r.verdict is Verdict.BROKEN and r.relation.stated is not None
    ]


def _cells(found: Found, figures: Figures) -> set[CellRef]:
    refs = _of_ratio(found.relation) if isinstance(found, RatioDeviation) else _of_sum(found)
    return {ref for ref in refs if ref.row >= 0 and not is_blank(figures.value(ref))}


def _of_sum(found: Deviation) -> Iterator[CellRef]:
    relation = found.relation
    return (ref for _, ref in (*relation.left, *relation.right))


def _of_ratio(relation: RatioRelation) -> Iterator[CellRef]:
    if relation.stated is not None:
        yield relation.stated
    yield from (ref for _, ref in (*relation.part, *relation.whole))


def _common(broken: Sequence[Found], figures: Figures, accused: Accused) -> Convention | None:
    """What all failures come to, if that is the same, and nothing else speaks of their figures."""
    cells = [_cells(found, figures) for found in broken]
    if set.intersection(*cells) or any(len(accused[ref]) > 1 for own in cells for ref in own):
        return None
    readings = set(_readings(broken[0], figures, accused))
    for found in broken[1:]:
        readings &= set(_readings(found, figures, accused))
    return min(readings, default=None)


def _readings(found: Found, figures: Figures, accused: Accused) -> Iterator[Convention]:
    own = _cells(found, figures)
    if isinstance(found, RatioDeviation):
        yield from _of_rate(found.relation, own, figures, accused)
        return
    for ref in {(ref.side, ref.row) for ref in own}:
        yield from _columns(found, *ref, own, figures, accused)
    relation = found.relation
    if len(relation.left) == len(relation.right) == 1 and _has_namesake(found, figures):
        yield Convention("other-row")


def _of_rate(
    relation: RatioRelation, own: set[CellRef], figures: Figures, accused: Accused
) -> Iterator[Convention]:
    """The columns over which a rate of a table is what it should be; whether it is a fraction. A
    rate in prose says itself what it is over, and bears its sign."""
    if len(relation.whole) != 1 or not all(_is_in_table(ref, figures) for ref in own):
        return
    fraction = tuple((weight * HUNDREDTH, ref) for weight, ref in relation.part)
    if not relation.growth and _holds(relation._replace(part=fraction), figures):
        yield Convention("fraction")
    ((weight, base),) = relation.whole
    rows = figures.document.sides[base.side]
    for column in rows.columns if rows is not None else ():
        ref = base._replace(column=column)
        if ref in own or accused.get(ref):
            continue
        if _holds(relation._replace(whole=((weight, ref),)), figures):
            yield Convention("base", column)


def _is_in_table(ref: CellRef, figures: Figures) -> bool:
    rows = figures.document.sides[ref.side]
    return rows is not None and rows.structure.side.rows != "claims"


def _holds(relation: RatioRelation, figures: Figures) -> bool:
    return judge_ratio(relation, figures)[0] in (Verdict.EXACT, Verdict.ROUNDING)


def _columns(
    found: Deviation,
    side: int,
    row: int,
    own: set[CellRef],
    figures: Figures,
    accused: Accused,
) -> Iterator[Convention]:
    """The columns of a row that hold just what a relation is off by. What prose says of a figure,
    such as its change, is no part of it."""
    rows = figures.document.sides[side]
    if rows is None or rows.structure.side.rows == "claims":
        return
    for column in rows.columns:
        ref = CellRef(side, column, row)
        value = figures.value(ref)
        if ref in own or value.is_nan() or not value or accused.get(ref):
            continue
        for sign in (1, -1):
            if abs(found.residual - sign * value) <= found.slack:
                yield Convention("includes" if sign > 0 else "excludes", column)


def _has_namesake(found: Deviation, figures: Figures) -> bool:
    """Whether another row of the same name, in the table compared with, agrees."""
    ((_, left),), ((_, right),) = found.relation.left, found.relation.right
    rows = figures.document.sides[right.side]
    if rows is None or right.row < 0:
        return False
    wanted, labels = figures.value(left), rows.structure.labels
    name = norm(labels[right.row])
    return any(
        _agrees(wanted, CellRef(right.side, right.column, row), found, figures)
        for row, label in enumerate(labels)
        if row != right.row and norm(label) == name
    )


def _agrees(wanted: Decimal, ref: CellRef, found: Deviation, figures: Figures) -> bool:
    value = figures.value(ref)
    return bool(value) and not value.is_nan() and abs(wanted - value) <= found.slack
