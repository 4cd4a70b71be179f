"""Compile: the rules of a pack, checked against its layouts and ready to be bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.errors import Problem, RuleError
from ..model.phrases import Expressions
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..packs import Pack, locate, read_pack
from ..packs.toml_file import Files, TomlTable
from .declared import Declared, RuleFaultError
from .kinds import KINDS
from .kinds.conditions import compile_condition
from .printed_tables import PrintedTables
from .reads import Noted, Reads
from .relations import Bound, Condition


class CompiledRule(NamedTuple):
    """A rule whose selectors have been checked against the layouts, and what it reads."""

    rule: Rule
    reads: Reads
    bind: Callable[[PrintedTables], Sequence[Bound]]
    condition: Callable[[PrintedTables], Condition] | None = None


class CompiledPack(NamedTuple):
    """A pack and its compiled rules, in the same order."""

    pack: Pack
    rules: tuple[CompiledRule, ...]


def load_pack(name_or_path: str, expressions: Expressions, shipped: Files) -> CompiledPack:
    """The pack of that name (shipped) or path; `expressions`, and files that are `shipped`, are
    shared with other packs.

    Raises `RuleError` with all its faults.
    """
    return compile_pack(read_pack(locate(name_or_path), KINDS, expressions, shipped), expressions)


def compile_pack(pack: Pack, expressions: Expressions) -> CompiledPack:
    """Raises `RuleError` with every selector that no document could satisfy."""
    layouts = {layout.id: layout for layout in pack.layouts}
    made = [
        compile_rule(
            rule, Declared(layouts, pack.lists, expressions, Noted()), pack.parts[rule.code]
        )
        for rule in pack.rules
    ]
    faults = [problem for problem in made if isinstance(problem, Problem)]
    if faults:
        raise RuleError(*faults)
    return CompiledPack(pack, tuple(c for c in made if isinstance(c, CompiledRule)))


def compile_rule(rule: Rule, declared: Declared, part: TomlTable) -> CompiledRule | Problem:
    """The rule ready to be bound, or what is wrong with it."""
    try:
        bind = KINDS[rule.kind].compile_rule(rule, declared)
        condition = compile_condition(rule, rule.when, declared) if rule.when else None
    except RuleFaultError as fault:
        return part.problem(fault.value, (fault.found, fault.expected), "rule-selector")
    declared.noted.year |= bool(rule.since or rule.until)
    return CompiledRule(rule, declared.noted.reads(), bind, condition)
