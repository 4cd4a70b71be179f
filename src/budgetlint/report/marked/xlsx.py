"""A workbook with marks: cells coloured, with comments. Texts, numbers and formulas stay.

Only styles, and the sheets that bear marks, are written anew, from their own XML; all else is
copied. A cell gets a style of its own that differs from its old one in the fill alone. A marked
copy that is marked again loses the marks that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from ...messages import marking as wording
from ...model.errors import InputError
from ...readers.office.package import attribute, local
from .comments import add_boxes, add_texts, row_and_column, without_own
from .marks import Mark
from .package import OFFICE, PackageParts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FILLS: Mapping[str, str] = {
    "error": "FFF8C4BC", "warning": "FFFFE3A3", "info": "FFD6E6F5", "verified": "FFDFF2E6",
    "rounding": "FFE3ECF7",
}  # fmt: skip


def mark_xlsx(data: bytes, marks: Sequence[Mark]) -> tuple[bytes, list[Mark]]:
    """The workbook with its marks, and the marks whose cells it does not have.

    Raises `InputError` for one in the strict form of its standard, which has other names.
    """
    parts = PackageParts(data, "xlsx")
    book = parts.related("", "officeDocument") or "xl/workbook.xml"
    if parts.tree(book).tag != f"{{{MAIN}}}workbook":
        raise InputError(wording.other_format())
    sheets = _sheets(parts, book)
    styles = _Styles(parts, parts.related(book, "styles"))
    left = [mark for mark in marks if mark.place.sheet not in sheets or not mark.place.cell]
    for name, part in sheets.items():
        without_own(parts, part)
        _uncolour(parts, part, styles)
        here = [mark for mark in marks if mark.place.sheet == name and mark.place.cell]
        if here:
            _paint(parts.change(part), here, styles)
            _comment(parts, part, {m.place.cell: m.note for m in here if m.note})
    return parts.written(), left


def _sheets(parts: PackageParts, book: str) -> dict[str, str]:
    """The parts of worksheets, by the names of the sheets."""
    found: dict[str, str] = {}
    ids = {
        attribute(r, "Id"): attribute(r, "Target")
        for r in parts.relations(book)
        if attribute(r, "Type").endswith("/worksheet")
    }
    for sheet in parts.tree(book).iter("{*}sheet"):
        target = ids.get(attribute(sheet, "id"))
        if target:
            found[attribute(sheet, "name")] = parts.inside(book, target)
    return found


def _uncolour(parts: PackageParts, sheet: str, styles: _Styles) -> None:
    """Take our colours off a sheet that has any."""
    ours = styles.coloured()
    cells = parts.tree(sheet).iter("{*}c") if ours else ()
    for cell in [cell for cell in cells if cell.get("s", "0") in ours]:
        parts.change(sheet)
        cell.set("s", styles.plain(cell.get("s", "0")))


def _paint(root: Any, marks: Iterable[Mark], styles: _Styles) -> None:
    """Give marked cells their colours."""
    wanted = {mark.place.cell: _colour(mark) for mark in marks}
    for cell in root.iter("{*}c"):
        colour = wanted.get(cell.get("r", ""))
        if colour:
            cell.set("s", styles.filled(cell.get("s", "0"), colour))


def _colour(mark: Mark) -> str:
    if mark.severity is not None:
        return FILLS[mark.severity]
    return FILLS.get(mark.state, FILLS["verified"])


class _Styles:
    """The styles of a workbook; a style with a fill is made once."""

    def __init__(self, parts: PackageParts, part: str) -> None:
        self._root = parts.change(part) if part and parts.has(part) else None
        self._made: dict[tuple[str, str], str] = {}
        self._fills: dict[str, str] = {}
        self._etree = parts.etree

    def filled(self, style: str, colour: str) -> str:
        """The number of the style that is as another, with that colour; the other itself where
        the workbook has no styles."""
        if (style, colour) not in self._made:
            self._made[style, colour] = self._new(style, colour)
        return self._made[style, colour]

    def coloured(self) -> frozenset[str]:
        """The numbers of the styles that an earlier run filled with one of our colours."""
        fills = self._list("fills")
        formats = self._list("cellXfs")
        if fills is None or formats is None:
            return frozenset()
        ours = {str(n) for n, fill in enumerate(fills) if _rgb(fill) in FILLS.values()}
        used = enumerate(formats)
        return frozenset(str(n) for n, one in used if one.get("fillId", "0") in ours)

    def plain(self, style: str) -> str:
        """The number of the style that is as another, without a fill."""
        if (style, "") not in self._made:
            formats = self._list("cellXfs")
            one = deepcopy(formats[int(style)])
            one.set("fillId", "0")
            alike = (n for n, other in enumerate(formats) if _is_alike(one, other))
            number = next(alike, None)
            self._made[style, ""] = _appended(formats, one) if number is None else str(number)
        return self._made[style, ""]

    def _new(self, style: str, colour: str) -> str:
        formats = self._list("cellXfs")
        if formats is None or not style.isdigit() or int(style) >= len(formats):
            return style
        one = deepcopy(formats[int(style)])
        one.set("fillId", self._fill(colour))
        one.set("applyFill", "1")
        return _appended(formats, one)

    def _fill(self, colour: str) -> str:
        fills = self._list("fills")
        if fills is None:
            return "0"
        if colour not in self._fills:
            fill = self._etree.Element(f"{{{MAIN}}}fill")
            pattern = self._etree.SubElement(fill, f"{{{MAIN}}}patternFill", patternType="solid")
            self._etree.SubElement(pattern, f"{{{MAIN}}}fgColor", rgb=colour)
            self._etree.SubElement(pattern, f"{{{MAIN}}}bgColor", indexed="64")
            self._fills[colour] = _appended(fills, fill)
        return self._fills[colour]

    def _list(self, name: str) -> Any:
        if self._root is None:
            return None
        return next((child for child in self._root if local(child) == name), None)


def _rgb(fill: Any) -> str:
    colour = next(fill.iter("{*}fgColor"), None)
    return "" if colour is None else colour.get("rgb", "").upper()


def _is_alike(one: Any, other: Any) -> bool:
    """Whether two styles say the same, but for whether the fill counts: there is none."""
    said = [{k: v for k, v in style.items() if k != "applyFill"} for style in (one, other)]
    return said[0] == said[1] and [*map(_attributes, one)] == [*map(_attributes, other)]


def _attributes(child: Any) -> tuple[str, ...]:
    return (child.tag, *map("=".join, sorted(child.items())))


def _appended(parent: Any, child: Any) -> str:
    """The number of a new member of a counted list."""
    parent.append(child)
    parent.set("count", str(len(parent)))
    return str(len(parent) - 1)


def _comment(parts: PackageParts, sheet: str, notes: Mapping[str, str]) -> None:
    """Comment on cells."""
    if not notes:
        return
    known = parts.related(sheet, "comments")
    there = {attribute(c, "ref") for c in parts.tree(known).iter("{*}comment")} if known else set()
    add_texts(parts, sheet, list(notes.items()))
    new = [(*row_and_column(cell), note) for cell, note in notes.items() if cell not in there]
    relation = add_boxes(parts, sheet, new)
    if relation:
        _with_drawing(parts.change(sheet), relation, parts.etree)


_LATER = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""What follows the notes' drawing in a worksheet."""


def _with_drawing(root: Any, relation: str, etree: Any) -> None:
    """Say in a worksheet which drawing has the boxes of its notes."""
    element = etree.Element(f"{{{MAIN}}}legacyDrawing", nsmap={"r": OFFICE})
    element.set(f"{{{OFFICE}}}id", relation)
    after = next((child for child in root if local(child) in _LATER), None)
    if after is None:
        root.append(element)
    else:
        after.addprevious(element)
