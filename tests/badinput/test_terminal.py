"""Nothing that a file says reaches the terminal as a command: no escapes, no forged lines."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint.report import Style, report_text
from budgetlint.report.text_report import problem_text

from .scenario import BASE

RULES = str(BASE / "rules.toml")
EVIL = "\x1b[31m红\x9b2J\x07"

PLACES: dict[str, tuple[str | int, ...]] = {
    "unit": ("unit",),
    "label": ("tables", 0, "rows", 1, 1),
    "code": ("tables", 0, "rows", 1, 0),
    "amount": ("tables", 0, "rows", 1, 2),
    "column": ("tables", 0, "columns", 4),
    "id": ("tables", 0, "id"),
    "title": ("tables", 0, "title"),
    "money": ("tables", 0, "money"),
    "profile": ("profile",),
    "unknown key": ("x" + EVIL,),
}


def document(place: tuple[str | int, ...], value: str) -> dict[str, Any]:
    """The base document with a slip in 数据事务, and `value` at a place."""
    data: dict[str, Any] = json.loads((BASE / "budget.json").read_text(encoding="utf-8"))
    data["tables"][0]["rows"][1][2] = "14,715.61"
    target: Any = data
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    return data


def controls(text: str) -> set[str]:
    """The control and format characters that a terminal would act on, line ends aside."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"}


@pytest.mark.parametrize("name", [name for name in PLACES if name != "title"])
def test_no_control_character_in_a_text_report(name: str) -> None:
    rules = None if name == "profile" else RULES
    report = budgetlint.check(document(PLACES[name], EVIL), rules)
    for lang in ("zh", "en"):
        text = report_text("text", report, Style(lang))
        assert controls(text) == set()
        assert "红" in text or name == "id"


def test_no_colour_of_a_label() -> None:
    report = budgetlint.check(document(PLACES["label"], "\x1b[31;1m数据"), RULES)
    assert controls(report_text("text", report, Style())) == set()


def test_no_control_character_in_a_json_report() -> None:
    report = budgetlint.check(document(PLACES["label"], EVIL), RULES)
    assert controls(report_text("json", report, Style())) == set()


FORGED = "某局\n\n  未发现问题"


def test_a_name_forges_no_line() -> None:
    report = budgetlint.check(document(PLACES["unit"], FORGED), RULES)
    assert "未发现问题" not in map(str.strip, report_text("text", report, Style()).splitlines())


def test_no_control_character_of_a_file_name(tmp_path: Path) -> None:
    path = tmp_path / f"a{EVIL}.json"
    path.write_bytes((BASE / "budget.json").read_bytes())
    report = budgetlint.check(str(path), RULES)
    assert controls(report_text("text", report, Style())) == set()


def test_no_control_character_of_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[change."\\u001b[31m"]\nseverity = "info"\n', encoding="utf-8")
    with pytest.raises(budgetlint.RuleError) as caught:
        budgetlint.check([], str(path))
    (problem,) = caught.value.problems
    assert controls(problem_text(problem, "zh", colour=False)) == set()
