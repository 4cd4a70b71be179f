"""The choice: what would have to be otherwise for what does not hold, and who is to blame.

    proposed by every kind ─▶ the best is believed ─▶ judged again ─▶ proposed … until nothing is

Hypotheses of all kinds are one value (`hypothesis`) and are compared by one measure, its `weight`:
what it mends, less what it breaks and what it costs. Rules that do not fit, and tables and lists
that were misread, are no fault of the office: their relations count as not checked, and every
document is judged so, also one that is read in another unit or under other labels to see what then
holds (`attributed`). Tables in the other unit, labels, whole rows and figures are the office's
(`explained`). A wide hypothesis is proposed only where no few figures explain the same, so that
none ever hides a misprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import localcontext
from functools import partial
from typing import Any, TypeAlias

from ..evaluate.outcomes import Outcomes
from ..model import limits
from ..model.amounts import EXACT
from ..model.values import NamedTuple
from . import joint
from .causes import diagnose
from .certainty import Cause
from .conventions import misapplied, without_rule
from .doubts import doubts_of
from .echoes import echoed, suspected
from .hypothesis import Hypothesis
from .labels import MAX_SLIPS, Judge, LabelSlip, label_slips, rows_of
from .lists import misread_lists, without_list
from .marks import mark_of_link
from .misread import misreadings, without_table
from .network import Network
from .units import InUnit, TableSlip, Trial, unit_slips

Any_: TypeAlias = Hypothesis[Any, Any]


class Amounts(NamedTuple):
    """Figures or rows that are otherwise."""

    cause: Cause


class Proposal(NamedTuple):
    """A hypothesis, and what becomes of the document if it is believed."""

    hypothesis: Any_
    outcomes: Callable[[], Outcomes]


Kind = Callable[[Outcomes, Sequence[Any_]], Iterable[Proposal]]
"""What proposes hypotheses of one kind, given what is believed so far."""


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
) -> Iterator[tuple[Any_, Outcomes]]:
    """The hypotheses that are believed, one after the other, each with what becomes of the document
    by it: the one that weighs most, until none weighs anything. `rivals` are asked for only where
    there is anything else; of equal ones the first is believed."""
    so_far: list[Any_] = []
    while outcomes.broken:
        found = [one for kind in kinds for one in kind(outcomes, so_far)]
        if found and rivals is not None:
            found += rivals(outcomes, so_far)
        best = max(found, key=lambda one: one.hypothesis.weight, default=None)
        if best is None or best.hypothesis.weight <= 0:
            return
        outcomes = best.outcomes()
        so_far.append(best.hypothesis)
        yield best.hypothesis, outcomes


def attributed(outcomes: Outcomes) -> Outcomes:
    """The outcomes without what is not the office's fault: relations of rules that do not fit, and
    of tables and lists that were misread, count as not checked."""
    with localcontext(EXACT):
        for _, after in believed(outcomes, (_rules, _readings, _lists)):
            outcomes = after
    return outcomes


def _rules(outcomes: Outcomes, _: Sequence[Any_]) -> Iterator[Proposal]:
    for unfit in misapplied(outcomes.rules, outcomes.figures):
        yield Proposal(unfit, partial(without_rule, outcomes, unfit.change))


def _readings(outcomes: Outcomes, _: Sequence[Any_]) -> Iterator[Proposal]:
    for misread in misreadings(outcomes.rules, outcomes.plan, outcomes.figures):
        yield Proposal(misread, partial(without_table, outcomes, misread))


def _lists(outcomes: Outcomes, _: Sequence[Any_]) -> Iterator[Proposal]:
    for misread in misread_lists(outcomes.rules, outcomes.figures):
        yield Proposal(misread, partial(without_list, outcomes, misread.change))


def in_meant_units(outcomes: Outcomes, trial: Trial) -> Outcomes:
    """What becomes of a document with its tables in the units that they are meant in."""
    for _, after in believed(outcomes, (partial(_units, trial),)):
        outcomes = after
    return outcomes


def explained(outcomes: Outcomes, trial: Trial, judge: Judge) -> Explanation:
    """What explains all that is broken in a document, and is the office's fault."""
    units: tuple[TableSlip, ...] = ()
    labels: tuple[LabelSlip, ...] = ()
    meant = named = outcomes
    for one, after in believed(
        outcomes, (partial(_units, trial), partial(_labels, judge)), _figures
    ):
        if isinstance(one.change, InUnit):  # the tables are read anew
            units, labels, meant, named = (*units, one), (), after, after
        elif not isinstance(one.change, Amounts):
            labels, named = (*labels, one), after
    if named.broken > limits.BROKEN:
        named = named.foremost(limits.BROKEN)
    network, causes = _diagnosed(named, labels)
    roundings = joint.joint_rounding(network, suspected(causes, network))
    causes = echoed(causes, named, network)
    return Explanation(units, meant, labels, named, network, tuple(causes), roundings)


def _units(trial: Trial, outcomes: Outcomes, _: Sequence[Any_]) -> Iterator[Proposal]:
    yield from _known(unit_slips(outcomes, trial))


def _labels(judge: Judge, outcomes: Outcomes, so_far: Sequence[Any_]) -> Iterator[Proposal]:
    if outcomes.broken > limits.BROKEN:  # no slip of a label explains so much
        return
    taken = frozenset(m for one in so_far if isinstance(one.change, Amounts) for m in one.evidence)
    if sum(isinstance(one.change, tuple) for one in so_far) < MAX_SLIPS:
        yield from _known(label_slips(outcomes, judge, taken))


def _known(found: Iterable[tuple[Any_, Outcomes]]) -> Iterator[Proposal]:
    """Hypotheses of which is known already what becomes of the document."""
    for one, after in found:
        yield Proposal(one, partial(_same, after))


def _same(outcomes: Outcomes) -> Outcomes:
    return outcomes


def _figures(outcomes: Outcomes, so_far: Sequence[Any_]) -> Iterator[Proposal]:
    """What each cause among figures and rows explains of the errors: a label is believed only for
    what those leave that explain more. The document stays as it is, for what is left to figures is
    searched together in the end."""
    taken = {mark for one in so_far if isinstance(one.change, Amounts) for mark in one.evidence}
    network, causes = _diagnosed(outcomes, ())
    for cause in causes:
        links = (network.links[number] for number in cause.evidence)
        marks = {mark_of_link(link) for link in links if link.rule.severity == "error"} - taken
        if marks and cause.change.changes:
            slips = len(cause.change.groups)
            yield Proposal(
                Hypothesis(Amounts(cause), tuple(marks), cost=slips - 1), partial(_same, outcomes)
            )


def _diagnosed(outcomes: Outcomes, labels: Iterable[LabelSlip]) -> tuple[Network, list[Cause]]:
    """What is left to figures and rows, in a document with these labels."""
    plan, network = outcomes.plan, Network(outcomes)
    doubts = doubts_of(plan, outcomes.document, rows_of(labels))
    return network, diagnose(network, plan.pack.slips, doubts)
