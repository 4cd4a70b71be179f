"""What the README promises, held against the documents of the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import budgetlint
from budgetlint.report.claims_text import write_claims
from budgetlint.report.order import is_figure
from budgetlint.tasks.check import checker

ROOT = Path(__file__).parents[2]
WHOLE = ROOT / "examples" / "xinjiang-2026" / "budget.json"
BROKEN = sorted((ROOT / "examples" / "broken").glob("*.json"))
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_mistake_is_one_finding(path: Path) -> None:
    report = budgetlint.check(path)
    (finding,) = report.findings
    assert is_figure(finding)
    assert finding.surest is not None or finding.code == "U1"
    assert report.exit_code() == 1


def test_the_arithmetic_of_the_example_holds() -> None:
    findings = budgetlint.check(WHOLE).findings
    assert findings
    assert not [f for f in findings if f.severity != "info" and is_figure(f)]


SENTENCES = ["总支出五花八门折合4321.09万元。", "有人说起4321.09万元又走了。"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_figure_is_passed_over(sentence: str, tmp_path: Path) -> None:
    """It is a claim, or it is listed as not understood."""
    section = {"section": "二", "title": "支出预算情况说明", "text": sentence}
    data = {"profile": "cn-common", "year": 2026, "tables": [], "narrative": [section]}
    path = tmp_path / "budget.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    document, _ = checker().reading([path])
    (file,) = budgetlint.check(path).files
    said = [write_claims(document, "zh"), *(one.quote for one in file.coverage.unread)]
    assert any("4321.09" in text.replace(",", "") for text in said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_precision_is_said_as_it_was_measured(page: Path) -> None:
    """The page says how it was measured, on what, and what was looked up besides."""
    text = page.read_text(encoding="utf-8")
    assert "benchmarks/corpus.py" in text
    assert "37" in text
    assert "Eighteen further errors" in text or "另有 18 处错误" in text
    assert "59 of 68" in text or "68 个数发现了 59 个" in text
    assert "19 of 28" in text or "28 处错误有 19 处属实" in text
    assert "56 of 72" in text or "72 张表认出 56 张" in text
    assert "483 of 504" in text or "504 张表认出 483 张" in text
