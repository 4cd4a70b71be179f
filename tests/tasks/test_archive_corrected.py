"""An archive of documents that nobody knows: what is left over is named, each becomes a file of
JSON, and what somebody says there of titles and headers counts from then on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import budgetlint
import inside
from budgetlint.cli.convert_command import convert_command
from budgetlint.tasks.convert import json_names
from papers.sheets import ROOT, Sheet
from papers.writers import write_xlsx
from readers.test_kinds import BODY, slip
from whole.test_schemas import faults

HEADER = ["科目编码", "科目名称", "合计", "甲类支出", "乙类支出"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for name, rows in (("2024/甲局", BODY), ("2025/甲局", slip(BODY)), ("2025/乙局", BODY)):
        path = folder / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        blank = [""] * 4
        above = [[f"{name[:4]}年某某支出表", *blank], [f"编制单位：{name[5:]}", *blank[:3], "万元"]]
        write_xlsx(path, [Sheet("表", [*above, HEADER, *rows], [], 2)], [])
    return folder


def filled(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    coordinates = document["tables"][0]["coordinates"]
    assert (coordinates["title"], coordinates["columns"][3:]) == (None, [None, None])
    coordinates["title"] = {"flow": "expenditure"}
    coordinates["columns"][3:] = [{"nature": "basic"}, {"nature": "project"}]
    return document


def test_an_archive_is_corrected_once(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "read"
    assert convert_command([str(archive)], str(out), None, "en", "json") == 2
    names = ["2024-甲局.json", "2025-乙局.json", "2025-甲局.json"]
    assert sorted(path.name for path in out.iterdir()) == names
    for path in out.iterdir():
        document = filled(path)
        rows = document["tables"][0]["coordinates"]["rows"]
        assert [row["function"] for row in rows[:-1]] == [row[0] for row in BODY[:-1]]
        assert faults("document", document) == []
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    reports = {Path(report.path).name: report for report in budgetlint.check(out).files}
    assert [len(reports[name].findings) for name in names] == [0, 0, 1]
    assert all(report.problems == () for report in reports.values())
    assert reports[names[0]].coverage.relations["exact"] >= 33
    # The folder holds corrections: it is not written over.
    assert convert_command([str(archive)], str(out), None, "en", "json") == 2
    assert json.loads((out / names[0]).read_text("utf-8"))["tables"][0]["coordinates"]["title"]


def test_the_figures_of_a_corrected_archive(archive: Path, tmp_path: Path) -> None:
    out, data = tmp_path / "read", tmp_path / "data.csv"
    convert_command([str(archive)], str(out), None, "en", "json")
    for path in out.iterdir():
        path.write_text(json.dumps(filled(path), ensure_ascii=False), "utf-8")
    assert convert_command([str(out)], str(data), None, "en", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(data.read_text("utf-8-sig"))))
    assert {row["not_understood"] for row in rows} == {""}
    assert {row["nature"] for row in rows if row["column"] == "甲类支出"} == {"basic"}


def test_what_is_left_over_is_named(archive: Path) -> None:
    said = inside.call(ROOT, "inspect", str(archive / "2024/甲局.xlsx"), "--lang", "zh").stdout
    assert "表名中没有读懂的词：某某" in said
    assert "没有读懂的表头：甲类支出、乙类支出" in said


@pytest.mark.parametrize(("paths", "names"), [
    (["a/2024/局.xlsx", "a/2025/局.xlsx"], ["2024-局.json", "2025-局.json"]),
    (["a/局.xlsx", "a/局.pdf"], ["局.xlsx.json", "局.pdf.json"]),
    (["局.xlsx"], ["局.json"]),
    (["a/b/局.csv", "a/b-局.csv"], ["b-局.csv.json", "b-局.csv-2.json"]),
])  # fmt: skip
def test_names(paths: list[str], names: list[str]) -> None:
    assert json_names(paths) == names
