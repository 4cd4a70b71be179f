"""Pages that are printed sideways, headers that run upwards, tables side by side, print that is
wider than its cell: what somebody reads who turns the page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetlint.tasks.reading import read
from papers.pdf import FONT

from .test_kinds import (
    BODY,
    EDGES,
    HEADER,
    HOLD,
    LONG,
    SIZE,
    STEP,
    TITLE,
    UNIT,
    assert_right,
    assert_wrong,
    drawn,
    report_on,
    slip,
)

Rows = list[list[str]]


def flagged(data: bytes, turned: int) -> bytes:
    """The file, its pages shown turned by so many degrees."""
    document, file = pypdfium2.PdfDocument(data), io.BytesIO()
    for page in document:
        page.set_rotation(turned)
    document.save(file)
    return file.getvalue()


def lying(rows: Rows, turned: int, *, ruled: bool = True) -> bytes:
    """A page whose table is drawn turned to the left by so many degrees."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(842, 842))
    canvas.translate(421, 421)
    canvas.rotate(turned)
    canvas.translate(-421, -421)
    canvas.setFont(FONT, SIZE)
    table(canvas, rows, EDGES, ruled=ruled)
    canvas.save()
    return file.getvalue()


def table(
    canvas: Canvas,
    rows: Rows,
    edges: Sequence[float],
    title: str = TITLE,
    *,
    ruled: bool = True,
    turned: Mapping[int, int] = {},
) -> None:
    """A table whose header has words, by their columns, that are turned by so many degrees."""
    deep = 50 if turned else STEP
    tops = [770, *(770 - deep - STEP * n for n in range(len(rows)))]
    canvas.drawCentredString((edges[0] + edges[-1]) / 2, 790, title)
    canvas.drawRightString(edges[-1], 775, UNIT)
    if ruled:
        canvas.grid(edges, tops)
    for c, text in enumerate(rows[0]):
        canvas.saveState()
        canvas.translate((edges[c] + edges[c + 1]) / 2, 770 - deep / 2)
        canvas.rotate(turned.get(c, 0))
        canvas.drawCentredString(0, -SIZE / 3, text)
        canvas.restoreState()
    for row, top in zip(rows[1:], tops[2:], strict=True):
        for c, text in enumerate(row):
            if c < 2:
                canvas.drawString(edges[c] + 3, top + 5, text)
            else:
                canvas.drawRightString(edges[c + 1] - 3, top + 5, text)


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("ruled", [True, False])
def test_pages_that_lie(turned: int, *, ruled: bool) -> None:
    rows = [HEADER, *BODY]
    assert_right("pdf", flagged(drawn(rows, ruled=ruled), turned))
    for shown in (0, turned, -turned % 360):
        assert_right("pdf", flagged(lying(rows, turned, ruled=ruled), shown))
    assert_wrong("pdf", lying([HEADER, *slip(BODY)], turned))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_where_figures_of_a_page_that_lies_are_shown(turned: int) -> None:
    left, top, right, bottom = (side - 421 for side in _box(lying([HEADER, *BODY], 0)))
    corners = {
        90: (top, -right, bottom, -left),
        180: (-right, -bottom, -left, -top),
        270: (-bottom, left, -top, right),
    }
    found = [side - 421 for side in _box(lying([HEADER, *BODY], turned))]
    assert found == pytest.approx(corners[turned], abs=0.5)


def _box(data: bytes) -> tuple[float, ...]:
    (grid,) = read("a.pdf", data).grids
    row = next(n for n, cells in enumerate(grid.rows) if cells[0] == "201")
    box = grid.locate(row, 4).box
    assert box is not None
    return tuple(box)


@pytest.mark.parametrize("turned", [90, -90])
@pytest.mark.parametrize("columns", [(3, 4), (2, 3, 4), (0, 1, 2, 3, 4)])
@pytest.mark.parametrize("ruled", [True, False])
def test_headers_that_run_up_or_down(turned: int, columns: tuple[int, ...], *, ruled: bool) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont(FONT, SIZE)
    table(canvas, [HEADER, *BODY], EDGES, ruled=ruled, turned=dict.fromkeys(columns, turned))
    canvas.save()
    assert_right("pdf", file.getvalue())


@pytest.mark.parametrize("gap", [5, 40])
def test_ruled_tables_side_by_side(gap: int) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(1200, 842))
    canvas.setFont(FONT, SIZE)
    beside = [edge + EDGES[-1] - EDGES[0] + gap for edge in EDGES]
    table(canvas, [HEADER, *BODY], EDGES)
    table(canvas, [HEADER, *BODY], beside, "2024年政府性基金预算支出表")
    canvas.save()
    report = report_on("pdf", file.getvalue())
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 2 * HOLD


@pytest.mark.parametrize("again", ["续表", "（续表）", "续表1", f"{TITLE}（续）"])
@pytest.mark.parametrize("rows", [1, 2])
def test_the_last_rows_under_a_line_that_says_so(again: str, rows: int) -> None:
    """Without ruling lines and without the header."""
    parts = [HEADER, *BODY[:-rows]], BODY[-rows:]
    assert_right("pdf", drawn(*parts, ruled=False, again=again))


def test_a_row_that_belongs_to_no_table_is_told() -> None:
    parts = [HEADER, *BODY[:-1]], BODY[-1:]
    report = report_on("pdf", drawn(*parts, ruled=False, again="附图"))
    (problem,) = report.problems
    assert (problem.code, problem.place.page) == ("rows-outside", 2)
    assert "1,194.50" in problem.found.zh


def test_a_name_too_long_for_its_cell() -> None:
    edges = [40, 110, 110 + SIZE * (len(LONG) - 2), 390, 470, 550]
    assert_right("pdf", drawn([HEADER, *BODY], edges=edges))


def test_a_figure_too_long_for_its_cell() -> None:
    """It reaches over both of its lines; the cells beside it are blank."""
    rows = [[*row[:3], "", *row[3:]] for row in [HEADER, *BODY]]
    assert_right("pdf", drawn(rows, edges=[40, 110, 310, 339, 390, 470, 550]))
