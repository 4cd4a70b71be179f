"""ratio: shares, growth and ranges, judged by the intervals that the printed figures stand for.

for = "final-accounts[*]"                   one ratio a row; without it, one in all
part = "2024年"                             terms, as in an equation
whole = "2023年"
growth = true                               part / whole - 1 is meant, not part / whole
stated = "增减%"                             the cell with the printed percentage, or
equals = "8.00"                             what it should be, or min = "…", max = "…" (in %)
zero = { new = ["100.00"], both = ["0.00"] }  what may be stated where the whole is nothing
habit = 1                                   units of the last place that are a habit and no fault:
                                            shares are adjusted so that they add up to 100

`part`, `whole` and `equals` may be lists of the same length: as many ratios in one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

from ... import messages
from ...model.errors import Text
from ...model.layout import Side
from ...model.rule import Rule
from ...packs.selectors import Selector, Term
from ..relations import Bound, CellRef, RatioRelation, Ratios, Skipped, Verdict, ZeroBase
from ..scene import NotThereError, Scene
from ..scope import Bind, RuleFaultError, Scope
from .kind import Kind
from .terms import as_list, guarded

FIELDS: Mapping[str, tuple[type, ...]] = {
    "for": (str, list),
    "part": (str, list),
    "whole": (str, list),
    "growth": (bool,),
    "stated": (str,),
    "equals": (str, list),
    "zero": (dict,),
    "habit": (int,),
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
    low: Decimal | None
    high: Decimal | None
    zero: ZeroBase | None
    text: str


def compile_rule(rule: Rule, scope: Scope) -> Bind:
    """Raises `RuleFaultError`."""
    if not rule.settings.keys() & {"stated", "equals", "min", "max"}:
        raise RuleFaultError(*messages.ratio_aimless())
    targets = [scope.selector(text) for text in as_list(rule.settings.get("for", []))]
    plans = [
        _plan(settings, target, scope)
        for settings in _each(rule.settings)
        for target in targets or (None,)
    ]
    return lambda scene: guarded(rule, [partial(_ratios, rule, plan, scene) for plan in plans])


def _each(settings: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The settings of each ratio of a rule. Raises `RuleFaultError` if lists are of two lengths."""
    lists = {name: as_list(settings[name]) for name in LISTS if name in settings}
    longest = max(map(len, lists.values()))
    for name, values in lists.items():
        if len(values) not in (1, longest):
            raise RuleFaultError(*messages.lists_differ(name, longest), name)
    for number in range(longest):
        one = {name: values[number % len(values)] for name, values in lists.items()}
        yield {**settings, **one}


LISTS = ("part", "whole", "equals")


def _plan(settings: Mapping[str, Any], target: Selector | None, scope: Scope) -> Plan:
    side = scope.side(target) if target else None
    equation = scope.equation(f"{settings['part']} = {settings['whole']}", side)
    stated: Sequence[Term] = ()
    if "stated" in settings:
        stated = scope.equation(f"{settings['stated']} = 0", side).left
    zero = settings.get("zero")
    return Plan(
        target,
        equation.left,
        equation.right,
        stated,
        _percentage(settings, "equals", "min"),
        _percentage(settings, "equals", "max"),
        ZeroBase(_numbers(zero, "new"), _numbers(zero, "both")) if zero is not None else None,
        f"{settings['part']} / {settings['whole']}",
    )


def _percentage(settings: Mapping[str, Any], *names: str) -> Decimal | None:
    """The first of these settings that is there. Raises `RuleFaultError` if it is no number."""
    return next((_number(settings[name], name) for name in names if name in settings), None)


def _number(text: object, name: str) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        raise RuleFaultError(*messages.not_a_percentage(name), str(text)) from None


def _numbers(zero: Mapping[str, Any], name: str) -> tuple[Decimal, ...]:
    return tuple(_number(text, f"zero.{name}") for text in as_list(zero.get(name, [])))


def _ratios(rule: Rule, plan: Plan, scene: Scene) -> list[Bound]:
    rows: Sequence[int] = (-1,)
    if plan.target:
        side = scene.side(plan.target)
        rows = scene.rows(side, plan.target.row)
        own = [t.selector for t in plan.stated if t.selector is not None and not t.selector.table]
        stated = scene.structure(side).stated
        if stated is not None and own:  # claims that state no percentage have none to check
            rows = [row for row in rows if stated.states(row, own[0].column)]
    relations = []
    absent: list[Text] = []
    for row in rows:
        try:
            relations.append(_relation(rule, plan, row, scene))
        except NotThereError as error:
            absent.append(error.reason)
    if len(absent) > MAX_REASONS:
        absent = [messages.and_more(absent[0], len(absent))]
    skipped = (Skipped(rule, Verdict.NOT_CHECKED, reason) for reason in absent)
    return [Ratios(rule, tuple(relations)), *skipped]


MAX_REASONS = 3
"""Reasons why ratios of one rule are not checked that are listed one by one."""


def _relation(rule: Rule, plan: Plan, row: int, scene: Scene) -> RatioRelation:
    """Raises `NotThereError`."""
    stated = next(_cells(plan.stated, plan, row, scene), None)
    shape = scene.structure(scene.side(plan.target)) if plan.target else None
    return RatioRelation(
        rule,
        shape.name(row) if shape else plan.text,
        stated[1] if stated else None,
        plan.low,
        plan.high,
        tuple(_cells(plan.part, plan, row, scene)),
        tuple(_cells(plan.whole, plan, row, scene)),
        growth=bool(rule.settings.get("growth")),
        zero=plan.zero,
        habit=int(rule.settings.get("habit", 0)),
    )


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
        if selector.table and selector.row.kind == "key":
            found = (_base(row, side, scene),)
        elif selector.table:
            one = term.call != "sum"
            found = (scene.row(side, selector.row),) if one else scene.rows(side, selector.row)
        for r in found:
            _check_said(side, column, r, scene)
            missing = "/".join(selector.row.values) if r < 0 else ""
            yield term.weight, CellRef(side.ordinal, column, r, missing)


def _check_said(side: Side, column: str, row: int, scene: Scene) -> None:
    """A figure that a claim does not state is not nothing. Raises `NotThereError`."""
    shape = scene.structure(side)
    if row >= 0 and shape.stated is not None and not shape.stated.states(row, column):
        title = side.columns[column].headers[0][-1]
        raise NotThereError(messages.claim_lacks(shape.name(row), title))


def _base(row: int, side: Side, scene: Scene) -> int:
    """The row that the share of a claim is a share of. Raises `NotThereError`."""
    shape = scene.structure(side)
    found = shape.stated.bases[row] if shape.stated is not None else -1
    if found < 0:
        raise NotThereError(messages.base_unknown(shape.name(row)))
    return found


KIND = Kind(FIELDS, REQUIRED, compile_rule)
