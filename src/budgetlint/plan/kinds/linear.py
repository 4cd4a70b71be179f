"""linear: sums, equalities and comparisons.

for = "expenditure[*]"                      one relation a row; without it, one in all
check = "合计 = 基本支出 + 项目支出"           an equation, or a list of them
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...model.rule import Rule
from ...packs.selectors import Equation, Selector
from ..relations import Block
from ..scene import Scene
from ..scope import Bind, Scope
from .kind import Kind
from .terms import as_list, formulas, guarded, row_block

FIELDS: Mapping[str, tuple[type, ...]] = {"for": (str, list), "check": (str, list)}
REQUIRED = ("check",)


def compile_rule(rule: Rule, scope: Scope) -> Bind:
    """Raises `RuleFaultError`."""
    texts = as_list(rule.settings["check"])
    targets = [scope.selector(text) for text in as_list(rule.settings.get("for", []))]
    if not targets:
        equations = [scope.equation(text) for text in texts]
        return lambda scene: formulas(rule, equations, scene)
    pairs = [(t, scope.equation(text, scope.side(t))) for t in targets for text in texts]
    return lambda scene: guarded(rule, [partial(_rows, rule, t, e, scene) for t, e in pairs])


def _rows(rule: Rule, target: Selector, equation: Equation, scene: Scene) -> Block:
    side = scene.side(target)
    return row_block(rule, equation, side, scene.rows(side, target.row), scene)


KIND = Kind(FIELDS, REQUIRED, compile_rule)
