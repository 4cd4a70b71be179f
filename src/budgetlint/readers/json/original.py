"""Places in an original that was converted: one object a row, its keys kept from row to row.

`path`, `sheet`, `page`, `line` and `row` say where a row stands, `columns` (letters) and `at`
(columns of text, from 1) where its cells do; `cells` and `lines` are for cells of one row that
do not stand in one. In texts, `start` is the character with which a stretch begins. See
docs/format.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.errors import Message
from ...model.place import Place
from ...model.raw import Doubts, Number
from .shape import NUMBER, TEXT, TEXTS, Shape

_NUMBERS = Shape(
    list,
    "json_shape.numbers",
    lambda values: all(type(value) is Number and value.isdigit() for value in values),
)
_KEYS: Mapping[str, Shape] = {
    "path": TEXT,
    "sheet": TEXT,
    "page": NUMBER,
    "row": Shape(Number, NUMBER.expected, lambda value: value.isdigit()),
    "line": Shape(Number, NUMBER.expected, lambda value: value.isdigit()),
    "columns": TEXTS,
    "cells": TEXTS,
    "lines": _NUMBERS,
    "at": _NUMBERS,
    "start": Shape(Number, NUMBER.expected, lambda value: value.isdigit()),
}


def are_places(values: Sequence[Any]) -> bool:
    """Whether a list from a file holds places."""
    return all(
        type(value) is dict
        and all(key in _KEYS and _KEYS[key].accepts(item) for key, item in value.items())
        for value in values
    )


def are_doubts(values: Sequence[Any]) -> bool:
    """Whether a list from a file holds doubts about cells."""
    return all(
        type(value) is dict
        and value.keys() == {"row", "column", "zh", "en"}
        and all(
            type(value[key]) is NUMBER.type and value[key].isdigit() for key in ("row", "column")
        )
        and all(type(value[key]) is str for key in ("zh", "en"))
        for value in values
    )


def doubts_of(values: Sequence[Mapping[str, str]]) -> Doubts:
    """Doubts as written in a file."""
    return {
        (int(value["row"]), int(value["column"])): Message(value["zh"], value["en"])
        for value in values
    }


class Original:
    """The places of rows and cells."""

    def __init__(self, values: Sequence[Mapping[str, Any]]) -> None:
        self._values = values
        self._rows: list[Mapping[str, Any]] = []

    def place(self, row: int, column: int) -> Place | None:
        """The place of a cell in the original; None where it is not told."""
        while len(self._rows) <= row and len(self._rows) < len(self._values):
            before = self._rows[-1] if self._rows else {}
            self._rows.append({**before, **self._values[len(self._rows)]})
        if row >= len(self._rows) or not self._rows[row].get("path"):
            return None
        found = self._rows[row]
        letters, cells = found.get("columns", ()), found.get("cells", ())
        lines, at = found.get("lines", ()), found.get("at", ())
        number = int(found.get("row", 0))
        cell = f"{letters[column]}{number}" if number and column < len(letters) else ""
        return Place(
            found["path"],
            line=int(lines[column] if column < len(lines) else found.get("line", 0)),
            column=int(at[column]) if column < len(at) else 0,
            sheet=found.get("sheet", ""),
            cell=cells[column] if column < len(cells) else cell,
            page=int(found.get("page", 0)),
        )
