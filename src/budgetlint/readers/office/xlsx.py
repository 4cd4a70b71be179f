"""XLSX workbooks (Excel, WPS .et in its newer form) to a raw document, a grid for each sheet.

The sheets are read as a stream: the text of a number is what the file says under its format, and a
million empty rows cost little. Formulas count by their saved results; macros are never run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...messages import office as wording
from ...messages.office import NO_RESULT, ODD_FORMAT
from ...model.errors import InputError
from ...model.expressions import expression
from ...model.raw import Area, RawDocument
from ..marks import is_mark
from .number_format import BUILTIN, NumberFormats
from .package import Package, attribute, local
from .workbook import (
    INDENT,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    CellCounter,
    SheetCells,
    Workbook,
    a1,
    no_cells,
)

_ESCAPED = expression(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


def read_xlsx(path: str, data: bytes) -> RawDocument:
    """The document in a workbook. Raises `InputError` for one that cannot be read."""
    try:
        return _read(path, Package(data, "xlsx"))
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(wording.damaged(str(error))) from None


def _read(path: str, package: Package) -> RawDocument:
    book = _Book(package)
    found = Workbook(path)
    for name, part, hidden in book.sheets:
        if hidden:
            found.hide(name)
        else:
            found.add(_read_sheet(book, name, part, found.counter))
    return found.document()


class _Book:
    """What the sheets of a workbook share: their names, texts, and number formats."""

    def __init__(self, package: Package) -> None:
        self.package = package
        roots = package.related("")
        part = next((t for k, t in roots.values() if k == "officeDocument"), "xl/workbook.xml")
        related = package.related(part)
        base1904 = False
        self.sheets: list[tuple[str, str, bool]] = []
        for element in package.tree(part).iter("{*}sheet", "{*}workbookPr"):
            if local(element) == "workbookPr":
                base1904 = element.get("date1904") in _TRUE
                continue
            kind, target = related.get(attribute(element, "id"), ("", ""))
            if kind == "worksheet":
                hidden = element.get("state") in ("hidden", "veryHidden")
                self.sheets.append((element.get("name", ""), target, hidden))
        self.numbers = NumberFormats(base1904=base1904)
        parts = dict(reversed(related.values()))
        self.texts = _texts(package, parts.get("sharedStrings", ""))
        self.formats, self.indents = _styles(package, parts.get("styles", ""))

    def format(self, style: str) -> str:
        """The number format of a style."""
        index = int(style)
        return self.formats[index] if index < len(self.formats) else "General"


def _texts(package: Package, part: str) -> Sequence[str]:
    if not part or not package.has(part):
        return ()
    return [_text(element) for element in package.elements(part, "si")]


def _text(element: Any) -> str:
    """The text of a shared or inline string; phonetic guides are not part of it, nor is what is
    struck out beside other text."""
    words: list[str] = []
    struck: list[str] = []
    for piece in element.iter("{*}t"):
        run = piece.getparent()
        said = piece.text or ""
        if local(run) == "rPh" or (_is_raised(run) and is_mark(said, "".join(words[-1:]))):
            continue
        (struck if _is_struck(run) else words).append(said)
    text = "".join(words)
    text = text if text.strip() else "".join(struck) or text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _is_raised(run: Any) -> bool:
    mark = run.find("{*}rPr/{*}vertAlign")
    return mark is not None and mark.get("val") in ("superscript", "subscript")


def _is_struck(run: Any) -> bool:
    mark = run.find("{*}rPr/{*}strike")
    return mark is not None and mark.get("val") not in ("0", "false")


def _styles(package: Package, part: str) -> tuple[Sequence[str], Mapping[str, int]]:
    """The number format of each cell style, general where nothing is said; and the indents of
    those styles that have one."""
    indents: dict[str, int] = {}
    if not part or not package.has(part):
        return (), indents
    own: dict[str, str] = {}
    styles: list[str] = []
    for element in package.tree(part).iter("{*}numFmt", "{*}cellXfs"):
        if local(element) == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        else:
            found = list(element.iterchildren("{*}xf"))
            styles = [style.get("numFmtId", "0") for style in found]
            for index, style in enumerate(found):
                for alignment in style.iterchildren("{*}alignment"):
                    if int(alignment.get("indent", "0")):
                        indents[str(index)] = INDENT * int(alignment.get("indent"))
    return [own.get(key) or BUILTIN.get(int(key), "General") for key in styles], indents


def _read_sheet(book: _Book, name: str, part: str, counter: CellCounter) -> SheetCells:
    cells = no_cells(name)
    row = -1
    for element in book.package.elements(part, "row", "col", "mergeCell"):
        kind = local(element)
        if kind == "row":
            row = int(element.get("r", row + 2)) - 1
            if not 0 <= row < MAX_ROWS:
                raise ValueError(f"row {row + 1}")
            texts = _read_row(book, element, row, cells) if len(element) else {}
            if texts:
                counter.add(len(texts))
                cells.rows[row] = texts
                if element.get("hidden") in _TRUE:
                    cells.hidden_rows.add(row)
        elif kind == "col":
            if element.get("hidden") in _TRUE and len(cells.hidden_columns) < MAX_COLUMNS:
                last = min(int(element.get("max", 0)), MAX_COLUMNS)
                cells.hidden_columns.update(range(int(element.get("min", 1)) - 1, last))
        elif len(cells.merged) < MAX_MERGED:
            cells.merged.append(_area(element.get("ref", "")))
    return cells


def _read_row(book: _Book, element: Any, row: int, cells: SheetCells) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = -1
    for cell in element:
        at = cell.get("r")
        column = _column(at.rstrip("0123456789")) if at else column + 1
        if len(cell):
            text = _cell_text(book, cell, row, column, cells)
            if text is not None:
                texts[column] = text
                if cell.get("s") in book.indents:
                    cells.indents[row, column] = book.indents[cell.get("s")]
    return texts


def _cell_text(book: _Book, cell: Any, row: int, column: int, cells: SheetCells) -> str | None:
    """What a cell shows; None for nothing. Doubts go to `cells`."""
    parts = {local(child): child for child in cell}
    kind = cell.get("t", "n")
    if "is" in parts:
        return _text(parts["is"])
    value = parts["v"].text if "v" in parts else None
    if value is None:
        if "f" not in parts or kind == "str":
            return None
        cells.lacking.append(a1(row, column))
        cells.doubts[row, column] = NO_RESULT
        return f"={parts['f'].text or ''}"
    if kind == "s":
        return book.texts[int(value)]
    if kind == "b":
        return "FALSE" if value == "0" else "TRUE"
    if kind != "n":
        return str(value)
    shown = book.numbers.printed(value, book.format(cell.get("s", "0")))
    if not shown.sure:
        cells.doubts[row, column] = ODD_FORMAT
    return shown.text


def _column(letters: str) -> int:
    """A is 0, AA is 26. Raises `ValueError` for no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"{letters} is no column")
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= MAX_COLUMNS:
        raise ValueError(f"{letters} is no column")
    return number - 1


def _area(reference: str) -> Area:
    """A reference such as A1:C3."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = [re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", end) for end in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        raise ValueError(f"{reference} is no area")
    (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
    return int(top) - 1, _column(left), int(bottom) - 1, _column(right)
