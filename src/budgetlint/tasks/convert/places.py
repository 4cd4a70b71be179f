"""Places in the original, written row by row; what is as in the row before is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.place import Place
from ...model.raw import RawTable, Section

_A1 = re.compile(r"([A-Z]+)(\d+)")
_NOTHING: Mapping[str, Any] = {
    "path": "", "sheet": "", "page": 0, "row": 0, "columns": [], "cells": [],
    "line": 0, "lines": [], "at": [], "start": 0,
}  # fmt: skip


def table_places(table: RawTable) -> list[dict[str, Any]]:
    """One object for each row; empty where the original's places are not known."""
    rows = [[table.locate(r, c) for c in range(len(table.columns))] for r in range(len(table.rows))]
    return list(_changes(map(_row, rows))) if any(any(row) for row in rows) else []


def section_places(section: Section) -> list[dict[str, Any]]:
    """One object for the heading of a section, and one for each stretch of its text that stands in
    one piece in the original, with the character that it begins with."""
    if section.at is None:
        return []
    rows = [_row([section.locate("title")])]
    before: Place | None = None
    for index, letter in enumerate(section.text):
        place = _kept(section.at(index))
        if place != before and letter != "\n":
            rows.append({**_row([place]), "start": index})
            before = place
        if before is not None and before.column:
            before = before._replace(column=before.column + 1)
    return list(_changes(iter(rows))) if any(row["path"] for row in rows) else []


def _kept(place: Place) -> Place:
    """What is written of a place: boxes and lines on pages, and characters of Word paragraphs,
    are not."""
    return place._replace(box=None, paragraph=0, offset=0, line=0 if place.page else place.line)


def _row(places: Sequence[Place]) -> dict[str, Any]:
    """Where a row's cells stand: in a row of a sheet, on a page, or in a line of text."""
    if not places:
        return dict(_NOTHING)
    first = places[0]
    cells = [_A1.fullmatch(place.cell) for place in places]
    numbers = {match[2] for match in cells if match}
    in_row = len(numbers) == 1 and all(cells)
    lines = [place.line for place in places]
    in_line = len(set(lines)) == 1
    return {
        "path": first.path,
        "sheet": first.sheet,
        "page": first.page,
        "row": int(numbers.pop()) if in_row else 0,
        "columns": [match[1] for match in cells if match] if in_row else [],
        "cells": [] if in_row or not numbers else [place.cell for place in places],
        "line": first.line if in_line else 0,
        "lines": [] if in_line else lines,
        "at": [place.column for place in places] if any(p.column for p in places) else [],
    }


def _changes(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    before: Mapping[str, Any] = _NOTHING
    for row in rows:
        yield {key: value for key, value in row.items() if value != before.get(key, 0)}
        before = row
