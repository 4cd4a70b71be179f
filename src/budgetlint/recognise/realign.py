"""Rows of a loosely read form that do not stand under their headers: put where they belong.

Text recognition loses cells: a header without one of its names, two cells in one, a row one cell
too far to the left or right, a name cut in two by the page. Where a layout says in which order its
columns are printed, such rows are put right, and each cell that was moved is marked as doubtful.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .. import messages
from ..model.amounts import AmountError, is_blank, parse
from ..model.errors import Message
from ..model.layout import Layout
from ..model.names import norm
from ..model.values import NamedTuple

MAX_PIECE = 2
"""Characters of a piece of a name that the page has cut off."""


class Realigned(NamedTuple):
    """The columns and rows as they should stand; for each cell that was moved, why. `kept` are the
    indices of the rows among those that were given."""

    columns: list[str]
    rows: list[list[str]]
    kept: list[int]
    doubts: dict[tuple[int, int], Message]


def realigned(
    columns: Sequence[str], rows: Sequence[Sequence[str]], body: Layout, fill: Sequence[str]
) -> Realigned:
    """The rows under their headers. Without a declared order nothing is changed."""
    side = body.sides[0]
    names = [norm(name) for name in columns]
    order = [norm(name) for name in side.order]
    width = max([len(names), *map(len, rows)])
    table = _Table(names + [""] * (width - len(names)), rows, width)
    missing = [name for name in order if name not in names]
    numbers = {norm(h[-1]) for c in side.columns.values() if not c.within for h in c.headers}
    if order and [name for name in names if name] == [n for n in order if n not in missing]:
        unnamed = [n for n, name in enumerate(table.names) if not name and table.filled(n)]
        if missing and len(unnamed) == len(missing):
            table.name_all(order, messages.header_lost("、".join(missing)))
        table.shift_rows(numbers, messages.row_shifted())
        if missing and not unnamed:
            table.split(order, missing, messages.cells_merged("、".join(missing)))
        table.move_inwards([norm(name) for name in fill], messages.row_shifted())
        table.join_pieces([norm(name) for name in fill], messages.name_cut())
    return Realigned(table.names, table.rows, table.kept, table.doubts)


class _Table:
    def __init__(self, names: list[str], rows: Sequence[Sequence[str]], width: int) -> None:
        self.names = names
        self.rows = [[*row, *[""] * (width - len(row))] for row in rows]
        self.kept = list(range(len(rows)))
        self.doubts: dict[tuple[int, int], Message] = {}

    def filled(self, column: int) -> bool:
        """Whether anything stands in a column."""
        return any(row[column].strip() for row in self.rows)

    def _doubt(self, row: int, columns: Sequence[int], why: Message) -> None:
        for column in columns:
            if self.rows[row][column].strip():
                self.doubts[row, column] = why

    def name_all(self, order: Sequence[str], why: Message) -> None:
        """Names for all columns where the header has lost one: from there on it was wrong."""
        first = next(n for n, name in enumerate(order) if name != self.names[n])
        self.names[: len(order)] = order
        for row in range(len(self.rows)):
            self._doubt(row, range(first, len(order)), why)

    def shift_rows(self, numbers: set[str], why: Message) -> None:
        """A row whose number stands one cell beside its column is moved as a whole."""
        places = [n for n, name in enumerate(self.names) if name in numbers]
        for number, row in enumerate(self.rows):
            if not places or all(_is_number(row[n]) for n in places) or not any(row):
                continue
            for moved in ([*row[1:], ""] if not row[0] else None, ["", *row[:-1]] if not row[-1]
                          else None):  # fmt: skip
                if moved and all(_is_number(moved[n]) for n in places):
                    self.rows[number] = moved
                    self.doubts.update({(number, n): why for n in range(len(moved))})
                    break

    def split(self, order: Sequence[str], missing: Sequence[str], why: Message) -> None:
        """Two columns in one: each cell holds two words, and the header has lost a name."""
        if len(missing) != 1:
            return
        at = order.index(missing[0])
        if at >= len(self.names) or not all(
            len(row[at].split()) == 2 for row in self.rows if row[at].strip()
        ):
            return
        self.names.insert(at, missing[0])
        for number, row in enumerate(self.rows):
            parts = row[at].split() or ["", ""]
            row[at : at + 1] = parts
            moved = {(n, c + (c > at)): w for (n, c), w in self.doubts.items() if n == number}
            self.doubts = {k: w for k, w in self.doubts.items() if k[0] != number} | moved
            self._doubt(number, (at, at + 1), why)

    def move_inwards(self, fill: Sequence[str], why: Message) -> None:
        """A name of the second class that stands in the column of the first."""
        places = [self.names.index(name) for name in fill if name in self.names]
        for outer, inner in itertools.pairwise(places):
            known = {norm(row[inner]) for row in self.rows if row[inner].strip()}
            for number, row in enumerate(self.rows):
                if row[outer].strip() and not row[inner].strip() and norm(row[outer]) in known:
                    row[inner], row[outer] = row[outer], ""
                    self._doubt(number, (inner,), why)

    def join_pieces(self, fill: Sequence[str], why: Message) -> None:
        """The rest of a name that the page has cut off goes to the row above."""
        places = {self.names.index(name) for name in fill if name in self.names}
        for number in range(len(self.rows) - 1, 0, -1):
            row = self.rows[number]
            used = [n for n, cell in enumerate(row) if cell.strip()]
            pieces = used and all(n in places and len(norm(row[n])) <= MAX_PIECE for n in used)
            above = self.rows[number - 1]
            if pieces and all(above[n].strip() for n in used):
                for n in used:
                    above[n] += row[n]
                self._doubt(number - 1, used, why)
                del self.rows[number], self.kept[number]
                self.doubts = {
                    (r - (r > number), c): w for (r, c), w in self.doubts.items() if r != number
                }


def _is_number(text: str) -> bool:
    """Whether a cell holds a plain number."""
    if re.search(r"[%％]", text):
        return False
    try:
        return not is_blank(parse(text))
    except AmountError:
        return False
