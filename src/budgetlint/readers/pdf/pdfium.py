"""One page of a PDF, by pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from . import native
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
    place = ctypes.addressof(box)
    box_of, text = native.character_box, native.address(raw)
    runs = Runs()
    add, blank = runs.add, runs.close
    is_seen = seen(raw, sight_of(page.raw), page.get_cropbox())
    base_of = _base_of(raw, turn)
    for index, letter in enumerate(_letters(raw)):
        if letter in BLANK_LETTERS:
            blank()
        elif box_of(text, index, place) and is_seen(index, box):
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
    place = native.address(page)
    objects = (native.page_object(place, n) for n in range(pdfium.FPDFPage_CountObjects(page)))
    _sketch(objects, (1, 0, 0, 1, 0, 0), PathLines(sketch, turn), 0)
    return sketch


def _sketch(objects: Iterator[int], outer: Matrix, drawing: PathLines, depth: int) -> None:
    sketch = drawing.sketch
    for item in objects:
        kind = native.kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            sketch.covered += _area(drawing.matrix(item), outer)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and sketch.segments < MAX_SEGMENTS:
            drawing.path(item, times(drawing.matrix(item), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(pdfium.FPDFFormObj_CountObjects(ctypes.cast(item, _OBJECT)), 0)
            inner = (native.form_object(item, n) for n in range(count))
            _sketch(inner, times(drawing.matrix(item), outer), drawing, depth + 1)


_OBJECT = pdfium.FPDFFormObj_CountObjects.argtypes[0]


def _area(own: Matrix, outer: Matrix) -> float:
    """The area that an image covers: it fills the unit square of its own coordinates."""
    a, b, c, d, _, _ = times(own, outer)
    return abs(a * d - b * c)


class PathLines:
    """Takes the lines of paths to a sketch."""

    def __init__(self, sketch: Sketch, turn: Turn) -> None:
        self.sketch = sketch
        self._turn = turn
        self._mode = native.Buffers(ctypes.c_int, 2)
        self._point = native.Buffers(ctypes.c_float, 2)
        self._matrix = native.Buffers(pdfium.FS_MATRIX, 1)

    def matrix(self, item: int) -> Matrix:
        """How an object is placed."""
        if not native.matrix_of(item, *self._matrix.places):
            return (1, 0, 0, 1, 0, 0)
        (found,) = self._matrix.values
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def path(self, item: int, matrix: Matrix) -> None:
        """The lines of one path: each of its pieces is a box, or strokes."""
        native.draw_mode(item, *self._mode.places)
        fill, stroke = self._mode.values
        drawn = bool(stroke.value)
        count = native.path_segments(item)
        self.sketch.segments += max(count, 0)
        if not (drawn or fill.value) or self.sketch.segments > MAX_SEGMENTS:
            return
        piece: list[Point] = []
        curved = False
        for kind, point in self._segments(item, count, matrix):
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._close(piece, curved=curved, drawn=drawn)
                piece, curved = [], False
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            piece.append(point)
        self._close(piece, curved=curved, drawn=drawn)

    def _segments(self, item: int, count: int, matrix: Matrix) -> Iterator[tuple[int, Point]]:
        a, b, c, d, e, f = matrix
        x, y = self._point.values
        for index in range(count):
            segment = native.path_segment(item, index)
            native.segment_point(segment, *self._point.places)
            at = self._turn(x.value * a + y.value * c + e, x.value * b + y.value * d + f)
            yield native.segment_kind(segment), at

    def _close(self, piece: Sequence[Point], *, curved: bool, drawn: bool) -> None:
        if len(piece) == 2:
            self.sketch.line(*piece[0], *piece[1])
        elif curved:
            self.sketch.outlines += 1
        elif len(piece) > 2:
            self.sketch.box(piece, drawn=drawn)
