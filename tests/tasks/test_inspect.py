"""inspect: what was seen and what was not understood, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import inside
from badinput.scenario import LANGS
from budgetlint.report.inspection import inspect
from budgetlint.tasks.check import checker
from papers.sheets import ROOT
from readers.test_workbooks import HEADER, TABLE, book

UNKNOWN = [["本单位支出总体情况一览"], ["单位：万元"], HEADER[:-1], ["201", "其他", 1, 1]]


def run(*arguments: str) -> tuple[int, str]:
    done = inside.call(ROOT, "inspect", *arguments)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with a column too many and a row without a place, and one that nobody knows."""
    table = [list(row) for row in TABLE]
    table[2].append("备用")
    table.insert(4, [None, "没有编码", 5, None, None])
    path: Path = tmp_path_factory.mktemp("inspect") / "a.xlsx"
    book(table, UNKNOWN).save(path)
    return path


def test_what_was_not_understood(workbook: Path) -> None:
    found = inspect(*checker("cn-common").reading([workbook]))
    (table,) = found.tables
    assert (table.layout.id, table.money, table.rows) == ("expenditure", "万元", 6)
    assert [c.meaning for c in table.columns] == [
        "@code", "@label", "合计", "基本支出", "项目支出", "",
    ]  # fmt: skip
    assert table.unplaced == ("没有编码",)
    assert [(p.sheet, p.cell) for p in table.places] == [("Sheet1", "A4")]
    (unseen,) = found.unseen
    assert (unseen.title, unseen.rows, unseen.columns) == ("本单位支出总体情况一览", 4, 4)
    assert unseen.near is not None
    assert unseen.near.missing == ("项目支出",)
    assert (unseen.place.sheet, unseen.place.cell) == ("Sheet2", "A1")


@pytest.mark.parametrize("lang", LANGS)
def test_as_text(lang: str, workbook: Path) -> None:
    code, text = run(str(workbook), "--rules", "cn-common", "--lang", lang)
    assert code == 2
    words = ["expenditure", "Sheet1!A4", "备用", "没有编码", UNKNOWN[0][0], "Sheet2!A1"]
    for word in words:
        assert word in text
    assert ("没有认出" if lang == "zh" else "not recognised") in text


def test_as_json(workbook: Path) -> None:
    code, text = run(str(workbook), "--rules", "cn-common", "--format", "json", "--lang", "en")
    data = json.loads(text)
    assert code == 2
    assert [table["id"] for table in data["tables"]] == ["expenditure"]
    assert data["unrecognised"][0]["nearest"]["missing"] == ["项目支出"]
    codes = {problem["code"] for problem in data["problems"]}
    assert codes == {"row-unplaced", "table-unknown"}


def test_the_example_is_understood() -> None:
    code, text = run(str(ROOT / "examples/xinjiang-2026/csv"), "--format", "json")
    data = json.loads(text)
    assert code == 0
    assert len(data["tables"]) == 14
    assert len(data["narrative"]) == 22
    assert data["unrecognised"] == data["problems"] == []
    assert sum(section["claims"] for section in data["narrative"]) > 200
