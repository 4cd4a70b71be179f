"""OFD: the example, written in several ways, says what its PDF says."""

from __future__ import annotations

import pytest

from budgetlint.model.raw import RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.ofd import WAYS, ofd
from papers.pdf import document_pdf

from .test_pdf import EXAMPLE, findings


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return document_pdf(EXAMPLE)


@pytest.fixture(scope="module")
def printed(pdf: bytes) -> RawDocument:
    return read("budget.pdf", pdf)


@pytest.fixture(scope="module")
def from_pdf(printed: RawDocument) -> FileReport:
    return checker().report(printed)


def cells(raw: RawDocument) -> list[list[list[str]]]:
    """The cells of all tables; blanks between words depend on how wide print is taken to be."""
    return [[[cell.replace(" ", "") for cell in row] for row in grid.rows] for grid in raw.grids]


@pytest.mark.parametrize("way", WAYS)
def test_the_example_reads_as_its_pdf(
    way: str, pdf: bytes, printed: RawDocument, from_pdf: FileReport
) -> None:
    written = read("budget.ofd", ofd(pdf, WAYS[way]))
    assert cells(written) == cells(printed)
    from_ofd = checker().report(written)
    assert not from_ofd.problems
    assert from_ofd.pack == from_pdf.pack == "cn-xinjiang-2026"
    assert findings(from_ofd) == findings(from_pdf)
    assert from_ofd.coverage.relations == from_pdf.coverage.relations
