"""A CSV file to a raw document with one grid."""

from __future__ import annotations

from collections.abc import Callable

from ...model.place import Place
from ...model.raw import Grid, RawDocument
from ..files import stem
from ..words import stated_year
from .csv_text import CsvCells, parse
from .text import decode


def read_csv(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a CSV file. Raises `InputError` if they are no CSV."""
    grids = (read_grid(path, data),)
    return RawDocument(path, year=stated_year(grids), grids=grids)


def read_grid(
    path: str,
    data: bytes,
    encoding: str = "",
    delimiter: str = "",
    original: Callable[[int, int], Place | None] | None = None,
) -> Grid:
    """The sheet in a CSV file; what is not declared is found out. Raises `InputError`."""
    sheet = parse(decode(data, encoding), delimiter)
    indents = sheet.indents
    return Grid(stem(path), sheet.rows, _Locate(path, sheet, original), indents=indents)


class _Locate:
    """The places of a sheet's cells: in the original, where they are told."""

    __slots__ = ("_original", "_path", "_sheet")

    def __init__(
        self, path: str, sheet: CsvCells, original: Callable[[int, int], Place | None] | None
    ) -> None:
        self._path = path
        self._sheet = sheet
        self._original = original

    def __call__(self, row: int, column: int) -> Place:
        place = self._original(row, column) if self._original else None
        if place is not None:
            return place
        line, at = self._sheet.place(row, column)
        return Place(self._path, line=line, column=at)
