"""The example reads alike in every format: same tables, same verdicts, same findings."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.names import path as header
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.reports import verdicts
from papers.sheets import EXAMPLE, example
from papers.writers import WRITERS

TEXTS = ("docx", "html", "mht", "rtf", "md")


def only(source: str | Path) -> FileReport:
    (report,) = budgetlint.check(source).files
    return report


@pytest.fixture(scope="module")
def without_prose() -> FileReport:
    return checker().report(read(str(EXAMPLE / "csv"))._replace(narrative=()))


@pytest.mark.parametrize("kind", WRITERS)
def test_same_verdicts_and_findings(
    kind: str, written: dict[str, Path], without_prose: FileReport
) -> None:
    report = only(written[kind].parent)
    expected = only(EXAMPLE / "csv") if kind in TEXTS else without_prose
    assert report.problems == ()
    assert verdicts(report) == verdicts(expected)


@pytest.mark.parametrize("kind", TEXTS)
def test_same_narrative(kind: str, written: dict[str, Path]) -> None:
    of_json = read(str(EXAMPLE / "budget.json")).narrative
    raw = read(str(written[kind]))
    assert [(s.section, s.title, s.text) for s in raw.narrative] == [
        (s.section, s.title, s.text) for s in of_json
    ]
    assert raw.year == 2026


@pytest.mark.parametrize("kind", WRITERS)
def test_same_tables(kind: str, written: dict[str, Path]) -> None:
    of_json = checker("cn-xinjiang-2026").reading([EXAMPLE / "budget.json"])[0]
    document = checker("cn-xinjiang-2026").reading([written[kind]])[0]
    for name, table in of_json.tables.items():
        if name in ("claims", "performance", "indicators"):
            continue
        found = document.tables[name].raw
        for field in ("number", "title", "money", "unit", "notes"):
            assert getattr(found, field) == getattr(table.raw, field), (name, field)
        assert list(map(header, found.columns)) == list(map(header, table.raw.columns))
        assert [[str(c) for c in row] for row in found.rows] == [list(r) for r in table.raw.rows]


PLACES = {
    "xlsx": ("表3", "C6"),
    "xls": ("表3", "C6"),
    "ods": ("表3", "C6"),
    "docx": ("#3", "C3"),
    "html": ("#3", "C3"),
    "mht": ("#3", "C3"),
    "rtf": ("#3", "C3"),
    "xml": ("表3", "C6"),
    "md": ("", ""),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_places(kind: str, written: dict[str, Path]) -> None:
    """The first figure of table 3 stands where it was written."""
    table = checker("cn-xinjiang-2026").reading([written[kind]])[0].tables["expenditure"].raw
    column = table.columns.index(next(c for c in table.columns if c.endswith("合计")))
    row = next(n for n, cells in enumerate(table.rows) if cells[column])
    place = table.locate(row, column)
    letter = "ABCDEFG"[column]
    sheet, cell = PLACES[kind]
    first = int(cell[1:] or 0)
    assert place.path == str(written[kind])
    assert (place.sheet, place.cell) == (sheet, f"{letter}{row + first}" if cell else "")
    if kind == "md":
        line = written[kind].read_text("utf-8").splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith(table.rows[row][column])
    if kind == "html":
        line = written[kind].read_text("gb18030").splitlines()[place.line - 1]
        assert table.rows[row][column] in line


def test_tables_in_one_file_and_the_narrative_in_another(
    written: dict[str, Path], tmp_path: Path
) -> None:
    from papers.sheets import paragraphs
    from papers.writers import write_docx

    header = written["xlsx"].parent / "document.json"
    (tmp_path / "document.json").write_bytes(header.read_bytes())
    (tmp_path / "公开表.xlsx").write_bytes(written["xlsx"].read_bytes())
    write_docx(tmp_path / "情况说明.docx", [], paragraphs(example()))
    expected = verdicts(only(EXAMPLE / "csv"))
    assert verdicts(only(tmp_path)) == expected


def test_together(written: dict[str, Path]) -> None:
    """A text that prints the tables of the workbook again is read once."""
    files = [str(written["xlsx"]), str(written["docx"])]
    (report,) = budgetlint.check(files, "cn-xinjiang-2026", together=True).files
    alone = budgetlint.check(str(written["docx"]), "cn-xinjiang-2026").files[0]
    assert report.problems == ()
    assert {note.code for note in report.notes} == {"table-repeated"}
    assert verdicts(report)["relations"] == verdicts(alone)["relations"]
