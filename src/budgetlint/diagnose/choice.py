"""The choice: who is to blame for what does not hold, the office, the reading, or the rule."""

from __future__ import annotations

from decimal import localcontext

from ..evaluate.outcomes import Outcomes
from ..model.amounts import EXACT
from .conventions import doubt_rules
from .misread import doubt_tables


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
