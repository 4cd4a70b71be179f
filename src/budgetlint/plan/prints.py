"""What a document prints, without its figures, to be compared with what others print."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.document import Document, Follow, Rows, Structure
from ..model.values import NamedTuple
from ..recognise.layouts import MAX_KEPT_ROWS
from .reads import Reads

OF_PROSE = frozenset({"told", "changed", "completed"})
"""What coordinates promise of prose."""


class Print(NamedTuple):
    """What of a document rules may read, to be compared with that of others: the year, and by
    their ids the tables, each with its unit, its rows and its columns, and the rows of `claims`. Of
    `large` tables nothing is kept. `follows` is what coordinates promise of tables, `told` what
    they promise of prose."""

    year: int
    tables: Mapping[str, object]
    claims: Mapping[str, Structure]
    large: frozenset[str]
    follows: tuple[Follow, ...]
    told: tuple[Follow, ...]

    @property
    def of_tables(self) -> object:
        """All but what claims say."""
        sizes = tuple((name, shape.side, shape.size) for name, shape in self.claims.items())
        return self.year, tuple(self.tables.items()), sizes

    @property
    def key(self) -> object:
        """All of it."""
        printed = tuple(self.tables.items()), tuple(self.claims.items())
        return self.year, printed, self.follows, self.told

    def read_by(self, reads: Reads, seen: Mapping[str, Structure]) -> object | None:
        """What a rule reads of it that sees these claims; None if that is not to be kept."""
        ids = tuple(self.tables) if reads.everything else reads.tables
        if not self.large.isdisjoint(ids):
            return None
        read = *map(self.tables.get, ids), *seen.values()
        if not reads.everything:
            return self.year if reads.year else 0, read
        return self.year, ids, read, self.follows, self.told if seen else ()


def print_of(document: Document) -> Print:
    """What a document prints."""
    tables: dict[str, object] = {}
    claims: dict[str, Structure] = {}
    for table in document.tables.values():
        printed = [(rows.structure, rows.where) for rows in table.sides]
        if printed and printed[0][0].side.rows == "claims":
            claims[table.id], printed = printed[0][0], []
        tables[table.id] = (table.money, *printed)
    follows: tuple[list[Follow], list[Follow]] = ([], [])
    for follow in document.follows:
        follows[follow.kind in OF_PROSE].append(follow)
    large = (t.id for t in document.tables.values() if any(map(_is_large, t.sides)))
    return Print(document.raw.year, tables, claims, frozenset(large), *map(tuple, follows))


def _is_large(rows: Rows) -> bool:
    return rows.structure.size > MAX_KEPT_ROWS
