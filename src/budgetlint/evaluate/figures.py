"""Figures: the values of a document's cells, and how far rounding may have moved each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import filterfalse
from typing import Any, TypeVar

from ..model.amounts import BLANK, EXACT, exponent, half_unit, is_blank
from ..model.document import Document, Precision, Table, Vector, precision_of, precisions
from ..model.raw import Number
from ..model.values import NamedTuple
from ..model.whole import WholeColumn, scaled, unscaled
from ..plan.addends import ONE
from ..plan.cells import Cells, ColumnCells, cells_for
from ..plan.links import Decimals
from ..plan.relations import CellRef

ZERO = Decimal(0)
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


class Numbers:
    """The columns of one document as whole numbers of 10^-`places`, made when they are asked for.

    Columns and figures are told by their identity, and kept: most figures stand in several places.
    """

    __slots__ = ("_blank", "_columns", "_known", "_unread", "places")

    def __init__(self, places: int) -> None:
        self.places = places
        self._columns: dict[int, tuple[Vector, WholeColumn]] = {}
        self._known: dict[int, tuple[Decimal, int]] = {}
        self._blank: set[int] = set()
        self._unread: set[int] = set()

    def column(self, vector: Vector) -> WholeColumn:
        """A column in whole numbers."""
        found = self._columns.get(id(vector))
        if found is None:
            found = self._columns[id(vector)] = vector, self._made(vector)
        return found[1]

    def _made(self, vector: Vector) -> WholeColumn:
        ids = list(map(id, vector))
        known, blank, unread = self._known, self._blank, self._unread
        for number, value in zip(ids, vector, strict=True):
            if number not in known:
                known[number] = value, self._whole(number, value)
        return WholeColumn(
            [known[number][1] for number in ids],
            [number not in blank for number in ids],
            frozenset(row for row, number in enumerate(ids) if number in unread)
            if unread else NO_ROWS,
        )  # fmt: skip

    def _whole(self, number: int, value: Decimal) -> int:
        """A figure; 0 for one that is blank or cannot be read, which is noted."""
        if is_blank(value):
            self._blank.add(number)
            return 0
        if value.is_nan():
            self._unread.add(number)
            return 0
        return int(value.scaleb(self.places, EXACT))


NO_ROWS: frozenset[int] = frozenset()


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
        self._numbers: Numbers | None = None
        self._columns: dict[tuple[int, str], WholeColumn | None] = {}
        self._halves: dict[int, int] = {COUNTED: 0}
        self._kinds: dict[object, dict[int, int]] = {}
        self.told: dict[CellRef, Any] = {}
        """What a report makes of cells, each once."""

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
        vectors = (
            vector
            for rows in self.document.sides
            if rows is not None
            for vector in rows.columns.values()
            if vector is not None
        )
        found = {
            exponent(value)
            for vector in vectors
            for value in {id(v): v for v in filterfalse(_of_two_places, vector)}.values()
            if value.is_finite()
        }
        if any(map(_is_printed_otherwise, self.document.tables.values())):
            found.update(known.finest for known in self.precision.values())
        return min(found, default=0)

    def column(self, side: int, name: str) -> WholeColumn | None:
        """A column in whole numbers; None where all of it is blank, or it is not there."""
        key = side, name
        if key not in self._columns:
            rows = self.document.sides[side]
            vector = rows.columns.get(name) if rows is not None else None
            self._columns[key] = None if vector is None else self.numbers.column(vector)
        return self._columns[key]

    @cached_property
    def values(self) -> Sequence[int]:
        """The figure in each cell; 0 where nothing is printed or nothing can be read."""
        found: list[int] = []
        for side, name, _, size in self.cells.columns:
            column = self.column(side, name)
            found += column.values if column is not None else [0] * size
        return self._one_each(found)

    @cached_property
    def shown(self) -> Sequence[bool]:
        """Whether something is printed in each cell."""
        found: list[bool] = []
        for side, name, _, size in self.cells.columns:
            column = self.column(side, name)
            found += column.shown if column is not None else [False] * size
        return self._one_each(found)

    @cached_property
    def halves(self) -> Sequence[int]:
        """Half a unit of the last place of each cell that counts; -1 where nothing is printed or
        nothing can be read."""
        found: list[int] = []
        for column in self.cells.columns:
            found += self._halves_of(column)
        return self._one_each(found)

    def _one_each(self, found: list[_Any]) -> Sequence[_Any]:
        if len(found) != self.cells.size:
            raise AssertionError(len(found), self.cells.size)
        return found

    def _halves_of(self, cells: ColumnCells) -> Sequence[int]:
        """The half of each cell of a column; told by the identities of figures, as their values."""
        side, name, _, size = cells
        column, rows = self.column(side, name), self.document.sides[side]
        if column is None or rows is None:
            return [NOTHING] * size
        known = precision_of(self.precision, self.document, rows, name)
        measure = rows.structure.side.columns[name].measure
        vector = rows.columns[name] or ()
        if measure == "number":
            found = [0 if shown else NOTHING for shown in column.shown]
        elif measure != "percent" and known.numbers:
            found = [
                self._half_at(side, name, row) if shown and row not in column.unread else NOTHING
                for row, shown in enumerate(column.shown)
            ]
        else:
            kind = measure == "percent", known.finest, known.zeros_dropped, known.drawn
            halves = self._kinds.setdefault(kind, {})
            for value in vector:
                if id(value) not in halves:
                    halves[id(value)] = self._half_like(value, measure, known)
            found = [halves[id(value)] for value in vector]
        for row in column.unread:
            found[row] = NOTHING
        return found

    def _half_like(self, value: Decimal, measure: str, known: Precision) -> int:
        """Half a unit of the last place of a figure that is no JSON number."""
        if is_blank(value) or value.is_nan():
            return NOTHING
        return self.half_of(_last_place(value, measure, known))

    def _half_at(self, side: int, column: str, row: int) -> int:
        place = self.last_place(side, column, row)
        return NOTHING if place is None else self.half_of(place)

    @property
    def numbers(self) -> Numbers:
        """The columns by themselves."""
        if self._numbers is None:
            like = self._like.numbers if self._like is not None else None
            same = like is not None and like.places == self.places
            self._numbers = like if like is not None and same else Numbers(self.places)
        return self._numbers

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
        place = self.last_place(side, column, row)
        if place is None:
            return BLANK
        return ZERO if place == COUNTED else half_unit(place)

    def half_of(self, place: int) -> int:
        """Half a unit of a place, by its exponent."""
        if place not in self._halves:
            self._halves[place] = self.scaled(half_unit(place))
        return self._halves[place]

    def last_place(self, side: int, column: str, row: int) -> int | None:
        """The exponent of the last place of a cell that counts; `COUNTED` for one that is a count,
        None where nothing is printed. Not for what cannot be read."""
        rows = self.document.sides[side]
        column_values = rows.columns.get(column) if rows is not None else None
        if rows is None or column_values is None or (value := column_values[row]) is BLANK:
            return None
        measure = rows.structure.side.columns[column].measure
        table = self.document.tables[rows.structure.side.table]
        known = precision_of(self.precision, self.document, rows, column)
        text: object = ""
        if known.numbers and measure not in ("number", "percent"):
            text = table.raw.rows[row][rows.where.columns[column]]
        return _last_place(value, measure, known, text)

    def scaled(self, value: Decimal) -> int:
        """A number as a whole number of the least unit. Raises `ArithmeticError`."""
        return scaled(value, self.places)

    def unscaled(self, value: int, unit: int = 1) -> Decimal:
        """The reverse; with the places of a `unit`."""
        return unscaled(value, self.places, unit)

    def whole_sum(self, terms: Iterable[tuple[Decimal, CellRef]], factor: int) -> WholeSum:
        """The printed sum of some cells, times a factor, and how far rounding may have moved it."""
        total = half = 0
        shown = unread = False
        number, values, printed, halves = self.cells.number, self.values, self.shown, self.halves
        for weight, ref in terms:
            cell = number(ref)
            if cell < 0 or not printed[cell]:
                continue
            shown = True
            if halves[cell] == NOTHING:
                unread = True
                continue
            times = factor if weight is ONE else int(weight * factor)
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
    return places if known.drawn is None else max(places, known.drawn)


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
