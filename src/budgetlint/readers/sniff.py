"""What a file is, by its bytes: names lie (a web page called .xls, a workbook called .csv)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from ..messages import office as wording
from ..model.errors import InputError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
HEAD = 4096

# Streams of OLE files, in the order of trust: a workbook may hold a Word object, not the reverse.
_STREAMS = {"Workbook": "xls", "Book": "xls", "WordDocument": "doc", "EncryptedPackage": "locked"}
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div)\b",
    re.I | re.DOTALL,
)
_SHEET_XML = re.compile(rb"<(?:\w+:)?Workbook\b|progid=\"Excel\.Sheet\"|<office:document\b")

REFUSED = {
    "doc": (
        "旧式 Word（.doc）或 WPS 文字（.wps）文件",
        "old Word or WPS file (.doc, .wps)",
        "doc",
    ),
    "rtf": ("RTF 文件", "RTF file", "doc"),
    "odt": ("ODT 文件", "ODT file", "doc"),
    "xlsb": ("二进制工作簿（.xlsb）", "binary workbook (.xlsb)", "sheet"),
    "sheet-xml": ("单个 XML 文件形式的表格", "spreadsheet in a single XML file", "sheet"),
    "mht": ("MHT 网页存档", "web archive (MHT)", ""),
    "slides": ("演示文稿", "slide show", ""),
    "archive": ("压缩包", "archive of files", ""),
    "ole": ("不认识的旧式办公文件", "unknown kind of old office file", ""),
    "image": ("图片，没有文字", "picture without text", ""),
}
"""Kinds that are known but not read: what they are, and which advice is given."""

_OTHERS = (
    (b"{\\rtf", "rtf"), (b"\x1f\x8b", "archive"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"II*\x00", "image"),
    (b"MM\x00*", "image"), (b"MIME-Version:", "mht"), (b"From: <Saved by", "mht"),
)  # fmt: skip


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
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _SHEET_XML.search(head):
        return "sheet-xml"
    if _MARKUP.match(head) or (head.lstrip().startswith(b"<?xml") and b"<html" in head.lower()):
        return "html"
    return ""


def is_text(data: bytes) -> bool:
    """Whether bytes of no known kind may be text: UTF-16 says so, other text holds no NUL."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" not in data[:HEAD]


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = [name.lower().lstrip("/") for name in package.namelist()[:10_000]]
            mime = b""
            if "mimetype" in names and package.getinfo("mimetype").file_size < HEAD:
                mime = package.read("mimetype")
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        LookupError,
        NotImplementedError,
        RuntimeError,
    ):
        raise InputError(wording.damaged("zip")) from None
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument.text" in mime:
        return "odt"
    known = (
        ("ofd.xml", "ofd"), ("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx"),
        ("word/document.xml", "docx"), ("ppt/presentation.xml", "slides"),
    )  # fmt: skip
    for name, kind in known:
        if name in names:
            return kind
    folders = {name.partition("/")[0] for name in names}
    return next((k for f, k in (("xl", "xlsx"), ("word", "docx")) if f in folders), "archive")


def _ole_kind(data: bytes) -> str:
    """Told by the names of its streams, which stand in UTF-16 in its directory."""
    for stream, kind in _STREAMS.items():
        if (stream + "\0").encode("utf-16-le") in data:
            return kind
    return "ole"
