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
from ..evaluate.outcomes import Deviation, RatioDeviation, RuleOutcome
from ..model.document import Document, Table
from ..model.errors import Problem
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import Plan
from ..plan.relations import Skipped
from .failing import Cell, Failing, Key, failing_tables, key_of, refs_of, within
from .fared import Scene, sample_of, scene_of, touching
from .hypothesis import Hypothesis
from .readings import TableReading, read_as, readings

MOST_READINGS = 120
"""Other readings of a table that are tried."""

_FOUND = (Verdict.BROKEN, Verdict.ROUNDING)


class Misreading(NamedTuple):
    """A table that was misread, how many of its relations fail, and how it should be read; None
    where only the reader doubts it."""

    table: Table
    failing: int
    reading: TableReading | None = None


Misread: TypeAlias = Hypothesis[Misreading, Key]
"""Its evidence are the relations that hold under the other reading, `against` how many of the table
fail then, or cannot be told."""


def misreadings(outcomes: Sequence[RuleOutcome], plan: Plan, figures: Figures) -> Iterator[Misread]:
    """The tables that were misread. Two that disagree may each be read so that they agree: the one
    was misread that then agrees with more of the others, and what it explains is not held against
    the other."""
    for failing in failing_tables(outcomes, figures.document):
        misread = _misread(failing, plan, figures)
        if misread is not None:
            yield misread


def problem_of(misread: Misreading, left: int, path: str) -> Problem:
    """What is said of a table, and of so many relations `left` under the other reading."""
    table, broken, reading = misread
    said = reading.said() if reading is not None else ()
    return messages.table_misread(path, table.raw, table.layout, broken, left, said)


def _misread(failing: Failing, plan: Plan, figures: Figures) -> Misread | None:
    """Why a table was misread; None where nothing says so."""
    sides = frozenset(rows.structure.side.ordinal for rows in failing.table.sides)
    best: Misread | None = None
    for one in _borne_out(failing, scene_of(sides, plan, figures)):
        if best is None or one.against < best.against:
            best = one
    if best is None and _doubted(failing, figures.document):
        return Hypothesis(Misreading(failing.table, len(failing.relations)), ())
    return best


def _borne_out(failing: Failing, scene: Scene) -> Iterator[Misread]:
    """The readings of a table that its relations bear out."""
    accused = {(side, column) for own in failing.relations.values() for side, column, _ in own}
    sample, failed = sample_of(failing, scene), failing.relations.keys()
    for reading in islice(readings(failing.table, accused), MOST_READINGS):
        read = scene.figures.instead(read_as(scene.figures.document, [reading]))
        if sample.is_hopeless(Judge(scene.plan, read)):
            continue
        fared = scene.fared([reading])
        if fared.bears_out(failing):
            yield Hypothesis(
                Misreading(failing.table, len(failed), reading),
                tuple(failed - fared.broken.keys() - fared.untold),
                against=fared.left(frozenset(failed)),
            )


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


def unchecked(
    outcomes: list[RuleOutcome],
    plan: Plan,
    misread: Misreading,
    figures: Figures,
    moved: set[Key],
) -> None:
    """Nothing that was judged of a table that was misread is checked, and what its figures deny the
    others (a habit) is theirs again. `moved` are the sums that held and no longer count: a sum over
    two such tables is taken away once."""
    table, _, reading = misread
    sides = frozenset(rows.structure.side.ordinal for rows in table.sides)
    reason = messages.of_misread(table.raw, table.layout)
    habits = _habits(plan, reading, figures)
    for at, (judged, bound) in enumerate(zip(tuple(outcomes), plan.rules, strict=True)):
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
        over = touching(bound, plan.links, sides, figures)
        exact = {key for key in over if key not in told} - moved
        moved |= exact
        if settled or exact or of_others:
            outcomes[at] = outcome = judged.copy()
            outcome.settle(settled | of_others)
            outcome.counts[Verdict.EXACT] -= len(exact)
            outcome.counts[Verdict.NOT_CHECKED] += len(exact)
        if settled or exact:
            outcome.skipped.append(Skipped(judged.rule, Verdict.NOT_CHECKED, reason))


def _habits(plan: Plan, reading: TableReading | None, figures: Figures) -> Mapping[Key, Verdict]:
    """The verdicts on what is a habit of a document as it is read otherwise."""
    if reading is None:
        return {}
    read = figures.instead(read_as(figures.document, [reading]))
    return {
        key_of(one): one.verdict
        for outcome in again(plan, plan.rules, read)
        for one in _found(outcome)
        if one.excused
    }


def _found(outcome: RuleOutcome) -> list[Deviation | RatioDeviation]:
    return [*outcome.deviations, *outcome.ratios]
