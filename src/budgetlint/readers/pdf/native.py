"""Functions of PDFium as a page is read with: called tens of thousands of times a document.

pypdfium2 makes a Python object of every pointer. Here a pointer is a whole number (None for
nothing), in and out, which takes a third of the time off. The interpreter is held meanwhile: that
is quicker for calls as short as these, and PDFium takes one at a time anyway. What they do is told
by their names in PDFium. `numbers_of` asks of many things at once, so that nothing of Python runs
between two calls.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_int, c_void_p
from itertools import repeat
from struct import Struct
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
    count = pdfium.FPDFPage_CountObjects(page)
    every = list(map(page_object, repeat(address(page)), range(count)))
    return list(zip(every, map(kind_of, every), strict=True))


def numbers_of(
    call: Callable[..., Any], last: Sequence[Any], form: Struct, places: int, *first: Any
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """What a function gives and the numbers that it writes, for each thing in `last`, behind
    which they are written as `form` says, to so many `places` in turn. All other arguments stand
    `first`. What it does not write is 0."""
    memory = ctypes.create_string_buffer(form.size * len(last))
    start, step = ctypes.addressof(memory), form.size // places
    begins = range(start, start + form.size, step)
    where = (range(begin, begin + len(memory), form.size) for begin in begins)
    given = list(map(call, *map(repeat, first), last, *where))
    return zip(given, form.iter_unpack(memory), strict=True)


COLOUR = Struct("4I")
"""Red, green, blue, and how dense."""
MATRIX = Struct("6f")
MODES = Struct("2i")
"""How a path is filled, and whether it is drawn."""
POINT = Struct("2f")
RECTANGLE = Struct("4f")
"""Left, bottom, right and top; of a character left, top, right and bottom."""


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 leads to."""
    return ctypes.cast(pointer, c_void_p).value or 0
