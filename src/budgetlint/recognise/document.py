"""Recognise: raw tables and grids to typed tables, by the layouts that a pack declares.

Nothing is skipped silently: a table that no layout knows, a column that its layout does not
name and a cell that is no amount are each reported as a problem, and the rest is still read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import messages
from ..messages import across
from ..messages.office import HIDDEN, NO_RESULT
from ..model import limits
from ..model.amounts import BLANK, MONEY, UNREADABLE, AmountError, is_blank
from ..model.document import Document, Follow, Rows, Structure, Table, Vector
from ..model.errors import Problem
from ..model.expressions import expression
from ..model.layout import PREVIOUS, Column, ColumnMap, Layout, Side, SideMap
from ..model.names import norm
from ..model.phrases import compact
from ..model.prose import Prose
from ..model.raw import Grid, NotRead, RawDocument, RawTable
from ..model.vocabulary import JOIN, understood
from ..model.words import literal, literals
from ..packs.claims import CLAIMS
from .claims import claims_table, money_of
from .compose import Fitted, is_better, misses, table_composed
from .derived import borne_out
from .fit import OWN, composed_sides, missing, numbered
from .forms import merged
from .layouts import Layouts
from .prose.joined import read_prose
from .segments import carried_of, totals_of
from .structure import structure, with_codes
from .sums import confirmed
from .titles import titled

if TYPE_CHECKING:
    from .layouts import InGrid

ONLY_ROW = literals("names.totals")[0]
SUBTOTAL = literal("names.subtotal")
"""What the row of a table is called that has one row of figures, without a name."""

MAX_KEPT_ROWS = 2000
"""Rows of the largest table whose structure is kept for the next one."""


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
    problems = list(raw.problems)
    notes = list(raw.notes)
    known = sum(len(layout.sides) for layout in layouts.every)
    by_id, unknown = _sorted_out(raw, layouts, known, problems, notes)
    found = list(by_id.values())
    unit = raw.unit or next((t.unit for _, t in found if t.unit), "")
    prose = _prose(raw, layouts, unit)
    base = _base_money([_money_of(table, layout) for layout, table in found])
    base = money or base or (money_of(prose) if prose else "")
    own = sum(composed_sides(layout) for layout, _ in found)
    sides: list[Rows | None] = [None] * (known + own)
    tables: dict[str, Table] = {}
    for layout, table in found:
        typed = _typed(raw, layout, table, base, unit, problems, notes, layouts)
        notes += _doubtful(typed)
        tables[layout.id] = typed
        for rows in typed.sides:
            sides[rows.structure.side.ordinal] = rows
    if prose is not None:
        layout = next(layout for layout in layouts if layout.book is not None)
        tables[CLAIMS] = claims_table(raw, prose, layout, base, problems, layouts.structures)
        sides[layout.sides[0].ordinal] = tables[CLAIMS].sides[0]
    follows: tuple[Follow, ...] = ()
    if own:
        from .follows import follows_of

        read = [table for table in tables.values() if table.layout.book is None]
        follows = follows_of(read, raw.year)
    last = None
    if previous is not None:
        last = recognise(previous, layouts, money=base)
        if last.problems:
            notes.append(across.previous_problem(previous.path, len(last.problems)))
        _add_previous(last, layouts.every, tables, sides)
    seen = tuple(unknown), tuple(problems), prose, tuple(notes)
    return Document(raw, tables, sides, base, *seen, last, follows)


def is_budget(document: Document) -> bool:
    """Whether there is a table of a budget in a document, if only one that was not understood.

    A canonical document says so itself, and so does a declared profile; and where a part of a
    document could not be read, who knows what it is.
    """
    raw = document.raw
    known = document.tables.keys() - {CLAIMS}
    unread = any(problem.code != "formula-without-result" for problem in raw.problems)
    doubtful = _NOT_UNDERSTOOD.intersection(problem.code for problem in document.problems)
    return bool(raw.tables or raw.profile or known or unread or doubtful)


_NOT_UNDERSTOOD = frozenset({"table-unknown", "header-unknown", "table-ragged"})


Found = dict[str, tuple[Layout, RawTable]]
"""The tables of a document by the ids of their layouts, in the order in which they are printed."""


def _sorted_out(
    raw: RawDocument,
    layouts: Layouts,
    ordinal: int,
    problems: list[Problem],
    notes: list[Problem],
) -> tuple[Found, list[RawTable]]:
    """Each table with its layout, and those that have none; what is wrong goes to `problems`.

    Layouts of tables' own have sides from `ordinal` on.
    """
    found: Found = {}
    unknown: list[RawTable] = []
    for table in (*raw.tables, *_from_grids(raw, layouts)):
        if isinstance(table, NotRead):
            problems.append(table.problem)
            unknown.append(table.table)
            continue
        fitted = table if isinstance(table, Fitted) else _fitted(table, layouts)
        if fitted.layout is None:
            unknown.append(fitted.table)
            from .closest_layout import closest_layout

            near = closest_layout(fitted.table, layouts)
            said = messages.unknown_table(raw.path, fitted.table, near)
            # A table that is like none of a budget may well be something else that is published.
            sums = _has_figures(fitted.table) and not _has_no_sums(fitted.table, layouts)
            (problems if near and sums else notes).append(said)
        elif fitted.layout.ignored:
            notes.append(messages.no_budget_table(raw.path, fitted.table))
        else:
            told = len(problems)
            _take_in(raw.path, fitted, found, ordinal, problems, notes)
            if len(problems) > told:  # it is not checked, and shown all the same
                unknown.append(fitted.table)
    return found, unknown


def _fitted(table: RawTable, layouts: Layouts) -> Fitted:
    """A table whose columns are known with the layout that its id or its title names, or else
    means; where columns are strange or missing, as their words are meant."""
    if table.meanings is not None:
        from .corrections import corrected_table

        corrected = corrected_table(table, layouts)
        if corrected is not None:
            return corrected
    layout = _layout_of(table, layouts)
    exact = Fitted(table, layout, None)
    named = table.id and not table.id.startswith(OWN)
    if not table.columns or (layout is None and named):  # its author says what it is
        return exact
    if layout is not None and misses(layouts, layout, table.columns) == (0, 0):
        return exact
    other = table_composed(table, layouts, layout)
    if other is None or layout is None:
        return other or exact
    # What its author names it gives way to a layout of its own only where columns are missing,
    # and not those alone that name its rows.
    sides = other.layout.sides if other.layout is not None else ()
    named = all(side.label or side.code for side in sides)
    lacks = named and misses(layouts, layout, table.columns)[0]
    gives_way = other.layout is not other.own or lacks
    better = gives_way and is_better(layouts, other.layout, layout, table.columns)
    return other if better else exact


def _take_in(
    path: str,
    fitted: Fitted,
    found: Found,
    ordinal: int,
    problems: list[Problem],
    notes: list[Problem],
) -> None:
    """Add a table to those found: it may go on in another, be there twice, or be another one of
    the same kind, which then has a layout of its own."""
    layout, table, own = fitted.layout, fitted.table, fitted.own
    if layout is None:
        return
    before = found.get(layout.id)
    free = ordinal + sum(composed_sides(known) for known, _ in found.values())
    if before is not None and _goes_on(before[1], table, layout):
        found[layout.id] = (before[0], merged([before[1], table]))
    elif before is not None and _says_the_same(table, before[1]):
        notes.append(messages.table_repeated(path, table, layout))
    elif before is not None and own is None:
        problems.append(messages.table_twice(path, table, layout))
    elif before is None and layout is not own:
        more = composed_sides(layout)
        found[layout.id] = (numbered(layout, layout.id, free) if more else layout, table)
    elif own is not None:
        same = sum(1 for name in found if name == own.id or name.startswith(f"{own.id}-no-"))
        name = f"{own.id}-no-{same + 1}" if same else own.id
        found[name] = (numbered(own, name, free), table._replace(id=name))


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


def _goes_on(table: RawTable, more: RawTable, layout: Layout) -> bool:
    """Whether a table goes on in the next sheet: the total stands in the second part only."""
    totals = {total for side in layout.sides for total in side.total}

    def has_total(part: RawTable) -> bool:
        return any(norm(cell) in totals for row in part.rows for cell in row)

    units = {part.unit for part in (table, more)} - {""}
    alike = table.columns == more.columns and len(units) < 2
    return bool(table.rows) and alike and has_total(more) and not has_total(table)


def _says_the_same(table: RawTable, other: RawTable) -> bool:
    """Whether two prints of a table have the same cells: workbook and text often both have it."""

    def cells(printed: RawTable) -> list[list[str]]:
        return [[norm(cell).replace(",", "") for cell in row] for row in printed.rows]

    return table.columns == other.columns and cells(table) == cells(other)


def _has_figures(table: RawTable) -> bool:
    """Whether there may be money in a table that no layout knows: a list of names has none."""
    return not table.rows or any(_MONEY_LIKE.fullmatch(c.strip()) for r in table.rows for c in r)


def _has_no_sums(table: RawTable, layouts: Layouts) -> bool:
    """Whether the title is one of a matter of which tables hold no money to add up: targets, staff,
    assets."""
    vocabulary = layouts[0].vocabulary
    matter = understood(vocabulary, table.title).coordinates.get("matter", "")
    return bool(vocabulary.no_money & set(matter.split(JOIN)))


_MONEY_LIKE = expression(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{3,})")


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


def _from_grids(raw: RawDocument, layouts: Layouts) -> Sequence[InGrid]:
    """The tables of all grids. They are asked for twice where the pack depends on them."""
    if not raw.grids:
        return ()
    return layouts.of_grids(raw.grids, lambda: tuple(_tables_of(raw.grids, layouts)))


def _tables_of(grids: Sequence[Grid], layouts: Layouts) -> Iterator[InGrid]:
    from .grids import tables_from_grid

    forms: dict[str, list[RawTable]] = {}
    repeated = {la.form.body for la in layouts if la.form} | {la.id for la in layouts if la.form}
    for grid in grids:
        for table in tables_from_grid(grid, layouts):
            if isinstance(table, RawTable) and table.id in repeated:
                forms.setdefault(table.id, []).append(table)
            else:
                yield table
    yield from map(merged, forms.values())


def _layout_of(table: RawTable, layouts: Layouts) -> Layout | None:
    """By canonical id, else by title; an id of a table's own says no more than its title."""
    named = next((layout for layout in layouts if layout.id == table.id), None)
    if named is not None or not (table.id == "" or table.id.startswith(OWN)):
        return named
    title = norm(table.title)
    return next((layout for layout in layouts if title in layout.titles), None)


def _money_of(table: RawTable, layout: Layout) -> str:
    return table.money or layout.money


def _base_money(units: Sequence[str]) -> str:
    """The largest unit that any table is printed in, so that no place is lost in display."""
    return max(units, key=lambda unit: MONEY.get(unit, -1), default="")


def _typed(
    raw: RawDocument,
    layout: Layout,
    table: RawTable,
    base: str,
    unit: str,
    problems: list[Problem],
    notes: list[Problem],
    layouts: Layouts,
) -> Table:
    money = _money_of(table, layout)
    scale = MONEY[money] - MONEY[base] if money in MONEY and base in MONEY else 0
    reader = _Reader(layouts, scale, unit)
    places = layouts.columns(layout, table.columns)
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
        rows = reader.rows(side, where, _indented(table, side, where, texts), assign)
        sides.append(rows)
        problems += _no_codes(raw.path, table, layout, rows)
        left = _unplaced(rows)
        if left and layout.id.startswith(OWN):  # nothing rests on it but its own sums
            notes.append(messages.rows_nameless(raw.path, table, layout, left))
        else:
            label = rows.where.label
            more = left[: limits.PROBLEMS + 1]
            problems += [messages.row_unplaced(raw.path, table, layout, row, label) for row in more]
    if reader.money.errors:
        cells = _unreadable(raw.path, table, layout, sides, reader.money.errors)
        problems += islice(cells, limits.PROBLEMS + 1)
    return Table(layout, table, money, scale, tuple(sides), texts)


def _out_of_sight(table: RawTable, texts: Sequence[str], index: int) -> bool:
    """Whether nobody who opens the file sees anything of a column: somebody's own arithmetic."""
    filled = [row for row, text in enumerate(texts) if text.strip()]
    return bool(filled) and all(table.doubts.get((row, index)) == HIDDEN for row in filled)


def _straightened(
    raw: RawDocument, layout: Layout, table: RawTable, places: ColumnMap, reader: _Reader
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


def _doubtful(table: Table) -> Iterator[Problem]:
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


class _Reader:
    """Reads the rows of one table whose money is `scale` places from the document's."""

    def __init__(self, layouts: Layouts, scale: int, unit: str) -> None:
        self.money = layouts.amounts(scale)
        self.unit = unit
        self._plain = layouts.amounts(0)
        self._kept = layouts.structures
        self._places = layouts.places
        self._vocabulary = layouts[0].vocabulary if layouts else None
        self._classes = self._vocabulary.charts.get("function", {}) if self._vocabulary else {}

    def rows(
        self,
        side: Side,
        where: SideMap,
        texts: Sequence[tuple[str, ...]],
        assign: Mapping[str, str] | None,
    ) -> Rows:
        """One side of the table."""
        if where.label < 0:
            labels: tuple[str, ...] = (ONLY_ROW,) * len(next(iter(texts), ()))
        else:
            labels = texts[where.label]
        codes, depths = _joined_codes([texts[i] for i in where.code])
        if codes:
            codes, labels = _words_are_labels(codes, labels)
        if assign and not codes:
            by_label = {norm(label): code for label, code in assign.items()}
            codes = tuple(by_label.get(norm(label), "") for label in labels)
        projects = texts[where.project] if where.project >= 0 else ()
        groups = [texts[index] for index in where.group if index >= 0]
        if side.rows == "groups":
            projects = _filled(groups[0] if groups else labels)
            labels = tuple(
                group if norm(label) in (SUBTOTAL, "") else label
                for label, group in zip(labels, projects, strict=True)
            )
        elif side.rows == "nested":
            labels, projects = _nested([*groups, labels])
        columns: dict[str, Vector | None] = {}
        for name, index in where.columns.items():
            column = texts[index]
            amount = self._amounts(side.columns[name])
            columns[name] = [*map(amount, column), BLANK] if any(column) else None
        words = tuple((name, texts[index]) for name, index in where.texts.items())
        unit = self.unit if side.rows == "units" or side.units else ""
        key = (side, codes, labels, projects, unit, words, depths)
        keep = len(labels) <= MAX_KEPT_ROWS
        shape = self._kept.get(key, lambda: self._tree(*key)) if keep else self._tree(*key)
        for row in shape.unread:
            for vector in columns.values():
                if vector is not None and not is_blank(vector[row]):
                    vector[row] = UNREADABLE
        return self._confirmed(Rows(shape, columns, where))

    def _confirmed(self, rows: Rows) -> Rows:
        """The rows with what the figures confirm of the sums among their columns, and of what
        columns are derived from."""
        where = rows.where
        sums = confirmed(where.sums, rows) if where.sums else ()
        derived = borne_out(where.derived, rows) if where.derived else ()
        if sums == where.sums and derived == where.derived:
            return rows
        key = (where, sums, derived)
        made = self._places.get(key, lambda: where._replace(sums=sums, derived=derived))
        return rows._replace(where=made)

    def _tree(self, side: Side, *parts: Any) -> Structure:
        shape = structure(side, *parts)
        if side.total and side.rows != "single" and (side.name or shape.total < 0):
            shape = self._as_said(shape, parts)
        return with_codes(shape, self._classes) if side.name else shape

    def _as_said(self, shape: Structure, parts: Sequence[Any]) -> Structure:
        """The tree with what the words of its rows tell: its total, where none bears a name that
        the layout has for it; what is summed up above the total; and what is carried over, which
        belongs to no class above it."""
        if self._vocabulary is None:
            return shape
        known, totals = shape.side, totals_of(self._vocabulary, shape.labels)
        names = tuple(map(norm, shape.labels[: shape.total] if shape.total >= 0 else shape.labels))
        total = known.total if shape.total >= 0 else totals[:1] or known.total
        above = (t for t in totals if t in names and t not in total)
        subtotal = tuple(dict.fromkeys((*known.subtotal, *above)))
        first = next((row for row, name in enumerate(names) if name in subtotal), len(names))
        apart = carried_of(self._vocabulary, names[:first])
        side = known._replace(total=total, subtotal=subtotal, apart=apart)
        same = (side.total, side.subtotal, side.apart) == (known.total, known.subtotal, known.apart)
        return shape if same else structure(side, *parts)

    def _amounts(self, column: Column) -> Callable[[str], Decimal]:
        """How the cells of a column are read: money is converted, other numbers are not."""
        if column.within:
            return self._first_figure
        if column.measure == "percent":
            return self._rate
        return (self.money if column.measure == "money" else self._plain).__getitem__

    def _rate(self, text: str) -> Decimal:
        """A rate, with or without its sign."""
        match = _RATE.fullmatch(text)
        return self._plain[match[1] if match else text]

    def _first_figure(self, text: str) -> Decimal:
        """The first figure in a text such as ">=95%"; blank where there is none."""
        match = _WITHIN.search(compact(text))
        return self._plain[match.group()] if match else BLANK


def _nested(levels: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of rows whose names stand in the columns of their levels, and which level: what
    stands furthest to the right. A row without any goes on with the name above it, as a cell
    merged over both says."""
    names: list[str] = []
    depths: list[str] = []
    for cells in zip(*levels, strict=True):
        depth = max((n for n, cell in enumerate(cells) if cell.strip()), default=-1)
        goes_on = depth < 0 and names
        names.append(names[-1] if goes_on else cells[depth] if depth >= 0 else "")
        depths.append(depths[-1] if goes_on else str(depth + 1))
    return tuple(names), tuple(depths)


def _words_are_labels(
    codes: tuple[str, ...], labels: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """合计 is printed over the columns of codes and names, and read in the first of them; 其中：
    stands there in front of a name. Neither is a code."""
    words = [bool(code.strip()) and not any(map(str.isdigit, code)) for code in codes]
    if not any(words):
        return codes, labels
    return (
        tuple("" if is_word else code for code, is_word in zip(codes, words, strict=True)),
        tuple(
            f"{code}{label}" if is_word and norm(label) != norm(code) else label
            for code, label, is_word in zip(codes, labels, words, strict=True)
        ),
    )


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    """A column in which a cell stands for the blank ones below it."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell if cell.strip() or not filled else filled[-1])
    return tuple(filled)


_RATE = expression(r"\s*([-+−－]?[\d,]+(?:\.\d+)?)\s*[%％]\s*")
_WITHIN = expression(r"\d[\d,]*+(?:\.\d++)?+")


def _joined_codes(parts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """类, 款 and 项 in one column or in several; "301 | 2" has lost a zero. With the number of
    columns that hold each code, where there are several."""
    if len(parts) < 2:
        return tuple(map(_plain_code, parts[0])) if parts else (), ()
    parts = [
        tuple("" if cell.strip() in _LEVEL_WORDS else _plain_code(cell) for cell in part)
        for part in parts
    ]
    codes = list(_repeated(parts))
    return (
        tuple(first + "".join(p.zfill(2) if p else "" for p in rest) for first, *rest in codes),
        tuple(sum(map(bool, code)) for code in codes),
    )


def _repeated(parts: Sequence[tuple[str, ...]]) -> Iterator[Sequence[str]]:
    """The parts of each row's code; what is left blank in front of one repeats the row above."""
    above: Sequence[str] = ("",) * len(parts)
    for cells in zip(*parts, strict=True):
        last = max((n for n, cell in enumerate(cells) if cell), default=-1)
        code = [cell or (above[n] if n < last else "") for n, cell in enumerate(cells)]
        above = code if last >= 0 else above
        yield code


def _plain_code(cell: str) -> str:
    """A code as its digits: a workbook that keeps it as a number may print it like an amount
    (2,010,101.00); one that keeps it as a text may show how (="201", '201); 201-05-04 has its
    parts apart."""
    text = norm(cell)
    if text.isdecimal():
        return text
    text = _AS_TEXT.sub(r"\1", text)
    if _CODE_IN_PARTS.fullmatch(text):
        return text.replace("-", "")
    return text.partition(".")[0].replace(",", "") if _CODE_LIKE_MONEY.fullmatch(text) else text


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


_AS_TEXT = expression(r"""^(?:="|')(\d+)"?$""")
_CODE_IN_PARTS = expression(r"\d{3}(?:-\d{2}){1,2}")
_CODE_LIKE_MONEY = expression(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d+\.0+")


_LEVEL_WORDS = literals(
    "names.levels"
)  # the last row of a header, joined with the row of the total


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
    """One problem for each cell of `sides` that holds no amount."""
    return (
        messages.unreadable(path, table, layout, side.structure, row, index, errors[cells[index]])
        for side in sides
        for row, cells in enumerate(table.rows)
        for name, index in side.where.columns.items()
        if cells[index] in errors and not side.structure.side.columns[name].within
        # The reader has said so, once for all of them.
        if table.doubts.get((row, index)) is not NO_RESULT
    )
