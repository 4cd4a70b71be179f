"""One page of a PDF: its words with their places, and its ruling lines.

Coordinates are points as seen on the page: x to the right and y downwards from the top left
corner, whatever the page's rotation.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MAX_CHARACTERS = 60_000
"""Characters read from one page; a page of the smallest print holds a tenth of them."""
MAX_OBJECTS = 100_000
"""Pieces of text, lines and pictures on one page; where each character is a piece, a page has
some thousands."""
MAX_SEGMENTS = 200_000
"""Path segments looked at on one page: a map or a drawing has more, and is no table."""
SMALLEST = 0.5
"""Points: print is taken to be no smaller, whatever a faulty file says."""
FAR = 100_000.0
"""Points: nothing on a page is farther from its corner."""
THIN = 2.5
"""Points: what is thinner is a line, even if it was drawn as a filled rectangle."""
MAX_DEPTH = 6

_BLANK = frozenset(" \t\r\n\x00\x02\u00a0\u3000\u2002\u2003\u200b\ufffe\ufeff")

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Turn = Callable[[float, float], Point]


class Word(NamedTuple):
    """Characters that stand close together on one line; `edges` are where each begins."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    edges: Sequence[float]

    @property
    def middle(self) -> float:
        """The height at which the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """About the size of its print, in points; never nothing."""
        return max(self.bottom - self.top, SMALLEST)


class Ruling(NamedTuple):
    """A horizontal or vertical line: where it stands, and from where to where it reaches."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """What is printed on a page. `pictured` is the part of it that images cover, from 0 to 1;
    `lossy` tells that the library could not read every character."""

    number: int
    width: float
    height: float
    words: Sequence[Word]
    across: Sequence[Ruling]
    down: Sequence[Ruling]
    pictured: float
    unmapped: int
    lossy: bool = False


class PageTooFullError(Exception):
    """There is more on a page than on any page of a disclosure."""


def read_page(document: Any, index: int) -> Page:
    """The page with that index, counted from 0. Raises `PageTooFullError`."""
    page = document[index]
    try:
        if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
            raise PageTooFullError
        width, height = page.get_size()
        turn = _turn(page)
        words, unmapped = _words(page, turn)
        across, down, covered = _drawings(page.raw, turn)
        lossy = _loses_text(page.raw)
    finally:
        page.close()
    pictured = covered / max(width * height, 1.0)
    return Page(index + 1, width, height, words, across, down, pictured, unmapped, lossy)


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


class Runs:
    """Characters, one after the other, to words: those that follow each other closely."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.unmapped = 0
        self._letters: list[str] = []
        self._edges: list[float] = []
        self._right = self._top = self._bottom = 0.0

    def add(self, letter: str, x0: float, x1: float, y0: float, y1: float) -> None:
        """A character between x0 and x1, y0 (above) and y1."""
        if letter in _BLANK:
            self.close()
            return
        self.unmapped += letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < " "
        if not (-FAR < x0 <= x1 < FAR and -FAR < y0 <= y1 < FAR):
            return  # outside of any page, or no number at all
        size = max(y1 - y0, SMALLEST)
        near = self._letters and -size < x0 - self._right < size * 0.28
        if not (near and abs((y0 + y1) - (self._top + self._bottom)) < size):
            self.close()
            self._top, self._bottom = y0, y1
        self._letters.append(letter)
        self._edges.append(x0)
        self._right = x1

    def close(self) -> None:
        """The word ends here."""
        if self._letters:
            text, edges = "".join(self._letters), tuple(self._edges)
            self.words.append(Word(text, edges[0], self._right, self._top, self._bottom, edges))
            self._letters.clear()
            self._edges.clear()


def _words(page: Any, turn: Turn) -> tuple[list[Word], int]:
    """The words of a page, and how many characters have no known meaning."""
    textpage = page.get_textpage()
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    box_of = pdfium.FPDFText_GetLooseCharBox
    runs = Runs()
    add, blank = runs.add, runs.close
    for index, letter in enumerate(_letters(raw)):
        if letter in _BLANK:
            blank()
        elif box_of(raw, index, place):
            x0, y0 = turn(box.left, box.top)
            x1, y1 = turn(box.right, box.bottom)
            if x1 < x0:
                x0, x1 = x1, x0
            if y1 < y0:
                y0, y1 = y1, y0
            add(letter, x0, x1, y0, y1)
    runs.close()
    textpage.close()
    return runs.words, runs.unmapped


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


def _loses_text(page: Any) -> bool:
    """Whether the library drops characters of the page.

    It does where a font is not embedded and a character stands alone: it then has no size. Fonts
    are looked at in samples; only where one is not embedded is every piece of text.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    step = max(count // SAMPLES, 1)
    sampled = (pdfium.FPDFPage_GetObject(page, n) for n in range(0, count, step))
    if all(map(_is_embedded, sampled)):
        return False
    return any(_is_lost(pdfium.FPDFPage_GetObject(page, n)) for n in range(count))


SAMPLES = 64


def _is_embedded(item: Any) -> bool:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
        return True
    font = pdfium.FPDFTextObj_GetFont(item)
    return not font or bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _is_lost(item: Any) -> bool:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return right.value - left.value < 0.01 and not _is_embedded(item)


class _Sketch:
    """The lines found so far; further segments are not looked at once there are too many."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.covered = 0.0
        self.segments = 0

    def box(self, points: Sequence[Point], *, drawn: bool) -> None:
        """A closed shape: a line if it is thin, else, if its outline is drawn, four lines."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THIN:
            if right - left > THIN:
                self.across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= THIN:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        elif drawn:
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
                self.line(x0, y0, x1, y1)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """One stroke, if it is level or upright."""
        if abs(y1 - y0) <= 1 < abs(x1 - x0):
            self.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 < abs(y1 - y0):
            self.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _drawings(page: Any, turn: Turn) -> tuple[list[Ruling], list[Ruling], float]:
    sketch = _Sketch(turn)
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, n) for n in range(count))
    _sketch(objects, (1, 0, 0, 1, 0, 0), sketch, 0)
    return sketch.across, sketch.down, sketch.covered


def _sketch(objects: Iterator[Any], outer: Matrix, sketch: _Sketch, depth: int) -> None:
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            sketch.covered += _area(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and sketch.segments < MAX_SEGMENTS:
            _path(item, _times(_matrix(item), outer), sketch)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(pdfium.FPDFFormObj_CountObjects(item), 0)
            inner = (pdfium.FPDFFormObj_GetObject(item, n) for n in range(count))
            _sketch(inner, _times(_matrix(item), outer), sketch, depth + 1)


def _area(item: Any, outer: Matrix) -> float:
    """The area that an image covers: it fills the unit square of its own coordinates."""
    a, b, c, d, _, _ = _times(_matrix(item), outer)
    return abs(a * d - b * c)


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _path(item: Any, matrix: Matrix, sketch: _Sketch) -> None:
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
        elif len(piece) > 2 and not curved:
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
        piece.append(sketch.turn(x.value * a + y.value * c + e, x.value * b + y.value * d + f))
    close()
