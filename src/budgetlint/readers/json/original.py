"""Places in an original that was converted: one object a row, its keys kept from row to row.

`path`, `sheet`, `page`, `line` and `row` say where a row stands, `columns` (letters) and `at`
(columns of text, from 1) where its cells do; `cells` and `lines` are for cells of one row that
do not stand in one, `each` for those that do not even stand in one table; `boxes` are where on
the page they are printed. In texts, `start` is the character with which a stretch begins, `box`
and `edges` where on the page the stretch and its characters are, `paragraph` and `offset` where
in a Word file. See docs/format.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.errors import NOTHING, Message, Problem
from ...model.expressions import expression
from ...model.place import NOWHERE, Box, Place, Points
from ...model.raw import Doubts, Number
from .shape import NUMBER, TEXT, TEXTS, Shape

_NUMBERS = Shape(
    list,
    "json_shape.numbers",
    lambda values: all(type(value) is Number and value.isdigit() for value in values),
)
_POINT = expression(r"-?\d{1,6}(?:\.\d{1,4})?")


def _are_points(values: Sequence[Any]) -> bool:
    return all(type(value) is Number and _POINT.fullmatch(value) for value in values)


def _is_box(values: Any) -> bool:
    return type(values) is list and len(values) in (0, 4) and _are_points(values)


_NATURAL = Shape(Number, NUMBER.expected, lambda value: value.isdigit())
_KEYS: Mapping[str, Shape] = {
    "path": TEXT,
    "sheet": TEXT,
    "page": NUMBER,
    "row": _NATURAL,
    "line": _NATURAL,
    "columns": TEXTS,
    "cells": TEXTS,
    "lines": _NUMBERS,
    "at": _NUMBERS,
    "boxes": Shape(list, "json_shape.numbers", lambda values: all(map(_is_box, values))),
    "start": _NATURAL,
    "paragraph": _NATURAL,
    "offset": _NATURAL,
    "box": Shape(list, "json_shape.numbers", _is_box),
    "edges": Shape(list, "json_shape.numbers", _are_points),
}
_IN_ROWS = {**_KEYS, "each": Shape(list, "json_shape.places", lambda values: _are(values, _KEYS))}


def are_places(values: Sequence[Any]) -> bool:
    """Whether a list from a file holds places."""
    return _are(values, _IN_ROWS)


def _are(values: Sequence[Any], keys: Mapping[str, Shape]) -> bool:
    return all(
        type(value) is dict
        and all(key in keys and keys[key].accepts(item) for key, item in value.items())
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


_WORDS = Shape(
    dict,
    "json_shape.text",
    lambda value: value.keys() == {"zh", "en"} and all(type(v) is str for v in value.values()),
)
_UNREAD: Mapping[str, Shape] = {
    "code": TEXT, "found": _WORDS, "expected": _WORDS, "advice": _WORDS, "address": _WORDS,
    "place": Shape(dict, "json_shape.places", lambda value: _are([value], _KEYS)),
}  # fmt: skip


def are_unread(values: Sequence[Any]) -> bool:
    """Whether a list from a file holds problems of what could not be read."""
    needed = {"code", "found"}
    return _are(values, _UNREAD) and all(needed <= value.keys() for value in values)


def unread_of(values: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Problems as written in a file."""
    for value in values:
        words = {key: Message(value[key]["zh"], value[key]["en"]) for key in WORDS if key in value}
        place = Original([value.get("place", {})]).place(0, 0) or NOWHERE
        yield Problem(value["code"], **{key: words.get(key, NOTHING) for key in WORDS}, place=place)


WORDS = ("found", "expected", "advice", "address")
"""What a problem says in words."""


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
        if column < len(found.get("each", ())):
            return Original(found["each"][column : column + 1]).place(0, 0)
        letters, cells = found.get("columns", ()), found.get("cells", ())
        lines, at = found.get("lines", ()), found.get("at", ())
        boxes = found.get("boxes", ())
        box = boxes[column] if column < len(boxes) else found.get("box", ())
        number = int(found.get("row", 0))
        cell = f"{letters[column]}{number}" if number and column < len(letters) else ""
        return Place(
            found["path"],
            line=int(lines[column] if column < len(lines) else found.get("line", 0)),
            column=int(at[column]) if column < len(at) else 0,
            sheet=found.get("sheet", ""),
            cell=cells[column] if column < len(cells) else cell,
            page=int(found.get("page", 0)),
            box=Box(*map(Points, box)) if box else None,
            paragraph=int(found.get("paragraph", 0)),
            offset=int(found.get("offset", 0)),
        )

    def letter(self, row: int, index: int) -> Place | None:
        """The place of one character of a stretch of text, counted from 0."""
        place = self.place(row, 0)
        if place is None:
            return None
        column = place.column + index if place.column else 0
        offset = place.offset + index if place.paragraph else 0
        box, edges = place.box, self._rows[row].get("edges", ())
        if box is not None and index + 1 < len(edges):
            box = box._replace(left=Points(edges[index]), right=Points(edges[index + 1]))
        return place._replace(column=column, offset=offset, box=box)
