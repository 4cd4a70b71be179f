"""Rules, code lists and slips, as loaded from TOML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from .errors import Text

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
