"""PDF: documents that are printed here and read back say the same, page by page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import budgetlint
from budgetlint.report.finding import shown
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.canonical import shared_documents
from papers.pdf import document_pdf

EXAMPLE = json.loads(Path("examples/xinjiang-2026/budget.json").read_text(encoding="utf-8"))
PACKS = (
    "cn-shanghai-district",
    "cn-final-accounts",
    "cn-jiangsu-province",
    "cn-central-university-final",
)
SHARED = [(pack, name, doc) for pack in PACKS for name, doc in shared_documents(pack)]


def findings(report: FileReport) -> list[tuple[str, str, str, str]]:
    return sorted(
        (f.code, f.severity, f.cells[0].address.zh if f.cells else "", shown(f).difference)
        for f in report.findings
    )


def figures(report_of: bytes | dict[str, Any], path: str = "budget.pdf") -> dict[str, list[Any]]:
    """All amounts of all tables, by side and column, as they are printed."""
    data = report_of if isinstance(report_of, bytes) else json.dumps(report_of).encode()
    raw = read(path, data)
    document = checker().kit_for(raw).recognise(raw)
    return {
        f"{rows.structure.side.address}.{name}": [*map(str, column or [])]
        for table in document.tables.values()
        if table.layout.book is None
        for rows in table.sides
        for name, column in rows.columns.items()
    }


@pytest.mark.parametrize("repeat", [True, False], ids=["headers repeated", "headers once"])
def test_the_example_reads_alike(repeat: bool) -> None:  # noqa: FBT001
    data = document_pdf(EXAMPLE, repeat=repeat)
    from_json = budgetlint.check("examples/xinjiang-2026/budget.json").files[0]
    from_pdf = checker().report(read("budget.pdf", data))
    assert from_pdf.pack == from_json.pack == "cn-xinjiang-2026"
    assert not from_pdf.problems
    assert findings(from_pdf) == findings(from_json)
    assert figures(data) == figures(EXAMPLE, "budget.json")


def test_sections_are_those_of_the_document() -> None:
    raw = read("budget.pdf", document_pdf(EXAMPLE))
    wanted = [(s["section"], s["title"]) for s in EXAMPLE["narrative"]]
    assert [(s.section, s.title) for s in raw.narrative] == wanted
    for section, printed in zip(raw.narrative, EXAMPLE["narrative"], strict=True):
        assert "".join(section.text.split()) == "".join(printed["text"].split())


def test_cells_and_sentences_have_their_page() -> None:
    raw = read("budget.pdf", document_pdf(EXAMPLE))
    assert raw.grids[0].locate(3, 1).page == 1
    long = next(s for s in raw.narrative if s.section == "五")
    assert long.at is not None
    pages = [long.at(n).page for n in range(0, len(long.text), 50)]
    assert pages == sorted(pages)
    assert len(set(pages)) > 1


@pytest.mark.parametrize(("pack", "name", "document"), SHARED, ids=lambda v: str(v)[:30])
def test_documents_of_other_places(pack: str, name: str, document: dict[str, Any]) -> None:
    """Each place's forms, printed and read back: the pack is found, and all is as before."""
    plain = {**document, "profile": pack}
    from_json = checker().report(read("budget.json", json.dumps(plain).encode()))
    from_pdf = checker().report(read("budget.pdf", document_pdf(document)))
    assert from_pdf.pack == pack, name
    assert not from_pdf.problems
    assert not from_pdf.coverage.unread
    # A statement under a title on the first page stands in its cover.
    title = f"§{document['narrative'][0]['section']} " if document["narrative"] else "§"
    wanted = [(c, s, at.replace(title, "§封面 "), off) for c, s, at, off in findings(from_json)]
    assert findings(from_pdf) in (findings(from_json), sorted(wanted))
    printed = figures(document_pdf(document))
    assert {k: v for k, v in printed.items() if v} == {
        k: v for k, v in figures(plain, "budget.json").items() if v
    }


def test_tables_without_ruling_lines() -> None:
    """Columns are told by alignment; what rests on it is said to be in doubt."""
    wanted = ("expenditure", "general-budget")
    tables = [table for table in EXAMPLE["tables"] if table["id"] in wanted]
    document = {**EXAMPLE, "tables": tables, "narrative": []}
    data = document_pdf(document, lines=False)
    report = checker().report(read("budget.pdf", data))
    assert not report.problems
    assert {note.code for note in report.notes} == {"reading-doubtful"}
    printed = figures(data)
    assert {k: v for k, v in printed.items() if v} == {
        k: v for k, v in figures(document, "budget.json").items() if v
    }


def test_a_figure_that_is_wrong_without_ruling_lines_is_a_hint() -> None:
    table = next(table for table in EXAMPLE["tables"] if table["id"] == "expenditure")
    rows = [list(row) for row in table["rows"]]
    rows[-1][2] = "14,951.61"
    document = {**EXAMPLE, "tables": [{**table, "rows": rows}], "narrative": []}
    report = checker().report(read("budget.pdf", document_pdf(document, lines=False)))
    assert [f.code for f in report.findings if "框线" in f.hint.zh]
    assert {f.severity for f in report.findings} == {"info"}
    ruled = checker().report(read("budget.pdf", document_pdf(document)))
    assert "error" in {f.severity for f in ruled.findings}
