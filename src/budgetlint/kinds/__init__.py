"""Rule kinds: each in one file, each compiled to relations or assertions.

A kind is a module with `FIELDS` (its fields in TOML and their types) and
`compile_rule(rule, scope) -> bind`, where `bind(scene)` gives what there is to check in a document of
that scene. Kinds never compare figures: they yield relations, and `evaluate` judges them.
A new kind is a new file here and one line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..rule import Rule
from ..scope import Bind, Scope
from . import codelist, linear, match, ratio, rollup, text, when


class Kind(Protocol):
    """What a module of this package offers."""

    FIELDS: Mapping[str, tuple[type, ...]]
    REQUIRED: tuple[str, ...]

    @staticmethod
    def compile_rule(rule: Rule, scope: Scope) -> Bind:
        """Check the rule's settings against the layouts and make it ready. Raises `RuleFaultError`."""


KINDS: Mapping[str, Kind] = {
    "linear": linear,
    "rollup": rollup,
    "match": match,
    "ratio": ratio,
    "when": when,
    "codelist": codelist,
    "text": text,
}
