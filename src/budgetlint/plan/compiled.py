"""A compiled pack: rules whose selectors have been checked, ready to be bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.rule import Rule
from ..model.values import NamedTuple
from ..packs import Pack
from .printed_tables import PrintedTables
from .reads import Reads
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
