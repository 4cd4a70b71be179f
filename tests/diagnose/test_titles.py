"""Tables that are not what their titles say: told where, with their titles exchanged, nearly all
holds and their amounts agree with other tables. A slip of the office stays an error."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import Checker, checker

EXAMPLE = Path(__file__).parents[2] / "examples/xinjiang-2026/budget.json"
TABLE = """
[layout."{id}"]
number = {number}
titles = ["{title}"]
rows = "flat"
label = ["名称"]
total = ["合计"]
columns = [{columns}]
"""
PRINTS = """
[[rule]]
code = "{code}"
name = "两表一致"
kind = "match"
severity = "error"
check = "{id}[$name].总计 = whole[$name].{column}"
total = true
message = "不等"
why = "同一科目"
"""
NOT_ABOVE = """
[[rule]]
code = "L"
name = "不超过"
kind = "match"
severity = "error"
check = "some[$name].总计 <= other[$name].总计"
total = true
message = "超过"
why = "同一科目"
"""
NAMES = ["教育", "卫生", "住房", "农业", "交通", "合计"]
SOME = ["4.00", "9.00", "13.00", "12.50", "21.00", "59.50"]
OTHER = ["6.00", "11.00", "17.00", "27.50", "29.00", "90.50"]
Amounts = Sequence[str]


LAYOUTS = [
    '[pack]\nname = "own"\n',
    TABLE.format(id="whole", number=1, title="总表", columns='"基本", "项目"'),
    TABLE.format(id="some", number=2, title="基本支出表", columns='"总计"'),
    TABLE.format(id="other", number=3, title="项目支出表", columns='"总计"'),
]
BASIC = PRINTS.format(code="R1", id="some", column="基本")
PROJECTS = PRINTS.format(code="R2", id="other", column="项目")


def pack(folder: Path, *rules: str) -> Checker:
    path = folder / "own.toml"
    path.write_text("".join((*LAYOUTS, *rules)), encoding="utf-8")
    return checker(str(path))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return pack(tmp_path_factory.mktemp("pack"), BASIC, PROJECTS, NOT_ABOVE)


def table(title: str, columns: Sequence[str], *amounts: Amounts) -> dict[str, Any]:
    rows = [list(row) for row in zip(NAMES, *amounts, strict=True)]
    head = {"id": title, "title": title, "money": "万元"}
    return {**head, "columns": ["名称", *columns], "rows": rows}


def check(own: Checker, basic: Amounts, projects: Amounts, whole: Amounts = SOME) -> FileReport:
    """What is said of these amounts below the two titles."""
    tables = [
        table("总表", ["基本", "项目"], whole, OTHER),
        table("基本支出表", ["总计"], basic),
        table("项目支出表", ["总计"], projects),
    ]
    return own.report(read_mapping({"tables": tables}))


def test_the_right_titles_are_in_order(own: Checker) -> None:
    assert check(own, SOME, OTHER).status == "ok"


def test_exchanged_titles_are_one_note_a_table(own: Checker) -> None:
    report = check(own, OTHER, SOME)
    assert [problem.code for problem in report.problems] == ["table-misread"] * 2
    said = {problem.found.zh for problem in report.problems}
    assert any("如果它其实是《项目支出表》" in words for words in said)
    assert any("如果它其实是《基本支出表》" in words for words in said)
    assert not report.findings


@pytest.mark.parametrize("times", ["10", "3", "10000"])
def test_a_table_many_times_too_large_is_an_error(times: str, tmp_path: Path) -> None:
    """Below the other title the others would be under its limit; but it agrees with nothing."""
    own = pack(tmp_path, BASIC, NOT_ABOVE)
    larger = [str(Decimal(amount) * Decimal(times)) for amount in SOME]
    report = check(own, larger, SOME)
    assert report.findings
    assert not report.problems


def test_the_same_amounts_in_both_are_errors(own: Checker) -> None:
    """One of the tables was pasted twice: the other is not there, under whichever title."""
    report = check(own, OTHER, OTHER)
    assert report.findings
    assert not report.problems


@pytest.mark.parametrize("seed", range(3))
def test_what_is_worse_never_fares_better(seed: int, own: Checker) -> None:
    """Further wrong figures in tables with exchanged titles."""
    chance = random.Random(seed)
    tables = [list(OTHER), list(SOME), list(SOME)]
    for _ in range(3):
        amounts, at = chance.choice(tables), chance.randrange(len(NAMES))
        amounts[at] = str(Decimal(amounts[at]) + chance.randrange(1, 9))
        report = check(own, *tables)
        assert report.findings or report.problems


def test_codes_and_names_of_a_table_with_another_title_are_not_held_against_it() -> None:
    """Codes of the one chart stand in no list of the other."""
    data = json.loads(EXAMPLE.read_text("utf-8"))
    known = {one["id"]: one for one in data["tables"]}
    tables = [known[name] for name in ("expenditure", "general-budget", "basic-expenditure")]
    tables[1]["title"], tables[2]["title"] = tables[2]["title"], tables[1]["title"]
    named = [{**one, "id": one["title"]} for one in tables]
    raw = read_mapping({"unit": data["unit"], "profile": data["profile"], "tables": named})
    report = checker().report(raw)
    assert [problem.code for problem in report.problems] == ["table-misread"] * 2
    assert not [finding for finding in report.findings if finding.severity == "error"]
