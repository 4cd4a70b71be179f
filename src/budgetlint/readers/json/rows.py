"""The rows of a table in canonical JSON: lists of cells, all of one length, all text or numbers."""

from __future__ import annotations

from collections import deque
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Any

from ...messages.shape import describe, wrong
from ...model.errors import Problem, Text
from ...model.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = Text("一行的单元格列表 […]", "a list of the cells of a row […]")
_CELL = Text("文字、数字或 null", "a text, a number or null")


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
    return Problem(
        "table-ragged",
        found=Text(
            f"第 {first + 1} 行有 {cells} 个单元格" + f"，另有 {others} 行列数不对" * bool(others),
            f"row {first + 1} has {cells} cells" + f"; {others} more are ragged" * bool(others),
        ),
        expected=Text(
            f"每行 {width} 个单元格（表头有 {width} 列）", f"{width} cells, one for each column"
        ),
        advice=Text(
            "请补齐或删除多余的单元格；空单元格写 null",
            "add or remove cells; an empty cell is written null",
        ),
        place=Place(pointer=f"{pointer}/{first}"),
    )


def _bad_cell(rows: list[list[Any]], pointer: str) -> Problem:
    """The first cell that is no text (and no number: a `Number` is a str)."""
    row, column, cell = next(
        (r, c, cell)
        for r, cells in enumerate(rows)
        for c, cell in enumerate(cells)
        if not isinstance(cell, (str, NoneType))
    )
    problem = wrong(f"{pointer}/{row}/{column}", cell, _CELL)
    word = describe(cell)
    return Problem(
        problem.code,
        found=Text(f"单元格里是{word.zh}", f"a cell holds {word.en}"),
        expected=problem.expected,
        advice=Text("请填写金额或文字；没有内容时写 null", "write an amount or a text, or null"),
        place=problem.place,
    )
