"""Figures: the values of a document's cells, and how far rounding may have moved each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import filterfalse
from typing import Any, TypeVar

from ..model.amounts import BLANK, EXACT, ZERO, exponent, half_unit, halved, is_blank
from ..model.document import Document, Table, Vector
from ..model.precision import Precision, precision_of, precisions
from ..model.raw import Number
from ..model.values import NamedTuple
from ..model.whole import WholeColumn, scaled, unscaled
from ..plan.cells import Cells, ColumnCells, cells_for
from ..plan.links import Coefficients, Decimals
from ..plan.relations import CellRef

HUNDRED = Decimal(100)
FINE = -2
COUNTED = -1000
"""Stands for the last place of a number that is counted, not rounded."""
_of_two_places = Decimal("0.01").same_quantum

NOTHING = -1
"""Stands for the half unit of a cell in which no figure is."""

Interval = tuple[Decimal, Decimal]
WholeInterval = tuple[int, int]


_Any = TypeVar("_Any")
NO_PLACES = Decimals(0, 0)


class Figures:
    """The figures of one document; knows their precision. As whole numbers they stand in one row
    (`values`, `shown`, `halves`), in the order of `cells`."""

    def __init__(
        self,
        document: Document,
        like: Figures | None = None,
        needs: Decimals = NO_PLACES,
        cells: Cells | None = None,
    ) -> None:
        """`like` are the same figures under other labels, `needs` the decimals of the rules,
        `cells` the numbers of the cells of documents that print the same rows."""
        self.document = document
        self.cells = cells if cells is not None else cells_for(document)
        self._like = like
        self._needs = needs
        self._halves: dict[int, int] = {COUNTED: 0}
        self.units: dict[int, Decimal] = {0: ZERO}
        """Half a unit of each place that was met, by what it is as a whole number."""
        self._kinds: dict[object, dict[int, int]] = {}
        self._columns: dict[tuple[int, str], WholeColumn | None] = {}
        self.told: dict[object, Any] = {}
        """What a report makes of cells and tables, each once."""

    def instead(self, document: Document) -> Figures:
        """The same figures in other cells, or some of them."""
        return Figures(document, self, self._needs, self.cells)

    @cached_property
    def places(self) -> int:
        """The decimals that all figures, their halves and the numbers of the rules need."""
        finest = min(self.finest, FINE)
        return max(self._needs.weights - finest, self._needs.constants) + 1

    @cached_property
    def finest(self) -> int:
        """The exponent of the last place of the finest figure."""
        if self._like is not None:
            return self._like.finest
        distinct = filterfalse(_of_two_places, self._distinct.values())
        found = {exponent(value) for value in distinct if value.is_finite()}
        if any(map(_is_printed_otherwise, self.document.tables.values())):
            found.update(known.finest for known in self.precision.values())
        return min(found, default=0)

    def column(self, side: int, name: str) -> WholeColumn | None:
        """A column in whole numbers; None where all of it is blank, or it is not there."""
        if (side, name) not in self._columns:
            self._columns[side, name] = self._column(side, name)
        return self._columns[side, name]

    def _column(self, side: int, name: str) -> WholeColumn | None:
        if self._vector(side, name) is None:
            return None
        start, stop = self.cells.spans[side, name]
        unread = frozenset(cell - start for cell in self.unread if start <= cell < stop)
        return WholeColumn(self.values[start:stop], self.shown[start:stop], unread)

    def _vector(self, side: int, name: str) -> Vector | None:
        rows = self.document.sides[side]
        return rows.columns.get(name) if rows is not None else None

    @cached_property
    def printed(self) -> Sequence[Decimal]:
        """What is printed in each cell; `BLANK` where nothing is."""
        found: list[Decimal] = []
        for side, name, _, size in self.cells.columns:
            vector = self._vector(side, name)
            found += vector if vector is not None else [BLANK] * size
        return self._one_each(found)

    @cached_property
    def _ids(self) -> Sequence[int]:
        """The identities of what is printed: most figures stand in several places."""
        return list(map(id, self.printed))

    @cached_property
    def _distinct(self) -> Mapping[int, Decimal]:
        """The figures that are printed, each once, by their identities."""
        return dict(zip(self._ids, self.printed, strict=True))

    @cached_property
    def _others(self) -> Sequence[ColumnCells] | None:
        """The columns that are not as in `like`; None where nothing can be taken from there."""
        like = self._like
        if like is None or like.places != self.places or like.cells.columns != self.cells.columns:
            return None
        was = like._vector  # noqa: SLF001
        return [
            column
            for column in self.cells.columns
            if self._vector(column.side, column.name) is not was(column.side, column.name)
        ]

    def _row(
        self, like: Callable[[Figures], Sequence[_Any]], made: Callable[[Decimal], _Any]
    ) -> Sequence[_Any]:
        """One value a cell, made of what is printed in it: of each figure once."""
        if self._like is None or self._others is None:
            each = {number: made(value) for number, value in self._distinct.items()}
            return list(map(each.__getitem__, self._ids))
        known = like(self._like)
        if not self._others:
            return known
        found = list(known)
        for side, name, start, size in self._others:
            vector = self._vector(side, name) or [BLANK] * size
            each = {id(value): made(value) for value in {id(v): v for v in vector}.values()}
            found[start : start + size] = [each[id(value)] for value in vector]
        return found

    @cached_property
    def values(self) -> Sequence[int]:
        """The figure in each cell; 0 where nothing is printed or nothing can be read."""
        return self._row(lambda like: like.values, self._whole)

    def _whole(self, value: Decimal) -> int:
        if is_blank(value) or value.is_nan():
            return 0
        return int(value.scaleb(self.places, EXACT))

    @cached_property
    def shown(self) -> Sequence[bool]:
        """Whether something is printed in each cell."""
        return self._row(lambda like: like.shown, lambda value: not is_blank(value))

    @cached_property
    def unread(self) -> frozenset[int]:
        """The cells that hold what cannot be read."""
        if self._like is not None and self._others is not None and not self._others:
            return self._like.unread
        if not any(value.is_nan() for value in self._distinct.values()):
            return frozenset()
        return frozenset(cell for cell, value in enumerate(self.printed) if value.is_nan())

    @cached_property
    def marks(self) -> Sequence[bool]:
        """Whether each cell holds what cannot be read."""
        return [cell in self.unread for cell in range(self.cells.size)]

    @cached_property
    def halves(self) -> Sequence[int]:
        """Half a unit of the last place of each cell that counts; -1 where nothing is printed or
        nothing can be read."""
        if self._like is None or self._others is None:
            found = [half for column in self.cells.columns for half in self._halves_of(column)]
        else:
            found = list(self._like.halves)
            self.units.update(self._like.units)
            for column in self._others:
                found[column.start : column.start + column.size] = self._halves_of(column)
        for cell in self.unread:
            found[cell] = NOTHING
        return self._one_each(found)

    def _one_each(self, found: list[_Any]) -> list[_Any]:
        if len(found) != self.cells.size:
            raise AssertionError(len(found), self.cells.size)
        return found

    def _halves_of(self, column: ColumnCells) -> Sequence[int]:
        """The half of each cell of a column; told by the identities of figures, as their values."""
        side, name, start, size = column
        rows, vector = self.document.sides[side], self._vector(side, name)
        if rows is None or vector is None:
            return [NOTHING] * size
        known = precision_of(self.precision, self.document, rows, name)
        measure = rows.structure.side.columns[name].measure
        if measure == "number":
            return [0 if shown else NOTHING for shown in self.shown[start : start + size]]
        if measure != "percent" and known.numbers:
            return [self._half_at(cell, column) for cell in range(start, start + size)]
        kind = measure == "percent", known.finest, known.zeros_dropped, known.step
        halves = self._kinds.setdefault(kind, {})
        ids = list(map(id, vector))
        for number, value in zip(ids, vector, strict=True):
            if number not in halves:
                halves[number] = self._half_like(value, measure, known)
        return list(map(halves.__getitem__, ids))

    def _half_like(self, value: Decimal, measure: str, known: Precision) -> int:
        """Half a unit of the last place of a figure that is no JSON number."""
        if is_blank(value) or value.is_nan():
            return NOTHING
        return self._half_where(value, measure, known)

    def _half_at(self, cell: int, column: ColumnCells) -> int:
        """Half a unit of the last place of a figure that may be a JSON number."""
        if not self.shown[cell] or cell in self.unread:
            return NOTHING
        side, name, start, _ = column
        rows = self.document.sides[side]
        if rows is None:
            return NOTHING
        table = self.document.tables[rows.structure.side.table]
        text = table.raw.rows[cell - start][rows.where.columns[name]]
        known = precision_of(self.precision, self.document, rows, name)
        measure = rows.structure.side.columns[name].measure
        return self._half_where(self.printed[cell], measure, known, text)

    def _half_where(self, value: Decimal, measure: str, known: Precision, text: object = "") -> int:
        """Half a unit of the last place of a figure that counts, or half of its step."""
        half = self.half_of(_last_place(value, measure, known, text))
        if not known.step or measure != "money":
            return half
        step = halved(known.step)
        number = self.scaled(step)
        self.units[number] = step
        return max(half, number)

    @cached_property
    def precision(self) -> Mapping[str, Precision]:
        """The precision of each table, by its id."""
        return self._like.precision if self._like is not None else precisions(self.document)

    @cached_property
    def as_printed(self) -> bool:
        """Whether every figure can be taken at the places printed."""
        return all(known.as_printed for known in self.precision.values())

    @cached_property
    def mixed(self) -> frozenset[int]:
        """The sides in which not all figures are money."""
        return frozenset(
            ordinal
            for ordinal, rows in enumerate(self.document.sides)
            if rows is not None
            and any(c.measure != "money" for c in rows.structure.side.columns.values())
        )

    def value(self, ref: CellRef) -> Decimal:
        """What is printed in a cell; `BLANK` where nothing is, or no such row or column."""
        rows = self.document.sides[ref.side]
        return BLANK if rows is None or ref.row < 0 else rows.value(ref.column, ref.row)

    def table(self, side: int) -> str:
        """The id of the table that a side belongs to; empty where it is not printed."""
        rows = self.document.sides[side]
        return rows.structure.side.table if rows is not None else ""

    def half(self, side: int, column: str, row: int) -> Decimal:
        """Half a unit of a cell's last place; `BLANK` where nothing is printed."""
        span = self.cells.spans.get((side, column))
        half = self.halves[span[0] + row] if span is not None and row >= 0 else NOTHING
        return BLANK if half == NOTHING else self.units[half]

    def half_of(self, place: int) -> int:
        """Half a unit of a place, by its exponent."""
        if place not in self._halves:
            half = half_unit(place)
            self._halves[place] = self.scaled(half)
            self.units[self._halves[place]] = half
        return self._halves[place]

    def scaled(self, value: Decimal) -> int:
        """A number as a whole number of the least unit. Raises `ArithmeticError`."""
        return scaled(value, self.places)

    def unscaled(self, value: int, unit: int = 1) -> Decimal:
        """The reverse; with the places of a `unit`."""
        return unscaled(value, self.places, unit)

    def whole_sum(self, terms: Coefficients) -> WholeSum:
        """The printed sum of some cells with whole weights, and how far rounding may have moved
        it."""
        total = half = 0
        shown = unread = False
        values, printed, halves = self.values, self.shown, self.halves
        for cell, times in terms:
            if cell < 0 or not printed[cell]:
                continue
            shown = True
            if halves[cell] == NOTHING:
                unread = True
                continue
            total += times * values[cell]
            half += abs(times) * halves[cell]
        return WholeSum(total, (total - half, total + half), shown, unread)

    def sum(self, terms: Iterable[tuple[Decimal, CellRef]]) -> tuple[Decimal, Interval]:
        """The printed sum of some cells, and the interval that it stands for: to be shown."""
        total, half = BLANK, ZERO
        for weight, ref in terms:
            value = self.value(ref)
            if value.is_nan():
                total += value
            elif not is_blank(value):
                total += weight * value
                half += abs(weight) * self.half(ref.side, ref.column, ref.row)
        return total, (total - half, total + half)


def _last_place(value: Decimal, measure: str, known: Precision, text: object = "") -> int:
    """The exponent of the last place of a figure that counts; `COUNTED` for a count."""
    if measure == "number":
        return COUNTED
    places = FINE if _of_two_places(value) else exponent(value)
    if measure == "percent":
        return places if value else min(places, FINE)
    # A bare 0 is no figure rounded to units: nobody prints 0 for 0.36.
    dropped = known.zeros_dropped or isinstance(text, Number) or not value
    if places > known.finest and dropped:
        return known.finest
    return places


def _is_printed_otherwise(table: Table) -> bool:
    """Whether the texts of a table may have more places than its figures: what prose says in
    another unit, and figures within a text."""
    return table.layout.book is not None or any(
        column.within for rows in table.sides for column in rows.structure.side.columns.values()
    )


class WholeSum(NamedTuple):
    """A sum of figures as whole numbers: what is printed, the interval that it stands for, whether
    anything is printed, and whether anything cannot be read."""

    total: int
    interval: WholeInterval
    shown: bool
    unread: bool
