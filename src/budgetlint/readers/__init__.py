"""Readers: files to raw documents. A format is one line in `FORMATS`.

Readers know about bytes and formats, and nothing about budgets. What the fields of the header
mean, which table is which and what an amount is worth is decided by those who use them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..errors import InputError, Problem, Text
from ..raw import RawDocument
from .files import expand, is_folder, read_bytes, suffix

__all__ = ["FORMATS", "Format", "Reader", "expand", "read"]

Reader = Callable[[str, bytes], RawDocument]


class Format(NamedTuple):
    """A format: the module and the function that read it, and the endings of its files."""

    module: str
    function: str
    endings: tuple[str, ...]


# Each reader is imported when it is first needed: checking one JSON file never loads `csv`.
FORMATS: dict[str, Format] = {
    "json": Format("json_document", "read_json", (".json",)),
    "csv": Format("csv_document", "read_csv", (".csv", ".tsv")),
    "xlsx": Format("xlsx", "read_xlsx", (".xlsx", ".xlsm", ".xltx", ".et", ".ett")),
    "xls": Format("xls", "read_xls", (".xls", ".xlt")),
    "ods": Format("ods", "read_ods", (".ods", ".ots")),
    "docx": Format("docx", "read_docx", (".docx", ".docm")),
    "html": Format("html", "read_html", (".html", ".htm", ".xhtml")),
    "pdf": Format("pdf_document", "read_pdf", (".pdf",)),
    "text": Format("text_document", "read_text", (".txt", ".md", ".markdown")),
}

_ENDINGS = {ending: kind for kind, known in FORMATS.items() for ending in known.endings}
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_WORKBOOKS = ("xlsx", "xls", "ods")


def read(path: str, data: bytes | None = None) -> RawDocument:
    """The document in the file or CSV folder `path`; `data` stands in for the file's bytes.

    Raises `InputError` if nothing can be read; problems of single tables are in the result.
    """
    try:
        if data is None and is_folder(path):
            from .csv_folder import read_folder

            return read_folder(path)
        data = read_bytes(path) if data is None else data
        return _reader(path, data)(path, data)
    except InputError as error:
        raise error.at(path) from None


def _reader(path: str, data: bytes) -> Reader:
    """The reader for a file: by its bytes where they say what it is, else by its ending."""
    ending = suffix(path)
    kind = _ENDINGS.get(ending, "")
    if kind == "json" and not data.startswith(_BINARY):
        from .json_document import read_json

        return read_json
    from .sniff import REFUSED, kind_of

    seen = kind_of(data)
    if seen in REFUSED or seen == "locked":
        from . import office_wording as wording

        raise InputError(
            wording.encrypted() if seen == "locked" else wording.refused(*REFUSED[seen])
        )
    if seen == "html" and kind in ("csv", "text"):
        seen = ""
    if not seen and kind in _WORKBOOKS:
        # Programs export text under the name of a workbook.
        kind = "csv"
    chosen = FORMATS.get(seen or kind)
    if chosen is None:
        raise InputError(_unknown_format(seen or ending))
    from importlib import import_module

    reader: Reader = getattr(import_module(f".{chosen.module}", __name__), chosen.function)
    return reader


def _unknown_format(ending: str) -> Problem:
    known = " ".join(ending for kind in FORMATS.values() for ending in kind.endings)
    return Problem(
        "input-format",
        found=Text(
            f"不支持的文件格式“{ending}”" if ending else "文件名没有扩展名，无法判断格式",
            f"files of the format “{ending}” are not read" if ending else "the name has no ending",
        ),
        expected=Text(
            f"扩展名为 {known} 的文件，或存放这些文件的文件夹",
            f"a file ending in {known}, or a folder of such files",
        ),
        advice=Text(
            "请用 WPS 或 Office 另存为上述格式之一",
            "save it in one of these formats with WPS or Office",
        ),
    )
