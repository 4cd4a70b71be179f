"""Tables of four places, in every format: the same pack, findings and figures as from JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.sheets import sheet
from papers.writers import WRITERS

FOLDER = Path(__file__).parents[1] / "data/places"
PROSE = (
    "第一部分 单位概况", "一、主要职能", "负责档案工作。", "第二部分 公开报表", "第三部分 情况说明",
    "一、总体情况说明", "情况见表。", "第四部分 名词解释", "一、基本支出：保障日常工作的支出。",
)  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_same_as_json(path: Path, kind: str, tmp_path: Path) -> None:
    if (kind, path.stem) == ("md", "university-final-2023"):
        pytest.skip("a code in three columns under one merged header: Markdown merges no cells")
    document = json.loads(path.read_text("utf-8"))
    tables = [
        sheet({"money": "万元", **table, "number": number, "unit": "某某局"})
        for number, table in enumerate(document["tables"], 1)
    ]
    WRITERS[kind](tmp_path / f"budget.{kind}", tables, PROSE)
    plain, written = _checked(path), _checked(tmp_path / f"budget.{kind}")
    assert written.pack == plain.pack
    assert not written.problems
    assert [f.code for f in written.findings] == [f.code for f in plain.findings]
    for verdict in ("exact", "rounding", "vacuous"):  # and those of the prose
        counts = written.coverage.relations[verdict], plain.coverage.relations[verdict]
        assert counts[0] >= counts[1]


def _checked(path: Path) -> FileReport:
    return checker().report(read(str(path)))
