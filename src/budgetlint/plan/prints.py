"""What a document prints, without its figures, to be compared with what others print."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from ..model.document import Document, Follow, Rows, Structure
from ..model.layout import SideMap
from ..model.values import NamedTuple
from ..recognise.layouts import MAX_KEPT_ROWS
from .reads import Reads
from .skeleton import Skeleton

OF_PROSE = frozenset({"told", "changed", "completed"})
"""What coordinates promise of prose."""
AnyRows = Structure | Skeleton


class PrintedTable(NamedTuple):
    """A table without its figures: its unit, and the rows of each side with where they stand; of
    claims only the unit."""

    money: str
    sides: tuple[tuple[AnyRows, SideMap], ...] = ()


class Print(NamedTuple):
    """What of a document rules may read, to be compared with that of others: the year, and by
    their ids the tables, and the rows of `claims`. Of `large` tables nothing is kept. `follows` is
    what coordinates promise of tables, `told` what they promise of prose; `whole` stands for all
    but the claims and what is told, where rules are bound by it."""

    year: int
    tables: Mapping[str, PrintedTable]
    claims: Mapping[str, Structure]
    large: frozenset[str]
    follows: tuple[Follow, ...]
    told: tuple[Follow, ...]
    whole: object = None

    @property
    def of_tables(self) -> Hashable:
        """All but what claims say, and what coordinates promise."""
        sizes = tuple((name, shape.side, shape.size) for name, shape in self.claims.items())
        return self.year, tuple(self.tables.items()), sizes

    @property
    def key(self) -> Hashable:
        """All of it."""
        printed = tuple(self.tables.items()), tuple(self.claims.items())
        return self.year, printed, self.follows, self.told

    def read_by(self, reads: Reads, seen: Mapping[str, Structure]) -> Hashable | None:
        """What a rule reads of it that sees these claims; None if that is not to be kept."""
        ids = self.tables.keys() if reads.everything else reads.tables
        if not self.large.isdisjoint(ids):
            return None
        if reads.everything:
            return self.whole, *seen.values(), self.told if seen else ()
        read = *map(self.tables.get, ids), *seen.values()
        return self.year if reads.year else 0, read

    def without_words(
        self, skeleton: Callable[[Structure], AnyRows], whole: Callable[[Hashable], object]
    ) -> Print:
        """The same with skeletons in the place of rows; what stands for the whole is made of it."""

        def plain(table: PrintedTable) -> PrintedTable:
            sides = ((skeleton(s) if isinstance(s, Structure) else s, at) for s, at in table.sides)
            return table._replace(sides=tuple(sides))

        large = self.large
        tables = {n: t if n in large else plain(t) for n, t in self.tables.items()}
        found = self._replace(tables=tables)
        return found._replace(whole=whole((found.of_tables, self.follows)))


def print_of(document: Document) -> Print:
    """What a document prints."""
    tables: dict[str, PrintedTable] = {}
    claims: dict[str, Structure] = {}
    for table in document.tables.values():
        printed = tuple((rows.structure, rows.where) for rows in table.sides)
        if printed and printed[0][0].side.rows == "claims":
            claims[table.id], printed = printed[0][0], ()
        tables[table.id] = PrintedTable(table.money, printed)
    follows: tuple[list[Follow], list[Follow]] = ([], [])
    for follow in document.follows:
        follows[follow.kind in OF_PROSE].append(follow)
    large = (t.id for t in document.tables.values() if any(map(_is_large, t.sides)))
    return Print(document.raw.year, tables, claims, frozenset(large), *map(tuple, follows))


def _is_large(rows: Rows) -> bool:
    return rows.structure.size > MAX_KEPT_ROWS
