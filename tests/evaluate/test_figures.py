"""Parts that need not be all, and figures that can be taken as they are printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from budgetlint.evaluate.figures import Figures
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

BASE = Path(__file__).parents[1] / "badinput" / "base"
EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"


@pytest.mark.parametrize(
    ("part", "verdict"),
    [("4,751.11", "not_applicable"), ("4,750.61", "not_applicable"), ("1.00", "not_applicable"),
     ("4,751.61", "exact"), ("4,752.11", "broken")],
)  # fmt: skip
def test_parts_may_be_less_than_the_whole(tmp_path: Path, part: str, verdict: str) -> None:
    """By however little; but not more."""
    rules = (BASE / "rules.toml").read_text("utf-8").split("[[rule]]")[0]
    (tmp_path / "rules.toml").write_text(
        rules
        + """[[rule]]
code = "P1"
name = "parts"
kind = "rollup"
table = "expenditure"
columns = "合计"
root = false
op = "parts"
message = "more than the whole"
""",
        "utf-8",
    )
    document: dict[str, Any] = json.loads((BASE / "budget.json").read_text("utf-8"))
    table = document["tables"][0]
    table["rows"] = [
        ["201", "一般公共服务支出", "4,751.61", "4,751.61", ""],
        ["20141", "数据事务", part, part, ""],
        ["", "合计", "4,751.61", "4,751.61", ""],
    ]
    raw = read("budget.json", json.dumps(document).encode())
    relations = checker(str(tmp_path / "rules.toml")).report(raw).coverage.relations
    assert {name: n for name, n in relations.items() if n} == {verdict: 1}


def test_one_table_of_numbers_is_enough() -> None:
    """Figures count as printed only if no table has dropped zeros or holds JSON numbers."""
    document: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    assert _figures(document).as_printed
    row = document["tables"][2]["rows"][0]
    row[2] = float(row[2].replace(",", ""))
    assert not _figures(document).as_printed


def _figures(document: dict[str, Any]) -> Figures:
    raw = read("budget.json", json.dumps(document).encode())
    return Figures(checker("cn-xinjiang-2026").kit_for(raw).recognise(raw))
