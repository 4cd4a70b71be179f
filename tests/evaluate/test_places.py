"""How many places a figure was printed with, where its table drops zeros and another does not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from badinput.scenario import BASE

RULES = (BASE / "rules.toml").read_text(encoding="utf-8")
BUDGET = json.loads((BASE / "budget.json").read_text(encoding="utf-8"))


def layout(name: str) -> str:
    """The layout of the base once more, for another table."""
    start = RULES.index("[layout.")
    text = RULES[start : RULES.index("[[rule]]")]
    return text.replace(".expenditure]", f".{name}]").replace("单位支出", "部门支出")


def table(*rows: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(BUDGET["tables"][0])
    return {**found, "rows": list(rows)}


CAREFUL = table(
    ["201", "一般公共服务支出", "9.50", "4.50", "5.00"], ["", "合计", "9.50", "4.50", "5.00"]
)
# A general format of a spreadsheet: 792.00 is printed 792.
DROPPED = table(
    ["201", "一般公共服务支出", "792", "400", "391"],
    ["202", "外交支出", "10.25", "10.25", ""],
    ["", "合计", "802.25", "410.25", "392"],
)


@pytest.mark.parametrize("both", [True, False])
def test_units_are_no_roundings_where_zeros_are_dropped(
    both: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """792 is not 400 and 391, whatever another table prints."""
    (tmp_path / "rules.toml").write_text(RULES + layout("other"), encoding="utf-8")
    other = [{**CAREFUL, "id": "other", "title": ""}] if both else []
    report = budgetlint.check({"tables": [DROPPED, *other]}, str(tmp_path / "rules.toml"))
    assert report.problems == ()
    first = report.findings[0]
    assert (first.code, first.cells[0].row, str(first.tolerance)) == (
        "A3",
        "201 一般公共服务支出",
        "0.015",
    )


PARTS = RULES.replace('table = "expenditure"\n', 'table = "expenditure"\nop = "parts"\n')


@pytest.mark.parametrize(
    ("part", "found"),
    [("9.00", False), ("9.50", False), ("9.99", False), ("10.00", False), ("10.02", True)],
)
def test_parts_may_be_less_than_the_whole(part: str, found: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """They are only some of what it holds; but they are never more."""
    (tmp_path / "rules.toml").write_text(PARTS, encoding="utf-8")
    rows = (
        ["201", "一般公共服务支出", "10.00", "10.00", ""],
        ["20101", "人大事务", part, part, ""],
        ["", "合计", "10.00", "10.00", ""],
    )
    report = budgetlint.check({"tables": [table(*rows)]}, str(tmp_path / "rules.toml"))
    assert report.problems == ()
    broken = {relation.code for finding in report.findings for relation in finding.relations}
    assert ("B5" in broken) is found
