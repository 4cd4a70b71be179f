"""Working papers: a document as printed, with everything that was found out about its figures."""

from __future__ import annotations

from collections.abc import Sequence

from ...bind import Plan
from ...document import Document
from ...errors import Text
from ...evaluate import RuleOutcome
from ...findings import Finding
from .passages import draw_passages
from .relations import held_relations
from .spots import Register
from .tables import draw_tables
from .values import (
    Drawn, Head, Judged, Kind, Line, Paper, Passage, RuleText, Sort, Spot, Square, State, Stretch,
    STATES, Term, Tick,
)  # fmt: skip

__all__ = [
    "STATES",
    "Drawn",
    "Head",
    "Judged",
    "Kind",
    "Line",
    "Paper",
    "Passage",
    "RuleText",
    "Sort",
    "Spot",
    "Square",
    "State",
    "Stretch",
    "Term",
    "Tick",
    "draw_paper",
]


def draw_paper(
    document: Document,
    plan: Plan,
    outcomes: Sequence[RuleOutcome],
    findings: Sequence[Finding],
) -> Paper:
    """The working paper of a document that has been checked. `findings` are those of its report."""
    register = Register(document)
    tables = draw_tables(document, register)
    for held in held_relations(plan, outcomes, document):
        register.hold(held)
    passages = draw_passages(document, findings, register)
    rules = {bound.rule.code: bound.rule for bound in plan.rules}
    spoken = {relation.code for relation in register.relations}
    spoken.update(finding.code for finding in findings)
    return Paper(
        _title(document),
        tables,
        passages,
        register.marked(findings),
        tuple(register.relations),
        tuple(
            RuleText(code, rule.name, rule.message, rule.why)
            for code, rule in rules.items()
            if code in spoken
        ),
    )


def _title(document: Document) -> Text:
    year = document.raw.year
    return Text(f"{year} 年" if year else "", str(year) if year else "")
