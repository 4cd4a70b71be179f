"""Tables as places print them, without a pack: every figure has coordinates, and none is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.facts import facts_of, is_figure, is_number
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

DATA = Path(__file__).parent.parent / "data" / "tables.toml"
DATA_OF = tomllib.loads(DATA.read_text("utf-8"))
TABLES = {n: table["rows"] for n, table in DATA_OF.items()}
SITES = 4
"""Figures of each table that are made wrong, one at a time."""
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


def wrong(text: str) -> str:
    """A figure with another digit in front of its decimals."""
    at = [n for n, sign in enumerate(text) if sign.isdigit()][-3]
    return f"{text[:at]}{(int(text[at]) + 3) % 10}{text[at + 1 :]}"


def damaged(name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The table with one figure wrong at a time, of some of its figures."""
    rows, alone = TABLES[name], DATA_OF[name].get("alone", ())
    sites = [
        (r, c)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if is_figure(cell) and cell.strip("0.,%") and sum(map(str.isdigit, cell)) > 2
    ]
    checked = [(r, c) for r, c in sites if rows[r][c] not in alone]
    for row, column in checked[:: max(1, len(checked) // SITES)]:
        new = [list(cells) for cells in rows]
        new[row][column] = wrong(rows[row][column])
        yield f"{rows[row][column]} in row {row}", new


@pytest.mark.parametrize("name", [name for name in TABLES if any(damaged(name))])
def test_a_wrong_figure_is_found(name: str) -> None:
    reports = ((what, checker("cn-common").report(raw_of(rows))) for what, rows in damaged(name))
    errors = {what: [f for f in r.findings if f.severity == "error"] for what, r in reports}
    assert [what for what, found in errors.items() if not found] == []
