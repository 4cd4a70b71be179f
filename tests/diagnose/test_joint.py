"""Roundings judged together: unrounded figures that satisfy everything, or a proof of none."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pytest

import budgetlint
from budgetlint.check import check_raw, choose_pack
from budgetlint.diagnose import Network, joint_rounding
from budgetlint.diagnose.constraints import Reading
from budgetlint.diagnose.joint import parts
from budgetlint.diagnose.network import unscaled
from budgetlint.readers import read
from budgetlint.recognise import recognise
from damage import Subject

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
    pack = choose_pack(raw)
    return whole_network(recognise(raw, pack.layouts), pack)


def test_the_example_is_feasible(example: Subject) -> None:
    network = whole_network(example.document, example.pack)
    outcome = joint_rounding(network)
    assert outcome.complete
    assert outcome.contradictions == ()
    assert outcome.unrounded
    satisfied(network)


def satisfied(network: Network) -> None:
    """The unrounded figures are within half a unit of their prints and satisfy every relation."""
    reading = Reading(network)
    moved = joint_rounding(network).unrounded
    for cell, step in moved.items():
        assert -network.cells[cell].half <= step <= network.cells[cell].half
    for link in network.links:
        plain = getattr(link, "tolerance", None) is None
        if link.rule.severity != "error" or link.number in network.broken or not plain:
            continue
        for terms, constant, low, high in parts(link, reading):
            total = sum(w * (reading.value(c) + moved.get(c, 0)) for c, w in terms) - constant
            assert low is None or total >= low, link.key
            assert high is None or total <= high, link.key


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
    from budgetlint.diagnose.joint import _Problem

    for link in links:
        others = [other for other in links if other != link]
        assert _Problem(network, (), only=others).solve() is None


CLASH = [
    ["201", "一般公共服务支出", "6.00", "3.00", "3.00"],
    ["20141", "数据事务", "6.00", "3.00", "3.00"],
    ["2014101", "甲", "2.01", "1.00", "1.00"],
    ["2014102", "乙", "2.01", "1.00", "1.00"],
    ["2014103", "丙", "1.99", "1.00", "1.00"],
    ["", "总计", "6.00", "3.00", "3.00"],
]


def test_the_report_shows_the_relations_and_the_sum() -> None:
    """合计 is up by 0.01 in every row, which its column denies."""
    rows = [list(row) for row in CLASH]
    rows[4][2] = "2.01"
    data = {
        "profile": "cn-common",
        "tables": [
            {
                "id": "expenditure",
                "money": "万元",
                "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                "rows": [
                    *rows[:2],
                    *([f"20141{i:02}", f"项{i}", "2.01", "1.00", "1.00"] for i in range(1, 5)),
                    rows[5],
                ],
            }
        ],
    }
    for row in (0, 1, 6):
        data["tables"][0]["rows"][row][2:] = ["8.02", "4.00", "4.02"]  # type: ignore[index]
    report = budgetlint.check(data)
    clashes = [finding for finding in report.findings if finding.code == "U2"]
    for clash in clashes:
        assert clash.severity == "warning"
        assert len(clash.evidence) >= 1
    raw = read("budget.json", json.dumps(data).encode())
    assert [f.code for f in check_raw(raw, None).findings] == [f.code for f in report.findings]


@pytest.mark.parametrize("seed", range(40))
def test_a_contradiction_is_a_finding(seed: int) -> None:
    data = expenditure(Random(seed))
    network = network_of(data)
    if network.broken:
        return
    contradictions = joint_rounding(network).contradictions
    findings = [f for f in budgetlint.check(data).findings if f.code == "U2"]
    assert len(findings) == len(contradictions)
    for finding, contradiction in zip(findings, contradictions, strict=True):
        most = max(map(abs, contradiction.multipliers))
        off = unscaled(contradiction.off) / Decimal(most)
        assert f"{off.normalize():f}" in finding.found.en
        assert finding.exit_code if False else finding.severity == "warning"
