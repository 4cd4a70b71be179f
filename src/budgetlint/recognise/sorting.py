"""Sorting: which table of a document is of which layout, and which of them have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .. import messages
from ..model.errors import Problem
from ..model.expressions import expression
from ..model.layout import Layout
from ..model.names import norm
from ..model.raw import Grid, NotRead, RawDocument, RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, understood
from ..model.words import pattern
from .cell_units import with_cell_units_read
from .compose import Fitted, is_better, misses, table_composed
from .headers import with_units_read
from .layouts import Layouts, composed_sides, numbered

if TYPE_CHECKING:
    from .layouts import InGrid


Found = dict[str, tuple[Layout, RawTable]]
"""The tables of a document by the ids of their layouts, in the order in which they are printed."""


class Sorted(NamedTuple):
    """The tables of a document that have a layout, and those that have none; what is wrong with
    them, and what is to be said beside."""

    found: Found
    unknown: Sequence[RawTable]
    problems: Sequence[Problem]
    notes: Sequence[Problem]


def sorted_out(raw: RawDocument, layouts: Layouts, ordinal: int) -> Sorted:
    """Each table with its layout. Layouts of tables' own have sides from `ordinal` on.

    Grids are asked for twice where the pack depends on them.
    """
    if not raw.grids:
        return _sorted_out(raw, layouts, ordinal)
    return layouts.tables_of(raw, lambda: _sorted_out(raw, layouts, ordinal))


def _sorted_out(raw: RawDocument, layouts: Layouts, ordinal: int) -> Sorted:
    found: Found = {}
    unknown: list[RawTable] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    printed = (*raw.tables, *_tables_of(raw.grids, layouts))
    for fitted in _newest_first([_as_read(table, layouts, problems) for table in printed]):
        if isinstance(fitted, NotRead):
            problems.append(fitted.problem)
            unknown.append(fitted.table)
        elif fitted.layout is None:
            unknown.append(fitted.table)
            from .closest_layout import closest_layout

            near = closest_layout(fitted.table, layouts)
            said = messages.unknown_table(raw.path, fitted.table, near)
            # A table that is like none of a budget may well be something else that is published.
            sums = has_figures(fitted.table) and not _has_no_sums(fitted.table, layouts)
            (problems if near and sums else notes).append(said)
        elif fitted.layout.ignored:
            notes.append(messages.no_budget_table(raw.path, fitted.table))
        else:
            told = len(problems)
            fitted = _of_its_year(fitted, found, layouts)
            _take_in(raw.path, fitted, found, ordinal, problems, notes)
            if len(problems) > told:  # it is not checked, and shown all the same
                unknown.append(fitted.table)
    return Sorted(found, unknown, problems, notes)


def _as_read(table: InGrid, layouts: Layouts, problems: list[Problem]) -> Fitted | NotRead:
    return _as_said(table, layouts, problems) if isinstance(table, RawTable) else table


def _newest_first(tables: Sequence[Fitted | NotRead]) -> Sequence[Fitted | NotRead]:
    """Tables in their order, but of those that are of one layout and whose titles name several
    years the newest stands first: that is the one of which a pack speaks. A title without a year is
    of that of the other tables; if they name none, of none that has passed."""
    years = [_year_of(table.table) for table in tables]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, table in enumerate(tables):
        if isinstance(table, Fitted) and table.layout is not None:
            places[table.layout.id].append(place)
    alone = (years[alike[0]] for alike in places.values() if len(alike) == 1)
    newest = max(alone, default="") or _COMING
    order = list(range(len(tables)))
    for alike in places.values():
        ranked = sorted(alike, key=lambda place: years[place] or newest, reverse=True)
        for place, taken in zip(alike, ranked, strict=True):
            order[place] = taken
    return [tables[place] for place in order]


_COMING = "2100"
"""Later than any year that a title names."""


def _year_of(table: RawTable) -> str:
    """The first year that a title names; empty where it names none."""
    years: list[str] = _YEAR.findall(norm(table.title))
    return years[0] if years else ""


def _of_its_year(fitted: Fitted, found: Found, layouts: Layouts) -> Fitted:
    """A table with a layout of its own, where one of another year has taken that of the pack."""
    before = found.get(fitted.layout.id) if fitted.layout is not None else None
    if before is None or fitted.own or _year_of(before[1]) == _year_of(fitted.table):
        return fitted
    other = table_composed(fitted.table, layouts, None)
    own = other.own if other is not None else None
    return fitted._replace(own=own if own and own.places and not own.places.strange else None)


def _as_said(table: RawTable, layouts: Layouts, problems: list[Problem]) -> Fitted | NotRead:
    """A table whose columns are known, as its file says that it is to be read, else by its words;
    not read where its file says too little. What cannot be meant goes to `problems`."""
    table = with_cell_units_read(with_units_read(table))
    if table.meanings is None:
        return _fitted(table, layouts)
    from .corrections import corrected_table, corrections

    said, wrong = corrections(layouts[0].vocabulary, table)
    found = corrected_table(said, layouts, _layout_of(table, layouts))
    if isinstance(found, Problem):  # what is wrong in it tells why it is too little
        *problems[len(problems) :], why = wrong or [found]
        return NotRead(why, table)
    problems += wrong
    return found or _fitted(said, layouts)


def _fitted(table: RawTable, layouts: Layouts) -> Fitted:
    """A table whose columns are known with the layout that its id or its title names, or else
    means; where columns are strange or missing, as their words are meant."""
    layout = _layout_of(table, layouts)
    exact = Fitted(table, layout, None)
    if not table.columns:
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
        from .forms import merged

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


def _goes_on(table: RawTable, more: RawTable, layout: Layout) -> bool:
    """Whether a table goes on in the next sheet: its title says so (续表), or the total stands
    in the second part only."""
    totals = {total for side in layout.sides for total in side.total}

    def has_total(part: RawTable) -> bool:
        return any(norm(cell) in totals for row in part.rows for cell in row)

    units = {part.unit for part in (table, more)} - {""}
    alike = table.columns == more.columns and len(units) < 2
    told = _GOES_ON.search(norm(more.title)) is not None
    return bool(table.rows) and alike and (told or (has_total(more) and not has_total(table)))


def _says_the_same(table: RawTable, other: RawTable) -> bool:
    """Whether two prints of a table have the same cells: workbook and text often both have it."""

    def cells(printed: RawTable) -> list[list[str]]:
        return [[norm(cell).replace(",", "") for cell in row] for row in printed.rows]

    return table.columns == other.columns and cells(table) == cells(other)


def has_figures(table: RawTable) -> bool:
    """Whether there may be money in a table that no layout knows: a list of names has none."""
    return not table.rows or any(_MONEY_LIKE.fullmatch(c.strip()) for r in table.rows for c in r)


def _has_no_sums(table: RawTable, layouts: Layouts) -> bool:
    """Whether the title is one of a matter of which tables hold no money to add up: targets, staff,
    assets."""
    vocabulary = layouts[0].vocabulary
    matter = understood(vocabulary, table.title).coordinates.get("matter", "")
    return bool(vocabulary.no_money & set(matter.split(JOIN)))


_GOES_ON = pattern("titles.goes-on")
_YEAR = pattern("rules.year")
_MONEY_LIKE = expression(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{3,})")


def _tables_of(grids: Sequence[Grid], layouts: Layouts) -> Iterator[InGrid]:
    """The tables of all grids."""
    if not grids:
        return
    from .forms import merged
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
    """By canonical id, else by title: an id that no layout has says no more than its title."""
    named = next((layout for layout in layouts if layout.id == table.id), None)
    if named is not None:
        return named
    title = norm(table.title)
    return next((layout for layout in layouts if title in layout.titles), None)
