"""What readers hand on: text with positions, and nothing about budgets.

A reader turns bytes into a `RawDocument`. Its tables are either `RawTable` (columns already known,
as in canonical JSON) or `Grid` (a sheet of text, as in CSV), which `recognise` turns into tables by
the layouts of a rule pack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .errors import Problem, Text
from .place import NOWHERE, Place


class Number(str):
    """An amount written as a JSON number: its text, exactly as in the file.

    A JSON number makes no promise about trailing zeros (792.00 is often written 792.0), so its
    precision is not read off the print; see `budgetlint.model.document.precision`.
    """

    __slots__ = ()


# (index of the body row, index of the column) -> place; called only for cells that are reported.
Locate = Callable[[int, int], Place]


# (top, left, bottom, right) of a merged cell: its first and its last row and column, from 0.
Area = tuple[int, int, int, int]

# (row, column) -> why the reading of that cell is uncertain.
Doubts = Mapping[tuple[int, int], Text]
NO_DOUBTS: Doubts = {}

# (row, column) -> how far the text of a cell is indented, in blanks; only where it is.
Indents = Mapping[tuple[int, int], int]
NO_INDENTS: Indents = {}


def indent_of(text: str) -> int:
    """The blanks in front of a text; wide ones count twice."""
    return sum(2 if blank == "\u3000" else 1 for blank in text[: len(text) - len(text.lstrip())])


class Grid(NamedTuple):
    """A sheet of text: title lines, header rows, body and notes, not yet told apart.

    `rows` are as read, ragged rows included. `locate(r, c)` gives the place of grid cell (r, c).
    A merged cell is written once, at its top left; `merged` has the areas of all merged cells, and
    is None where the format does not tell them (they are guessed then). `doubts` are the cells
    that were read, but perhaps not rightly. `page` is the first page that the grid stands on.
    `loose` says that columns are not certain either: text recognition may lose or move cells.
    `indents` are those of texts that are indented: names without codes are nested by them.
    `breaks` are the rows that begin a page further on.
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


class RawTable(NamedTuple):
    """One table: header paths ("支出预算/合计"), body rows of text, and what is printed around it.

    Every row has as many cells as there are columns. `locate(r, c)` gives the place of the cell
    in body row r and column c. `doubts` are the body cells whose reading is uncertain; `loose` and
    `indents` are those of its grid.
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


class NotRead(NamedTuple):
    """A table that could not be read although its title is known: why, and as it stands."""

    problem: Problem
    table: RawTable


def _nowhere(_: str) -> Place:
    return NOWHERE


class Section(NamedTuple):
    """One section of the narrative, as published; `locate` tells where its text, or title, is.

    `at` tells the place of the character with that index in `text`, in formats other than JSON.
    """

    section: str
    title: str
    text: str
    locate: Callable[[str], Place] = _nowhere
    at: Callable[[int], Place] | None = None


NO_CODES: Mapping[str, Mapping[str, str]] = {}


class RawDocument(NamedTuple):
    """One disclosure as read. Header fields are empty (or 0) where the input does not say.

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
