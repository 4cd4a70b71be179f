"""What readers hand on: text with positions, and nothing about budgets.

A reader turns bytes into a `RawDocument`. Its tables are either `RawTable` (columns already known,
as in canonical JSON) or `Grid` (a sheet of text, as in CSV), which `recognise` turns into tables by
the layouts of a rule pack. Formats with text and tables in one stream hand on a `Flow` of lines and
tables, which `recognise.flow` turns into grids and sections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .errors import Message, Problem
from .place import NOWHERE, Place, Points
from .values import NamedTuple
from .words import literal

_WITH_UNIT = literal("headers.with-unit")


class Number(str):
    """An amount written as a JSON number: its text, exactly as in the file.

    A JSON number makes no promise about trailing zeros (792.00 is often written 792.0), so its
    precision is not read off the print; see `budgetlint.model.precision`.
    """

    __slots__ = ()


# (index of the body row, index of the column) -> place; called only for cells that are reported.
Locate = Callable[[int, int], Place]


# (top, left, bottom, right) of a merged cell: its first and its last row and column, from 0.
Area = tuple[int, int, int, int]

# (row, column) -> why the reading of that cell is uncertain.
Doubts = Mapping[tuple[int, int], Message]
NO_DOUBTS: Doubts = {}

# (row, column) -> how far the text of a cell is indented, in blanks; only where it is.
Indents = Mapping[tuple[int, int], int]
NO_INDENTS: Indents = {}


def indent_of(text: str) -> int:
    """The blanks in front of a text; wide ones count twice."""
    return sum(2 if blank == "\u3000" else 1 for blank in text[: len(text) - len(text.lstrip())])


def _nowhere(_: str) -> Place:
    return NOWHERE


class Grid(NamedTuple):
    """A sheet of text: title lines, header rows, body and notes, not yet told apart.

    `rows` are as read, ragged rows included. `locate(r, c)` gives the place of grid cell (r, c).
    A merged cell is written once, at its top left; `merged` has the areas of all merged cells, and
    is None where the format does not tell them (they are guessed then). `doubts` are the cells
    that were read, but perhaps not rightly. `page` is the first page that the grid stands on.
    `loose` says that columns are not certain either: text recognition may lose or move cells.
    `indents` are those of texts that are indented: names without codes are nested by them.
    `breaks` are the rows that begin a page further on. `moneys` are the units that the figures of
    columns ended in.
    """

    name: str
    rows: Sequence[Sequence[str]]
    locate: Locate
    merged: Sequence[Area] | None = None
    page: int = 0
    doubts: Doubts = NO_DOUBTS
    loose: bool = False
    indents: Indents = NO_INDENTS
    breaks: tuple[int, ...] = ()
    moneys: Mapping[int, str] = {}


Said = Mapping[str, str]
"""Coordinates, dimension → member, as a file states them."""


class Meanings(NamedTuple):
    """What a file says that a table means: its title, the header of each column, and each row, for
    each block of names and figures that stands in it, from left to right.

    None where nothing is said, {} where it means nothing. `locate` gives the place of what is said,
    by its path: title, columns/2, rows/5. Of the columns `by_figures` no file says anything: that
    is what their figures say.
    """

    title: Said | None = None
    columns: Sequence[Said | None] = ()
    rows: Sequence[Sequence[Said | None]] = ()
    locate: Callable[[str], Place] = _nowhere
    by_figures: frozenset[int] = frozenset()


class RawTable(NamedTuple):
    """One table: header paths ("支出预算/合计"), body rows of text, and what is printed around it.

    Every row has as many cells as there are columns. `locate(r, c)` gives the place of the cell
    in body row r and column c. `doubts` are the body cells whose reading is uncertain; `loose` and
    `indents` are those of its grid. `meanings` are what its file says that its words mean.
    `moneys` are the money units of columns whose headers name another one than `money`, with an
    entry a column (empty for the others); empty where no header does.
    """

    id: str
    number: int
    title: str
    money: str
    unit: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    notes: tuple[str, ...]
    locate: Locate
    doubts: Doubts = NO_DOUBTS
    loose: bool = False
    indents: Indents = NO_INDENTS
    meanings: Meanings | None = None
    moneys: tuple[str, ...] = ()

    @property
    def has_title(self) -> bool:
        """Whether its file gives it a title: what has none goes by its number there, "#3"."""
        return not (self.title or self.id).startswith("#")

    @property
    def headers(self) -> tuple[str, ...]:
        """The header paths with the units that they name beside that of the table: 合计（元）."""
        if not self.moneys:
            return self.columns
        pairs = zip(self.columns, self.moneys, strict=True)
        return tuple(_WITH_UNIT.format(header=h, money=m) if m else h for h, m in pairs)

    def money_of(self, index: int) -> str:
        """The money unit that the header of a column names, where it is another; else empty."""
        return self.moneys[index] if 0 <= index < len(self.moneys) else ""


class NotRead(NamedTuple):
    """A table that could not be read although its title is known: why, and as it stands."""

    problem: Problem
    table: RawTable


class Section(NamedTuple):
    """One section of the narrative, as published; `locate` tells where its text, or title, is.

    `at` tells the place of the character with that index in `text`, in formats other than JSON.
    """

    section: str
    title: str
    text: str
    locate: Callable[[str], Place] = _nowhere
    at: Callable[[int], Place] | None = None


class Line(NamedTuple):
    """A printed line: its parts, where it stands, whether it is set as a heading, and whether a
    paragraph begins with it. `edges` are where on a page each character of its text begins, and
    the last one ends; empty where that is not known."""

    cells: tuple[str, ...]
    place: Place
    heading: bool = False
    starts: bool = True
    edges: tuple[Points, ...] = ()

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(self.cells)

    @property
    def page(self) -> int:
        """The page that it stands on; 0 where there are none."""
        return self.place.page

    def at(self, index: int) -> Place:
        """The place of one character of its text."""
        place, box = self.place, self.place.box
        if box is not None and index + 1 < len(self.edges):
            box = box._replace(left=self.edges[index], right=self.edges[index + 1])
        if place.paragraph:
            return place._replace(offset=place.offset + index)
        return place._replace(column=place.column + index if place.column else 0, box=box)

    def continued(self, line: Line) -> Line:
        """The line and the next one, as one text."""
        place, box, other = self.place, self.place.box, line.place.box
        if box is not None and other is not None and self.page == line.page:
            place = place._replace(box=box.around(other))
        return self._replace(cells=(self.text + line.text,), place=place, edges=())


class Sheet(NamedTuple):
    """A table as it stands on one page.

    `edges` are where its columns begin and the last one ends; they tell which columns of two pages
    are the same, and are empty where only the number of columns does. `loose` is as in `Grid`.
    """

    rows: Sequence[Sequence[str]]
    locate: Locate
    merged: Sequence[Area] | None = None
    page: int = 0
    edges: Sequence[Points] = ()
    doubts: Doubts = NO_DOUBTS
    loose: bool = False


class Flow(NamedTuple):
    """Lines and tables of one file in reading order, and how many grids and sections of its
    document stand before it."""

    items: tuple[Line | Sheet, ...]
    grids: int = 0
    sections: int = 0


NO_CODES: Mapping[str, Mapping[str, str]] = {}


class RawDocument(NamedTuple):
    """One disclosure as read. Header fields are empty (or 0) where the input does not say.

    `flows` are not yet told apart: `recognise.flow` makes grids and sections of them.
    `problems` are what could not be read; `notes` what was left out on purpose (a hidden sheet),
    which is said but is nothing wrong.
    """

    path: str
    unit: str = ""
    year: int = 0
    kind: str = ""
    profile: str = ""
    tables: tuple[RawTable, ...] = ()
    grids: tuple[Grid, ...] = ()
    narrative: tuple[Section, ...] = ()
    assign: Mapping[str, Mapping[str, str]] = NO_CODES
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    flows: tuple[Flow, ...] = ()
