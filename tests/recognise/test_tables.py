"""Tables as places print them, without a pack: every figure has coordinates, and none is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.facts import facts_of, is_figure, is_number
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

DATA = Path(__file__).parent.parent / "data" / "tables.toml"
TABLES = {n: table["rows"] for n, table in tomllib.loads(DATA.read_text("utf-8")).items()}
KIT = Packs().load("cn-common")


def raw_of(rows: Sequence[Sequence[str]]) -> RawDocument:
    grid = Grid("#1", rows, lambda r, c: Place("a", line=r + 1, column=c + 1))
    return RawDocument("a", unit="某某局", grids=(grid,))


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_has_coordinates(name: str) -> None:
    facts = list(facts_of(KIT.recognise(raw_of(TABLES[name])), KIT.layouts[0].vocabulary))
    places = {
        (r, c)
        for r, row in enumerate(TABLES[name], 1)
        for c, cell in enumerate(row, 1)
        if is_figure(cell)
    }
    found = {(f.place.line, f.place.column): f.text for f in facts}
    assert places <= found.keys()
    assert all(map(is_number, found.values())), "a count is a figure too, and nothing else is"
    assert [(f.why, f.left) for f in facts if f.why] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_right_figure_is_an_error(name: str) -> None:
    report = checker("cn-common").report(raw_of(TABLES[name]))
    assert [f.code for f in report.findings if f.severity == "error"] == []
    # Some have no sums of their own: what they hold is met in other tables only.
    assert {problem.code for problem in report.problems} <= {"nothing-checked", "input-no-budget"}
