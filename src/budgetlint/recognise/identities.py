"""Identities: figures with equal coordinates agree, wherever they are printed.

Which cells speak of the same money depends on words alone, and is told once for each table that is
printed so. The figures choose among them: each key counts where it is met once in a table, and two
tables are taken to speak of the same money where three of their figures agree or more, of two
amounts or more, and no more than one of ten does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from ..model.amounts import exponent, half_unit
from ..model.document import DocumentCell, Follow, Rows, Table
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .facts import column_meant
from .readings import ITEM, ROLE, VINTAGE, roles_of
from .row_facts import CHART, MATTER, SANGONG, Meant, kept_of_table, kept_of_tables, rows_meant
from .segments import FLOW, TOTAL_ROLES, YEAR

NATURE, STAGE = "nature", "stage"
CARRIED = frozenset({"carried-in", "carried-out", "distributed"})
LEAST, LEAST_AMOUNTS = 3, 2
_BUDGETS = frozenset({"budget", "initial"})
_ASIDE = frozenset({CHART, ROLE, "range", "measure"})

Cell = tuple[str, int]
"""A column of a side, and a row."""
Key = frozenset[tuple[str, str]]
"""What figures that are one have in common."""


class SideSaid(NamedTuple):
    """What words say of the cells of a side, column by column: the coordinates of all that were
    understood. Where anything is printed in a cell that is `carried`, it is not clear of the
    totals in `unclear` whether they include it. `staged` cells are of no budget."""

    cells: Mapping[Cell, Coordinates]
    carried: Sequence[Cell]
    unclear: frozenset[Cell]
    staged: Sequence[Cell]


class SideFigures:
    """The amounts of a side of which all that is said was understood."""

    def __init__(self, table: Table, rows: Rows, said: SideSaid) -> None:
        self.table = table.id
        self.said = said
        self._ordinal = rows.structure.side.ordinal
        self._columns = rows.columns
        filled = any(rows.value(*cell) for cell in said.carried)
        self._unclear = said.unclear if filled else frozenset[Cell]()

    def value(self, cell: Cell) -> Decimal | None:
        """The figure in a cell that is understood; None where there is none, or 0."""
        vector = self._columns[cell[0]]
        value = vector[cell[1]] if vector is not None else None
        return value if value and value.is_finite() and cell not in self._unclear else None

    def place(self, cell: Cell) -> DocumentCell:
        """A cell of the side as one of the document."""
        return DocumentCell(self._ordinal, *cell)

    def is_staged(self) -> bool:
        """Whether it has a figure that is of no budget."""
        return any(self.value(cell) is not None for cell in self.said.staged)


class Met(NamedTuple):
    """A figure that may be met elsewhere: its table, its cell, its value."""

    table: str
    cell: DocumentCell
    value: Decimal


def figures_met(vocabulary: Vocabulary, table: Table) -> Iterator[tuple[DocumentCell, Coordinates]]:
    """The cells of a table with amounts of which all that is said was understood."""
    for side in _sides(vocabulary, table):
        for cell, known in side.said.cells.items():
            if side.value(cell) is not None:
                yield side.place(cell), known


def identities(tables: Sequence[Table], year: int) -> Iterator[Follow]:
    """The figures of these tables that are one, in a document of a year."""
    if not tables:
        return iter(())
    printed = [(table, _sides(table.layout.vocabulary, table)) for table in tables]
    aside = _ASIDE
    if not any(side.is_staged() for _, sides in printed for side in sides):
        aside |= {STAGE}
    alike = kept_of_tables(
        tables, ("alike", aside, year), lambda: tuple(_alike(tables, aside, year))
    )
    return _borne_out(_pairs(alike, [side for _, sides in printed for side in sides]))


class _Place(NamedTuple):
    """Where a figure stands: the number of its side, its place among all cells of the side that
    are understood, and its cell."""

    side: int
    at: int
    cell: Cell


def _alike(tables: Sequence[Table], aside: frozenset[str], year: int) -> Iterator[Sequence[_Place]]:
    """The cells of several sides that have the same coordinates."""
    found: dict[Key, list[_Place]] = {}
    every = (keyed for table in tables for keyed in _keyed(table, aside, year))
    for number, keyed in enumerate(every):
        for key, cells in keyed.items():
            found.setdefault(key, []).extend(_Place(number, *cell) for cell in cells)
    return (places for places in found.values() if places[0].side != places[-1].side)


def _sides(vocabulary: Vocabulary, table: Table) -> Sequence[SideFigures]:
    def made() -> Sequence[SideSaid]:
        return [_said_of_side(vocabulary, table, rows) for rows in table.sides]

    said = kept_of_table(vocabulary, table, "said", made)
    return [SideFigures(table, *each) for each in zip(table.sides, said, strict=True)]


_Keyed = Sequence[Mapping[Key, Sequence[tuple[int, Cell]]]]
"""The cells of each side of a table, by their coordinates."""


def _keyed(table: Table, aside: frozenset[str], year: int) -> _Keyed:
    """The cells of each side of a table by their coordinates but for those `aside`, and the year
    of the document."""
    vocabulary = table.layout.vocabulary

    def made() -> _Keyed:
        return [_by_key(side.said.cells, aside, year) for side in _sides(vocabulary, table)]

    return kept_of_table(vocabulary, table, ("keyed", aside, year), made)


def _by_key(
    cells: Mapping[Cell, Coordinates], aside: frozenset[str], year: int
) -> Mapping[Key, Sequence[tuple[int, Cell]]]:
    own = YEAR, str(year)
    found: dict[Key, list[tuple[int, Cell]]] = {}
    for at, (cell, known) in enumerate(cells.items()):
        key = frozenset(item for item in known.items() if item[0] not in aside and item != own)
        found.setdefault(key, []).append((at, cell))
    return found


def _pairs(
    alike: Iterable[Sequence[_Place]], sides: Sequence[SideFigures]
) -> Iterable[list[tuple[Met, Met]]]:
    """Of two tables each the figures that both have once; those first that are printed first."""
    found = []
    for places in alike:
        values = ((place, sides[place.side].value(place.cell)) for place in places)
        if met := [(place, value) for place, value in values if value is not None]:
            found.append(met)
    pairs: dict[tuple[str, str], list[tuple[Met, Met]]] = defaultdict(list)
    for met in sorted(found, key=lambda met: met[0][0]):
        by_table: dict[str, list[Met]] = defaultdict(list)
        for place, value in met:
            side = sides[place.side]
            by_table[side.table].append(Met(side.table, side.place(place.cell), value))
        once = [figures[0] for figures in by_table.values() if len(figures) == 1]
        for one, other in combinations(once, 2):
            pairs[one.table, other.table].append((one, other))
    return pairs.values()


def _borne_out(pairs: Iterable[list[tuple[Met, Met]]]) -> Iterator[Follow]:
    """The identities of two tables that speak of the same money; each figure is met once."""
    met: set[DocumentCell] = set()
    for both in pairs:
        held = [_agree(one.value, other.value) for one, other in both]
        fails = len(held) - sum(held)
        amounts = {one.value for (one, _), holds in zip(both, held, strict=True) if holds}
        if sum(held) < LEAST or len(amounts) < LEAST_AMOUNTS or fails > max(1, sum(held) // 10):
            continue
        for one, other in both:
            if other.cell not in met:
                met.add(other.cell)
                yield Follow("identity", (one.cell,), (other.cell,))


def _agree(one: Decimal, other: Decimal) -> bool:
    """Whether two prints of a figure agree: alike to the last place, else to the coarser one."""
    if one.same_quantum(other):
        return one == other
    return abs(one - other) <= half_unit(max(exponent(one), exponent(other)))


def _said_of_side(vocabulary: Vocabulary, table: Table, rows: Rows) -> SideSaid:
    side = rows.structure.side
    of_rows = rows_meant(vocabulary, table.raw, rows)
    columns = {
        name: column_meant(vocabulary, table, rows, name)
        for name in rows.columns
        if name in side.columns and side.columns[name].measure == "money"
    }
    only = side.rows == "single"
    cells = {
        (name, row): known
        for name, column in columns.items()
        for row, meant in enumerate(of_rows)
        if (known := _said(vocabulary, column, meant, only=only)) is not None
    }
    staged = [cell for cell, known in cells.items() if known.get(STAGE, "budget") not in _BUDGETS]
    return SideSaid(cells, *_unclear_totals(of_rows, columns), staged)


def _said(vocabulary: Vocabulary, column: Meant, row: Meant, *, only: bool) -> Coordinates | None:
    """The coordinates of a cell; None where something was not understood, where a row is something
    that only has a name, or where nothing says what a row is."""
    named = {n for n in row.coordinates if n != ROLE}
    total = bool(roles_of(row.coordinates) & TOTAL_ROLES)
    if column.left or row.left or ITEM in named or not (named or total or only):
        return None
    known = dict(vocabulary.met(column.coordinates, row.coordinates))
    if {"function", "economy", NATURE, SANGONG, MATTER} & known.keys():
        known.setdefault(FLOW, "expenditure")
    return known if known.keys() - {ROLE, STAGE, YEAR, CHART} else None


def _unclear_totals(
    of_rows: Sequence[Meant], columns: Mapping[str, Meant]
) -> tuple[Sequence[Cell], frozenset[Cell]]:
    """The cells of what is carried in or out; and those of totals of which it is not said whether
    they include that, where a table prints it too."""
    carried_rows = {r for r, meant in enumerate(of_rows) if _is_carried(meant)}
    carried_columns = {name for name, meant in columns.items() if _is_carried(meant)}
    carried = [
        (name, r)
        for r in range(len(of_rows))
        for name in columns
        if r in carried_rows or name in carried_columns
    ]
    unclear = frozenset(
        (name, r)
        for r, meant in enumerate(of_rows)
        for name, column in columns.items()
        if VINTAGE not in {**column.coordinates, **meant.coordinates}
        and ((carried_rows and _is_sum(meant)) or carried_columns)
    )
    return carried, unclear


def _is_carried(meant: Meant) -> bool:
    return meant.coordinates.get(VINTAGE, "") in CARRIED


def _is_sum(meant: Meant) -> bool:
    return bool(roles_of(meant.coordinates) & TOTAL_ROLES)
