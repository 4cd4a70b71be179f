"""Relations by what they tie, so that prints of one budget can be compared relation by relation:
by the names of their cells (one form in two formats), or by the coordinates of these (two forms).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from budgetlint.evaluate.outcomes import Outcomes
from budgetlint.model.document import Document
from budgetlint.model.names import norm
from budgetlint.model.place import Place
from budgetlint.model.raw import RawDocument
from budgetlint.model.verdict import Verdict
from budgetlint.plan.links import ratio_cells, sides_of
from budgetlint.plan.relations import CellRef
from budgetlint.recognise.facts import PrintedFact, facts_of
from budgetlint.recognise.titles import unquoted
from budgetlint.report.cells import finding_cell
from budgetlint.tasks.check import checker

Named = Callable[[CellRef], str]
"""A name for a cell; an empty one leaves it out."""
Tie = tuple[str, ...]
"""The cells of a relation with their weights, sorted."""
Verdicts = Mapping[Tie, str]


class Judged(NamedTuple):
    """A document that was checked: what became of its relations, and its facts."""

    pack: str
    outcomes: Outcomes
    facts: tuple[PrintedFact, ...]


def judged(raw: RawDocument) -> Judged:
    """Check a document and keep what `check` does not report: relations that hold, and facts."""
    kit = checker().kit_for(raw)
    outcomes = kit.outcomes(raw)
    facts = facts_of(outcomes.document, kit.layouts[0].vocabulary)
    return Judged(kit.pack.name, outcomes, tuple(facts))


def verdicts(outcomes: Outcomes, named: Named) -> Verdicts:
    """The verdict on each relation between figures; where one is tied twice, the worst."""
    found: dict[Tie, str] = {}
    for tie, verdict in _verdicts(outcomes, named):
        found[tie] = max(verdict, found.get(tie, verdict), key=_ORDER.index)
    return found


HOLDS, ROUNDING, BROKEN = "holds", "rounding", "broken"
_ORDER = (HOLDS, ROUNDING, BROKEN)


def _verdicts(outcomes: Outcomes, named: Named) -> Iterator[tuple[Tie, str]]:
    for bound, outcome in zip(outcomes.plan.rules, outcomes.rules, strict=True):
        off = {(id(d.source), d.number): d.verdict for d in outcome.deviations}
        for source, at in bound.links.linear():
            left, right = sides_of(source, at)
            cells = [*left, *((-weight, ref) for weight, ref in right)]
            yield _tie(cells, named), _word(off.get((id(source), at)))
        ratios = {id(d.relation): d.verdict for d in outcome.ratios}
        for ratio in bound.links.ratios:
            of = [(Decimal(n), ref) for n, ref in enumerate(ratio_cells(ratio), 1)]
            yield ("ratio", *_tie(of, named)), _word(ratios.get(id(ratio)))


def _tie(cells: list[tuple[Decimal, CellRef]], named: Named) -> Tie:
    """The cells in an order of their own; a relation and its negative are the same."""

    def way(sign: int) -> Tie:
        names = ((weight, named(ref)) for weight, ref in cells)
        return tuple(sorted(f"{sign * weight:f} {name}" for weight, name in names if name))

    return max(way(1), way(-1))


def _word(verdict: Verdict | None) -> str:
    known = {Verdict.BROKEN: BROKEN, Verdict.ROUNDING: ROUNDING}
    return known.get(verdict, HOLDS) if verdict is not None else HOLDS


def by_names(document: Document) -> Named:
    """A cell by its table's title, its side, its row and its column, whatever file it is in."""

    def named(ref: CellRef) -> str:
        rows = document.sides[ref.side]
        if rows is None:
            raise LookupError(ref)
        title = unquoted(norm(document.tables[rows.structure.side.table].raw.title))
        row = rows.structure.name(ref.row) if ref.row >= 0 else f"- {ref.missing}"
        return f"{title} {rows.structure.side.name} {norm(row)} {norm(ref.column)}"

    return named


def by_coordinates(one: Judged) -> Named:
    """A cell by the coordinates of what it prints; what prints nothing is left out, whether it is
    a blank or 0.00, and whether there is a column for it."""
    at: dict[Place, PrintedFact] = {fact.place: fact for fact in one.facts}

    def named(ref: CellRef) -> str:
        fact = at.get(finding_cell(ref, one.outcomes.document).place)
        return spelled(fact) if fact is not None and fact.value else ""

    return named


def spelled(fact: PrintedFact) -> str:
    """The coordinates of a fact as one text."""
    return " ".join(f"{k}={v}" for k, v in sorted(fact.coordinates.items())) or "?"
