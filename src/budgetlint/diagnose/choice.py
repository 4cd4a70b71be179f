"""The choice: what would have to be otherwise for what does not hold, and who is to blame.

    proposed by every kind ─▶ the best is believed ─▶ judged again ─▶ proposed … until nothing is

Hypotheses of all kinds are one value (`hypothesis`) and are compared by one measure, its `weight`:
what it mends, less what it breaks and what it costs. Rules that do not fit, and tables, lists
and rows that were misread, are no fault of the office: their relations count as not checked, and
every document is judged so, also one that is read in another unit or under other labels to see what
then holds (`attributed`). Tables in the other unit, labels, whole rows and figures are the office's
(`explained`). A wide hypothesis is proposed only where no few figures explain the same, so that
none ever hides a misprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import localcontext
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

from ..evaluate.outcomes import Outcomes
from ..model import limits
from ..model.amounts import EXACT
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import Skipped
from . import joint
from .causes import diagnose
from .certainty import Cause
from .conventions import misapplied, without_rule
from .doubts import doubts_of
from .echoes import echoed, suspected
from .headed import HeadedReading, doubtful_headings
from .hypothesis import Hypothesis
from .labels import MAX_SLIPS, Judge, LabelSlip, Tried, label_slips, rows_of, tried_labels
from .lists import ListReading, misread_lists
from .marks import broken, is_of_figures, mark_of_link
from .misread import Misreading, misreadings, without_table
from .network import Network
from .placed import RowReading, misplaced_rows
from .titles import Mistitled, mistitled
from .units import InUnit, TableSlip, Trial, unit_slips
from .unread import ColumnReading, unread_columns

AnyHypothesis: TypeAlias = Hypothesis[Any, Any]


class Amounts(NamedTuple):
    """Figures or rows that are otherwise."""

    cause: Cause


class Proposal(NamedTuple):
    """A hypothesis, and what becomes of the document if it is believed; `contested` if it says why
    errors are broken that single figures may explain as well."""

    hypothesis: AnyHypothesis
    outcomes: Callable[[], Outcomes]
    contested: bool = False


Kind = Callable[[Outcomes, Sequence[AnyHypothesis]], Iterable[Proposal]]
"""What proposes hypotheses of one kind, given what is believed so far."""

Diagnosed: TypeAlias = tuple[Network, list[Cause]]
Made = TypeVar("Made")


class Last(Generic[Made]):
    """What is made of outcomes, made once as long as they stay the same: of what is believed, most
    leaves the document as it is."""

    def __init__(self, make: Callable[[Outcomes], Made]) -> None:
        self._make = make
        self._kept: tuple[Outcomes, Made] | None = None

    def __call__(self, outcomes: Outcomes) -> Made:
        """What was made of these outcomes."""
        if self._kept is None or self._kept[0] is not outcomes:
            self._kept = outcomes, self._make(outcomes)
        return self._kept[1]


class Explanation(NamedTuple):
    """Why a document is broken, as far as it is the office's fault: tables in the other unit,
    labels, and what is left to figures; and whether their roundings agree with each other.

    `meant` is what becomes of the document in the units that are meant, `named` also with the
    labels that are.
    """

    units: tuple[TableSlip, ...]
    meant: Outcomes
    labels: tuple[LabelSlip, ...]
    named: Outcomes
    network: Network
    causes: tuple[Cause, ...]
    roundings: joint.Outcome


def believed(
    outcomes: Outcomes, kinds: Sequence[Kind], rivals: Kind | None = None
) -> Iterator[tuple[AnyHypothesis, Outcomes]]:
    """The hypotheses that are believed, one after the other, each with what becomes of the document
    by it: the one that weighs most, until none weighs anything. `rivals` are asked for only where
    anything is contested; of equal ones the first is believed."""
    so_far: list[AnyHypothesis] = []
    while outcomes.broken:
        found = [one for kind in kinds for one in kind(outcomes, so_far)]
        if rivals is not None and any(one.contested for one in found):
            found += rivals(outcomes, so_far)
        best = max(found, key=lambda one: one.hypothesis.weight, default=None)
        if best is None or best.hypothesis.weight <= 0:
            return
        outcomes = best.outcomes()
        so_far.append(best.hypothesis)
        yield best.hypothesis, outcomes


def attributed(outcomes: Outcomes) -> Outcomes:
    """The outcomes without what is not the office's fault: relations of rules that do not fit, and
    of tables, lists, rows and columns that were misread, count as not checked."""
    with localcontext(EXACT):
        for _, after in believed(outcomes, (_rules, _readings, _lists, _rows, _columns)):
            outcomes = after
    return outcomes


def _rules(outcomes: Outcomes, _: Sequence[AnyHypothesis]) -> Iterator[Proposal]:
    for unfit in misapplied(outcomes.rules, outcomes.figures):
        yield Proposal(unfit, partial(without_rule, outcomes, unfit.change))


def _readings(outcomes: Outcomes, _: Sequence[AnyHypothesis]) -> Iterator[Proposal]:
    for misread in misreadings(outcomes.rules, outcomes.plan, outcomes.figures):
        yield Proposal(misread, partial(without_table, outcomes, misread.change))


def _lists(outcomes: Outcomes, _: Sequence[AnyHypothesis]) -> Iterator[Proposal]:
    for misread in misread_lists(outcomes.rules, outcomes.figures):
        yield Proposal(misread, partial(_without, outcomes, misread.change))


def _rows(outcomes: Outcomes, _: Sequence[AnyHypothesis]) -> Iterator[Proposal]:
    for misread in misplaced_rows(outcomes.rules, outcomes.figures):
        yield Proposal(misread, partial(_without, outcomes, misread.change))


def _columns(outcomes: Outcomes, _: Sequence[AnyHypothesis]) -> Iterator[Proposal]:
    kinds = (unread_columns, doubtful_headings)
    for misread in (one for kind in kinds for one in kind(outcomes.rules, outcomes.figures)):
        yield Proposal(misread, partial(_without, outcomes, misread.change))


Read: TypeAlias = ListReading | RowReading | ColumnReading | HeadedReading


def _without(outcomes: Outcomes, read: Read) -> Outcomes:
    """What becomes of a document if relations were perhaps read wrongly: they are not checked."""
    rules = list(outcomes.rules)
    rules[read.rule] = outcome = rules[read.rule].copy()
    outcome.settle({id(found): Verdict.NOT_CHECKED for found in read.founds})
    whole = read.founds[0].relation.left[0][1]
    reason = read.said(outcomes.document)
    outcome.skipped.append(Skipped(outcome.rule, Verdict.NOT_CHECKED, reason, (whole,)))
    return outcomes._replace(rules=rules)


def in_meant_units(outcomes: Outcomes, trial: Trial) -> Outcomes:
    """What becomes of a document with its tables in the units that they are meant in."""
    for _, after in believed(outcomes, (partial(_units, partial(unit_slips, trial=trial)),)):
        outcomes = after
    return outcomes


def explained(outcomes: Outcomes, trial: Trial, judge: Judge) -> Explanation:
    """What explains all that is broken in a document, and is the office's fault."""
    units: tuple[TableSlip, ...] = ()
    labels: tuple[LabelSlip, ...] = ()
    meant = named = outcomes
    in_units = Last(lambda outcomes: tuple(unit_slips(outcomes, trial)))
    tried = Last(lambda outcomes: tried_labels(outcomes, judge))
    blamed = Last(lambda outcomes: _diagnosed(outcomes, ()))
    titled = Last(lambda outcomes: tuple(mistitled(outcomes, trial)))
    wide = (partial(_units, in_units), partial(_labels, tried), partial(_titles, titled))
    for one, after in believed(outcomes, wide, partial(_figures, blamed)):
        if isinstance(one.change, InUnit):  # the tables are read anew
            units, labels, meant, named = (*units, one), (), after, after
        elif isinstance(one.change, Misreading):
            meant = named = after
        elif not isinstance(one.change, Amounts):
            labels, named = (*labels, one), after
    if named.broken > limits.BROKEN:
        named = named.foremost(limits.BROKEN)
    network, causes = _diagnosed(named, labels) if labels else blamed(named)
    roundings = joint.joint_rounding(network, suspected(causes, network))
    causes = echoed(causes, named, network)
    return Explanation(units, meant, labels, named, network, tuple(causes), roundings)


def _units(
    slips: Callable[[Outcomes], Iterable[tuple[TableSlip, Outcomes]]],
    outcomes: Outcomes,
    _: Sequence[AnyHypothesis],
) -> Iterator[Proposal]:
    for slip, after in slips(outcomes):
        yield Proposal(slip, partial(_same, after), contested=True)


def _labels(
    tried: Callable[[Outcomes], Sequence[Tried]],
    outcomes: Outcomes,
    so_far: Sequence[AnyHypothesis],
) -> Iterator[Proposal]:
    if outcomes.broken > limits.BROKEN:  # no slip of a label explains so much
        return
    taken = frozenset(m for one in so_far if isinstance(one.change, Amounts) for m in one.evidence)
    if sum(isinstance(one.change, tuple) for one in so_far) >= MAX_SLIPS:
        return
    errors = broken(outcomes.rules).errors
    for slip, after in label_slips(outcomes, tried(outcomes), taken):
        sums = (mark for mark in slip.evidence if is_of_figures(mark))
        yield Proposal(slip, partial(_same, after), not errors.isdisjoint(sums))


def _titles(
    tried: Callable[[Outcomes], Iterable[Mistitled]], outcomes: Outcomes, _: Sequence[AnyHypothesis]
) -> Iterator[Proposal]:
    for misread in tried(outcomes):
        after = partial(without_table, outcomes, misread.change)
        yield Proposal(misread, after, contested=True)


def _same(outcomes: Outcomes) -> Outcomes:
    return outcomes


def _figures(
    blamed: Callable[[Outcomes], Diagnosed], outcomes: Outcomes, so_far: Sequence[AnyHypothesis]
) -> Iterator[Proposal]:
    """What each cause among figures and rows explains of the errors: a label is believed only for
    what those leave that explain more. The document stays as it is, for what is left to figures is
    searched together in the end."""
    if outcomes.broken > limits.BROKEN:  # figures do not explain so much
        return
    taken = {mark for one in so_far if isinstance(one.change, Amounts) for mark in one.evidence}
    network, causes = blamed(outcomes)
    for cause in causes:
        links = (network.links[number] for number in cause.evidence)
        marks = {mark_of_link(link) for link in links if link.rule.severity == "error"} - taken
        if marks and cause.change.changes:
            slips = len(cause.change.groups)
            yield Proposal(
                Hypothesis(Amounts(cause), tuple(marks), cost=slips - 1), partial(_same, outcomes)
            )


def _diagnosed(outcomes: Outcomes, labels: Iterable[LabelSlip]) -> Diagnosed:
    """What is left to figures and rows, in a document with these labels."""
    plan, network = outcomes.plan, Network(outcomes)
    doubts = doubts_of(plan, outcomes.document, rows_of(labels))
    return network, diagnose(network, plan.pack.slips, doubts)
