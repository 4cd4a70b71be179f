"""The choice: what would have to be otherwise for what does not hold, and who is to blame.

Hypotheses of all kinds are one value (`hypothesis`). Rules that do not fit and tables that were
misread compete for what is broken: the one is believed for which most speaks, less what speaks
against it, and the others must explain what is left. They are no fault of the office, and leave
relations that are not checked. Then tables in the other unit, labels, rows and single figures. A
wide hypothesis is proposed only where no few figures explain the same, so that this order never
hides a misprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext

from ..evaluate.figures import Figures
from ..evaluate.outcomes import Outcomes, RuleOutcome
from ..model import limits
from ..model.amounts import EXACT
from ..model.errors import Problem
from ..model.values import NamedTuple
from ..plan.bind import Plan
from . import joint
from .causes import diagnose
from .certainty import Cause
from .conventions import Misapplied, misapplied, settled
from .doubts import doubts_of
from .echoes import echoed, suspected
from .failing import Key
from .hypothesis import Hypothesis, heaviest
from .labels import Judge, LabelSlip, Relabelled, right_labels
from .misread import Misreading, misreadings, problem_of, unchecked
from .network import Network
from .units import Rescaled, TableSlip


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


def attributed(outcomes: Outcomes) -> Outcomes:
    """The outcomes without what is not the office's fault: relations of rules that do not fit, and
    of tables that were misread, count as not checked. What explains most is believed first, and the
    others must explain what is left."""
    if not outcomes.broken:
        return outcomes
    plan, figures, rules = outcomes.plan, outcomes.figures, list(outcomes.rules)
    problems: list[Problem] = []
    moved: set[Key] = set()
    with localcontext(EXACT):
        while (best := heaviest(_not_the_office(rules, plan, figures))) is not None:
            change = best.change
            if isinstance(change, Misapplied):
                settled(rules, change)
            else:
                unchecked(rules, plan, change, figures, moved)
                problems.append(problem_of(change, best.against, outcomes.document.raw.path))
    document = outcomes.document
    if problems:
        document = document._replace(problems=(*document.problems, *problems))
    return outcomes._replace(document=document, rules=rules)


def _not_the_office(
    rules: Sequence[RuleOutcome], plan: Plan, figures: Figures
) -> Iterator[Hypothesis[Misapplied | Misreading, Key]]:
    """All that is no fault of the office, and may be why something is broken."""
    yield from misapplied(rules, figures)
    yield from misreadings(rules, plan, figures)


def explained(reading: Rescaled, judge: Judge) -> Explanation:
    """What explains all that is broken in a document that is read in the units that are meant."""
    meant = reading.outcomes
    if meant.broken > limits.BROKEN:  # no slip of a label explains so much
        named = Relabelled(meant.foremost(limits.BROKEN))
    else:
        named = right_labels(meant, judge)
    plan, network = named.outcomes.plan, Network(named.outcomes)
    doubts = doubts_of(plan, named.outcomes.document, named.rows)
    causes = diagnose(network, plan.pack.slips, doubts)
    roundings = joint.joint_rounding(network, suspected(causes, network))
    causes = echoed(causes, named.outcomes, network)
    return Explanation(
        reading.slips, meant, named.slips, named.outcomes, network, tuple(causes), roundings
    )
