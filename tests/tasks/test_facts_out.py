"""`convert --format csv`: a fact a row."""

from __future__ import annotations

import csv
import io
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
    assert len(out.read_text(encoding="utf-8").splitlines()) == 7
