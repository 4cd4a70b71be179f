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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice

from .. import messages
from ..model.amounts import BLANK, exponent, half_unit, is_blank
from ..model.document import Document, Precision, Rows, Table
from ..model.errors import NOTHING, Problem
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import BoundRule, Plan
from ..plan.links import sides_of
from ..plan.relations import Block, Bound, CellRef, Formulas, RatioRelation, Ratios, Skipped
from .figures import Figures
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
Key = tuple[int, int]
"""A relation: the identity of its block and its number in it."""
_FOUND = (Verdict.BROKEN, Verdict.ROUNDING)


class ColumnReading(NamedTuple):
    """Another reading of one side of a table: for each of its columns, whose figures it holds."""

    side: int
    columns: tuple[tuple[str, str], ...]


class Failing(NamedTuple):
    """A table with the relations that fail in it, and the cells of each."""

    table: Table
    relations: Mapping[Key, frozenset[Cell]]


class Misread(NamedTuple):
    """A table that was misread: how many of its relations fail, and the reading (if there is one)
    under which they hold, but for `left`."""

    failing: Failing
    reading: ColumnReading | None = None
    left: int = 0

    def problem(self, path: str) -> Problem:
        """What is said of it."""
        table, broken = self.failing.table, len(self.failing.relations)
        columns = self.reading.columns if self.reading is not None else ()
        changed = [(name, of) for name, of in columns if name != of]
        return messages.table_misread(path, table.raw, table.layout, broken, self.left, changed)


def doubt_tables(
    outcomes: list[RuleOutcome], plan: Plan, figures: Figures, judged: Judged
) -> Document:
    """The document of these figures, with a problem for each table that was misread; what was
    judged of such a table is not checked."""
    document = figures.document
    found: list[Misread] = []
    while (worst := _worst(outcomes, plan, figures, judged)) is not None:
        found.append(worst)
        _not_checked(outcomes, plan, worst, document)
    if not found:
        return document
    problems = (misread.problem(document.raw.path) for misread in found)
    return document._replace(problems=(*document.problems, *problems))


def _worst(
    outcomes: Sequence[RuleOutcome], plan: Plan, figures: Figures, judged: Judged
) -> Misread | None:
    """The table whose misreading explains most. Two tables that disagree may each be read so that
    they agree: the one that then agrees with itself and the others best was misread, and what it
    explains is not held against the other."""
    every = (_misread(f, plan, figures, judged) for f in _failing(outcomes, figures.document))
    return min((m for m in every if m is not None), key=_rank, default=None)


def _rank(misread: Misread) -> tuple[bool, int, int]:
    return misread.reading is None, misread.left, -len(misread.failing.relations)


def _failing(outcomes: Sequence[RuleOutcome], document: Document) -> list[Failing]:
    """The printed tables in which many relations fail that no few figures explain; those with most
    failures first."""
    of: dict[str, dict[Key, frozenset[Cell]]] = {}
    for key, own in _broken(outcomes, document):
        for table in {_table(side, document) for side, _, _ in own}:
            of.setdefault(table, {})[key] = own
    found = [
        Failing(document.tables[name], relations)
        for name, relations in of.items()
        if len(relations) >= LEAST and _is_printed(document.tables[name])
    ]
    found = [f for f in found if not _explained(_within(f, document), FEW)]
    return sorted(found, key=lambda failing: -len(failing.relations))


def _broken(
    outcomes: Iterable[RuleOutcome], document: Document
) -> Iterator[tuple[Key, frozenset[Cell]]]:
    """The sums whose breach is an error, with their cells that have figures."""
    for outcome in outcomes:
        for one in outcome.deviations if outcome.rule.severity == "error" else ():
            if one.verdict is Verdict.BROKEN and not one.excused:
                own = frozenset(ref[:3] for ref in _refs(one) if _is_figure(ref, document))
                yield (id(one.source), one.number), own


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


def _misread(failing: Failing, plan: Plan, figures: Figures, judged: Judged) -> Misread | None:
    """Why a table was misread; None where nothing says so."""
    document = figures.document
    sides = frozenset(rows.structure.side.ordinal for rows in failing.table.sides)
    rules = [bound for bound in plan.rules if _speaks_of(bound, sides)]
    best: Misread | None = None
    sources = {id(part): part for bound in rules for part in bound.parts}
    for reading in islice(_readings(failing), MOST_READINGS):
        read = _read_as(document, reading)
        if _is_hopeless(failing, sources, read, figures.precision):
            continue
        again = judged(read, rules)
        broken = {key for key, own in _broken(again, read) if any(c[0] in sides for c in own)}
        held = {key for bound in rules for key in _touching(bound, sides, read)} - broken
        mended = len(held & failing.relations.keys())
        nearly = mended * 10 >= len(failing.relations) * 9 and len(broken) * 9 <= len(held)
        if nearly and (best is None or len(broken) < best.left):
            best = Misread(failing, reading, len(broken))
    if best is None and _doubted(failing, document):
        return Misread(failing)
    return best


def _is_hopeless(
    failing: Failing,
    sources: Mapping[int, Bound],
    document: Document,
    precision: Mapping[str, Precision],
) -> bool:
    """Whether so many relations fail as before, whatever rounding may hide, that nobody need judge
    all of them. Stops as soon as that is known: a table may have a hundred thousand rows."""
    room = len(failing.relations) // 10
    for source, number in failing.relations:
        part = sources.get(source)
        if isinstance(part, (Block, Formulas)) and _fails(part, number, document, precision):
            room -= 1
            if room < 0:
                return True
    return False


def _fails(
    source: Block | Formulas, number: int, document: Document, precision: Mapping[str, Precision]
) -> bool:
    """Whether an equation is off by more than its places could ever hide."""
    if source.op != "=" or source.rule.tolerance != "rounding":
        return False
    off, slack = Decimal(0), Decimal(0)
    for terms, sign in zip(sides_of(source, number), (1, -1), strict=True):
        for weight, ref in terms:
            rows = document.sides[ref.side]
            value = rows.value(ref.column, ref.row) if rows is not None else BLANK
            if value.is_nan():
                return False
            if rows is not None and not is_blank(value):
                off += sign * weight * value
                drawn = precision[rows.structure.side.table].drawn
                place = exponent(value) if drawn is None else max(exponent(value), drawn)
                slack += abs(weight) * half_unit(place)
    constant = source.constant(number)
    return abs(off if constant is BLANK else off - constant) > slack


def _speaks_of(bound: BoundRule, sides: frozenset[int]) -> bool:
    """Whether a rule has arithmetic over one of these sides."""
    for part in bound.parts:
        if isinstance(part, Block) and any(a.side in sides for a in (*part.left, *part.right)):
            return True
        if isinstance(part, (Formulas, Ratios)):
            return True
    return False


def _readings(failing: Failing) -> Iterator[ColumnReading]:
    """Two columns exchanged; all columns moved by one. Only readings that change what fails, and
    only columns with figures: that all is empty proves nothing."""
    cells = failing.relations.values()
    accused = {(side, column) for own in cells for side, column, _ in own}
    for rows in failing.table.sides:
        side = rows.structure.side
        names = [name for name in _in_print(rows) if _has_figures(name, rows)]
        if len(names) < 2:
            continue
        moved = [names[1:] + names[:1], names[-1:] + names[:-1]] if len(names) > 2 else []
        for of in moved:
            yield ColumnReading(side.ordinal, tuple(zip(names, of, strict=True)))
        for a, b in combinations(names, 2):
            if {(side.ordinal, a), (side.ordinal, b)} & accused:
                yield ColumnReading(side.ordinal, ((a, b), (b, a)))


def _has_figures(name: str, rows: Rows) -> bool:
    column = rows.columns[name]
    if column is None or rows.structure.side.columns[name].measure != "money":
        return False
    return sum(value.is_finite() and bool(value) for value in column) >= FEW


def _in_print(rows: Rows) -> list[str]:
    """The columns of a side as they are printed, from left to right."""
    places = rows.where.columns
    return sorted((name for name in places if name in rows.columns), key=lambda name: places[name])


def _read_as(document: Document, reading: ColumnReading) -> Document:
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


def _touching(bound: BoundRule, sides: frozenset[int], document: Document) -> Iterator[Key]:
    """The sums of a rule over one of these sides that are not blank."""
    for source in bound.parts:
        if not isinstance(source, (Block, Formulas)):
            continue
        for number in range(source.size):
            cells = [(side, column, row) for _, side, column, row in source.terms(number)]
            if any(cell[0] in sides for cell in cells) and (
                source.constant(number) is not BLANK or any(_is_shown(c, document) for c in cells)
            ):
                yield id(source), number


def _is_shown(cell: Cell, document: Document) -> bool:
    side, column, row = cell
    rows = document.sides[side]
    return rows is not None and row >= 0 and not is_blank(rows.value(column, row))


def _doubted(failing: Failing, document: Document) -> bool:
    """Whether the reader doubts most of what fails."""
    doubts = failing.table.raw.doubts
    if not doubts:
        return False
    cells = _within(failing, document)
    times = sum(any(_place(cell, document) in doubts for cell in own) for own in cells)
    return times * 2 > len(cells)


def _place(cell: Cell, document: Document) -> tuple[int, int]:
    side, column, row = cell
    rows = document.sides[side]
    return (row, rows.where.columns.get(column, -1)) if rows is not None else (row, -1)


def _not_checked(
    outcomes: list[RuleOutcome], plan: Plan, misread: Misread, document: Document
) -> None:
    """Nothing that was judged of a table that was misread is checked."""
    table = misread.failing.table
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    reason = messages.of_misread(table.raw, table.layout)
    for at, (judged, bound) in enumerate(zip(tuple(outcomes), plan.rules, strict=True)):
        found: list[Deviation | RatioDeviation] = [*judged.deviations, *judged.ratios]
        ours = [d for d in found if any(ref.side in sides for ref in _refs(d))]
        settled = {id(d): Verdict.NOT_CHECKED for d in ours if d.verdict in _FOUND}
        told = {(id(d.source), d.number) for d in judged.deviations}
        exact = sum(key not in told for key in _touching(bound, sides, document))
        if settled or exact:
            outcomes[at] = outcome = judged.copy()
            outcome.settle(settled)
            outcome.counts[Verdict.EXACT] -= exact
            outcome.counts[Verdict.NOT_CHECKED] += exact
            outcome.skipped.append(Skipped(judged.rule, Verdict.NOT_CHECKED, reason))
