"""Golden outputs, each small enough to be read: what is printed, to the letter.

Of the example with its many remarks the errors are printed, and all the rest is counted, rule by
rule. After a wanted change: BUDGETLINT_UPDATE=1 pytest tests/test_golden.py, then read the
difference.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint.report import Style, report_text
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport, Report
from papers.reports import verdicts

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLE = "examples/xinjiang-2026/budget.json"
FOLDER = "examples/xinjiang-2026/csv"
JSON = "examples/broken/transposed-digits.json"
BROKEN = sorted(f"examples/broken/{p.name}" for p in (ROOT / "examples/broken").glob("*.json"))
LANGS = ("zh", "en")
MAX_LINES = 60
"""A golden that is longer is read by nobody."""


def golden_name(path: str, lang: str, kind: str = "txt") -> str:
    stem = path.removeprefix("examples/").removesuffix(".json").replace("/", "-")
    return f"{stem}.{lang}.{kind}"


def compare(name: str, text: str) -> None:
    text = text.removesuffix("\n")
    path = GOLDEN / name
    if os.environ.get("BUDGETLINT_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example() -> FileReport:
    (file,) = budgetlint.check(ROOT / EXAMPLE, rounding=True).files
    return file


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", BROKEN)
def test_text(path: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    compare(golden_name(path, lang), report_text("text", budgetlint.check(path), Style(lang)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_errors_of_the_example(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (file,) = budgetlint.check(EXAMPLE).files
    errors = tuple(f for f in file.findings if f.severity == "error")
    report = Report((file._replace(findings=errors),))
    compare(golden_name(EXAMPLE, lang), report_text("text", report, Style(lang)))


def counted(file: FileReport) -> Iterator[str]:
    """How often each rule has found something, and how often rounding explained it."""

    def by_code(findings: tuple[Finding, ...]) -> str:
        counts = Counter(finding.code for finding in findings)
        return ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))

    for severity in ("error", "warning", "info"):
        some = tuple(f for f in file.findings if f.severity == severity)
        yield f"{severity}: {by_code(some)}"
    yield f"rounding: {by_code(file.rounding)}"
    yield f"relations: {', '.join(f'{n} {name}' for name, n in file.coverage.relations.items())}"
    yield f"rules: {', '.join(f'{n} {name}' for name, n in file.coverage.rules.items())}"
    yield from (f"not checked: {one.code} {one.reason.zh}" for one in file.coverage.not_checked)
    yield from (f"unread: {one.quote}" for one in file.coverage.unread)


def test_the_example_is_counted(example: FileReport) -> None:
    compare("xinjiang-2026-budget.counts.txt", "\n".join(counted(example)))


def test_roundings_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (file,) = budgetlint.check(EXAMPLE, rounding=True).files
    first = {finding.code: finding for finding in reversed(file.rounding)}
    shown = tuple(first[code] for code in sorted(first)[:5])
    some = file._replace(findings=(), rounding=shown)
    compare("xinjiang-2026-rounding.zh.txt", report_text("text", Report((some,)), Style("zh")))


def test_a_folder_of_csv_says_the_same(example: FileReport) -> None:
    (file,) = budgetlint.check(ROOT / FOLDER, rounding=True).files
    ours, theirs = verdicts(file), verdicts(example)
    # One of its tables does not name the unit: K1 has one text less to look at.
    assert ours.pop("relations")["exact"] == theirs.pop("relations")["exact"] - 1
    assert ours == theirs


def condensed(value: Any) -> Any:
    """JSON without what is empty; of lists the first item, and how many there are."""
    if isinstance(value, Mapping):
        kept = {key: condensed(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ("", 0, None, {}, [])}
    if isinstance(value, list):
        more = [f"… {len(value)} in all"] if len(value) > MAX_ITEMS else []
        return [condensed(item) for item in value[:MAX_ITEMS]] + more
    return value


MAX_ITEMS, WIDTH = 1, 250


def lines(name: str, value: Any, indent: str = "") -> Iterator[str]:
    """A value by its name; what fits on a line stands on one."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) < WIDTH or not isinstance(value, (dict, list)):
        yield f"{indent}{name} {text}"
        return
    yield f"{indent}{name}"
    items = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for key, item in items:
        yield from lines(key, item, f"{indent}  ")


def test_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """The values, condensed; `test_schemas` holds the shape, which is the same for all."""
    monkeypatch.chdir(ROOT)
    data = json.loads(report_text("json", budgetlint.check(JSON), Style("zh")))
    compare(golden_name(JSON, "zh", "json.txt"), "\n".join(lines("report", condensed(data))))


def test_every_golden_is_used_and_small() -> None:
    names = {golden_name(path, lang) for path in (EXAMPLE, *BROKEN) for lang in LANGS}
    names |= {"xinjiang-2026-rounding.zh.txt", "xinjiang-2026-budget.counts.txt"}
    names |= {golden_name(JSON, "zh", "json.txt")}
    assert {path.name for path in GOLDEN.iterdir()} == names
    long = [p.name for p in GOLDEN.iterdir() if len(p.read_text("utf-8").splitlines()) > MAX_LINES]
    assert long == []
