"""What is kept of a report is all of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetlint.model.place import Box, Place
from budgetlint.report.codec import decoded, encoded
from budgetlint.report.finding import Finding, FindingCell
from budgetlint.report.report import FileReport

from .runs import hostile, published


def test_a_report_comes_back_whole() -> None:
    for report in published().files:
        again = decoded(encoded(report))
        assert again == report
        assert encoded(again) == encoded(report)


def test_hostile_texts_come_back() -> None:
    for report in hostile().files:
        assert decoded(encoded(report)) == report


def test_places_on_pages_come_back() -> None:
    report = published().files[0]
    finding = report.findings[0]
    place = Place("a.pdf", page=2, box=Box(90.0, 433.66, 1.5, 601.03))
    report = report._replace(findings=(finding._replace(cells=(cell_at(finding, place),)),))
    assert decoded(encoded(report)) == report


def cell_at(finding: Finding, place: Place) -> FindingCell:
    return finding.cells[0]._replace(place=place)


SPOILED = (
    b"", b"{", b"[]", b"[1]", b"3", b'{"path": 1}', b'{"Place": []}', b'{"FileReport": [1]}',
    b'{"open": ["/"]}', b'["/",1,11]', b"[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("data", SPOILED)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever the decoder says
        decoded(data)


def test_figures_come_back_as_figures() -> None:
    report = decoded(encoded(published().files[0]))
    amounts = [cell.amount for finding in report.findings for cell in finding.cells]
    assert {type(amount) for amount in amounts} == {Decimal}
    assert isinstance(report, FileReport)
