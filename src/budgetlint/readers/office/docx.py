"""Word files (DOCX) to a raw document: paragraphs and tables in the order of the text.

Read from the XML itself, so that nothing in content controls, text boxes or tracked insertions is
passed over. Deleted and hidden text is not read, nor are headers, footers and footnotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...messages import office as wording
from ...model.errors import ForeignError, InputError, Problem
from ...model.place import Place
from ...model.raw import Area, Line, RawDocument, Sheet
from ...model.values import NamedTuple
from ..flowing import flowing
from ..marks import is_mark
from .numbering import Numbering
from .package import Package, PartSource, attribute, local
from .slivers import without_slivers
from .workbook import MAX_CELLS, a1

_SKIPPED = ("del", "moveFrom", "Fallback", "txbxContent", "rPr", "pPr", "instrText", "delText")
_BLOCKS = (
    "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body",
    "sect", "sub-section", "annotation", "content",
)  # fmt: skip
_OBJECT = "\ufffc"
"""Stands where a picture does; nobody sees it."""
MAX_DEPTH = 100

Label = Callable[[Any], tuple[str, int]]


def read_docx(path: str, data: bytes) -> RawDocument:
    """The document in a Word file. Raises `InputError` for one that cannot be read."""
    return read_opened(path, lambda: open_docx(path, data))


def read_opened(path: str, open_it: Callable[[], Opened]) -> RawDocument:
    """The document in a Word file once it is opened. Raises `InputError`."""
    try:
        opened = open_it()
        raw = flowing(path, opened.reader.items(opened.body))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(wording.damaged(str(error))) from None
    problems = opened.reader.problems
    if not raw.flows:
        nothing = InputError if problems else ForeignError
        raise nothing(*problems, wording.no_text())
    return raw._replace(problems=(*raw.problems, *problems))


class Opened(NamedTuple):
    """A Word file: its body, what reads it, and the name of the part with the text."""

    body: Any
    reader: DocxReader
    main: str = ""


def open_docx(path: str, data: bytes) -> Opened:
    """A Word file before it is read. Raises `InputError`, `ValueError` for one that is damaged."""
    return open_parts(path, Package(data, "docx"))


def open_parts(path: str, package: PartSource) -> Opened:
    """The parts of a Word file before they are read; raises as `open_docx`."""
    roots = package.related("")
    main = next((t for k, t in roots.values() if k == "officeDocument"), "word/document.xml")
    parts = dict(package.related(main).values())
    numbering = Numbering(package, parts.get("styles", ""), parts.get("numbering", ""))
    return Opened(body_of(package.tree(main)), DocxReader(path, numbering.next), main)


def body_of(root: Any) -> Any:
    """The body below a root. Raises `InputError` if there is none."""
    body = next(iter(root.iter("{*}body")), None)
    if body is None:
        raise InputError(wording.damaged("no body"))
    return body


class DocxReader:
    """Walks the body; counts its tables and its cells.

    `paragraphs` are those outside of tables, and `cells` the cells with text, by the name of their
    table and their address, as far as it has come: what the places of a document lead to.
    `label_of` gives the number before a paragraph, and its level as a heading.
    """

    def __init__(self, path: str, label_of: Label) -> None:
        self._path = path
        self._label_of = label_of
        self._tables = 0
        self._cells = 0
        self.problems: list[Problem] = []
        self.paragraphs: list[Any] = []
        self.cells: dict[tuple[str, str], Any] = {}

    def items(self, parent: Any, depth: int = 0) -> Iterator[Line | Sheet]:
        """The paragraphs and tables below `parent`."""
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from self._table(child, depth)
            elif name in _BLOCKS:
                yield from self.items(child, depth + 1)
            elif name == "altChunk":
                self.problems.append(wording.not_read_inside(self._path, "altChunk"))

    def _paragraph(self, element: Any, depth: int) -> Iterator[Line | Sheet]:
        self._objects(element)
        self.paragraphs.append(element)
        label, level = self._label_of(element)
        offset = -len(label)
        for text in f"{label}{paragraph_text(element)}".split("\n"):
            if text.strip():
                blank = len(text) - len(text.lstrip())
                place = Place(self._path, paragraph=len(self.paragraphs), offset=offset + blank)
                yield Line((text.strip(),), place, heading=level > 0)
            offset += len(text) + 1
        for box in element.iter("{*}txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                yield from self.items(box, depth + 1)

    def _objects(self, paragraph: Any) -> None:
        """What is embedded from other programs is seen as a picture and cannot be read."""
        for embedded in paragraph.iter("{*}OLEObject"):
            program = attribute(embedded, "ProgID")
            if program.startswith(("Excel", "ET.", "Word", "WPS")):
                self.problems.append(wording.not_read_inside(self._path, program))

    def _table(self, element: Any, depth: int) -> Iterator[Line | Sheet]:
        self._tables += 1
        rows: list[list[str]] = []
        holders: list[list[Any]] = []
        merged: list[Area] = []
        open_at: dict[int, int] = {}
        inner: list[Any] = []
        for row in _rows(element):
            cells: list[str] = [""] * _number(row, "gridBefore")
            held: list[Any] = [None] * len(cells)
            still: dict[int, int] = {}
            for cell in _found(row, "tc"):
                column = len(cells)
                span = max(_number(cell, "gridSpan"), 1)
                self._count(span)
                down = _vertical(cell)
                above = _above(column, span, open_at, merged)
                if down == "continue" and above is not None:
                    index = still[column] = above
                    top, left, _, right = merged[index]
                    merged[index] = (top, left, len(rows), right)
                    cells += [""] * span
                    held += [None] * span
                    continue
                if down or span > 1:
                    merged.append((len(rows), column, len(rows), column + span - 1))
                if down:
                    still[column] = len(merged) - 1
                texts = [paragraph_text(p) for p in _found(cell, "p")]
                cells += ["\n".join(t for t in texts if t.strip()).strip(), *[""] * (span - 1)]
                held += [cell if cells[column] else None, *[None] * (span - 1)]
                inner += _found(cell, "tbl")
            rows.append(cells)
            holders.append(held)
            open_at = still
        merged = without_slivers(rows, merged, _widths(element), holders)
        areas = [area for area in merged if area[:2] != area[2:]]
        if any(any(row) for row in rows):
            sheet = _sheet(self._path, self._tables, rows, areas)
            self._hold(sheet, holders)
            yield sheet
        for table in inner:
            if depth > MAX_DEPTH:
                raise ValueError("nested too deeply")
            yield from self._table(table, depth + 1)

    def _hold(self, sheet: Sheet, holders: Sequence[Sequence[Any]]) -> None:
        for row, held in enumerate(holders):
            for column, cell in enumerate(held):
                if cell is not None:
                    place = sheet.locate(row, column)
                    self.cells[place.sheet, place.cell] = cell

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise InputError(wording.too_many_cells(MAX_CELLS))


def _above(
    column: int, span: int, open_at: Mapping[int, int], merged: Sequence[Area]
) -> int | None:
    """Which of the areas that are open downwards the cell goes on: the one at its column, or, as
    edges may miss each other, one that it stands under."""
    if column in open_at:
        return open_at[column]
    under = (i for i in open_at.values() if merged[i][1] < column + span and merged[i][3] >= column)
    return next(under, None)


def _sheet(path: str, number: int, rows: Sequence[Sequence[str]], merged: Sequence[Area]) -> Sheet:
    name = f"#{number}"

    def locate(row: int, column: int) -> Place:
        return Place(path, sheet=name, cell=a1(row, column))

    return Sheet(rows, locate, merged)


def _widths(table: Any) -> list[int]:
    """The widths of the columns, where all are stated; those of hidden edges are next to 0."""
    grid = next(iter(table.iterfind("{*}tblGrid")), ())
    stated = [attribute(column, "w") for column in grid]
    return [int(width) for width in stated] if all(map(str.isdecimal, stated)) else []


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table that are not deleted."""
    for row in _found(table, "tr"):
        if not any(local(mark) == "del" for mark in row.iterfind("{*}trPr/*")):
            yield row


def _found(parent: Any, name: str, depth: int = 0) -> Iterator[Any]:
    """The children of that name, also those inside content controls and insertions."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in _BLOCKS and depth < MAX_DEPTH:
            yield from _found(child, name, depth + 1)


def _number(element: Any, name: str) -> int:
    """A number from the properties of a row or a cell: 0 where it is not said."""
    found = next(iter(element.iterfind(f"{{*}}{local(element)}Pr/{{*}}{name}")), None)
    value = int(attribute(found, "val") or 0) if found is not None else 0
    if not 0 <= value <= 1000:
        raise ValueError(f"{name} {value}")
    return value


def _vertical(cell: Any) -> str:
    """ "restart" or "continue" in a cell merged downwards, else nothing."""
    marks = (mark for mark in cell.iterfind("{*}tcPr/*") if local(mark).lower() == "vmerge")
    found = next(marks, None)
    return "" if found is None else attribute(found, "val") or "continue"


def paragraph_text(paragraph: Any) -> str:
    """The text of a paragraph as it is seen."""
    return "".join(text for _, text in pieces_of(paragraph))


def pieces_of(paragraph: Any) -> list[tuple[Any, str]]:
    """The text of a paragraph as it is seen, in pieces, each with the run that holds it. What is
    struck out is read only where nothing stands beside it."""
    pieces: list[tuple[Any, str]] = []
    _collect(paragraph, pieces, paragraph, 0)
    seen = [(run, text) for run, text in pieces if not _is(run, "strike", "dstrike")]
    return seen if any(text.strip() for _, text in seen) else pieces


def _collect(element: Any, pieces: list[tuple[Any, str]], run: Any, depth: int) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append((run, (child.text or "").replace(_OBJECT, "")))
        elif name in ("tab", "ptab"):
            pieces.append((run, "\t"))
        elif name in ("br", "cr"):
            pieces.append((run, "\n" if attribute(child, "type") in ("", "textWrapping") else ""))
        elif name == "noBreakHyphen":
            pieces.append((run, "-"))
        elif name in _SKIPPED or (name == "r" and _is_hidden(child)):
            continue
        elif name == "r" and _is_raised(child):
            raised: list[tuple[Any, str]] = []
            _collect(child, raised, child, depth + 1)
            before = "".join(text for _, text in pieces[-1:])
            if not is_mark("".join(text for _, text in raised), before):
                pieces += raised
        elif len(child) and depth < MAX_DEPTH:
            _collect(child, pieces, child if name == "r" else run, depth + 1)


def _is_raised(run: Any) -> bool:
    """Whether a run is set above or below the line, by its style of print or by its place."""
    mark = next(iter(run.iterfind("{*}rPr/{*}vertAlign")), None)
    place = next(iter(run.iterfind("{*}rPr/{*}position")), None)
    return (mark is not None and attribute(mark, "val") in ("superscript", "subscript")) or (
        place is not None and attribute(place, "val") not in ("", "0")
    )


def _is_hidden(run: Any) -> bool:
    return _is(run, "vanish", "webHidden")


def _is(run: Any, *names: str) -> bool:
    """Whether a run has one of these properties, and it is not switched off."""
    marks = (mark for name in names for mark in run.iterfind(f"{{*}}rPr/{{*}}{name}"))
    return any(attribute(mark, "val") not in ("0", "false", "off", "none") for mark in marks)
