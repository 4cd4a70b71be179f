"""Tables in which much fails: what is to be explained before a figure is suspected.

A table is looked at only if six or more of its relations fail and no three figures stand in all of
them: less than that are misprints, and stay errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..evaluate.outcomes import Deviation, RatioDeviation, RuleOutcome
from ..model.document import Document, Table
from ..model.errors import NOTHING
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import Block, CellRef, Formulas, RatioRelation

LEAST = 6
"""Relations of a table that must fail before its reading is doubted."""
FEW = 3
"""So many figures may explain them: then they are misprints."""

Cell = tuple[int, str, int]
"""Side, column, row."""
Key = tuple[int, int]
"""A relation: the identity of its block and its number in it."""


def key_of(found: Deviation | RatioDeviation) -> Key:
    """The relation that something was found of."""
    if isinstance(found, RatioDeviation):
        return id(found.relation), 0
    return id(found.source), found.number


class Failing(NamedTuple):
    """A table, or several, with the relations that fail in it, and the cells of each."""

    tables: tuple[Table, ...]
    relations: Mapping[Key, frozenset[Cell]]

    @property
    def sides(self) -> frozenset[int]:
        """The sides of these tables."""
        return frozenset(r.structure.side.ordinal for table in self.tables for r in table.sides)

    def closed(self) -> Failing:
        """What fails in the tables themselves, whatever others say."""
        sides = self.sides
        own = {k: c for k, c in self.relations.items() if all(cell[0] in sides for cell in c)}
        return Failing(self.tables, own)

    def are_many(self) -> bool:
        """Whether so much fails that no few figures explain it."""
        return len(self.relations) >= LEAST and not explained_by(self.within(), FEW)

    def within(self) -> list[frozenset[Cell]]:
        """The cells of failing relations that stand in the tables themselves: a fault that lies
        elsewhere must be told by other relations than these."""
        sides = self.sides
        return [
            frozenset(cell for cell in own if cell[0] in sides) for own in self.relations.values()
        ]


def failing_tables(outcomes: Sequence[RuleOutcome], document: Document) -> list[Failing]:
    """The printed tables in which many relations fail that no few figures explain; those with most
    failures first."""
    found = [one for one in failures(outcomes, document) if one.are_many()]
    return sorted(found, key=lambda failing: -len(failing.relations))


def failures(outcomes: Sequence[RuleOutcome], document: Document) -> list[Failing]:
    """The printed tables with all that fails in them."""
    of: dict[str, dict[Key, frozenset[Cell]]] = {}
    for key, own in broken_sums(outcomes):
        for table in {table_of(side, document) for side, _, _ in own}:
            of.setdefault(table, {})[key] = own
    tables = document.tables
    return [Failing((tables[name],), r) for name, r in of.items() if is_printed(tables[name])]


def broken_sums(outcomes: Iterable[RuleOutcome]) -> Iterator[tuple[Key, frozenset[Cell]]]:
    """The sums whose breach is an error, with their cells; a blank one may lack its figure."""
    for outcome in outcomes:
        for one in outcome.deviations if outcome.rule.severity == "error" else ():
            if one.verdict is Verdict.BROKEN and not one.excused:
                yield (id(one.source), one.number), cells_in(one.source, one.number)


def cells_in(source: Block | Formulas, number: int) -> frozenset[Cell]:
    """The cells of a sum that are there."""
    terms = source.terms(number)
    return frozenset((side, column, row) for _, side, column, row in terms if row >= 0)


def refs_of(found: Deviation | RatioDeviation) -> Iterator[CellRef]:
    relation = found.relation
    if isinstance(relation, RatioRelation):
        if relation.stated is not None:
            yield relation.stated
        yield from (ref for _, ref in (*relation.part, *relation.whole))
    else:
        yield from (ref for _, ref in (*relation.left, *relation.right))


def table_of(side: int, document: Document) -> str:
    rows = document.sides[side]
    return rows.structure.side.table if rows is not None else ""


def is_printed(table: Table) -> bool:
    """Whether it is a table of this document, and not its claims or another document's."""
    return table.layout.book is None and table.owner == NOTHING


def explained_by(cells: Sequence[frozenset[Cell]], few: int) -> bool:
    """Whether a few figures stand in all of these relations. One of them must then stand in a fair
    share of them, so that only such figures need be tried."""
    if not cells:
        return True
    if not few:
        return False
    times = Counter(cell for own in cells for cell in own)
    often = [cell for cell, n in times.items() if n * few >= len(cells)]
    return any(explained_by([own for own in cells if cell not in own], few - 1) for cell in often)
