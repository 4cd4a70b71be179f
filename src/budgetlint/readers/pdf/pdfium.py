"""One page of a PDF, by pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from .lost_letters import bring_back
from .page import (
    BLANK_LETTERS,
    MAX_CHARACTERS,
    MAX_OBJECTS,
    MAX_SEGMENTS,
    Matrix,
    Page,
    PageTooFullError,
    Point,
    Runs,
    Sketch,
    Word,
    as_print,
    times,
)
from .seen import seen, sight_of

MAX_DEPTH = 6

Turn = Callable[[float, float], Point]


def read_page(document: Any, index: int) -> Page:
    """The page with that index, counted from 0. Raises `PageTooFullError`."""
    page = document[index]
    try:
        if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
            raise PageTooFullError
        width, height = page.get_size()
        turn = _turn(page)
        lossy = not bring_back(page.raw)
        words, unmapped = _words(page, turn)
        sketch = _drawings(page.raw, turn)
    finally:
        page.close()
    pictured = sketch.covered / max(width * height, 1.0)
    return Page(
        index + 1, width, height, words, sketch.across, sketch.down, pictured, unmapped, lossy,
        sketch.outlines,
    )  # fmt: skip


def _turn(page: Any) -> Turn:
    """From the file's coordinates (upwards, before rotation) to those of the page as seen."""
    left, bottom, right, top = page.get_cropbox()
    quarter = page.get_rotation() // 90 % 4
    if quarter == 1:
        return lambda x, y: (y - bottom, x - left)
    if quarter == 2:
        return lambda x, y: (right - x, y - bottom)
    if quarter == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _words(page: Any, turn: Turn) -> tuple[list[Word], int]:
    """The words of a page, and how many characters have no known meaning."""
    textpage = page.get_textpage()
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    box_of = pdfium.FPDFText_GetLooseCharBox
    runs = Runs()
    add, blank = runs.add, runs.close
    is_seen = seen(raw, sight_of(page.raw), page.get_cropbox())
    base_of = _base_of(raw, turn)
    for index, letter in enumerate(_letters(raw)):
        if letter in BLANK_LETTERS:
            blank()
        elif box_of(raw, index, place) and is_seen(index, box):
            x0, y0 = turn(box.left, box.top)
            x1, y1 = turn(box.right, box.bottom)
            if x1 < x0:
                x0, x1 = x1, x0
            if y1 < y0:
                y0, y1 = y1, y0
            add(letter, x0, x1, y0, y1, base_of(index, y0, y1))
    runs.close()
    textpage.close()
    return as_print(runs.words), runs.unmapped


def _base_of(raw: Any, turn: Turn) -> Callable[[int, float, float], float]:
    """Tells the height of the line that a character stands on: that of the one before it, where
    they reach as high and as low."""
    x, y = ctypes.c_double(), ctypes.c_double()
    last = (0.0, 0.0, 0.0)

    def base(index: int, top: float, bottom: float) -> float:
        nonlocal last
        if (top, bottom) != last[:2]:
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            last = (top, bottom, turn(x.value, y.value)[1])
        return last[2]

    return base


def _letters(raw: Any) -> Sequence[str]:
    """The characters of a page, one by one; all at once where each takes one place in UTF-16."""
    count = min(pdfium.FPDFText_CountChars(raw), MAX_CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(raw, index) for index in range(count))
    return [chr(c) if 0 < c <= 0x10FFFF else "\ufffd" if c else " " for c in codes]


def _drawings(page: Any, turn: Turn) -> Sketch:
    sketch = Sketch()
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, n) for n in range(count))
    _sketch(objects, (1, 0, 0, 1, 0, 0), sketch, turn, 0)
    return sketch


def _sketch(objects: Iterator[Any], outer: Matrix, sketch: Sketch, turn: Turn, depth: int) -> None:
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            sketch.covered += _area(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and sketch.segments < MAX_SEGMENTS:
            _path(item, times(_matrix(item), outer), sketch, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(pdfium.FPDFFormObj_CountObjects(item), 0)
            inner = (pdfium.FPDFFormObj_GetObject(item, n) for n in range(count))
            _sketch(inner, times(_matrix(item), outer), sketch, turn, depth + 1)


def _area(item: Any, outer: Matrix) -> float:
    """The area that an image covers: it fills the unit square of its own coordinates."""
    a, b, c, d, _, _ = times(_matrix(item), outer)
    return abs(a * d - b * c)


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _path(item: Any, matrix: Matrix, sketch: Sketch, turn: Turn) -> None:
    """The lines of one path: each of its pieces is a box, or strokes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    drawn = bool(stroke.value)
    count = pdfium.FPDFPath_CountSegments(item)
    sketch.segments += max(count, 0)
    if not (drawn or fill.value) or sketch.segments > MAX_SEGMENTS:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    place = (ctypes.byref(x), ctypes.byref(y))
    piece: list[Point] = []
    curved = False

    def close() -> None:
        if len(piece) == 2:
            sketch.line(*piece[0], *piece[1])
        elif curved:
            sketch.outlines += 1
        elif len(piece) > 2:
            sketch.box(piece, drawn=drawn)
        piece.clear()

    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            close()
            curved = False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, *place)
        piece.append(turn(x.value * a + y.value * c + e, x.value * b + y.value * d + f))
    close()
