"""One and the same budget as several places print it, none of which has a pack: every table is
read, nothing is found, and a changed figure is."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from budgetlint.model.raw import RawDocument
from budgetlint.tasks.check import checker
from papers.places import FORMS, document

FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")
DAMAGED = 6
places = pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])


@places
def test_every_table_is_read_and_nothing_is_found(form: Mapping[str, Any]) -> None:
    raw = document(form)
    report = checker().report(raw)
    assert report.pack == "cn-common"
    assert not report.findings
    assert not report.problems
    assert not report.notes
    assert report.coverage.relations["exact"] > 240


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


def _changed(raw: RawDocument, grid: int, row: int, column: int) -> RawDocument:
    """The document with one digit of a figure changed."""
    rows = [list(cells) for cells in raw.grids[grid].rows]
    text = rows[row][column]
    at = len(text) - 4
    rows[row][column] = f"{text[:at]}{(int(text[at]) + 3) % 10}{text[at + 1 :]}"
    grids = [g._replace(rows=rows) if n == grid else g for n, g in enumerate(raw.grids)]
    return raw._replace(grids=tuple(grids))
