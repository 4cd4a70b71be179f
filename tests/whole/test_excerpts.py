"""Narratives in the manner of places that no pack knows: what is right is called right, and a
figure that was changed is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from budgetlint.model.verdict import Verdict
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.check import checker

DATA = Path(__file__).parents[1] / "data" / "excerpts.toml"
EXCERPTS = tomli.loads(DATA.read_text(encoding="utf-8"))["excerpt"]
OF_WHOLE_DOCUMENTS = {"K1b", "K6", "K7"}
"""Rules that ask for parts which an excerpt has not."""


def told(excerpt: dict[str, Any], text: str) -> set[str]:
    """The rules that call something wrong, or questionable."""
    sections = [{"title": excerpt["title"], "text": text, "section": "一"}]
    tables = [
        {"id": f"of-{n}", "money": "万元", **table}
        for n, table in enumerate(excerpt.get("tables", ()))
    ]
    year = {"year": excerpt["year"]} if "year" in excerpt else {}
    raw = read_mapping({"narrative": sections, "tables": tables, **year})
    outcomes = checker().kit_for(raw).outcomes(raw)
    broken = {o.rule for o in outcomes.rules if o.counts[Verdict.BROKEN]}
    return {rule.code for rule in broken if rule.severity != "info"} - OF_WHOLE_DOCUMENTS


@pytest.mark.parametrize("excerpt", EXCERPTS, ids=[e["name"] for e in EXCERPTS])
def test_right_figures_are_right_and_wrong_ones_noticed(excerpt: dict[str, Any]) -> None:
    right = excerpt["right"]
    assert told(excerpt, right) == set()
    for old, new in excerpt["wrong"]:
        before, found, after = right.rpartition(old)
        assert found
        assert told(excerpt, before + new + after), f"{old} → {new}"
