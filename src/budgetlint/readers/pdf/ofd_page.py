"""One page of an OFD file: what its objects print, as the same values that a PDF page gives.

The units of OFD are millimetres, y downwards. A page is drawn by its templates, its own layers
and its annotations; composite objects stand for units that are defined elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...model.expressions import expression
from ..office.package import local
from .ofd_parts import child
from .ofd_text import ASCENT, DESCENT, PLACEHOLDER, USUAL_SIZE, letters, number, numbers, placing
from .page import (
    MAX_CHARACTERS,
    MAX_OBJECTS,
    MAX_SEGMENTS,
    SIDEWAYS,
    Matrix,
    Page,
    PageTooFullError,
    Point,
    Runs,
    Sketch,
    as_print,
    times,
)

POINTS = 72 / 25.4
"""Points in a millimetre."""
MAX_DEPTH = 32
MAX_DRAWN = 3_000_000
"""Objects drawn for all pages together: a template may be drawn on each."""
SAME_PLACE = 0.15
"""Sizes within which the same character printed twice is one: bold print, by a trick."""
A4 = (0.0, 0.0, 210.0, 297.0)
LARGEST = 10_000.0
"""Millimetres of the side of the largest page."""

_NEEDED = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_PATH = expression(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

Box = tuple[float, float, float, float]
Units = Mapping[str, Any]


class DrawCounter:
    """Counts what is drawn, on a page and on all of them. Raises `PageTooFullError`."""

    def __init__(self) -> None:
        self.left = MAX_DRAWN

    def page(self) -> None:
        """A page begins."""
        self.objects, self.characters = MAX_OBJECTS, MAX_CHARACTERS

    def add(self, objects: int, characters: int = 0) -> None:
        """So many more objects and characters."""
        self.left -= objects
        self.objects -= objects
        self.characters -= characters
        if min(self.left, self.objects, self.characters) < 0:
            raise PageTooFullError


class Drawing:
    """A page as it is drawn."""

    def __init__(self, box: Box, units: Units, counter: DrawCounter) -> None:
        self._box = box
        self._units = units
        self._counter = counter
        self._runs = Runs()
        self._sketch = Sketch()
        self._printed: dict[tuple[str, int, int], tuple[float, float]] = {}
        self.slanted = 0
        self.lacking: list[str] = []
        """The composite units that are drawn and not defined."""
        counter.page()

    def add(self, objects: Iterable[Any], boundary: str | None = None) -> None:
        """Objects that stand on the page, or in a box on it."""
        left, top = self._box[:2]
        x, y = [*numbers(boundary), 0.0, 0.0][:2]
        self._walk(objects, (POINTS, 0.0, 0.0, POINTS, (x - left) * POINTS, (y - top) * POINTS), 0)

    def page(self, number: int) -> Page:
        """The page, whose number is counted from 1."""
        self._runs.close()
        words = as_print(self._runs.words)
        width, height = self._box[2] * POINTS, self._box[3] * POINTS
        sketch = self._sketch
        covered = sketch.covered / (width * height)
        return Page(
            number, width, height, words, sketch.across, sketch.down, covered, self._runs.unmapped,
            outlines=sketch.outlines,
        )  # fmt: skip

    def _walk(self, objects: Iterable[Any], outer: Matrix, depth: int) -> None:
        for item in objects:
            self._counter.add(1)
            kind = local(item)
            if kind == "TextObject":
                self._text(item, times(placing(item), outer))
            elif kind == "PathObject":
                self._path(item, times(placing(item), outer))
            elif kind == "ImageObject":
                self._image(item, outer)
            elif depth >= MAX_DEPTH:
                raise PageTooFullError
            elif kind == "CompositeObject":
                name = (item.get("ResourceID") or "").strip()
                unit = self._units.get(name)
                if unit is None:
                    self.lacking.append(name)
                self._walk(contents(unit), times(placing(item), outer), depth + 1)
            elif kind in ("Layer", "PageBlock", "Content"):
                self._walk(item, outer, depth + 1)

    def _text(self, item: Any, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        if not _is_seen(item):
            return
        if min(abs(a), abs(b)) > SIDEWAYS * max(abs(a), abs(b)):
            self.slanted += 1
            return
        size = abs(number(item.get("Size"), USUAL_SIZE)) or USUAL_SIZE
        high, low = size * ASCENT, size * DESCENT
        for letter, left, right, base in letters(item, size):
            self._counter.add(0, 1)
            x0, y0 = a * left + c * (base - high) + e, b * left + d * (base - high) + f
            x1, y1 = a * right + c * (base + low) + e, b * right + d * (base + low) + f
            self._letter(letter, (min(x0, x1), max(x0, x1)), (min(y0, y1), max(y0, y1)))

    def _letter(self, letter: str, across: tuple[float, float], down: tuple[float, float]) -> None:
        """A character between two points of the page's width, and two of its height."""
        x, y = sum(across) / 2, sum(down) / 2
        if letter.isspace():
            self._runs.close()
        elif self._is_on_page(x, y) and not self._is_again(letter, x, y, down[1] - down[0]):
            self._runs.add("\ufffd" if letter == PLACEHOLDER else letter, *across, (*down, 0.0))

    def _is_on_page(self, x: float, y: float) -> bool:
        _, _, width, height = self._box
        return 0 <= x <= width * POINTS and 0 <= y <= height * POINTS

    def _is_again(self, letter: str, x: float, y: float, size: float) -> bool:
        """Whether the character has been printed at this place before."""
        step = max(size * SAME_PLACE, 0.01)
        column, row = int(x // step), int(y // step)
        for near in ((column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
            before = self._printed.get((letter, *near))
            if before and abs(before[0] - x) < step and abs(before[1] - y) < step:
                return True
        self._printed[letter, column, row] = (x, y)
        return False

    def _image(self, item: Any, outer: Matrix) -> None:
        """A picture fills the unit square of its own units, or without a matrix its box."""
        a, b, c, d, _, _ = times(placing(item), outer)
        _, _, width, height = [*numbers(item.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
        sides = 1.0 if item.get("CTM") else width * height
        self._sketch.covered += abs((a * d - b * c) * sides)

    def _path(self, item: Any, matrix: Matrix) -> None:
        drawn = (item.get("Stroke") or "true").lower() != "false"
        filled = (item.get("Fill") or "false").lower() == "true"
        if item.get("Visible") == "false" or not (drawn or filled):
            return
        data = child(item, "AbbreviatedData")
        for points, curved in self._pieces((data.text if data is not None else "") or "", matrix):
            if curved:
                self._sketch.outlines += 1
            elif len(points) == 2:
                self._sketch.line(*points[0], *points[1])
            elif len(points) > 2 and (filled or points[0] == points[-1]):
                self._sketch.box(points, drawn=drawn)
            else:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._sketch.line(x0, y0, x1, y1)

    def _pieces(self, data: str, matrix: Matrix) -> Iterator[tuple[Sequence[Point], bool]]:
        """The pieces of a path, each with whether there are curves in it."""
        a, b, c, d, e, f = matrix
        piece: list[Point] = []
        curved = False
        for kind, values in _steps(data):
            self._sketch.segments += 1
            if self._sketch.segments > MAX_SEGMENTS:
                return
            if kind in "MS" and piece:
                yield piece, curved
                piece, curved = [], False
            if kind == "C":
                piece += piece[:1]
                continue
            x, y = values[-2:]
            piece.append((a * x + c * y + e, b * x + d * y + f))
            curved = curved or kind in "QBA"
        if piece:
            yield piece, curved


def _steps(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    """The commands of a path with their numbers; what is incomplete ends it."""
    parts = [match[0] for match in _PATH.finditer(data)]
    at = 0
    while at < len(parts):
        kind = parts[at].upper()
        needed = _NEEDED.get(kind)
        at += 1
        if needed is None:
            continue
        values = [number(part, math.nan) for part in parts[at : at + needed]]
        if len(values) < needed or any(map(math.isnan, values)):
            return
        at += needed
        yield kind, values


def _is_seen(item: Any) -> bool:
    """Whether print is there and has any colour."""
    if item.get("Visible") == "false":
        return False
    if item.get("Fill") == "false" and (item.get("Stroke") or "false") == "false":
        return False
    colour = child(item, "FillColor")
    clear = [item.get("Alpha"), colour.get("Alpha") if colour is not None else None]
    return "0" not in clear


def contents(parent: Any) -> Iterable[Any]:
    """What a page, a template or a composite unit draws."""
    content = child(parent, "Content")
    return () if content is None else content


def page_box(area: Any, default: Box = A4) -> Box:
    """The box of a page's paper; the default where none is stated, or none that makes sense."""
    stated = child(area, "PhysicalBox")
    box = numbers(stated.text) if stated is not None else []
    if len(box) != 4 or not all(1.0 <= side <= LARGEST for side in box[2:]):
        return default
    return box[0], box[1], box[2], box[3]
