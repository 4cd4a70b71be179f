"""The benchmark over a folder of documents: one row a document, whatever is in the folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from papers.pdf import document_pdf

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import corpus  # noqa: E402

EXAMPLE = ROOT / "examples/xinjiang-2026/budget.json"


def rows(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    corpus.main([str(folder), "--json", *options])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_each_document_is_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy(EXAMPLE, tmp_path / "a.json")
    (tmp_path / "b.pdf").write_bytes(document_pdf(json.loads(EXAMPLE.read_text("utf-8"))))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 damaged")
    (tmp_path / "d.zip").write_bytes(b"no document")
    first, second, *others = rows(tmp_path, capsys)
    assert (first["document"], second["document"]) == ("a.json", "b.pdf")
    assert second["tables"] == "19/19"
    assert first["codes"] == second["codes"]
    assert float(second["× library"]) > 0
    assert [row["failed"] for row in others] == [True, True]


def test_files_together_are_one_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    prose = {**document, "tables": []}
    tables = {**document, "narrative": []}
    (tmp_path / "a.pdf").write_bytes(document_pdf(prose))
    (tmp_path / "b.pdf").write_bytes(document_pdf(tables))
    (row,) = rows(tmp_path, capsys, "--together", "a.pdf+b.pdf")
    assert (row["document"], row["tables"]) == ("a.pdf + b.pdf", "19/19")
