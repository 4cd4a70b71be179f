"""inspect: what was seen and what was not understood, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import inside
from badinput.scenario import LANGS
from budgetlint.report.inspection import inspect
from budgetlint.tasks.check import checker
from papers.sheets import ROOT
from readers.test_workbooks import HEADER, TABLE, book

UNKNOWN = [
    ["本单位支出总体情况一览"],
    ["单位：万元"],
    [HEADER[0], "丙丁", "戊己", "庚辛"],
    ["201", "其他", 1, 1],
]


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
    assert list(unseen.near.missing) == HEADER[1:]
    assert (unseen.place.sheet, unseen.place.cell) == ("Sheet2", "A1")


@pytest.mark.parametrize("lang", LANGS)
def test_as_text(lang: str, workbook: Path) -> None:
    code, text = run(str(workbook), "--rules", "cn-common", "--lang", lang)
    assert code == 2
    words = ["单位支出总体情况表", "Sheet1!A4", "备用", "没有编码", UNKNOWN[0][0], "Sheet2!A1"]
    for word in words:
        assert word in text
    assert ("没有认出的表 1 张" if lang == "zh" else "tables that were not recognised (1)") in text


def test_as_json(workbook: Path) -> None:
    code, text = run(str(workbook), "--rules", "cn-common", "--format", "json", "--lang", "en")
    data = json.loads(text)
    assert code == 2
    assert [table["id"] for table in data["tables"]] == ["expenditure"]
    assert data["unrecognised"][0]["nearest"]["missing"] == HEADER[1:]
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


RATES: list[list[Any]] = [
    ["“三公”经费支出预算表"],
    ["单位：万元"],
    ["项目", "上年预算数", "本年预算数", "增减%", "甲乙丙"],
    ["因公出国（境）费", 3, 2, "-33.33", 1],
    ["公务用车购置及运行费", 8, 9, "12.50", 1],
    ["某某费", 4, 4, "0.00", 1],
]


def test_how_a_table_was_understood(tmp_path: Path) -> None:
    path = tmp_path / "rates.xlsx"
    book(RATES).save(path)
    (table,) = inspect(*checker("cn-common").reading([path])).tables
    assert table.title_says["sangong"] == "total"
    by_header = {table.columns[m.column].header: m for m in table.meanings}
    assert by_header["上年预算数"].coordinates["year"] == "previous"
    assert by_header["增减%"].evidence == ("words", "figures")
    assert by_header["增减%"].sums == ("= 本年预算数 : 上年预算数",)
    assert "甲乙丙" not in by_header
    known = table.known_rows
    assert known.counts == {"words": 2}
    assert known.left == ("某某费",)
    assert (table.figures, [each.why for each in table.without]) == (9, ["row"])


@pytest.mark.parametrize("lang", LANGS)
def test_how_a_table_was_understood_in_words(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.xlsx"
    book(RATES).save(path)
    _, text = run(str(path), "--rules", "cn-common", "--lang", lang)
    zh = ['表名  "三公"经费', "（算术证实）", "2 行按名称词语", "“甲乙丙”列", "填写.json"]
    en = ["title  total", "borne out by arithmetic", "by the words of the name 2", "column 甲乙丙"]
    for words in zh if lang == "zh" else en:
        assert words in text


def test_every_row_where_more_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "rates.xlsx"
    book(RATES).save(path)
    _, short = run(str(path), "--rules", "cn-common", "--lang", "en")
    _, text = run(str(path), "--rules", "cn-common", "--lang", "en", "--verbose")
    for words in ("因公出国（境）费  abroad (words)", "某某费   (not understood)"):
        assert words in text
        assert words not in short


def test_what_a_file_says_is_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "said.json"
    table: dict[str, Any] = {
        "id": "甲",
        "title": "甲",
        "columns": ["事", "数"],
        "rows": [["乙", "1.00"], ["丙", "2.00"]],
        "coordinates": {
            "title": {"flow": "expenditure"},
            "columns": [{"role": "name"}, {"source": "general"}],
            "rows": [{"nature": "basic"}, None],
        },
    }
    path.write_text(json.dumps({"tables": [table]}), "utf-8")
    (found,) = inspect(*checker("cn-common").reading([path])).tables
    assert [meant.evidence for meant in found.meanings] == [("said",)]
    assert [name.evidence for name in found.names] == ["said"]
    assert [(row.name, row.kind) for row in found.known_rows.every] == [("乙", "said"), ("丙", "")]


def test_figures_are_named_by_what_is_printed(tmp_path: Path) -> None:
    """No name that the program made up: 支出2, #4."""
    path = tmp_path / "sides.xlsx"
    rows: list[list[Any]] = [
        ["部门收支预算总表"],
        ["单位：万元"],
        ["收入", None, "支出", None, "支出", None],
        ["项目", "金额", "功能分类", "金额", "支出用途", "金额"],
        ["财政拨款", 3, "一般公共服务支出", 3, "基本支出", 3],
        ["收入合计", 3, "支出合计", 3, "支出合计", 3],
    ]
    book(rows).save(path)
    for lang in LANGS:
        _, text = run(str(path), "--rules", "cn-common", "--lang", lang)
        assert "支出2" not in text
        assert "#" not in text
        assert "收入/金额" in text


def test_words_of_a_title_that_nobody_knows_are_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "收入预算表（按蓝色口径列示）,,,\n,,,单位：万元\n项目,合计,财政拨款,其他收入\n"
        "甲,12.00,10.00,2.00\n合计,12.00,10.00,2.00\n"
    )
    code, text = run(str(path))
    title = next(line for line in text.splitlines() if line.strip().startswith("表名"))
    assert code == 0
    assert title.split("  ")[-1].startswith("收入，预算；没有读懂“蓝色”")
    (table,) = json.loads(run(str(path), "--format", "json")[1])["tables"]
    assert table["coordinates"] == {"flow": "income", "stage": "budget"}
    assert table["left"] == ["蓝色"]
