"""Relations as whole numbers say what plain decimal arithmetic says, and so does the evaluation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from budgetlint.diagnose import Network
from budgetlint.diagnose.constraints import Assignment
from budgetlint.evaluate.judge import evaluate
from budgetlint.model.verdict import Verdict
from budgetlint.plan.bind import BoundRule, Plan
from budgetlint.plan.cells import cells_for
from budgetlint.plan.links import Links
from budgetlint.plan.reads import Reads
from budgetlint.plan.relations import CellRef, Formula, Formulas
from budgetlint.tasks.kit import Packs
from budgetlint.tasks.reading import read

COLUMNS = ["科目代码", "科目名称", "合计", "基本支出", "项目支出"]
MONEY = COLUMNS[2:]
ROWS = 4
Op = Literal["=", "<=", ">="]
Term = tuple[int, int]
"""A weight, and a cell by its number."""
OPS: Sequence[Op] = ("=", "<=", ">=")


def figures_of(rng: Random) -> list[str]:
    """Small ones, so that many relations are off by about what rounding explains."""
    cents = (rng.choice([None, -2, -1, 0, 1, 2]) for _ in range(ROWS * len(MONEY)))
    return ["" if n is None else f"{Decimal(n).scaleb(-2):f}" for n in cents]


def relations_of(rng: Random) -> list[tuple[Op, list[Term]]]:
    """Relations between any cells, each cell once."""
    cells = range(ROWS * len(MONEY))
    return [
        (rng.choice(OPS), [(rng.choice((-2, -1, 1, 3)), cell) for cell in rng.sample(cells, size)])
        for size in (1, 2, 2, 2, 3, 3, 4, 5, 6)
    ]


KIT = Packs().load("cn-common")


def reference(op: Op, terms: Sequence[Term], figures: Sequence[str]) -> Verdict:
    """What the relation Σ weight · figure ⋈ 0 comes to, by the letter of docs/method.md."""
    shown = [(w, Decimal(figures[cell])) for w, cell in terms if figures[cell]]
    if not shown:
        return Verdict.VACUOUS
    residual = sum((w * value for w, value in shown), Decimal(0))
    if not residual or (op == "<=" and residual < 0) or (op == ">=" and residual > 0):
        return Verdict.EXACT
    slack = sum((abs(w) for w, _ in shown), 0) * Decimal("0.005")
    if len(shown) == 2 and abs(shown[0][0]) == abs(shown[1][0]):
        slack = Decimal(0)  # two prints of one figure
    return Verdict.ROUNDING if abs(residual) <= slack else Verdict.BROKEN


@given(st.integers(0, 10**6))
def test_three_ways_agree(seed: int) -> None:
    figures, relations = figures_of(Random(seed)), relations_of(Random(seed + 1))
    width = len(MONEY)
    rows = [
        [f"20{row + 1}", f"科目20{row + 1}", *figures[row * width : (row + 1) * width]]
        for row in range(ROWS)
    ]
    table = {"id": "expenditure", "money": "万元", "columns": COLUMNS, "rows": rows}
    data = json.dumps({"profile": "cn-common", "tables": [table]}).encode()
    document = KIT.recognise(read("budget.json", data))
    side = document.tables["expenditure"].sides[0].structure.side.ordinal
    rule = next(r for r in KIT.pack.rules if r.severity == "error" and r.tolerance == "rounding")
    refs = [CellRef(side, MONEY[cell % width], cell // width) for cell in range(ROWS * width)]
    parts = [
        Formulas(rule, op, (Formula("", tuple((Decimal(w), refs[cell]) for w, cell in terms), ()),))
        for op, terms in relations
    ]
    plan = Plan(KIT.pack, [BoundRule(rule, parts, Links(parts), Reads(()))], cells_for(document))
    outcomes = evaluate(plan, document)
    wanted = [reference(op, terms, figures) for op, terms in relations]
    found = outcomes.judged[0].counts
    assert {v: found[v] for v in Verdict if found[v]} == {v: wanted.count(v) for v in set(wanted)}

    network = Network(outcomes)
    assignment = Assignment(network)
    for number in {n for ref in refs for n in network.of(network.cell(ref))}:
        link = network.links[number]
        said = wanted[next(i for i, part in enumerate(parts) if part is link.source)]
        assert assignment.holds(link) is (said is not Verdict.BROKEN)
