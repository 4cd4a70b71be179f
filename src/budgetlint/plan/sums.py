"""Sums: what the relations of a block come to, a column at a time, over the row of all cells.

Which cells an addend takes depends on labels alone: it is looked up once for a plan. A document's
figures are then taken out of its row at once, and added up a column at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from operator import add, itemgetter, or_, sub
from typing import Protocol

from ..model.amounts import BLANK
from ..model.values import NamedTuple
from ..model.whole import WholeColumn, scaled
from .addends import ONE, Addend, factor_of
from .cells import Cells
from .relations import Block, Formula, Formulas


class WholeFigures(Protocol):
    """The figures of a document as whole numbers of 10^-`places`, one a cell, in one row: their
    `values`, whether anything is `shown`, and what cannot be read (`unread` are cells, `marks` has
    one entry a cell)."""

    @property
    def places(self) -> int: ...
    @property
    def values(self) -> Sequence[int]: ...
    @property
    def shown(self) -> Sequence[bool]: ...
    @property
    def unread(self) -> frozenset[int]: ...
    @property
    def marks(self) -> Sequence[bool]: ...
    def column(self, side: int, name: str) -> WholeColumn | None:
        """A column; None where all of it is blank, or it is not there."""


class Sums(NamedTuple):
    """What the relations of a block come to: left - right of each, times `factor`; how many of them
    have nothing printed; and those that hold what cannot be read."""

    residuals: Sequence[int]
    factor: int
    blanks: int
    unread: frozenset[int]


NONE: frozenset[int] = frozenset()


class Run(NamedTuple):
    """Cells that stand one behind another."""

    start: int
    stop: int

    def of(self, row: Sequence[int]) -> Sequence[int]:
        """What stands in them."""
        return row[self.start : self.stop]


class Picks:
    """Any cells."""

    __slots__ = ("_many", "cells")

    def __init__(self, cells: Sequence[int]) -> None:
        self.cells = tuple(cells)
        self._many = itemgetter(*cells) if len(cells) > 1 else None

    def of(self, row: Sequence[int]) -> Sequence[int]:
        """What stands in them."""
        if self._many is None:
            return [row[cell] for cell in self.cells]
        found: tuple[int, ...] = self._many(row)
        return found


class Groups:
    """Cells in groups, each of them added up: the cells of all groups, and where each ends."""

    __slots__ = ("_ends", "_picks")

    def __init__(self, groups: Iterable[Sequence[int]]) -> None:
        cells: list[int] = []
        ends: list[int] = []
        for group in groups:
            cells += group
            ends.append(len(cells))
        self._picks, self._ends = Picks(cells), Picks(ends)

    def of(self, row: Sequence[int]) -> Sequence[int]:
        """The sum of each group: of all up to its end, without those up to the end before."""
        ends = self._ends.of(list(accumulate(self._picks.of(row), initial=0)))
        return list(map(sub, ends, (0, *ends)))


Taken = Run | Picks | Groups


class BlockSums:
    """The sums of a block."""

    def __init__(self, block: Block, cells: Cells) -> None:
        self.block = block
        signed = [*((a, 1) for a in block.left), *((a, -1) for a in block.right)]
        self.factor = factor_of(addend.weight for addend, _ in signed)
        self._taken: list[tuple[int, Taken]] = []
        for addend, sign in signed:
            if (addend.side, addend.column) in cells.spans:
                weight = self.factor if addend.weight is ONE else int(addend.weight * self.factor)
                self._taken.append((sign * weight, _taken(addend, block.size, cells)))

    def of(self, figures: WholeFigures) -> Sums | None:
        """What every relation comes to; None for a constant alone, all columns being blank."""
        block = self.block
        residuals = self._total(figures.values)
        unread = NONE
        if figures.unread:
            marks = [taken.of(figures.marks) for _, taken in self._taken]
            unread = frozenset(n for n, found in enumerate(zip(*marks, strict=True)) if any(found))
        if block.offset is BLANK:
            return Sums(residuals, self.factor, self.shown(figures).count(0), unread)
        if self._is_blank(figures):
            return None
        offset = scaled(block.offset, figures.places) * self.factor
        return Sums([value - offset for value in residuals], self.factor, 0, unread)

    def _total(self, values: Sequence[int]) -> Sequence[int]:
        total: Sequence[int] | None = None
        for weight, taken in self._taken:
            total = plus(total, taken.of(values), weight)
        return [0] * self.block.size if total is None else total

    def shown(self, figures: WholeFigures) -> Sequence[int]:
        """Whether anything is printed in each relation; most have something in their first column.
        Of a constant beside columns that are not all blank it is."""
        if self.block.offset is not BLANK:
            return [not self._is_blank(figures)] * self.block.size
        found: Sequence[int] = [False] * self.block.size
        for _, taken in self._taken:
            found = list(map(or_, found, taken.of(figures.shown)))
            if all(found):
                break
        return found

    def _is_blank(self, figures: WholeFigures) -> bool:
        addends = (*self.block.left, *self.block.right)
        return all(figures.column(a.side, a.column) is None for a in addends)


def _taken(addend: Addend, size: int, cells: Cells) -> Taken:
    """The cells that an addend takes, one a relation, or a group of them."""
    start, stop = cells.spans[addend.side, addend.column]
    if addend.gather is not None:
        # What ends a column is blank, and so is a row that is not there.
        return Picks([start + row if row >= 0 else stop - 1 for row in addend.gather.rows[:size]])
    if addend.scatter is None:
        return Run(start, start + size)
    groups: list[list[int]] = [[] for _ in range(size)]
    for cell, owner in zip(range(start, stop), addend.scatter.owners, strict=False):
        if 0 <= owner < size:
            groups[owner].append(cell)
    return Groups(groups)


def plus(total: Sequence[int] | None, vector: Sequence[int], weight: int) -> Sequence[int]:
    """A column, times its weight, added to those before it."""
    if weight in (1, -1) and total is not None:
        return list(map(add if weight == 1 else sub, total, vector))
    if weight != 1:
        vector = [weight * value for value in vector]
    return vector if total is None else list(map(add, total, vector))


class _Single(NamedTuple):
    """One relation between single cells: cells with whole weights, and what is taken off them where
    something is printed, or where there are no cells (`alone`)."""

    terms: tuple[tuple[int, int], ...]
    constant: Decimal
    alone: bool


class FormulaSums:
    """The sums of relations between single cells."""

    def __init__(self, formulas: Formulas, cells: Cells) -> None:
        self.formulas = formulas
        every = formulas.formulas
        self.factor = factor_of(w for f in every for w, _ in (*f.left, *f.right))
        self._singles = [_single(formula, self.factor, cells) for formula in every]

    def of(self, figures: WholeFigures) -> Sums:
        """What every relation comes to."""
        found = [self._sum(single, figures) for single in self._singles]
        unread = figures.unread and frozenset(
            number
            for number, single in enumerate(self._singles)
            if any(cell in figures.unread for cell, _ in single.terms)
        )
        blanks = [shown for _, shown in found].count(False)
        return Sums([residual for residual, _ in found], self.factor, blanks, unread)

    def shown(self, figures: WholeFigures) -> Sequence[int]:
        """Whether anything is printed in each relation, or it has a constant."""
        printed = figures.shown
        return [
            single.constant is not BLANK or any(printed[cell] for cell, _ in single.terms)
            for single in self._singles
        ]

    def _sum(self, single: _Single, figures: WholeFigures) -> tuple[int, bool]:
        values, printed = figures.values, figures.shown
        total, shown = 0, single.alone
        for cell, weight in single.terms:
            total += weight * values[cell]
            shown = shown or printed[cell]
        if single.constant is not BLANK and shown:
            total -= scaled(single.constant, figures.places) * self.factor
        return total, shown


def _single(formula: Formula, factor: int, cells: Cells) -> _Single:
    signed = [*((w, ref, factor) for w, ref in formula.left)]
    signed += [(w, ref, -factor) for w, ref in formula.right]
    terms = [(cells.number(ref), int(weight * times)) for weight, ref, times in signed]
    alone = not signed and formula.constant is not BLANK
    return _Single(tuple(term for term in terms if term[0] >= 0), formula.constant, alone)


def sums_of(source: Block | Formulas, cells: Cells) -> BlockSums | FormulaSums:
    """How a block is summed."""
    return BlockSums(source, cells) if isinstance(source, Block) else FormulaSums(source, cells)
