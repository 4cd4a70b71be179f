"""Tables in which much fails: what is to be explained before a figure is suspected.

A table is looked at only if six or more of its relations fail and no three figures stand in all of
them: less than that are misprints, and stay errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..evaluate.outcomes import Deviation, RatioDeviation, RuleOutcome
from ..model.amounts import is_blank
from ..model.document import Document, Table
from ..model.errors import NOTHING
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef, RatioRelation

LEAST = 6
"""Relations of a table that must fail before its reading is doubted."""
FEW = 3
"""So many figures may explain them: then they are misprints."""

Cell = tuple[int, str, int]
"""Side, column, row."""
Key = tuple[int, int]
"""A relation: the identity of its block and its number in it."""


class Failing(NamedTuple):
    """A table with the relations that fail in it, and the cells of each."""

    table: Table
    relations: Mapping[Key, frozenset[Cell]]


def failing_tables(outcomes: Sequence[RuleOutcome], document: Document) -> list[Failing]:
    """The printed tables in which many relations fail that no few figures explain; those with most
    failures first."""
    of: dict[str, dict[Key, frozenset[Cell]]] = {}
    for key, own in broken_sums(outcomes, document):
        for table in {table_of(side, document) for side, _, _ in own}:
            of.setdefault(table, {})[key] = own
    found = [
        Failing(document.tables[name], relations)
        for name, relations in of.items()
        if len(relations) >= LEAST and is_printed(document.tables[name])
    ]
    found = [f for f in found if not _explained(within(f, document), FEW)]
    return sorted(found, key=lambda failing: -len(failing.relations))


def broken_sums(
    outcomes: Iterable[RuleOutcome], document: Document
) -> Iterator[tuple[Key, frozenset[Cell]]]:
    """The sums whose breach is an error, with their cells that have figures."""
    for outcome in outcomes:
        for one in outcome.deviations if outcome.rule.severity == "error" else ():
            if one.verdict is Verdict.BROKEN and not one.excused:
                own = frozenset(ref[:3] for ref in refs_of(one) if _is_figure(ref, document))
                yield (id(one.source), one.number), own


def refs_of(found: Deviation | RatioDeviation) -> Iterator[CellRef]:
    relation = found.relation
    if isinstance(relation, RatioRelation):
        if relation.stated is not None:
            yield relation.stated
        yield from (ref for _, ref in (*relation.part, *relation.whole))
    else:
        yield from (ref for _, ref in (*relation.left, *relation.right))


def _is_figure(ref: CellRef, document: Document) -> bool:
    rows = document.sides[ref.side]
    return rows is not None and ref.row >= 0 and not is_blank(rows.value(ref.column, ref.row))


def table_of(side: int, document: Document) -> str:
    rows = document.sides[side]
    return rows.structure.side.table if rows is not None else ""


def is_printed(table: Table) -> bool:
    """Whether it is a table of this document, and not its claims or another document's."""
    return table.layout.book is None and table.owner == NOTHING


def within(failing: Failing, document: Document) -> list[frozenset[Cell]]:
    """The cells of failing relations that stand in the table itself: a fault that lies elsewhere
    must be told by other relations than these."""
    return [
        frozenset(cell for cell in own if table_of(cell[0], document) == failing.table.id)
        for own in failing.relations.values()
    ]


def _explained(cells: Sequence[frozenset[Cell]], few: int) -> bool:
    """Whether a few figures stand in all of these relations. One of them must then stand in a fair
    share of them, so that only such figures need be tried."""
    if not cells:
        return True
    if not few:
        return False
    times = Counter(cell for own in cells for cell in own)
    often = [cell for cell, n in times.items() if n * few >= len(cells)]
    return any(_explained([own for own in cells if cell not in own], few - 1) for cell in often)
