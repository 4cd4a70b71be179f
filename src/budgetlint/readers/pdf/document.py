"""A PDF with a text layer to a raw document: its tables, and its narrative, page by page."""

from __future__ import annotations

import re
import zlib
from functools import partial
from itertools import pairwise
from typing import Any

from ...messages import pdf as wording
from ...model.errors import InputError
from ...model.raw import RawDocument
from ..extras import load
from ..flowing import flowing
from .page import Page, PageTooFullError
from .pages import all_pages, flow_of


def read_pdf(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a PDF. Raises `InputError` if there is no text to read."""
    pypdfium2 = load("pypdfium2", "pdf")
    if b"%PDF-" not in data[:1024]:
        raise InputError(wording.no_pdf())
    if _unpacks_too_far(data):
        raise InputError(wording.bomb(MAX_UNPACKED // 2**20))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(wording.encrypted() if locked else wording.damaged()) from None
    try:
        pages, problems = all_pages(path, len(document), partial(_page, document))
        lossy = [page.number for page in pages if page.lossy]
        notes = tuple(wording.characters_lost(path, number) for number in lossy)
        return flowing(path, flow_of(path, pages), problems)._replace(notes=notes)
    finally:
        document.close()


def _unpacks_too_far(data: bytes) -> bool:
    """Whether a stream of the file unpacks to far more than any page or font needs."""
    starts = [match.end() for match in re.finditer(rb"stream\r?\n(?=x)", data)]
    for start, after in pairwise([*starts, len(data)]):
        if after - start < MAX_UNPACKED // MOST_TIGHT:
            continue
        unpack = zlib.decompressobj()
        left, size = data[start:after], 0
        while left and not unpack.eof:
            try:
                size += len(unpack.decompress(left, CHUNK))
            except zlib.error:
                break
            left = unpack.unconsumed_tail
            if size > MAX_UNPACKED:
                return True
    return False


MAX_UNPACKED = 128 * 2**20
"""Bytes that one stream may unpack to; the font of all Chinese characters takes a tenth."""
MOST_TIGHT = 1032
"""How far deflate can compress at most: shorter streams cannot unpack to that much."""
CHUNK = 2**20


def _page(document: Any, index: int) -> Page | None:
    import pypdfium2

    from .pdfium import read_page

    try:
        return read_page(document, index)
    except (pypdfium2.PdfiumError, PageTooFullError):
        return None
