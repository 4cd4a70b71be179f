"""What a rule reads: so much of what a document prints decides what it is bound to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..model.layout import Side
from ..model.names import norm
from ..model.values import NamedTuple
from ..packs.selectors import NOT, RowSelector

Which = Literal["group", "rows", "stating", "told", "about", "trees", "all"]
Wanted = tuple[Which, str]
"""Claims: those of a group, or of these only in which rows they stand; those that state a figure,
those told to belong together in some way, those of which it is certain what their amounts are of,
those that have parts, or all."""
ALL: Wanted = "all", ""
ABOUT: Wanted = "about", ""
TREES: Wanted = "trees", ""


class Reads(NamedTuple):
    """What a rule reads of what a document prints: the rows and columns of these tables, by id, or
    of all but the claims; of these the ones that are `wanted`; and the year. It need not be bound
    again where only something else has changed. Of tables that are looked at `together` it says
    nothing if one is not printed."""

    tables: tuple[str, ...]
    everything: bool = False
    year: bool = False
    wanted: tuple[Wanted, ...] = ()
    together: bool = False

    def may_see(self, side: Side) -> bool:
        """Whether a rule may look at a side."""
        return side.table in self.tables or (self.everything and side.rows != "claims")


class Noted:
    """What a rule reads, noted while it is compiled."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.everything = False
        self.year = False
        self.wanted: set[Wanted] = set()
        self.together = False

    def claims(self, row: RowSelector) -> None:
        """The claims that a selector may mean."""
        self.wanted.update(_wanted_by(row))

    def reads(self) -> Reads:
        """What has been noted."""
        wanted = {ALL} if ALL in self.wanted else self.wanted
        tables, claims = tuple(sorted(self.tables)), tuple(sorted(wanted))
        return Reads(tables, self.everything, self.year, claims, self.together)


def _wanted_by(row: RowSelector) -> Iterable[Wanted]:
    if row.level:
        return [("group", norm(row.level))]
    if row.kind == "path":
        return [("group", norm(row.values[0]))]
    if row.kind == "with":
        return [("stating", column) for column in row.values if not column.startswith(NOT)][:1]
    if row.kind == "key" and row.values == ("base",):  # what claims refer to is always seen
        return []
    return [ALL]
