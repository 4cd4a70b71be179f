"""Cells of CSV that no spreadsheet takes for a formula, and what they were before.

A spreadsheet runs what begins with one of these signs. An apostrophe in front makes it a text; a
cell that has apostrophes in front already gets one more, so that every cell comes back as it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ...model.expressions import expression

_FORMULA = expression(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_HARMLESS = expression(r"[-+\uff0b\uff0d]{0,3}|[-+]?[0-9][0-9,]*+(?:\.[0-9]++)?+%?")
"""Signs that stand for nothing printed, and plain numbers."""


def as_cell(text: str) -> str:
    """`text` as it is written into a file that a spreadsheet may open."""
    return f"'{text}" if _is_formula(text) else text


def csv_text(rows: Iterable[Iterable[str]], end: str = "\n") -> str:
    """Rows of such cells as CSV. A lone \\r, which the writer leaves bare, would begin a row to a
    spreadsheet, and a formula behind it: rows that hold one are quoted throughout."""
    out = io.StringIO()
    plain = csv.writer(out, lineterminator=end)
    quoted = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = list(map(as_cell, row))
        writer = quoted if any("\r" in cell for cell in cells) else plain
        writer.writerow(cells)
    return out.getvalue()


def from_cell(cell: str) -> str:
    """The text that `as_cell` has made this cell of; any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _HARMLESS.fullmatch(text)
