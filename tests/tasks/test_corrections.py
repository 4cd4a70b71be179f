"""What somebody corrects in a converted document is what it is read by."""

from __future__ import annotations

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
    document = budgetlint.convert(source, rules="cn-common")
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
    [{"titles": {}}, {"title": {"flow": 1}}, {"columns": {}}, {"columns": ["x"]}],
    ids=["key", "member", "object", "text"],
)
def test_coordinates_of_another_shape_are_told(tmp_path: Path, wrong: dict[str, Any]) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"] = wrong

    found = converted(tmp_path, correct)
    assert found["problems"][0]["code"] == "json-shape"


def test_a_correction_is_of_its_own_document(tmp_path: Path) -> None:
    def correct(table: dict[str, Any]) -> None:
        table["coordinates"]["columns"][2:] = [{"stage": "budget"}, {"measure": "change"}]

    assert codes(converted(tmp_path, correct)) == ["Y5"]
    assert codes(converted(tmp_path, nothing)) == []
