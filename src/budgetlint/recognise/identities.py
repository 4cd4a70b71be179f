"""Identities: figures with equal coordinates agree, wherever they are printed.

Which cells speak of the same money depends on words alone, and is told once for each table that is
printed so. The figures choose among them: each key counts where it is met once in a table, and two
tables are taken to speak of the same money where three of their figures agree or more, of two
amounts or more, and no more than one of ten does not. Only figures of which words say whose money
they are, which way it goes and of which year need no others.

What the words leave open, how a table is put together may tell (`vintages`): a figure is met by
what its words say, and by what its place says beyond them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal

from ..model.amounts import exponent, half_unit
from ..model.document import DocumentCell, Follow, Rows, Table
from ..model.values import NamedTuple, by_identity
from ..model.vocabulary import Coordinates, Vocabulary
from .facts import column_meant
from .readings import FLOW, ITEM, ROLE, TOTAL_ROLES, VINTAGE, YEAR, roles_of
from .row_facts import (
    CHART,
    MATTER,
    SANGONG,
    Meant,
    kept_of_meaning,
    kept_of_table,
    kept_of_tables,
    rows_meant,
)
from .vintages import THIS_YEAR, of_columns, of_rows

NATURE, STAGE = "nature", "stage"
CARRIED = frozenset({"carried-in", "carried-out", "distributed"})
LEAST, LEAST_AMOUNTS = 3, 2
_BUDGETS = frozenset({"budget", "initial"})
_ASIDE = frozenset({CHART, ROLE, "range", "measure"})

Cell = tuple[str, int]
"""A column of a side, and a row."""
Key = frozenset[tuple[str, str]]
"""What figures that are one have in common."""
WHOLE = frozenset({FLOW, "source", VINTAGE})
"""What says all of a sum of money: which way it goes, whose it is, and of which year."""
Way = Literal["said", "beside", "alone"]
"""How a cell is met: by its words; by its place too, where what is carried is printed beside it, or
where it is not."""


@by_identity
class SideSaid(NamedTuple):
    """What words say of the cells of a side, column by column: the coordinates of all that were
    understood; one value for all sides of which other words say the same. Where anything is printed
    in a cell that is `carried`, it is not clear of the totals in `unclear` whether they include it.
    `staged` cells are of no budget. `beside` has the vintage that the place of a cell tells where
    what is carried is printed, `alone` where it is not."""

    cells: Mapping[Cell, Coordinates]
    carried: Sequence[Cell]
    unclear: frozenset[Cell]
    staged: Sequence[Cell]
    beside: Mapping[Cell, str]
    alone: Mapping[Cell, str]


class SideFigures:
    """The amounts of a side of which all that is said was understood."""

    def __init__(self, table: Table, rows: Rows, said: SideSaid) -> None:
        self.table = table.id
        self.said = said
        self._ordinal = rows.structure.side.ordinal
        self._columns = rows.columns
        self._filled = any(rows.value(*cell) for cell in said.carried)
        self._unclear = said.unclear if self._filled else frozenset[Cell]()

    def value(self, cell: Cell, way: Way = "said") -> Decimal | None:
        """The figure in a cell that is understood that way; None where there is none, or 0."""
        vector = self._columns[cell[0]] if self._is_met(cell, way) else None
        value = vector[cell[1]] if vector is not None else None
        return value if value and value.is_finite() else None

    def _is_met(self, cell: Cell, way: Way) -> bool:
        return cell not in self._unclear if way == "said" else self._filled == (way == "beside")

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
    for side in sides_of(vocabulary, table):
        for cell, known in side.said.cells.items():
            if side.value(cell) is not None:
                yield side.place(cell), known


def identities(tables: Sequence[Table], year: int) -> Iterator[Follow]:
    """The figures of these tables that are one, in a document of a year."""
    if len(tables) < 2:  # no figure is met in another table
        return iter(())
    printed = [(table, sides_of(table.layout.vocabulary, table)) for table in tables]
    sides = [side for _, found in printed for side in found]
    aside = _ASIDE if any(side.is_staged() for side in sides) else _ASIDE | {STAGE}
    own = str(year) if year else _only_year(sides)
    key = "alike", aside, own, *(side.said for side in sides)
    alike = kept_of_tables(tables, key, lambda: tuple(_alike(tables, aside, own)))
    return _borne_out(_pairs(alike, sides))


def _only_year(sides: Iterable[SideFigures]) -> str:
    """The year of a document that states none, where its columns name one year alone."""
    years = {known.get(YEAR, "") for side in sides for known in side.said.cells.values()}
    named = {year for year in years if year.isdecimal()}
    return named.pop() if len(named) == 1 else ""


class _Place(NamedTuple):
    """Where a figure stands: the number of its side, its place among all cells of the side that
    are understood, its cell, and how that is met."""

    side: int
    at: int
    cell: Cell
    way: Way


class _Alike(NamedTuple):
    """Cells of several sides that have the same coordinates; `whole` where these leave nothing
    open."""

    places: Sequence[_Place]
    whole: bool


def _alike(tables: Sequence[Table], aside: frozenset[str], year: str) -> Iterator[_Alike]:
    found: dict[Key, list[_Place]] = {}
    every = (keyed for table in tables for keyed in _keyed(table, aside, year))
    for number, keyed in enumerate(every):
        for key, cells in keyed.items():
            found.setdefault(key, []).extend(_Place(number, *cell) for cell in cells)
    for key, places in found.items():
        if places[0].side != places[-1].side:
            yield _Alike(places, dict(key).keys() >= WHOLE)


def sides_of(vocabulary: Vocabulary, table: Table) -> Sequence[SideFigures]:
    """The sides of a table with what words say of their cells."""

    def made() -> Sequence[SideSaid]:
        return [_said_of_side(vocabulary, table, rows) for rows in table.sides]

    said = kept_of_table(vocabulary, table, "said", made)
    return [SideFigures(table, *each) for each in zip(table.sides, said, strict=True)]


_Keyed = Sequence[Mapping[Key, Sequence[tuple[int, Cell, Way]]]]
"""The cells of each side of a table, by their coordinates."""


def _keyed(table: Table, aside: frozenset[str], year: str) -> _Keyed:
    """The cells of each side of a table by their coordinates but for those `aside`, and the year
    of the document."""
    sides = sides_of(table.layout.vocabulary, table)

    def made() -> _Keyed:
        return [_by_key(side.said, aside, (YEAR, year)) for side in sides]

    return kept_of_tables([table], ("keyed", aside, year, *(side.said for side in sides)), made)


def _by_key(
    said: SideSaid, aside: frozenset[str], own: tuple[str, str]
) -> Mapping[Key, Sequence[tuple[int, Cell, Way]]]:
    found: dict[Key, list[tuple[int, Cell, Way]]] = {}
    for at, (cell, known) in enumerate(said.cells.items()):
        key = frozenset(item for item in known.items() if item[0] not in aside and item != own)
        found.setdefault(key, []).append((at, cell, "said"))
        if cell in said.beside:
            found.setdefault(key | {(VINTAGE, said.beside[cell])}, []).append((at, cell, "beside"))
        if cell in said.alone:
            found.setdefault(key | {(VINTAGE, said.alone[cell])}, []).append((at, cell, "alone"))
    return found


class _Pair(NamedTuple):
    """Two figures with equal coordinates; `whole` where these leave nothing open."""

    one: Met
    other: Met
    whole: bool


def _pairs(alike: Iterable[_Alike], sides: Sequence[SideFigures]) -> Iterable[Sequence[_Pair]]:
    """Of two tables each the figures that both have once; those first that are printed first."""
    found = []
    for places, whole in alike:
        values = ((place, sides[place.side].value(place.cell, place.way)) for place in places)
        if met := [(place, value) for place, value in values if value is not None]:
            found.append((met, whole))
    pairs: dict[tuple[str, str], dict[tuple[DocumentCell, ...], _Pair]] = defaultdict(dict)
    for met, whole in sorted(found, key=lambda each: each[0][0][0]):
        by_table: dict[str, list[Met]] = defaultdict(list)
        for place, value in met:
            side = sides[place.side]
            by_table[side.table].append(Met(side.table, side.place(place.cell), value))
        once = [figures[0] for figures in by_table.values() if len(figures) == 1]
        for one, other in combinations(once, 2):
            known = pairs[one.table, other.table]
            before = known.get((one.cell, other.cell))
            is_whole = whole or (before is not None and before.whole)
            known[one.cell, other.cell] = _Pair(one, other, is_whole)
    return [list(each.values()) for each in pairs.values()]


def _borne_out(pairs: Iterable[Sequence[_Pair]]) -> Iterator[Follow]:
    """The identities of two tables that speak of the same money; each figure is met once."""
    met: set[DocumentCell] = set()
    for both in pairs:
        held = [_agree(pair.one.value, pair.other.value) for pair in both]
        fails = len(held) - sum(held)
        amounts = {pair.one.value for pair, holds in zip(both, held, strict=True) if holds}
        enough = sum(held) >= LEAST and len(amounts) >= LEAST_AMOUNTS
        if fails > max(1, sum(held) // 10):
            continue
        for pair in both:
            if pair.other.cell not in met and (enough or pair.whole):
                met.add(pair.other.cell)
                yield Follow("identity", (pair.one.cell,), (pair.other.cell,))


def _agree(one: Decimal, other: Decimal) -> bool:
    """Whether two prints of a figure agree: alike to the last place, else to the coarser one."""
    if one.same_quantum(other):
        return one == other
    return abs(one - other) <= half_unit(max(exponent(one), exponent(other)))


def _said_of_side(vocabulary: Vocabulary, table: Table, rows: Rows) -> SideSaid:
    side = rows.structure.side
    meant_rows = rows_meant(vocabulary, table.raw, rows)
    columns = {
        name: column_meant(vocabulary, table, rows, name)
        for name in rows.columns
        if name in side.columns and side.columns[name].measure == "money"
    }
    shape = rows.structure
    said = tuple(map(_told, meant_rows)), tuple((n, _told(each)) for n, each in columns.items())
    key = "said", side.rows, shape.parent, shape.parts, rows.where, *said

    def made() -> SideSaid:
        return _said_of_cells(vocabulary, rows, meant_rows, columns)

    return kept_of_meaning(vocabulary, shape, key, made)


def _told(meant: Meant) -> tuple[object, ...]:
    """What of a row or a column is told by its words, whatever an item is called: of that nothing
    is said but that it has a name."""
    known = ((name, "" if name == ITEM else member) for name, member in meant.coordinates.items())
    return (bool(meant.left), *known)


def _said_of_cells(
    vocabulary: Vocabulary, rows: Rows, meant_rows: Sequence[Meant], columns: Mapping[str, Meant]
) -> SideSaid:
    only = rows.structure.side.rows == "single"
    cells = {
        (name, row): known
        for name, column in columns.items()
        for row, meant in enumerate(meant_rows)
        if (known := _said(vocabulary, column, meant, only=only)) is not None
    }
    staged = [cell for cell, known in cells.items() if known.get(STAGE, "budget") not in _BUDGETS]
    placed = _vintages(rows, meant_rows, columns, cells)
    return SideSaid(cells, *_unclear_totals(meant_rows, columns), staged, *placed)


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


def _vintages(
    rows: Rows,
    meant: Sequence[Meant],
    columns: Mapping[str, Meant],
    cells: Mapping[Cell, Coordinates],
) -> tuple[Mapping[Cell, str], Mapping[Cell, str]]:
    """The vintage that the place of cells tells that say none, where what is carried is printed
    beside them, and where it is not: what is spent on something then is spent this year."""
    silent = {cell: known for cell, known in cells.items() if VINTAGE not in known}
    carried = {name for name, each in columns.items() if _is_carried(each)}
    carried_rows = {row for row, each in enumerate(meant) if _is_carried(each)}
    sums = {row for row, each in enumerate(meant) if _is_sum(each)}
    by_column = of_columns(rows.where.sums, carried) if not carried_rows else {}
    by_row = of_rows(rows.structure, carried_rows, sums) if not carried else {}
    told = {cell: by_column.get(cell[0]) or by_row.get(cell[1], "") for cell in silent}
    beside = {cell: vintage for cell, vintage in told.items() if vintage}
    return beside, {cell: THIS_YEAR for cell, known in silent.items() if NATURE in known}


def _unclear_totals(
    rows: Sequence[Meant], columns: Mapping[str, Meant]
) -> tuple[Sequence[Cell], frozenset[Cell]]:
    """The cells of what is carried in or out; and those of totals of which it is not said whether
    they include that, where a table prints it too."""
    carried_rows = {r for r, meant in enumerate(rows) if _is_carried(meant)}
    carried_columns = {name for name, meant in columns.items() if _is_carried(meant)}
    carried = [
        (name, r)
        for r in range(len(rows))
        for name in columns
        if r in carried_rows or name in carried_columns
    ]
    unclear = frozenset(
        (name, r)
        for r, meant in enumerate(rows)
        for name, column in columns.items()
        if VINTAGE not in {**column.coordinates, **meant.coordinates}
        and ((carried_rows and _is_sum(meant)) or carried_columns)
    )
    return carried, unclear


def _is_carried(meant: Meant) -> bool:
    return meant.coordinates.get(VINTAGE, "") in CARRIED


def _is_sum(meant: Meant) -> bool:
    return bool(roles_of(meant.coordinates) & TOTAL_ROLES)
