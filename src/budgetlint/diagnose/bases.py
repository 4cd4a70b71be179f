"""A rate over the wrong base: Δ ÷ this year where Δ ÷ last year is meant; a point that moved."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from .. import messages
from ..evaluate.figures import HUNDRED, Figures, Interval
from ..evaluate.outcomes import RatioDeviation
from ..model.errors import NOTHING, Message
from ..plan.addends import ONE
from ..plan.relations import RatioRelation

MOVED = (Decimal(10), Decimal(100), Decimal("0.1"), Decimal("0.01"))


def rate_hint(deviation: RatioDeviation, figures: Figures) -> Message:
    """What makes the stated percentage come out, if anything simple does; or nothing."""
    relation = deviation.relation
    if relation.stated is None or deviation.possible is None:
        return NOTHING
    stated, bounds = figures.sum([(ONE, relation.stated)])
    low, high = deviation.possible
    if _over_this_year(relation, figures, bounds):
        return messages.wrong_base(stated, (low + high) / 2)
    for factor in MOVED:
        if low <= bounds[1] * factor and bounds[0] * factor <= high:
            return messages.point_moved(stated, (low + high) / 2)
    return NOTHING


def _over_this_year(relation: RatioRelation, figures: Figures, stated: Interval) -> bool:
    """Whether Δ ÷ this year gives what is stated, where the base is this year less Δ."""
    part = {ref for _, ref in relation.part}
    base = [(weight, ref) for weight, ref in relation.whole if ref not in part]
    if len(base) == len(relation.whole):
        return False
    _, parts = figures.sum(relation.part)
    _, wholes = figures.sum(base)
    if wholes[0] <= 0:
        return False
    low, high = stated
    corners = list(product(parts, wholes))
    return (
        min(HUNDRED * p - high * w for p, w in corners)
        <= 0
        <= max(HUNDRED * p - low * w for p, w in corners)
    )
