"""Compile: the rules of a pack, checked against its layouts and ready to be bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import Problem, RuleError
from ..model.phrases import Expressions
from ..model.rule import Rule
from ..packs import Pack
from ..packs.home import locate
from .compiled import CompiledPack, CompiledRule
from .declared import Declared, RuleFaultError
from .kinds import KINDS
from .kinds.conditions import compile_condition
from .reads import Noted

if TYPE_CHECKING:
    from ..packs.toml_file import Files, Parts, TomlTable


def load_pack(name_or_path: str, expressions: Expressions, shipped: Files) -> CompiledPack:
    """The pack of that name (shipped) or path; `expressions`, and files that are `shipped`, are
    shared with other packs.

    Raises `RuleError` with all its faults.
    """
    from ..packs import read_pack  # a pack that is kept from another run does without

    pack, parts = read_pack(locate(name_or_path), KINDS, expressions, shipped)
    return compile_pack(pack, parts, expressions)


def compile_pack(pack: Pack, parts: Parts, expressions: Expressions) -> CompiledPack:
    """`parts` say where each rule stands. Raises `RuleError` with every selector that no document
    could satisfy."""
    layouts = {layout.id: layout for layout in pack.layouts}
    made = [
        _compiled(rule, Declared(layouts, pack.lists, expressions, Noted()), parts[rule.code])
        for rule in pack.rules
    ]
    faults = [problem for problem in made if isinstance(problem, Problem)]
    if faults:
        raise RuleError(*faults)
    return CompiledPack(pack, tuple(c for c in made if isinstance(c, CompiledRule)))


def _compiled(rule: Rule, declared: Declared, part: TomlTable) -> CompiledRule | Problem:
    """The rule ready to be bound, or what is wrong with it."""
    try:
        return compile_rule(rule, declared)
    except RuleFaultError as fault:
        return part.problem(fault.value, (fault.found, fault.expected), "rule-selector")


def compile_rule(rule: Rule, declared: Declared) -> CompiledRule:
    """The rule ready to be bound. Raises `RuleFaultError`."""
    bind = KINDS[rule.kind].compile_rule(rule, declared)
    condition = compile_condition(rule, rule.when, declared) if rule.when else None
    declared.noted.year |= bool(rule.since or rule.until)
    return CompiledRule(rule, declared.noted.reads(), bind, condition)
