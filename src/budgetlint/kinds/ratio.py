"""ratio: shares, growth and ranges, judged by the intervals that the printed figures stand for.

for = "final-accounts[*]"                   one ratio a row; without it, one in all
part = "2024年"                             terms, as in an equation
whole = "2023年"
growth = true                               part / whole - 1 is meant, not part / whole
stated = "增减%"                             the cell with the printed percentage, or
equals = "8.00"                             what it should be, or min = "…", max = "…" (in %)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import NamedTuple

from .. import wording
from ..relations import CellRef, RatioRelation, Ratios
from ..rule import Rule
from ..scene import Scene
from ..scope import Bind, RuleFaultError, Scope
from ..selectors import Selector, Term
from .kind import Kind
from .terms import as_list, guarded

FIELDS: Mapping[str, tuple[type, ...]] = {
    "for": (str, list),
    "part": (str,),
    "whole": (str,),
    "growth": (bool,),
    "stated": (str,),
    "equals": (str,),
    "min": (str,),
    "max": (str,),
}
REQUIRED = ("part", "whole")


class Plan(NamedTuple):
    """A ratio over the rows of `target`, or over named cells where that is None."""

    target: Selector | None
    part: Sequence[Term]
    whole: Sequence[Term]
    stated: Sequence[Term]


def compile_rule(rule: Rule, scope: Scope) -> Bind:
    """Raises `RuleFaultError`."""
    settings = rule.settings
    if not settings.keys() & {"stated", "equals", "min", "max"}:
        raise RuleFaultError(*wording.ratio_aimless())
    bounds = _percentage(settings, "equals", "min"), _percentage(settings, "equals", "max")
    targets = [scope.selector(text) for text in as_list(settings.get("for", []))]
    plans = [_plan(settings, target, scope) for target in targets or (None,)]
    return lambda scene: guarded(
        rule, [partial(_ratios, rule, plan, bounds, scene) for plan in plans]
    )


def _plan(settings: Mapping[str, str], target: Selector | None, scope: Scope) -> Plan:
    side = scope.side(target) if target else None
    equation = scope.equation(f"{settings['part']} = {settings['whole']}", side)
    if "stated" not in settings:
        return Plan(target, equation.left, equation.right, ())
    stated = scope.equation(f"{settings['stated']} = 0", side)
    return Plan(target, equation.left, equation.right, stated.left)


def _percentage(settings: Mapping[str, str], *names: str) -> Decimal | None:
    """The first of these settings that is there. Raises `RuleFaultError` if it is no number."""
    for name in names:
        if name in settings:
            try:
                return Decimal(settings[name])
            except InvalidOperation:
                raise RuleFaultError(*wording.not_a_percentage(name), settings[name]) from None
    return None


def _ratios(
    rule: Rule, plan: Plan, bounds: tuple[Decimal | None, Decimal | None], scene: Scene
) -> Ratios:
    low, high = bounds
    rows: Sequence[int] = (-1,)
    if plan.target:
        rows = scene.rows(scene.side(plan.target), plan.target.row)
    relations = []
    for row in rows:
        stated = next(_cells(plan.stated, plan, row, scene), None)
        relations.append(
            RatioRelation(
                rule,
                _key(rule, plan, row, scene),
                stated[1] if stated else None,
                low,
                high,
                tuple(_cells(plan.part, plan, row, scene)),
                tuple(_cells(plan.whole, plan, row, scene)),
                growth=bool(rule.settings.get("growth")),
            )
        )
    return Ratios(rule, tuple(relations))


def _key(rule: Rule, plan: Plan, row: int, scene: Scene) -> str:
    if plan.target:
        return scene.structure(scene.side(plan.target)).name(row)
    return f"{rule.settings['part']} / {rule.settings['whole']}"


def _cells(
    terms: Sequence[Term], plan: Plan, row: int, scene: Scene
) -> Iterator[tuple[Decimal, CellRef]]:
    """The cells of `terms`, for one row of the plan's target. Raises `NotThereError`."""
    for term in terms:
        selector = term.selector
        if selector is None:
            continue
        at = selector if selector.table else plan.target
        if at is None:
            continue
        side = scene.side(at)
        column = scene.column(side, selector.column)
        found: Sequence[int] = (row,)
        if selector.table:
            one = term.call != "sum"
            found = (scene.row(side, selector.row),) if one else scene.rows(side, selector.row)
        for r in found:
            missing = "/".join(selector.row.values) if r < 0 else ""
            yield term.weight, CellRef(side.ordinal, column, r, missing)


KIND = Kind(FIELDS, REQUIRED, compile_rule)
