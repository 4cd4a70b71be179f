"""Tables that were misread: what fails in them is no misprint, it is our reading.

Of a table in which much fails (`failing`) another reading is believed if it makes nearly all of its
relations hold: nine tenths of those that failed and can be told, six at least, and of all that
speak of the table; or if the reader itself doubts the cells that fail. A table whose own sums hold
under the printed reading is read right, unless another reading is as good for them and mends what
other tables say.

So a document that is worse never fares better: below these bounds everything stays an error, and
beyond them the table is a problem, with the reason. All that was judged of it counts as not
checked, whether it failed or happened to hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.judge import again
from ..evaluate.outcomes import Deviation, RatioDeviation, RuleOutcome
from ..model.amounts import BLANK, exponent, half_unit, is_blank
from ..model.document import Document, Precision, precision_of
from ..model.errors import Problem
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import BoundRule, Plan
from ..plan.links import sides_of
from ..plan.relations import Block, Bound, Formulas, Ratios, Skipped
from .failing import LEAST, Cell, Failing, Key, broken_sums, failing_tables, refs_of, within
from .readings import TableReading, read_as, readings

MOST_READINGS = 120
"""Other readings of a table that are tried."""

_FOUND = (Verdict.BROKEN, Verdict.ROUNDING)


class Misread(NamedTuple):
    """A table that was misread: how many of its relations fail, and the reading (if there is one)
    under which they hold, but for `left`, which fail still or cannot be told."""

    failing: Failing
    reading: TableReading | None = None
    left: int = 0

    def problem(self, path: str) -> Problem:
        """What is said of it."""
        table, broken = self.failing.table, len(self.failing.relations)
        said = self.reading.said() if self.reading is not None else ()
        return messages.table_misread(path, table.raw, table.layout, broken, self.left, said)


def doubt_tables(outcomes: list[RuleOutcome], plan: Plan, figures: Figures) -> Document:
    """The document of these figures, with a problem for each table that was misread; what was
    judged of such a table is not checked."""
    document = figures.document
    found: list[Misread] = []
    moved: set[Key] = set()
    while (worst := _worst(outcomes, plan, figures)) is not None:
        found.append(worst)
        _not_checked(outcomes, plan, worst, document, moved)
    if not found:
        return document
    problems = (misread.problem(document.raw.path) for misread in found)
    return document._replace(problems=(*document.problems, *problems))


def _worst(outcomes: Sequence[RuleOutcome], plan: Plan, figures: Figures) -> Misread | None:
    """The table whose misreading explains most. Two tables that disagree may each be read so that
    they agree: the one that then agrees with itself and the others best was misread, and what it
    explains is not held against the other."""
    every = (_misread(f, plan, figures) for f in failing_tables(outcomes, figures.document))
    return min((m for m in every if m is not None), key=_rank, default=None)


def _rank(misread: Misread) -> tuple[bool, int, int]:
    return misread.reading is None, misread.left, -len(misread.failing.relations)


def _misread(failing: Failing, plan: Plan, figures: Figures) -> Misread | None:
    """Why a table was misread; None where nothing says so."""
    document = figures.document
    sides = frozenset(rows.structure.side.ordinal for rows in failing.table.sides)
    rules = [bound for bound in plan.rules if _speaks_of(bound, sides)]
    best: Misread | None = None
    sources = {id(part): part for bound in rules for part in bound.parts}
    accused = {(side, column) for own in failing.relations.values() for side, column, _ in own}
    for reading in islice(readings(failing.table, accused), MOST_READINGS):
        read = read_as(document, reading)
        if _is_hopeless(failing, sources, read, figures.precision):
            continue
        fared = _fared(rules, again(plan, rules, read), sides, read)
        left = len(fared.broken) + len(fared.untold & failing.relations.keys())
        if (best is not None and left >= best.left) or not fared.mends(failing):
            continue
        every = frozenset(key for bound in rules for key in _touching(bound, sides, read))
        if fared.bears_out(failing, every):
            best = Misread(failing, reading, left)
    if best is None and _doubted(failing, document):
        return Misread(failing)
    return best


class Fared(NamedTuple):
    """How the relations of a table fare under another reading: those that do not hold then."""

    broken: frozenset[Key]
    untold: frozenset[Key]

    def mends(self, failing: Failing) -> bool:
        """Whether nearly none fails of those that failed, and hardly another instead: a row moved
        up makes its own sum hold, and breaks that of its neighbour."""
        failed = failing.relations.keys()
        told = failed - self.untold
        mended = len(told - self.broken)
        return mended * 10 >= len(told) * 9 and len(self.broken - failed) * 9 <= mended

    def bears_out(self, failing: Failing, every: frozenset[Key]) -> bool:
        """Whether many hold of those that failed, and hardly any fails of all that speak of the
        table."""
        held = every - self.broken - self.untold
        return len(held & failing.relations.keys()) >= LEAST and len(self.broken) * 9 <= len(held)


def _fared(
    rules: Sequence[BoundRule],
    outcomes: Sequence[RuleOutcome],
    sides: frozenset[int],
    document: Document,
) -> Fared:
    """How the sums of some rules fare; of rules that do not apply under that reading none is
    told."""
    failing = broken_sums(outcomes, document)
    broken = {key for key, own in failing if any(cell[0] in sides for cell in own)}
    untold = {
        (id(one.source), one.number)
        for outcome in outcomes
        for one in outcome.deviations
        if one.verdict is Verdict.NOT_CHECKED
    }
    for bound, outcome in zip(rules, outcomes, strict=True):
        if not outcome.applies:
            untold.update(_touching(bound, sides, document))
    return Fared(frozenset(broken), frozenset(untold))


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
                drawn = precision_of(precision, document, rows, ref.column).drawn
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
    cells = within(failing, document)
    times = sum(any(_place(cell, document) in doubts for cell in own) for own in cells)
    return times * 2 > len(cells)


def _place(cell: Cell, document: Document) -> tuple[int, int]:
    side, column, row = cell
    rows = document.sides[side]
    return (row, rows.where.columns.get(column, -1)) if rows is not None else (row, -1)


def _not_checked(
    outcomes: list[RuleOutcome],
    plan: Plan,
    misread: Misread,
    document: Document,
    moved: set[Key],
) -> None:
    """Nothing that was judged of a table that was misread is checked. `moved` are the sums that
    held and no longer count: a sum over two such tables is taken away once."""
    table = misread.failing.table
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    reason = messages.of_misread(table.raw, table.layout)
    for at, (judged, bound) in enumerate(zip(tuple(outcomes), plan.rules, strict=True)):
        if not judged.applies:
            continue
        found: list[Deviation | RatioDeviation] = [*judged.deviations, *judged.ratios]
        ours = [d for d in found if any(ref.side in sides for ref in refs_of(d))]
        settled = {id(d): Verdict.NOT_CHECKED for d in ours if d.verdict in _FOUND}
        told = {(id(d.source), d.number) for d in judged.deviations}
        exact = {key for key in _touching(bound, sides, document) if key not in told} - moved
        moved |= exact
        if settled or exact:
            outcomes[at] = outcome = judged.copy()
            outcome.settle(settled)
            outcome.counts[Verdict.EXACT] -= len(exact)
            outcome.counts[Verdict.NOT_CHECKED] += len(exact)
            outcome.skipped.append(Skipped(judged.rule, Verdict.NOT_CHECKED, reason))
