"""A folder of CSV files to one raw document, a grid for each file.

A bad file does not stop the others: it is reported, and its sheet is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import InputError, Problem, Text
from .csv_document import read_grid
from .files import csv_names, join, read_bytes
from .folder_header import Resource, read_header

if TYPE_CHECKING:
    from ..raw import Grid, RawDocument


def read_folder(path: str) -> RawDocument:
    """The document in a folder. Raises `InputError` if the folder holds no CSV file."""
    header = read_header(path)
    problems = list(header.problems)
    names = sorted({*csv_names(path), *header.resources}, key=natural)
    if not names:
        raise InputError(*problems, _no_sheets())
    grids: list[Grid] = []
    for name in names:
        resource = header.resources.get(name, Resource())
        file = join(path, name)
        try:
            grids.append(read_grid(file, read_bytes(file), resource.encoding, resource.delimiter))
        except InputError as error:
            problems += error.at(file).problems
    return header.document._replace(grids=tuple(grids), problems=tuple(problems))


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts 表2 before 表10 and 表02 beside 表2: numbers by length, then by digits."""
    parts = re.split("([0-9]+)", name)
    parts[1::2] = [digits.lstrip("0") for digits in parts[1::2]]
    key = [(len(part) if index % 2 else 0, part) for index, part in enumerate(parts)]
    return [*key, (0, name)]


def _no_sheets() -> Problem:
    return Problem(
        "input-missing",
        found=Text("文件夹里没有 CSV 文件", "the folder holds no CSV file"),
        expected=Text("每张表一个 CSV 文件", "one CSV file for each table"),
        advice=Text("请把各表另存为 CSV，放进这个文件夹", "save the tables as CSV in this folder"),
    )
