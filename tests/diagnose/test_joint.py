"""Roundings judged together: unrounded figures that satisfy everything, or a proof of none."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import budgetlint
from budgetlint.diagnose import Network, joint_rounding
from budgetlint.diagnose.constraints import Assignment
from budgetlint.diagnose.joint import Question
from budgetlint.diagnose.network import Link
from budgetlint.diagnose.prints import Prints
from budgetlint.report import Style, report_text
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from damage import Subject
from generate import as_bytes, unit_budget
from narrative import with_narrative
from seeded.entries import shipped_codes

from .test_network import whole_network


def expenditure(rng: Random) -> dict[str, Any]:
    """A table whose rows and columns are all within rounding, each for itself."""
    items = []
    for _ in range(rng.randint(3, 9)):
        basic, project = rng.randint(1, 900), rng.randint(1, 900)
        items.append([basic + project + rng.choice([-1, 0, 0, 1]), basic, project])
    total = [sum(column) + rng.randint(-3, 3) for column in zip(*items, strict=True)]

    def cells(figures: list[int]) -> list[str]:
        return [f"{figure // 100}.{figure % 100:02}" for figure in figures]

    rows = [["201", "一般公共服务支出", *cells(total)], ["20141", "数据事务", *cells(total)]]
    rows += [[f"20141{i:02}", f"项{i}", *cells(item)] for i, item in enumerate(items, 1)]
    return {
        "profile": "cn-common",
        "tables": [
            {
                "id": "expenditure",
                "money": "万元",
                "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                "rows": [*rows, ["", "总计", *cells(total)]],
            }
        ],
    }


def network_of(data: dict[str, Any]) -> Network:
    raw = read("budget.json", json.dumps(data).encode())
    return whole_network(raw, checker().kit_for(raw))


def test_the_example_is_feasible(example: Subject) -> None:
    network = whole_network(example.raw, example.pack)
    outcome = joint_rounding(network)
    assert outcome.complete
    assert outcome.contradictions == ()
    assert outcome.unrounded
    satisfied(network)


def prints_of(network: Network) -> Prints:
    return Prints(network.outcomes.plan, network.figures, network.deviating)


def satisfied(network: Network) -> None:
    """The unrounded figures are within half a unit of their prints and satisfy every relation."""
    assignment, prints, number = Assignment(network), prints_of(network), network.plan.cells.number
    moved = joint_rounding(network).unrounded
    for cell, step in moved.items():
        assert -prints.halves[cell] <= step <= prints.halves[cell]
    for link, relation in zip(network.links, network.relations, strict=True):
        plain = getattr(link, "tolerance", None) is None
        if link.rule.severity != "error" or link.number in network.broken or not plain:
            continue
        if getattr(link, "stated", None) is not None and link.number not in network.rounding:
            continue  # a percentage that was computed from the printed figures
        if isinstance(link, Link):  # told by the network, which knows nothing of `prints`
            total: int | Fraction = assignment.residual(link)
            for cell, w in link.terms:
                total += w * moved.get(number(network.cells[cell].ref), 0)
            assert total <= 0 or link.op in (">=", "parts"), link.key
            assert total >= 0 or link.op == "<=", link.key
        for terms, constant, low, high in prints.parts(relation):
            found = sum(w * (prints.values[c] + moved.get(c, 0)) for c, w in terms) - constant
            assert low is None or found >= low, link.key
            assert high is None or found <= high, link.key


@pytest.mark.parametrize("seed", [3048, 3094])
def test_what_is_computed_from_printed_figures_is_no_contradiction(seed: int) -> None:
    """Rates of small figures; a remainder that is only rounding."""
    budget = unit_budget(seed, codes=shipped_codes(), rounding=True)
    network = network_of(json.loads(as_bytes(with_narrative(budget, Random(seed)))))
    assert joint_rounding(network).contradictions == ()


def test_figures_or_a_proof() -> None:
    """Of tables that are within rounding row by row, some are not as a whole."""
    seen: Counter[str] = Counter()
    for seed in range(260):
        network = network_of(expenditure(Random(seed)))
        if network.broken:
            continue
        outcome = joint_rounding(network)
        assert outcome.complete
        if not outcome.contradictions:
            seen["feasible"] += 1
            satisfied(network)
        for contradiction in outcome.contradictions:
            seen["contradiction"] += 1
            proven(network, contradiction.links, contradiction.multipliers)
            assert contradiction.off > contradiction.hidden
            needed(network, contradiction.links)
    assert seen["feasible"] > 20
    assert seen["contradiction"] > 5


def proven(network: Network, links: tuple[int, ...], multipliers: tuple[int, ...]) -> None:
    """Added up with these multipliers, the printed figures are off by more than rounding hides."""
    weights: Counter[int] = Counter()
    for number, times in zip(links, multipliers, strict=True):
        for cell, weight in getattr(network.links[number], "terms", ()):
            weights[cell] += times * weight
    off = sum(weight * network.cells[cell].value for cell, weight in weights.items())
    hidden = sum(
        abs(weight) * network.cells[cell].half
        for cell, weight in weights.items()
        if network.cells[cell].printed
    )
    assert abs(off) > hidden


def needed(network: Network, links: tuple[int, ...]) -> None:
    """Without any one of its relations there is no contradiction between the others."""
    prints = prints_of(network)
    relations = [network.relations[link] for link in links]
    for relation in relations:
        others = [other for other in relations if other != relation]
        assert Question(prints, only=others).solve() is None


def test_the_text_says_which_relations_clash() -> None:
    seed = next(
        seed for seed in range(260)
        if not (network := network_of(expenditure(Random(seed)))).broken
        and joint_rounding(network).contradictions
    )  # fmt: skip
    report = budgetlint.check(expenditure(Random(seed)))
    text = report_text("text", report, Style("en"))
    assert "roundings that contradict each other" in text
    assert "relations together are off by" in text
    assert "the relations, each so many times: " in text


@pytest.mark.parametrize("seed", range(40))
def test_a_contradiction_is_a_finding(seed: int) -> None:
    data = expenditure(Random(seed))
    network = network_of(data)
    if network.broken:
        return
    contradictions = joint_rounding(network).contradictions
    findings = [f for f in budgetlint.check(data).findings if f.code == "U2"]
    assert bool(findings) is bool(contradictions)
    for finding in findings:
        assert finding.severity == "warning"
        assert len(finding.evidence) == len(finding.multipliers) >= 2
        off, hidden = map(Decimal, re.findall(r"\d+\.\d+", finding.found.en))
        assert off > hidden
