"""Doubts: what is doubtful of a document, whatever others with the same labels print."""

from __future__ import annotations

import json
from pathlib import Path

from budgetlint.diagnose.charts import chart_of
from budgetlint.diagnose.doubts import Doubts, doubts_of
from budgetlint.evaluate.outcomes import Outcomes
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.kit import Kit, Packs

EXAMPLE = Path(__file__).parents[2] / "examples/xinjiang-2026/budget.json"


def outcomes_of(kit: Kit, amount: str) -> Outcomes:
    """What becomes of a document in which the last row of a list stands there once more."""
    data = json.loads(EXAMPLE.read_text("utf-8"))
    rows = next(table["rows"] for table in data["tables"] if table["id"] == "carry-over")
    rows.append([rows[-1][0], amount, *rows[-1][2:]])
    return kit.outcomes(read_mapping(data))


def test_rows_that_stand_twice_in_one_document_do_so_in_no_other() -> None:
    kit = Packs().load("cn-xinjiang-2026")
    amount = json.loads(EXAMPLE.read_text("utf-8"))["tables"][11]["rows"][-1][1]
    twice, apart = outcomes_of(kit, amount), outcomes_of(kit, "1.11")
    assert twice.plan is apart.plan
    for outcomes in (twice, apart, twice):
        plan, document = outcomes.plan, outcomes.document
        found = doubts_of(plan, document)
        assert found.rows == Doubts(document, chart_of(plan, document)).rows
    plan = twice.plan
    assert doubts_of(plan, twice.document).rows > doubts_of(plan, apart.document).rows
