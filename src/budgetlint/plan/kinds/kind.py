"""What a rule kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.rule import Rule
from ..scope import Bind, Scope


class Kind(NamedTuple):
    """A kind of rules: its fields in TOML with their types, and how a rule is compiled.

    `compile_rule(rule, scope)` checks the rule's settings against the layouts, raises
    `RuleFaultError` where no document could satisfy them, and returns what binds the rule.
    """

    fields: Mapping[str, tuple[type, ...]]
    required: tuple[str, ...]
    compile_rule: Callable[[Rule, Scope], Bind]
    choices: Mapping[str, tuple[str, ...]] = {}
