"""Places on pages have boxes: cut out of the page, a box holds what was read there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid
from budgetlint.recognise.claims import location_of
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.pdf import document_pdf

EXAMPLE = json.loads(Path("examples/xinjiang-2026/budget.json").read_text(encoding="utf-8"))
SMALL = {**EXAMPLE, "tables": EXAMPLE["tables"][1:4], "narrative": EXAMPLE["narrative"][:20]}
NEAR = 0.5
"""Points: print may reach beyond its box by as much."""


class Paper:
    """A PDF, to cut boxes out of."""

    def __init__(self, data: bytes) -> None:
        file = pypdfium2.PdfDocument(data)
        self.page = cache(lambda number: file[number - 1])
        self.text = cache(lambda number: self.page(number).get_textpage())

    def under(self, place: Place) -> str:
        """What is printed in the box of a place, without blanks."""
        assert place.box is not None
        x, _, _, y = self.page(place.page).get_cropbox()
        left, top, right, bottom = place.box
        sides = (x + left - NEAR, y - bottom - NEAR, x + right + NEAR, y - top + NEAR)
        return bare(str(self.text(place.page).get_text_bounded(*sides)))


def bare(text: str) -> str:
    return "".join(text.split())


def cells(grid: Grid) -> Iterator[tuple[str, Place]]:
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            yield bare(cell), grid.locate(r, c)


@pytest.mark.parametrize("lines", [True, False], ids=["ruled", "aligned"])
def test_cells(lines: bool) -> None:  # noqa: FBT001
    data = document_pdf(SMALL, lines=lines)
    paper = Paper(data)
    found = [cell for grid in read("a.pdf", data).grids for cell in cells(grid) if cell[0]]
    assert len(found) > 200
    for text, place in found:
        assert text in paper.under(place)


def test_an_empty_cell_has_its_room() -> None:
    grids = read("a.pdf", document_pdf(SMALL)).grids
    boxes = [place.box for grid in grids for text, place in cells(grid) if not text]
    assert len(boxes) > 20
    for box in boxes:
        assert box is not None
        assert box.left < box.right
        assert box.top < box.bottom


def test_quotations() -> None:
    """Sentences and their figures, on one line or on two."""
    data = document_pdf(SMALL)
    paper, raw = Paper(data), read("a.pdf", data)
    prose = checker().packs.load("cn-xinjiang-2026").recognise(raw).prose
    assert prose is not None
    spans = [
        span
        for claim in prose.claims
        for span in (claim.place, *(f.place for f in claim.figures.values()))
    ]
    places = [location_of(raw, span) for span in spans]
    assert len(places) > 20
    for place in places:
        seen = paper.under(place)
        _, begun, rest = seen.partition(place.quote[:20])
        assert place.quote in seen or place.quote.startswith(begun + rest)  # over the page
        assert begun
