"""Columns whose headers nobody understands, told by what their figures come to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report.seen_meaning import columns_seen
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
HEADER = ["科目编码", "科目名称", "2025年预算数", "2026年预算数", "甲乙", "丙丁"]
LINES = [("204", 40, 50), ("205", 80, 60), ("206", 50, 60), ("207", 25, 30), ("208", 16, 20)]
ROWS = [
    [code, "某某支出", f"{old}.00", f"{new}.00", f"{new - old}.00", f"{100 * new / old - 100:.2f}"]
    for code, old, new in [*LINES, ("210", 10, 12)]
]


def raw_of(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> RawDocument:
    sheet = [["政府性基金预算支出预算对比表"], ["单位：万元"], header, *rows]
    grid = Grid("#1", sheet, lambda r, c: Place("a", line=r + 1, column=c + 1))
    return RawDocument("a", unit="某某局", year=2026, grids=(grid,))


def told(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> dict[int, str]:
    """What the columns are that their figures tell."""
    (table,) = KIT.recognise(raw_of(rows, header)).tables.values()
    return {
        seen.column: seen.coordinates["measure"]
        for seen in columns_seen(table)
        if seen.evidence[0] == "figures"
    }


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = text
    return rows


def test_changes_and_rates_whatever_they_are_called() -> None:
    assert told(ROWS) == {4: "change", 5: "growth"}
    report = checker("cn-common").report(raw_of(ROWS))
    assert {f.code[0] for f in report.findings} <= {"L"}  # names and codes alone
    assert not report.problems
    assert not report.notes


def test_a_wrong_figure_is_found_where_enough_others_are_right() -> None:
    more = [[f"21{n}", *row[1:]] for n, row in enumerate(ROWS[:5], 1)]
    rows = [*changed(1, 4, "-21.00"), *more]
    assert told(rows) == {4: "change", 5: "growth"}
    found = [f for f in checker("cn-common").report(raw_of(rows)).findings if f.code[0] != "L"]
    assert [[cell.value for cell in f.cells][:1] for f in found] == [["-21.00"]]


@pytest.mark.parametrize("column", [2, 3, 4, 5])
@pytest.mark.parametrize("row", range(6))
def test_one_wrong_figure_makes_nothing_else_of_a_column(row: int, column: int) -> None:
    found = told(changed(row, column, "77.00"))
    assert found.items() <= {4: "change", 5: "growth"}.items()


def test_four_rows_tell_nothing() -> None:
    assert not told(ROWS[:4])


def test_words_go_before_figures() -> None:
    """A column that says what it is is held to that, be its figures what they may."""
    header = [*HEADER[:4], "项目支出", "增减%"]
    assert not told(ROWS, header)
