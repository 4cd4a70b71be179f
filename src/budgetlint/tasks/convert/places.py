"""Places in the original, written row by row; what is as in the row before is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...model.errors import Problem
from ...model.expressions import expression
from ...model.place import Place, Points
from ...model.raw import RawTable, Section

_A1 = expression(r"([A-Z]+)(\d+)")
_NOTHING: Mapping[str, Any] = {
    "path": "", "sheet": "", "page": 0, "row": 0, "columns": [], "cells": [],
    "line": 0, "lines": [], "at": [], "boxes": [], "start": 0, "paragraph": 0, "offset": 0,
    "box": [], "edges": [], "each": [],
}  # fmt: skip


def table_places(table: RawTable) -> list[dict[str, Any]]:
    """One object for each row; empty where the original's places are not known."""
    rows = [[table.locate(r, c) for c in range(len(table.columns))] for r in range(len(table.rows))]
    return list(_changes(map(_row, rows))) if any(any(row) for row in rows) else []


def problems_in(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """What could not be read of the original: in words, and where."""
    return [_problem(problem) for problem in problems]


def _problem(problem: Problem) -> dict[str, Any]:
    said = {key: getattr(problem, key) for key in ("found", "expected", "advice", "address")}
    words = {key: {"zh": m.zh, "en": m.en} for key, m in said.items() if m.zh or m.en}
    found = _stretch([problem.place])
    place = {key: value for key, value in found.items() if value != _NOTHING[key]}
    return {"code": problem.code, **words, **({"place": place} if place else {})}


def section_places(section: Section) -> list[dict[str, Any]]:
    """One object for the heading of a section, and one for each stretch of its text that stands in
    one piece in the original, with the character that it begins with."""
    if section.at is None:
        return []
    rows = [_stretch([section.locate("title")])]
    rows += [{**_stretch(places), "start": start} for start, places in _stretches(section)]
    return list(_changes(iter(rows))) if any(row["path"] for row in rows) else []


def _stretches(section: Section) -> Iterator[tuple[int, list[Place]]]:
    """The places of characters that follow each other, and which the first one is."""
    start, places = 0, list[Place]()
    for index, letter in enumerate(section.text):
        if section.at is None or letter == "\n":
            continue
        place = section.at(index)
        if places and not (index == start + len(places) and _follows(places[-1], place)):
            yield start, places
            places = []
        start = start if places else index
        places.append(place)
    if places:
        yield start, places


def _follows(last: Place, place: Place) -> bool:
    """Whether a character goes on where the one before it ends."""
    column = last.column + 1 if last.column else 0
    offset = last.offset + 1 if last.paragraph else 0
    if last._replace(column=column, offset=offset, box=None) != place._replace(box=None):
        return False
    before, after = last.box, place.box
    if before is None or after is None or before == after:
        return before == after
    beside = (before.right, before.top, before.bottom) == (after.left, after.top, after.bottom)
    return beside and before.left < before.right


def _stretch(places: Sequence[Place]) -> dict[str, Any]:
    """Where a stretch begins; on a page its box, and where in it each character begins and the
    last one ends, if that is known."""
    first, box, last = places[0], places[0].box, places[-1].box
    edges: list[Points] = []
    if box is not None and last is not None and last != box:
        edges = [place.box.left for place in places if place.box is not None] + [last.right]
        box = box.around(last)
    return {
        **_row([first._replace(box=None)]),
        "paragraph": first.paragraph,
        "offset": first.offset,
        "box": _points(box or ()),
        "edges": _points(edges),
    }


def _points(values: Iterable[Points]) -> list[Points]:
    """Lengths as reports print them."""
    return [round(value, 2) for value in values]


def _row(places: Sequence[Place]) -> dict[str, Any]:
    """Where a row's cells stand: in a row of a sheet, on a page, or in a line of text."""
    if not places:
        return dict(_NOTHING)
    first = places[0]
    if len({(place.path, place.sheet, place.page, place.paragraph) for place in places}) > 1:
        each = [_stretch([place]) for place in places]
        known = [{k: v for k, v in one.items() if v != _NOTHING[k]} for one in each]
        return {**_NOTHING, "path": first.path, "each": known}
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
        "boxes": [_points(p.box or ()) for p in places] if any(p.box for p in places) else [],
    }


def _changes(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    before: Mapping[str, Any] = _NOTHING
    for row in rows:
        yield {key: value for key, value in row.items() if value != before.get(key, 0)}
        before = row
