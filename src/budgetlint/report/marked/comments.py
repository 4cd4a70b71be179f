"""Comments in a workbook: their texts in one part, and in another the boxes in which they show."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from ...readers.office.package import attribute, local
from ..safety import clean
from .marks import AUTHOR
from .package import PackageParts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
EXCEL = "urn:schemas-microsoft-com:office:excel"
TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
BOXES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
WIDE, MOST = 5, 24
"""Columns and rows that the box of a comment covers at most."""
LETTERS = 34
"""Letters that a line of it holds."""

Note = tuple[int, int, str]
"""Row and column, from 0, and the text."""


SIGNED = f"\n{AUTHOR}: "
"""What stands before our note in a comment of somebody else's."""


def without_own(parts: PackageParts, sheet: str) -> None:
    """Take the comments of an earlier run off a sheet, and what it added to those of others."""
    part = parts.related(sheet, "comments")
    if not part or not parts.has(part):
        return
    names = [str(author.text) for author in parts.tree(part).iter("{*}author")]
    listed = list(parts.tree(part).iter("{*}comment"))
    own = [c for c in listed if names[int(attribute(c, "authorId") or 0)] == AUTHOR]
    runs = [run for comment in listed for run in comment.iter("{*}r") if _is_signed(run)]
    if own or runs:
        parts.change(part)
        _without_boxes(parts, sheet, {attribute(comment, "ref") for comment in own})
    for element in (*own, *runs):
        element.getparent().remove(element)


def _is_signed(run: Any) -> bool:
    return "".join(run.itertext()).startswith(SIGNED)


def _without_boxes(parts: PackageParts, sheet: str, cells: Collection[str]) -> None:
    """Take off the boxes of the comments on these cells."""
    part = parts.related(sheet, "vmlDrawing")
    if not part or not parts.has(part):
        return
    places = {tuple(map(str, row_and_column(cell))) for cell in cells}
    for shape in list(parts.change(part).iter(f"{{{VML}}}shape")):
        at = {local(element): (element.text or "").strip() for element in shape.iter()}
        if (at.get("Row"), at.get("Column")) in places:
            shape.getparent().remove(shape)


def row_and_column(cell: str) -> tuple[int, int]:
    """C7 is (6, 2)."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if match is None:
        raise ValueError(cell)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


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
    said.text = clean(f"{SIGNED}{note}" if len(text) > 1 else note)
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
