"""What follows from coordinates: identity, balance, roll-forward.

identity: figures with equal coordinates agree, wherever they are printed (`identities`).

balance: the last total of income is that of expenditure, side by side in a table of both.

roll: what was carried in, this year's figures, what is carried out: 总计 = 本年合计 and what stands
between them, or four columns of one row.

tree: rows that add up to another by how a table lists them (`listed`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..model.document import DocumentCell, Follow, Rows, Structure, Table
from ..model.names import norm
from ..model.vocabulary import Coordinates, Vocabulary
from .facts import column_meant, title_meant
from .form_facts import is_form
from .identities import CARRIED, NATURE, identities
from .listed import listed_sums
from .readings import FLOW, TOTAL_ROLES, VINTAGE, YEAR, column_reading, roles_of
from .row_facts import MATTER, kept, kept_of_table, label_reading, rows_saying
from .shared_sums import going_on, shared_sums
from .sums import row_sums
from .trees import OF_WHICH, is_marked

SOURCE = "source"


def follows_of(tables: Sequence[Table], year: int) -> tuple[Follow, ...]:
    """All that follows in a document, whatever its figures are but for what they must bear out."""
    found = [follow for table in tables for follow in _within(table.layout.vocabulary, table)]
    money = [table for table in tables if not is_form(table.layout.vocabulary, table)]
    return (*found, *identities(money, year))


def _within(vocabulary: Vocabulary, table: Table) -> Iterator[Follow]:
    """What follows within one table."""
    yield from kept_of_table(
        vocabulary, table, "balance", lambda: tuple(_balance(vocabulary, table))
    )
    no_money = title_meant(vocabulary, table).get(MATTER, "") in vocabulary.no_money
    for before, rows in zip((None, *table.sides), table.sides, strict=False):
        rolled = [*_rolled_rows(vocabulary, rows)]
        yield from rolled
        yield from _rolled(vocabulary, table, rows)
        alone = before is None or not going_on(vocabulary, before, rows)
        if alone and not no_money:
            listed = [*listed_sums(vocabulary, rows)]
            known = {follow.left[0].row for follow in rolled}
            known |= {at for at, _ in row_sums(vocabulary, rows.structure)} if listed else set()
            yield from (follow for follow in listed if follow.left[0].row not in known)
    yield from shared_sums(vocabulary, table.sides)


def _balance(vocabulary: Vocabulary, table: Table) -> Iterator[Follow]:
    """The last totals of both flows, if they stand in one row."""
    if title_meant(vocabulary, table).get(FLOW) != "both":
        return
    ends: dict[str, list[DocumentCell]] = {}
    years: set[str] = set()
    for rows in table.sides:
        columns = [
            (name, column_meant(vocabulary, table, rows, name).coordinates)
            for name in rows.columns
            if rows.structure.side.columns[name].measure == "money"
        ]
        whole = [(n, c) for n, c in columns if not {NATURE, SOURCE} & _own(c, table, vocabulary)]
        row = _last_total(vocabulary, rows)
        for name, known in whole if row >= 0 and len(whole) == 1 else ():
            years.add(known.get(YEAR, ""))
            ends.setdefault(known.get(FLOW, ""), []).append(
                DocumentCell(rows.structure.side.ordinal, name, row)
            )
    if len(years - {""}) > 1:
        return  # of a column for each year one was not understood
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
    if shape.total >= 0 and shape.total + 1 in shape.parts:
        named = [shape.total]  # what stands below it are its parts, and what these leave
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
    end = _last_total_of(vocabulary, shape)
    this_year = [r for r, m in rows_saying(vocabulary, shape, VINTAGE) if m == "this-year"]
    begin = [r for r in this_year if r < end and _is_total(vocabulary, shape, r)]
    if len(begin) != 1 or end in shape.uncertain:
        return -1, end, ()
    parts: list[int] = []
    for row in range(begin[0] + 1, end):
        label, known = norm(labels[row]), label_reading(vocabulary, shape, row).coordinates
        carried = known.get(VINTAGE) in CARRIED or known.get(SOURCE) == "balances"
        inner = label.startswith(OF_WHICH) or is_marked(label)
        inner |= begin[0] < shape.parent[row] < row
        if carried and not inner:
            parts.append(row)
        elif label and not inner:
            return -1, end, ()
    return begin[0], end, parts


def _is_total(vocabulary: Vocabulary, shape: Structure, row: int) -> bool:
    known = label_reading(vocabulary, shape, row).coordinates
    return bool(roles_of(known) & TOTAL_ROLES)


def _rolled(vocabulary: Vocabulary, table: Table, rows: Rows) -> Sequence[Follow]:
    def made() -> Sequence[Follow]:
        return tuple(_rolled_columns(vocabulary, table, rows))

    return kept_of_table(vocabulary, table, ("rolled", rows.structure), made)


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
