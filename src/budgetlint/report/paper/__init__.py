"""Working papers: a document as printed, with everything that was found out about its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...evaluate.outcomes import Outcomes
from ..finding import Finding
from .marks import Charge, charges_of, marked
from .passages import draw_passages
from .relations import held_relations
from .spots import Register
from .tables import draw_tables
from .values import (
    STATES,
    Drawn,
    Head,
    Judged,
    Kind,
    Paper,
    PaperRow,
    PaperSection,
    PaperTerm,
    RuleText,
    Sort,
    Spot,
    Square,
    State,
    Stretch,
    Tick,
)  # fmt: skip

__all__ = [
    "STATES",
    "Charge",
    "Drawn",
    "Head",
    "Judged",
    "Kind",
    "Paper",
    "PaperRow",
    "PaperSection",
    "PaperTerm",
    "RuleText",
    "Sort",
    "Spot",
    "Square",
    "State",
    "Stretch",
    "Tick",
    "charges_of",
    "draw_paper",
    "marked",
]


def draw_paper(outcomes: Outcomes, findings: Sequence[Finding]) -> Paper:
    """The working paper of a document that has been checked. `findings` are those of its report:
    the words that they are about can be marked; `marked` does it."""
    document = outcomes.document
    register = Register(document, findings)
    tables = draw_tables(document, register)
    for held in held_relations(outcomes):
        register.hold(held)
    passages = draw_passages(document, register)
    rules = {bound.rule.code: bound.rule for bound in outcomes.plan.rules}
    spoken = {relation.code for relation in register.relations}
    spoken.update(finding.code for finding in findings)
    return Paper(
        document.raw.year,
        document.base_money,
        tables,
        passages,
        register.ticked(),
        tuple(register.relations),
        tuple(
            RuleText(code, rule.name, rule.message, rule.why)
            for code, rule in rules.items()
            if code in spoken
        ),
        register.places,
        frozenset(_drawn(tables, passages)),
    )


def _drawn(tables: Iterable[Drawn], passages: Iterable[PaperSection]) -> Iterator[int]:
    for table in tables:
        yield from (s.spot for line in table.lines for s in line.squares if s.spot >= 0)
    for passage in passages:
        yield from (s.spot for p in passage.paragraphs for s in p if s.spot >= 0)
