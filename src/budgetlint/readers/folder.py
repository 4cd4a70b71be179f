"""A folder that is one document: its CSV files, or the files that its document.json stands beside.

A bad file does not stop the others: it is reported, and what is in it is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.errors import InputError, Problem, Text
from ..model.place import Place
from ..model.raw import RawDocument
from .files import BytesOf, csv_names, document_names, join
from .folder_header import read_header
from .plain.csv_document import read_grid
from .together import read_all

if TYPE_CHECKING:
    from collections.abc import Callable


def read_folder(path: str, read: Callable[[str], RawDocument], bytes_of: BytesOf) -> RawDocument:
    """The document in a folder, each file read by `read`, or its bytes by `bytes_of`.

    Raises `InputError` if there is none.

    `files` in document.json says which; otherwise it is the CSV files, or all documents where
    there is no CSV file.
    """
    header = read_header(path, bytes_of)
    document = header.document._replace(problems=header.problems)
    sheets = sorted({*csv_names(path), *header.resources}, key=natural)
    others = sorted(document_names(path), key=natural)
    if header.files:
        names = list(header.files)
    elif sheets:
        names = sheets
        notes = tuple(_not_read(join(path, name)) for name in others)
        document = document._replace(notes=notes)
    else:
        names = others
    if not names and not document.narrative:
        raise InputError(*header.problems, _no_sheets())

    def read_one(file: str) -> RawDocument:
        resource = resources.get(file)
        if resource is None:
            return read(file)
        grid = read_grid(
            file, bytes_of(file), resource.encoding, resource.delimiter, resource.original
        )
        return RawDocument(file, grids=(grid._replace(doubts=resource.doubts),))

    resources = {join(path, name): resource for name, resource in header.resources.items()}
    return read_all(path, [join(path, name) for name in names], read_one, document)


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts 表2 before 表10 and 表02 beside 表2: numbers by length, then by digits."""
    parts = re.split("([0-9]+)", name)
    parts[1::2] = [digits.lstrip("0") for digits in parts[1::2]]
    key = [(len(part) if index % 2 else 0, part) for index, part in enumerate(parts)]
    return [*key, (0, name)]


def _no_sheets() -> Problem:
    return Problem(
        "input-missing",
        found=Text("文件夹里没有可以读取的文件", "the folder holds no file that is read"),
        expected=Text("公开的表和情况说明", "the published tables and the narrative"),
        advice=Text("请把它们放进这个文件夹", "put them into this folder"),
    )


def _not_read(path: str) -> Problem:
    """A document beside CSV files, which may well be what they were exported from."""
    return Problem(
        "file-left-out",
        found=Text(
            "文件夹按 CSV 文件读取，这个文件没有读取",
            "the folder is read for its CSV files; this file was not read",
        ),
        expected=Text("CSV 文件", "CSV files"),
        advice=Text(
            "如需一并读取，请在 document.json 的 files 里列出全部文件",
            "to have it read as well, list all files under “files” in document.json",
        ),
        place=Place(path),
    )
