"""A document as CSV files, one for each table as it is published, and a datapackage.json."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.document import Document, Table
from ...model.names import norm
from ...model.precision import Precision, precisions
from ...model.raw import Number, RawTable
from ...model.words import literal
from ...readers.plain.cells import csv_text
from ...recognise.titles import Titles, titled
from ...report.json_text import json_text
from .content import tables_of
from .places import problems_in, section_places, table_places

PACKAGE = "datapackage.json"


def csv_files(document: Document, profile: str = "") -> Mapping[str, str]:
    """The texts of all files by their names, datapackage.json first: a folder that lacks what it
    names is not taken for a whole document."""
    raw = document.raw
    known_places = precisions(document)
    files: dict[str, str] = {}
    resources: list[dict[str, Any]] = []
    for index, table in enumerate(tables_of(document), 1):
        known = document.tables.get(table.id)
        rows = _printed(table, known, known_places[known.id]) if known else _as_is(table)
        name = f"{index:02d}-{_file_name(table.title or table.id)}.csv"
        files[name] = _text(rows)
        resources.append(
            {
                "name": table.id if known else f"unknown-{index}",
                "path": name,
                "title": table.title or table.id,
                "format": "csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "header": False},
                **_places(table, len(rows) - len(table.rows) - len(table.notes)),
            }
        )
    head: dict[str, Any] = {
        "name": "budget",
        "unit": raw.unit,
        "year": raw.year,
        "kind": raw.kind,
        "profile": raw.profile or profile,
        "assign": raw.assign,
        "narrative": [
            {"section": s.section, "title": s.title, "text": s.text}
            | ({"places": places} if (places := section_places(s)) else {})
            for s in document.narrative
        ],
        "unread": problems_in(raw.problems),
    }
    package = {key: value for key, value in head.items() if value} | {"resources": resources}
    return {PACKAGE: json_text(package, indent=1) + "\n", **files}


def _file_name(title: str) -> str:
    return re.sub(r"[^\w-]+", "", title)[:60]


def _text(rows: Sequence[Sequence[str]]) -> str:
    """All rows of one length, so that a row that lost a cell can be told from one that did not."""
    width = max(map(len, rows), default=0)
    return csv_text([*row, *[""] * (width - len(row))] for row in rows)


def _places(table: RawTable, above: int) -> dict[str, Any]:
    """The places of all rows of the sheet: those of its lines above the body are not known."""
    places = table_places(table)
    if not places:
        return {}
    doubts = [
        {"row": r + above, "column": c, "zh": why.zh, "en": why.en}
        for (r, c), why in sorted(table.doubts.items(), key=lambda item: item[0])
    ]
    return {"places": [*[{}] * above, *places]} | ({"doubts": doubts} if doubts else {})


def _printed(table: RawTable, known: Table, precision: Precision) -> Sequence[Sequence[str]]:
    """A table as it is published."""
    return [*_lines(table, known), *_body(table, known, precision)]


def _lines(table: RawTable, known: Table) -> Iterator[Sequence[str]]:
    """What is printed above the body: caption, title, unit and money, and the header."""
    if table.number:
        yield [literal("csv.number").format(number=table.number)]
    told = titled(norm(table.title), Titles([known.layout])) or not known.layout.titles
    yield [table.title if told else known.layout.titles[0]]
    unit = [literal("csv.unit").format(unit=table.unit)] if table.unit else []
    money = [literal("csv.money").format(money=known.money)] if known.money else []
    if unit or money:
        gap = max(len(table.columns) - len(unit) - len(money), 0)
        yield [*unit, *[""] * gap, *money]
    yield from _header([column.split("/") for column in table.columns])


def _header(paths: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Header rows, what is merged written once."""
    for level in range(max(map(len, paths), default=0)):
        row: list[str] = []
        before: Sequence[str] = ()
        for path in paths:
            shared = len(path) > level + 1 and len(before) > level + 1
            same = shared and path[: level + 1] == before[: level + 1]
            row.append("" if same or len(path) <= level else path[level])
            before = path
        yield row


def _body(table: RawTable, known: Table, precision: Precision) -> Iterator[Sequence[str]]:
    """The rows and the notes. A figure that promises no places gets those that it counts with."""
    decimals = {
        index: known.scale_of(index) - precision.others.get(known.money_of(index), precision).finest
        for side in known.sides
        for name, index in side.where.columns.items()
        if side.structure.side.columns[name].measure == "money"
    }
    for row in table.rows:
        yield [
            _with_places(cell, decimals[c]) if type(cell) is Number and c in decimals else str(cell)
            for c, cell in enumerate(row)
        ]
    for note in table.notes:
        yield [note]


def _with_places(figure: str, decimals: int) -> str:
    whole, _, printed = figure.partition(".")
    return f"{whole}.{printed.ljust(decimals, '0')}" if decimals > 0 else figure


def _as_is(table: RawTable) -> Sequence[Sequence[str]]:
    """A table that nothing knows, as its sheet is."""
    above = [] if not table.columns else [[table.title or table.id], list(table.columns)]
    return [*above, *([str(cell) for cell in row] for row in table.rows)]
