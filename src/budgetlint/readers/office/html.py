"""Web pages to a raw document: text and tables in the order of the page.

Tables that hold other tables only lay the page out: what is inside them is read. Many programs
also save such pages under the name of a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ...messages import office as wording
from ...model.errors import ForeignError, InputError
from ...model.place import Place
from ...model.raw import Area, Line, RawDocument, Sheet
from ..extras import load
from ..flowing import flowing
from ..plain.text import decode
from .html_look import is_hidden, is_note, is_struck
from .package import local
from .workbook import MAX_CELLS, a1

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHINESE = ("gb2312", "gbk", "gb_2312-80", "hz-gb-2312", "x-gbk", "gb18030")
_INLINE = {
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark",
    "nobr", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u",
}  # fmt: skip
_UNSEEN = {
    "script", "style", "head", "title", "noscript", "template", "select", "option", "button", "svg",
}  # fmt: skip
MAX_DEPTH = 200
MAX_SPAN = 1000
MAX_TABLES = 5000
MAX_LENGTH = 20_000_000
"""Characters of the longest page that is read: its tree takes fifty times as much memory."""


def read_html(path: str, data: bytes) -> RawDocument:
    """The document in a web page. Raises `InputError` for one that cannot be read."""
    raw = flowing(path, html_items(path, decoded(data)))
    if not raw.flows:
        raise ForeignError(wording.no_text())
    return raw


def decoded(data: bytes, encoding: str = "") -> str:
    """The text of a page; `encoding` is what was said of it where it says nothing itself."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode().lower() if declared else encoding.lower()
    if encoding in _CHINESE:
        encoding = "gb18030"
    try:
        return decode(data, "" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
    except InputError:
        # What a page says of itself is often wrong; bytes that are no text at all are refused.
        return decode(data)


def html_items(
    path: str, text: str, line: int | None = 0, tables: int = 0
) -> Iterator[Line | Sheet]:
    """The paragraphs and tables of a page that begins below `line` of its file (None where its
    lines are not those of the file), the first table being the one after `tables` others."""
    html = load("lxml.html", "html")
    if len(text) > MAX_LENGTH:
        raise InputError(wording.too_large_inside(MAX_LENGTH // 2**20))
    try:
        root = html.document_fromstring(_DECLARED.sub("", text).replace("\0", ""))
        yield from _Walk(path, line, tables).items(root)
    except (html.etree.LxmlError, ValueError, RecursionError) as error:
        raise InputError(wording.damaged(str(error))) from None


class _Walk:
    """Goes through a page; counts its tables and its cells."""

    def __init__(self, path: str, line: int | None, tables: int) -> None:
        self._path = path
        self._line = line
        self._tables = tables
        self._cells = 0
        self._words: list[str] = []
        self._begun = 0

    def items(self, root: Any) -> Iterator[Line | Sheet]:
        """The paragraphs and tables of the page."""
        yield from self._inside(root, 0)
        yield from self._flush()

    def _flush(self, level: int = 0) -> Iterator[Line]:
        text = " ".join("".join(self._words).split())
        if text:
            yield Line((text,), self._place(self._begun), heading=level > 0)
        self._words, self._begun = [], 0

    def _place(self, line: int) -> Place:
        known = line and self._line is not None
        return Place(self._path, line=line + (self._line or 0) if known else 0)

    def _inside(self, element: Any, depth: int) -> Iterator[Line | Sheet]:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        self._say(element, element.text)
        for child in element:
            name = local(child)
            if name == "table" and next(child.iterdescendants("table"), None) is None:
                yield from self._flush()
                sheet = self._sheet(child)
                if not is_hidden(child) and any(any(row) for row in sheet.rows):
                    yield sheet
            elif name in _INLINE and self._is_unread(child):
                pass
            elif name in _INLINE:
                yield from self._inside(child, depth + 1)
            elif name and name not in _UNSEEN and not is_hidden(child):
                yield from self._flush()
                yield from self._inside(child, depth + 1)
                yield from self._flush(int(name[1]) if re.fullmatch("h[1-6]", name) else 0)
            self._say(child, child.tail)

    def _is_unread(self, element: Any) -> bool:
        """Whether a piece of a line is hidden, struck out or a note mark."""
        return (
            is_hidden(element) or is_struck(element) or is_note(element, "".join(self._words[-1:]))
        )

    def _say(self, element: Any, text: str | None) -> None:
        if text and text.strip():
            self._begun = self._begun or element.sourceline or 0
        if text:
            self._words.append(text)

    def _sheet(self, table: Any) -> Sheet:
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise InputError(wording.too_many_cells(MAX_CELLS))
        rows: list[list[str]] = []
        lines: list[list[int]] = []
        merged: list[Area] = []
        taken: dict[tuple[int, int], bool] = {}
        for row in table.iter("tr"):
            if is_hidden(row):
                continue
            at = len(rows)
            cells: list[str] = []
            places: list[int] = []
            for cell in (*row.iterchildren("td", "th"), None):
                while (at, len(cells)) in taken:  # also at the end of the row
                    cells.append("")
                    places.append(row.sourceline or 0)
                if cell is None:
                    break
                column = len(cells)
                right, down = _span(cell, "colspan"), _span(cell, "rowspan")
                self._count(right * down)
                if right > 1 or down > 1:
                    merged.append((at, column, at + down - 1, column + right - 1))
                    taken.update(
                        ((r, c), True)
                        for r in range(at + 1, at + down)
                        for c in range(column, column + right)
                    )
                cells += [_words(cell), *[""] * (right - 1)]
                places += [cell.sourceline or 0] * right
            rows.append(cells)
            lines.append(places)
        return self._made(rows, lines, [a for a in merged if a[2] < len(rows) or a[1] != a[3]])

    def _made(
        self, rows: Sequence[Sequence[str]], lines: Sequence[Sequence[int]], merged: Sequence[Area]
    ) -> Sheet:
        name = f"#{self._tables}"

        def locate(row: int, column: int) -> Place:
            known = lines[row] if row < len(lines) else ()
            line = known[min(column, len(known) - 1)] if known else 0
            return self._place(line)._replace(sheet=name, cell=a1(row, column))

        return Sheet(rows, locate, merged)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise InputError(wording.too_many_cells(MAX_CELLS))


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.get(name, ""))
    return min(max(int(digits[1]), 1), MAX_SPAN) if digits else 1


class _CellText:
    """The text of a cell as people see it, put together piece by piece."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.struck: list[str] = []
        """What is struck out: read only where nothing stands beside it."""
        self.marks: list[str] = []

    @property
    def before(self) -> str:
        """The text that stands so far in the line, without blanks at its end."""
        return "".join(self.words[-3:]).rstrip()

    def add(self, element: Any, depth: int) -> None:
        """What an element holds."""
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        self._say(element.text)
        for child in element:
            name = local(child)
            if name in ("br", "p", "div"):
                self.words.append("\n")
            if name and name not in _UNSEEN and not is_hidden(child):
                self._child(child, depth)
            self._say(child.tail)

    def _child(self, child: Any, depth: int) -> None:
        if is_struck(child):
            self.struck.append(child.text_content())
        elif is_note(child, self.before):
            self.marks.append(child.text_content())
        else:
            self.add(child, depth + 1)

    def _say(self, text: str | None) -> None:
        if text:
            self.words.append(" ".join(text.split("\n")))

    def text(self) -> str:
        """The lines of the cell."""
        for words in (self.words, self.struck, self.marks):
            lines = [" ".join(line.split()) for line in "".join(words).split("\n")]
            if any(lines):
                return "\n".join(line for line in lines if line)
        return ""


def _words(cell: Any) -> str:
    """The text of a cell; line breaks and paragraphs are line ends."""
    found = _CellText()
    found.add(cell, 0)
    return found.text()
