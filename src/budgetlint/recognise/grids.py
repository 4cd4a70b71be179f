"""Grids to raw tables: find the title, the unit lines, the header rows, the body and the notes.

A grid is a published sheet as exported: caption and title lines, 编制单位 / 单位：万元, a header of
one to four rows with merged cells written once, empty columns, notes below the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .. import messages
from ..model.layout import Layout
from ..model.names import norm, unwrapped
from ..model.place import Place
from ..model.raw import NO_DOUBTS, NO_INDENTS, Doubts, Grid, Indents, NotRead, RawTable
from ..model.vocabulary import understood
from ..model.words import literal, pattern
from .breaks import joined
from .captions import (
    MAX_LINES_ABOVE,
    PAGE_MARK,
    SIGNED,
    Row,
    first_wide_row,
    is_about,
    read_above,
    stated_unit,
    unit_near,
    words_of,
)
from .cell_units import with_cell_moneys, with_plain_figures
from .columns import TOTALS, column_map
from .compose import (
    NOTE,
    Fitted,
    composed,
    find_title,
    header_of,
    misses,
    names_in_several,
    uncoded,
)
from .fit import NOT_OF_TITLES, layouts_meaning, meaning, title_meaning
from .forms import tables_from_form
from .headers import (
    header_paths,
    is_index,
    merged_paths,
    moneys_in,
    names_money,
)
from .layouts import Layouts
from .merged_labels import with_merged_labels
from .sheet_parts import MAX_HEADER_ROWS, headed_parts, slice_of
from .sign_columns import with_signs
from .titles import lists_tables, titled
from .trees import counts_on

MAX_SHOWN = 6
"""Cells of a header that are quoted where it is not known."""

NAME = pattern("grids.name")
TABLE = literal("captions.table")
_SAYS = pattern("grids.says")
"""What a line inside a table says that is no row of it."""


def tables_from_grid(grid: Grid, layouts: Layouts) -> Iterator[RawTable | NotRead | Fitted]:
    """The tables printed in `grid`; of a form the row of its fields, and the table below them."""
    whole = joined(grid, layouts[0].vocabulary) if layouts and grid.breaks else grid
    whole = with_plain_figures(with_signs(whole))
    for part in _parts(_with_title_joined(whole, layouts), layouts):
        money = ""
        for own in headed_parts(part):
            for found in _tables_of_part(own, layouts):
                yield _in_money(found, money)
                money = money if isinstance(found, NotRead) else _table_of(found).money


def _in_money(found: RawTable | NotRead | Fitted, money: str) -> RawTable | NotRead | Fitted:
    """A table that says no unit of money stands in that of the one above it, on the same sheet."""
    if isinstance(found, NotRead) or _table_of(found).money or not money:
        return found
    table = _table_of(found)._replace(money=money)
    return found._replace(table=table) if isinstance(found, Fitted) else table


def _table_of(found: RawTable | Fitted) -> RawTable:
    return found.table if isinstance(found, Fitted) else found


def _with_title_joined(grid: Grid, layouts: Layouts) -> Grid:
    """The grid with a title that is wrapped over two lines in the second of them."""
    above = [[cell for cell in row if cell.strip()] for row in grid.rows[:MAX_LINES_ABOVE]]
    for index, (first, second) in enumerate(pairwise(above)):
        if len(first) != 1 or len(second) != 1 or len(first[0]) > MAX_TITLE or not layouts:
            continue
        whole, vocabulary = first[0].strip() + second[0].strip(), layouts[0].vocabulary
        begins = meaning(vocabulary, understood(vocabulary, first[0]).coordinates, NOT_OF_TITLES)
        known = titled(norm(whole), layouts.titles) or title_meaning(vocabulary, whole)
        if begins and known and not vocabulary.title.search(norm(first[0])):
            rows = [*grid.rows[:index], [""], [whole], *grid.rows[index + 2 :]]
            return grid._replace(rows=rows)
    return grid


MAX_TITLE = 80
"""Characters of a line that may be part of a title."""


def _parts(grid: Grid, layouts: Layouts) -> Iterator[Grid]:
    """The grid cut where another table's title stands: a sheet may hold several tables."""
    first, title_row = _find_title(grid, layouts)
    starts = [0]
    last, unit = first, unit_near(grid, title_row)
    for index in range(title_row + 1, len(grid.rows)) if first and not first.ignored else ():
        row = grid.rows[index]
        if not any(TABLE in cell for cell in row):
            named = stated_unit([row])
            if last and unit and named not in ("", unit) and is_about(words_of(row)):
                start = first_wide_row(grid.rows, index + 1)
                if best_header(grid, start, last)[0]:
                    starts.append(index)
                    unit = named
            continue
        words = [cell for cell in row if cell.strip()]
        titles = (
            titled(norm(word), layouts.titles) for word in words if len(words) <= MAX_TITLE_CELLS
        )
        found = next(filter(None, titles), None)
        if found is None or found.ignored:
            continue
        # Printed again on a new page; but with another unit it is another table.
        if found is last and not found.form and unit_near(grid, index) in ("", unit):
            continue
        if found.form or best_header(grid, first_wide_row(grid.rows, index + 1), found)[0]:
            start = index
            while start > starts[-1] + 1 and is_about(words_of(grid.rows[start - 1])):
                start -= 1
            starts.append(start)
            last, unit = found, unit_near(grid, index)
    for start, end in pairwise([*starts, len(grid.rows)]):
        yield slice_of(grid, start, end) if len(starts) > 1 else grid


MAX_TITLE_CELLS = 3
"""Cells of a row that may hold a title: a caption and the money unit may stand beside it."""


def _tables_of_part(grid: Grid, layouts: Layouts) -> Iterator[RawTable | NotRead | Fitted]:
    layout, _ = _find_title(grid, layouts)
    body = layout.form.body if layout is not None and layout.form is not None else ""
    below = next((known for known in layouts if body and known.id == body), None)
    if layout is not None and below is not None:
        for table in tables_from_form(grid, layout, below):
            if isinstance(table, RawTable):
                yield table
            else:
                # The table may also have been put together already, a row for each project.
                flat = table_from_grid(grid, layouts)
                yield flat._replace(problem=table) if isinstance(flat, NotRead) else flat
    else:
        yield table_from_grid(grid, layouts)


def table_from_grid(grid: Grid, layouts: Layouts) -> RawTable | NotRead | Fitted:
    """The table printed in `grid`: by the layout that its title names, else by what its words
    mean. Where neither tells anything it is handed on as it stands."""
    layout, title_row = _find_title(grid, layouts)
    if layout is not None and layout.ignored:
        title = read_above(grid, title_row, layout).title
        return RawTable(layout.id, 0, title, "", "", (), (), (), grid.locate)
    start = first_wide_row(grid.rows, title_row + 1)
    depth, columns = best_header(grid, start, layout) if layout else (0, ())
    lacks = misses(layouts, layout, columns, grid.rows[start + depth :]) if layout else NO_LAYOUT
    if lacks[1] and 0 < depth < header_of(grid, layouts[0].vocabulary, start)[0]:
        lacks = NO_LAYOUT  # the letters have taken a row of the header for one of the table
    if lacks != NOTHING_LACKS or not depth:
        other = _by_meaning(grid, layouts, layout, lacks if depth else NO_LAYOUT)
        if other is not None:
            return other
    if layout is None or (not depth and lists_tables(grid.rows)):
        return _as_it_stands(grid, title_row, layout)
    if depth:
        return _read(grid, layout, title_row, start, depth, columns)
    where = grid.locate(min(start, len(grid.rows) - 1), 0)
    shown = [c.strip()[:20] for row in grid.rows[start : start + 1] for c in row if c.strip()]
    problem = messages.header_unknown(where, layout, shown[:MAX_SHOWN])
    return NotRead(problem, _as_it_stands(grid, title_row, layout))


NOTHING_LACKS = (0, 0)
NO_LAYOUT = (1000, 0)
"""What lacks where the letters find every column, and where they find none."""


def _by_meaning(
    grid: Grid, layouts: Layouts, layout: Layout | None, lacks: tuple[int, int]
) -> Fitted | None:
    """The table by what its words mean, where less is missing so than by its letters. A layout
    whose title is known gives way to one of the table's own only where columns of it are missing
    and others stand there."""
    other = composed(grid, layouts, layout)
    if other is None:
        return None
    if uncoded(layout, other):
        other = other._replace(layout=other.own)
    elif other.layout is other.own and not lacks[0]:
        return None
    found = misses(layouts, other.layout, other.columns)
    if found >= lacks and all(lacks) and lacks != NO_LAYOUT:
        # Neither finds what the title promises, and by its own words all of it is understood.
        other = other._replace(layout=other.own)
        found = misses(layouts, other.own, other.columns)
        lacks = lacks if found == NOTHING_LACKS else found
    # Where columns are guessed and not all are found, or names stand in several of them, letters
    # are surer.
    guessed = grid.loose and found != NOTHING_LACKS and lacks != NO_LAYOUT
    if found >= lacks or guessed or names_in_several(layout, lacks):
        return None
    read = _read(grid, other.layout, other.title_row, other.start, other.depth, other.columns)
    if isinstance(read, NotRead):
        return None
    title = read.title if other.title_row >= 0 else other.title
    return Fitted(read._replace(title=title, meanings=other.meanings), other.layout, other.own)


def _as_it_stands(grid: Grid, title_row: int, layout: Layout | None) -> RawTable:
    above = read_above(grid, title_row, layout)
    return RawTable(
        "", above.number, above.title or grid.name, above.money, above.unit, (), grid.rows, (),
        grid.locate, grid.doubts,
    )  # fmt: skip


def _read(
    grid: Grid, layout: Layout, title_row: int, start: int, depth: int, columns: tuple[str, ...]
) -> RawTable | NotRead:
    """The table below a header; a problem where its rows are of another width."""
    above = read_above(grid, title_row, layout)
    moneys = moneys_in(grid.rows[start : start + depth], grid.merged, start, columns)
    columns = _without_totals(columns, layout)
    body, notes = _body(grid.rows, start, depth, layout)
    ragged = _ragged(grid, body, len(columns))
    if ragged is not None:
        where, found = grid.locate(ragged, 0), len(grid.rows[ragged])
        problem = messages.ragged(where, layout, found, len(columns))
        return NotRead(problem, _as_it_stands(grid, title_row, layout))

    def locate(row: int, column: int) -> Place:
        return grid.locate(body[row], column)

    rows = with_merged_labels(grid, body, columns, layout)
    if grid.loose:
        rows = [[unwrapped(cell) for cell in row] for row in rows]
    table = RawTable(
        layout.id, above.number, above.title, above.money, above.unit, columns, rows, notes, locate,
        _doubts(grid, body), grid.loose, _indents(grid, body),
    )  # fmt: skip
    return with_cell_moneys(table, moneys, grid.moneys)


def _without_totals(columns: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """The columns without 合计 below the headers of names and codes: the row of the total is the
    last row of the header where 合计 and others stand below the figures."""
    paths = list(columns)
    for where in column_map(layout, columns).sides:
        for index in (*where.code, where.label) if where is not None else ():
            above, _, last = columns[index].rpartition("/") if index >= 0 else ("", "", "")
            if above and last in TOTALS:
                paths[index] = above
    return tuple(paths)


def _indents(grid: Grid, body: Sequence[int]) -> Indents:
    """The indents of cells of the grid as those of cells of the table's body."""
    if not grid.indents:
        return NO_INDENTS
    row_of = {r: number for number, r in enumerate(body)}
    return {(row_of[r], c): n for (r, c), n in grid.indents.items() if r in row_of}


def _doubts(grid: Grid, body: Sequence[int]) -> Doubts:
    """The doubts about cells of the grid as doubts about cells of the table's body."""
    if not grid.doubts:
        return NO_DOUBTS
    row_of = {r: number for number, r in enumerate(body)}
    return {(row_of[r], c): why for (r, c), why in grid.doubts.items() if r in row_of}


def _find_title(grid: Grid, layouts: Layouts) -> tuple[Layout | None, int]:
    """The layout whose title stands alone in one of the first rows, else in the sheet's name."""
    sheet = titled(NAME.sub("", norm(grid.name)), layouts.titles)
    if sheet is not None and sheet.ignored:
        return sheet, -1
    for index, row in enumerate(grid.rows[:MAX_LINES_ABOVE]):
        for cell in row if len(words_of(row)) <= MAX_TITLE_CELLS else ():
            if cell and (layout := titled(norm(cell), layouts.titles)):
                return layout, index
    return (sheet, -1) if sheet is not None or not layouts else _meant_title(grid, layouts)


def _meant_title(grid: Grid, layouts: Layouts) -> tuple[Layout | None, int]:
    """The layout that the title means, where no layout has it by its letters: of several that are
    meant the one of which the header has most."""
    vocabulary = layouts[0].vocabulary
    row, title = find_title(grid, vocabulary)
    wanted = title_meaning(vocabulary, title)
    meant = layouts_meaning(layouts, wanted) if wanted else ()
    start = first_wide_row(grid.rows, row + 1)
    found = [
        (misses(layouts, la, best_header(grid, start, la)[1]), n) for n, la in enumerate(meant)
    ]
    return (meant[min(found)[1]], row) if found else (None, -1)


def best_header(grid: Grid, start: int, layout: Layout) -> tuple[int, tuple[str, ...]]:
    """The number of header rows under which the layout finds most of its columns, and the paths.

    Where merged cells are known they come first; but a heading may also be centred over cells
    that were never merged.
    """
    best: tuple[int, tuple[str, ...]] = (0, ())
    most = 0
    for depth in range(1, MAX_HEADER_ROWS + 1):
        if start + depth > len(grid.rows):
            break
        rows = grid.rows[start : start + depth]
        exact = [merged_paths(rows, grid.merged, start)] if grid.merged else []
        for columns in (*exact, header_paths(rows)):
            found = _count_found(columns, layout)
            if found > most or (found == most > 0 and depth > 1 and names_money(rows[-1])):
                most, best = found, (depth, columns)
    return best


def _count_found(columns: tuple[str, ...], layout: Layout) -> int:
    """How many parts of the layout these columns hold; none unless a label column is there."""
    places = column_map(layout, columns)
    found = [side for side in places.sides if side is not None]
    return sum(1 + len(s.columns) + len(s.code) + (s.project >= 0) for s in found)


def _body(
    rows: Sequence[Row], start: int, depth: int, layout: Layout
) -> tuple[list[int], tuple[str, ...]]:
    """The indices of body rows, and the notes. Headers repeated on a new page are passed over."""
    header = {words_of(row) for row in rows[start : start + depth]}
    total_seen = False
    pads = any(row and not row[-1].strip() for row in rows)
    totals = {name for side in layout.sides for name in side.total}
    body: list[int] = []
    notes: list[str] = []
    last = max((n for n, row in enumerate(rows) if len(words_of(row)) > 1), default=0)
    left = min((_first_word(row) for row in rows if words_of(row)), default=0)
    for index in range(start + depth, len(rows)):
        words = words_of(rows[index])
        if not words or words in header or is_about(words, layout) or is_index(words):
            continue
        if SIGNED.match(words[0]) or all(map(PAGE_MARK.fullmatch, words)):
            continue
        alone = len(rows[index]) == 1 and pads  # a line below the table, not a row of it
        # Below the last row of figures: behind the total, or going on with a note.
        below = (total_seen or bool(notes)) and index > last and _first_word(rows[index]) == left
        below = below and not counts_on(rows[body[-1]] if body else (), words[0])
        if len(words) == 1 and (alone or below or NOTE.match(words[0]) or _SAYS.search(words[0])):
            notes.append(next(cell for cell in rows[index] if cell.strip()).strip())
            continue
        total_seen = total_seen or bool(totals.intersection(words))
        body.append(index)
    if not body and layout.sides[0].rows == "single":  # a blank row was left for the figures
        body += [n for n in range(start + depth, len(rows)) if not words_of(rows[n])][:1]
    return body, tuple(notes)


def _first_word(row: Row) -> int:
    """The first column in which a row has something; -1 if it has nothing."""
    return next((n for n, cell in enumerate(row) if cell.strip()), -1)


def _ragged(grid: Grid, body: Sequence[int], width: int) -> int | None:
    """The first body row that is no row of this table: too long, or too short where the file
    pads its rows. (Files that drop empty cells at the end of rows drop them everywhere.)"""
    pads = any(row and not row[-1].strip() for row in grid.rows)
    for index in body:
        row = grid.rows[index]
        if any(cell.strip() for cell in row[width:]) or (pads and len(row) < width):
            return index
    return None
