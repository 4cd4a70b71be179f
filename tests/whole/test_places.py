"""Tables that offices have published, figures and names only: Shanghai, Jiangsu, a university.

Each is read from JSON and from a PDF of it: the pack is found, every relation holds to the last
place or by rounding, and nothing is found but the faults that are in the document.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from budgetlint.report.finding import shown
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.pdf import document_pdf

FOLDER = Path(__file__).parents[1] / "data/places"


class Wanted(NamedTuple):
    """What is known of a document, its faults settled by hand."""

    pack: str
    exact: int
    rounding: int
    faults: tuple[str, ...] = ()


WANTED = {
    "jiangsu-dept-2018": Wanted("cn-jiangsu-province", 184, 0),
    "shanghai-dept-2025": Wanted("cn-shanghai-district", 461, 1),
    "shanghai-unit-2025": Wanted("cn-shanghai-district", 479, 1),
    # 空表 is printed under a table that has figures.
    "shanghai-street-2024": Wanted("cn-shanghai-district", 1014, 0, ("SH1",)),
    "shanghai-final-2024": Wanted("cn-final-accounts", 288, 2),
    # 2050202: 9,645.51 is printed, its parts give 9,646.01; so its sum is 0.50 more than printed.
    "university-budget-2023": Wanted("cn-central-university", 324, 0, ("B4", "UA1")),
    "university-final-2023": Wanted("cn-central-university-final", 312, 7),
}


@pytest.mark.parametrize("ending", ["json", "pdf"])
@pytest.mark.parametrize("name", WANTED)
def test_published_tables(name: str, ending: str) -> None:
    text = (FOLDER / f"{name}.json").read_text("utf-8")
    data = text.encode() if ending == "json" else document_pdf(json.loads(text))
    report = checker().report(read(f"budget.{ending}", data))
    relations = report.coverage.relations
    found = (
        relations["exact"],
        relations["rounding"],
        tuple(sorted(r.code for f in report.findings for r in f.relations)),
    )
    assert Wanted(report.pack, *found) == WANTED[name]
    assert not report.problems


@pytest.mark.parametrize("name", WANTED)
def test_without_ruling_lines_there_is_no_alarm(name: str) -> None:
    """Columns are told by alignment, which may go wrong: then it is said, table by table."""
    document = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    report = checker().report(read("budget.pdf", document_pdf(document, lines=False)))
    assert report.pack == WANTED[name].pack
    assert {finding.severity for finding in report.findings} <= {"info"}
    doubts = {note.code for note in report.notes} - {"column-not-understood", "row-unplaced"}
    assert doubts == {"reading-doubtful"}
    assert report.coverage.relations["exact"] > 0.55 * WANTED[name].exact


# An of-which that no other table prints is held only against what it is part of.
ALONE = {"其中：捐赠收入", "其中：政府性基金预算财政拨款"}


@pytest.mark.parametrize("name", WANTED)
def test_every_figure_is_guarded(name: str) -> None:
    """A thousand more in any one cell, and there is an error or a warning more. By default every
    fifth cell is tried."""
    document = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    known = _found(document)
    missed = []
    turn = cycle(range(STEP))
    for table in document["tables"]:
        for row in table["rows"]:
            for place, cell in enumerate(row):
                if _FIGURE.fullmatch(cell) and not _CODES.search(table["columns"][place]):
                    if next(turn):
                        continue
                    row[place] = f"{Decimal(cell.replace(',', '')) + 1000:,}"
                    if _found(document) <= known and row[0] not in ALONE:
                        missed.append((table["id"], row[0], cell))
                    row[place] = cell
    assert not missed


STEP = 5 if settings.get_current_profile_name() == "ci" else 1
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?")
_CODES = re.compile("编码|代码|[类款项]$")


def _found(document: dict[str, Any]) -> set[tuple[str, ...]]:
    report = checker().report(read("budget.json", json.dumps(document).encode()))
    return {
        (f.code, shown(f).difference, *(cell.address.en for cell in f.cells))
        for finding in report.findings
        for f in finding.relations
        if f.severity != "info"
    }


def test_every_document_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(WANTED)


def test_final_accounts_as_the_ministry_lays_them_out() -> None:
    """Made-up figures: line numbers, carry-over by budget, operating expenditure in two blocks
    whose total is printed across both."""
    text = (FOLDER.parent / "national-final.txt").read_text("utf-8")
    report = _checked(text)
    assert (report.pack, report.findings, report.problems) == ("cn-final-accounts", (), ())
    assert report.coverage.relations["exact"] == 402
    for printed, wrong, codes in (
        ("公用经费合计\t\t\t\t\t32.35", "公用经费合计\t\t\t\t\t33.35", {"QB6", "QC6"}),
        ("国有资本经营预算财政拨款\t31\t0.00", "国有资本经营预算财政拨款\t31\t1.00", {"QB4"}),
    ):
        found = _checked(text.replace(printed, wrong)).findings
        assert codes <= {relation.code for finding in found for relation in finding.relations}


def _checked(text: str) -> FileReport:
    return checker().report(read("final.txt", text.encode()))
