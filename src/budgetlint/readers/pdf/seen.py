"""Which characters of a PDF page a person sees.

A page's content may hold more than the page shows: text clipped away or beside the page (a table
pasted whole, of which the page shows a part), text without ink (the layer that scanners lay over
their picture), text that is turned (a watermark across a table). None of it is print.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from ...model.values import NamedTuple
from . import native
from .lost_letters import NO_INK
from .page import MAX_CHARACTERS, SIDEWAYS

FAINT = 26
"""Of 255: ink that covers less, a tenth, is not seen as print."""
TINY = 0.8
"""Points: print that is neither as high nor as wide is a speck; a dash is as wide."""
WHITE = 255
PALE = 190
"""Of 255: ink as light as this, laid over other print, is a watermark."""
MAX_TRIED = 50
"""Pieces of pale text of one colour that are held against the print of the page."""
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


def sight_of(objects: Sequence[tuple[int, int]], page_box: Box) -> Sight:
    """Looks at every piece of text of the page once; few pages hide anything."""
    boxes: dict[int, Box] = {}
    clips, inks, turns = Clips(page_box), Inks(), Turns()
    turned = False
    white: list[int] = []
    pale: dict[tuple[int, ...], list[int]] = {}
    print_: list[int] = []
    grounds: list[int] = []
    for item, kind in objects:
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            turned = turned or kind == pdfium.FPDF_PAGEOBJ_FORM  # its characters will tell
            grounds.append(item)
            continue
        box = inks.missing(item) or clips.of(item)
        if box is not None:
            boxes[item] = box
        turned = turns.is_turned(item) or turned
        if turns.mirrored:
            boxes[item] = NOWHERE
        if inks.white:
            white.append(item)
        elif inks.pale:
            pale.setdefault(inks.pale, []).append(item)
        elif box is None:
            print_.append(item)
    boxes.update((item, NOWHERE) for item in _on_white(white, grounds))
    for pieces in pale.values():
        boxes.update((item, NOWHERE) for item in _watermark(pieces, print_))
    return Sight(boxes, turned)


def _on_white(white: Sequence[int], grounds: Sequence[int]) -> Iterator[int]:
    """The pieces of white text that stand on no other colour."""
    if not white or any(native.kind_of(item) == pdfium.FPDF_PAGEOBJ_FORM for item in grounds):
        return
    dark = [_bounds(item) for item in grounds if _is_filled(item) and not _is_white(item)]
    for item in white:
        left, bottom, right, top = _bounds(item)
        if not any(_within((left + right) / 2, (bottom + top) / 2, box) for box in dark):
            yield item


def _watermark(pieces: Sequence[int], print_: Sequence[int]) -> Sequence[int]:
    """Pieces of pale text of one colour, all of them if one lies over other print."""
    boxes = [_bounds(item) for item in print_]
    over = any(_overlap(_bounds(item), box) for item in pieces[:MAX_TRIED] for box in boxes)
    return pieces if over else ()


def _overlap(box: Box, other: Box) -> bool:
    """Whether two pieces of text lie over each other, by more than neighbours touch."""
    left, bottom, right, top = _common(box, other)
    low = min(box[3] - box[1], other[3] - other[1])
    return right - left > SLACK and top - bottom > max(low / 3, SLACK)


def _is_filled(item: int) -> bool:
    """Whether a shape is filled; pictures are."""
    modes = native.Buffers(ctypes.c_int, 2)
    return not native.draw_mode(item, *modes.places) or bool(modes.values[0].value)


def _is_white(item: int) -> bool:
    """Whether a piece of text or a shape is filled with the colour of the paper."""
    parts = native.Buffers(ctypes.c_uint, 4)
    known = native.fill_colour(item, *parts.places)
    return bool(known) and all(part.value == WHITE for part in parts.values[:3])


def _bounds(item: int) -> Box:
    edges = native.Buffers(ctypes.c_float, 4)
    native.bounds_of(item, *edges.places)
    left, bottom, right, top = (edge.value for edge in edges.values)
    return left, bottom, right, top


def seen(textpage: Any, sight: Sight, page_box: Box) -> Callable[[int, Box], bool]:
    """Tells of the character of that index, in that rectangle, whether a person sees it."""
    boxes, turned = sight
    left, bottom, right, top = page_box
    left, bottom, right, top = left - SLACK, bottom - SLACK, right + SLACK, top + SLACK
    place = native.address(textpage)
    text_object = native.text_object

    def is_seen(index: int, box: Box) -> bool:
        x0, y0, x1, y1 = box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (left <= x <= right and bottom <= y <= top):
            return False
        if y1 - y0 < TINY and x1 - x0 < TINY:
            return False
        if boxes:
            clip = boxes.get(text_object(place, index))
            if clip is not None and not _within(x, y, clip):
                return False
        return not (turned and _slants(pdfium.FPDFText_GetCharAngle(textpage, index)))

    return is_seen


def _within(x: float, y: float, box: Box) -> bool:
    left, bottom, right, top = box
    return left - SLACK <= x <= right + SLACK and bottom - SLACK <= y <= top + SLACK


class Inks:
    """What pieces of text are painted with."""

    def __init__(self) -> None:
        self._colour = native.Buffers(ctypes.c_uint, 4)
        self.white = False
        self.pale: tuple[int, ...] = ()

    def missing(self, item: int) -> Box | None:
        """Nowhere, for text that is painted without ink or all but transparent; and whether it is
        `white`, or what `pale` colour it has."""
        self.white, self.pale = False, ()
        if native.render_mode(item) in NO_INK:
            return NOWHERE
        known = native.fill_colour(item, *self._colour.places)
        if not known:
            return None
        red, green, blue, alpha = self._colour.values
        colour = red.value, green.value, blue.value
        self.white = min(colour) == WHITE
        self.pale = colour if PALE <= min(colour) < WHITE else ()
        return NOWHERE if alpha.value < FAINT else None


class Clips:
    """Where pieces of text are clipped. Pieces share their clips, and the library the points of
    these: a path is known by where its points are, as long as the page is there."""

    def __init__(self, page_box: Box) -> None:
        self._known: dict[int | None, Box] = {None: EVERYWHERE}
        self._edges = native.Buffers(ctypes.c_float, 4)
        self._page_box = page_box

    def of(self, item: int) -> Box | None:
        """Where the piece of text is seen; None if all of it is that stands on the page."""
        path = native.clip_of(item)
        count = native.clip_paths(path) if path else 0
        if count <= 0:
            return None
        box = self._box(path, 0)
        for number in range(1, count):
            box = _common(box, self._box(path, number))
        if _covers(box, self._page_box):
            return None
        native.bounds_of(item, *self._edges.places)
        left, bottom, right, top = (edge.value for edge in self._edges.values)
        whole = _within(left, bottom, box) and _within(right, top, box)
        return None if whole else box

    def _box(self, path: int, number: int) -> Box:
        """The box around one path of a clip; one without points clips nothing."""
        first = native.clip_segment(path, number, 0)
        if first not in self._known:
            points = list(_points(path, number))
            self._known[first] = _around(points) if points else EVERYWHERE
        return self._known[first]


def _points(path: int, number: int) -> Iterator[tuple[float, float]]:
    point = native.Buffers(ctypes.c_float, 2)
    x, y = point.values
    for index in range(native.clip_segments(path, number)):
        segment = native.clip_segment(path, number, index)
        if native.segment_point(segment, *point.places):
            yield x.value, y.value


def _around(points: list[tuple[float, float]]) -> Box:
    """The box around a shape: one that is no box clips a little more."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _common(box: Box, other: Box) -> Box:
    """What two boxes have in common."""
    (a, b, c, d), (left, bottom, right, top) = box, other
    return max(a, left), max(b, bottom), min(c, right), min(d, top)


def _covers(box: Box, other: Box) -> bool:
    """Whether all of the other box is in this one."""
    (a, b, c, d), (left, bottom, right, top) = box, other
    return a <= left and b <= bottom and c >= right and d >= top


class Turns:
    """How pieces of text are turned."""

    def __init__(self) -> None:
        self._matrix = native.Buffers(pdfium.FS_MATRIX, 1)
        self.mirrored = False

    def is_turned(self, item: int) -> bool:
        """Whether it may be turned, if only upside down; and whether it is `mirrored`, as on a
        watermark that shows through from the other side."""
        (found,) = self._matrix.values
        native.matrix_of(item, *self._matrix.places)
        self.mirrored = found.a * found.d < found.b * found.c
        return bool(found.a < 0 or (found.b and abs(found.b) > SIDEWAYS * abs(found.a)))


QUARTER = 1.5707963267948966


def _slants(angle: float) -> bool:
    """Whether a line at that angle (radians) is neither level nor upright."""
    off = abs(angle) % QUARTER
    return min(off, QUARTER - off) > SIDEWAYS


def quarter_of(textpage: Any, index: int, turned: int) -> int:
    """By how many quarters a character is turned to the right on a page that is turned so far."""
    return _quarter(float(pdfium.FPDFText_GetCharAngle(textpage, index)), turned)


def _quarter(angle: float, turned: int) -> int:
    return (round(angle / QUARTER) + turned) % 4


def lying(textpage: Any, turned: int) -> int:
    """By how many quarters a page has to be turned to the right, so that most of it stands upright:
    a table that is printed sideways is read as somebody reads it who turns the page."""
    count = min(pdfium.FPDFText_CountChars(textpage), MAX_CHARACTERS)
    looked_at = range(0, max(count, 0), max(count // SAMPLE, 1))
    angles = [float(pdfium.FPDFText_GetCharAngle(textpage, index)) for index in looked_at]
    quarters = Counter(_quarter(angle, turned) for angle in angles if not _slants(angle))
    (most, times), *_ = quarters.most_common(1) or [(0, 0)]
    return -most % 4 if 2 * times > quarters.total() else 0


SAMPLE = 300
"""Characters that tell how a page is turned."""
