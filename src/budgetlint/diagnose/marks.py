"""Marks: what makes something that is broken the same, whatever is read otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from ..evaluate.outcomes import Deviation, RuleOutcome
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.kinds.codelist import Codes
from ..plan.relations import RatioRelation, Relation
from .network import AnyLink, Quotient

Mark = tuple[object, ...]
"""What makes a broken relation or assertion the same in two readings: its rule and its first
printed cell, or its key."""


WORDING = ("text", "outline")
"""Kinds of rules that speak of the narrative only, whatever the labels of tables are."""


class Broken(NamedTuple):
    """What is broken in a document: errors, and lesser things; `telling` is what is not just an
    order of rows."""

    errors: frozenset[Mark]
    lesser: frozenset[Mark]
    telling: frozenset[Mark]


def broken(outcomes: Iterable[RuleOutcome]) -> Broken:
    """The marks of all that is broken."""
    errors: set[Mark] = set()
    lesser: set[Mark] = set()
    telling: set[Mark] = set()
    for outcome in (outcome for outcome in outcomes if outcome.rule.kind not in WORDING):
        found = marks_of(outcome)
        (errors if outcome.rule.severity == "error" else lesser).update(found)
        settings = outcome.rule.settings
        if not (isinstance(settings, Codes) and settings.check == "order"):
            telling.update(found)
    return Broken(frozenset(errors), frozenset(lesser), frozenset(telling))


def marks_of(outcome: RuleOutcome) -> list[Mark]:
    """What one rule finds broken: its deviations, ratios and assertions, in this order."""
    code = outcome.rule.code
    broken_ = (d for d in outcome.deviations if d.verdict is Verdict.BROKEN)
    ratios = (r.relation for r in outcome.ratios if r.verdict is Verdict.BROKEN)
    return [
        *map(mark_of, broken_),
        *(_of_ratio(code, ratio) for ratio in ratios),
        *((code, "", *(a.cells or a.spans or (a.key,))) for a in outcome.assertions),
    ]


def is_of_figures(mark: Mark) -> bool:
    """Whether it is a sum or a ratio, not an assertion about rows."""
    return mark[1] != ""


def mark_of(deviation: Deviation) -> Mark:
    """What a sum is called that is broken."""
    return _of_sum(deviation.relation)


def mark_of_link(link: AnyLink) -> Mark:
    """The same of a relation of the network."""
    if isinstance(link, Quotient):
        return _of_ratio(link.rule.code, link.source)
    return _of_sum(link.source.relation(link.at))


def _of_ratio(code: str, ratio: RatioRelation) -> Mark:
    return code, "%", ratio.stated or ratio.key


def _of_sum(relation: Relation) -> Mark:
    """The rule of a sum, and the first of its cells that is printed, else its name."""
    cells = (ref for _, ref in (*relation.left, *relation.right) if ref.row >= 0)
    return relation.rule.code, relation.op, next(cells, relation.key)
