"""Web archives (MHT), which Word, Excel and browsers save, also under the names of their files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from ...messages import office as wording
from ...model.errors import InputError
from ...model.raw import Line, RawDocument, Sheet
from ..flowing import flowing
from .html import decoded, html_items

MAX_PARTS = 1000
MAX_BYTES = 64 * 2**20
"""Bytes of the largest archive: its pictures stand in it as text."""
MAX_NESTED = 50
"""Multipart messages in each other; office programs write one."""
_FRAMES = re.compile(rb"<frameset\b", re.I)
_BESIDE = ("tabstrip", "filelist")
"""Pages by which Excel shows the others."""


def read_mht(path: str, data: bytes) -> RawDocument:
    """The document in a web archive. Raises `InputError` for one that cannot be read."""
    if len(data) > MAX_BYTES or data.lower().count(b"boundary=") > MAX_NESTED:
        raise InputError(wording.too_large_inside(MAX_BYTES // 2**20))
    archive = message_from_bytes(data)
    raw = flowing(path, _items(path, archive))
    if not raw.flows:
        raise InputError(wording.no_text())
    problems = (
        [wording.damaged("its last part is cut off").within(path)] if _is_cut(archive) else []
    )
    return raw._replace(problems=(*raw.problems, *problems))


def _is_cut(archive: Message) -> bool:
    """Whether the mark that ends the archive is missing."""
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in archive.defects)


def _items(path: str, archive: Message) -> Iterator[Line | Sheet]:
    """The paragraphs and tables of its pages, in their order. Lines of the file are those of what
    is packed in it, so paragraphs are counted."""
    tables = paragraphs = 0
    for page, encoding in _pages(archive):
        for item in html_items(path, decoded(page, encoding), None, tables):
            if isinstance(item, Sheet):
                tables += 1
                yield item
            else:
                paragraphs += 1
                yield item._replace(place=item.place._replace(paragraph=paragraphs))


def _pages(archive: Message) -> Iterator[tuple[bytes, str]]:
    """The pages with text, and what is said of their encoding."""
    for number, part in enumerate(archive.walk()):
        if number > MAX_PARTS:
            raise InputError(wording.too_large_inside(MAX_BYTES // 2**20))
        if part.get_content_type() != "text/html":
            continue
        where = str(part.get("Content-Location", "")).lower()
        page = part.get_payload(decode=True)
        if not isinstance(page, bytes) or any(name in where for name in _BESIDE):
            continue
        if page.strip() and not _FRAMES.search(page):
            yield page, part.get_content_charset("")
