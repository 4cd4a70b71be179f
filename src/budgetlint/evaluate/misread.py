"""Tables that were misread: what fails in them is no misprint, it is our reading.

A relation that does not hold is a misprint of the office, a misreading of ours, or a rule that is
misapplied. A table is *misread* only if many of its relations fail, no few figures explain them
(each failing relation would hold one of them), and either another reading of its columns (two
exchanged, all of them one to the left or to the right) makes nearly all of its relations hold, or
the reader itself doubts the cells that fail. A table whose own sums hold under the printed reading
is read right, unless another reading is as good for them and mends what other tables say.

So a document that is worse never fares better: below these bounds everything stays an error, and
beyond them the table is a problem, with the reason. All that was judged of it counts as not
checked, whether it failed or happened to hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from ..messages import documents as messages
from ..model.amounts import is_blank
from ..model.document import Document, Rows, Table
from ..model.errors import NOTHING, Problem
from ..model.verdict import Verdict
from ..plan.bind import BoundRule, Plan
from ..plan.relations import Block, CellRef, Formulas, RatioRelation, Ratios, Skipped
from .outcomes import Deviation, RatioDeviation, RuleOutcome

LEAST = 6
"""Relations of a table that must fail before its reading is doubted."""
FEW = 3
"""So many figures may explain them: then they are misprints."""
MOST_READINGS = 80
"""Other readings of a table that are tried."""

Judged = Callable[[Document, Sequence[BoundRule]], Sequence[RuleOutcome]]
"""What becomes of rules over the figures of a document."""
Cell = tuple[int, str, int]
"""Side, column, row."""
Kept = tuple[Verdict, ...]
_FOUND: Kept = (Verdict.BROKEN, Verdict.ROUNDING)


class Reading(NamedTuple):
    """Another reading of one side of a table: for each of its columns, whose figures it holds."""

    side: int
    columns: tuple[tuple[str, str], ...]


class Failing(NamedTuple):
    """A table with what fails in it: the cells of each relation that is broken."""

    table: Table
    cells: Sequence[frozenset[Cell]]


class Misread(NamedTuple):
    """A table that was misread: how many of its relations fail, and the reading (if there is one)
    under which they hold, but for `left`."""

    failing: Failing
    reading: Reading | None = None
    left: int = 0

    def problem(self, path: str) -> Problem:
        """What is said of it."""
        table, broken = self.failing.table, len(self.failing.cells)
        columns = self.reading.columns if self.reading is not None else ()
        changed = [(name, of) for name, of in columns if name != of]
        return messages.table_misread(path, table.raw, table.layout, broken, self.left, changed)


def doubt_tables(
    outcomes: Sequence[RuleOutcome], plan: Plan, document: Document, judged: Judged
) -> Document:
    """The document, with a problem for each table that was misread; what was judged of such a table
    is not checked."""
    found: list[Misread] = []
    while (worst := _worst(outcomes, plan, document, judged)) is not None:
        found.append(worst)
        _not_checked(outcomes, plan, worst, document)
    if not found:
        return document
    problems = (misread.problem(document.raw.path) for misread in found)
    return document._replace(problems=(*document.problems, *problems))


def _worst(
    outcomes: Sequence[RuleOutcome], plan: Plan, document: Document, judged: Judged
) -> Misread | None:
    """The table whose misreading explains most. Two tables that disagree may each be read so that
    they agree: the one that then agrees with itself and the others best was misread, and what it
    explains is not held against the other."""
    every = (_misread(f, plan, document, judged) for f in _failing(outcomes, document))
    return min((m for m in every if m is not None), key=_rank, default=None)


def _rank(misread: Misread) -> tuple[bool, int, int]:
    return misread.reading is None, misread.left, -len(misread.failing.cells)


def _failing(outcomes: Sequence[RuleOutcome], document: Document) -> list[Failing]:
    """The printed tables in which many relations fail that no few figures explain; those with most
    failures first."""
    cells: dict[str, list[frozenset[Cell]]] = {}
    for own in _broken(outcomes, document):
        for table in {_table(side, document) for side, _, _ in own}:
            cells.setdefault(table, []).append(own)
    found = [
        Failing(document.tables[name], of)
        for name, of in cells.items()
        if len(of) >= LEAST and _is_printed(document.tables[name])
    ]
    found = [f for f in found if not _explained(_within(f, document), FEW)]
    return sorted(found, key=lambda failing: -len(failing.cells))


def _broken(outcomes: Iterable[RuleOutcome], document: Document) -> Iterator[frozenset[Cell]]:
    """The cells with figures of every relation whose breach is an error."""
    for outcome in outcomes:
        if outcome.rule.severity != "error":
            continue
        found: list[Deviation | RatioDeviation] = [*outcome.deviations, *outcome.ratios]
        for one in found:
            if one.verdict is Verdict.BROKEN and not one.excused:
                own = frozenset(ref[:3] for ref in _refs(one) if _is_figure(ref, document))
                if own:
                    yield own


def _refs(found: Deviation | RatioDeviation) -> Iterator[CellRef]:
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


def _table(side: int, document: Document) -> str:
    rows = document.sides[side]
    return rows.structure.side.table if rows is not None else ""


def _is_printed(table: Table) -> bool:
    """Whether it is a table of this document, and not its claims or another document's."""
    return table.layout.book is None and table.owner == NOTHING


def _within(failing: Failing, document: Document) -> list[frozenset[Cell]]:
    """The cells of failing relations that stand in the table itself: a fault that lies elsewhere
    must be told by other relations than these."""
    return [
        frozenset(cell for cell in own if _table(cell[0], document) == failing.table.id)
        for own in failing.cells
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


def _misread(failing: Failing, plan: Plan, document: Document, judged: Judged) -> Misread | None:
    """Why a table was misread; None where nothing says so."""
    sides = frozenset(rows.structure.side.ordinal for rows in failing.table.sides)
    rules = [bound for bound in plan.rules if _speaks_of(bound, sides)]
    best: Misread | None = None
    for reading in islice(_readings(failing), MOST_READINGS):
        read = _read_as(document, reading)
        again = judged(read, rules)
        left = sum(not sides.isdisjoint(c[0] for c in own) for own in _broken(again, read))
        each = zip(again, rules, strict=True)
        held = sum(_held(outcome, bound, sides, read) for outcome, bound in each)
        mends = left * 10 <= len(failing.cells) and left * 9 <= held
        if mends and (best is None or left < best.left):
            best = Misread(failing, reading, left)
    if best is None and _doubted(failing, document):
        return Misread(failing)
    return best


def _speaks_of(bound: BoundRule, sides: frozenset[int]) -> bool:
    """Whether a rule has arithmetic over one of these sides."""
    for part in bound.parts:
        if isinstance(part, Block) and any(a.side in sides for a in (*part.left, *part.right)):
            return True
        if isinstance(part, (Formulas, Ratios)):
            return True
    return False


def _readings(failing: Failing) -> Iterator[Reading]:
    """Two columns exchanged; all columns moved by one. Only readings that change what fails."""
    accused = {(side, column) for own in failing.cells for side, column, _ in own}
    for rows in failing.table.sides:
        side = rows.structure.side
        names = [name for name in _in_print(rows) if side.columns[name].measure == "money"]
        if len(names) < 2:
            continue
        moved = [names[1:] + names[:1], names[-1:] + names[:-1]] if len(names) > 2 else []
        for of in moved:
            yield Reading(side.ordinal, tuple(zip(names, of, strict=True)))
        for a, b in combinations(names, 2):
            if {(side.ordinal, a), (side.ordinal, b)} & accused:
                yield Reading(side.ordinal, ((a, b), (b, a)))


def _in_print(rows: Rows) -> list[str]:
    """The columns of a side as they are printed, from left to right."""
    places = rows.where.columns
    return sorted((name for name in places if name in rows.columns), key=lambda name: places[name])


def _read_as(document: Document, reading: Reading) -> Document:
    """The same document with one side read so."""
    rows = document.sides[reading.side]
    if rows is None:
        return document
    taken = dict(reading.columns)
    columns = {name: rows.columns[taken.get(name, name)] for name in rows.columns}
    places = rows.where.columns
    where = rows.where._replace(columns={n: places[taken.get(n, n)] for n in places})
    sides = list(document.sides)
    sides[reading.side] = rows._replace(columns=columns, where=where)
    return document._replace(sides=sides)


def _held(outcome: RuleOutcome, bound: BoundRule, sides: frozenset[int], document: Document) -> int:
    """How many relations of a rule over one of these sides hold, of those that are not blank."""
    failed = {(id(d.source), d.number) for d in outcome.deviations if d.verdict is Verdict.BROKEN}
    return sum(
        (id(source), number) not in failed for source, number in _touching(bound, sides, document)
    )


def _touching(
    bound: BoundRule, sides: frozenset[int], document: Document
) -> Iterator[tuple[Block | Formulas, int]]:
    """The sums of a rule over one of these sides that are not blank."""
    for source in bound.parts:
        if not isinstance(source, (Block, Formulas)):
            continue
        residuals = source.residuals(document.sides)
        for number in range(source.size if residuals is not None else 0):
            if residuals is not None and is_blank(residuals[number]):
                continue
            if any(side in sides for _, side, _, _ in source.terms(number)):
                yield source, number


def _doubted(failing: Failing, document: Document) -> bool:
    """Whether the reader doubts most of what fails."""
    doubts = failing.table.raw.doubts
    if not doubts:
        return False
    times = sum(
        any(_place(cell, document) in doubts for cell in own) for own in _within(failing, document)
    )
    return times * 2 > len(failing.cells)


def _place(cell: Cell, document: Document) -> tuple[int, int]:
    side, column, row = cell
    rows = document.sides[side]
    return (row, rows.where.columns.get(column, -1)) if rows is not None else (row, -1)


def _not_checked(
    outcomes: Sequence[RuleOutcome], plan: Plan, misread: Misread, document: Document
) -> None:
    """Nothing that was judged of a table that was misread is checked."""
    table = misread.failing.table
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    reason = messages.of_misread(table.raw, table.layout)
    for outcome, bound in zip(outcomes, plan.rules, strict=True):
        found: list[Deviation | RatioDeviation] = [*outcome.deviations, *outcome.ratios]
        ours = [d for d in found if any(ref.side in sides for ref in _refs(d))]
        settled = {id(d): Verdict.NOT_CHECKED for d in ours if d.verdict in _FOUND}
        told = {(id(d.source), d.number) for d in outcome.deviations}
        exact = sum(
            (id(source), number) not in told for source, number in _touching(bound, sides, document)
        )
        if settled or exact:
            outcome.settle(settled)
            outcome.counts[Verdict.EXACT] -= exact
            outcome.counts[Verdict.NOT_CHECKED] += exact
            outcome.skipped.append(Skipped(outcome.rule, Verdict.NOT_CHECKED, reason))
