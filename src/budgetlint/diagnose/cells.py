"""Cells: what is printed in each, in whole numbers, and how far it may be off."""

from __future__ import annotations

from ..evaluate.figures import NOTHING, Figures
from ..model.document import Document, Rows, Structure
from ..model.precision import precision_of
from ..model.values import NamedTuple
from ..plan.relations import CellRef


class Cell(NamedTuple):
    """A cell as a number: what is printed, half a unit of its last place, and whether anything is.

    `meant` is half a unit of the figure that belongs there: money that is printed in fewer places
    than the figures around it may have lost them by the slip. Of a blank cell both are those of
    the figures around it. A cell of an unreadable text, and one that a claim does not state, is
    `fixed`: no figure is suspected there. `unit` is the step between two figures that may belong
    there.
    """

    ref: CellRef
    value: int
    half: int
    meant: int
    printed: bool
    fixed: bool
    total: bool
    unread: bool
    unit: int

    @property
    def is_missing_row(self) -> bool:
        """Whether it is a cell of a row that the table does not print."""
        return self.ref.row < 0


class _Place(NamedTuple):
    """What the cells of a column have in common: half a unit of a figure that nobody has printed,
    and the rows that are totals."""

    is_printed: bool
    is_money: bool
    of_claims: bool
    usual: int
    heads: frozenset[int]


NO_PLACE = _Place(False, False, False, 0, frozenset())  # noqa: FBT003


class CellReader:
    """Reads the cells of one document as they are asked for."""

    def __init__(self, document: Document, figures: Figures) -> None:
        self._document = document
        self._figures = figures
        self._one: int = 10**figures.places
        self._places: dict[tuple[int, str], _Place] = {}
        self._heads: dict[int, frozenset[int]] = {}

    def read(self, number: int, ref: CellRef) -> Cell:
        """What is printed in a cell, by its number in the plan."""
        side, column, row, _ = ref
        place = self._places.get((side, column)) or self._place(side, column)
        shown = number >= 0 and self._figures.shown[number]
        half = meant = self._figures.halves[number] if shown else NOTHING
        unread = shown and half == NOTHING
        # Nobody leaves a figure out of a column that the table does not print.
        fixed = unread or not place.is_printed
        printed = shown and not fixed
        if half == NOTHING:
            half = meant = place.usual
        elif place.is_money:
            meant = min(half, place.usual)
        return Cell(
            ref,
            self._figures.values[number] if printed else 0,
            half,
            meant,
            printed,
            fixed or (place.of_claims and not printed),
            row in place.heads,
            unread,
            2 * meant or self._one,
        )

    def _place(self, side: int, column: str) -> _Place:
        """What the cells of a column have in common."""
        rows = self._document.sides[side]
        if rows is None:
            found = NO_PLACE
        else:
            shape = rows.structure
            measure = shape.side.columns[column].measure
            found = _Place(
                column in rows.columns,
                measure == "money",
                shape.side.rows == "claims",
                self._usual_half(rows, column),
                self._above(side, shape),
            )
        self._places[side, column] = found
        return found

    def _usual_half(self, rows: Rows, column: str) -> int:
        """Half a unit of the finest figures that tables print in the money of this column."""
        measure = rows.structure.side.columns[column].measure
        if measure == "number":
            return 0
        if measure == "percent":
            return self._figures.half_of(-2)
        known = precision_of(self._figures.precision, self._document, rows, column)
        return self._figures.half_of(known.finest)

    def _above(self, side: int, shape: Structure) -> frozenset[int]:
        """The rows of a side that others stand under, and its total."""
        if side not in self._heads:
            self._heads[side] = frozenset((*shape.parent, shape.total))
        return self._heads[side]
