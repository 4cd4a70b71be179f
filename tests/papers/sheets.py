"""The example's tables as sheets, laid out as they are published, for the writers of formats.

A sheet has its caption, title and unit lines, a header of up to four rows with merged cells, the
body and the notes; performance forms are taken from the example's CSV as they are.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "xinjiang-2026"

_FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d+|-?\d+\.\d+")


class Sheet(NamedTuple):
    """Rows of text; `merged` are (top, left, bottom, right), counted from 0."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    lines: int
    """Rows that are lines above the table, not cells of it."""
    notes: int = 0
    """Rows at the end that are notes below it."""


def example() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((EXAMPLE / "budget.json").read_text("utf-8"))
    return document


def sheets(document: dict[str, Any]) -> list[Sheet]:
    """All tables of the document, and the example's performance forms."""
    tables = [t for t in document["tables"] if t["id"] not in ("performance", "indicators")]
    return [*map(sheet, tables), *forms()]


def sheet(table: dict[str, Any]) -> Sheet:
    """One table as it is published."""
    paths = [column.split("/") for column in table["columns"]]
    width, depth = len(paths), max(map(len, paths))
    lines = [[f"表 {table['number']}"], [table["title"]]]
    lines.append([f"编制单位：{table['unit']}", *[""] * (width - 2), f"单位：{table['money']}"])
    header: list[list[str]] = [[""] * width for _ in range(depth)]
    merged: list[tuple[int, int, int, int]] = []
    for level in range(depth):
        left = 0
        while left < width:
            path, right = paths[left], left
            if level < len(path):
                while right + 1 < width and paths[right + 1][: level + 1] == path[: level + 1]:
                    right += 1
                header[level][left] = path[level]
                last = level == len(path) - 1
                bottom = depth - 1 if last else level
                if right > left or bottom > level:
                    merged.append((3 + level, left, 3 + bottom, right))
            left = right + 1
    body = [[cell or "" for cell in row] for row in table["rows"]]
    notes = [[note] for note in table.get("notes", [])]
    rows = [*lines, *header, *body, *notes]
    return Sheet(f"表{table['number']}", rows, merged, 3, len(notes))


def forms() -> Iterator[Sheet]:
    """The performance forms: fields above, indicators below."""
    for path in sorted((EXAMPLE / "csv").glob("表13*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        yield Sheet(path.stem[:20], rows, [], 2)


def paragraphs(document: dict[str, Any]) -> list[str]:
    """The narrative as it is printed: headings with their numbers, and the text."""
    found: list[str] = []
    for section in document["narrative"]:
        name, title = section["section"], section["title"]
        part, _, number = name.partition(" ")
        if number:
            found.append(f"{number}、{title}")
        elif part.startswith("第"):
            found.append(f"{part} {title}")
        elif part in ("封面", "目录"):
            found.append(title)
        elif part != "落款":
            found.append(f"{part}、{title}")
        found += section["text"].split("\n")
    return [text for text in found if text]


def figure(text: str) -> tuple[float, str] | None:
    """A text as a number and its number format, where it is printed like an amount."""
    if not _FIGURE.fullmatch(text):
        return None
    places = "0" * len(text.partition(".")[2])
    return float(text.replace(",", "")), f"#,##0.{places}" if "," in text else f"0.{places}"


def padded(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of one width."""
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]
