"""Cells of written CSV: no spreadsheet runs them, and each is read back as it was."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from badinput.scenario import BASE
from budgetlint.readers.plain.cells import as_cell, csv_text, from_cell
from budgetlint.tasks.check import checker
from budgetlint.tasks.convert import csv_files
from budgetlint.tasks.reading import read

RUN = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "=HYPERLINK(1)", "＝1", "＋1", "－a", "＠x"]
RUN += [" =1", "\t=1", "'=1", "''=1", "' =1", "-1-1", "+8613000000000x"]
LEFT = [
    "",
    "-",
    "－",
    "--",
    "-5.62",
    "+5.62",
    "-14,751.61",
    "-3%",
    "5.62",
    "（5.62）",
    "一、收入",
    "'x",
]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_runs_is_a_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_what_it_does_not_run_is_left_as_it_is(text: str) -> None:
    assert as_cell(text) == from_cell(text) == text


@given(st.text() | st.text("'=+-@ 1a\t\n＝－", max_size=8))
@example("'=")
@example("'-5.62")
@example("'\r")
def test_every_cell_comes_back(text: str) -> None:
    assert from_cell(as_cell(text)) == text


@given(st.lists(st.lists(st.text("'=+@ 1a\t\n\r,\"", max_size=6), min_size=1), min_size=1))
@example([["a\r=1+1", "b"]])
@example([["\r"], [""]])
def test_rows_come_back_from_csv(rows: list[list[str]]) -> None:
    """A line break of whatever kind begins no row, and so no formula, in the middle of a cell."""
    for end in ("\n", "\r\n"):
        text = csv_text(rows, end)
        found = list(csv.reader(io.StringIO(text, newline="")))
        assert [list(map(from_cell, row)) for row in found] == rows


def test_a_document_comes_back_from_csv(tmp_path: Path) -> None:
    data = json.loads((BASE / "budget.json").read_text(encoding="utf-8"))
    for number, row in enumerate(data["tables"][0]["rows"][:4]):
        row[1] = [*RUN[:3], "甲\r=1+1"][number]
    data["tables"][0]["notes"] = ["=1+1", "'=1"]
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    check = checker(str(BASE / "rules.toml"))
    document, _ = check.reading([tmp_path / "a.json"])
    folder = tmp_path / "csv"
    folder.mkdir()
    for name, text in csv_files(document).items():
        (folder / name).write_text(text, encoding="utf-8")
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    again, _ = check.reading([folder])
    assert list(map(list, again.tables["expenditure"].raw.rows)) == data["tables"][0]["rows"]
    assert again.tables["expenditure"].raw.notes == ("=1+1", "'=1")


def test_the_place_is_that_of_the_text() -> None:
    data = "科目编码,科目名称,\"'=一\"\n,'=二,1.00\n".encode()
    (grid,) = read("a.csv", data).grids
    assert (grid.rows[0][2], grid.rows[1][1]) == ("=一", "=二")
    assert [(p.line, p.column) for p in (grid.locate(0, 2), grid.locate(1, 1))] == [(1, 13), (2, 3)]
