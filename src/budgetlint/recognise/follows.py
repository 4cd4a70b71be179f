"""What follows from coordinates: identity, balance, roll-forward.

identity: figures with equal coordinates agree, wherever they are printed. Words decide which are
equal; that two tables speak of the same money at all their figures must bear out: three agree or
more, of two amounts or more, and no more than one of ten does not.

balance: the last total of income is that of expenditure, side by side in a table of both.

roll: what was carried in, this year's figures, what is carried out: 总计 = 本年合计 and what stands
between them, or four columns of one row.

tree: rows that add up to another by how a table lists them (`listed`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

from ..model.amounts import exponent, half_unit
from ..model.document import DocumentCell, Follow, Rows, Structure, Table
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .facts import column_meant, title_meant
from .form_facts import NO_HEAD, indicators_begin
from .listed import listed_sums
from .readings import ITEM, ROLE, TOTAL_ROLES, column_reading, roles_of
from .row_facts import CHART, MATTER, SANGONG, Meant, kept, label_reading, rows_meant
from .segments import FLOW, YEAR
from .shared_sums import going_on, shared_sums
from .sums import row_sums
from .trees import NUMBERED, OF_WHICH

VINTAGE, SOURCE, NATURE, STAGE = "vintage", "source", "nature", "stage"
_BUDGETS = frozenset({"budget", "initial"})
_CARRIED = frozenset({"carried-in", "carried-out", "distributed"})
LEAST, LEAST_AMOUNTS = 3, 2


def follows_of(tables: Sequence[Table], year: int) -> tuple[Follow, ...]:
    """All that follows in a document, whatever its figures are but for what they must bear out."""
    found = [follow for table in tables for follow in _within(table.layout.vocabulary, table)]
    money = [t for t in tables if indicators_begin(t.layout.vocabulary, t.raw) == NO_HEAD]
    return (*found, *_identities(money, year))


# Identity


class Met(NamedTuple):
    """A figure that may be met elsewhere: its table, its cell, its value, its coordinates."""

    table: str
    cell: DocumentCell
    value: Decimal
    coordinates: Coordinates


def _identities(tables: Sequence[Table], year: int) -> Iterator[Follow]:
    figures = [figure for table in tables for figure in figures_met(table.layout.vocabulary, table)]
    stages = {figure.coordinates.get(STAGE, "budget") for figure in figures}
    aside = {CHART, ROLE, "range", "measure", *({STAGE} if stages <= _BUDGETS else ())}
    met: dict[frozenset[tuple[str, str]], dict[str, list[Met]]] = {}
    for figure in figures:
        key = frozenset(
            (name, member)
            for name, member in figure.coordinates.items()
            if name not in aside and (name, member) != (YEAR, str(year))
        )
        met.setdefault(key, defaultdict(list))[figure.table].append(figure)
    pairs: dict[tuple[str, str], list[tuple[Met, Met]]] = defaultdict(list)
    for by_table in met.values():
        alone = [figures[0] for figures in by_table.values() if len(figures) == 1]
        for one, other in combinations(alone, 2):
            pairs[one.table, other.table].append((one, other))
    yield from _borne_out(pairs.values())


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
    places = exponent(one), exponent(other)
    slack = half_unit(max(places)) if places[0] != places[1] else Decimal(0)
    return abs(one - other) <= slack


def figures_met(vocabulary: Vocabulary, table: Table) -> Iterator[Met]:
    """The amounts of a table of which all that is said was understood."""
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
        unclear = _unclear_totals(rows, of_rows, columns)
        for name, row, known in cells:
            value = rows.value(name, row)
            if value and value.is_finite() and (row, name) not in unclear:
                yield Met(table.id, DocumentCell(side.ordinal, name, row), value, known)


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


def _unclear_totals(
    rows: Rows, of_rows: Sequence[Meant], columns: Mapping[str, Meant]
) -> set[tuple[int, str]]:
    """The cells of totals of which it is not said whether they include what was carried in or out,
    where a table prints that too."""
    carried_rows = {r for r, meant in enumerate(of_rows) if _is_carried(meant)}
    carried_columns = {name for name, meant in columns.items() if _is_carried(meant)}
    filled = {
        (r, name)
        for r in range(len(of_rows))
        for name in columns
        if (r in carried_rows or name in carried_columns) and rows.value(name, r)
    }
    if not filled:
        return set()
    return {
        (r, name)
        for r, meant in enumerate(of_rows)
        for name, column in columns.items()
        if VINTAGE not in {**column.coordinates, **meant.coordinates}
        and ((carried_rows and _is_sum(meant)) or carried_columns)
    }


def _is_carried(meant: Meant) -> bool:
    return meant.coordinates.get(VINTAGE, "") in _CARRIED


def _is_sum(meant: Meant) -> bool:
    return bool(roles_of(meant.coordinates) & TOTAL_ROLES)


# Balance and roll-forward


def _within(vocabulary: Vocabulary, table: Table) -> Iterator[Follow]:
    """What follows within one table."""
    if title_meant(vocabulary, table).get(FLOW) == "both":
        yield from _balance(vocabulary, table)
    for before, rows in zip((None, *table.sides), table.sides, strict=False):
        rolled = [*_rolled_rows(vocabulary, rows)]
        known = {follow.left[0].row for follow in rolled}
        known |= {whole for whole, _ in row_sums(vocabulary, rows.structure)}
        yield from rolled
        yield from _rolled_columns(vocabulary, table, rows)
        alone = before is None or not going_on(vocabulary, before, rows)
        if alone and title_meant(vocabulary, table).get(MATTER, "") not in vocabulary.no_money:
            yield from listed_sums(vocabulary, rows, known)
    yield from shared_sums(vocabulary, table.sides)


def _balance(vocabulary: Vocabulary, table: Table) -> Iterator[Follow]:
    """The last totals of both flows, if they stand in one row."""
    ends: dict[str, list[DocumentCell]] = {}
    for rows in table.sides:
        columns = [
            (name, column_meant(vocabulary, table, rows, name).coordinates)
            for name in rows.columns
            if rows.structure.side.columns[name].measure == "money"
        ]
        whole = [(n, c) for n, c in columns if not {NATURE, SOURCE} & _own(c, table, vocabulary)]
        row = _last_total(vocabulary, rows)
        for name, known in whole if row >= 0 and len(whole) == 1 else ():
            ends.setdefault(known.get(FLOW, ""), []).append(
                DocumentCell(rows.structure.side.ordinal, name, row)
            )
    incomes, spent = ends.get("income", []), ends.get("expenditure", [])
    if len(incomes) == 1 and spent and incomes[0].row == spent[-1].row:
        yield Follow("balance", (incomes[0],), (spent[-1],))


def _own(known: Coordinates, table: Table, vocabulary: Vocabulary) -> set[str]:
    """The dimensions that a column says something of beyond the title."""
    title = title_meant(vocabulary, table)
    return {name for name, member in known.items() if title.get(name) != member}


def _last_total(vocabulary: Vocabulary, rows: Rows) -> int:
    """The last row of a side, if it is a total that is not only this year's; else -1."""
    shape = rows.structure
    return kept(vocabulary, shape, "last total", lambda: _last_total_of(vocabulary, shape))


def _last_total_of(vocabulary: Vocabulary, shape: Structure) -> int:
    named = [r for r, label in enumerate(shape.labels) if label.strip()]
    reading = label_reading(vocabulary, shape, named[-1]) if named else None
    if reading is None or reading.left or VINTAGE in reading.coordinates:
        return -1
    return named[-1] if roles_of(reading.coordinates) & TOTAL_ROLES else -1


def _rolled_rows(vocabulary: Vocabulary, rows: Rows) -> Iterator[Follow]:
    """总计 = 本年合计 and what stands between them: balances used, carried in or out."""
    shape = rows.structure
    begin, end, parts = kept(vocabulary, shape, "roll", lambda: _roll_of(vocabulary, shape))
    side = shape.side
    for name in rows.columns if parts else ():
        if side.columns[name].measure == "money" and rows.value(name, begin):
            addends = tuple(DocumentCell(side.ordinal, name, row) for row in (begin, *parts))
            yield Follow("roll", (DocumentCell(side.ordinal, name, end),), addends)


def _roll_of(vocabulary: Vocabulary, shape: Structure) -> tuple[int, int, Sequence[int]]:
    """The rows of this year's total, of the last total, and those between them; none if these are
    not all understood."""
    labels = shape.labels
    readings = [label_reading(vocabulary, shape, row).coordinates for row in range(shape.size)]
    end = _last_total_of(vocabulary, shape)
    begin = [
        r
        for r, known in enumerate(readings[: max(end, 0)])
        if known.get(VINTAGE) == "this-year" and roles_of(known) & TOTAL_ROLES
    ]
    if len(begin) != 1:
        return -1, end, ()
    parts: list[int] = []
    for row in range(begin[0] + 1, end):
        label, known = norm(labels[row]), readings[row]
        carried = known.get(VINTAGE) in _CARRIED or known.get(SOURCE) == "balances"
        inner = label.startswith(OF_WHICH) or any(mark.match(label) for mark in NUMBERED)
        if carried and not inner:
            parts.append(row)
        elif label and not inner:
            return -1, end, ()
    return begin[0], end, parts


def _rolled_columns(vocabulary: Vocabulary, table: Table, rows: Rows) -> Iterator[Follow]:
    """年初结转 + 本年收入 = 本年支出 + 年末结转, in each row of a table with just these columns."""
    side = rows.structure.side
    found: dict[str, list[str]] = defaultdict(list)
    for name, index in rows.where.columns.items():
        known = column_reading(vocabulary, table.raw, index, name).coordinates
        if NATURE not in known and "measure" not in known:
            vintage, flow = known.get(VINTAGE, "this-year"), known.get(FLOW, "")
            found[vintage if vintage != "this-year" else flow].append(name)
    wanted = ("carried-in", "income", "expenditure", "carried-out")
    if found.keys() != set(wanted) or any(len(names) != 1 for names in found.values()):
        return
    (opening,), (income,), (spent,), (closing,) = (found[name] for name in wanted)
    for row, label in enumerate(rows.structure.labels):
        if label.strip() or rows.structure.codes[row]:

            def cell(name: str, row: int = row) -> DocumentCell:
                return DocumentCell(side.ordinal, name, row)

            yield Follow("roll", (cell(closing), cell(spent)), (cell(opening), cell(income)))
