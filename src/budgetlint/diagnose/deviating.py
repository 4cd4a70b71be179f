"""Deviating: what the evaluation says of the relations of a plan, by their numbers there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..evaluate.outcomes import Outcomes
from ..model.values import NamedTuple
from ..model.verdict import Verdict


class Deviating(NamedTuple):
    """Relations that are not exact, by their numbers in the plan.

    `order` are those that are broken or rounded and not excused, as the evaluation came to them;
    `excused` those that have no part in a search, `questions` the broken ones among them; `unread`
    hold something that cannot be read; `idle` are those of rules that do not apply.
    """

    order: Sequence[int]
    broken: Collection[int]
    rounding: Collection[int]
    excused: Collection[int]
    questions: Sequence[int]
    unread: Collection[int]
    idle: Collection[int]


def deviating(outcomes: Outcomes) -> Deviating:
    """What became of a plan, for those who look for causes."""
    number = outcomes.plan.links.number
    every = [
        (number(d.source, d.number), d.verdict, d.excused)
        for outcome in outcomes.rules
        for d in outcome.deviations
    ]
    every += [(number(r.relation), r.verdict, r.excused) for o in outcomes.rules for r in o.ratios]
    plain = [(n, verdict) for n, verdict, excused in every if not excused]
    spans = zip(outcomes.rules, outcomes.plan.links.spans, strict=True)
    return Deviating(
        [n for n, verdict in plain if verdict is not Verdict.NOT_CHECKED],
        {n for n, verdict in plain if verdict is Verdict.BROKEN},
        {n for n, verdict in plain if verdict is Verdict.ROUNDING},
        {n for n, _, excused in every if excused},
        [n for n, verdict, excused in every if excused and verdict is Verdict.BROKEN],
        {n for n, verdict in plain if verdict is Verdict.NOT_CHECKED},
        {n for outcome, span in spans if not outcome.applies for n in span},
    )
