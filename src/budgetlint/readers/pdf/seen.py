"""Which characters of a PDF page a person sees.

A page's content may hold more than the page shows: text clipped away or beside the page (a table
pasted whole, of which the page shows a part), text without ink (the layer that scanners lay over
their picture), text that is turned (a watermark across a table). None of it is print.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .lost_letters import NO_INK
from .page import SIDEWAYS

FAINT = 26
"""Of 255: ink that covers less, a tenth, is not seen as print."""
TINY = 0.8
"""Points: print that is not as high is a speck."""
WHITE = 255
SLACK = 1.0
"""Points by which a character may stand over the edge of its clip."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in the file's coordinates."""
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
NOWHERE: Box = (1e9, 1e9, -1e9, -1e9)


class Sight(NamedTuple):
    """What limits the sight of a page's characters: the boxes of pieces of text that are not seen
    whole, by their address, and whether some text may be turned."""

    boxes: dict[int, Box]
    turned: bool


def sight_of(page: Any) -> Sight:
    """Looks at every piece of text of the page once; few pages hide anything."""
    boxes: dict[int, Box] = {}
    clips = Clips()
    inks = Inks()
    turned = False
    white: list[Any] = []
    grounds: list[Any] = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            turned = True  # what stands in a form is turned by it; its characters will tell
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            box = inks.missing(item) or clips.of(item)
            if box is not None:
                boxes[_address(item)] = box
            turned = turned or _is_turned(item)
            if inks.white:
                white.append(item)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            grounds.append(item)
    boxes.update((_address(item), NOWHERE) for item in _on_white(white, grounds))
    return Sight(boxes, turned)


def _on_white(white: Sequence[Any], grounds: Sequence[Any]) -> Iterator[Any]:
    """The pieces of white text that stand on no other colour."""
    if not white or any(map(_is_form, grounds)):
        return
    dark = [_bounds(item) for item in grounds if _is_filled(item) and not _is_white(item)]
    for item in white:
        left, bottom, right, top = _bounds(item)
        if not any(_within((left + right) / 2, (bottom + top) / 2, box) for box in dark):
            yield item


def _is_filled(item: Any) -> bool:
    """Whether a shape is filled; pictures are."""
    fill, stroke = ctypes.c_int(1), ctypes.c_int(0)
    known = pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or not known)


def _is_form(item: Any) -> bool:
    return bool(pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM)


def _is_white(item: Any) -> bool:
    """Whether a piece of text or a shape is filled with the colour of the paper."""
    return _colour(item)[:3] == (WHITE,) * 3


def _colour(item: Any) -> tuple[int, ...]:
    """Red, green, blue and how far it covers; nothing where that is not known."""
    parts = tuple(ctypes.c_uint(0) for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, *parts)
    return tuple(int(part.value) for part in parts) if known else ()


def _bounds(item: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def seen(textpage: Any, sight: Sight, page_box: Box) -> Callable[[int, Any], bool]:
    """Tells of the character of that index, in that rectangle, whether a person sees it."""
    boxes, turned = sight

    def is_seen(index: int, box: Any) -> bool:
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if not _within(x, y, page_box) or box.top - box.bottom < TINY:
            return False
        if boxes:
            clip = boxes.get(_address(pdfium.FPDFText_GetTextObject(textpage, index)))
            if clip is not None and not _within(x, y, clip):
                return False
        return not (turned and _slants(pdfium.FPDFText_GetCharAngle(textpage, index)))

    return is_seen


def _within(x: float, y: float, box: Box) -> bool:
    left, bottom, right, top = box
    return left - SLACK <= x <= right + SLACK and bottom - SLACK <= y <= top + SLACK


def _address(item: Any) -> int:
    return ctypes.c_void_p.from_buffer(item).value or 0


class Inks:
    """What pieces of text are painted with."""

    def __init__(self) -> None:
        self._alpha = ctypes.c_uint()
        self._parts = tuple(ctypes.c_uint() for _ in range(3))
        self._colour = tuple(map(ctypes.byref, (*self._parts, self._alpha)))
        self.white = False

    def missing(self, item: Any) -> Box | None:
        """Nowhere, for text that is painted without ink or all but transparent; and whether it is
        `white`."""
        self.white = False
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in NO_INK:
            return NOWHERE
        known = pdfium.FPDFPageObj_GetFillColor(item, *self._colour)
        self.white = bool(known) and all(part.value == WHITE for part in self._parts)
        return NOWHERE if known and self._alpha.value < FAINT else None


class Clips:
    """Where pieces of text are clipped. Pieces share their clips, and the library the points of
    these: a path is known by where its points are, as long as the page is there."""

    def __init__(self) -> None:
        self._known: dict[int, Box] = {}
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._places = tuple(map(ctypes.byref, self._edges))

    def of(self, item: Any) -> Box | None:
        """Where the piece of text is seen; None if all of it is."""
        path = pdfium.FPDFPageObj_GetClipPath(item)
        count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        if count <= 0:
            return None
        box = EVERYWHERE
        for number in range(count):
            box = _common(box, self._box(path, number))
        pdfium.FPDFPageObj_GetBounds(item, *self._places)
        left, bottom, right, top = (edge.value for edge in self._edges)
        whole = _within(left, bottom, box) and _within(right, top, box)
        return None if whole else box

    def _box(self, path: Any, number: int) -> Box:
        """The box around one path of a clip; one without points clips nothing."""
        first = pdfium.FPDFClipPath_GetPathSegment(path, number, 0)
        if not first:
            return EVERYWHERE
        address = _address(first)
        if address not in self._known:
            points = list(_points(path, number))
            self._known[address] = _around(points) if points else EVERYWHERE
        return self._known[address]


def _points(path: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFClipPath_CountPathSegments(path, number)):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _around(points: list[tuple[float, float]]) -> Box:
    """The box around a shape: one that is no box clips a little more."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _common(box: Box, other: Box) -> Box:
    """What two boxes have in common."""
    (a, b, c, d), (left, bottom, right, top) = box, other
    return max(a, left), max(b, bottom), min(c, right), min(d, top)


def _is_turned(item: Any) -> bool:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return bool(found.b) and bool(abs(found.b) > SIDEWAYS * abs(found.a))


def _slants(angle: float) -> bool:
    """Whether a line at that angle (radians) is neither level nor upright."""
    quarter = 1.5707963267948966
    off = abs(angle) % quarter
    return min(off, quarter - off) > SIDEWAYS
