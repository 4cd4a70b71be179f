"""Tables that were misread: what fails in them is no misprint, it is our reading.

Of a table in which much fails (`failing`) another reading is believed if it makes nine tenths of
what can be told of the table hold, half at least of all that failed and more than a few figures
could explain among it; and if nine tenths of what failed hold, or what is left is explained by one
figure (a misprint in a table that was misread). Else, if the reader itself doubts the cells that
fail.

So a document that is worse never fares better: below these bounds everything stays an error, and
beyond them the table is a problem, with the reason. All that was judged of it counts as not
checked, whether it failed or happened to hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.judge import Judge, again
from ..evaluate.outcomes import Deviation, Outcomes, RatioDeviation, RuleOutcome
from ..model.document import Document, Table
from ..model.errors import Message
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import Plan
from ..plan.relations import Skipped
from .failing import (
    FEW,
    Cell,
    Failing,
    Key,
    failing_tables,
    failures,
    is_printed,
    key_of,
    refs_of,
)
from .fared import Fared, Scene, sample_of, scene_of, touching
from .hypothesis import Hypothesis
from .readings import TableReading, is_off_a_page, read_alike, read_as, readings

MOST_READINGS = 120
"""Other readings of a table that are tried."""

_FOUND = (Verdict.BROKEN, Verdict.ROUNDING)


class MisreadTable(NamedTuple):
    """A table that was misread, how it should be read (None where only the reader doubts it), how
    many of its relations fail, and how many of these hold then."""

    table: Table
    reading: TableReading | Titled | None
    failing: int
    held: int


class Titled(NamedTuple):
    """A table under another title: it is not what its own says."""

    title: str

    def said(self) -> tuple[Message, ...]:
        """What is otherwise, in words."""
        return (messages.is_titled(self.title),)


class Misreading(NamedTuple):
    """A table that was misread, or several, by one fault."""

    tables: tuple[MisreadTable, ...]


Misread: TypeAlias = Hypothesis[Misreading, Key]
"""Its evidence are the relations that hold under the other reading, `against` how many of the table
fail then."""


def misreadings(outcomes: Sequence[RuleOutcome], plan: Plan, figures: Figures) -> Iterator[Misread]:
    """The tables that were misread. Two that disagree may each be read so that they agree: the one
    was misread that then agrees with more of the others, and what it explains is not held against
    the other. Where several fail and none alone explains nearly all, all may have been misread at
    once."""
    every = failing_tables(outcomes, figures.document)
    alone = [one for f in every if (one := _misread(f, plan, figures)) is not None]
    yield from alone
    failed = {key for failing in every for key in failing.relations}
    if len(every) > 1 and not any(len(one.evidence) * 10 >= len(failed) * 9 for one in alone):
        yield from _at_once(every, failures(outcomes, figures.document), plan, figures)


def _misread(failing: Failing, plan: Plan, figures: Figures) -> Misread | None:
    """Why a table was misread; None where nothing says so."""
    best: Misread | None = None
    for reading, fared in _borne_out(failing, scene_of(failing.sides, plan, figures)):
        one = _hypothesis(failing, [failing], [reading], fared)
        if best is None or one.weight > best.weight:
            best = one
    return _doubted(failing, figures.document) if best is None else best


def _borne_out(failing: Failing, scene: Scene) -> Iterator[tuple[TableReading, Fared]]:
    """The readings of a table that its relations bear out."""
    accused = {(side, column) for own in failing.relations.values() for side, column, _ in own}
    sample = sample_of(failing, scene)
    for reading in islice(readings(failing.tables[0], accused), MOST_READINGS):
        read = scene.figures.instead(read_as(scene.figures.document, [reading]))
        if sample.is_hopeless(Judge(scene.plan, read)):
            continue
        fared = scene.fared([reading])
        if fared.bears_out(failing):
            yield reading, fared


def _hypothesis(
    whole: Failing, tables: Sequence[Failing], how: Sequence[TableReading], fared: Fared
) -> Misread:
    """Some tables read otherwise, of all that fails in them."""
    mended = whole.relations.keys() - fared.broken.keys() - fared.untold
    told = tuple(
        MisreadTable(one.tables[0], reading, len(one.relations), len(one.relations.keys() & mended))
        for one, reading in zip(tables, how, strict=True)
    )
    cost = FEW * len(tables)
    return Hypothesis(Misreading(told), tuple(mended), against=fared.wrong, cost=cost)


def _at_once(
    many: Sequence[Failing], every: Sequence[Failing], plan: Plan, figures: Figures
) -> Iterator[Misread]:
    """All tables that fail, each read as it holds by itself; and all that are printed, read alike:
    the evidence then is the document's."""
    by_id = {one.tables[0].id: one for one in every}
    own = [(one, _by_itself(one.closed(), plan, figures)) for one in many]
    sets = [[(one, reading) for one, reading in own if reading is not None]]
    printed = [t for t in figures.document.tables.values() if is_printed(t) and t.raw.rows]
    printed = list(filter(is_off_a_page, printed))
    sets += [
        [(by_id.get(table.id, Failing((table,), {})), reading) for table, reading in alike]
        for alike in read_alike(printed)
    ]
    for some in sets:
        if len(some) > 1:
            tables = tuple(one.tables[0] for one, _ in some)
            relations = {key: cells for one, _ in some for key, cells in one.relations.items()}
            whole, how = Failing(tables, relations), [reading for _, reading in some]
            fared = scene_of(whole.sides, plan, figures).fared(how)
            if whole.are_many() and fared.bears_out(whole):
                yield _hypothesis(whole, [one for one, _ in some], how, fared)


def _by_itself(failing: Failing, plan: Plan, figures: Figures) -> TableReading | None:
    """The reading under which most holds of what a table says of itself."""
    scene = scene_of(failing.sides, plan, figures, closed=True)
    found = _borne_out(failing, scene) if failing.are_many() else ()
    best = min(found, key=lambda one: len(one[1].broken) + len(one[1].untold), default=None)
    return best[0] if best is not None else None


def _doubted(failing: Failing, document: Document) -> Misread | None:
    """A table of which the reader doubts most of what fails; whatever it costs otherwise."""
    doubts = failing.tables[0].raw.doubts
    if not doubts:
        return None
    keys = [
        key
        for key, cells in zip(failing.relations, failing.within(), strict=True)
        if any(_place(cell, document) in doubts for cell in cells)
    ]
    fail = len(failing.relations)
    told = MisreadTable(failing.tables[0], None, fail, 0)
    return Hypothesis(Misreading((told,)), tuple(keys), against=fail - len(keys))


def _place(cell: Cell, document: Document) -> tuple[int, int]:
    side, column, row = cell
    rows = document.sides[side]
    return (row, rows.where.columns.get(column, -1)) if rows is not None else (row, -1)


def without_table(outcomes: Outcomes, misread: Misreading) -> Outcomes:
    """Nothing that was judged of the tables that were misread is checked, and they are problems."""
    path = outcomes.document.raw.path
    read = (one.reading for one in misread.tables)
    how = [one for one in read if one is not None and not isinstance(one, Titled)]
    habits = _habits(outcomes.plan, how, outcomes.figures)
    for one in misread.tables:
        outcomes = _unchecked(outcomes, one.table, habits)
        if isinstance(one.reading, Titled):
            outcomes = _unsaid(outcomes, one.table)
        said = one.reading.said() if one.reading is not None else ()
        problem = messages.table_misread(
            path, one.table.raw, one.table.layout, one.failing, one.held, said
        )
        document = outcomes.document
        problems = (*document.problems, problem)
        outcomes = outcomes._replace(document=document._replace(problems=problems))
    return outcomes


def _unchecked(outcomes: Outcomes, table: Table, habits: Mapping[Key, Verdict]) -> Outcomes:
    """Nothing that was judged of a table is checked, and what its figures deny the others (a habit)
    is theirs again. A sum over two such tables that held is taken away once."""
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    reason = messages.of_misread(table.raw, table.layout)
    plan, rules, moved = outcomes.plan, list(outcomes.rules), set(outcomes.moved)
    for at, (judged, bound) in enumerate(zip(outcomes.rules, plan.rules, strict=True)):
        if not judged.applies:
            continue
        found = _found(judged)
        ours = [d for d in found if any(ref.side in sides for ref in refs_of(d))]
        settled = {id(d): Verdict.NOT_CHECKED for d in ours if d.verdict in _FOUND}
        of_others = {
            id(d): habits[key]
            for d in found
            if d.verdict is Verdict.BROKEN and id(d) not in settled and (key := key_of(d)) in habits
        }
        told = {(id(d.source), d.number) for d in judged.deviations}
        over = touching(bound, plan.links, sides, outcomes.figures)
        exact = {key for key in over if key not in told} - moved
        moved |= exact
        if settled or exact or of_others:
            rules[at] = outcome = judged.copy()
            outcome.settle(settled | of_others)
            outcome.counts[Verdict.EXACT] -= len(exact)
            outcome.counts[Verdict.NOT_CHECKED] += len(exact)
        if settled or exact:
            outcome.skipped.append(Skipped(judged.rule, Verdict.NOT_CHECKED, reason))
    return outcomes._replace(rules=rules, moved=frozenset(moved))


def _unsaid(outcomes: Outcomes, table: Table) -> Outcomes:
    """What is wrong with the codes and names of a table is not checked: they are another one's."""
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    rules = list(outcomes.rules)
    for at, judged in enumerate(outcomes.rules):
        kept = [a for a in judged.assertions if sides.isdisjoint(ref.side for ref in a.cells)]
        gone = len(judged.assertions) - len(kept)
        if gone:
            rules[at] = outcome = judged.copy()
            outcome.assertions = kept
            outcome.counts[Verdict.BROKEN] -= gone
            outcome.counts[Verdict.NOT_CHECKED] += gone
            reason = messages.of_misread(table.raw, table.layout)
            outcome.skipped.append(Skipped(judged.rule, Verdict.NOT_CHECKED, reason))
    return outcomes._replace(rules=rules)


def _habits(plan: Plan, how: Sequence[TableReading], figures: Figures) -> Mapping[Key, Verdict]:
    """The verdicts on what is a habit of a document as it is read otherwise."""
    if not how:
        return {}
    read = figures.instead(read_as(figures.document, how))
    return {
        key_of(one): one.verdict
        for outcome in again(plan, plan.rules, read)
        for one in _found(outcome)
        if one.excused
    }


def _found(outcome: RuleOutcome) -> list[Deviation | RatioDeviation]:
    return [*outcome.deviations, *outcome.ratios]
