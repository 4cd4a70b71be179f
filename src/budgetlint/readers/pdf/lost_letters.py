"""Characters that pypdfium2 would drop, found again.

Where a font is not embedded, the library does not know how large its characters are, and leaves
out a piece of text that has no width: one that is a single character, as 出 is where 支出 is
wrapped. Its place and its meaning it knows all the same. A piece of text whose outline is drawn is
as wide as the stroke at least, so that it is not left out; nothing is painted here, and where the
character stands does not change.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from . import native

MAX_DEPTH = 6
SAMPLES = 64
NARROW = 0.01
"""Points: the library drops text that is less wide."""
STROKE = 1.0
NO_INK = (3, 7)
"""Text render modes that paint nothing: invisible, and clip only."""


def bring_back(page: Any, objects: Sequence[tuple[int, int]]) -> bool:
    """Give every character of a page a width, before its text is read. False where one has none
    even so. Fonts are looked at in samples; only where one is not embedded is every piece of text.
    """
    sampled = objects[:: max(len(objects) // SAMPLES, 1)]
    texts = (item for item, kind in sampled if kind == pdfium.FPDF_PAGEOBJ_TEXT)
    if all(not (font := native.font_of(item)) or native.is_embedded(font) for item in texts):
        return True
    items = (pdfium.FPDFPage_GetObject(page, number) for number in range(len(objects)))
    widened = [_widened(item) for item in _texts(items, 0) if _is_lost(item)]
    return all(widened)


def _texts(items: Iterator[Any], depth: int) -> Iterator[Any]:
    """All pieces of text, those of forms included."""
    for item in items:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(pdfium.FPDFFormObj_CountObjects(item), 0)
            inner = (pdfium.FPDFFormObj_GetObject(item, n) for n in range(count))
            yield from _texts(inner, depth + 1)


def _is_embedded(item: Any) -> bool:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
        return True
    font = pdfium.FPDFTextObj_GetFont(item)
    return not font or bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _is_lost(item: Any) -> bool:
    without_ink = pdfium.FPDFTextObj_GetTextRenderMode(item) in NO_INK
    return not without_ink and _width(item) < NARROW and not _is_embedded(item)


def _width(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return right.value - left.value


def _widened(item: Any) -> bool:
    """Draw the outline as well. The bounds are worked out anew when the piece is moved, be it to
    where it stands."""
    pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    pdfium.FPDFPageObj_SetStrokeWidth(item, STROKE)
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, 0, 0)
    return _width(item) >= NARROW
