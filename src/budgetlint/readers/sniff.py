"""What a file is, by its bytes: names lie (a web page called .xls, a workbook called .csv)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

from ..messages import office as wording
from ..model.errors import InputError
from .ole import root_names
from .zipped import ERRORS

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
HEAD = 4096

_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "EncryptedPackage": "locked"}
"""Streams of OLE files, by which these are told."""
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div)\b",
    re.I | re.DOTALL,
)
_XML = (
    (re.compile(rb"<(?:\w+:)?Workbook\b|progid=\"Excel\.Sheet\""), "sheet-xml"),
    (re.compile(rb"<(?:\w+:)?(?:wordDocument|package)\b|progid=\"Word\.Document\""), "word-xml"),
    (re.compile(rb"<office:document\b"), "flat-odf"),
    (re.compile(rb"<html", re.I), "html"),
)
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*){0,20}MIME-Version:", re.I)

REFUSED = ("xlsb", "odf", "flat-odf", "slides", "archive", "ole", "image")
"""Kinds that are known but not read."""
NO_DOCUMENTS = ("slides", "ole", "image")
"""Of these those that are none of the files that their names may say they are."""

_OTHERS = (
    (b"{\\rtf", "rtf"), (b"\x1f\x8b", "archive"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"II*\x00", "image"),
    (b"MM\x00*", "image"), (b"\xdb\xa5-\x00", "doc"),
)  # fmt: skip

_PARTS = (
    ("ofd.xml", "ofd"), ("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"), ("ppt/presentation.xml", "slides"), ("mimetype", "odf"),
)  # fmt: skip
"""Parts by which office files are told; OpenDocument says in `mimetype` what it is."""


def kind_of(data: bytes) -> str:
    """The kind of file that these bytes are; empty for plain text of whatever sort."""
    if data.startswith(ZIP):
        return _zip_kind(data)
    if data.startswith(OLE):
        return _ole_kind(data)
    if data[:2] == b"\x09\x08" or data[:3] in (b"\x09\x04\x06", b"\x09\x02\x06", b"\x09\x00\x04"):
        return "xls"
    head = data[:HEAD]
    if PDF in head[:1024]:
        return "pdf"
    for mark, kind in _OTHERS:
        if head.startswith(mark):
            return kind
    if _MAIL.match(head):
        return "mht"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return next((kind for mark, kind in _XML if mark.search(head)), "")
    return "html" if _MARKUP.match(head) else ""


def is_text(data: bytes) -> bool:
    """Whether bytes of no known kind may be text: UTF-16 says so, other text holds no NUL."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" not in data[:HEAD]


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            mime = b""
            if "mimetype" in names and package.getinfo("mimetype").file_size < HEAD:
                mime = package.read("mimetype")
    except (*ERRORS, LookupError):
        raise InputError(wording.damaged("zip")) from None
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument.text" in mime:
        return "odt"
    return kind_by_names(names)


def kind_by_names(names: Iterable[str]) -> str:
    """The kind of zip file by the names of its entries."""
    small = {name.lower().lstrip("/") for name in names}
    for name, kind in _PARTS:
        if name in small:
            return kind
    folders = {name.partition("/")[0] for name in small}
    return next((k for f, k in (("xl", "xlsx"), ("word", "docx")) if f in folders), "archive")


def _ole_kind(data: bytes) -> str:
    names = {name.casefold() for name in root_names(data)}
    for stream, kind in _STREAMS.items():
        if stream.casefold() in names:
            return kind
    return next((k for stream, k in _STREAMS.items() if _mentions(data, stream)), "ole")


def _mentions(data: bytes, stream: str) -> bool:
    """Whether the name of a stream stands anywhere in a file whose directory is damaged."""
    return (stream + "\0").encode("utf-16-le") in data
