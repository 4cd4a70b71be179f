"""A Word file with marks: comments at figures and words; cells of verified figures shaded.

Comments are anchored at runs. A run of plain text is parted at the figure, into runs that look as
it did; others stay whole, and a comment may then show a little more than what it is about. A marked
copy that is marked again loses the marks that it had.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import Any

from ...messages import marking as wording
from ...model.errors import InputError
from ...model.place import Place
from ...readers.office.docx import DocxReader, open_docx, pieces_of
from ...readers.office.package import attribute, local
from ..safety import clean
from .marks import AUTHOR, Mark
from .package import PackageParts

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
SHADES = {
    "error": "F8C4BC", "warning": "FFE3A3", "info": "D6E6F5", "verified": "DFF2E6",
    "rounding": "E3ECF7",
}  # fmt: skip


def mark_docx(data: bytes, marks: Sequence[Mark]) -> tuple[bytes, list[Mark]]:
    """The Word file with its marks, and the marks whose places it does not have.

    Raises `InputError` for one in the strict form of its standard, which has other names.
    """
    opened = open_docx("", data)
    parts = PackageParts(data, "docx")
    body = next(iter(parts.change(opened.main).iter(f"{{{MAIN}}}body")), None)
    if body is None:
        raise InputError(wording.other_format())
    comments = _Comments(parts, opened.main)
    _without_own(body, comments.old)
    deque(opened.reader.items(body), maxlen=0)
    left: list[Mark] = []
    for mark in marks:
        runs = _runs(opened.reader, mark.place)
        cell = opened.reader.cells.get((mark.place.sheet, mark.place.cell))
        if not runs:
            left.append(mark)
            continue
        if mark.note:
            comments.add(runs[0], runs[-1], mark.note)
        if cell is not None:
            _shade(cell, SHADES[mark.severity or _shown(mark)], parts.etree)
    return parts.written(), left


def _without_own(body: Any, comments: Collection[str]) -> None:
    """Take off the marks of an earlier run: the anchors of these comments, and our shades."""
    names = {"commentRangeStart", "commentRangeEnd", "commentReference"}
    for anchor in [e for e in body.iter() if local(e) in names and attribute(e, "id") in comments]:
        run = anchor.getparent()
        run.remove(anchor)
        if local(run) == "r" and all(local(child) == "rPr" for child in run):
            run.getparent().remove(run)
    ours = {str(fill) for fill in SHADES.values()}
    for shade in list(body.iter(f"{{{MAIN}}}shd")):
        properties = shade.getparent()
        if local(properties) == "tcPr" and attribute(shade, "fill").upper() in ours:
            properties.remove(shade)


def _shown(mark: Mark) -> str:
    return mark.state if mark.state in SHADES else "verified"


def _runs(reader: DocxReader, place: Place) -> list[Any]:
    """The runs that hold what stands at a place, and if they can be parted, nothing else."""
    cell = reader.cells.get((place.sheet, place.cell))
    if cell is not None:
        pieces = [piece for p in cell.iter(f"{{{MAIN}}}p") for piece in pieces_of(p)]
        return [run for run, text in pieces if text.strip() and local(run) == "r"]
    if not 0 < place.paragraph <= len(reader.paragraphs):
        return []
    paragraph = reader.paragraphs[place.paragraph - 1]
    start = max(place.offset, 0)
    end = start + max(len(place.quote), 1)
    for at in (start, end):
        _part(paragraph, at)
    return [run for run, first, last in _spans(paragraph) if first < end and last > start]


def _spans(paragraph: Any) -> Iterator[tuple[Any, int, int]]:
    """The runs of a paragraph, each with the characters that it holds, from where to where."""
    at = 0
    for run, text in pieces_of(paragraph):
        if local(run) == "r":
            yield run, at, at + len(text)
        at += len(text)


def _part(paragraph: Any, at: int) -> None:
    """Make two runs of the one with that character, if it holds plain text and nothing else. Both
    look as it did, and say together what it said."""
    for run, first, last in _spans(paragraph):
        texts = [child for child in run if local(child) != "rPr"]
        if first < at < last and [local(text) for text in texts] == ["t"]:
            said = texts[0].text
            if len(said) != last - first:
                return
            rest = deepcopy(run)
            run.addnext(rest)
            later = next(child for child in rest if local(child) == "t")
            texts[0].text, later.text = said[: at - first], said[at - first :]
            for text in (texts[0], later):
                text.set(SPACE, "preserve")
            return


def _shade(cell: Any, colour: str, etree: Any) -> None:
    """Colour a cell. Of its properties only what stands before a shade comes before it."""
    properties = next((child for child in cell if local(child) == "tcPr"), None)
    if properties is None:
        properties = etree.Element(f"{{{MAIN}}}tcPr")
        cell.insert(0, properties)
    for old in [child for child in properties if local(child) == "shd"]:
        properties.remove(old)
    shade = etree.Element(f"{{{MAIN}}}shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(f"{{{MAIN}}}{name}", value)
    later = next((child for child in properties if local(child) in _AFTER_SHADE), None)
    if later is None:
        properties.append(shade)
    else:
        later.addprevious(shade)


_AFTER_SHADE = (
    "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns",
    "cellDel", "cellMerge", "tcPrChange",
)  # fmt: skip


class _Comments:
    """The comments of a Word file; those of an earlier run, the `old` ones, are taken out."""

    def __init__(self, parts: PackageParts, main: str) -> None:
        self._etree = parts.etree
        part = parts.related(main, "comments")
        if not part:
            part = parts.free("word", "budgetlint-comments", ".xml")
            parts.add(part, parts.etree.Element(f"{{{MAIN}}}comments", nsmap={"w": MAIN}))
            parts.relate(main, "comments", part)
            parts.declare(COMMENTS, part=part)
        self._root = parts.change(part)
        own = [comment for comment in self._root if attribute(comment, "author") == AUTHOR]
        self.old = frozenset(attribute(comment, "id") for comment in own)
        for comment in own:
            self._root.remove(comment)
        numbers = [attribute(comment, "id") for comment in self._root]
        self._next = max((int(n) for n in numbers if n.isdigit()), default=-1) + 1

    def add(self, first: Any, last: Any, note: str) -> None:
        """Comment on what stands from one run up to another."""
        number = str(self._next)
        self._next += 1
        comment = self._element(self._root, "comment", id=number, author=AUTHOR, initials="bl")
        for line in clean(note).split("\n"):
            text = self._element(self._element(self._element(comment, "p"), "r"), "t")
            text.text = line
            text.set(SPACE, "preserve")
        first.addprevious(self._element(None, "commentRangeStart", id=number))
        end = self._element(None, "commentRangeEnd", id=number)
        last.addnext(end)
        run = self._element(None, "r")
        self._element(run, "commentReference", id=number)
        end.addnext(run)

    def _element(self, parent: Any, name: str, **attributes: str) -> Any:
        made = self._etree.Element(f"{{{MAIN}}}{name}")
        for key, value in attributes.items():
            made.set(f"{{{MAIN}}}{key}", value)
        if parent is not None:
            parent.append(made)
        return made
