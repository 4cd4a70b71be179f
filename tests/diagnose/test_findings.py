"""What reports say of causes: one finding each, with everything that stands behind it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint.report import Style, report_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026"
BROKEN = EXAMPLE.parent / "broken"


def finding(name: str) -> budgetlint.Finding:
    (found,) = budgetlint.check(str(BROKEN / f"{name}.json")).findings
    return found


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.json")), ids=lambda path: path.stem)
def test_one_mistake_is_one_finding(path: Path) -> None:
    (found,) = budgetlint.check(str(path)).findings
    assert found.severity == "error"


def test_a_cell() -> None:
    found = finding("transposed-digits")
    (suspect,) = found.suspects
    assert suspect.cell.address.zh == "表3 / 总计 / 合计"
    assert (suspect.cell.value, suspect.right) == ("14,571.61", "14,751.61")
    assert (suspect.low, suspect.high) == (Decimal("14751.61"), Decimal("14751.61"))
    assert (suspect.slip_code, suspect.certainty) == ("transposed", "certain")
    assert [relation.code for relation in found.relations] == ["A3", "B5", "C2", "C4", "C22"]
    assert found.alternatives == ()


def test_rows_that_slipped() -> None:
    found = finding("slipped-table-2")
    assert found.story.zh == (
        "表2“201 一般公共服务支出”至“2014199 其他数据事务支出”各行从“财政专户”栏起偏左一栏，"
        "应整体右移一栏"
    )
    assert found.story.en == (
        "table 2, rows 201 一般公共服务支出 … 2014199 其他数据事务支出 stand one column too far "
        "left from 财政专户 on"
    )
    assert {suspect.slip_code for suspect in found.suspects} == {"shifted"}
    assert [relation.code for relation in found.relations] == ["B4", "B4", "B4", "C17", "C17"]


def test_rows_in_yuan_beside_a_narrative(tmp_path: Path) -> None:
    """The rows are whole 元; what is meant has the places of the table."""
    document = json.loads((EXAMPLE / "budget.json").read_text("utf-8"))
    rows = document["tables"][1]["rows"][2:5]
    right = [cell for row in rows for cell in row[2:] if cell]
    for row in rows:
        row[2:] = [cell and cell.replace(",", "").replace(".", "") + "00" for cell in row[2:]]
    path = tmp_path / "budget.json"
    path.write_text(json.dumps(document), "utf-8")
    (report,) = budgetlint.check(str(path)).files
    (found,) = (f for f in report.findings if f.suspects)
    assert {suspect.slip_code for suspect in found.suspects} == {"row-unit"}
    assert sorted(suspect.right for suspect in found.suspects) == sorted(right)


def test_a_table_in_yuan_with_last_year_and_a_narrative(tmp_path: Path) -> None:
    """The document is read again for it, with its narrative, and last year's beside it."""
    document = json.loads((BROKEN / "yuan-for-wanyuan.json").read_text("utf-8"))
    whole = json.loads((EXAMPLE / "budget.json").read_text("utf-8"))
    path = tmp_path / "budget.json"
    path.write_text(json.dumps({**document, "narrative": whole["narrative"]}), "utf-8")
    alone, beside = (
        [f for f in report.files[0].findings if f.code == "U1"]
        for report in (
            budgetlint.check(str(path)),
            budgetlint.check(str(path), previous=str(EXAMPLE / "budget.json")),
        )
    )
    assert [f.code for f in alone] == [f.code for f in beside] == ["U1"]


def test_a_missing_row() -> None:
    found = finding("missing-kuan")
    assert [suspect.cell.is_there for suspect in found.suspects] == [False] * 3
    assert [suspect.right for suspect in found.suspects] == [
        "13,924.66", "1,426.28", "12,498.39",
    ]  # fmt: skip
    assert [relation.code for relation in found.relations] == ["C10", "C4", "C11", "L3"]


def test_a_wrong_figure_and_the_totals_computed_with_it() -> None:
    found = finding("income-not-expenditure")
    assert {suspect.slip_code for suspect in found.suspects} == {"wrong-digit"}
    assert found.story.en == (
        "table 1 / 事业单位经营收入 / 收入 预算数 is wrong, and the totals above it were computed "
        "with it"
    )
    assert len(found.suspects) == 4


def test_one_relation_alone_says_that_it_cannot_be_told() -> None:
    data = {
        "profile": "cn-common",
        "tables": [
            {
                "id": "expenditure",
                "money": "万元",
                "columns": ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                "rows": [["201", "一般公共服务支出", "123.45", "100.00", "20.00"]],
            }
        ],
    }
    (found,) = [f for f in budgetlint.check(data).findings if f.suspects]
    assert {suspect.certainty for suspect in (*found.suspects, *found.alternatives[0])} == {
        "possible"
    }
    assert len(found.alternatives) == 2
    text = report_text("text", budgetlint.check(data), Style("zh"))
    assert "错在下面某一处，无法确定是哪一处" in text
    assert "只有这一个关系可以作证" in text


def test_figures_are_suggested_in_the_unit_of_their_table() -> None:
    """The general budget is in 元 here, all else in 万元."""
    example = json.loads((BROKEN.parent / "xinjiang-2026" / "budget.json").read_text("utf-8"))
    table = next(t for t in example["tables"] if t["id"] == "general-budget")
    table["money"] = "元"
    for row in table["rows"]:
        row[-3:] = [_in_yuan(cell) for cell in row[-3:]]
    total = table["rows"][-1]
    assert total[-3] == "48,211,200.00"
    total[-3] = "48,112,200.00"
    found = [f for f in budgetlint.check(example).findings if f.suspects]
    (suspect,) = found[0].suspects
    assert (suspect.cell.value, suspect.right) == ("48,112,200.00", "48,211,200.00")


def _in_yuan(cell: str) -> str:
    return f"{int(cell.replace(',', '').replace('.', '')) * 100:,}.00" if cell else ""


def test_json_carries_suspects() -> None:
    report = budgetlint.check(str(BROKEN / "transposed-digits.json"))
    data: dict[str, Any] = json.loads(report_text("json", report, Style("en")))
    (found,) = data["files"][0]["findings"]
    (suspect,) = found["suspects"]
    assert suspect["pointer"] == "/tables/2/rows/18/2"
    assert (suspect["line"], suspect["value"]) == (107, "14,571.61")
    assert (suspect["suggested"], suspect["low"], suspect["high"]) == ("14751.61",) * 3
    assert (suspect["slip"], suspect["certainty"]) == ("transposed", "certain")
    assert [relation["code"] for relation in found["evidence"]] == ["B5", "C2", "C4", "C22"]


def test_prose_is_suspected_too(tmp_path: Path) -> None:
    text = (BROKEN.parent / "xinjiang-2026" / "budget.json").read_text("utf-8")
    wrong = text.replace("占32.68%", "占36.28%", 1)
    assert wrong != text
    path = tmp_path / "budget.json"
    path.write_text(wrong, encoding="utf-8")
    (found,) = [f for f in budgetlint.check(str(path)).findings if f.suspects]
    (suspect,) = found.suspects
    assert (suspect.cell.value, suspect.right) == ("36.28", "32.68")
    assert suspect.cell.place.section


def test_last_year_s_figure(tmp_path: Path) -> None:
    """What stands in the total is what stood there a year ago."""
    data = json.loads((BROKEN / "transposed-digits.json").read_text("utf-8"))
    table = next(table for table in data["tables"] if table["number"] == 3)
    table["rows"][-1][2] = "13,210.07"
    path = tmp_path / "budget.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    last = tmp_path / "last.json"
    last.write_text(json.dumps({**data, "year": data["year"] - 1}, ensure_ascii=False), "utf-8")
    (found,) = budgetlint.check(str(path), previous=str(last)).findings
    (suspect,) = found.suspects
    assert (suspect.right, suspect.slip_code) == ("14,751.61", "last-year")


def test_nothing_is_divided_until_rounding_hides_it() -> None:
    """A ten-thousandth of 11.00 and of 10.00 agree within rounding, which explains nothing."""
    rows = [
        ["201", "一般公共服务支出", "10.00", "4.00", "7.00"],
        ["", "总计", "10.00", "4.00", "7.00"],
    ]
    columns = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    table = {"id": "expenditure", "money": "万元", "columns": columns, "rows": rows}
    findings = budgetlint.check({"profile": "cn-common", "tables": [table]}).findings
    slips = {s.slip_code for f in findings for s in f.suspects}
    assert slips == {"wrong-digit"}
