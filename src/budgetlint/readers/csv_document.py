"""A CSV file to a raw document with one grid."""

from __future__ import annotations

from ..raw import Grid, Location, RawDocument
from .csv_text import Sheet, parse
from .files import stem
from .text import decode


def read_csv(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a CSV file. Raises `InputError` if they are no CSV."""
    return RawDocument(path, grids=(read_grid(path, data),))


def read_grid(path: str, data: bytes, encoding: str = "", delimiter: str = "") -> Grid:
    """The sheet in a CSV file; what is not declared is found out. Raises `InputError`."""
    sheet = parse(decode(data, encoding), delimiter)
    return Grid(stem(path), sheet.rows, _Locate(path, sheet))


class _Locate:
    """The places of a sheet's cells."""

    __slots__ = ("_path", "_sheet")

    def __init__(self, path: str, sheet: Sheet) -> None:
        self._path = path
        self._sheet = sheet

    def __call__(self, row: int, column: int) -> Location:
        line, place = self._sheet.place(row, column)
        return Location(self._path, line=line, column=place)
