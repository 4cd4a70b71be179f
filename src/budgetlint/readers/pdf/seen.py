"""Which characters of a PDF page a person sees.

A page's content may hold more than the page shows: text clipped away or beside the page (a table
pasted whole, of which the page shows a part), text without ink (the layer that scanners lay over
their picture), text that is turned (a watermark across a table). None of it is print.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice, repeat
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
PALE = 165
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
    texts = [item for item, kind in objects if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    grounds = [item for item, kind in objects if kind != pdfium.FPDF_PAGEOBJ_TEXT]
    boxes = dict(_clipped(texts, page_box))
    white: list[int] = []
    pale: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    print_: list[int] = []
    for ink, pieces in _by_ink(texts).items():
        if ink.missing:
            boxes.update(dict.fromkeys(pieces, NOWHERE))
        if ink.white:
            white += pieces
        elif ink.pale:
            pale[ink.pale] += pieces
        else:
            print_ += [item for item in pieces if item not in boxes]
    turned, mirrored = _turned(texts)
    for nowhere in (mirrored, _on_white(white, grounds)):
        boxes.update(dict.fromkeys(nowhere, NOWHERE))
    for pieces in pale.values():
        boxes.update(dict.fromkeys(_watermark(pieces, print_), NOWHERE))
    # The characters of a form will tell.
    return Sight(boxes, turned or any(kind == pdfium.FPDF_PAGEOBJ_FORM for _, kind in objects))


def _on_white(white: Sequence[int], grounds: Sequence[int]) -> Iterator[int]:
    """The pieces of white text that stand on no other colour."""
    if not white or any(native.kind_of(item) == pdfium.FPDF_PAGEOBJ_FORM for item in grounds):
        return
    dark = _bounds([item for item in grounds if _is_filled(item) and not _is_white(item)])
    for item, (left, bottom, right, top) in zip(white, _bounds(white), strict=True):
        if not any(_within((left + right) / 2, (bottom + top) / 2, box) for box in dark):
            yield item


def _watermark(pieces: Sequence[int], print_: Sequence[int]) -> Sequence[int]:
    """Pieces of pale text of one colour, all of them if one lies over other print."""
    boxes = _bounds(print_)
    over = any(_overlap(piece, box) for piece in _bounds(pieces[:MAX_TRIED]) for box in boxes)
    return pieces if over else ()


def _overlap(box: Box, other: Box) -> bool:
    """Whether two pieces of text lie over each other, by more than neighbours touch."""
    left, bottom, right, top = _common(box, other)
    low = min(box[3] - box[1], other[3] - other[1])
    return right - left > SLACK and top - bottom > max(low / 3, SLACK)


def _is_filled(item: int) -> bool:
    """Whether a shape is filled; pictures are."""
    ((known, (fill, _)),) = native.numbers_of(native.draw_mode, [item], native.MODES, 2)
    return not known or bool(fill)


def _is_white(item: int) -> bool:
    """Whether a piece of text or a shape is filled with the colour of the paper."""
    ((known, colour),) = native.numbers_of(native.fill_colour, [item], native.COLOUR, 4)
    return bool(known) and min(colour[:3]) == WHITE


def _bounds(items: Sequence[int]) -> list[Box]:
    found = native.numbers_of(native.bounds_of, items, native.RECTANGLE, 4)
    return [(left, bottom, right, top) for _, (left, bottom, right, top) in found]


def seen(textpage: Any, boxes: Sequence[Box | None], sight: Sight, page_box: Box) -> Sequence[bool]:
    """Of each character of a page whether a person sees it: `boxes` are where they stand, as left,
    top, right and bottom."""
    left, bottom, right, top = (2 * edge for edge in _wider(page_box))
    shown = [
        box is not None
        and left <= box[0] + box[2] <= right
        and bottom <= box[1] + box[3] <= top
        and (box[1] - box[3] >= TINY or box[2] - box[0] >= TINY)
        for box in boxes
    ]
    if sight.boxes:
        places = map(native.text_object, repeat(native.address(textpage)), range(len(boxes)))
        clips = map(sight.boxes.get, places)
        shown = [
            here and (clip is None or (box is not None and _centre_within(box, clip)))
            for here, clip, box in zip(shown, clips, boxes, strict=True)
        ]
    if sight.turned:
        angle = pdfium.FPDFText_GetCharAngle
        shown = [here and not _slants(angle(textpage, n)) for n, here in enumerate(shown)]
    return shown


def _wider(box: Box) -> Box:
    left, bottom, right, top = box
    return left - SLACK, bottom - SLACK, right + SLACK, top + SLACK


def _centre_within(box: Box, clip: Box) -> bool:
    return _within((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, clip)


def _within(x: float, y: float, box: Box) -> bool:
    left, bottom, right, top = box
    return left - SLACK <= x <= right + SLACK and bottom - SLACK <= y <= top + SLACK


class Ink(NamedTuple):
    """What a piece of text is painted with: whether that leaves nothing to be seen, whether it is
    `white`, or what `pale` colour it has."""

    missing: bool
    white: bool
    pale: tuple[int, ...]


def _by_ink(texts: Sequence[int]) -> Mapping[Ink, list[int]]:
    """The pieces of text that are painted alike."""
    found: defaultdict[Any, list[int]] = defaultdict(list)
    colours = native.numbers_of(native.fill_colour, texts, native.COLOUR, 4)
    for item, mode, colour in zip(texts, map(native.render_mode, texts), colours, strict=True):
        found[mode, colour].append(item)
    alike: defaultdict[Ink, list[int]] = defaultdict(list)
    for (mode, (known, colour)), pieces in found.items():
        alike[_ink(mode, colour if known else BLACK)] += pieces
    return alike


BLACK = (0, 0, 0, 255)
NONE = Ink(missing=True, white=False, pale=())


def _ink(mode: int, colour: tuple[int, ...]) -> Ink:
    """The ink of text that is painted in that mode, in that colour: red, green, blue, how dense."""
    if mode in NO_INK:
        return NONE
    *opaque, density = colour
    light = [WHITE - (WHITE - part) * density // WHITE for part in opaque]  # on white paper
    pale = tuple(light) if PALE <= min(light) < WHITE else ()
    return Ink(density < FAINT, min(light) == WHITE, pale)


def _clipped(texts: Sequence[int], page_box: Box) -> Iterator[tuple[int, Box]]:
    """Pieces of text that are not seen whole, and where they are seen."""
    clips = list(map(native.clip_of, texts))
    counts = map(native.clip_paths, clips)
    held = [one for one in zip(texts, clips, counts, strict=True) if one[2] > 0]
    paths = [(clip, number) for _, clip, count in held for number in range(count)]
    marks = list(map(native.clip_segment, *_columns(paths), repeat(0)))
    boxes = _boxes_of(dict(zip(marks, paths, strict=True)))
    mark = iter(marks)
    known: dict[tuple[int | None, ...], Box] = {}
    narrow: list[tuple[int, Box]] = []
    for item, _, count in held:
        clip = tuple(islice(mark, count))
        if clip not in known:
            known[clip] = reduce(_common, (boxes[path] for path in clip))
        if not _covers(known[clip], page_box):
            narrow.append((item, known[clip]))
    owns = _bounds([item for item, _ in narrow])
    for (item, box), (left, bottom, right, top) in zip(narrow, owns, strict=True):
        if not (_within(left, bottom, box) and _within(right, top, box)):
            yield item, box


def _boxes_of(paths: Mapping[int | None, tuple[int, int]]) -> Mapping[int | None, Box]:
    """The boxes around paths of clips; one without points clips nothing.

    Pieces share their clips, and the library the points of these: a path is known by where its
    first point is, as long as the page is there.
    """
    clips, numbers = _columns(paths.values())
    counts = [max(count, 0) for count in map(native.clip_segments, clips, numbers)]
    sizes = dict(zip(paths, counts, strict=True))
    steps = [(*path, n) for mark, path in paths.items() for n in range(sizes[mark])]
    segments = list(map(native.clip_segment, *_columns(steps, 3)))
    found = native.numbers_of(native.segment_point, segments, native.POINT, 2)
    return {
        mark: _around([point for known, point in islice(found, size) if known])
        for mark, size in sizes.items()
    }


def _columns(rows: Collection[tuple[int, ...]], width: int = 2) -> Sequence[Sequence[int]]:
    return list(zip(*rows, strict=True)) or [()] * width


def _around(points: Sequence[tuple[float, ...]]) -> Box:
    """The box around a shape: one that is no box clips a little more, and nothing one that is no
    shape."""
    if not points:
        return EVERYWHERE
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(box: Box, other: Box) -> Box:
    """What two boxes have in common."""
    (a, b, c, d), (left, bottom, right, top) = box, other
    return max(a, left), max(b, bottom), min(c, right), min(d, top)


def _covers(box: Box, other: Box) -> bool:
    """Whether all of the other box is in this one."""
    (a, b, c, d), (left, bottom, right, top) = box, other
    return a <= left and b <= bottom and c >= right and d >= top


def _turned(texts: Sequence[int]) -> tuple[bool, Sequence[int]]:
    """Whether some piece of text may be turned, if only upside down; and those that are mirrored,
    as on a watermark that shows through from the other side."""
    turned, mirrored = False, []
    found = native.numbers_of(native.matrix_of, texts, native.MATRIX, 1)
    for item, (_, (a, b, c, d, _, _)) in zip(texts, found, strict=True):
        if a * d < b * c:
            mirrored.append(item)
        if a < 0 or (b and abs(b) > SIDEWAYS * abs(a)):
            turned = True
    return turned, mirrored


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
