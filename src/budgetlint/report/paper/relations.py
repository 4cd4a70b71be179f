"""Every relation of a document with its verdict, those that hold as well.

The report of findings takes apart only what broke. Here each relation is wanted, for it is what
vouches for its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from ...evaluate.figures import Figures
from ...evaluate.judge import Judge
from ...evaluate.outcomes import Deviation, Outcomes, RatioDeviation
from ...evaluate.ratios import judge_ratio
from ...model.amounts import BLANK, EXACT, is_blank, printed
from ...model.document import Document
from ...model.layout import PREVIOUS
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...plan.relations import Block, CellRef, Formulas, RatioRelation, Ratios, Relation
from ..cells import cell_value
from ..finding import computed_of, plain, signed
from ..findings import ratio_finding
from .values import Sort

Terms = Sequence[tuple[Decimal, CellRef]]
Key = tuple[int, int]
"""A relation: the identity of what it was taken out of, and its number in it."""


class PaperRelation(NamedTuple):
    """A relation and its verdict; as `values.Judged`, with cells for spots."""

    rule: Rule
    verdict: Verdict
    sort: Sort
    op: str
    left: Terms
    right: Terms
    whole: Terms = ()
    expected: str = ""
    difference: str = ""
    tolerance: str = ""

    @property
    def refs(self) -> list[CellRef]:
        """All cells of the relation."""
        return [ref for _, ref in (*self.left, *self.right, *self.whole)]


SHOWN = frozenset({Verdict.EXACT, Verdict.ROUNDING, Verdict.BROKEN, Verdict.NOT_CHECKED})


def held_relations(outcomes: Outcomes) -> Iterator[PaperRelation]:
    """The relations of all rules that apply and in which something is printed, in rule order."""
    with localcontext(EXACT):
        judge = Judge(outcomes.plan, outcomes.figures)
        for bound, outcome in zip(outcomes.plan.rules, outcomes.rules, strict=True):
            if bound.condition is None or judge.holds(bound.condition):
                sums = {(id(d.source), d.number): d for d in outcome.deviations}
                ratios = {id(d.relation): d for d in outcome.ratios}
                for part in bound.parts:
                    if isinstance(part, Block | Formulas):
                        yield from _of_sums(part, sums, outcomes.document)
                    elif isinstance(part, Ratios):
                        yield from _of_ratios(part, ratios, outcomes.figures)


def _of_sums(
    part: Block | Formulas, deviating: Mapping[Key, Deviation], document: Document
) -> Iterator[PaperRelation]:
    for number in range(part.size):
        held = _linear(part.relation(number), deviating.get((id(part), number)), document)
        if held is not None:
            yield held


def _of_ratios(
    part: Ratios, deviating: Mapping[int, RatioDeviation], figures: Figures
) -> Iterator[PaperRelation]:
    for ratio in part.relations:
        deviation = deviating.get(id(ratio)) or RatioDeviation(ratio, *judge_ratio(ratio, figures))
        if deviation.verdict in SHOWN:
            yield _ratio(deviation, figures)


def _linear(
    relation: Relation, deviation: Deviation | None, document: Document
) -> PaperRelation | None:
    """None where nothing is printed, and for parts that need not be all of a sum."""
    refs = [ref for _, ref in (*relation.left, *relation.right)]
    if all(is_blank(cell_value(ref, document)) for ref in refs):
        return None
    sort = sort_of(refs, relation.op, document)
    if deviation is None:
        if relation.op == "parts" and _total(relation.left, document) > _total(
            relation.right, document
        ):
            sort = "bound"
        return PaperRelation(
            relation.rule, Verdict.EXACT, sort, relation.op, relation.left, relation.right
        )
    verdict, residual, slack = deviation.verdict, deviation.residual, deviation.slack
    known = verdict is not Verdict.NOT_CHECKED
    return PaperRelation(
        relation.rule,
        verdict,
        sort,
        relation.op,
        relation.left,
        relation.right,
        expected=printed(_total(relation.left, document) - residual) if known else "",
        difference=signed(residual) if known else "",
        tolerance=plain(slack) if known else "",
    )


def _total(terms: Terms, document: Document) -> Decimal:
    """The sum of some cells."""
    return sum((weight * cell_value(ref, document) for weight, ref in terms), BLANK)


def _ratio(deviation: RatioDeviation, figures: Figures) -> PaperRelation:
    ratio: RatioRelation = deviation.relation
    found = ratio_finding(deviation, figures) if deviation.possible else None
    return PaperRelation(
        ratio.rule,
        deviation.verdict,
        "ratio",
        "growth" if ratio.growth else "ratio",
        [(Decimal(1), ratio.stated)] if ratio.stated else [],
        ratio.part,
        ratio.whole,
        computed_of(found) if found else "",
    )


def sort_of(refs: Sequence[CellRef], op: str, document: Document) -> Sort:
    """What a relation between these cells compares."""
    tables = {table_of(ref, document) for ref in refs}
    if any(table.startswith(PREVIOUS) for table in tables):
        return "previous"
    if op in ("<=", ">="):
        return "bound"
    if len(tables) > 1:
        return "prose" if any(is_prose(ref, document) for ref in refs) else "table"
    if is_prose(refs[0], document):
        return "prose" if len(refs) == 2 else "adds"
    if len({ref.side for ref in refs}) > 1:
        return "balances"
    if len({ref.column for ref in refs}) == 1:
        return "foots"
    return "crosses" if len({ref.row for ref in refs}) == 1 else "adds"


def table_of(ref: CellRef, document: Document) -> str:
    """The id of the table in which a cell stands."""
    rows = document.sides[ref.side]
    return rows.structure.side.table if rows is not None else ""


def is_prose(ref: CellRef, document: Document) -> bool:
    """Whether a cell is a claim of the narrative."""
    rows = document.sides[ref.side]
    return rows is not None and rows.structure.side.rows == "claims"
