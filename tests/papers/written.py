"""The forms of places in each format that is written."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .pdf import sheets_pdf
from .places import UNIT, Form, sheets
from .sheets import Sheet
from .writers import WRITERS


def _paths(sheet: Sheet, end: int) -> list[str]:
    """The header path of each column, with what is merged written into every cell."""
    rows = [list(row) for row in sheet.rows[sheet.lines : end]]
    for top, left, bottom, right in sheet.merged:
        text = rows[top - sheet.lines][left]
        for r in range(top - sheet.lines, bottom - sheet.lines + 1):
            for c in range(left, right + 1):
                rows[r][c] = text if r == top - sheet.lines else ""
    # What numbers the columns (栏次 1 2 3) is no part of their names.
    numbering = [any(cell.isdecimal() for cell in row) for row in rows]
    named = [
        [cell if cell in ("类", "款", "项") or not numbers else "" for cell in row]
        for row, numbers in zip(rows, numbering, strict=True)
    ]
    return ["/".join(part for part in column if part) for column in zip(*named, strict=True)]


IDS = {
    "fiscal": ("fiscal-appropriation", "final-appropriation"),
    "general": ("general-budget", "final-general-budget"),
    "basic": ("basic-expenditure", "final-basic"),
    "sangong": ("of-sangong", "of-sangong"),
    "revenue-by-unit": ("of-units", "of-units"),
}


def _id(form: Form, kind: str) -> str:
    """The canonical id of a table; its author says what it is, also where a place prints another
    table than most do."""
    final = bool(form.get("final"))
    own = form["tables"][kind].get("id")
    return str(own) if own else IDS.get(kind, (kind, f"final-{kind}"))[final]


Printed = Sequence[tuple[str, Mapping[str, Any], Sheet]]


def write_json(path: Path, form: Form, found: Printed) -> None:
    """Canonical tables: header paths and rows."""
    tables = [
        {
            "id": _id(form, name),
            "title": table["title"] if isinstance(table["title"], str) else "".join(table["title"]),
            "money": form["unit"],
            "unit": UNIT,
            "columns": _paths(sheet, sheet.lines + len(table["header"])),
            "rows": sheet.rows[sheet.lines + len(table["header"]) : len(sheet.rows) - sheet.notes],
        }
        for name, table, sheet in found
    ]
    year = {"unit": UNIT, "year": 2026, "tables": tables}
    path.write_text(json.dumps(year, ensure_ascii=False), encoding="utf-8")


def write_csv(folder: Path, found: Sequence[Sheet]) -> None:
    """A file for each sheet."""
    folder.mkdir()
    for sheet in found:
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(sheet.rows)


FORMATS = ("json", "csv", "pdf", *WRITERS)


def write(form: Form, kind: str, folder: Path) -> Path:
    """A place's form as a file of a format (a folder for CSV)."""
    printed = list(sheets(form))
    found = [sheet for _, sheet in printed]
    path = folder / f"{form['name']}.{kind}"
    if kind == "json":
        tables = [(name, form["tables"][name], sheet) for name, sheet in printed]
        write_json(path, form, tables)
    elif kind == "csv":
        write_csv(path, found)
    elif kind == "pdf":
        path.write_bytes(sheets_pdf(found))
    else:
        writer: Callable[[Path, Sequence[Sheet], Sequence[str]], None] = WRITERS[kind]
        writer(path, found, ())
    return path
