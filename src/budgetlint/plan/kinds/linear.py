"""linear: sums, equalities and comparisons.

for = "expenditure[*]"                      one relation a row; without it, one in all
check = "合计 = 基本支出 + 项目支出"           an equation, or a list of them
"""

from __future__ import annotations

from functools import partial

from ...model.rule import Rule
from ...model.values import NamedTuple
from ...packs.selectors import Equation, Selector
from ..declared import Bind, Declared
from ..printed_tables import PrintedTables
from ..relations import Block
from .kind import TEXTS, RuleKind, Texts
from .terms import formulas, guarded, row_block


class Linear(NamedTuple):
    """See above."""

    check: Texts
    for_: Texts = ()


def compile_rule(rule: Rule, settings: Linear, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    targets = [declared.selector(text) for text in settings.for_]
    if not targets:
        equations = [declared.equation(text) for text in settings.check]
        return lambda tables: formulas(rule, equations, tables)
    pairs = [
        (t, declared.equation(text, declared.side(t))) for t in targets for text in settings.check
    ]
    return lambda tables: guarded(rule, [partial(_rows, rule, t, e, tables) for t, e in pairs])


def _rows(rule: Rule, target: Selector, equation: Equation, tables: PrintedTables) -> Block:
    side = tables.side(target)
    return row_block(rule, equation, side, tables.rows(side, target.row), tables)


KIND = RuleKind(Linear, {"for": TEXTS, "check": TEXTS}, compile_rule)
