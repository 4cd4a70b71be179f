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

from ... import messages
from ...model.errors import Message
from ...model.layout import Side
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import Selector, Term
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Bound, CellRef, OfRow, RatioRelation, Ratios, Skipped, ZeroBase
from .kind import FLAG, NUMBER, TEXT, TEXTS, Field, RuleKind, Texts, texts
from .terms import guarded


class Zero(NamedTuple):
    """What may be stated where the whole is nothing."""

    new: Texts = ()
    both: Texts = ()


class Ratio(NamedTuple):
    """See above."""

    part: Texts
    whole: Texts
    for_: Texts = ()
    growth: bool = False
    stated: str = ""
    equals: Texts = ()
    zero: Zero | str | None = None
    habit: int = 0
    min: str = ""
    max: str = ""


class CompiledRatio(NamedTuple):
    """A ratio over the rows of `target`, or over named cells where that is None."""

    target: Selector | None
    part: Sequence[Term]
    whole: Sequence[Term]
    stated: Sequence[Term]
    low: Decimal | None
    high: Decimal | None
    zero: ZeroBase | None
    text: str


def compile_rule(rule: Rule, settings: Ratio, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    if not (settings.stated or settings.equals or settings.min or settings.max):
        raise RuleFaultError(*messages.ratio_aimless())
    targets = [declared.selector(text) for text in settings.for_]
    plans = [
        _plan(one, settings, target, declared)
        for one in _each(settings)
        for target in targets or (None,)
    ]
    growth, habit = settings.growth, settings.habit
    make = partial(_ratios, rule, growth=growth, habit=habit)
    return lambda tables: guarded(rule, [partial(make, plan, tables) for plan in plans])


class _One(NamedTuple):
    """One ratio of a rule."""

    part: str
    whole: str
    equals: str = ""


def _each(settings: Ratio) -> Iterator[_One]:
    """The ratios of a rule. Raises `RuleFaultError` if lists are of two lengths."""
    lists = {name: getattr(settings, name) for name in _One._fields if getattr(settings, name)}
    longest = max(map(len, lists.values()))
    for name, values in lists.items():
        if len(values) not in (1, longest):
            raise RuleFaultError(*messages.lists_differ(name, longest), name)
    for number in range(longest):
        yield _One(**{name: values[number % len(values)] for name, values in lists.items()})


def _plan(one: _One, settings: Ratio, target: Selector | None, declared: Declared) -> CompiledRatio:
    side = declared.side(target) if target else None
    equation = declared.equation(f"{one.part} = {one.whole}", side)
    stated: Sequence[Term] = ()
    if settings.stated:
        stated = declared.equation(f"{settings.stated} = 0", side).left
    return CompiledRatio(
        target,
        equation.left,
        equation.right,
        stated,
        _percentage(("equals", one.equals), ("min", settings.min)),
        _percentage(("equals", one.equals), ("max", settings.max)),
        _zero_base(settings.zero),
        f"{one.part} / {one.whole}",
    )


def _zero_base(zero: Zero | str | None) -> ZeroBase | None:
    """Raises `RuleFaultError`."""
    if isinstance(zero, str):  # a name that the profile does not have
        raise RuleFaultError(*messages.wrong_type("zero", zero, (dict,)), zero)
    if zero is None:
        return None
    return ZeroBase(
        *(tuple(_number(t, f"zero.{n}") for t in getattr(zero, n)) for n in zero._fields)
    )


def _percentage(*named: tuple[str, str]) -> Decimal | None:
    """The first of these settings that is there. Raises `RuleFaultError` if it is no number."""
    return next((_number(text, name) for name, text in named if text), None)


def _number(text: object, name: str) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        raise RuleFaultError(*messages.not_a_percentage(name), str(text)) from None


def _ratios(
    rule: Rule, plan: CompiledRatio, tables: PrintedTables, *, growth: bool, habit: int
) -> list[Bound]:
    rows: Sequence[int] = (-1,)
    if plan.target:
        side = tables.side(plan.target)
        rows = tables.rows(side, plan.target.row)
        own = [t.selector for t in plan.stated if t.selector is not None and not t.selector.table]
        stated = tables.stated(side)
        if stated is not None and own:  # claims that state no percentage have none to check
            rows = [row for row in rows if stated.states(row, own[0].column)]
    relations = []
    absent: list[Message] = []
    for row in rows:
        try:
            found = _relation(rule, plan, row, tables)
            relations.append(found._replace(growth=growth, habit=habit))
        except NotThereError as error:
            absent.append(error.reason)
    if len(absent) > MAX_REASONS:
        absent = [messages.and_more(absent[0], len(absent))]
    skipped = (Skipped(rule, Verdict.NOT_CHECKED, reason) for reason in absent)
    return [Ratios(rule, tuple(relations)), *skipped]


MAX_REASONS = 3
"""Reasons why ratios of one rule are not checked that are listed one by one."""


def _relation(rule: Rule, plan: CompiledRatio, row: int, tables: PrintedTables) -> RatioRelation:
    """Raises `NotThereError`."""
    stated = next(_cells(plan.stated, plan, row, tables), None)
    return RatioRelation(
        rule,
        OfRow(tables.side(plan.target).ordinal, row) if plan.target else plan.text,
        stated[1] if stated else None,
        plan.low,
        plan.high,
        tuple(_cells(plan.part, plan, row, tables)),
        tuple(_cells(plan.whole, plan, row, tables)),
        zero=plan.zero,
    )


def _cells(
    terms: Sequence[Term], plan: CompiledRatio, row: int, tables: PrintedTables
) -> Iterator[tuple[Decimal, CellRef]]:
    """The cells of `terms`, for one row of the plan's target. Raises `NotThereError`."""
    for term in terms:
        selector = term.selector
        if selector is None:
            continue
        at = selector if selector.table else plan.target
        if at is None:
            continue
        side = tables.side(at)
        column = tables.column(side, selector.column)
        found: Sequence[int] = (row,)
        if selector.table and selector.row.kind == "key":
            found = (_base(row, side, tables),)
        elif selector.table:
            one = term.call != "sum"
            found = (tables.row(side, selector.row),) if one else tables.rows(side, selector.row)
        for r in found:
            _check_said(side, column, r, tables)
            missing = "/".join(selector.row.values) if r < 0 else ""
            yield term.weight, CellRef(side.ordinal, column, r, missing)


def _check_said(side: Side, column: str, row: int, tables: PrintedTables) -> None:
    """A figure that a claim does not state is not nothing. Raises `NotThereError`."""
    stated = tables.stated(side)
    if row >= 0 and stated is not None and not stated.states(row, column):
        book = tables.layout(side.table).book
        name = messages.claim_subject(tables.structure(side), row, book)
        raise NotThereError(messages.claim_lacks(name, messages.claim_column(column)))


def _base(row: int, side: Side, tables: PrintedTables) -> int:
    """The row that the share of a claim is a share of. Raises `NotThereError`."""
    shape = tables.structure(side)
    found = shape.stated.bases[row] if shape.stated is not None else -1
    if found < 0:
        name = messages.claim_subject(shape, row, tables.layout(side.table).book)
        raise NotThereError(messages.base_unknown(name))
    return found


def _zero(value: object) -> Zero | str:
    """What a rule or the profile says of a base of nothing."""
    if not isinstance(value, Mapping):
        return str(value)
    return Zero(*(texts(value.get(name, [])) for name in Zero._fields))


FIELDS = {
    "for": TEXTS,
    "part": TEXTS,
    "whole": TEXTS,
    "growth": FLAG,
    "stated": TEXT,
    "equals": TEXTS,
    "zero": Field((dict,), _zero),
    "habit": NUMBER,
    "min": TEXT,
    "max": TEXT,
}


KIND = RuleKind(Ratio, FIELDS, compile_rule)
