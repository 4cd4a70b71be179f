"""Lists in prose: a sum that does not come out accuses only where the list was read whole.

A sentence may leave parts out, and reading may miss a part or take one too many. A list is whole
if its shares add up to 100, or if its sum fails by no more than one slip of the hand: one of its
figures, or the total, with one edit of its digits, makes it come out. Two prints of one figure
that are less than a hundredth apart are meant to be the same. Otherwise nobody can tell
a misprint from a list that was read in part, and the sum counts as not checked. A figure that
prose and a table print differently accuses too where most of what its section says agrees with the
tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .. import messages
from ..model.amounts import ZERO, exponent, half_unit, is_blank
from ..model.digits import one_slip
from ..model.verdict import Verdict
from ..plan.relations import CellRef, RatioRelation, Skipped
from .figures import Figures
from .outcomes import Deviation, RatioDeviation, RuleOutcome

ALL = Decimal(100)
IDENTITY = "identity"
"""The kind of rules that hold prose against tables."""
OFTEN = 2


def doubt_lists(outcomes: Iterable[RuleOutcome], figures: Figures) -> None:
    """What open rules find broken, and what may as well be a list read in part, is not checked."""
    for outcome in outcomes:
        if not outcome.rule.open:
            continue
        failed = (d for d in outcome.deviations if d.verdict is Verdict.BROKEN)
        outcome.settle({id(d): Verdict.ROUNDING for d in failed if _is_rounded(d, figures)})
        broken = [d for d in outcome.deviations if d.verdict is Verdict.BROKEN]
        rates = [r for r in outcome.ratios if r.verdict is Verdict.BROKEN]
        doubtful: list[Deviation | RatioDeviation] = [
            d
            for d in broken
            if not (_slipped(d, figures) or _is_close(d, figures) or is_vouched(d, broken, figures))
        ]
        fits = _rates_fit(outcome)
        doubtful += [r for r in rates if not (fits or _adds_up(r.relation, figures))]
        if doubtful:
            outcome.settle({id(found): Verdict.NOT_CHECKED for found in doubtful})
            said = messages.other_figure if outcome.rule.kind == IDENTITY else messages.list_in_part
            reason = said(len(doubtful))
            cells = tuple(map(_place, doubtful))
            outcome.skipped.append(Skipped(outcome.rule, Verdict.NOT_CHECKED, reason, cells))


def _place(found: Deviation | RatioDeviation) -> CellRef:
    """Where to look: the figure that is said of the whole, or the share."""
    if isinstance(found, Deviation):
        relation = found.relation
        return next(ref for _, ref in (*relation.left, *relation.right))
    stated = found.relation.stated
    return stated if stated is not None else found.relation.part[0][1]


def _is_rounded(deviation: Deviation, figures: Figures) -> bool:
    """Whether the last places printed explain it: in prose 358万元 beside 948.5万元 may be rounded,
    where a table has dropped zeros."""
    cells = (*deviation.relation.left, *deviation.relation.right)
    values = [(weight, figures.value(ref)) for weight, ref in cells]
    if len(values) < 3 or any(value.is_nan() for _, value in values):
        return False
    room = sum((abs(w) * half_unit(exponent(v)) for w, v in values if v), ZERO)
    return abs(deviation.residual) <= room


def is_vouched(deviation: Deviation, broken: Iterable[Deviation], figures: Figures) -> bool:
    """Whether most of what prose says in one section is what the tables print: then what is not
    speaks against the prose, and not against how it was read."""
    source = deviation.source
    if source.rule.kind != IDENTITY:
        return False
    failed = sum(d.source is source for d in broken)
    said = sum(
        not any(is_blank(figures.value(CellRef(s, c, r))) for _, s, c, r in source.terms(number))
        for number in range(source.size)
    )
    return said - failed >= OFTEN * failed


def _rates_fit(outcome: RuleOutcome) -> bool:
    """The same for rates that prose itself says the amounts of."""
    held = outcome.counts[Verdict.EXACT] + outcome.counts[Verdict.ROUNDING]
    return outcome.rule.kind == IDENTITY and held >= OFTEN * outcome.counts[Verdict.BROKEN]


def _slipped(deviation: Deviation, figures: Figures) -> bool:
    """Whether one edit of the digits of one figure makes the sum come out."""
    relation = deviation.relation
    signed = [*relation.left, *((-weight, ref) for weight, ref in relation.right)]
    return any(
        abs(weight) == 1
        and one_slip(figures.value(ref), figures.value(ref) - weight * deviation.residual)
        for weight, ref in signed
    )


def _is_close(deviation: Deviation, figures: Figures) -> bool:
    """Whether two prints of one figure are less than a hundredth apart."""
    cells = [ref for _, ref in (*deviation.relation.left, *deviation.relation.right)]
    largest = max(abs(figures.value(ref)) for ref in cells)
    return len(cells) == 2 and abs(deviation.residual) * 100 < largest


def _adds_up(relation: RatioRelation, figures: Figures) -> bool:
    """Whether the shares of all that the whole is added up from make 100, as they stand or but
    for one slip in the share at hand."""
    stated = relation.stated
    if stated is None:
        return False
    shares = [CellRef(ref.side, stated.column, ref.row) for _, ref in relation.whole]
    room = sum((figures.half(*share[:3]) for share in shares), ZERO)
    rest = ALL - sum((figures.value(share) for share in shares), ZERO)
    value, unit = figures.value(stated), 2 * figures.half(*stated[:3])
    return abs(rest) <= room or any(
        one_slip(value, value + rest + step) for step in (ZERO, unit, -unit)
    )
