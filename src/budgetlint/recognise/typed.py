"""One table, its layout known, to a typed table: its columns, its sides, and what is wrong in it.

Nothing is skipped silently: a column that the layout does not name, a row without a place in the
tree and a cell that is no amount are each reported, and the rest is still read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from .. import messages
from ..messages.office import HIDDEN, NO_RESULT
from ..model import limits
from ..model.amounts import MONEY, AmountError
from ..model.document import Rows, Table
from ..model.errors import Problem
from ..model.expressions import expression
from ..model.layout import ColumnMap, Layout, Side, SideMap
from ..model.names import norm
from ..model.raw import RawDocument, RawTable
from ..model.words import pattern
from .fit import OWN, missing
from .layouts import Layouts
from .marked_rows import with_marks
from .promised import with_sums
from .side_rows import RowReader
from .structure import SaidRows
from .sums import rate_rows
from .trees import OF_WHICH

_SUMS_BETWEEN = pattern("names.sums-between")


def typed_table(
    raw: RawDocument,
    layout: Layout,
    table: RawTable,
    base: str,
    unit: str,
    problems: list[Problem],
    notes: list[Problem],
    layouts: Layouts,
) -> Table:
    """A table by its layout, money as printed; `base` is the unit that the document counts in, and
    `unit` the name of whoever drew it up. What is wrong goes to `problems` and `notes`."""
    money = money_printed(table, layout)
    scale = MONEY[money] - MONEY[base] if money in MONEY and base in MONEY else 0
    scales = {
        index: scale + MONEY[named] - MONEY[money]
        for index, named in enumerate(table.moneys)
        if named and money in MONEY
    }
    reader = RowReader(layouts, scale, unit, money, scales)
    places = with_sums(layout, layouts.columns(layout, table.columns), table.columns)
    if any(places.again):
        from .column_groups import stacked_groups

        table = stacked_groups(table, places)
    if table.loose:
        table = _straightened(raw, layout, table, places, reader)
    texts = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    strange = [
        index
        for index in (*places.unclaimed, *places.strange)
        if (table.columns[index].strip() or any(map(str.strip, texts[index])))
        and not _out_of_sight(table, texts[index], index)
    ]
    if missing(layout, places):  # one of these may be the one that is missing
        problems += [messages.unknown_column(raw.path, table, layout, index) for index in strange]
    elif strange:
        notes.append(messages.strange_columns(raw.path, table, layout, strange))
    sides: list[Rows] = []
    for side, where in zip(layout.sides, places.sides, strict=True):
        if where is None:
            if not side.optional:
                problems.append(messages.side_missing(raw.path, table, layout, side))
            continue
        assign = raw.assign.get(layout.id) if raw.assign else None
        names = with_marks(
            layout.vocabulary, table, side, where, _indented(table, side, where, texts)
        )
        rows = reader.rows(side, where, names, assign, _rows_said(layout, table, len(sides)))
        sides.append(rows)
        problems += _no_codes(raw.path, table, layout, rows)
        _tell_unplaced(raw.path, table, layout, rows, problems, notes)
    problems += _blocks_said(table, len(sides))
    if errors := reader.errors:
        cells = _unreadable(raw.path, table, layout, sides, errors)
        problems += islice(cells, limits.PROBLEMS + 1)
    return Table(layout, table, money, scale, tuple(sides), texts)


def _tell_unplaced(
    path: str,
    table: RawTable,
    layout: Layout,
    rows: Rows,
    problems: list[Problem],
    notes: list[Problem],
) -> None:
    """Name the rows with figures that have no place in the tree."""
    left, between = _parted(rows, _unplaced(rows))
    if between:
        notes.append(messages.sums_between(path, table, layout, between))
    if left and layout.id.startswith(OWN):  # nothing rests on it but its own sums
        notes.append(messages.rows_nameless(path, table, layout, left))
        return
    label = rows.where.label
    more = left[: limits.PROBLEMS + 1]
    problems += [messages.row_unplaced(path, table, layout, row, label) for row in more]


def _parted(rows: Rows, unplaced: Sequence[int]) -> tuple[list[int], list[int]]:
    """Rows without a place, and those of them that are sums between rows of codes: of a page,
    carried over to the next, of a class, narrower than the total; or 其中 of no row that is
    printed."""
    shape = rows.structure
    labels = {row: norm(shape.labels[row]) for row in unplaced}
    sums = [
        row
        for row in unplaced
        if _SUMS_BETWEEN.fullmatch(labels[row])
        or labels[row].startswith(OF_WHICH)
        or (0 <= shape.total < row and labels[row] in shape.side.total)
    ]
    return [row for row in unplaced if row not in sums], sums


def _rows_said(layout: Layout, table: RawTable, block: int) -> Callable[[Rows], SaidRows]:
    """What the file of a table says of the rows of a block otherwise than their words do."""
    if table.meanings is None:
        return lambda _: ()
    from .corrections import row_corrections

    return partial(row_corrections, layout.vocabulary, table, block=block)


def _blocks_said(table: RawTable, blocks: int) -> Iterable[Problem]:
    """What is wrong with the number of blocks that the file of a table says things of."""
    if table.meanings is None:
        return ()
    from .corrections import blocks_said

    return blocks_said(table, blocks)


def _out_of_sight(table: RawTable, texts: Sequence[str], index: int) -> bool:
    """Whether nobody who opens the file sees anything of a column: somebody's own arithmetic."""
    filled = [row for row, text in enumerate(texts) if text.strip()]
    return bool(filled) and all(table.doubts.get((row, index)) == HIDDEN for row in filled)


def _straightened(
    raw: RawDocument, layout: Layout, table: RawTable, places: ColumnMap, reader: RowReader
) -> RawTable:
    """A loosely read table with the figures moved that stand one column beside their own."""
    from .shifts import find_shift

    texts = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    for side, where in zip(layout.sides, places.sides, strict=True):
        if where is None:
            continue
        shift = find_shift(reader.rows(side, where, texts, raw.assign.get(layout.id)))
        if shift is None:
            continue
        printed = sorted(where.columns.values())
        moved = [where.columns[name] for name in shift.columns]
        rows = [list(row) for row in table.rows]
        doubts = dict(table.doubts)
        for row in shift.rows:
            for index in moved:
                rows[row][index] = ""
            for index in moved:
                target = printed[printed.index(index) + shift.step]
                rows[row][target] = table.rows[row][index]
                if rows[row][target].strip():
                    doubts[row, target] = messages.columns_shifted(shift.step)
        table = table._replace(rows=rows, doubts=doubts)
    return table


def doubtful(table: Table) -> Iterator[Problem]:
    """A note on each row that was read with doubt, once for each reason; one note on a table of
    which every cell is in doubt for the same reason."""
    doubts = table.raw.doubts
    whys = {why.zh for why in doubts.values()}
    if len(whys) == 1 and len(doubts) == sum(map(len, table.raw.rows)) > 1:
        (_, why), *_ = doubts.items()
        yield messages.doubtful(table.raw, table.layout, "", why, table.raw.locate(0, 0))
        return
    seen: set[tuple[int, str]] = set()
    for (row, column), why in sorted(doubts.items(), key=lambda item: item[0]):
        if (row, why.zh) not in seen and why not in (HIDDEN, NO_RESULT):  # those the reader noted
            seen.add((row, why.zh))
            name = table.sides[0].structure.name(row) if table.sides else ""
            place = table.raw.locate(row, column)
            yield messages.doubtful(table.raw, table.layout, name, why, place)


def _indented(
    table: RawTable, side: Side, where: SideMap, texts: Sequence[tuple[str, ...]]
) -> Sequence[tuple[str, ...]]:
    """The columns, with the blanks in front of names that no codes put in order."""
    if not table.indents or side.rows != "code" or where.code or where.label < 0:
        return texts
    names = [
        " " * table.indents.get((r, where.label), 0) + t for r, t in enumerate(texts[where.label])
    ]
    return [tuple(names) if i == where.label else column for i, column in enumerate(texts)]


def _no_codes(path: str, table: RawTable, layout: Layout, rows: Rows) -> list[Problem]:
    """One problem for each cell in a column of codes that makes a row unread; if there are many,
    one for all of them: then it is no column of codes."""
    faulty = {(row, _faulty(table, rows, row)): None for row in rows.structure.unread}
    cells = [(row, column) for row, column in faulty if column >= 0]
    more = len(cells) if len(cells) > MAX_CODES_SAID else 0
    return [
        messages.no_code(path, table, layout, rows.structure.labels[row], row, column, more)
        for row, column in cells[: 1 if more else None]
    ]


MAX_CODES_SAID = 5


def _faulty(table: RawTable, rows: Rows, row: int) -> int:
    """The column of the part that makes a row's code unreadable; -1 if it is printed above."""
    where = rows.where.code
    parts = [norm(table.rows[row][column]) for column in where]
    if len(where) < 2:
        return where[0] if where else rows.where.label
    for n, (part, column) in enumerate(zip(parts, where, strict=True)):
        if part and not (part.isdecimal() and (len(part) == 3 if n == 0 else len(part) <= 2)):
            return column
    return -1 if "" in parts[: max((n for n, p in enumerate(parts) if p), default=0)] else where[-1]


def _unplaced(rows: Rows) -> list[int]:
    """The rows with figures that have no place in the tree."""
    return [
        row
        for row in rows.structure.unplaced
        if any(rows.value(column, row) for column in rows.columns)
    ]


def _unreadable(
    path: str,
    table: RawTable,
    layout: Layout,
    sides: Sequence[Rows],
    errors: Mapping[str, AmountError],
) -> Iterator[Problem]:
    """One problem for each cell of `sides` that holds no amount; a rate is one in a column or a row
    of rates (增减%), whatever other tables print so where money stands."""
    return (
        messages.unreadable(path, table, layout, side.structure, row, index, errors[cells[index]])
        for side in sides
        for row, cells in enumerate(table.rows)
        for name, index in side.where.columns.items()
        if cells[index] in errors and not side.structure.side.columns[name].within
        # The reader has said so, once for all of them.
        if table.doubts.get((row, index)) is not NO_RESULT
        and not (_PERCENT.search(cells[index]) and _is_of_rates(layout, side, name, row))
    )


def _is_of_rates(layout: Layout, side: Rows, name: str, row: int) -> bool:
    of_column = side.structure.side.columns[name].measure == "percent"
    return of_column or row in rate_rows(layout.vocabulary, side.structure)


_PERCENT = expression(r"\d\s*[%％]\s*$")


def moneys_printed(table: RawTable, layout: Layout) -> tuple[str, ...]:
    """The units in which columns of a table are printed, its own first."""
    return money_printed(table, layout), *filter(None, table.moneys)


def money_printed(table: RawTable, layout: Layout) -> str:
    """The unit that a table is printed in, else that of its layout."""
    return table.money or layout.money
