"""A folder that is one document: its CSV files, or all files that a document.json stands beside.

A bad file does not stop the others: it is reported, and what is in it is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..messages.catalogue import problem
from ..messages.input import leads_out
from ..model.errors import InputError, Problem
from ..model.place import Place
from ..model.raw import RawDocument
from .files import (
    HEADER_FILES,
    BytesOf,
    csv_names,
    is_inside,
    join,
    json_names,
    names_in,
    other_names,
)
from .folder_header import Header, read_header
from .plain.csv_document import read_grid
from .together import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def read_folder(path: str, read: Callable[[str], RawDocument], bytes_of: BytesOf) -> RawDocument:
    """The document in a folder, each file read by `read`, or its bytes by `bytes_of`.

    Raises `InputError` if there is none.
    """
    header = read_header(path, bytes_of)
    names = _members(path, names_in(path), header)
    problems = (*header.problems, *header.document.problems)
    document = header.document._replace(problems=problems)
    if not names and not document.narrative:
        raise InputError(*header.problems, _no_sheets())
    left = [name for name in other_names(path, names_in(path)) if name not in set(names or ())]
    document = document._replace(notes=tuple(_left_out(join(path, name)) for name in left))
    resources = {join(path, name): resource for name, resource in header.resources.items()}

    def read_one(file: str) -> RawDocument:
        if not is_inside(file, path):
            raise InputError(leads_out())
        resource = resources.get(file)
        if resource is None:
            return read(file)
        grid = read_grid(
            file, bytes_of(file), resource.encoding, resource.delimiter, resource.original
        )
        return RawDocument(file, grids=(grid._replace(doubts=resource.doubts),))

    return read_all(path, [join(path, name) for name in names or ()], read_one, document)


def members(folder: str, names: Sequence[str]) -> list[str] | None:
    """The files that make up the document of a folder in which these names stand, in the order in
    which they are read; None for a folder that is no document."""
    if not any(name in HEADER_FILES for name in names):
        return sorted(csv_names(names), key=natural) or None
    return _members(folder, names, read_header(folder))


def _members(folder: str, names: Sequence[str], header: Header) -> list[str] | None:
    """Those that document.json lists. Otherwise the CSV files; and where there is a document.json,
    all other documents beside it, but for JSON, which needs no such header."""
    if header.files:
        return list(header.files)
    sheets = sorted({*csv_names(names), *header.resources}, key=natural)
    described = "document.json" in names and (sheets or not json_names(names))
    others = sorted(other_names(folder, names), key=natural) if described else []
    return [*sheets, *others] or ([] if header.document.narrative else None)


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts 表2 before 表10 and 表02 beside 表2: numbers by length, then by digits."""
    parts = re.split("([0-9]+)", name)
    parts[1::2] = [digits.lstrip("0") for digits in parts[1::2]]
    key = [(len(part) if index % 2 else 0, part) for index, part in enumerate(parts)]
    return [*key, (0, name)]


def _no_sheets() -> Problem:
    return problem("folders.no-sheets")


def _left_out(path: str) -> Problem:
    """A file beside those of the document, which may well be what they were made from."""
    return problem("folders.left-out", Place(path))
