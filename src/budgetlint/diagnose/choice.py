"""The choice: what would have to be otherwise for what does not hold, and who is to blame.

Hypotheses are tried in the order of how much they explain at once: a rule that does not fit, a
table that was misread, a table in the other unit, a label, then rows and single figures. What one
explains is not left to the next. The first two are no fault of the office: they leave relations
that are not checked. A wide hypothesis is believed only where nothing else speaks against it and no
few figures explain the same, so that this order never hides a misprint.
"""

from __future__ import annotations

from decimal import localcontext

from ..evaluate.outcomes import Outcomes
from ..model import limits
from ..model.amounts import EXACT
from ..model.values import NamedTuple
from . import joint
from .cause import Cause
from .causes import diagnose
from .conventions import doubt_rules
from .doubts import doubts_of
from .echoes import echoed, suspected
from .labels import Judge, LabelSlip, Relabelled, right_labels
from .misread import doubt_tables
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
    of tables that were misread, count as not checked."""
    if not outcomes.broken:
        return outcomes
    rules = list(outcomes.rules)
    with localcontext(EXACT):
        doubt_rules(rules, outcomes.figures)
        document = doubt_tables(rules, outcomes.plan, outcomes.figures)
    return outcomes._replace(document=document, rules=rules)


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
