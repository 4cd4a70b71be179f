"""Labels: a wrong code or name, where right amounts would otherwise be suspected.

One wrong code takes a row out of its sum, puts it into another, and leaves it without its like in
other tables: several relations break although every amount is right. So before any amount is
suspected the document is read with other codes and names in single rows, as far as something
speaks for them (`charts`): the name stands elsewhere under another code, a parent is missing, a
digit would put the code into its place. A reading is believed if it makes broken relations or
assertions hold, breaks none, and no other reading does as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import TypeAlias

from ..evaluate.outcomes import Outcomes, RuleOutcome
from ..model.codes import is_code, level_of
from ..model.document import Document, Structure
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import Plan
from ..recognise.structure import relabelled
from .charts import MAX_SIZE, Known, OwnCodes, chart_of, childless, coded, faults, own_codes
from .hypothesis import Hypothesis
from .marks import Broken, Mark, broken

MAX_SLIPS = 6
MAX_ROWS = 60
"""Rows of one side whose labels are doubted; where there are more, it is no slip."""
MAX_TRIED = 24
"""Readings of one document that are tried, for each slip that is found."""


class Label(NamedTuple):
    """What the code and the name of a row should be."""

    side: int
    row: int
    code: str
    name: str


class Guess(NamedTuple):
    """Other labels for one row, or for two that were exchanged, and what speaks for them: by how
    much better they fit their own table, and how many others print them so. It is `proper` if a
    single code is at fault by its own table or by a list, and others vouch for the new one."""

    labels: tuple[Label, ...]
    fit: int
    support: int
    proper: bool


LabelSlip: TypeAlias = Hypothesis[tuple[Label, ...], Mark]
"""A wrong label: what one row, or several, should be called."""


def rows_of(slips: Iterable[LabelSlip]) -> list[tuple[int, int]]:
    """The rows with other labels, each with its side."""
    return [(label.side, label.row) for slip in slips for label in slip.change]


Judge = Callable[[Document, Outcomes], Outcomes]
"""What becomes of the rules in a document, given what became of them under other labels."""


class Tried(NamedTuple):
    """What becomes of a document by a guess, and what is broken then."""

    guess: Guess
    outcomes: Outcomes
    broken: Broken


class LabelTrial(NamedTuple):
    """What a guess mends: errors, and lesser things (`better`), less those that it breaks; and what
    becomes of the document by it."""

    guess: Guess
    outcomes: Outcomes
    mended: frozenset[Mark]
    better: frozenset[Mark]
    lesser: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The better, the higher."""
        return len(self.mended), self.lesser, self.guess.fit, self.guess.support


def tried_labels(outcomes: Outcomes, judge: Judge) -> list[Tried]:
    """The likeliest guesses, each with what becomes of the document by it."""
    trials = (
        (guess, judge(with_labels(outcomes.document, guess.labels), outcomes))
        for guess in _likeliest(outcomes)
    )
    return [Tried(guess, trial, broken(trial.rules)) for guess, trial in trials]


def label_slips(
    outcomes: Outcomes, tried: Sequence[Tried], taken: frozenset[Mark]
) -> Iterator[tuple[LabelSlip, Outcomes]]:
    """The guess that mends most of what is broken, but for what is `taken`, if it breaks nothing
    and tells more than an order; and what becomes of the document by it."""
    before = broken(outcomes.rules)
    before = before._replace(errors=before.errors - taken)
    found = [trial for one in tried if (trial := _mended(one, before, taken)) is not None]
    if found:
        best = max(found, key=lambda trial: trial.rank)
        yield _slip(best, [trial for trial in found if trial is not best]), best.outcomes


def _slip(best: LabelTrial, others: Sequence[LabelTrial]) -> LabelSlip:
    """The hypothesis that the best of some guesses is. All lesser things that are mended, where no
    error is, count as one."""
    equal = [t for t in others if t.mended >= best.mended and t.rank == best.rank]
    certain = best.guess.proper and not equal and len(best.mended) >= MIN_MENDED
    return Hypothesis(
        best.guess.labels,
        tuple(best.mended or best.better),  # no finding is lost: what it mends is its evidence
        "certain" if certain else "possible" if equal else "likely",
        tuple(trial.guess.labels for trial in equal),
        cost=0 if best.mended else len(best.better) - 1,
    )


MIN_MENDED = 2


def _mended(one: Tried, before: Broken, taken: frozenset[Mark]) -> LabelTrial | None:
    """What a guess mends; None if it breaks something or tells nothing."""
    after = one.broken
    mended = before.errors - after.errors
    better = before.lesser - after.lesser
    if after.errors - before.errors - taken or not (mended | better) & before.telling:
        return None
    lesser = len(better) - len(after.lesser - before.lesser)
    return LabelTrial(one.guess, one.outcomes, mended, better, lesser)


def with_labels(document: Document, labels: Iterable[Label]) -> Document:
    """The document with other codes and names in some rows."""
    by_side: dict[int, list[Label]] = {}
    for label in labels:
        by_side.setdefault(label.side, []).append(label)
    sides = list(document.sides)
    tables = dict(document.tables)
    for ordinal, changed in by_side.items():
        rows = sides[ordinal]
        if rows is None:
            continue
        codes, names = list(rows.structure.codes), list(rows.structure.labels)
        for label in changed:
            codes[label.row], names[label.row] = label.code, label.name
        new = rows._replace(structure=relabelled(rows.structure, tuple(codes), tuple(names)))
        sides[ordinal] = new
        table = tables[rows.structure.side.table]
        own = tuple(new if side is rows else side for side in table.sides)
        tables[table.id] = table._replace(sides=own)
    return document._replace(sides=sides, tables=tables)


# Guessing.


def _likeliest(outcomes: Outcomes) -> list[Guess]:
    """The guesses that most speaks for, each once, as far as they concern anything broken."""
    plan, document = outcomes.plan, outcomes.document
    concerned = set(_concerned(outcomes.rules))
    every: tuple[Guess, ...] = plan.kept.get("guesses", lambda: tuple(_guesses(plan, document)))
    guesses = {
        guess.labels: guess
        for guess in every
        if any(concerned & {(x.side, x.row), (x.side, x.code)} for x in guess.labels)
    }
    ranked = sorted(guesses.values(), key=lambda g: (-g.fit, -g.support, g.labels))
    return ranked[:MAX_TRIED]


def _guesses(plan: Plan, document: Document) -> Iterator[Guess]:
    """All that the labels of a document suggest."""
    chart = chart_of(plan, document)
    for ordinal, shape in coded(document):
        if shape.size <= MAX_SIZE and not shape.side.units and not shape.unread:
            own = own_codes(plan, shape)
            yield from _Column(document, ordinal, shape, chart, own).guesses()


def _concerned(outcomes: Iterable[RuleOutcome]) -> Iterator[tuple[int, int | str]]:
    """The rows that broken relations and assertions speak of, and the codes that they miss."""
    for outcome in outcomes:
        relations = (d.relation for d in outcome.deviations if d.verdict is Verdict.BROKEN)
        refs = [ref for r in relations for _, ref in (*r.left, *r.right)]
        refs += [ref for assertion in outcome.assertions for ref in assertion.cells]
        for ref in refs:
            yield ref.side, ref.row if ref.row >= 0 else ref.missing.partition(" ")[0]


class _Column:
    """The codes and names of one side, and what would be better ones."""

    def __init__(
        self, document: Document, side: int, shape: Structure, chart: Known, own: OwnCodes
    ) -> None:
        self.side = side
        self.shape = shape
        self.chart = chart
        self._document = document
        self.codes = list(shape.codes)
        self.names = list(map(norm, shape.labels))
        self.printed = frozenset(filter(None, self.codes))
        self.lacking = {c[:-2] for c in self.printed if level_of(c) > 1} - self.printed
        self.own = own
        self.faults = own.faults
        self.unfit = sum(own.faults.values()) + len(own.idle)

    def _unfit(self, codes: Sequence[str]) -> int:
        return sum(faults(self.shape, codes).values()) + len(childless(codes))

    def guesses(self) -> Iterator[Guess]:
        """Better codes for single rows, here or wherever the row is printed so; better names; and
        two rows with each other's code, or code and name."""
        doubted = self._doubted()
        for row in doubted:
            yield from self._other_codes(row)
            yield from self._other_names(row)
        yield from self._exchanged([row for row in doubted if row in self.faults])

    def _doubted(self) -> list[int]:
        """The rows for which something is missing that could vouch for them."""
        first = [*self.faults, *(row for row in self.own.idle if row not in self.faults)]
        unplaced = [r for r in self.shape.unplaced if self.names[r]]
        if len(first) + len(unplaced) > MAX_ROWS or self._in_another_order():
            return []
        alone = [
            row
            for row, (code, name) in enumerate(zip(self.codes, self.names, strict=True))
            if code and name and not self.chart.support(self.side, code, name)
        ]
        return list(dict.fromkeys((*first, *unplaced, *alone)))[:MAX_ROWS]

    def _in_another_order(self) -> bool:
        """Whether more codes are out of order than slips that are looked for would put there."""
        return self.own.astray > 3 * MAX_SLIPS

    def _other_codes(self, row: int) -> Iterator[Guess]:
        own, name = self.codes[row], self.names[row]
        named = set(self.chart.codes_of(self.side, name))
        near = edits(own) & self.chart.names.keys() if own else set[str]()
        # The code of a project's row may stand there once more.
        taken = frozenset[str]() if self.shape.projects[row] else self.printed
        guesses = list(self._better(row, (named | self.lacking | near) - taken))
        if not guesses and row in self.faults:
            guesses = list(self._better(row, edits(own) - taken))
        yield from guesses

    def _better(self, row: int, codes: Iterable[str]) -> Iterator[Guess]:
        """The codes that fit better than a row's own, or as well and others print them so; none
        that others give another name, and none for a code to which others give this name."""
        own, name = self.codes[row], self.names[row]
        before = self.chart.support(self.side, own, name)
        for code in sorted(filter(is_code, codes)):
            trial = [*self.codes[:row], code, *self.codes[row + 1 :]]
            fit = self.unfit - self._unfit(trial)
            support = self.chart.support(self.side, code, name)
            if fit > 0 or (fit == 0 and support > before):
                label = Label(self.side, row, code, self.shape.labels[row])
                proper = self._is_proper(own, code, name, fit)
                if support >= before and (support or not self.chart.others(self.side, code)):
                    yield Guess((label,), fit, support - before, proper)
                if not self._is_listed(own, name):
                    yield from self._everywhere(label, own, fit)

    def _is_proper(self, own: str, code: str, name: str, fit: int) -> bool:
        """Whether more than copies of one slip speak for another code: tables are made from each
        other, so that many of them print a wrong code alike. A list that knows the code that is
        printed, or another for the name, has the last word; where none does, two others must print
        the new code so, or one and the parent that its own table prints."""
        support = self.chart.support(self.side, code, name)
        if self._is_listed(code, name):
            return not self._is_listed(own, name) and (fit > 0 or self._list_knows(own))
        parent = self._has_parent(code) and not self._has_parent(own)
        listed = self._list_knows(own) or self.chart.listed_codes(name)
        return fit > 0 and support + parent >= MIN_VOICES and not listed

    def _has_parent(self, code: str) -> bool:
        return code[:-2] in self.printed

    def _list_knows(self, code: str) -> bool:
        return -1 in self.chart.sides.get(code, ())

    def _is_listed(self, code: str, name: str) -> bool:
        """Whether a list gives a code this name."""
        return -1 in self.chart.names.get(code, {}).get(name, ())

    def _everywhere(self, label: Label, own: str, fit: int) -> Iterator[Guess]:
        """The same in every table that prints the row so."""
        name = norm(label.name)
        labels = [
            Label(side, row, label.code, shape.labels[row])
            for side, shape in coded(self._document)
            for row in shape.by_code.get(own, ())
            if norm(shape.labels[row]) == name and not shape.side.units
        ]
        if own and len(labels) > 1:
            yield Guess(tuple(labels), fit, int(self._is_listed(label.code, name)), proper=False)

    def _other_names(self, row: int) -> Iterator[Guess]:
        code = self.codes[row]
        if not code or self.chart.support(self.side, code, self.names[row]):
            return
        for name, count in self.chart.names_of(self.side, code).items():
            label = Label(self.side, row, code, self.chart.shown[name])
            yield Guess((label,), 0, count, proper=False)

    def _exchanged(self, rows: Sequence[int]) -> Iterator[Guess]:
        for first, second in islice(combinations(rows, 2), MAX_PAIRS):
            trial = list(self.codes)
            trial[first], trial[second] = trial[second], trial[first]
            fit = self.unfit - self._unfit(trial)
            if fit > 0 and trial[first] and trial[second]:
                yield self._swap(first, second, fit, names=False)
                yield self._swap(first, second, fit, names=True)

    def _swap(self, first: int, second: int, fit: int, *, names: bool) -> Guess:
        labels = self.shape.labels
        one = Label(self.side, first, self.codes[second], labels[second if names else first])
        other = Label(self.side, second, self.codes[first], labels[first if names else second])
        support = sum(
            self.chart.support(self.side, new.code, norm(new.name))
            - self.chart.support(self.side, self.codes[new.row], self.names[new.row])
            for new in (one, other)
        )
        return Guess((one, other), fit, support, proper=False)


MAX_PAIRS = 80
MIN_VOICES = 2
"""How many must speak for a code that no list knows: others that print it, and its parent."""


def edits(code: str) -> frozenset[str]:
    """What one slip makes of a code: a digit is another, two neighbours changed places, one is
    missing, or there is one too many."""
    parts = [(code[:i], code[i:]) for i in range(len(code) + 1)]
    replaced = (a + d + b[1:] for a, b in parts if b for d in DIGITS)
    swapped = (a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1)
    shorter = (a + b[1:] for a, b in parts if b)
    longer = (a + d + b for a, b in parts for d in DIGITS)
    return frozenset((*replaced, *swapped, *shorter, *longer)) - {code}


DIGITS = "0123456789"
