"""Workbooks in a single XML file (SpreadsheetML 2003), which programs save as .xls or .xml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...messages import office as wording
from ...messages.office import NO_RESULT, ODD_FORMAT
from ...model.errors import InputError
from ...model.raw import RawDocument
from .number_format import NumberFormats
from .package import attribute, flat_elements, local
from .workbook import INDENT, MAX_COLUMNS, MAX_MERGED, MAX_ROWS, SheetCells, Workbook, a1, no_cells

_NAMED = {
    "General": "General", "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00",
    "Currency": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
}  # fmt: skip
_TRUE = ("1", "true")

Style = tuple[str, int]
"""A number format, and how far the text is indented."""


def read_sheet_xml(path: str, data: bytes) -> RawDocument:
    """The document in such a workbook. Raises `InputError` for one that cannot be read."""
    try:
        return _read(path, data)
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(wording.damaged(str(error))) from None


def _read(path: str, data: bytes) -> RawDocument:
    found = Workbook(path)
    styles: dict[str, Style] = {}
    reader = _XmlSheet(styles)
    for element in flat_elements(data, "xlsx", "Style", "Column", "Row", "Visible", "Worksheet"):
        kind = local(element)
        if kind == "Style":
            styles[attribute(element, "ID")] = _style(element, styles)
        elif kind == "Column":
            reader.column(element)
        elif kind == "Row":
            found.counter.add(reader.row(element))
        elif kind == "Visible":
            reader.hidden = (element.text or "") in ("SheetHidden", "SheetVeryHidden")
        else:
            name = attribute(element, "Name")
            if reader.hidden:
                found.hide(name)
            else:
                found.add(reader.cells._replace(name=name))
            reader = _XmlSheet(styles)
    return found.document()


def _style(element: Any, styles: Mapping[str, Style]) -> Style:
    code, indent = styles.get(attribute(element, "Parent"), ("General", 0))
    for part in element:
        if local(part) == "NumberFormat":
            written = attribute(part, "Format") or "General"
            code = _NAMED.get(written, written)
        elif local(part) == "Alignment":
            indent = INDENT * int(attribute(part, "Indent") or 0)
    return code, indent


class _XmlSheet:
    """A sheet as its rows come."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.cells: SheetCells = no_cells()
        self.hidden = False
        self._styles = styles
        self._numbers = NumberFormats()
        self._row = -1
        self._column = -1

    def column(self, element: Any) -> None:
        """A column, or several alike; all that matters is whether they are hidden."""
        first = int(attribute(element, "Index") or self._column + 2) - 1
        self._column = _within(first + int(attribute(element, "Span") or 0), MAX_COLUMNS)
        if attribute(element, "Hidden") in _TRUE:
            self.cells.hidden_columns.update(range(first, self._column + 1))

    def row(self, element: Any) -> int:
        """A row; the number of its cells."""
        self._row = _within(int(attribute(element, "Index") or self._row + 2) - 1, MAX_ROWS)
        texts: dict[int, str] = {}
        column = -1
        for cell in element:
            if local(cell) != "Cell":
                continue
            column = _within(int(attribute(cell, "Index") or column + 2) - 1, MAX_COLUMNS)
            text = self._text(cell, column)
            if text is not None:
                texts[column] = text
            column = self._merge(cell, column)
        if texts:
            self.cells.rows[self._row] = texts
            if attribute(element, "Hidden") in _TRUE:
                self.cells.hidden_rows.add(self._row)
        self._row = _within(self._row + int(attribute(element, "Span") or 0), MAX_ROWS)
        return len(texts)

    def _merge(self, cell: Any, column: int) -> int:
        """The last column of a cell; what is merged is kept."""
        right = _within(column + int(attribute(cell, "MergeAcross") or 0), MAX_COLUMNS)
        bottom = _within(self._row + int(attribute(cell, "MergeDown") or 0), MAX_ROWS)
        if (right, bottom) != (column, self._row) and len(self.cells.merged) < MAX_MERGED:
            self.cells.merged.append((self._row, column, bottom, right))
        return right

    def _text(self, cell: Any, column: int) -> str | None:
        """What a cell shows; None for nothing."""
        place = self._row, column
        data = next((part for part in cell if local(part) == "Data"), None)
        if data is None:
            formula = attribute(cell, "Formula")
            if not formula:
                return None
            self.cells.lacking.append(a1(*place))
            self.cells.doubts[place] = NO_RESULT
            return formula
        text = "".join(data.itertext())
        kind = attribute(data, "Type")
        code, indent = self._styles.get(attribute(cell, "StyleID"), ("General", 0))
        if kind == "Boolean":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "DateTime":
            return text.partition("T")[0]
        if kind != "Number":
            if indent:
                self.cells.indents[place] = indent
            return text
        shown = self._numbers.printed(text, code)
        if not shown.sure:
            self.cells.doubts[place] = ODD_FORMAT
        return shown.text


def _within(number: int, most: int) -> int:
    if not -1 <= number < most:
        raise ValueError(f"{number + 1} is no row or column")
    return number
