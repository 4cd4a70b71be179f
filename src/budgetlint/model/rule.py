"""Rules, code lists and slips, as loaded from TOML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from .errors import Message
from .severity import Severity
from .values import NamedTuple

Tolerance = Decimal | Literal["exact", "rounding"]


class Source(NamedTuple):
    """Where in a pack something is declared."""

    path: str
    line: int = 0


Settings = tuple[object, ...]
"""What a rule asks: the NamedTuple of its kind; see `plan.kinds`."""


class Rule(NamedTuple):
    """One rule of a pack. `settings` are the typed value of its kind.

    It holds in the budgets of the years from `since` to `until`; 0 is no limit. A finding of a rule
    with `explain` is accepted only with the office's own explanation. What a rule about words that
    a template left behind (`leftover`) finds in one section is one finding. What an `open` rule
    adds up is a list in prose, perhaps with parts left out or unread.
    """

    code: str
    name: Message
    kind: str
    severity: Severity
    tolerance: Tolerance
    message: Message
    why: Message
    settings: Settings
    source: Source
    pack: str
    when: str = ""
    enabled: bool = True
    explain: bool = False
    open: bool = False
    leftover: bool = False
    since: int = 0
    until: int = 0

    def holds_in(self, year: int) -> bool:
        """Whether the rule holds in the budgets of that year; of an unknown year (0) it does."""
        return not year or self.since <= year <= (self.until or year)


class CodeList(NamedTuple):
    """Codes and their names. Only in a `complete` list is an unknown code or name an error."""

    id: str
    title: Message
    complete: bool
    names: Mapping[str, tuple[str, ...]]


class Slip(NamedTuple):
    """A slip of the hand that makes a right figure wrong. `settings` are the fields of its kind.

    The lower the `weight`, the more readily it is believed; `name` may refer to {other}, a cell.
    """

    code: str
    kind: str
    name: Message
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
    "label-copied": {},
}
"""The kinds of slips, the fields that each needs, and what may stand there (empty: numbers)."""
