"""linear: sums, equalities and comparisons.

for = "expenditure[*]"                      one relation a row; without it, one in all
check = "合计 = 基本支出 + 项目支出"           an equation, or a list of them
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ...model.rule import Rule
from ...packs.selectors import Equation, Selector
from ..relations import Block
from ..scene import Scene
from ..scope import Bind, Scope
from .kind import TEXTS, Kind, Texts
from .terms import formulas, guarded, row_block


class Linear(NamedTuple):
    """See above."""

    check: Texts
    for_: Texts = ()


def compile_rule(rule: Rule, settings: Linear, scope: Scope) -> Bind:
    """Raises `RuleFaultError`."""
    targets = [scope.selector(text) for text in settings.for_]
    if not targets:
        equations = [scope.equation(text) for text in settings.check]
        return lambda scene: formulas(rule, equations, scene)
    pairs = [(t, scope.equation(text, scope.side(t))) for t in targets for text in settings.check]
    return lambda scene: guarded(rule, [partial(_rows, rule, t, e, scene) for t, e in pairs])


def _rows(rule: Rule, target: Selector, equation: Equation, scene: Scene) -> Block:
    side = scene.side(target)
    return row_block(rule, equation, side, scene.rows(side, target.row), scene)


KIND = Kind(Linear, {"for": TEXTS, "check": TEXTS}, compile_rule)
