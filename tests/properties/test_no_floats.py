"""No amount is ever a float."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import budgetlint
from budgetlint.evaluate.judge import evaluate
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from generate import unit_budget

from .documents import as_numbers, figures, moved, recognised

# Places on a page are floats, as the PDF library gives them; texts are texts, and no amounts.
PAGES = (
    "aligned", "beside", "headings", "lattice", "lost_letters", "native", "ofd_page", "ofd_text",
    "page", "pages", "pdfium", "seen", "word_groups",
)  # fmt: skip
GEOMETRY = (
    "flow.py",
    "model/place.py",
    "marked/glyphs.py",
    "marked/pdf.py",
    *(f"pdf/{name}.py" for name in PAGES),
)
SOURCES = sorted(
    path
    for path in Path(budgetlint.__file__).parent.rglob("*.py")
    if not path.as_posix().endswith(GEOMETRY)
)
ALLOWED = ("get_close_matches",)
"""Functions that may be given a float: how much alike two words must be is no amount."""

CONTAINERS = (list, tuple, set, frozenset)
PLAIN = (str, bytes, int, type(None))


def floats_in(value: object, path: str = "", seen: set[int] | None = None) -> Iterator[str]:
    """The paths of all floats that can be reached from `value`."""
    seen = set() if seen is None else seen
    if isinstance(value, (float, complex)):
        yield path
    if isinstance(value, PLAIN) or id(value) in seen:
        return
    seen.add(id(value))
    for name, part in _parts(value):
        yield from floats_in(part, f"{path}.{name}", seen)


def _parts(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, key
            yield key, item
    elif isinstance(value, CONTAINERS):
        yield from enumerate(value)
    elif type(value).__module__.startswith("budgetlint"):
        names = [*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", {})]
        yield from ((name, getattr(value, name)) for name in names if hasattr(value, name))


def sample() -> bytes:
    """A document with findings, roundings and numbers that are JSON numbers."""
    document = unit_budget(11, rounding=True)
    places = figures(document)
    return as_numbers(moved(document, {places[0]: 12345, places[-1]: -10000}))


def test_the_search_finds_floats() -> None:
    assert list(floats_in({"a": [1, ("b", 0.5)]})) == [".a.1.1"]


def test_no_float_in_documents_outcomes_and_reports() -> None:
    raw = read("budget.json", sample())
    report = checker().report(raw, rounding=True)
    assert report.findings
    assert report.rounding
    document, kit = recognised(unit_budget(11, rounding=True))
    outcomes = evaluate(kit.planner.plan(document), document).rules
    assert any(outcome.deviations for outcome in outcomes)
    for value in (raw, report, document, outcomes):
        assert list(floats_in(value)) == []


def test_no_function_handles_a_float() -> None:
    """Every local variable and every result of every function of the package, while it works."""
    found: list[str] = []
    calls = 0

    def watch(frame: FrameType, event: str, result: Any) -> None:
        nonlocal calls
        if event != "return" or not frame.f_globals.get("__name__", "").startswith("budgetlint"):
            return
        calls += 1
        where = f"{frame.f_globals['__name__']}.{frame.f_code.co_name}"
        values = {**frame.f_locals, "return": result}
        found.extend(f"{where}: {name}" for name, v in values.items() if _is_float(v))

    data = sample()
    sys.setprofile(watch)
    try:
        report = checker().report(read("budget.json", data), rounding=True)
    finally:
        sys.setprofile(None)
    assert report.findings
    assert calls > 1000
    assert found == []


def _is_float(value: object) -> bool:
    """A float, or a list or tuple with one."""
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, float) for item in value)
    return isinstance(value, float)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_float_in_the_source(source: Path) -> None:
    """No literal such as 0.5, no `float`, and no `math`, whose functions return floats.

    One line may name it: the one that refuses floats in what a program passes.
    """
    tree = ast.parse(source.read_text(encoding="utf-8"))
    lines = source.read_text(encoding="utf-8").splitlines()
    found = [f"{source}:{line}: {what}" for line, what in _mentions(tree)]
    refusal = "    if isinstance(value, float):"
    assert [place for place in found if lines[int(place.split(":")[-2]) - 1] != refusal] == []


def _mentions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    allowed = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ALLOWED
        for argument in node.args
    }
    for node in ast.walk(tree):
        if id(node) in allowed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            yield node.lineno, repr(node.value)
        elif isinstance(node, ast.Name) and node.id in ("float", "complex"):
            yield node.lineno, node.id
        elif isinstance(node, ast.Import) and any(name.name == "math" for name in node.names):
            yield node.lineno, "import math"
        elif isinstance(node, ast.ImportFrom) and node.module == "math":
            yield node.lineno, "from math"
