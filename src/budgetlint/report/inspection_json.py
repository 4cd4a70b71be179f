"""What was seen in a document, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from ..model.place import Place
from .inspection import Inspection, SeenTable, Unseen
from .json_report import problem_json
from .seen_meaning import RowKind


def inspection_json(found: Inspection, lang: str) -> dict[str, Any]:
    return {
        "path": found.path,
        "pack": found.pack,
        "unit": found.unit,
        "year": found.year,
        "tables": [_table_json(table) for table in found.tables],
        "narrative": [
            {
                "section": section.section,
                "title": section.title,
                "characters": section.characters,
                "claims": section.claims,
                "place": _place(section.place),
            }
            for section in found.sections
        ],
        "unread": [{"section": p.section, "quote": p.quote} for p in found.unread],
        "unrecognised": [_unseen_json(table) for table in found.unseen],
        "problems": [problem_json(problem, lang) for problem in found.problems],
        "notes": [problem_json(note, lang) for note in found.notes],
        "figures": found.figures,
        "understood_figures": found.understood,
    }


def _table_json(table: SeenTable) -> dict[str, Any]:
    return {
        "id": table.layout.id,
        "number": table.number,
        "title": table.title,
        "money": table.money,
        "unit": table.unit,
        "rows": table.rows,
        "coordinates": dict(table.title_says),
        "left": list(table.title_left),
        "columns": list(_columns_json(table)),
        "figures": table.figures,
        "without_coordinates": [
            {"why": each.why, "left": list(each.left), "figures": each.figures}
            for each in table.without
        ],
        "known_rows": {
            **{kind: table.known_rows.counts.get(kind, 0) for kind in get_args(RowKind)},
            "left": list(table.known_rows.left),
            "trees": list(table.known_rows.trees),
        },
        "understood_rows": [
            {"name": row.name, "coordinates": dict(row.coordinates), "evidence": row.kind}
            for row in table.known_rows.every
        ],
        "notes": list(table.notes),
        "unplaced": list(table.unplaced),
        "doubts": table.doubts,
        "places": _all(table.places),
    }


def _columns_json(table: SeenTable) -> Iterator[dict[str, Any]]:
    """Each column, with what was understood of those of figures, and by what those of names are
    known."""
    meant = {each.column: each for each in table.meanings}
    names = {each.column: each.evidence for each in table.names}
    for number, column in enumerate(table.columns):
        found: dict[str, Any] = {"header": column.header, "meaning": column.meaning}
        if number in names:
            found["evidence"] = [names[number]]
        if number in meant:
            _, coordinates, evidence, sums, left = meant[number]
            found["coordinates"] = dict(coordinates)
            found["evidence"] = list(evidence)
            found["sums"] = list(sums)
            found["left"] = list(left)
        yield found


def _unseen_json(table: Unseen) -> dict[str, Any]:
    near = table.near
    return {
        "title": table.title,
        "rows": table.rows,
        "columns": table.columns,
        "first": [list(row) for row in table.first],
        "place": _place(table.place),
        "title_left": list(table.title_left),
        "headers_left": list(table.headers_left),
        "nearest": None
        if near is None
        else {"id": near.layout.id, "found": list(near.found), "missing": list(near.missing)},
    }


def _all(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [_place(place) for place in places]


def _place(place: Place) -> dict[str, Any]:
    members = ("path", "sheet", "cell", "page", "line", "column")
    return {name: getattr(place, name) for name in members}
