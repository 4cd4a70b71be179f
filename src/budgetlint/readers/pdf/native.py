"""Functions of PDFium as a page is read with: called tens of thousands of times a document.

pypdfium2 makes a Python object of every pointer. Here a pointer is a whole number (None for
nothing), in and out, which takes a third of the time off. The interpreter is held meanwhile: that
is quicker for calls as short as these, and PDFium takes one at a time anyway. What they do is told
by their names in PDFium; `Buffers` are the places that they write to.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from ctypes import c_int, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _by_address(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    place = ctypes.cast(getattr(pdfium, name), c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(place)


page_object = _by_address("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
form_object = _by_address("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
kind_of = _by_address("FPDFPageObj_GetType", c_int, c_void_p)
bounds_of = _by_address("FPDFPageObj_GetBounds", c_int, c_void_p, *[c_void_p] * 4)
matrix_of = _by_address("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
fill_colour = _by_address("FPDFPageObj_GetFillColor", c_int, c_void_p, *[c_void_p] * 4)
clip_of = _by_address("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
clip_paths = _by_address("FPDFClipPath_CountPaths", c_int, c_void_p)
clip_segments = _by_address("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _by_address("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
font_of = _by_address("FPDFTextObj_GetFont", c_void_p, c_void_p)
is_embedded = _by_address("FPDFFont_GetIsEmbedded", c_int, c_void_p)
render_mode = _by_address("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
character_box = _by_address("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
text_object = _by_address("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
draw_mode = _by_address("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
path_segments = _by_address("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _by_address("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_kind = _by_address("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _by_address("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)


def objects_of(page: Any) -> Sequence[tuple[int, int]]:
    """What stands on a page, in the order in which it is painted: each object and its kind."""
    place = address(page)
    every = [page_object(place, n) for n in range(pdfium.FPDFPage_CountObjects(page))]
    return list(zip(every, map(kind_of, every), strict=True))


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 leads to."""
    return ctypes.cast(pointer, c_void_p).value or 0


class Buffers:
    """Numbers in memory, and their addresses."""

    def __init__(self, kind: Any, count: int) -> None:
        self.values = tuple(kind() for _ in range(count))
        self.places = tuple(map(ctypes.addressof, self.values))
