"""Rules and packs, as loaded from TOML."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import Text
from .layout import Layout
from .vocabulary import NO_WORDS, Vocabulary

if TYPE_CHECKING:
    from ..plan.relations import Bound, Condition
    from ..plan.scene import Scene

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Tolerance = Decimal | Literal["exact", "rounding"]


class Source(NamedTuple):
    """Where in a pack something is declared."""

    path: str
    line: int = 0


class Rule(NamedTuple):
    """One rule of a pack. `settings` are the fields of its kind, as written."""

    code: str
    name: Text
    kind: str
    severity: Severity
    tolerance: Tolerance
    message: Text
    why: Text
    settings: Mapping[str, Any]
    source: Source
    pack: str
    when: str = ""
    enabled: bool = True


class CodeList(NamedTuple):
    """Codes and their names. Only in a `complete` list is an unknown code or name an error."""

    id: str
    title: Text
    complete: bool
    names: Mapping[str, tuple[str, ...]]


class Slip(NamedTuple):
    """A slip of the hand that makes a right figure wrong. `settings` are the fields of its kind.

    The lower the `weight`, the more readily it is believed; `name` may refer to {other}, a cell.
    """

    code: str
    kind: str
    name: Text
    weight: int
    settings: Mapping[str, Any]


SLIP_KINDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "digits": {"edit": ("transposed", "replaced", "missing", "extra", "doubled")},
    "factor": {"factors": ()},
    "base": {},
    "copy": {"from": ("neighbour", "table", "previous")},
    "sum": {"part": ("twice", "missing")},
    "blank": {},
    "superfluous": {},
    "truncated": {},
    "swapped": {},
    "copied": {},
    "carried-up": {},
    "shifted": {},
    "row-factor": {"factors": ()},
    "rows-swapped": {},
    "row-missing": {},
    "row-twice": {},
}
"""The kinds of slips, the fields that each needs, and what may stand there (empty: numbers)."""


class CompiledRule(NamedTuple):
    """A rule whose selectors have been checked against the layouts."""

    rule: Rule
    bind: Callable[[Scene], Sequence[Bound]]
    condition: Callable[[Scene], Condition] | None = None


class Pack(NamedTuple):
    """A rule pack with everything it inherits: layouts, rules in order, code lists, profile."""

    name: str
    title: Text
    sources: tuple[str, ...]
    layouts: tuple[Layout, ...]
    rules: tuple[CompiledRule, ...]
    lists: Mapping[str, CodeList]
    profile: Mapping[str, Any]
    memo: dict[Any, Any]
    slips: tuple[Slip, ...] = ()
    vocabulary: Vocabulary = NO_WORDS

    @property
    def is_folder(self) -> bool:
        """Whether the pack is a folder of files, with room for examples beside them."""
        return os.path.basename(os.path.dirname(self.sources[-1])) == self.name

    def rule(self, code: str) -> Rule | None:
        """The rule of that code (upper or lower case), or None."""
        wanted = code.upper()
        return next((c.rule for c in self.rules if c.rule.code.upper() == wanted), None)
