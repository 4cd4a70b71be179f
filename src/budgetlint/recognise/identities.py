"""Identities: figures with equal coordinates are one figure, wherever they are printed.

Words decide which are equal; that two tables speak of the same money all their figures must bear
out: three agree or more, of two amounts or more, and no more than one of ten does not. Only figures
of which words say whose money they are, which way it goes and of which year need no others.

What the words leave open, how a table is put together may tell: 总计 of a table that adds up what
was carried in has that in it, and what stands beside it in that sum is of this year. A figure is
met by what its words say and by what its place says beyond them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

from ..model.amounts import exponent, half_unit
from ..model.document import DocumentCell, Follow, Rows, Structure, Table
from ..model.layout import Sum
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .facts import column_meant
from .readings import ITEM, ROLE, roles_of
from .row_facts import CHART, MATTER, SANGONG, Meant, kept, rows_meant
from .segments import FLOW, TOTAL_ROLES, YEAR

VINTAGE, NATURE, STAGE = "vintage", "nature", "stage"
_BUDGETS = frozenset({"budget", "initial"})
CARRIED_ON = frozenset({"carried-in", "carried-out", "distributed"})
ALL, THIS_YEAR = "all", "this-year"
"""Of which vintage a figure is by its place: what was carried is in it, or stands beside it."""
LEAST, LEAST_AMOUNTS = 3, 2


class Met(NamedTuple):
    """A figure that may be met elsewhere: its table, its cell, its value, its coordinates. A figure
    is `clear` where these leave nothing open; `settled` is the vintage that its place tells."""

    table: str
    cell: DocumentCell
    value: Decimal
    coordinates: Coordinates
    clear: bool = True
    settled: str = ""


def identities_of(tables: Sequence[Table], year: int) -> Iterator[Follow]:
    """The figures that stand in two tables of a document."""
    figures = [figure for table in tables for figure in _all_met(table.layout.vocabulary, table)]
    stages = {figure.coordinates.get(STAGE, "budget") for figure in figures}
    aside = {CHART, ROLE, "range", "measure", *({STAGE} if stages <= _BUDGETS else ())}
    this_year = str(year) if year else _only_year(figures)
    met: dict[_Key, dict[str, list[Met]]] = {}
    for figure in figures:
        for key in _keys(figure, aside, this_year):
            met.setdefault(key, defaultdict(list))[figure.table].append(figure)
    pairs: dict[tuple[str, str], dict[_Cells, _Pair]] = defaultdict(dict)
    for key, by_table in met.items():
        alone = [figures[0] for figures in by_table.values() if len(figures) == 1]
        whole = dict(key).keys() >= WHOLE
        for one, other in combinations(alone, 2):
            known = pairs[one.table, other.table]
            before = known.get((one.cell, other.cell))
            whole_before = before is not None and before.whole
            known[one.cell, other.cell] = _Pair(one, other, whole or whole_before)
    yield from _borne_out(list(both.values()) for both in pairs.values())


_Key = frozenset[tuple[str, str]]
_Cells = tuple[DocumentCell, DocumentCell]
WHOLE = frozenset({FLOW, "source", VINTAGE})
"""What says all of a sum of money: which way it goes, whose it is, and of which year."""


class _Pair(NamedTuple):
    """Two figures with equal coordinates; `whole` where these leave nothing open."""

    one: Met
    other: Met
    whole: bool


def _only_year(figures: Iterable[Met]) -> str:
    """The year of a document that states none, where its columns name one year alone."""
    years = {figure.coordinates.get(YEAR, "") for figure in figures}
    named = {year for year in years if year.isdecimal()}
    return named.pop() if len(named) == 1 else ""


def _keys(figure: Met, aside: Iterable[str], year: str) -> Iterator[_Key]:
    """What a figure is met by: what its words say, and what its place says beyond them."""
    said = {n: m for n, m in figure.coordinates.items() if (n, m) != (YEAR, year)}
    for name in aside:
        said.pop(name, None)
    if figure.clear:
        yield frozenset(said.items())
    if figure.settled:
        yield frozenset({**said, VINTAGE: figure.settled}.items())


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
    places = exponent(one), exponent(other)
    slack = half_unit(max(places)) if places[0] != places[1] else Decimal(0)
    return abs(one - other) <= slack


def figures_met(vocabulary: Vocabulary, table: Table) -> Iterator[Met]:
    """The amounts of a table of which all that is said was understood."""
    return (figure for figure in _all_met(vocabulary, table) if figure.clear)


def _all_met(vocabulary: Vocabulary, table: Table) -> Iterator[Met]:
    for rows in table.sides:
        side = rows.structure.side
        of_rows = rows_meant(vocabulary, table.raw, rows)
        columns = {
            name: column_meant(vocabulary, table, rows, name)
            for name in rows.columns
            if name in side.columns and side.columns[name].measure == "money"
        }

        said = partial(_cells_said, vocabulary, of_rows, columns, only=side.rows == "single")
        key = "met", rows.where, tuple(columns), table.raw.title, table.raw.columns
        cells = said() if table.raw.meanings else kept(vocabulary, rows.structure, key, said)
        vintages = _Vintages(rows, of_rows, columns)
        for name, row, known in cells:
            value = rows.value(name, row)
            if value and value.is_finite():
                clear, settled = vintages.of(name, row, known)
                at = DocumentCell(side.ordinal, name, row)
                yield Met(table.id, at, value, known, clear, settled)


_SaidCells = Sequence[tuple[str, int, Coordinates]]
"""Columns and rows with what is said of their figures."""


def _cells_said(
    vocabulary: Vocabulary, of_rows: Sequence[Meant], columns: Mapping[str, Meant], *, only: bool
) -> _SaidCells:
    found = []
    for name, column in columns.items():
        for row, meant in enumerate(of_rows):
            known = _said(vocabulary, column, meant, only=only)
            if known is not None:
                found.append((name, row, known))
    return found


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


class _Vintages:
    """What a side that prints what is carried tells of the figures that do not say whether that is
    in them: by the sums of its columns, and by where its rows stand."""

    def __init__(self, rows: Rows, of_rows: Sequence[Meant], columns: Mapping[str, Meant]) -> None:
        every = range(len(of_rows))
        carried = {row for row in every if _is_carried(of_rows[row])}
        beside = {name for name, meant in columns.items() if _is_carried(meant)}
        self._rows = {r for r in carried if any(rows.value(name, r) for name in columns)}
        self._columns = {n for n in beside if any(rows.value(n, row) for row in every)}
        self._said = {n for n, meant in columns.items() if VINTAGE in meant.coordinates}
        self._said_rows = {r for r, meant in enumerate(of_rows) if VINTAGE in meant.coordinates}
        self._sums = {r for r, meant in enumerate(of_rows) if _is_sum(meant)}
        self._by_column = _of_columns(rows.where.sums, self._columns)
        self._by_row = _of_rows(rows.structure, self._rows, self._sums)

    def of(self, name: str, row: int, known: Coordinates) -> tuple[bool, str]:
        """Whether words leave nothing open of a cell, and of which vintage its place says it is:
        what is spent on something is spent this year."""
        if name in self._said or row in self._said_rows:
            return True, ""
        if not (self._rows or self._columns):
            return True, THIS_YEAR if NATURE in known else ""
        clear = not self._columns and row not in self._sums
        if self._rows and self._columns:
            return clear, ""
        return clear, self._by_column.get(name, "") if self._columns else self._by_row.get(row, "")


def _of_columns(sums: Sequence[Sum], carried: set[str]) -> Mapping[str, str]:
    """Sums that have a carried column among their parts have it in them; their other parts, and
    what these fall into, do not."""
    whole = [found for found in sums if not found.partial]
    inside = [found for found in whole if carried & set(found.parts)]
    found = {each.whole: ALL for each in inside}
    beside = [part for each in inside for part in each.parts if part not in carried]
    while beside:
        name = beside.pop()
        if name not in found:
            found[name] = THIS_YEAR
            beside += [part for each in whole if each.whole == name for part in each.parts]
    return found


def _of_rows(shape: Structure, carried: set[int], sums: set[int]) -> Mapping[int, str]:
    """The total below all that is carried has it in it; rows of which it is no part do not."""
    above = {parent for row in carried for parent in _above(shape, row)}
    last = max(sums, default=-1)
    found = {row: THIS_YEAR for row in range(shape.size) if row not in sums | above}
    return {**found, last: ALL} if carried and last > max(carried) else found


def _above(shape: Structure, row: int) -> Iterator[int]:
    while (row := shape.parent[row]) >= 0:
        yield row


def _is_carried(meant: Meant) -> bool:
    return meant.coordinates.get(VINTAGE, "") in CARRIED_ON


def _is_sum(meant: Meant) -> bool:
    return bool(roles_of(meant.coordinates) & TOTAL_ROLES)
