"""Readers: files to raw documents. A format is one line in `READERS`.

Readers know about bytes, JSON and CSV, and nothing about budgets. What the fields of the header
mean, which table is which and what an amount is worth is decided by those who use them.
"""

from __future__ import annotations

from collections.abc import Callable

from ..errors import InputError, Problem, Text
from ..raw import RawDocument
from .files import FOLDER_FORMATS, expand, is_folder, read_bytes, suffix

__all__ = ["READERS", "Reader", "expand", "read"]

Reader = Callable[[str, bytes], RawDocument]


# Each reader is imported when it is first needed: checking one JSON file never loads `csv`.
def _json(path: str, data: bytes) -> RawDocument:
    from .json_document import read_json

    return read_json(path, data)


def _csv(path: str, data: bytes) -> RawDocument:
    from .csv_document import read_csv

    return read_csv(path, data)


def _pdf(path: str, data: bytes) -> RawDocument:
    from .pdf_document import read_pdf

    return read_pdf(path, data)


def _text(path: str, data: bytes) -> RawDocument:
    from .text_document import read_text

    return read_text(path, data)


def _folder(path: str) -> RawDocument:
    from .csv_folder import read_folder

    return read_folder(path)


READERS: dict[str, Reader] = {
    ".json": _json,
    **dict.fromkeys(FOLDER_FORMATS, _csv),
    ".pdf": _pdf,
    ".txt": _text,
    ".md": _text,
}


def read(path: str, data: bytes | None = None) -> RawDocument:
    """The document in the file or CSV folder `path`; `data` stands in for the file's bytes.

    Raises `InputError` if nothing can be read; problems of single tables are in the result.
    """
    try:
        if data is None and is_folder(path):
            return _folder(path)
        reader = READERS.get(suffix(path))
        if reader is None:
            # A file that is not there is the better news than one with a strange name.
            data = read_bytes(path) if data is None else data
            raise InputError(_unknown_format(suffix(path)))
        return reader(path, read_bytes(path) if data is None else data)
    except InputError as error:
        raise error.at(path) from None


def _unknown_format(ending: str) -> Problem:
    known = " ".join(sorted(READERS))
    return Problem(
        "input-format",
        found=Text(
            f"不支持的文件格式“{ending}”" if ending else "文件名没有扩展名，无法判断格式",
            f"files of the format “{ending}” are not read" if ending else "the name has no ending",
        ),
        expected=Text(
            f"扩展名为 {known} 的文件，或存放 CSV 文件的文件夹",
            f"a file ending in {known}, or a folder of CSV files",
        ),
        advice=Text(
            "Excel 表格请逐表另存为“CSV UTF-8”，放进同一个文件夹后再检查该文件夹",
            "save each Excel sheet as “CSV UTF-8” into one folder and check that folder",
        ),
    )
