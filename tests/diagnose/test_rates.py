"""Suspects of a rate that is not what its amounts come to, where no slip explains any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint

PACK = """
[pack]
name = "mine"

[layout.r]
number = 1
titles = ["占比表"]
rows = "flat"
label = ["科目"]
columns = ["部分", "全部", { name = "占比", percent = true }]

[[rule]]
code = "R1"
kind = "ratio"
severity = "error"
for = "r[*]"
part = "部分"
whole = "全部"
stated = "占比"
name = "占比"
message = "不符"
why = "占比"
"""


@pytest.mark.parametrize(
    ("part", "whole", "stated", "first"),
    [
        ("31.07", "96.52", "57.94", "占比"),  # computed, of whatever figures
        ("31.07", "96.52", "100.00", "部分"),  # says what the other says
    ],
)
def test_the_likeliest_suspect_is_named_first(
    part: str, whole: str, stated: str, first: str, tmp_path: Path
) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(PACK, encoding="utf-8")
    columns = ["科目", "部分", "全部", "占比"]
    rows = [["甲", part, whole, stated]]
    table = {"id": "r", "money": "万元", "columns": columns, "rows": rows}
    (file,) = budgetlint.check({"tables": [table]}, str(pack)).files
    (finding,) = file.findings
    assert [suspect.cell.column for suspect in finding.suspects] == [first]
    assert finding.alternatives
