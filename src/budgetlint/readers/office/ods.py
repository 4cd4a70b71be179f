"""ODS workbooks (LibreOffice, WPS) to a raw document, a grid for each sheet.

An ODS file keeps the text that each cell shows beside its value: that text is what is published.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...messages import office as wording
from ...messages.office import NO_RESULT
from ...model.errors import InputError
from ...model.expressions import expression
from ...model.raw import Number, RawDocument
from ..marks import is_mark
from .package import Package, attribute, local
from .workbook import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    CellCounter,
    Workbook,
    a1,
    no_cells,
)

_GENERAL = expression(r"-?[0-9]+(?:\.[0-9]+)?")
_MOST_REPEATS = 1000
"""Times that a row or a cell with something in it may be repeated; more is no table."""


def read_ods(path: str, data: bytes) -> RawDocument:
    """The document in a workbook. Raises `InputError` for one that cannot be read."""
    try:
        return _read(path, Package(data, "ods"))
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(wording.damaged(str(error))) from None


def _read(path: str, package: Package) -> RawDocument:
    manifest = "META-INF/manifest.xml"
    if package.has(manifest) and any(True for _ in package.elements(manifest, "encryption-data")):
        raise InputError(wording.encrypted())
    found = Workbook(path)
    unseen: set[str] = set()
    raised: set[str] = set()
    sheet = _OdsSheet(found.counter, raised)
    for element in package.elements("content.xml", "style", "table-column", "table-row", "table"):
        kind = local(element)
        if kind == "style":
            if any(attribute(child, "display") == "false" for child in element):
                unseen.add(attribute(element, "name"))
            if any(attribute(child, "text-position").startswith(SHIFTED) for child in element):
                raised.add(attribute(element, "name"))
        elif kind == "table-column":
            sheet.add_columns(element)
        elif kind == "table-row":
            sheet.add_row(element)
        else:
            name = attribute(element, "name")
            if attribute(element, "style-name") in unseen:
                found.hide(name)
            else:
                found.add(sheet.cells._replace(name=name))
            sheet = _OdsSheet(found.counter, raised)
    return found.document()


SHIFTED = ("super", "sub")


def _repeats(element: Any, name: str) -> int:
    return max(int(attribute(element, name) or 1), 1)


class _OdsSheet:
    """A sheet as its rows come; `raised` are the styles of raised text."""

    def __init__(self, counter: CellCounter, raised: Collection[str]) -> None:
        self._counter = counter
        self._raised = raised
        self.cells = no_cells()
        self._row = 0
        self._column = 0

    def add_columns(self, element: Any) -> None:
        """The next columns."""
        end = min(self._column + _repeats(element, "number-columns-repeated"), MAX_COLUMNS)
        if attribute(element, "visibility") in ("collapse", "filter"):
            self.cells.hidden_columns.update(range(self._column, end))
        self._column = end

    def add_row(self, element: Any) -> None:
        """The next row, as often as it is repeated."""
        repeats = _repeats(element, "number-rows-repeated")
        texts = self._texts(element) if len(element) else {}
        if texts:
            if repeats > _MOST_REPEATS or self._row + repeats > MAX_ROWS:
                raise InputError(wording.too_many_cells(MAX_CELLS))
            for row in range(self._row, self._row + repeats):
                self._counter.add(len(texts))
                self.cells.rows[row] = dict(texts)
                if attribute(element, "visibility") in ("collapse", "filter"):
                    self.cells.hidden_rows.add(row)
        self._row += repeats

    def _texts(self, element: Any) -> dict[int, str]:
        texts: dict[int, str] = {}
        column = 0
        for cell in element:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            repeats = _repeats(cell, "number-columns-repeated")
            text = self._text(cell, column) if len(cell) or cell.attrib else ""
            if text and local(cell) == "table-cell":
                if repeats > _MOST_REPEATS:
                    raise InputError(wording.too_many_cells(MAX_CELLS))
                texts.update(dict.fromkeys(range(column, column + repeats), text))
                self._merge(cell, column)
            column += repeats
            if column > MAX_COLUMNS:
                break
        return texts

    def _merge(self, cell: Any, column: int) -> None:
        down = _repeats(cell, "number-rows-spanned")
        right = _repeats(cell, "number-columns-spanned")
        if (down > 1 or right > 1) and len(self.cells.merged) < MAX_MERGED:
            bottom = min(self._row + down, MAX_ROWS) - 1
            self.cells.merged.append(
                (self._row, column, bottom, min(column + right, MAX_COLUMNS) - 1)
            )

    def _text(self, cell: Any, column: int) -> str:
        """The paragraphs that a cell shows; its comments are not part of it."""
        shown = "\n".join(_words(child, self._raised) for child in cell if local(child) == "p")
        kind = attribute(cell, "value-type")
        if not shown and attribute(cell, "formula") and not kind:
            self.cells.lacking.append(a1(self._row, column))
            self.cells.doubts[self._row, column] = NO_RESULT
            return f"={attribute(cell, 'formula')}"
        if kind == "float" and _GENERAL.fullmatch(shown) and shown == attribute(cell, "value"):
            return Number(shown)
        if not shown and kind in ("float", "percentage", "currency"):
            return Number(attribute(cell, "value"))
        return shown


def _words(paragraph: Any, raised: Collection[str] = ()) -> str:
    """The text of a paragraph: blanks are written out as elements; `raised` are the styles of
    raised text, which may be a note mark."""
    words: list[str] = []
    for piece in paragraph.iter():
        name = local(piece)
        if attribute(piece, "style-name") in raised and is_mark(piece.text or "", "".join(words)):
            words.append(piece.tail or "")
            continue
        if name == "s":
            words.append(" " * min(_repeats(piece, "c"), 100))
        elif name == "tab":
            words.append("\t")
        elif name == "line-break":
            words.append("\n")
        words.append(piece.text or "")
        if piece is not paragraph:
            words.append(piece.tail or "")
    return "".join(words)
