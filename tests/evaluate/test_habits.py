"""Differences of one last place: what is a habit of the document is no error."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint import Finding

PACK = """
[pack]
name = "mine"

[layout.a]
number = 1
titles = ["甲表"]
rows = "flat"
label = ["科目"]
total = ["合计"]
columns = ["合计", "基本", "项目"]

[layout.b]
number = 2
titles = ["乙表"]
rows = "flat"
label = ["科目"]
total = ["合计"]
columns = ["合计", "基本", "项目"]

[layout.r]
number = 3
titles = ["比率表"]
rows = "flat"
label = ["科目"]
columns = ["部分", "全部", { name = "占比", percent = true }]

[[rule]]
code = "S1"
kind = "linear"
for = ["a[*]", "b[*]"]
check = "合计 = 基本 + 项目"

[[rule]]
code = "S2"
kind = "rollup"
table = "a"

[[rule]]
code = "S3"
kind = "rollup"
table = "b"

[[rule]]
code = "M1"
kind = "match"
check = "a[$label].合计 = b[$label].合计"

[[rule]]
code = "R1"
kind = "ratio"
for = "r[*]"
part = "部分"
whole = "全部"
stated = "占比"
"""
HEADER = ["科目", "合计", "基本", "项目"]
Row = list[str]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("habits") / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def findings(pack: str, *tables: tuple[str, str, list[Row]]) -> dict[str, list[Finding]]:
    """The findings, and under "rounding" what rounding or habit explains."""
    data: dict[str, Any] = {
        "tables": [
            {"id": name, "money": money, "columns": rows[0], "rows": rows[1:]}
            for name, money, rows in tables
        ]
    }
    (file,) = budgetlint.check(data, pack, rounding=True).files
    assert not file.problems
    return {"found": list(file.findings), "rounding": list(file.rounding)}


def two(
    pack: str, first: list[Row], second: list[Row], money: str = "万元"
) -> dict[str, list[Finding]]:
    return findings(pack, ("a", "万元", [HEADER, *first]), ("b", money, [HEADER, *second]))


A = [
    ["甲", "3.00", "1.00", "2.00"],
    ["乙", "5.00", "2.00", "3.00"],
    ["合计", "8.00", "3.00", "5.00"],
]
APART = [
    ["甲", "3.01", "1.01", "2.00"],
    ["乙", "4.99", "1.99", "3.00"],
    ["合计", "8.00", "3.00", "5.00"],
]


def test_two_figures_rounded_apart_are_rounding(pack: str) -> None:
    out = two(pack, A, APART)
    assert out["found"] == []
    assert [f.code for f in out["rounding"]] == ["M1", "M1"]


def test_one_figure_rounded_apart_is_a_question(pack: str) -> None:
    once = [["甲", "3.01", "1.01", "2.00"], A[1], ["合计", "8.01", "3.01", "5.00"]]
    out = two(pack, A, once)
    assert [(f.code, f.severity) for f in out["found"]] == [("M1", "warning")]


@pytest.mark.parametrize("times", [1, 2])
def test_a_figure_misprinted_by_one_unit_is_an_error(pack: str, times: int) -> None:
    """Its own row does not add up any more."""
    wrong = [[*row] for row in A]
    for row in wrong[:times]:
        row[1] = row[1][:-1] + "1"
    out = two(pack, A, wrong)
    told = [f for found in out["found"] for f in found.relations if f.code == "M1"]
    assert [f.severity for f in told] == ["error"] * times


def test_a_misprint_beside_them_makes_no_errors_of_figures_rounded_apart(pack: str) -> None:
    """The total is off by far more than their units."""
    wrong = [*APART[:2], ["合计", "80.00", "3.00", "5.00"]]
    out = two(pack, A, wrong)
    (found,) = out["found"]
    assert [suspect.suggested for suspect in found.suspects] == [Decimal("8.00")]
    assert {f.code for f in out["rounding"]} == {"M1"}


def test_two_units_apart_is_an_error(pack: str) -> None:
    far = [["甲", "3.02", "1.02", "2.00"], ["乙", "4.98", "1.98", "3.00"], A[2]]
    assert {f.severity for f in two(pack, A, far)["found"]} == {"error"}


CUT = [
    ["甲", "30,049", "10,049", "20,000"],
    ["乙", "49,951", "19,951", "30,000"],
    ["合计", "80,000", "30,000", "50,000"],
]
SMALL = [
    ["甲", "3.00", "1.00", "2.00"],
    ["乙", "4.99", "1.99", "3.00"],
    ["合计", "8.00", "3.00", "5.00"],
]


def test_amounts_cut_off_in_the_larger_unit(pack: str) -> None:
    once = findings(pack, ("a", "万元", [HEADER, *SMALL]), ("b", "元", [HEADER, *CUT]))
    assert [(f.code, f.severity) for f in once["found"]] == [("M1", "warning")]
    more = [[*row] for row in CUT]
    more[0] = ["甲", "30,099", "10,099", "20,000"]
    more[2] = ["合计", "80,050", "30,050", "50,000"]
    often = findings(pack, ("a", "万元", [HEADER, *SMALL]), ("b", "元", [HEADER, *more]))
    assert often["found"] == []
    assert [f.code for f in often["rounding"]].count("M1") >= 2


def rates(pack: str, *stated: str) -> tuple[list[str], list[str]]:
    """The rates reported as errors, and as rounding, of 23153/1000000 = 2.3153 % each."""
    rows = [["科目", "部分", "全部", "占比"]]
    rows += [[f"项{n}", "23,153", "1,000,000", rate] for n, rate in enumerate(stated)]
    out = findings(pack, ("r", "元", rows))
    return (
        [r.cells[0].value for f in out["found"] if f.severity == "error" for r in f.relations],
        [f.cells[0].value for f in out["rounding"]],
    )


def questions(pack: str, *stated: str) -> list[str]:
    """The rates of which it is asked whether they are right."""
    rows = [["科目", "部分", "全部", "占比"]]
    rows += [[f"项{n}", "23,153", "1,000,000", rate] for n, rate in enumerate(stated)]
    out = findings(pack, ("r", "元", rows))
    return [f.cells[0].value for f in out["found"] if f.severity == "warning"]


def test_a_rate_of_one_place_that_is_one_unit_off_is_an_error(pack: str) -> None:
    assert rates(pack, "2.4", "2.3") == (["2.4"], [])


def test_a_rate_that_is_cut_off_is_rounding(pack: str) -> None:
    errors, rounding = rates(pack, "2.31", "2.32")
    assert errors == []
    assert rounding == ["2.31"]


def test_a_rate_one_unit_off_is_a_question_once_and_a_habit_twice(pack: str) -> None:
    assert rates(pack, "2.33", "2.32") == ([], [])
    assert questions(pack, "2.33", "2.32") == ["2.33"]
    assert len(rates(pack, "2.30", "2.32")[0]) == 1
    assert rates(pack, "2.33", "2.33")[0] == []
    assert rates(pack, "2.33", "2.33")[1] == ["2.33", "2.33"]


def test_a_rate_two_units_off_is_an_error_however_often(pack: str) -> None:
    assert len(rates(pack, "2.34", "2.34", "2.29")[0]) == 3
