"""claim: the words of a claim against its figures.

for = "claims[with rate]"
check = "direction"     增加 goes with 增长, 减少 with 下降
        "reason"        a change that is not nothing has its reason stated
        "effect"        the reason does not end in the opposite of the change
        "compared"      大于, 小于 or 等于 is what the two amounts say, and by how much
        "against"       changes are against what `base` names: budget, execution or final
        "percent"       a rate has its %
base = "budget"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from ... import messages
from ...model.amounts import exponent, half_unit, is_blank
from ...model.document import Rows, Structure
from ...model.errors import Message
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.words import literals
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import PrintedTables
from ..relations import Assertion, CellRef, Live
from ..wording import Wording
from .kind import TEXT, RuleKind
from .terms import guarded


class OfClaims(NamedTuple):
    """See above."""

    for_: str
    check: str
    base: str = ""


Fault = tuple[Message, Message]


def compile_rule(rule: Rule, settings: OfClaims, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    selector = declared.selector(settings.for_)
    side = declared.side(selector)
    check = settings.check
    if check not in CHECKS:
        raise RuleFaultError(*messages.choice("check", CHECKS, check), check)
    if side.rows != "claims":
        raise RuleFaultError(*messages.choice("for", ["claims[…]"], selector.text), selector.text)

    def bind(tables: PrintedTables) -> Live:
        shape, rows = tables.structure(side), tables.rows(side, selector.row)
        return Live(rule, OfRows(shape, rows, check, settings.base))

    return lambda tables: guarded(rule, [lambda: bind(tables)])


class OfRows(NamedTuple):
    """What is asserted of some rows of claims."""

    shape: Structure
    rows: tuple[int, ...]
    check: str
    base: str

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """One for each row that one of `CHECKS` has to say something of."""
        side = self.shape.side
        claims = wording.document.sides[side.ordinal]
        if claims is None:
            return ()
        texts = wording.document.tables[side.table].texts
        found: list[Assertion] = []
        for row in self.rows:
            fault = CHECKS[self.check](_ClaimRow(claims, texts, row, self.base))
            if fault is not None:
                cells = tuple(CellRef(side.ordinal, name, row) for name in _SHOWN[self.check])
                verdict = Verdict.BROKEN if fault else Verdict.EXACT
                found.append(Assertion(self.shape.name(row), verdict, cells, *(fault or ())))
        return found


class _ClaimRow:
    """One row of claims: its words and the signs of its figures."""

    def __init__(self, claims: Rows, texts: Sequence[tuple[str, ...]], row: int, base: str) -> None:
        self.base = base
        self.claims = claims
        self.texts = texts
        self.row = row

    def word(self, name: str) -> str:
        return self.texts[self.claims.where.texts[name]][self.row]

    def meaning(self, name: str) -> str:
        stated = self.claims.structure.stated
        return stated.meanings[self.row].get(name, "") if stated else ""

    def parts_say(self, name: str) -> bool:
        """Whether any part of this claim has such words."""
        column = self.texts[self.claims.where.texts[name]]
        stated = self.claims.structure.stated
        return any(column[row] for row in (stated.parts[self.row] if stated else ()))

    def sign(self, name: str) -> int:
        value = self.claims.value(name, self.row)
        return 0 if is_blank(value) or value.is_nan() else (value > 0) - (value < 0)


def _direction(claim: _ClaimRow) -> Fault | tuple[()] | None:
    direction, trend = claim.word("direction"), claim.word("trend")
    if not direction or not trend:
        return None
    turns = claim.meaning("direction"), claim.meaning("trend")
    if not all(turns):  # 增加(减少): which way is not said
        return None
    signs = claim.sign("change"), claim.sign("rate")  # 增长-3.70% is a fall
    if signs[0] == signs[1] if all(signs) else turns[0] == turns[1]:
        return ()
    return messages.directions_differ(direction, trend)


def _reason(claim: _ClaimRow) -> Fault | tuple[()] | None:
    if not claim.sign("change"):
        return None
    return () if claim.word("reason") or claim.parts_say("reason") else messages.no_reason()


_ENDS = {1: literals("rules.less"), -1: literals("rules.more")}


def _effect(claim: _ClaimRow) -> Fault | tuple[()] | None:
    reason, sign = claim.word("reason"), claim.sign("change")
    if not reason or not sign:
        return None
    wrong = next((end for end in _ENDS[sign] if reason.endswith(end)), "")
    return messages.reason_contradicts(reason[-20:], wrong) if wrong else ()


def _compared(claim: _ClaimRow) -> Fault | tuple[()] | None:
    """大于 and the like are about 支出决算 against 年初预算."""
    meaning = claim.meaning("compared")
    amount = claim.claims.value("amount", claim.row)
    budget = claim.claims.value("budget", claim.row)
    completion = claim.claims.value("completion", claim.row)
    if not meaning or is_blank(amount) or any(v.is_nan() for v in (amount, budget, completion)):
        return None
    if not is_blank(budget):
        sign = (amount > budget) - (amount < budget)
    elif not is_blank(completion):
        sign = (completion > 100) - (completion < 100)
    else:
        return None
    right = {1: "up", -1: "down", 0: "same"}[sign]
    if meaning != right:
        return messages.compared_wrong(claim.word("compared"), right)
    return () if is_blank(budget) else _difference(claim, amount, budget)


def _difference(claim: _ClaimRow, amount: Decimal, budget: Decimal) -> Fault | tuple[()]:
    """大于预算数5万元: that is how much, but for rounding."""
    stated, meant = claim.claims.value("difference", claim.row), amount - budget
    if is_blank(stated) or stated.is_nan():
        return ()
    room = sum(half_unit(exponent(value)) for value in (stated, amount, budget))
    near = abs(abs(stated) - abs(meant)) <= room
    return () if near else messages.difference_wrong(abs(stated), abs(meant))


def _against(claim: _ClaimRow) -> Fault | tuple[()] | None:
    meaning = claim.meaning("against")
    if not meaning:
        return None
    return () if meaning == claim.base else messages.other_base(claim.word("against"), claim.base)


def _percent(claim: _ClaimRow) -> Fault | tuple[()] | None:
    return messages.percent_missing() if claim.meaning("percent") else ()


Check = Callable[[_ClaimRow], Fault | tuple[()] | None]
CHECKS: Mapping[str, Check] = {
    "direction": _direction,
    "reason": _reason,
    "effect": _effect,
    "compared": _compared,
    "against": _against,
    "percent": _percent,
}
_SHOWN = {
    "direction": ("change", "rate"),
    "reason": ("change",),
    "effect": ("change",),
    "compared": ("amount", "budget"),
    "against": ("change",),
    "percent": ("rate",),
}


KIND = RuleKind(OfClaims, {"for": TEXT, "check": TEXT, "base": TEXT}, compile_rule)
