"""The rows of a table in canonical JSON: lists of cells, all of one length, all text or numbers."""

from __future__ import annotations

from collections import deque
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Any

from ...messages.catalogue import problem, say
from ...messages.shape import describe, wrong
from ...model.errors import NOTHING, Problem
from ...model.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = "json_shape.row"
_CELL = "json_shape.cell"


def text_rows(rows: list[Any], width: int, pointer: str) -> Sequence[Sequence[str]] | Problem:
    """`rows` with nulls as empty text, or what is wrong with the first bad row."""
    if not set(map(type, rows)) <= {list}:
        row = next(i for i, row in enumerate(rows) if type(row) is not list)
        return wrong(f"{pointer}/{row}", rows[row], _ROW)
    if not set(map(len, rows)) <= {width}:
        return _ragged(rows, width, pointer)
    if _all_texts(rows):
        return rows
    cells = ["" if cell is None else cell for cell in chain.from_iterable(rows)]
    if not _all_texts([cells]):
        return _bad_cell(rows, pointer)
    return list(zip(*[iter(cells)] * width, strict=True))


def _all_texts(rows: list[list[Any]]) -> bool:
    """Whether every cell is a str: joining them is the fastest way to ask."""
    try:
        deque(map("".join, rows), maxlen=0)
    except TypeError:
        return False
    return True


def _ragged(rows: list[list[Any]], width: int, pointer: str) -> Problem:
    ragged = [i for i, row in enumerate(rows) if len(row) != width]
    first, cells, others = ragged[0], len(rows[ragged[0]]), len(ragged) - 1
    return problem(
        "json_shape.ragged",
        Place(pointer=f"{pointer}/{first}"),
        row=first + 1,
        cells=cells,
        others=say("json_shape.others", count=others) if others else NOTHING,
        width=width,
    )


def _bad_cell(rows: list[list[Any]], pointer: str) -> Problem:
    """The first cell that is no text (and no number: a `Number` is a str)."""
    row, column, cell = next(
        (r, c, cell)
        for r, cells in enumerate(rows)
        for c, cell in enumerate(cells)
        if not isinstance(cell, (str, NoneType))
    )
    place = Place(pointer=f"{pointer}/{row}/{column}")
    return problem("json_shape.bad-cell", place, word=describe(cell))
