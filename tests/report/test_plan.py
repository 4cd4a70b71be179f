"""`budgetlint plan`: what is printed is what is evaluated."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetlint.evaluate.judge import evaluate
from budgetlint.model.document import Document
from budgetlint.model.verdict import Verdict
from budgetlint.report.plan_report import write_plan
from budgetlint.tasks.check import checker

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples/broken/transposed-digits.json")


@pytest.fixture(scope="module")
def printed() -> tuple[Document, dict[str, Any], dict[str, int]]:
    document, plan = checker().planned(EXAMPLE)
    deviating = {
        outcome.rule.code: len(outcome.deviations)
        for outcome in evaluate(plan, document).rules
        if outcome.applies
    }
    return document, json.loads(write_plan(plan, document, "zh", "json")), deviating


def test_the_arrays_give_what_the_evaluation_found(
    printed: tuple[Document, dict[str, Any], dict[str, int]],
) -> None:
    """Σ weights · cells - constant is nothing but where the evaluation found a deviation."""
    document, data, deviating = printed
    ordinals = {
        (side.structure.side.table, side.structure.side.name): side
        for side in document.sides
        if side is not None
    }

    def value(number: int) -> Decimal:
        cell = data["cells"][number]
        rows = ordinals[cell["table"], cell["side"]]
        found = rows.value(cell["column"], cell["row"]) if cell["row"] >= 0 else Decimal(0)
        return found if found.adjusted() < 50 and found else Decimal(0)

    off = 0
    for rule in data["rules"]:
        equations = [r for r in rule["relations"] if r["op"] == "="]
        if rule["code"] not in deviating or len(equations) < len(rule["relations"]):
            continue
        sums = [
            sum((w * value(c) for c, w in zip(r["cells"], r["weights"], strict=True)), Decimal(0))
            - Decimal(r["constant"] or 0)
            for r in equations
            if r["constant"] is None
        ]
        if len(sums) == len(equations):
            assert sum(bool(total) for total in sums) == deviating[rule["code"]], rule["code"]
            off += sum(bool(total) for total in sums)
    assert off


def test_every_rule_is_there_with_what_it_reads(
    printed: tuple[Document, dict[str, Any], dict[str, int]],
) -> None:
    _, data, _ = printed
    rules = {rule["code"]: rule for rule in data["rules"]}
    assert rules["A3"]["reads"] == {"tables": ["expenditure"], "everything": False, "year": False}
    assert len(rules["A3"]["relations"]) > 5
    assert all(rule["relations"] or rule["ratios"] or rule["reads"] for rule in data["rules"])


@pytest.mark.parametrize(("lang", "words"), [("zh", "表3 / "), ("en", "table 3 / ")])
def test_the_text(lang: str, words: str) -> None:
    document, plan = checker().planned(EXAMPLE)
    text = write_plan(plan, document, lang, "text")
    (line,) = [line for line in text.splitlines() if line.startswith("B5 ")]
    assert line.endswith("[expenditure]")
    assert words in text
    verdicts = evaluate(plan, document).rules[0].counts
    assert Verdict.EXACT in verdicts
