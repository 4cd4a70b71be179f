"""Where the characters of an OFD text object stand."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from ...model.expressions import expression
from ...model.values import NamedTuple
from ..office.package import local
from .page import Matrix

_ESCAPED = expression(r"\\([0-9A-Fa-f]{4})")
PLACEHOLDER = "\u00a4"
"""Stands for a glyph that is no character of Unicode (GB/T 33190, text objects)."""
ASCENT, DESCENT = 0.86, 0.14
"""How far print reaches above and below its base line, in sizes."""
USUAL_SIZE = 3.5


class Letter(NamedTuple):
    """A character between `left` and `right` on the base line at `base`, in its object's units."""

    text: str
    left: float
    right: float
    base: float


def numbers(text: str | None) -> list[float]:
    """The finite numbers of a list; empty where one of them is no number."""
    found = []
    for part in (text or "").replace(",", " ").split():
        value = number(part, math.nan)
        if math.isnan(value):
            return []
        found.append(value)
    return found


def number(text: str | None, default: float) -> float:
    """A finite number, or the default."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def placing(element: Any) -> Matrix:
    """From an object's own units to those around it: its matrix, then its box."""
    box = [*numbers(element.get("Boundary")), 0.0, 0.0]
    own = numbers(element.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + box[0], f + box[1]


def letters(element: Any, size: float) -> Iterator[Letter]:
    """The characters of a text object, whose print has that size."""
    x = y = 0.0
    wide = size * (number(element.get("HScale"), 1.0) or 1.0)
    for code in element:
        if local(code) == "TextCode":
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            yield from _letters(code, x, y, wide)


def _letters(code: Any, x: float, y: float, wide: float) -> Iterator[Letter]:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(code.itertext()))
    across, down = code.get("DeltaX"), code.get("DeltaY")
    steps = offsets(across, len(text) - 1)
    text = _without_layout(text, len(steps))
    falls = offsets(down, len(text) - 1)
    # Without any offsets, characters follow each other by their widths.
    by_width = not steps and not falls
    for index, letter in enumerate(text):
        own = wide * _width(letter)
        step = own if by_width else _at(steps, index)
        yield Letter(letter, x, x + (min(step, wide) if step > 0 else own), y)
        x += step
        y += _at(falls, index)


def _without_layout(text: str, steps: int) -> str:
    """A text without the line ends that programs put into XML to make it look well."""
    if "\n" not in text and "\r" not in text:
        return text
    bare = text.strip()
    return bare if steps == len(bare) - 1 else re.sub(r"\s*[\r\n]\s*", "", text)


def _at(offsets: Sequence[float], index: int) -> float:
    """An offset; the last one holds for the rest."""
    return offsets[min(index, len(offsets) - 1)] if offsets else 0.0


def offsets(text: str | None, most: int) -> list[float]:
    """Up to so many offsets from one character to the next; "g 3 1.5" is three times 1.5."""
    found: list[float] = []
    parts = iter((text or "").replace(",", " ").split())
    for part in parts:
        times = int(number(next(parts, ""), 0.0)) if part in ("g", "G") else 1
        value = number(next(parts, "") if part in ("g", "G") else part, math.nan)
        if math.isnan(value):
            break
        found += [value] * max(min(times, most - len(found)), 0)
        if len(found) >= most:
            break
    return found


def _width(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5
