"""Forms: a sheet with named fields above a table, such as a performance-target table.

One form is one project: its fields become a row of the layout's own table, the rows below its
header become rows of the `body` layout's table, each with the fields that are carried down.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from .. import messages
from ..model.errors import Message, Problem
from ..model.expressions import expression
from ..model.layout import Form, Layout, Side
from ..model.names import norm, unwrapped
from ..model.place import Place
from ..model.raw import Grid, Locate, RawTable
from ..model.words import literal, pattern

_MONEY = pattern("grids.form-money")
_YEAR = pattern("dates.year-alone")
_YEAR_WORD = literal("dates.year-word")


def tables_from_form(grid: Grid, layout: Layout, body: Layout) -> Iterator[RawTable | Problem]:
    """The row of fields, and the rows of the table below; a problem where that is not found."""
    form = layout.form or Form("")
    header = _header_row(grid, body)
    if header < 0:
        yield messages.header_unknown(grid.locate(0, 0), body)
        return
    fields = _fields(grid, layout, header)
    names = [name for name in _headers(layout.sides[0]) if name in fields]
    values = [fields[name][0] for name in names]
    places = [fields[name][1] for name in names]
    stated = (_MONEY.search(norm(c)) for row in grid.rows[:header] for c in row)
    money = next((match[1] for match in stated if match), layout.money)
    title = next((c for row in grid.rows for c in row if norm(c) in layout.titles), "")
    yield RawTable(
        layout.id, 0, title.strip(), money, values[names.index(form.unit)]
        if form.unit in names else "", tuple(names), [values], (),
        lambda _, column: grid.locate(*(places[column] if places else (0, 0))),
        {(0, n): grid.doubts[place] for n, place in enumerate(places) if place in grid.doubts},
    )  # fmt: skip
    carried = [name for name in form.carry if name in fields]
    yield _body(grid, header, body, form, [fields[name][0] for name in carried], carried)


def _headers(side: Side) -> list[str]:
    """The printed names of a side's columns: the first header of each."""
    names = [*side.texts.values(), *side.columns.values()]
    return list(dict.fromkeys("/".join(column.headers[0]) for column in names))


def _header_row(grid: Grid, body: Layout) -> int:
    """The row that heads the table: the one in which most columns of the body are found."""
    wanted = set(map(norm, _headers(body.sides[0])))
    counts = [len(wanted.intersection(map(norm, row))) for row in grid.rows]
    best = max(counts, default=0)
    return counts.index(best) if best > 2 else -1


def _fields(grid: Grid, layout: Layout, end: int) -> Mapping[str, tuple[str, tuple[int, int]]]:
    """Each field with its value: what stands to the right of its name, and where."""
    side = layout.sides[0]
    known = {
        header[-1]: "/".join(column.headers[0])
        for column in (*side.texts.values(), *side.columns.values())
        for header in column.headers
    }
    found: dict[str, tuple[str, tuple[int, int]]] = {}
    for r, row in enumerate(grid.rows[:end]):
        for c, cell in enumerate(row):
            name = known.get(norm(cell))
            if name is None:
                year = _YEAR.fullmatch(norm(cell))
                if year and _YEAR_WORD in known:
                    found.setdefault(_YEAR_WORD, (year[1], (r, c)))
                continue
            value = next(((v, (r, n)) for n, v in enumerate(row) if n > c and v.strip()), None)
            if value is not None and norm(value[0]) not in known:
                found.setdefault(name, value)
    return found


def _body(
    grid: Grid, header: int, body: Layout, form: Form, values: Sequence[str], carried: Sequence[str]
) -> RawTable:
    """The rows of the table, with what is merged downwards filled in and the fields in front."""
    start = header + 1
    columns = [norm(cell) for cell in grid.rows[header]]
    rows, at = list(grid.rows[start:]), list(range(start, len(grid.rows)))
    doubts = {(r - start, c): why for (r, c), why in grid.doubts.items() if r >= start}
    if grid.loose:
        from .realign import realigned

        straight = realigned(columns, rows, body, form.fill)
        columns = straight.columns
        rows = [[unwrapped(cell) for cell in row] for row in straight.rows]
        at = [start + kept for kept in straight.kept]
        doubts = straight.doubts | doubts
    beside = [expression(f"(?:{re.escape(word)})+") for word in form.beside]
    columns = ["" if any(b.fullmatch(name) for b in beside) else name for name in columns]
    used = [n for n, name in enumerate(columns) if name]
    fill = {n for n in used if columns[n] in map(norm, form.fill)}
    filled: list[list[str]] = []
    origin: list[int] = []
    above: dict[int, str] = {}
    for r, row in enumerate(rows):
        cells = [row[n] if n < len(row) else "" for n in used]
        if not any(cell.strip() for cell in cells):
            continue
        for place, n in enumerate(used):
            if n in fill:
                cells[place] = above[n] = cells[place].strip() or above.get(n, "")
        filled.append([*values, *cells])
        origin.append(r)

    def locate(row: int, column: int) -> Place:
        at_column = used[column - len(values)] if column >= len(values) else used[0]
        return grid.locate(at[origin[row]], at_column)

    names = (*carried, *(columns[n] for n in used))
    carried_doubts = {
        (number, len(values) + place): doubts[r, n]
        for number, r in enumerate(origin)
        for place, n in enumerate(used)
        if (r, n) in doubts
    }
    return RawTable(body.id, 0, "", body.money, "", names, filled, (), locate, carried_doubts)


def merged(tables: Sequence[RawTable]) -> RawTable:
    """Several tables of one layout as one; columns are those of the first, by their names.

    A form that is printed in two files counts once.
    """
    first = tables[0]
    tables = _once(tables)
    if len(tables) == 1:
        return first
    rows: list[Sequence[str]] = []
    places: list[tuple[Locate, int, tuple[int, ...]]] = []
    doubts: dict[tuple[int, int], Message] = {}
    for table in tables:
        order = _order(first.columns, table.columns)
        for number, row in enumerate(table.rows):
            for column, index in enumerate(order) if table.doubts else ():
                if (number, index) in table.doubts:
                    doubts[len(rows), column] = table.doubts[number, index]
            rows.append([row[index] if index >= 0 else "" for index in order])
            places.append((table.locate, number, order))

    def locate(row: int, column: int) -> Place:
        place, number, order = places[row]
        return place(number, max(order[column], 0) if column < len(order) else 0)

    notes = tuple(note for table in tables for note in table.notes)
    return first._replace(rows=rows, notes=notes, locate=locate, doubts=doubts)


def _order(names: Sequence[str], columns: Sequence[str]) -> tuple[int, ...]:
    """Where each of some columns stands among others; of those of one name (科目编码 over
    three), each is the next one of that name; -1 where there is none."""
    open_: defaultdict[str, deque[int]] = defaultdict(deque)
    for at, name in enumerate(columns):
        open_[name].append(at)
    return tuple(open_[name].popleft() if open_[name] else -1 for name in names)


def _once(tables: Sequence[RawTable]) -> list[RawTable]:
    """The tables without those that say the same as one of another file."""
    kept: list[RawTable] = []
    files: dict[tuple[object, ...], str] = {}
    for table in tables:
        cells = tuple(tuple(norm(cell).replace(",", "") for cell in row) for row in table.rows)
        file = table.locate(0, 0).path if table.rows else ""
        if files.setdefault((table.columns, cells), file) == file:
            kept.append(table)
    return kept
