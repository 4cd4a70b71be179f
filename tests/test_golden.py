"""Golden outputs: what the example and each broken example print, to the letter.

After a wanted change: BUDGETLINT_UPDATE=1 pytest tests/test_golden.py, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import budgetlint
from budgetlint.report import Style, report_text

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CASES = [
    "examples/xinjiang-2026/budget.json",
    "examples/xinjiang-2026/csv",
    *sorted(f"examples/broken/{path.name}" for path in (ROOT / "examples/broken").glob("*.json")),
]


def golden_name(path: str, lang: str, kind: str) -> str:
    stem = path.removeprefix("examples/").removesuffix(".json").replace("/", "-")
    return f"{stem}.{lang}.{kind}"


def compare(name: str, text: str) -> None:
    text = text.removesuffix("\n")
    path = GOLDEN / name
    if os.environ.get("BUDGETLINT_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", CASES)
def test_text(path: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    compare(
        golden_name(path, lang, "txt"), report_text("text", budgetlint.check(path), Style(lang))
    )


def test_rounding_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = budgetlint.check(CASES[0], rounding=True)
    compare("xinjiang-2026-rounding.zh.txt", report_text("text", report, Style("zh")))


@pytest.mark.parametrize("path", ["examples/broken/transposed-digits.json"])
def test_json(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    compare(
        golden_name(path, "zh", "json"), report_text("json", budgetlint.check(path), Style("zh"))
    )


def test_no_orphans() -> None:
    """Every golden file belongs to a case."""
    names = {golden_name(path, lang, "txt") for path in CASES for lang in ("zh", "en")}
    names |= {"xinjiang-2026-rounding.zh.txt", "broken-transposed-digits.zh.json"}
    assert {path.name for path in GOLDEN.iterdir()} == names
