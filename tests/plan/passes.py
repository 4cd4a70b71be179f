"""The passes of the plan: a rule and a document in, its relations out."""

from __future__ import annotations

from collections.abc import Iterator

from budgetlint.model.errors import RuleError
from budgetlint.model.verdict import Verdict
from budgetlint.report.plan_report import write_plan
from scenarios import Case, Passes
from small import faults, recognised


def plan(case: Case) -> Iterator[str]:
    """The relations of the rules, and what rules about words and codes find."""
    try:
        kit, document = recognised(case)
    except RuleError as error:
        yield from faults(error)
        return
    made = kit.planner.plan(document)
    yield from write_plan(made, document, "en", "text").splitlines()
    for outcome in kit.judged(document).rules:
        if not outcome.arithmetic:
            counts = outcome.counts
            said = (f"{counts[v]} {v.value}" for v in Verdict if counts.get(v))
            yield f"  {', '.join(said) or 'nothing to judge'}"
        for found in outcome.assertions:
            yield f"  {found.key}: {found.found.en}; expected {found.expected.en}"


KINDS = ("codelist", "linear", "match", "ratio", "rollup", "text", "when")
PASSES: Passes = dict.fromkeys((*KINDS, "conditions", "declared", "rows", "terms"), plan)
