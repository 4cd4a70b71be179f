"""What the README promises, held against the documents of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from budgetlint.report.order import is_figure

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


def test_nothing_is_passed_over(tmp_path: Path) -> None:
    """A figure that no phrase reads is in the report, and counts with --strict."""
    text = WHOLE.read_text(encoding="utf-8").replace("略", "略", 1)
    path = tmp_path / "budget.json"
    strange = "另有五花八门之事项折合七十三点二一万元又4321.09。"
    path.write_text(text.replace('"text": "', f'"text": "{strange}', 1), encoding="utf-8")
    (file,) = budgetlint.check(path).files
    assert any("4321.09" in unread.quote for unread in file.coverage.unread)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_precision_is_said_as_it_was_measured(page: Path) -> None:
    """The page says how it was measured, on what, and what nobody has judged."""
    text = page.read_text(encoding="utf-8")
    assert "benchmarks/corpus.py" in text
    assert "37" in text
    assert "97.4" in text
