"""One page of a PDF, by pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from itertools import chain, islice, repeat
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from . import native
from .lost_letters import bring_back
from .page import (
    BLANK_LETTERS,
    MAX_CHARACTERS,
    MAX_OBJECTS,
    MAX_SEGMENTS,
    SIDEWAYS,
    Matrix,
    Page,
    PageTooFullError,
    Point,
    Reach,
    Runs,
    Sketch,
    Word,
    as_print,
    times,
)
from .seen import Sight, lying, quarter_of, seen, sight_of

MAX_DEPTH = 6

Turn = Callable[[float, float], Point]
Objects = Sequence[tuple[int, int]]
"""What stands on a page: each object and its kind."""
LOW = 0.6
"""Of the size of its print: a box that is not as high is one of the ink alone."""
ASCENT = 0.88
"""Of the size of print: how far Chinese characters reach above their line."""


def read_page(document: Any, index: int) -> Page:
    """The page with that index, counted from 0. Raises `PageTooFullError`."""
    page = document[index]
    try:
        if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
            raise PageTooFullError
        width, height = page.get_size()
        objects = native.objects_of(page.raw)
        lossy = not bring_back(page.raw, objects)
        textpage = page.get_textpage()
        sight = sight_of(objects, page.get_cropbox())
        quarter = page.get_rotation() // 90 % 4
        lies = lying(textpage.raw, quarter) if quarter or sight.turned else 0
        upright = (quarter + lies) % 4
        turn = _turn(page, upright)
        words, unmapped = _words(page, textpage.raw, sight, turn, upright)
        textpage.close()
        sketch = _drawings(objects, turn)
    finally:
        page.close()
    pictured = sketch.covered / max(width * height, 1.0)
    if lies % 2:
        width, height = height, width
    return Page(
        index + 1, width, height, words, sketch.across, sketch.down, pictured, unmapped, lossy,
        sketch.outlines, lies,
    )  # fmt: skip


def _turn(page: Any, quarter: int) -> Turn:
    """From the file's coordinates (upwards, before rotation) to those of the page as it is read,
    turned to the right by so many quarters."""
    left, bottom, right, top = page.get_cropbox()
    if quarter == 1:
        return lambda x, y: (y - bottom, x - left)
    if quarter == 2:
        return lambda x, y: (right - x, y - bottom)
    if quarter == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _words(page: Any, raw: Any, sight: Sight, turn: Turn, upright: int) -> tuple[list[Word], int]:
    """The words of a page, and how many characters have no known meaning."""
    letters = _letters(raw)
    of_page, form = native.address(raw), native.RECTANGLE
    boxes = native.numbers_of(native.character_box, range(len(letters)), form, 1, of_page)
    found = [box if known else None for known, box in boxes]
    is_seen = seen(raw, found, sight, page.get_cropbox())
    runs = Runs()
    add, blank = runs.add, runs.close
    level_of = _level_of(raw, turn)
    for index, (letter, box, shown) in enumerate(zip(letters, found, is_seen, strict=True)):
        if letter in BLANK_LETTERS:
            blank()
        elif box is not None and shown:
            left, top, right, bottom = box
            x0, y0 = turn(left, top)
            x1, y1 = turn(right, bottom)
            if x1 < x0:
                x0, x1 = x1, x0
            if y1 < y0:
                y0, y1 = y1, y0
            if sight.turned and quarter_of(raw, index, upright) % 2:
                runs.stand(letter, x0, x1, y0, y1)
            else:
                add(letter, x0, x1, level_of(index, y0, y1))
    runs.close()
    return as_print(runs.words), runs.unmapped


def _level_of(raw: Any, turn: Turn) -> Callable[[int, float, float], Reach]:
    """Tells how high and how low a character reaches, and the height of the line that it stands
    on: as the one before it, where their boxes reach as high and as low."""
    x, y = ctypes.c_double(), ctypes.c_double()
    last = (0.0, 0.0)
    level: Reach = (0.0, 0.0, 0.0)
    whole: set[tuple[float, float]] = set()  # boxes that are more than ink: height, size of font

    def of(index: int, top: float, bottom: float) -> Reach:
        nonlocal last, level
        if (top, bottom) != last:
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            last, base = (top, bottom), turn(x.value, y.value)[1]
            level = (top, bottom, base)
            known = (round(bottom - top, 2), pdfium.FPDFText_GetFontSize(raw, index))
            if known not in whole:
                size = _size(raw, index, turn)
                if bottom - top < LOW * size:
                    level = (base - ASCENT * size, base + (1 - ASCENT) * size, base)
                else:
                    whole.add(known)
        return level

    return of


def _size(raw: Any, index: int, turn: Turn) -> float:
    """The size of the print that a character is set in; 0 where it is not set level.

    The boxes of some fonts (Type 3) are those of the ink: the one of 一 is a stroke in the middle
    of the line, that of a full stop a point at its foot.
    """
    found = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, found)
    (x0, y0), (x1, y1) = turn(0, 0), turn(found.a, found.b)
    if abs(y1 - y0) > SIDEWAYS * abs(x1 - x0):
        return 0.0
    return float(pdfium.FPDFText_GetFontSize(raw, index)) * hypot(found.c, found.d)


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


def _drawings(objects: Objects, turn: Turn) -> Sketch:
    sketch = Sketch()
    _sketch(objects, (1, 0, 0, 1, 0, 0), PathLines(sketch, turn), 0)
    return sketch


def _sketch(objects: Objects, outer: Matrix, drawing: PathLines, depth: int) -> None:
    drawing.paths([item for item, kind in objects if kind == pdfium.FPDF_PAGEOBJ_PATH], outer)
    for item, kind in objects:
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.sketch.covered += _area(*_matrices([item], outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(pdfium.FPDFFormObj_CountObjects(ctypes.cast(item, _OBJECT)), 0)
            inner = [native.form_object(item, n) for n in range(count)]
            (placed,) = _matrices([item], outer)
            _sketch([(one, native.kind_of(one)) for one in inner], placed, drawing, depth + 1)


_OBJECT = pdfium.FPDFFormObj_CountObjects.argtypes[0]


def _matrices(items: Sequence[int], outer: Matrix) -> list[Matrix]:
    """How objects are placed."""
    found = native.numbers_of(native.matrix_of, items, native.MATRIX, 1)
    return [times(own if known else AS_IT_IS, outer) for known, own in found]


AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


def _area(matrix: Matrix) -> float:
    """The area that an image covers: it fills the unit square of its own coordinates."""
    a, b, c, d, _, _ = matrix
    return abs(a * d - b * c)


class PathLines:
    """Takes the lines of paths to a sketch."""

    def __init__(self, sketch: Sketch, turn: Turn) -> None:
        self.sketch = sketch
        self._turn = turn

    def paths(self, items: Sequence[int], outer: Matrix) -> None:
        """The lines of paths, as many as there is room for: each of their pieces is a box, or
        strokes."""
        sizes = self._sizes(items)
        items = items[: len(sizes)]
        every = list(chain.from_iterable(map(repeat, items, sizes)))
        segments = list(map(native.path_segment, every, chain.from_iterable(map(range, sizes))))
        points = native.numbers_of(native.segment_point, segments, native.POINT, 2)
        steps = zip(map(native.segment_kind, segments), points, strict=True)
        modes = native.numbers_of(native.draw_mode, items, native.MODES, 2)
        placed = _matrices(items, outer)
        for size, (_, (fill, drawn)), matrix in zip(sizes, modes, placed, strict=True):
            path = [(kind, x, y) for kind, (_, (x, y)) in islice(steps, size)]
            if fill or drawn:
                self._path(path, matrix, drawn=bool(drawn))

    def _sizes(self, items: Sequence[int]) -> Sequence[int]:
        """How many segments each of these paths has, until there are too many."""
        sizes: list[int] = []
        for count in map(native.path_segments, items):
            self.sketch.segments += max(count, 0)
            if self.sketch.segments > MAX_SEGMENTS:
                break
            sizes.append(max(count, 0))
        return sizes

    def _path(
        self, path: Sequence[tuple[int, float, float]], matrix: Matrix, *, drawn: bool
    ) -> None:
        a, b, c, d, e, f = matrix
        turn = self._turn
        piece: list[Point] = []
        curved = False
        for kind, x, y in path:
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._close(piece, curved=curved, drawn=drawn)
                piece, curved = [], False
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                curved = True
            piece.append(turn(x * a + y * c + e, x * b + y * d + f))
        self._close(piece, curved=curved, drawn=drawn)

    def _close(self, piece: Sequence[Point], *, curved: bool, drawn: bool) -> None:
        if len(piece) == 2:
            self.sketch.line(*piece[0], *piece[1])
        elif curved:
            self.sketch.outlines += 1
        elif len(piece) > 2:
            self.sketch.box(piece, drawn=drawn)
