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
from ..plan.bind import BoundRule, Plan
from ..plan.links import PlanLinks
from ..plan.relations import Block, Bound, Formulas, Ratios, Skipped
from .failing import (
    FEW,
    Cell,
    Failing,
    Key,
    broken_sums,
    explained_by,
    failing_tables,
    key_of,
    refs_of,
    within,
)
from .hypothesis import Hypothesis
from .readings import TableReading, read_as, readings

MOST_READINGS = 120
"""Other readings of a table that are tried."""
SAMPLE = 60
"""So many relations are asked before all that speak of a table are judged."""

_FOUND = (Verdict.BROKEN, Verdict.ROUNDING)
_HOLDS = (Verdict.EXACT, Verdict.ROUNDING, Verdict.NOT_APPLICABLE)


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
    document = figures.document
    sides = frozenset(rows.structure.side.ordinal for rows in failing.table.sides)
    rules = [bound for bound in plan.rules if _speaks_of(bound, sides)]
    sample = _sample(failing, rules, sides)
    accused = {(side, column) for own in failing.relations.values() for side, column, _ in own}
    best: Misread | None = None
    for reading in islice(readings(failing.table, accused), MOST_READINGS):
        read = figures.instead(read_as(document, reading))
        if sample.is_hopeless(Judge(plan, read)):
            continue
        fared = _fared(plan, rules, again(plan, rules, read), sides, read)
        left = len(fared.broken) + len(fared.untold & failing.relations.keys())
        if (best is None or left < best.against) and fared.bears_out(failing, read.document):
            best = Hypothesis(
                Misreading(failing.table, len(failing.relations), reading),
                tuple(failing.relations.keys() - fared.broken.keys() - fared.untold),
                against=left,
            )
    if best is None and _doubted(failing, document):
        return Hypothesis(Misreading(failing.table, len(failing.relations)), ())
    return best


Sum = tuple[Block | Formulas, int]
"""A part of a rule, and the number of a relation in it."""


class Sample(NamedTuple):
    """Some of the sums that fail in a table, and some of all that speak of it, from the first to
    the last: asked before all are judged, for a table may have a hundred thousand rows. Where there
    are few they are all of them."""

    failing: Sequence[Sum]
    every: Sequence[Sum]

    def is_hopeless(self, judge: Judge) -> bool:
        """Whether so few hold of those that fail, or so many fail of all, that all of them need not
        be judged. What is asked of all is more than is asked here."""
        held = sum(judge.tell(source, number) in _HOLDS for source, number in self.failing)
        if held * 3 < len(self.failing):
            return True
        verdicts = [judge.tell(source, number) for source, number in self.every]
        return verdicts.count(Verdict.BROKEN) * 3 > len(verdicts)


def _sample(failing: Failing, rules: Sequence[BoundRule], sides: frozenset[int]) -> Sample:
    parts = [
        part
        for bound in rules
        for part in bound.parts
        if isinstance(part, (Block, Formulas)) and _is_over(part, sides)
    ]
    sources: dict[int, Block | Formulas] = {id(part): part for part in parts}
    keys = [(sources[source], n) for source, n in failing.relations if source in sources]
    step = sum(part.size for part in parts) // SAMPLE + 1
    every = [(part, number) for part in parts for number in range(0, part.size, step)]
    return Sample(keys[:: len(keys) // SAMPLE + 1], every)


class Fared(NamedTuple):
    """How the relations of a table fare under another reading: those that do not hold then, with
    their cells; those that cannot be told; and how many hold."""

    broken: Mapping[Key, frozenset[Cell]]
    untold: frozenset[Key]
    held: int

    def bears_out(self, failing: Failing, document: Document) -> bool:
        """Whether nearly all hold of what is told, and enough of what failed."""
        failed = failing.relations.keys()
        told = failed - self.untold
        mended = len(told - self.broken.keys())
        if mended <= FEW or mended * 2 < len(failed) or len(self.broken) * 9 > self.held:
            return False
        others = len(self.broken.keys() - failed)
        if mended * 10 >= len(told) * 9 and others * 9 <= mended:
            return True
        left = Failing(failing.table, self.broken)
        return explained_by(within(left, document), 1)


def _fared(
    plan: Plan,
    rules: Sequence[BoundRule],
    outcomes: Sequence[RuleOutcome],
    sides: frozenset[int],
    figures: Figures,
) -> Fared:
    """How the sums of some rules fare; of rules that do not apply under that reading none is
    told."""
    broken = {
        key: own for key, own in broken_sums(outcomes) if any(cell[0] in sides for cell in own)
    }
    untold = {
        (id(one.source), one.number)
        for outcome in outcomes
        for one in outcome.deviations
        if one.verdict is Verdict.NOT_CHECKED
    }
    held = -len(broken)
    for bound, outcome in zip(rules, outcomes, strict=True):
        if not outcome.applies:
            untold.update(_touching(bound, plan.links, sides, figures))
        else:
            touching = _touching(bound, plan.links, sides, figures)
            held += sum(1 for key in touching if key not in untold)
    return Fared(broken, frozenset(untold), held)


def _speaks_of(bound: BoundRule, sides: frozenset[int]) -> bool:
    """Whether a rule has arithmetic over one of these sides."""
    return any(isinstance(part, Ratios) or _is_over(part, sides) for part in bound.parts)


def _is_over(part: Bound, sides: frozenset[int]) -> bool:
    """Whether there may be sums in a part over one of these sides."""
    if isinstance(part, Block):
        return any(addend.side in sides for addend in (*part.left, *part.right))
    return isinstance(part, Formulas)


def _touching(
    bound: BoundRule, links: PlanLinks, sides: frozenset[int], figures: Figures
) -> Iterator[Key]:
    """The sums of a rule over one of these sides that are not blank."""
    for part in bound.parts:
        if isinstance(part, (Block, Formulas)) and _is_over(part, sides):
            for number, shown in enumerate(links.shown(part, figures)):
                over = isinstance(part, Block) or any(t[1] in sides for t in part.terms(number))
                if shown and over:
                    yield id(part), number


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
        touching = _touching(bound, plan.links, sides, figures)
        exact = {key for key in touching if key not in told} - moved
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
    read = figures.instead(read_as(figures.document, reading))
    return {
        key_of(one): one.verdict
        for outcome in again(plan, plan.rules, read)
        for one in _found(outcome)
        if one.excused
    }


def _found(outcome: RuleOutcome) -> list[Deviation | RatioDeviation]:
    return [*outcome.deviations, *outcome.ratios]
