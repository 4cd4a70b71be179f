"""The paragraphs, rows and cells of an RTF file, as its control words come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ...messages import office as wording
from ...model.errors import InputError
from ...model.expressions import expression
from ...model.place import Place
from ...model.raw import Area, Line, Sheet
from ...model.values import NamedTuple
from .slivers import NARROW
from .workbook import MAX_CELLS, a1

MAX_NESTED = 20
_HALF = expression("[\ud800-\udfff]")


class _Cell(NamedTuple):
    """A cell's right edge, and how it is merged: "first" and "next", across and downwards."""

    right: int
    across: str = ""
    down: str = ""


class _Row(NamedTuple):
    """A row: its left edge, its cells, and their texts."""

    left: int
    cells: tuple[_Cell, ...]
    texts: tuple[str, ...]


class _Table:
    """A table as its rows come."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.texts: list[str] = []
        self.paragraphs: list[str] = []
        self.define()

    def define(self) -> None:
        """A row's definition begins."""
        self.left = 0
        self.cells: list[_Cell] = []
        self.next = _Cell(0)

    def finish(self) -> None:
        """The row ends; nothing in it is lost where the file does not say so."""
        left = "\n".join(filter(str.strip, self.paragraphs)).strip()
        if left:
            self.texts.append(left)
        if self.texts:
            self.rows.append(_Row(self.left, tuple(self.cells), tuple(self.texts)))
        self.texts.clear()
        self.paragraphs.clear()


class Tables:
    """Gathers text into paragraphs, cells, rows and tables."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._count = 0
        self._cells = 0
        self._said = 0
        self._words: list[str] = []
        self._open = [_Table()]
        self._inner: list[_Table] = []
        self._inside = False
        self._depth = 1
        self._heading = False

    def say(self, text: str) -> None:
        """More text of the paragraph."""
        self._words.append(text)

    def end(self) -> Iterator[Line | Sheet]:
        """The end of the file."""
        yield from self._paragraph()
        yield from self._close()

    def word(self, word: str, number: int | None) -> Iterator[Line | Sheet]:
        """A control word; what is complete by it."""
        if word in ("par", "page", "sect"):
            yield from self._paragraph()
        elif word in ("cell", "nestcell"):
            self._cell(1 if word == "cell" else max(self._depth, 2))
        elif word in ("row", "nestrow"):
            self._row(1 if word == "row" else max(self._depth, 2))
        elif word == "pard":
            self._inside, self._depth, self._heading = False, 1, False
        elif word == "intbl":
            self._inside = True
        elif word == "itap":
            self._depth = min(max(number or 0, 1), MAX_NESTED)
            self._inside = self._inside or bool(number)
        elif word == "outlinelevel":
            self._heading = True
        else:
            self._definition(self._table(self._depth), word, number or 0)

    def _definition(self, table: _Table, word: str, number: int) -> None:
        if word == "trowd":
            table.define()
        elif word == "trleft":
            table.left = number
        elif word == "cellx":
            table.cells.append(table.next._replace(right=number))
            table.next = _Cell(0)
        elif word in ("clmgf", "clmrg"):
            table.next = table.next._replace(across="first" if word == "clmgf" else "next")
        elif word in ("clvmgf", "clvmrg"):
            table.next = table.next._replace(down="first" if word == "clvmgf" else "next")

    def _table(self, depth: int) -> _Table:
        while len(self._open) < depth:
            self._open.append(_Table())
        return self._open[depth - 1]

    def _text(self) -> str:
        text = "".join(self._words)
        self._words.clear()
        return _whole(text) if _HALF.search(text) else text

    def _paragraph(self) -> Iterator[Line | Sheet]:
        text = self._text()
        if self._inside:
            self._table(self._depth).paragraphs.append(text)
            return
        yield from self._close()
        self._said += 1
        offset = 0
        for line in text.split("\n"):
            if line.strip():
                at = offset + len(line) - len(line.lstrip())
                place = Place(self._path, paragraph=self._said, offset=at)
                yield Line((line.strip(),), place, heading=self._heading)
            offset += len(line) + 1

    def _cell(self, depth: int) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise InputError(wording.too_many_cells(MAX_CELLS))
        table = self._table(depth)
        paragraphs = [*table.paragraphs, self._text()]
        table.paragraphs.clear()
        table.texts.append("\n".join(text for text in paragraphs if text.strip()).strip())
        self._leave(depth)

    def _row(self, depth: int) -> None:
        self._table(depth).finish()
        self._leave(depth)

    def _leave(self, depth: int) -> None:
        """Tables that were nested in a cell end with it; they come after the one around them."""
        while len(self._open) > depth:
            inner = self._open.pop()
            inner.finish()
            self._inner.append(inner)

    def _close(self) -> Iterator[Sheet]:
        """The table ends, and what was nested in it."""
        self._leave(1)
        self._open[0].finish()
        tables, self._open, self._inner = [*self._open, *self._inner], [_Table()], []
        for table in tables:
            if any(any(row.texts) for row in table.rows):
                self._count += 1
                yield _sheet(self._path, self._count, table.rows)


def _whole(text: str) -> str:
    """A text with the halves of rare characters put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _sheet(path: str, number: int, rows: Sequence[_Row]) -> Sheet:
    name = f"#{number}"
    edges = _edges(rows)
    if len(edges) * len(rows) > MAX_CELLS:
        raise InputError(wording.too_many_cells(MAX_CELLS))
    grid: list[list[str]] = []
    merged: list[Area] = []
    open_at: dict[int, int] = {}
    for index, row in enumerate(rows):
        texts = [""] * max(len(edges) - 1, 1)
        still: dict[int, int] = {}
        for cell in _placed(row, edges):
            if cell.down == "next" and cell.left in open_at:
                area = still[cell.left] = open_at[cell.left]
                merged[area] = (*merged[area][:2], index, merged[area][3])
                continue
            texts[cell.left] = "\n".join(filter(None, (texts[cell.left], cell.text)))
            if cell.down:
                still[cell.left] = len(merged)
            if cell.right > cell.left or cell.down:
                merged.append((index, cell.left, index, cell.right))
        grid.append(texts)
        open_at = still

    def locate(row: int, column: int) -> Place:
        return Place(path, sheet=name, cell=a1(row, column))

    return Sheet(grid, locate, [area for area in merged if area[:2] != area[2:]])


def _edges(rows: Sequence[_Row]) -> list[int]:
    """The edges of the columns of all rows; those that miss each other by a hair are one."""
    found: list[int] = []
    for edge in sorted({e for row in rows for e in (row.left, *(c.right for c in row.cells))}):
        if not found or edge - found[-1] >= NARROW:
            found.append(edge)
    return found


class _Placed(NamedTuple):
    """A cell between two columns, both included."""

    left: int
    right: int
    down: str
    text: str


def _placed(row: _Row, edges: Sequence[int]) -> list[_Placed]:
    """The cells of a row where they stand, those merged across as one."""
    found: list[_Placed] = []
    start, most = row.left, max(len(edges) - 2, 0)
    for number, text in enumerate(row.texts):
        # A cell that no definition tells of follows the others.
        cell = row.cells[number] if number < len(row.cells) else _Cell(edges[-1])
        left = min(bisect_right(edges, start) - 1, most)
        right = max(min(bisect_right(edges, cell.right) - 2, most), left)
        start = cell.right
        if cell.across == "next" and found:
            whole = "\n".join(filter(None, (found[-1].text, text)))
            found[-1] = found[-1]._replace(right=right, text=whole)
        else:
            found.append(_Placed(left, right, cell.down, text))
    return found
