"""Text that a PDF holds and nobody sees is no text of its tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetlint.readers.pdf.page import Word, without_overprint
from budgetlint.readers.pdf.pdfium import read_page

pdfium = pytest.importorskip("pypdfium2")

WIDTH, HEIGHT = 400, 300
Draw = Callable[[Canvas], object]


def words(draw: Draw) -> list[str]:
    """The words of a page with 100.00 in plain sight and what `draw` adds."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 150, "100.00")
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    document = pdfium.PdfDocument(file.getvalue())
    return [word.text for word in read_page(document, 0).words]


def clipped(canvas: Canvas, at: float = 200) -> None:
    path = canvas.beginPath()
    path.rect(40, 100, 300, 100)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(50, at + 20, "CLIPPED")
    canvas.drawString(50, 120, "200.00")


def below_the_page(canvas: Canvas) -> None:
    canvas.drawString(50, -20, "BELOW")


def beside_the_page(canvas: Canvas) -> None:
    canvas.drawString(WIDTH + 10, 100, "BESIDE")


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(50, 100)
    text.setTextRenderMode(3)
    text.textOut("HIDDEN")
    canvas.drawText(text)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(50, 100, "HIDDEN")


def watermark(canvas: Canvas, angle: float = 30) -> None:
    canvas.translate(40, 120)
    canvas.rotate(angle)
    canvas.setFont("Helvetica", 40)
    canvas.drawString(0, 0, "2026")


def watermark_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("mark")
    canvas.setFont("Helvetica", 40)
    canvas.drawString(0, 0, "2026")
    canvas.endForm()
    canvas.translate(40, 120)
    canvas.rotate(45)
    canvas.doForm("mark")


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(90, 150, "9")


def faint(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.05)
    canvas.drawString(90, 150, "9")


def specks(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.1)
    canvas.drawString(82, 150, "9")


def mirrored(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.transform(-1, 0, 0, 1, 400, 0)
    canvas.drawString(150, 700, "2026")
    canvas.restoreState()


def level_watermark(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 40)
    canvas.drawString(30, 140, "2026")


@pytest.mark.parametrize(
    "draw", [white_on_white, faint, specks, level_watermark], ids=lambda draw: draw.__name__
)
def test_what_is_no_print_is_not_read(draw: Draw) -> None:
    assert words(draw) == ["100.00"]


def test_white_print_on_a_dark_ground_is_text() -> None:
    def heading(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(80, 180, 100, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(90, 190, "HEAD")

    assert sorted(words(heading)) == ["100.00", "HEAD"]


def test_a_large_title_is_text() -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 30)
        canvas.drawString(40, 166, "TITLE")

    assert sorted(words(title)) == ["100.00", "TITLE"]


@pytest.mark.parametrize("figure", ["1、", "2026", "(5)"])
def test_a_figure_among_words_makes_no_line_larger(figure: str) -> None:
    """Lines set so close that they touch, as where a font says nonsense of its height."""
    line = figure + "一般公共服务支出"
    around = ["财政事务行政运行局本部人", "员经费及公用经费等的基本"]
    texts = (around[0], line, around[1])
    ends = [72.0 + 6.0 * sum(1 + (letter > "\x7f") for letter in text) for text in texts]
    printed = [
        Word(text, 72.0, end, top, top + 14.0, ())
        for text, end, top in zip(texts, ends, (100.0, 109.0, 118.0), strict=True)
    ]
    assert without_overprint(printed) == printed


@pytest.mark.parametrize(
    "draw",
    [
        below_the_page,
        beside_the_page,
        without_ink,
        transparent,
        watermark,
        watermark_in_a_form,
        mirrored,
    ],
    ids=lambda draw: draw.__name__,
)
def test_what_nobody_sees_is_not_read(draw: Draw) -> None:
    assert words(draw) == ["100.00"]


@pytest.mark.parametrize("angle", [3, 30, 45, 60, 135, 315])
def test_a_watermark_at_any_angle(angle: float) -> None:
    assert words(lambda canvas: watermark(canvas, angle)) == ["100.00"]


def test_what_is_clipped_away_is_not_read_and_the_rest_is() -> None:
    assert sorted(words(clipped)) == ["100.00", "200.00"]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_text_by_quarter_turns_is_text(angle: float) -> None:
    def upright(canvas: Any) -> None:
        canvas.translate(200, 150)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "2026")

    assert "".join(sorted("".join(words(upright)))) == "".join(sorted("100.002026"))


def test_text_printed_over_the_edge_of_its_clip_by_a_hair_is_text() -> None:
    def tight(canvas: Any) -> None:
        path = canvas.beginPath()
        path.rect(50.4, 119, 40, 12)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.drawString(50, 120, "200.00")

    assert sorted(words(tight)) == ["100.00", "200.00"]


def pale(canvas: Canvas, *places: tuple[int, int]) -> None:
    canvas.setFillGray(0.85)
    for x, y in places:
        canvas.drawString(x, y, "DRAFT")


def test_pale_print_over_other_print_is_a_watermark_wherever_it_stands() -> None:
    assert words(lambda canvas: pale(canvas, (60, 151), (200, 150), (60, 250))) == ["100.00"]


def test_pale_print_that_lies_over_nothing_is_text() -> None:
    assert sorted(words(lambda canvas: pale(canvas, (200, 150)))) == ["100.00", "DRAFT"]
