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

from .page import SIDEWAYS

NO_INK = (3, 7)
"""Text render modes that paint nothing: invisible, and clip only."""
FAINT = 26
"""Of 255: ink that covers less, a tenth, is not seen as print."""
TINY = 0.8
"""Points: print that is not as high is a speck."""
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
    turned = False
    white: list[Any] = []
    grounds: list[Any] = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            turned = True  # what stands in a form is turned by it; its characters will tell
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            grounds.append(item)
            continue
        box = _inkless(item) or _clip(item)
        if box is not None:
            boxes[_address(item)] = box
        turned = turned or _is_turned(item)
        if _is_white(item):
            white.append(item)
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
    return _colour(item)[:3] == (255, 255, 255)


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
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _inkless(item: Any) -> Box | None:
    """Nowhere, for text that is painted without ink or quite transparent."""
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in NO_INK:
        return NOWHERE
    colour = _colour(item)
    return NOWHERE if colour and colour[3] < FAINT else None


def _clip(item: Any) -> Box | None:
    """Where the piece of text is seen; None if all of it is."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    box = EVERYWHERE
    for number in range(count):
        points = list(_points(path, number))
        if points:
            box = _common(box, points)
    left, bottom, right, top = _bounds(item)
    whole = _within(left, bottom, box) and _within(right, top, box)
    return None if whole else box


def _points(path: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFClipPath_CountPathSegments(path, number)):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _common(box: Box, points: list[tuple[float, float]]) -> Box:
    """What two boxes have in common; of any other shape, the box around it counts."""
    left, bottom, right, top = box
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))


def _is_turned(item: Any) -> bool:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return bool(found.b) and bool(abs(found.b) > SIDEWAYS * abs(found.a))


def _slants(angle: float) -> bool:
    """Whether a line at that angle (radians) is neither level nor upright."""
    quarter = 1.5707963267948966
    off = abs(angle) % quarter
    return min(off, quarter - off) > SIDEWAYS
