"""Characters whose box is their ink, and no more, stand on the line of their neighbours.

The library gives such boxes of some characters that browsers print, 一 among them: a stroke in the
middle of the line.
"""

from __future__ import annotations

import ctypes
import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetlint.readers.pdf import native
from budgetlint.readers.pdf.lattice import line_text, lines_of
from budgetlint.readers.pdf.pdfium import read_page

pdfium = pytest.importorskip("pypdfium2")

STROKE, POINT = "-", "."
TEXT = pdfium.raw.FPDFText_GetUnicode.argtypes[0]


@pytest.fixture
def _ink(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strokes and points have the box of their ink."""
    loose = native.character_box

    def tight(text: int, index: int, place: int) -> int:
        found: int = loose(text, index, place)
        letter = chr(pdfium.raw.FPDFText_GetUnicode(ctypes.cast(text, TEXT), index))
        box = (ctypes.c_float * 4).from_address(place)  # left, top, right, bottom
        high = box[1] - box[3]
        if letter == STROKE:
            box[1], box[3] = box[3] + high * 0.5, box[3] + high * 0.45
        elif letter == POINT:
            box[1] = box[3] + high * 0.15
        return found

    monkeypatch.setattr(native, "character_box", tight)


def lines(*drawn: tuple[float, float, float, str]) -> list[str]:
    """The lines of a page on which each text is drawn at x, y in a size."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 300))
    for x, y, size, text in drawn:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.save()
    found = read_page(pdfium.PdfDocument(file.getvalue()), 0)
    return [line_text(line) for line in lines_of(found.words)]


@pytest.mark.usefixtures("_ink")
def test_strokes_and_points_belong_to_their_line() -> None:
    names = (50, 150, 12, "-AB-A")
    assert lines(names, (200, 150, 12, "-0.00"), (300, 150, 12, "-")) == ["-AB-A -0.00 -"]
    assert lines(names, (50, 136, 12, "-C-D")) == ["-AB-A", "-C-D"]


@pytest.mark.usefixtures("_ink")
def test_small_strokes_are_no_specks() -> None:
    assert lines((50, 150, 6, "A-B"), (50, 120, 0.5, "B")) == ["A-B"]
