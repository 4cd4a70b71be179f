"""Outcomes: what became of rules and of the relations that are not exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ..model.document import Document
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import Plan
from ..plan.relations import Assertion, Block, Formulas, RatioRelation, Relation, Skipped
from .figures import Figures


class Deviation(NamedTuple):
    """A relation that is not exact: `residual` is left - right, `slack` what rounding can hide.

    With `excused`, what is broken may be a habit of the document: it is a question, no error.
    """

    source: Block | Formulas
    number: int
    verdict: Verdict
    residual: Decimal
    slack: Decimal
    excused: bool = False

    @property
    def relation(self) -> Relation:
        """The relation with its cells, made when it is asked for."""
        return self.source.relation(self.number)


class RatioDeviation(NamedTuple):
    """A ratio that is not exact; `possible` are the percentages that the figures allow."""

    relation: RatioRelation
    verdict: Verdict
    possible: tuple[Decimal, Decimal] | None
    excused: bool = False


_JUDGED = (Verdict.EXACT, Verdict.ROUNDING, Verdict.BROKEN)
_Found = TypeVar("_Found", Deviation, RatioDeviation)


class RuleOutcome:
    """What became of one rule: counts by verdict, what deviates, and what was left out and why;
    whether it `applies`.

    `arithmetic` counts the relations between figures among those that were judged.
    """

    __slots__ = (
        "applies",
        "arithmetic",
        "assertions",
        "counts",
        "deviations",
        "ratios",
        "rule",
        "skipped",
    )

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.applies = True
        self.arithmetic = 0
        self.counts: defaultdict[Verdict, int] = defaultdict(int)
        self.deviations: list[Deviation] = []
        self.ratios: list[RatioDeviation] = []
        self.assertions: list[Assertion] = []
        self.skipped: list[Skipped] = []

    @property
    def is_broken(self) -> bool:
        """Whether anything of the rule is broken."""
        return self.counts[Verdict.BROKEN] > 0

    def copy(self) -> RuleOutcome:
        """The same, to be settled by itself."""
        found = RuleOutcome(self.rule)
        found.applies, found.arithmetic = self.applies, self.arithmetic
        found.counts.update(self.counts)
        found.deviations, found.ratios = self.deviations, self.ratios
        found.assertions, found.skipped = self.assertions, list(self.skipped)
        return found

    def settle(self, verdicts: Mapping[int, Verdict]) -> None:
        """Give what is broken and has one of these identities its verdict; it is excused."""

        def said(found: _Found) -> _Found:
            verdict = verdicts.get(id(found))
            if verdict is None:
                return found
            self.counts[found.verdict] -= 1
            self.counts[verdict] += 1
            return found._replace(verdict=verdict, excused=True)

        self.deviations = [said(found) for found in self.deviations]
        self.ratios = [said(found) for found in self.ratios]

    @property
    def judged(self) -> int:
        """How many relations and assertions were found to hold or not to hold."""
        return sum(map(self.counts.__getitem__, _JUDGED))

    @property
    def status(self) -> Verdict:
        """EXACT for a rule that was checked, NOT_CHECKED (also in part), or NOT_APPLICABLE; VACUOUS
        for one that met nothing that it speaks of, not even a blank."""
        if self.skipped:
            first = self.skipped[0].verdict
            alike = all(s.verdict is first for s in self.skipped)
            return first if alike else Verdict.NOT_CHECKED
        return Verdict.EXACT if any(self.counts.values()) else Verdict.VACUOUS


class Outcomes(NamedTuple):
    """What became of a plan over the figures of a document: one outcome for each of its rules.

    `judged` are the same before habits and lists in prose were looked at; `moved` the relations
    that hold and count as not checked, because a table of theirs was misread.
    """

    document: Document
    plan: Plan
    figures: Figures
    rules: Sequence[RuleOutcome]
    judged: Sequence[RuleOutcome] = ()
    moved: frozenset[tuple[int, int]] = frozenset()

    @property
    def broken(self) -> int:
        """How many relations and assertions are broken."""
        return sum(outcome.counts[Verdict.BROKEN] for outcome in self.rules)

    def foremost(self, most: int) -> Outcomes:
        """The same with the first that are broken, no more than so many; counts stay."""
        room = iter(range(most))

        def kept(found: _Found) -> bool:
            return found.verdict is not Verdict.BROKEN or next(room, None) is not None

        rules = [outcome.copy() for outcome in self.rules]
        for outcome in rules:
            outcome.deviations = list(filter(kept, outcome.deviations))
            outcome.ratios = list(filter(kept, outcome.ratios))
            outcome.assertions = [a for a in outcome.assertions if next(room, None) is not None]
        return self._replace(rules=rules)
