"""What somebody corrects in a converted document is what it is read by."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import budgetlint

SHEET = """\
“三公”经费支出表
单位：万元
项目,上年数,甲乙丙,丁戊
因公出国（境）费,3.00,2.00,-1.00
公务用车购置及运行费,8.00,9.00,10.00
公务接待费,4.00,4.00,0.00
"""
Correct = Callable[[dict[str, Any]], None]


def converted(tmp_path: Path, correct: Correct, sheet: str = SHEET) -> dict[str, Any]:
    """The report on a sheet that was converted, and then corrected by somebody."""
    source = tmp_path / "sheet.csv"
    source.write_text(sheet, "utf-8")
    document = budgetlint.convert(source, rules="cn-common", partial=True)
    (table,) = document["tables"]
    correct(table)
    target = tmp_path / "corrected.json"
    target.write_text(json.dumps(document), "utf-8")
    report = json.loads(budgetlint.check(target, rules="cn-common").to_json(lang="en"))
    found: dict[str, Any] = report["files"][0]
    return found


def nothing(table: dict[str, Any]) -> None:
    """Leave it as it was written."""
    assert table["coordinates"]["columns"][2:] == [None, None], "what was not understood"


def sums(found: dict[str, Any]) -> list[str]:
    """The codes of findings in figures, without those about names and codes."""
    return [f["code"] for f in found["findings"] if f["code"][0] in "ABCY"]


def codes(found: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in found["findings"] if finding["code"][0] == "Y"]


def test_what_is_not_corrected_is_read_as_before(tmp_path: Path) -> None:
    source = tmp_path / "plain.csv"
    source.write_text(SHEET, "utf-8")
    plain = json.loads(budgetlint.check(source, rules="cn-common").to_json(lang="en"))
    assert codes(converted(tmp_path, nothing)) == codes(plain["files"][0]) == []


def test_corrected_columns_are_checked(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][2:] = [{"stage": "budget"}, {"measure": "change"}]

    found = converted(tmp_path, correct)
    assert codes(found) == ["Y5"]
    (finding,) = (each for each in found["findings"] if each["code"] == "Y5")
    assert finding["cells"][0]["value"] == "10.00"


def test_a_column_that_was_understood_wrongly(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][1:] = [{"stage": "budget"}, {}, {"measure": "growth"}]

    assert "Y5" not in codes(converted(tmp_path, correct))


def test_a_corrected_title_means_a_table_of_the_pack(tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "id": "某某情况明细",
        "title": "某某情况明细",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": [
            ["201", "一般公共服务支出", "4.00", "1.00", "2.00"],
            ["", "合计", "4.00", "1.00", "2.00"],
        ],
    }
    target = tmp_path / "titled.json"

    def report() -> dict[str, Any]:
        document = {"unit": "某某局", "year": 2024, "tables": [table]}
        target.write_text(json.dumps(document), "utf-8")
        found = json.loads(budgetlint.check(target, rules="cn-common").to_json(lang="en"))
        return dict(found["files"][0])

    assert report()["coverage"]["relations"]["broken"] == 0, "nobody knows what it is"
    table["coordinates"] = {"title": {"flow": "expenditure", "source": "general"}}
    assert "A4" in {finding["code"] for finding in report()["findings"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": {"flow": 1}},
        {"columns": {}},
        {"columns": ["x"]},
        {"columns": [{}]},
        {"rows": [{}] * 4},
        {"rows": [7, {}, {}]},
        {"rows": [[{}, {}], {}, {}]},
        {"rows": [[[{}]], {}, {}]},
    ],
    ids=["member", "object", "text", "few", "many", "number", "blocks", "nested"],
)
def test_coordinates_of_another_shape_are_told(tmp_path: Path, wrong: dict[str, Any]) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"] = wrong

    found = converted(tmp_path, correct)
    assert [each["code"] for each in found["problems"]] == ["json-shape"]


def test_a_key_that_nobody_reads_is_told(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["titel"] = {}

    assert [p["code"] for p in converted(tmp_path, correct)["problems"]] == ["json-unknown-key"]


@pytest.mark.parametrize(
    ("path", "wrong", "near"),
    [
        (("columns", 1), {"stages": "budget"}, "stage"),
        (("columns", 1), {"stage": "budgets"}, "budget"),
        (("rows", 0), {"sangong": "因公出国(境)费"}, "abroad"),
        (("rows", 0), {"item": " "}, "item"),
        (("rows", 0), {"function": "公务接待"}, "cn-functional"),
        (("rows", 0), {"year": "明年"}, "-1"),
        (("title",), {"sangong": "total+total"}, "total"),
    ],
)
def test_what_cannot_be_meant_is_one_message(
    tmp_path: Path, path: tuple[str | int, ...], wrong: dict[str, str], near: str
) -> None:
    def correct(table: dict[str, Any]) -> None:
        *above, last = path
        at = table["coordinates"]
        for step in above:
            at = at[step]
        at[last] = wrong

    found = converted(tmp_path, correct)
    (problem,) = found["problems"]
    assert problem["code"] == "coordinates-unknown"
    (dimension,) = wrong
    pointer = "/".join(map(str, ("/tables/0/coordinates", *path, dimension)))
    assert problem["pointer"] == pointer
    assert near in problem["expected"] + problem["advice"]


@pytest.mark.parametrize("name", ["nosuch", "0", "-1", "a/b", "9" * 5000, "²"])
def test_a_list_of_one_is_told_where_it_stands(tmp_path: Path, name: str) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["rows"][0] = [{name: "x"}]

    (problem,) = converted(tmp_path, correct)["problems"]
    assert problem["code"] == "coordinates-unknown"
    assert problem["pointer"].startswith("/tables/0/coordinates/rows/0/0/")
    assert problem["line"]


def test_the_same_coordinates_twice_are_a_contradiction(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][2:] = [{"stage": "budget"}, {"stage": "budget"}]

    (problem,) = converted(tmp_path, correct)["problems"]
    assert problem["code"] == "coordinates-twice"


# Rows


def facts(tmp_path: Path, name: str) -> list[dict[str, str]]:
    """The figures of a converted document with their coordinates."""
    from budgetlint.tasks.check import checker
    from budgetlint.tasks.convert import facts_csv

    document, pack = checker("cn-common").reading([str(tmp_path / name)])
    return list(csv.DictReader(io.StringIO(facts_csv([(document, pack.layouts[0].vocabulary)]))))


def test_rows_are_written_as_they_were_understood(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        members = [row and row.get("sangong") for row in table["coordinates"]["rows"]]
        assert members == ["abroad", "vehicles", None], "招待 is not understood"

    converted(tmp_path, correct, SHEET.replace("公务接待费", "招待"))


def test_a_corrected_row_changes_its_own_figures_alone(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["rows"][2] = {"sangong": "reception"}

    sheet = SHEET.replace("公务接待费", "招待")
    converted(tmp_path, lambda _: None, sheet)
    before = facts(tmp_path, "corrected.json")
    converted(tmp_path, correct, sheet)
    after = facts(tmp_path, "corrected.json")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {(new["row"], new["sangong"]) for _, new in changed} == {("招待", "reception")}


LISTED = """\
一般公共预算支出安排表
单位：万元
科目编码,科目名称,预算数
201,一般公共服务支出,5.00
20199,其他一般公共服务支出,3.00
{code},杂项,2.00
,合计,5.00
"""


def test_a_corrected_code_has_its_place_in_the_tree(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        assert table["coordinates"]["rows"][2] == {"function": "20299"}
        table["coordinates"]["rows"][2] = {"function": "20198"}

    wrong = LISTED.format(code="20299")
    assert "B6" in sums(converted(tmp_path, lambda _: None, wrong))
    assert sums(converted(tmp_path, correct, wrong)) == []


def test_a_row_that_is_said_to_be_the_total_is_the_total(tmp_path: Path) -> None:
    sheet = LISTED.format(code="20198").replace("合计,5.00", "全加起来,6.00")

    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["rows"][3] = {"role": "total"}

    assert sums(converted(tmp_path, lambda _: None, sheet)) == []
    assert sums(converted(tmp_path, correct, sheet)) == ["B6"]


def test_rows_below_a_corrected_row_follow_it(tmp_path: Path) -> None:
    sheet = """\
支出情况表
单位：万元
项目,预算数
一、一般公共预算,3.00
1.基本支出,2.00
2.项目支出,1.00
二、政府性基金,1.00
合计,4.00
"""

    def correct(table: dict[str, Any]) -> None:
        rows = table["coordinates"]["rows"]
        assert [row.get("source") for row in rows[:4]] == ["general", "general", "general", "fund"]
        rows[0] = {"source": "state-capital"}
        rows[2] = {"source": "special-account", "nature": "project"}

    converted(tmp_path, correct, sheet)
    sources = [fact["source"] for fact in facts(tmp_path, "corrected.json")]
    assert sources[:4] == ["state-capital", "state-capital", "special-account", "fund"]
    again = budgetlint.convert(tmp_path / "corrected.json", rules="cn-common")
    (tmp_path / "again.json").write_text(json.dumps(again), "utf-8")
    assert [fact["source"] for fact in facts(tmp_path, "again.json")] == sources


def test_a_pack_rule_finds_the_row_that_is_said_to_be_what_it_asks_for(tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "id": "three-public",
        "number": 10,
        "title": "财政拨款“三公”经费支出情况表",
        "money": "万元",
        "columns": ["“三公”经费支出内容", "合计", "资金来源/一般公共预算"],
        "rows": [
            ["因公出国（境）费用", "1.00", "1.00"],
            ["吃吃喝喝", "2.00", "2.00"],
            ["公务用车购置及运行费", "3.00", "3.00"],
            ["其中：公务用车购置费", "1.00", "1.00"],
            ["公务用车运行维护费", "2.00", "2.00"],
            ["总计", "6.00", "6.00"],
        ],
    }
    source = tmp_path / "plain.json"

    basic: dict[str, Any] = {
        "id": "basic-expenditure",
        "title": "一般公共预算基本支出情况表",
        "money": "万元",
        "columns": ["经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"],
        "rows": [
            ["302", "商品和服务支出", "2.50", "", "2.50"],
            ["30217", "公务接待费", "2.50", "", "2.50"],
        ],
    }
    source = tmp_path / "plain.json"

    def codes() -> list[str]:
        source.write_text(json.dumps({"tables": [table, basic]}), "utf-8")
        report = budgetlint.check(source, rules="cn-xinjiang-2026").to_json(lang="en")
        return sums(json.loads(report)["files"][0])

    assert "C14" not in codes()
    table["coordinates"] = {"rows": [None, {"sangong": "reception"}, None, None, None, None]}
    assert "C14" in codes()


# Tables that nobody knows

UNKNOWN = """\
甲乙丙丁戊己一览
单位：万元
编号,事儿,这个数,那个数,另一个数
201,一般公共服务支出,5.00,3.00,1.00
20101,人大事务,5.00,3.00,1.00
2010101,行政运行,5.00,3.00,1.00
,通通,5.00,3.00,1.00
"""


def test_a_table_that_nobody_knows_is_left_open_and_read_once_it_is_filled(tmp_path: Path) -> None:
    def nothing_said(table: dict[str, Any]) -> None:
        assert table["columns"] == ["编号", "事儿", "这个数", "那个数", "另一个数"]
        said = table["coordinates"]
        assert said["title"] is None
        assert said["columns"][2:] == [None, None, None]
        assert len(said["rows"]) == len(table["rows"]) == 4

    def fill(table: dict[str, Any]) -> None:
        said = table["coordinates"]
        said["title"] = {"source": "general", "flow": "expenditure"}
        said["columns"] = [
            {"role": "code"},
            {"role": "name"},
            {"role": "total"},
            {"nature": "basic"},
            {"nature": "project"},
        ]
        said["rows"][3] = {"role": "total"}

    assert converted(tmp_path, nothing_said, UNKNOWN)["findings"] == []
    found = converted(tmp_path, fill, UNKNOWN)
    assert not found["problems"]
    assert {each["code"] for each in found["findings"]} >= {"A4"}, "the pack's own rule"
    assert {fact["source"] for fact in facts(tmp_path, "corrected.json")} == {"general"}


def test_what_is_filled_in_by_half_is_told(tmp_path: Path) -> None:
    def fill(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][2] = {"role": "total"}

    (problem,) = converted(tmp_path, fill, UNKNOWN)["problems"]
    assert problem["code"] == "coordinates-too-few"
    assert problem["pointer"] == "/tables/0/coordinates/title"


def test_columns_with_one_header_are_corrected_one_by_one(tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "id": "甲乙",
        "title": "甲乙",
        "columns": ["事", "数", "数"],
        "rows": [["基本支出", "1.00", "2.00"], ["项目支出", "3.00", "4.00"]],
        "coordinates": {
            "title": {"flow": "expenditure"},
            "columns": [{"role": "name"}, {"source": "general"}, {"source": "fund"}],
        },
    }
    source = tmp_path / "twice.json"
    source.write_text(json.dumps({"tables": [table]}), "utf-8")
    by_value = {fact["value"]: fact["source"] for fact in facts(tmp_path, "twice.json")}
    assert by_value == {"1.00": "general", "3.00": "general", "2.00": "fund", "4.00": "fund"}


def test_a_corrected_column_leaves_the_pack_its_other_rules(tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "id": "expenditure",
        "title": "单位支出总体情况表",
        "columns": ["科目编码", "科目名称", "合计", "基本支出", "专门干的"],
        "rows": [
            ["201", "一般公共服务支出", "4.00", "1.00", "2.00"],
            ["", "合计", "4.00", "1.00", "2.00"],
        ],
        "coordinates": {"columns": [None, None, None, None, {"nature": "project"}]},
    }
    source = tmp_path / "column.json"
    source.write_text(json.dumps({"tables": [table]}), "utf-8")
    report = json.loads(budgetlint.check(source, rules="cn-common").to_json(lang="en"))
    assert "A3" in {finding["code"] for finding in report["files"][0]["findings"]}


def test_a_correction_is_of_its_own_document(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][2:] = [{"stage": "budget"}, {"measure": "change"}]

    assert codes(converted(tmp_path, correct)) == ["Y5"]
    assert codes(converted(tmp_path, nothing)) == []
