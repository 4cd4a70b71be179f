"""`convert --format csv`: a fact a row."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from budgetlint.cli.convert_command import convert_command

TABLE = """一般公共预算支出表
单位：万元
科目编码,科目名称,合计,基本支出,项目支出
201,一般公共服务支出,3.00,1.00,2.00
,合计,3.00,1.00,2.00
"""


def test_each_figure_is_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert convert_command([str(path)], None, "cn-common", None, "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["value"] for row in rows] == ["3.00", "3.00", "1.00", "1.00", "2.00", "2.00"]
    first, total = rows[-2:]
    assert {k: first[k] for k in ("flow", "source", "nature", "function", "money")} == {
        "flow": "expenditure",
        "source": "general",
        "nature": "project",
        "function": "201",
        "money": "万元",
    }
    assert (total["role"], total["function"]) == ("total", "")


def test_to_a_file(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "facts.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert convert_command([str(path)], str(out), "cn-common", None, "csv") == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("\ufeff"), "Excel and WPS need the mark"
    assert len(text.splitlines()) == 7


FRONT = ["document", "unit", "budget_year", "where", "table", "title", "row", "column", "printed"]
BEHIND = ["entity", "item", "not_understood", "left_over", "place"]
PROSE = "2024年，一般公共预算支出3万元，比上年减少1万元，下降25%。另有某某4321.09呢。"


def read(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))


def test_each_file_is_a_document_of_its_own(tmp_path: Path) -> None:
    """Another pack has the same columns in the same places; a file that cannot be read costs the
    others nothing."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(TABLE, encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no")
    out = tmp_path / "out.csv"
    paths = [str(tmp_path / name) for name in ("a.csv", "broken.xlsx", "b.csv")]
    assert convert_command(paths, str(out), "cn-common", "en", "csv") == 2
    rows = read(out)
    assert [Path(row["document"]).name for row in rows] == ["a.csv"] * 6 + ["b.csv"] * 6
    assert [*rows[0]][: len(FRONT)] == FRONT
    assert [*rows[0]][-len(BEHIND) :] == BEHIND


def test_prose_is_included(tmp_path: Path) -> None:
    path, out = tmp_path / "a.json", tmp_path / "out.csv"
    section = {"section": "一", "title": "预算情况说明", "text": PROSE}
    path.write_text(json.dumps({"year": 2024, "tables": [], "narrative": [section]}), "utf-8")
    assert convert_command([str(path)], str(out), "cn-common", "en", "csv") == 0
    rows = read(out)
    assert {row["where"] for row in rows} == {"prose"}
    by_column = {row["column"]: row for row in rows if not row["not_understood"]}
    assert by_column["amount"]["source"] == "general"
    assert (by_column["amount"]["value"], by_column["amount"]["money"]) == ("3", "万元")
    assert (by_column["change"]["value"], by_column["change"]["printed"]) == ("-1", "1")
    assert (by_column["rate"]["value"], by_column["rate"]["measure"]) == ("-25", "growth")
    (unread,) = (row for row in rows if row["not_understood"] == "sentence")
    assert "4321.09" in unread["left_over"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    table = TABLE.replace("一般公共服务支出", "=HYPERLINK(1)").replace(",3.00,", ",-3.00,")
    path.write_text(table, encoding="utf-8")
    convert_command([str(path)], str(out), "cn-common", "en", "csv")
    rows = read(out)
    assert rows[0]["row"] == "201 =HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    assert rows[0]["value"] == "-3.00", "a figure stays one"


def test_rates_are_percent_and_no_money(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text(
        "一般公共预算支出表\n单位：万元\n项目,上年预算数,预算数,增减%\n基本支出,4.00,3.00,-25.00\n",
        encoding="utf-8",
    )
    convert_command([str(path)], str(out), "cn-common", "en", "csv")
    assert {row["column"]: row["money"] for row in read(out)} == {
        "上年预算数": "万元",
        "预算数": "万元",
        "增减%": "%",
    }
