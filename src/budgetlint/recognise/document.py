"""Recognise: raw tables, grids and sections to one typed document, by the layouts of a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..messages import across
from ..model.amounts import MONEY
from ..model.document import Document, Follow, Rows, Table
from ..model.layout import PREVIOUS, Layout
from ..model.names import norm
from ..model.prose import Prose
from ..model.raw import RawDocument, RawTable
from ..packs.claims import CLAIMS
from .captions import money_of_all
from .claims import claims_table, money_of
from .compose import misses
from .layouts import Layouts, composed_sides
from .narrative import unit_in_title
from .prose.joined import read_prose
from .readings import title_reading
from .sorting import has_figures, sorted_out
from .titles import titled
from .typed import doubtful, moneys_printed, typed_table


def recognise(
    raw: RawDocument,
    layouts: Layouts,
    previous: RawDocument | None = None,
    money: str = "",
) -> Document:
    """The typed document. Problems of single tables and cells are collected, never raised.

    With `previous`, last year's document is there too, under the ids of the layouts that are
    last year's. Amounts are kept in `money`, or the largest unit of the tables.
    """
    known = sum(len(layout.sides) for layout in layouts.every)
    tables_of = sorted_out(raw, layouts, known)
    problems = [*raw.problems, *tables_of.problems]
    notes = [*raw.notes, *tables_of.notes]
    found = _with_money(raw, list(tables_of.found.values()))
    if not any((raw.unit, *(table.unit for _, table in found))):
        raw = raw._replace(unit=unit_in_title(raw.narrative))
    unit = raw.unit or next((t.unit for _, t in found if t.unit), "")
    prose = _prose(raw, layouts, unit)
    base = _base_money([unit for layout, table in found for unit in moneys_printed(table, layout)])
    base = money or base or (money_of(prose) if prose else "")
    own = sum(composed_sides(layout) for layout, _ in found)
    sides: list[Rows | None] = [None] * (known + own)
    tables: dict[str, Table] = {}
    for layout, table in found:
        typed = typed_table(raw, layout, table, base, unit, problems, notes, layouts)
        notes += doubtful(typed)
        tables[layout.id] = typed
        for rows in typed.sides:
            sides[rows.structure.side.ordinal] = rows
    if prose is not None:
        layout = next(layout for layout in layouts if layout.book is not None)
        tables[CLAIMS] = claims_table(raw, prose, layout, base, problems, layouts.structures)
        sides[layout.sides[0].ordinal] = tables[CLAIMS].sides[0]
    follows = _follows(tables, raw.year)
    last = None
    if previous is not None:
        last = recognise(previous, layouts, money=base)
        if last.problems:
            notes.append(across.previous_problem(previous.path, len(last.problems)))
        _add_previous(last, layouts.every, tables, sides)
    seen = tuple(tables_of.unknown), tuple(problems), prose, tuple(notes)
    return Document(raw, tables, sides, base, *seen, last, follows)


def with_kept(document: Document, layouts: Layouts) -> Document:
    """The document with the structures that stand for its own, of documents before it."""

    def kept(rows: Rows) -> Rows:
        shape = layouts.one(rows.structure)
        return rows if shape is rows.structure else rows._replace(structure=shape)

    sides = [rows and kept(rows) for rows in document.sides]
    of = {rows.structure.side.ordinal: rows for rows in sides if rows is not None}
    tables = {
        name: table._replace(sides=tuple(of[rows.structure.side.ordinal] for rows in table.sides))
        for name, table in document.tables.items()
    }
    return document._replace(sides=sides, tables=tables)


def _with_money(
    raw: RawDocument, found: list[tuple[Layout, RawTable]]
) -> list[tuple[Layout, RawTable]]:
    """The tables; those that state no money unit with the one that is stated once for all."""
    if all(table.money or not table.rows for _, table in found):
        return found
    money = money_of_all(raw)
    return [(la, t if t.money or not money else t._replace(money=money)) for la, t in found]


def _follows(tables: Mapping[str, Table], year: int) -> tuple[Follow, ...]:
    """What coordinates promise: of tables, and of what prose says of tables."""
    read = [table for table in tables.values() if table.layout.book is None]
    found: tuple[Follow, ...] = ()
    if read:
        from .follows import follows_of

        found = follows_of(read, year)
    if CLAIMS in tables and read:
        from .nearly import nearly_told
        from .told import told_of

        claims = tables[CLAIMS].sides[0]
        found += tuple(told_of(read, claims.structure, year))
        found += tuple(nearly_told(read, claims, year))
    return found


def is_budget(document: Document, layouts: Layouts) -> bool:
    """Whether there is a table of a budget in a document, if only one that was not understood: a
    table of figures whose title speaks of the income or the expenditure of a budget.

    A canonical document says so itself, and so does a declared profile; and where a part of a
    document could not be read, who knows what it is.
    """
    raw = document.raw
    known = document.tables.keys() - {CLAIMS}
    unread = any(problem.code not in _SAYS_NOTHING for problem in raw.problems)
    doubtful = _NOT_UNDERSTOOD.intersection(problem.code for problem in document.problems)
    if raw.tables or raw.profile or known or unread or doubtful:
        return True
    words = layouts[0].vocabulary
    tables = [table for table in document.unrecognised if has_figures(table)]
    return any(title_reading(words, table).coordinates.keys() >= OF_BUDGET for table in tables)


OF_BUDGET = {"stage", "flow"}
"""What the title of a table says that is of a budget, whatever its columns are."""


_SAYS_NOTHING = frozenset({"formula-without-result", "rows-outside"})
"""Problems that any file may have."""
_NOT_UNDERSTOOD = frozenset({"table-unknown", "header-unknown", "table-ragged"})


def is_as_declared(table: Table, layouts: Layouts, layout: Layout) -> bool:
    """Whether a table is printed as its layout declares: no column more, and none missing."""
    same = len(table.layout.sides) == len(layout.sides) and all(
        made.columns.keys() == side.columns.keys()
        for made, side in zip(table.layout.sides, layout.sides, strict=True)
    )
    return same and misses(layouts, table.layout, table.raw.columns) == (0, 0)


def is_declared_in(table: Table, own: Layouts, other: Layouts) -> bool:
    """Whether other layouts declare a table as the same one as its `own` do: the title, unless that
    is in neither by its letters, and all columns that it prints. Then it tells nothing of who
    prints it."""
    title = norm(table.raw.title)
    theirs = titled(title, other.titles)
    if theirs is None and titled(title, own.titles) is None:
        theirs = next((layout for layout in other if layout.id == table.id), None)
    if theirs is None or theirs.id != table.id:
        return False
    known = {header for side in theirs.sides for c in side.columns.values() for header in c.headers}
    printed = (rows.structure.side.columns[name] for rows in table.sides for name in rows.columns)
    return all(known.intersection(column.headers) for column in printed)


def _add_previous(
    last: Document, layouts: Sequence[Layout], tables: dict[str, Table], sides: list[Rows | None]
) -> None:
    """Last year's tables, as far as rules speak of them, under their own ids."""
    for layout in layouts:
        table = last.tables.get(layout.id.removeprefix(PREVIOUS))
        if not layout.id.startswith(PREVIOUS) or table is None:
            continue
        own = {side.name: side for side in layout.sides}
        rows = tuple(
            r._replace(structure=r.structure._replace(side=own[r.structure.side.name]))
            for r in table.sides
            if r.structure.side.name in own
        )
        tables[layout.id] = table._replace(layout=layout, sides=rows)
        for side in rows:
            sides[side.structure.side.ordinal] = side


def _prose(raw: RawDocument, layouts: Layouts, unit: str) -> Prose | None:
    """What the narrative says, where there is one and the pack has phrases."""
    layout = next((layout for layout in layouts if layout.book is not None), None)
    if layout is None or layout.book is None or not raw.narrative:
        return None
    return read_prose(raw.narrative, layout.book, layout.vocabulary, unit, raw.year)


def _base_money(units: Sequence[str]) -> str:
    """The largest unit that any table is printed in, so that no place is lost in display."""
    return max(units, key=lambda unit: MONEY.get(unit, -1), default="")
