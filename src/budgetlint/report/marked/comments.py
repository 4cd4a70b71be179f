"""Comments in a workbook: their texts in one part, and in another the boxes in which they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...readers.office.package import attribute, local
from ..safety import clean
from .package import PackageParts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
EXCEL = "urn:schemas-microsoft-com:office:excel"
TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
BOXES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AUTHOR = "budgetlint"
WIDE, MOST = 5, 24
"""Columns and rows that the box of a comment covers at most."""
LETTERS = 34
"""Letters that a line of it holds."""

Note = tuple[int, int, str]
"""Row and column, from 0, and the text."""


def add_texts(parts: PackageParts, sheet: str, notes: Sequence[tuple[str, str]]) -> None:
    """Add comments to a sheet, each at its cell; one that has a comment gets a longer one."""
    part = parts.related(sheet, "comments")
    if not part:
        part = parts.free("xl", "budgetlint-comments", ".xml")
        root = parts.etree.Element(f"{{{MAIN}}}comments", nsmap={None: MAIN})
        for name in ("authors", "commentList"):
            parts.etree.SubElement(root, f"{{{MAIN}}}{name}")
        parts.add(part, root)
        parts.relate(sheet, "comments", part)
        parts.declare(TEXTS, part=part)
    root = parts.change(part)
    authors = next(child for child in root if local(child) == "authors")
    parts.etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
    listed = next(child for child in root if local(child) == "commentList")
    known = {attribute(comment, "ref"): comment for comment in listed}
    for cell, note in notes:
        comment = known.get(cell)
        if comment is None:
            comment = parts.etree.SubElement(listed, f"{{{MAIN}}}comment")
            comment.set("ref", cell)
            comment.set("authorId", str(len(authors) - 1))
            parts.etree.SubElement(comment, f"{{{MAIN}}}text")
        _say(parts, next(child for child in comment if local(child) == "text"), note)


def _say(parts: PackageParts, text: Any, note: str) -> None:
    run = parts.etree.SubElement(text, f"{{{MAIN}}}r")
    said = parts.etree.SubElement(run, f"{{{MAIN}}}t")
    said.text = clean(f"\n{note}" if len(text) > 1 else note)
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_boxes(parts: PackageParts, sheet: str, notes: Sequence[Note]) -> str:
    """Add the boxes of comments; returns the id of the new drawing's relation, if it is new."""
    part = parts.related(sheet, "vmlDrawing")
    relation = ""
    if not part:
        part = parts.free("xl", "budgetlint-notes", ".vml")
        parts.add(part, _drawing(parts))
        parts.declare(BOXES, ending="vml")
        relation = parts.relate(sheet, "vmlDrawing", part)
    root = parts.change(part)
    taken = {attribute(shape, "id") for shape in root.iter(f"{{{VML}}}shape")}
    number = 20_000
    for note in notes:
        while f"_x0000_s{number}" in taken:
            number += 1
        root.append(_shape(parts, note, f"_x0000_s{number}"))
        number += 1
    return relation


def _drawing(parts: PackageParts) -> Any:
    """A drawing with the type of shape that notes have."""
    spaces = {"v": VML, "o": OFFICE, "x": EXCEL}
    root = parts.etree.Element("xml", nsmap=spaces)
    kind = parts.etree.SubElement(root, f"{{{VML}}}shapetype")
    kind.set("id", "_x0000_t202")
    kind.set("coordsize", "21600,21600")
    kind.set(f"{{{OFFICE}}}spt", "202")
    kind.set("path", "m,l,21600r21600,l21600,xe")
    parts.etree.SubElement(kind, f"{{{VML}}}stroke", joinstyle="miter")
    path = parts.etree.SubElement(kind, f"{{{VML}}}path", gradientshapeok="t")
    path.set(f"{{{OFFICE}}}connecttype", "rect")
    return root


def _shape(parts: PackageParts, note: Note, name: str) -> Any:
    """The hidden box of a comment, beside its cell; it shows when the cell is pointed at."""
    row, column, text = note
    make = parts.etree.SubElement
    shape = parts.etree.Element(f"{{{VML}}}shape", id=name, type="#_x0000_t202")
    shape.set("style", "position:absolute;visibility:hidden")
    shape.set("fillcolor", "#ffffe1")
    shape.set(f"{{{OFFICE}}}insetmode", "auto")
    make(shape, f"{{{VML}}}fill", color2="#ffffe1")
    make(shape, f"{{{VML}}}textbox", style="mso-direction-alt:auto")
    data = make(shape, f"{{{EXCEL}}}ClientData", ObjectType="Note")
    make(data, f"{{{EXCEL}}}MoveWithCells")
    make(data, f"{{{EXCEL}}}SizeWithCells")
    lines = sum(1 + 2 * len(line) // LETTERS for line in text.split("\n"))
    top = max(row - 1, 0)
    anchor = (column + 1, 15, top, 4, column + 1 + WIDE, 15, top + min(lines + 1, MOST), 4)
    make(data, f"{{{EXCEL}}}Anchor").text = ", ".join(map(str, anchor))
    make(data, f"{{{EXCEL}}}AutoFill").text = "False"
    make(data, f"{{{EXCEL}}}Row").text = str(row)
    make(data, f"{{{EXCEL}}}Column").text = str(column)
    return shape
