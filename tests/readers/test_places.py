"""Tables that offices have published, figures and names only: Shanghai, Jiangsu, a university.

Each is read from JSON and from a PDF of it: the pack is found, every relation holds to the last
place or by rounding, and nothing is found but the faults that are in the document.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from budgetlint.check import check_raw
from budgetlint.readers import read
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
    "shanghai-unit-2025": Wanted("cn-shanghai-district", 472, 1),
    # 空表 is printed under a table that has figures.
    "shanghai-street-2024": Wanted("cn-shanghai-district", 1014, 0, ("SH1",)),
    "shanghai-final-2024": Wanted("cn-final-accounts", 284, 2),
    # 2050202: 9,645.51 is printed, its parts give 9,646.01; so its sum is 0.50 more than printed.
    "university-budget-2023": Wanted("cn-central-university", 324, 0, ("B4", "UA1")),
    "university-final-2023": Wanted("cn-central-university-final", 312, 7),
}


@pytest.mark.parametrize("ending", ["json", "pdf"])
@pytest.mark.parametrize("name", WANTED)
def test_published_tables(name: str, ending: str) -> None:
    text = (FOLDER / f"{name}.json").read_text("utf-8")
    data = text.encode() if ending == "json" else document_pdf(json.loads(text))
    report = check_raw(read(f"budget.{ending}", data), None)
    relations = report.coverage.relations
    found = (relations["exact"], relations["rounding"], tuple(f.code for f in report.findings))
    assert Wanted(report.pack, *found) == WANTED[name]
    assert not report.problems


def test_every_document_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(WANTED)
