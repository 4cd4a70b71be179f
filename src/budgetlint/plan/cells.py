"""Cells: one numbering of the cells of documents that print the same rows.

All cells of a document stand in one row, column by column: a cell is one whole number, where its
column begins and its row. Columns begin where the layouts of their sides and the numbers of rows
say, so that the numbers are the same for all documents that print the same rows. What does not
stand in that row (a row or a table that is not there) has a number of its own below 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from ..model.document import Document, Structure
from ..model.memo import Memo
from ..model.values import NamedTuple
from .relations import CellRef

MAX_SUMS = 512
MAX_ABSENT = 4096


class ColumnCells(NamedTuple):
    """The cells of one column: the number of the first, and how many there are, with the blank that
    ends every column."""

    side: int
    name: str
    start: int
    size: int


class Cells:
    """Cells as whole numbers, and back."""

    def __init__(self, shapes: Sequence[Structure | None]) -> None:
        """`shapes` are the rows of each side, by its ordinal; None for one that is not printed."""
        self.columns = tuple(_columns(shapes))
        self.size = sum(column.size for column in self.columns)
        self.spans: Mapping[tuple[int, str], tuple[int, int]] = {
            (column.side, column.name): (column.start, column.start + column.size)
            for column in self.columns
        }
        """Where each column begins, and where the next one does."""
        self._begins = [column.start for column in self.columns]
        self.sums: Memo[int, Any] = Memo(MAX_SUMS)
        """How blocks are summed over these cells (`plan.sums`), by their identities."""
        self._absent: dict[CellRef, int] = {}
        self._refs: dict[int, CellRef] = {}
        self._count = count(1)

    @property
    def is_full(self) -> bool:
        """Whether so much was asked for that is not there that another numbering is to begin."""
        return len(self._absent) > MAX_ABSENT

    def number(self, ref: CellRef) -> int:
        """The number of a cell."""
        side, name, row, _ = ref
        span = self.spans.get((side, name))
        if row >= 0 and span is not None:
            return span[0] + row
        if ref not in self._absent:
            self._refs[self._absent.setdefault(ref, -next(self._count))] = ref
        return self._absent[ref]

    def ref(self, number: int) -> CellRef:
        """The cell of a number."""
        found = self._refs.get(number)
        if found is None:
            column = self.columns[bisect_right(self._begins, number) - 1]
            found = CellRef(column.side, column.name, number - column.start)
            self._refs[number] = found
        return found


def cells_for(document: Document) -> Cells:
    """The cells of documents that print the same rows as this one."""
    return Cells([rows.structure if rows is not None else None for rows in document.sides])


def _columns(shapes: Sequence[Structure | None]) -> Iterator[ColumnCells]:
    start = 0
    for ordinal, shape in enumerate(shapes):
        for name in shape.side.columns if shape is not None else ():
            size = (shape.size if shape is not None else 0) + 1
            yield ColumnCells(ordinal, name, start, size)
            start += size
