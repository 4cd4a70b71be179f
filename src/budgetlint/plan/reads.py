"""What a rule reads: so much of what a document prints decides what it is bound to."""

from __future__ import annotations

from ..model.values import NamedTuple


class Reads(NamedTuple):
    """What a rule reads of what a document prints: the rows and columns of these tables, by id, or
    of all; and the year. It need not be bound again where only something else has changed."""

    tables: tuple[str, ...]
    everything: bool = False
    year: bool = False


class Noted:
    """What a rule reads, noted while it is compiled."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.everything = False
        self.year = False

    def reads(self) -> Reads:
        """What has been noted."""
        return Reads(tuple(sorted(self.tables)), self.everything, self.year)
