"""One and the same budget, and one and the same final account, as many places print it, none of
which has a pack: every figure is read, nothing is found, a changed figure is; in every format."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from budgetlint.model.raw import RawDocument
from budgetlint.recognise.facts import facts_of, is_figure
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.places import FINALS, FORMS, document
from papers.written import FORMATS, write

FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")
DAMAGED = 3
EVERY = (*FORMS, *FINALS)
places = pytest.mark.parametrize("form", EVERY, ids=lambda form: form["name"])
# A form for each format, and those in which a format was once read otherwise: headers of several
# rows, tables by units, titles that another place prints.
BY_NAME = {form["name"]: form for form in EVERY}
ALIKE = [
    *((kind, EVERY[n * 2 % len(EVERY)]["name"]) for n, kind in enumerate(sorted(FORMATS))),
    *(("json", name) for name in ("sichuan", "shaanxi", "hubei-final")),
    *(("md", name) for name in ("hubei", "shaanxi-final")),
]


@places
def test_every_figure_is_read_and_nothing_is_found(form: Mapping[str, Any]) -> None:
    raw = document(form)
    report = checker().report(raw)
    assert report.pack == ("cn-final-accounts" if form.get("final") else "cn-common")
    assert not report.findings
    assert not report.problems
    assert not report.notes
    kit = checker().packs.load(report.pack)
    facts = list(facts_of(kit.recognise(raw), kit.layouts[0].vocabulary))
    printed = sum(is_figure(cell) for grid in raw.grids for row in grid.rows for cell in row)
    assert sum(not fact.why for fact in facts) == printed
    assert report.coverage.arithmetic > printed / 3


@places
def test_a_changed_figure_is_found(form: Mapping[str, Any]) -> None:
    raw = document(form)
    sites = [
        (g, r, c)
        for g, grid in enumerate(raw.grids)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if FIGURE.fullmatch(cell) and cell != "0.00"
    ]
    for site in random.Random(form["name"]).sample(sites, DAMAGED):
        report = checker().report(_changed(raw, *site))
        assert any(finding.severity == "error" for finding in report.findings), site


@pytest.mark.parametrize(("kind", "place"), ALIKE)
def test_a_format_makes_no_difference(kind: str, place: str, tmp_path: Path) -> None:
    """The whole product is tried by benchmarks/places.py."""
    form = BY_NAME[place]
    wanted = checker().report(document(form)).coverage.arithmetic
    report = checker().report(read(str(write(form, kind, tmp_path))))
    assert report.coverage.arithmetic == wanted
    assert not report.findings
    assert not report.problems


def _changed(raw: RawDocument, grid: int, row: int, column: int) -> RawDocument:
    """The document with one digit of a figure changed."""
    rows = [list(cells) for cells in raw.grids[grid].rows]
    text = rows[row][column]
    at = len(text) - 4
    rows[row][column] = f"{text[:at]}{(int(text[at]) + 3) % 10}{text[at + 1 :]}"
    grids = [g._replace(rows=rows) if n == grid else g for n, g in enumerate(raw.grids)]
    return raw._replace(grids=tuple(grids))
