"""Old workbooks (XLS, and WPS .et in its older form) to a raw document, a grid for each sheet."""

from __future__ import annotations

import io
from typing import Any

from ...messages import office as wording
from ...messages.office import ODD_FORMAT
from ...model.errors import InputError
from ...model.raw import RawDocument
from ..extras import load
from ..marks import is_mark
from .number_format import NumberFormats
from .workbook import INDENT, MAX_MERGED, CellCounter, SheetCells, Workbook

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


def read_xls(path: str, data: bytes) -> RawDocument:
    """The document in an old workbook. Raises `InputError` for one that cannot be read."""
    xlrd = load("xlrd", "xls")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        return _read(path, book)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001
        # The library meets damaged files with whatever error comes up where it is at.
        if "encrypted" in str(error).lower():
            raise InputError(wording.encrypted()) from None
        raise InputError(wording.damaged(str(error) or type(error).__name__)) from None


def _read(path: str, book: Any) -> RawDocument:
    found = Workbook(path)
    numbers = NumberFormats(base1904=bool(book.datemode))
    for sheet in book.sheets():
        if sheet.visibility:
            found.hide(sheet.name)
        else:
            found.add(_cells(book, sheet, numbers, found.counter))
    return found.document()


def _cells(book: Any, sheet: Any, numbers: NumberFormats, counter: CellCounter) -> SheetCells:
    rows: dict[int, dict[int, str]] = {}
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    cells = SheetCells(
        sheet.name, rows, merged[:MAX_MERGED], hidden_rows, hidden_columns, {}, [], {}
    )
    for row in range(sheet.nrows):
        texts: dict[int, str] = {}
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind not in (_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR):
                continue
            value = sheet.cell_value(row, column)
            if kind == _TEXT:
                texts[column] = _without_marks(book, sheet, row, column, value)
                style = book.xf_list[sheet.cell_xf_index(row, column)]
                if style.alignment.indent_level:
                    cells.indents[row, column] = INDENT * style.alignment.indent_level
            elif kind == _BOOLEAN:
                texts[column] = "TRUE" if value else "FALSE"
            elif kind == _ERROR:
                texts[column] = _ERRORS.get(value, "#N/A")
            else:
                # The file holds a binary float; its shortest text is what was typed.
                style = book.xf_list[sheet.cell_xf_index(row, column)]
                code = book.format_map[style.format_key].format_str
                shown = numbers.printed(repr(value), code)
                texts[column] = shown.text
                if not shown.sure:
                    cells.doubts[row, column] = ODD_FORMAT
        counter.add(len(texts))
        if texts:
            rows[row] = texts
    return cells


def _without_marks(book: Any, sheet: Any, row: int, column: int, text: str) -> str:
    """The text of a cell, without note marks that are raised by the font of their run."""
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    if not any(book.font_list[font].escapement == 1 for _, font in runs):
        return text
    said = text[: runs[0][0]]
    for (start, font), (end, _) in zip(runs, [*runs[1:], (len(text), 0)], strict=True):
        piece = text[start:end]
        if book.font_list[font].escapement != 1 or not is_mark(piece, said):
            said += piece
    return said
