"""Evaluate: the only place where figures are judged.

A relation is `exact`, or explained by `rounding`, or `broken`; `vacuous` where nothing is printed.
How much rounding may explain is reasoned about with the intervals that printed figures stand for
(XBRL Calculations 1.1 does the same for reported facts): 14,751.61 is some value within half a
unit of its last place, so a relation may be off by the sum of the half units of its cells. Two
prints of one figure are the same figure, and may not differ at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from ..messages.catalogue import say
from ..model.amounts import BLANK, EXACT, UNREADABLE, ZERO, exponent, half_unit, is_blank
from ..model.document import Document
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.bind import BoundRule, Plan
from ..plan.links import sides_of
from ..plan.relations import (
    Assertion,
    Block,
    CellRef,
    Condition,
    Formulas,
    Implication,
    Live,
    Ratios,
    Settled,
    Skipped,
)
from ..plan.sums import Sums
from ..plan.wording import Wording
from .figures import NOTHING, Figures
from .habits import excuse
from .lists import doubt_lists
from .outcomes import Deviation, Outcomes, RatioDeviation, RuleOutcome
from .ratios import judge_ratio

SETTLED = "settled"


def evaluate(plan: Plan, document: Document, like: Outcomes | None = None) -> Outcomes:
    """The outcome of every rule of the plan, in the pack's order.

    `like` is what became of the same figures and the same narrative under other labels: a rule
    that is bound as it was there is not judged again.
    """
    known = dict(zip(map(id, like.plan.rules), like.judged, strict=True)) if like else {}
    with localcontext(EXACT):
        figures = like.figures if like is not None else None
        figures = Figures(document, figures, plan.places, plan.cells)
        judge = Judge(plan, figures)
        known = {**_settled(plan), **known}
        judged = [known.get(id(bound)) or judge.rule(bound) for bound in plan.rules]
        outcomes = [outcome.copy() if outcome.is_broken else outcome for outcome in judged]
        excuse(outcomes, plan, figures)
        doubt_lists(outcomes, figures)
        return Outcomes(document, plan, figures, outcomes, judged)


def _settled(plan: Plan) -> Mapping[int, RuleOutcome]:
    """What becomes of the rules that ask nothing of figures or texts, by their identities: the same
    for all documents of the plan. Nobody changes them; what is broken is copied before."""

    def made() -> Mapping[int, RuleOutcome]:
        known = [_kept(plan, bound) for bound in plan.rules]
        return {id(one.bound): one.outcome for one in known if one.outcome is not None}

    found: Mapping[int, RuleOutcome] = plan.kept.get(SETTLED, made)
    return found


class _SettledRule(NamedTuple):
    """What becomes of a rule, if that is settled. It holds the rule, by whose identity it is kept
    for other plans."""

    bound: BoundRule
    outcome: RuleOutcome | None


def _kept(plan: Plan, bound: BoundRule) -> _SettledRule:
    found: _SettledRule = plan.of_rules.get(id(bound), lambda: _settled_rule(bound))
    return found


def _settled_rule(bound: BoundRule) -> _SettledRule:
    alone = bound.condition is None
    settled = alone and all(isinstance(part, (Settled, Skipped)) for part in bound.parts)
    return _SettledRule(bound, _filled(bound) if settled else None)


def _filled(bound: BoundRule) -> RuleOutcome:
    """The outcome of a rule whose parts are settled; with a count for every verdict, so that nobody
    who asks for one adds it."""
    outcome = RuleOutcome(bound.rule)
    outcome.counts.update(dict.fromkeys(Verdict, 0))
    for part in bound.parts:
        if isinstance(part, Settled):
            _settle(part, outcome)
        elif isinstance(part, Skipped):
            outcome.skipped.append(part)
    return outcome


def again(plan: Plan, rules: Sequence[BoundRule], figures: Figures) -> list[RuleOutcome]:
    """What becomes of some rules of a plan over other figures than were printed."""
    judge = Judge(plan, figures)
    outcomes = list(map(judge.rule, rules))
    excuse(outcomes, plan, figures)
    doubt_lists(outcomes, figures)
    return outcomes


class Judge:
    """Judges the relations and assertions of one document."""

    def __init__(self, plan: Plan, figures: Figures) -> None:
        self.document = figures.document
        self.figures = figures
        self._links = plan.links
        self.printed = Wording(figures.document, plan.texts)

    def tell(self, source: Block | Formulas, index: int) -> Verdict:
        """The verdict on one relation by itself; exact also where nothing is printed."""
        values = (self.figures.value(CellRef(*term[1:])) for term in source.terms(index))
        if any(value.is_nan() for value in values):
            return Verdict.NOT_CHECKED
        residual = self._residual(source, index)
        if not residual or (source.op in _SIGNS and residual * _SIGNS[source.op] < 0):
            return Verdict.EXACT
        beyond = abs(residual) > self._slack(source, index)
        if beyond and source.op == "parts" and residual > 0:
            return Verdict.NOT_APPLICABLE
        return Verdict.BROKEN if beyond else Verdict.ROUNDING

    def rule(self, bound: BoundRule) -> RuleOutcome:
        """Judge all parts of a rule whose condition holds."""
        outcome = RuleOutcome(bound.rule)
        if bound.condition is not None:
            applies = self.holds(bound.condition)
            if not applies:
                outcome.applies = False
                outcome.skipped.append(_inapplicable(bound.rule, bound.condition, applies))
                return outcome
        for part in bound.parts:
            if isinstance(part, (Block, Formulas, Ratios)):
                before = outcome.judged
                _JUDGES[type(part)](self, part, outcome)
                outcome.arithmetic += outcome.judged - before
            else:
                _JUDGES[type(part)](self, part, outcome)
        return outcome

    def block(self, block: Block | Formulas, outcome: RuleOutcome) -> None:
        """Judge a block a column at a time; take out only what is not exact."""
        sums = self._links.sums(block, self.figures)
        size = block.size
        blanks, deviating = size, 0
        if sums is not None:
            odd = _beyond(block, sums)
            blanks, deviating = sums.blanks, len(odd)
            self._keep(block, odd, sums.unread, outcome)
        counts = outcome.counts
        if block.empty_holds:
            blanks = 0
        elif block.vacuous_counts:
            counts[Verdict.VACUOUS] += blanks
        counts[Verdict.EXACT] += size - blanks - deviating

    def _keep(
        self,
        block: Block | Formulas,
        indices: Iterable[int],
        unread: frozenset[int],
        outcome: RuleOutcome,
    ) -> None:
        """Judge and keep relations that are not exact: from here on in Decimal, to be shown."""
        for index in indices:
            if index in unread:
                verdict, residual, slack = Verdict.NOT_CHECKED, UNREADABLE, BLANK
            else:
                residual = self._residual(block, index)
                slack = self._slack(block, index)
                verdict = Verdict.BROKEN if abs(residual) > slack else Verdict.ROUNDING
                if verdict is Verdict.BROKEN and block.op == "parts" and residual > 0:
                    outcome.counts[Verdict.NOT_APPLICABLE] += 1
                    continue
            outcome.counts[verdict] += 1
            outcome.deviations.append(Deviation(block, index, verdict, residual, slack))

    def _residual(self, block: Block | Formulas, index: int) -> Decimal:
        """left - right of one relation, with the places printed."""
        total = BLANK
        for terms, sign in zip(sides_of(block, index), (1, -1), strict=True):
            for weight, ref in terms:
                value = self.figures.value(ref)
                if not is_blank(value):
                    total += sign * weight * value
        constant = block.constant(index)
        return total if constant is BLANK else total - constant

    def _slack(self, block: Block | Formulas, index: int) -> Decimal:
        """How much the printed places can hide in one relation.

        Σ |w| · half a unit over the printed cells. Where only two figures are printed and one is
        to equal the other, they are two prints of one figure: nothing, if their places agree.
        """
        tolerance = block.rule.tolerance
        if tolerance == "exact":
            return ZERO
        if isinstance(tolerance, Decimal):
            return tolerance
        if self.figures.as_printed and (quick := self._uniform_slack(block, index)) is not None:
            return quick
        printed = list(self._halves(block, index))
        if len(printed) == 2 and block.constant(index) is BLANK:
            (w1, first), (w2, second) = printed
            if first == second and abs(w1) == abs(w2):
                return ZERO
        units = self.figures.units
        return sum((abs(weight) * units[half] for weight, half in printed), ZERO)

    def _uniform_slack(self, block: Block | Formulas, index: int) -> Decimal | None:
        """The same where all figures have the same places and no weights, as nearly always."""
        values = []
        for weight, side, column, row in block.terms(index):
            rows = self.document.sides[side]
            figures = rows.columns.get(column) if rows is not None else None
            if figures is not None and (value := figures[row]) is not BLANK:
                values.append(value)
                if abs(weight) != 1 or side in self.figures.mixed:
                    return None
        if not values or not all(map(values[0].same_quantum, values)):
            return None
        if len(values) == 2 and block.constant(index) is BLANK:
            return ZERO
        return len(values) * half_unit(exponent(values[0]))

    def _halves(self, block: Block | Formulas, index: int) -> Iterator[tuple[Decimal, int]]:
        """The printed cells of a relation: weights, and half units of last places."""
        spans, halves = self.figures.cells.spans, self.figures.halves
        for weight, side, column, row in block.terms(index):
            span = spans.get((side, column))
            if span is not None and row >= 0 and halves[span[0] + row] != NOTHING:
                yield weight, halves[span[0] + row]

    def ratios(self, ratios: Ratios, outcome: RuleOutcome) -> None:
        """Judge stated percentages and ranges."""
        for relation in ratios.relations:
            verdict, possible = judge_ratio(relation, self.figures)
            outcome.counts[verdict] += 1
            if verdict in (Verdict.BROKEN, Verdict.ROUNDING, Verdict.NOT_CHECKED):
                outcome.ratios.append(RatioDeviation(relation, verdict, possible))

    def settled(self, settled: Settled, outcome: RuleOutcome) -> None:
        """Count assertions that were settled when the rule was bound."""
        _settle(settled, outcome)

    def live(self, live: Live, outcome: RuleOutcome) -> None:
        """Ask the document."""
        _count(live.test.assertions(self.printed), outcome)

    def implication(self, implication: Implication, outcome: RuleOutcome) -> None:
        """Where the premise holds the conclusion does; the failing side is what is reported."""
        premise = self.holds(implication.premise)
        conclusion = self.holds(implication.conclusion)
        if premise is None or conclusion is None:
            outcome.counts[Verdict.NOT_CHECKED] += 1
            open_ = implication.premise if premise is None else implication.conclusion
            outcome.skipped.append(_inapplicable(implication.rule, open_, None))
        elif premise and not conclusion:
            self._fails(implication, implication.conclusion, outcome)
        elif implication.both_ways and conclusion and not premise:
            self._fails(implication, implication.premise, outcome)
        else:
            applies = premise or implication.both_ways
            outcome.counts[Verdict.EXACT if applies else Verdict.NOT_APPLICABLE] += 1

    def _fails(self, implication: Implication, condition: Condition, outcome: RuleOutcome) -> None:
        """Report the first atom of `condition` that does not hold."""
        outcomes = [self._atom(atom) for _, atom in condition.atoms]
        found = next((a for o in outcomes for a in o.assertions), None)
        relation = next((d.relation for o in outcomes for d in o.deviations), None)
        refs = [ref for _, ref in (*relation.left, *relation.right)] if relation else []
        shown = found or Assertion(
            condition.text,
            Verdict.BROKEN,
            tuple(refs),
            say("verdicts.does-not-hold", condition=condition.text),
            say("verdicts.condition", condition=condition.text),
        )
        outcome.counts[Verdict.BROKEN] += 1
        outcome.assertions.append(
            Assertion(implication.key, Verdict.BROKEN, shown.cells, shown.found, shown.expected)
        )

    def skipped(self, skipped: Skipped, outcome: RuleOutcome) -> None:
        """Keep the reason."""
        outcome.skipped.append(skipped)

    def holds(self, condition: Condition) -> bool | None:
        """Whether all atoms hold; None if a figure that decides it cannot be read."""
        for negated, atom in condition.atoms:
            counts = self._atom(atom).counts
            if counts[Verdict.NOT_CHECKED]:
                return None
            if (counts[Verdict.BROKEN] == 0) is negated:
                return False
        return True

    def _atom(self, atom: Formulas | Live | Settled) -> RuleOutcome:
        outcome = RuleOutcome(atom.rule)
        _JUDGES[type(atom)](self, atom, outcome)
        return outcome


def _beyond(block: Block | Formulas, sums: Sums) -> Sequence[int]:
    """The relations of a block that do not hold to the last place, or cannot be told to."""
    if block.op in _SIGNS:
        sign = _SIGNS[block.op]
        found = [i for i, residual in enumerate(sums.residuals) if residual * sign > 0]
    elif any(sums.residuals):
        found = [i for i, residual in enumerate(sums.residuals) if residual]
    else:
        found = []
    return sorted({*found, *sums.unread}) if sums.unread else found


_SIGNS = {"<=": 1, ">=": -1}
"""What left - right may not be, where it is an inequality."""

_JUDGES: Mapping[type, Callable[..., None]] = {
    Block: Judge.block,
    Formulas: Judge.block,
    Ratios: Judge.ratios,
    Settled: Judge.settled,
    Live: Judge.live,
    Implication: Judge.implication,
    Skipped: Judge.skipped,
}


def _settle(settled: Settled, outcome: RuleOutcome) -> None:
    for verdict, count in settled.counts.items():
        outcome.counts[verdict] += count
    outcome.assertions += settled.broken


def _count(assertions: Iterable[Assertion], outcome: RuleOutcome) -> None:
    for assertion in assertions:
        outcome.counts[assertion.verdict] += 1
        if assertion.verdict is Verdict.BROKEN:
            outcome.assertions.append(assertion)


def _inapplicable(rule: Rule, condition: Condition, applies: bool | None) -> Skipped:  # noqa: FBT001
    """Why a rule with a condition was not run: it does not hold, or cannot be told."""
    if applies is None:
        text = say("verdicts.condition-unread", condition=condition.text)
        return Skipped(rule, Verdict.NOT_CHECKED, text)
    text = say("verdicts.not-applicable", condition=condition.text)
    return Skipped(rule, Verdict.NOT_APPLICABLE, text)
