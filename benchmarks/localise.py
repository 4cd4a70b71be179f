"""How well wrong cells are found: damage a document, diagnose it, compare with what was done.

    python benchmarks/localise.py                       the example, with its narrative
    python benchmarks/localise.py --document FILE       another document
    python benchmarks/localise.py --generated 3         generated documents instead
    python benchmarks/localise.py --only "one cell" -v  one kind of damage, with each failure
    python benchmarks/localise.py --cells 300 --trials 20    so many damaged cells, anywhere

Of a document that is not in order only what is new is counted.

Seeded: the same command prints the same figures, but for milliseconds. The columns:

detect   a relation whose breach is an error is broken (or roundings contradict each other)
found    the cells that were damaged are among the sets that are named
first    they are named first, and no other set is called as likely
told     the same, of the trials in which it can be told at all: no damaged cell shares all its
         relations with another, and the damage is no smaller than what rounding hides
value    and every suggested figure is the right one
wrong!   a cell is called certain that was not damaged
finds    findings a document
ms       milliseconds of processor time for the diagnosis: the median, and the longest
ratio    (check + diagnosis) / check, the median
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from budgetlint.diagnose import (
    Cause,
    Network,
    diagnose,
    doubts_of,
    joint_rounding,
    move_of,
)
from budgetlint.model.raw import RawDocument
from budgetlint.plan.relations import CellRef
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Kit
from budgetlint.tasks.reading import read
from damage import CELLS, ROWS, Edits, RowDamage, Subject, amount, cells
from generate import as_bytes, unit_budget
from narrative import with_narrative
from seeded.entries import shipped_codes

EXAMPLE = "examples/xinjiang-2026/budget.json"


class Diagnosis(NamedTuple):
    """A damaged document, diagnosed."""

    network: Network
    causes: Sequence[Cause]
    check: float
    extra: float

    @property
    def detected(self) -> bool:
        """Whether anything is called an error."""
        return bool(self.causes) or bool(joint_rounding(self.network).contradictions)


Known = frozenset[frozenset[tuple[CellRef, int | None]]]
"""Causes that a document has before it is damaged."""


def diagnosed(subject: Subject, raw: RawDocument, known: Known = frozenset()) -> Diagnosis:
    """Check and diagnose; seconds for each. Causes that are `known` are left out."""
    start = time.process_time()
    outcomes = subject.pack.outcomes(raw)
    middle = time.process_time()
    network = Network(outcomes)
    doubts = doubts_of(outcomes.plan, outcomes.document)
    causes = diagnose(network, subject.pack.pack.slips, doubts)
    extra = time.process_time() - middle
    causes = [cause for cause in causes if called(cause, network) not in known]
    return Diagnosis(network, causes, middle - start, extra)


def called(cause: Cause, network: Network) -> frozenset[tuple[CellRef, int | None]]:
    """What a cause says of which cells."""
    return frozenset((network.cells[c.cell].ref, c.right) for c in cause.change.changes)


def cells_of(cause: Cause, network: Network) -> frozenset[CellRef]:
    """The cells that a cause names."""
    moved = move.values if (move := move_of(cause)) else ()
    cells = [*(change.cell for change in cause.change.changes), *moved]
    return frozenset(network.cells[cell].ref for cell in cells)


def sets_of(found: Diagnosis) -> list[frozenset[CellRef]]:
    """The sets of cells that the causes allow, the likeliest first."""
    sets: list[frozenset[CellRef]] = [frozenset()]
    for cause in found.causes:
        options = [cells_of(cause, found.network)]
        options += [
            frozenset(found.network.cells[change.cell].ref for change in alternative.changes)
            for alternative in cause.rivals
        ]
        sets = [known | option for option in options for known in sets][:500]
    return sets


def figures_of(found: Diagnosis) -> dict[CellRef, Decimal]:
    """The suggested figures."""
    cells, unscaled = found.network.cells, found.network.figures.unscaled
    figures = {
        cells[change.cell].ref: unscaled(change.right)
        for cause in found.causes
        for change in cause.change.changes
    }
    for cause in found.causes:
        for cell, value in (move.values if (move := move_of(cause)) else {}).items():
            figures[cells[cell].ref] = unscaled(value or 0)
    return figures


class Score:
    """What came of one kind of damage."""

    def __init__(self) -> None:
        self.trials = self.detected = self.found = self.first = self.value = self.wrong = 0
        self.tellable = self.told = self.findings = 0
        self.milliseconds: list[float] = []
        self.ratios: list[float] = []

    def note(self, found: Diagnosis) -> None:
        """Count a trial."""
        self.trials += 1
        self.detected += found.detected
        self.findings += len(found.causes)
        self.milliseconds.append(1000 * found.extra)
        self.ratios.append((found.check + found.extra) / found.check)

    def row(self, name: str) -> str:
        """A line of the table."""
        n = max(self.trials, 1)
        counts = (self.detected, self.found, self.first)
        told = 100 * self.told / max(self.tellable, 1)
        shares = [*(100 * c / n for c in counts), told, 100 * self.value / n, 100 * self.wrong / n]
        middle = median(self.milliseconds or [0])
        longest = max(self.milliseconds, default=0)
        ratio = median(self.ratios or [0])
        return (
            f"{name:24} {self.trials:5} {' '.join(f'{share:6.1f}' for share in shares)} "
            f"{self.findings / n:6.2f} {middle:6.1f} {longest:7.1f} {ratio:5.2f}"
        )


HEAD = (
    f"{'damage':24} {'n':>5} {'detect':>6} {'found':>6} {'first':>6} {'told':>6} {'value':>6} "
    f"{'wrong!':>6} {'finds':>6} {'ms':>6} {'longest':>7} {'ratio':>5}"
)


def try_cells(subject: Subject, edits: Edits, score: Score, known: Known, *, verbose: bool) -> None:
    """One trial with damaged cells."""
    found = diagnosed(subject, subject.damaged(edits), known)
    score.note(found)
    one = printed_once(subject)
    truth = frozenset(one[site.ref] for site, _ in edits)
    sets = [frozenset(one.get(ref, ref) for ref in named) for named in sets_of(found)]
    first = sets[0] == truth and all(c.certainty != "possible" for c in found.causes)
    score.found += truth in sets
    score.first += first
    alike = frozenset(one.get(ref, ref) for ref in subject.alike)
    tellable = found.detected and not truth & alike and all(map(_beyond_rounding, edits))
    score.tellable += tellable
    score.told += first and tellable
    figures = {one.get(ref, ref): value for ref, value in figures_of(found).items()}
    score.value += first and all(figures.get(one[site.ref]) == site.value for site, _ in edits)
    wrong = [
        cause for cause in found.causes
        if cause.certainty == "certain"
        and not {one.get(ref, ref) for ref in cells_of(cause, found.network)} <= truth
    ]  # fmt: skip
    score.wrong += bool(wrong)
    if verbose and (not first or wrong):
        print("  damaged:", *(f"{site.ref[:3]} {site.text} -> {text};" for site, text in edits))
        describe(found)


def printed_once(subject: Subject) -> dict[CellRef, CellRef]:
    """Each figure by the first cell that it is: several claims may speak of one figure in print."""
    first: dict[tuple[int, int, int], CellRef] = {}
    return {
        site.ref: first.setdefault((site.table, site.row, site.column), site.ref)
        for site in subject.sites
    }


def _beyond_rounding(edit: tuple[object, str]) -> bool:
    """Whether a figure is off by more than five units of its last place."""
    site, text = edit
    right = getattr(site, "text", "")
    if not text:
        return True
    places = len(right.partition(".")[2])
    return abs(amount(text) - amount(right)) > 5 * Decimal(1).scaleb(-places)


def try_rows(subject: Subject, damage: RowDamage, score: Score, *, verbose: bool) -> None:
    """One trial with rows that slipped; rows are named, not cells."""
    found = diagnosed(subject, damage.raw)
    score.note(found)
    named = [
        move for cause in found.causes
        if (move := move_of(cause)) and (move.side, move.slip.kind) == (damage.side, damage.kind)
    ]  # fmt: skip
    cells, unscaled = found.network.cells, found.network.figures.unscaled
    rows = frozenset(cells[cell].ref.row for move in named for cell in move.values)
    first = len(found.causes) == 1 and rows == damage.rows
    score.found += bool(named)
    score.first += first
    score.tellable += found.detected
    score.told += first
    side = subject.document.sides[damage.side]
    score.value += first and side is not None and all(
        unscaled(value or 0) == side.value(cells[cell].ref.column, cells[cell].ref.row)
        for move in named for cell, value in move.values.items()
    )  # fmt: skip
    if verbose and not first:
        print("  damaged:", damage.kind, "side", damage.side, "rows", sorted(damage.rows))
        describe(found)


def describe(found: Diagnosis) -> None:
    """What was found instead."""
    cells, links = found.network.cells, found.network.links
    unscaled = found.network.figures.unscaled
    for cause in found.causes:
        shown = [
            (*cells[c.cell].ref[:3], str(unscaled(c.right, cells[c.cell].unit)))
            for c in cause.change.changes
        ]
        moved = move_of(cause)
        move = moved and (moved.slip.code, moved.side, moved.first, moved.last)
        codes = [links[n].rule.code for n in cause.evidence]
        more = f"or {len(cause.rivals)} other sets" if cause.rivals else ""
        print("     ", cause.certainty, move or shown, more, codes)


def run(subject: Subject, options: argparse.Namespace) -> dict[str, Score]:
    """All kinds of damage of one document."""
    scores: dict[str, Score] = {}
    printed = diagnosed(subject, subject.raw)
    known = frozenset(called(cause, printed.network) for cause in printed.causes)
    many = {f"{options.cells} cells": cells(options.cells)}
    for name, make in many.items() if options.cells else {**CELLS, **ROWS}.items():
        if options.only not in name:
            continue
        rng = random.Random(f"{options.seed}/{name}")
        score = scores[name] = Score()
        for _ in range(options.trials * 20):
            if score.trials >= options.trials:
                break
            damage = make(subject, rng)
            if isinstance(damage, RowDamage):
                try_rows(subject, damage, score, verbose=options.verbose)
            elif damage:
                try_cells(subject, damage, score, known, verbose=options.verbose)
    return scores


def as_tables(raw: RawDocument) -> tuple[RawDocument, Kit]:
    """A document by its printed tables, whatever sheets or pages they stand on."""
    kit = checker().kit_for(raw)
    document = kit.recognise(raw)
    printed = (table for table in document.tables.values() if table.layout.book is None)
    tables = tuple(table.raw for table in printed)
    return document.raw._replace(tables=tables, grids=(), flows=()), kit


def subjects(options: argparse.Namespace) -> Iterable[tuple[str, Subject]]:
    """The documents to damage."""
    if not options.generated:
        raw = read(options.document)
        yield options.document, Subject(*as_tables(raw))
    for seed in range(options.generated):
        budget = unit_budget(seed, codes=shipped_codes(), rounding=True)
        raw = read("budget.json", as_bytes(with_narrative(budget, random.Random(seed))))
        yield f"generated {seed}", Subject(raw, checker().kit_for(raw))


def main() -> None:
    """Print a table for each document."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--document", default=EXAMPLE)
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--cells", type=int, default=0, metavar="N")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    for name, subject in subjects(options):
        undamaged = diagnosed(subject, subject.raw)
        print(
            f"{name}: {len(subject.sites)} figures with relations ({len(subject.alike)} of them "
            f"share all with another or are only limited), {subject.unvouched} without; "
            f"undamaged: {len(undamaged.causes)} causes, "
            f"{len(joint_rounding(undamaged.network).contradictions)} contradictions"
        )
        print(HEAD)
        for kind, score in run(subject, options).items():
            print(score.row(kind))


if __name__ == "__main__":
    main()
