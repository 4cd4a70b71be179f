"""CSV for spreadsheets: a line for each finding and each problem, as auditors sort and filter.

It begins with a byte order mark, without which Excel and WPS misread Chinese. A text that a
spreadsheet would take for a formula is put behind an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..messages.catalogue import say
from ..readers.plain.cells import csv_text
from .entries import Entry, entries, waived_entries
from .form import ReportFormat, Style, Tally
from .report import FileReport

MARK = "\ufeff"
COLUMNS = (
    "path", "unit", "level", "code", "message", "place", "table", "row", "column", "printed",
    "suggested", "certainty", "judgement", "arithmetic", "difference", "money", "found", "wanted",
    "hint", "relations", "source", "line", "character", "sheet", "cell", "page", "fingerprint",
    "waived",
)  # fmt: skip
"""The columns, by the fields of `Entry`."""


def _file(file: FileReport, _: Tally, style: Style) -> str:
    every = (*entries(file, style.lang), *waived_entries(file, style.lang))
    return _lines(row(entry, style.lang) for entry in every)


def _head(style: Style) -> str:
    return MARK + _lines([[say(f"rows.headings.{name}").get(style.lang) for name in COLUMNS]])


FORM = ReportFormat(_head, _file)


def row(entry: Entry, lang: str) -> list[str]:
    """The cells of an entry, by `COLUMNS`, with words for what programs say in codes."""
    said = entry._asdict()
    said["level"] = say(f"rows.levels.{entry.level}").get(lang)
    said["certainty"] = say(f"rows.certainty.{entry.certainty}").get(lang)
    return [str(said[name] or "") for name in COLUMNS]


def _lines(rows: Iterable[Iterable[str]]) -> str:
    return csv_text(rows, "\r\n")
