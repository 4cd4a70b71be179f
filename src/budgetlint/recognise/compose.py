"""Compose: a sheet that no layout knows by its letters, read by what its words mean.

The title is the line above the header that ends like one; the header goes down to the first row
that holds a figure, a code or an outline mark; then columns are matched by their coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.amounts import LIKE_A_FIGURE
from ..model.layout import ColumnMap, Layout
from ..model.names import norm, path
from ..model.raw import Grid, Meanings, RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Meaning, Vocabulary, understood
from ..model.words import pattern
from .captions import MAX_LINES_ABOVE, Row, first_wide_row, words_of
from .fit import (
    base_coordinates,
    fit,
    layouts_meaning,
    missing,
    own_layout,
    side_coordinates,
    strangers,
    title_meaning,
)
from .headers import header_paths, is_index, merged_paths, names_levels
from .layouts import Layouts
from .readings import (
    ITEM,
    MONEY_SAID,
    NAME_ROLES,
    TOTAL_ROLES,
    VINTAGE,
    header_reading,
    roles_of,
    without_role,
)
from .segments import HeaderMeaning, header_meaning, segments
from .titles import unquoted
from .trees import is_marked

NOTE = pattern("grids.note")
MAX_HEADER = 6
MAX_TITLE_CELLS = 3
NO_HEADS: Mapping[int, frozenset[str]] = {}


class Fitted(NamedTuple):
    """A table that was read by what its words mean: the layout fitted to it, and the layout of its
    own that it has where another table has taken that one."""

    table: RawTable
    layout: Layout | None
    own: Layout | None


class ComposedSheet(NamedTuple):
    """How a sheet is read: the layout fitted to it and that of its own, the row of its title (-1 if
    it has none), its header, the title as printed, and what figures say of its columns."""

    layout: Layout
    own: Layout
    title_row: int
    start: int
    depth: int
    columns: tuple[str, ...]
    title: str
    meanings: Meanings | None = None


def composed(grid: Grid, layouts: Layouts, known: Layout | None = None) -> ComposedSheet | None:
    """How a sheet is read by what its words mean; None where it is no table of figures.

    With `known`, the layout that its title names, that is the only one.
    """
    vocabulary = layouts[0].vocabulary
    title_row, title = find_title(grid, vocabulary)
    start = first_wide_row(grid.rows, title_row + 1)
    if start >= len(grid.rows):
        return None
    depth = _depth(vocabulary, grid.rows, start)
    columns, table = _best_header(vocabulary, grid, start, depth)
    if not segments(vocabulary, table):
        return None
    table, meanings = _with_figures(vocabulary, table, grid.rows[start + depth :])
    own = own_layout(vocabulary, title, table)
    layout = fitted(title, table, layouts, known)
    untitled = title_row < 0 and next(_titles(grid.rows, vocabulary), None) is None
    if (layout is None or _lacks_headed(layout)) and is_readable(own, table, untitled=untitled):
        layout = own
    if layout is None:
        return None
    return ComposedSheet(layout, own, title_row, start, depth, columns, title, meanings)


def _with_figures(
    vocabulary: Vocabulary, table: HeaderMeaning, rows: Sequence[Row]
) -> tuple[HeaderMeaning, Meanings | None]:
    """What a table is like, with what its figures say of columns that nobody understands."""
    if not any(column.left for s in segments(vocabulary, table) for column in s.figures):
        return table, None
    from .by_figures import told_by_figures

    body = [row for row in rows if not is_index(words_of(row))]
    told = told_by_figures(vocabulary, table, body)
    return (header_meaning(vocabulary, table.columns, body, told) if told else table), told


def header_of(grid: Grid, vocabulary: Vocabulary, start: int) -> tuple[int, tuple[str, ...]]:
    """How many rows a header has that begins in a row, and the paths of its columns; no column
    where the sheet ends before."""
    if start >= len(grid.rows):
        return 0, ()
    depth = _depth(vocabulary, grid.rows, start)
    return depth, _best_header(vocabulary, grid, start, depth)[0]


def fitted(
    title: str, table: HeaderMeaning, layouts: Layouts, known: Layout | None = None
) -> Layout | None:
    """The layout that a title means, as the table prints it: the one with most of its columns."""
    if known is None:
        wanted = title_meaning(layouts[0].vocabulary, title, table.title)
        same = layouts_meaning(layouts, wanted) if wanted else ()
    else:
        same = (known,)
    fits = [found for layout in same if (found := fit(layout, table))]
    return min(fits, key=lambda found: missing(found, found.places), default=None)


def table_composed(table: RawTable, layouts: Layouts, known: Layout | None) -> Fitted | None:
    """A table whose columns are known, read by what its words mean; None where they say nothing."""
    vocabulary = layouts[0].vocabulary
    labels = header_meaning(vocabulary, table.columns, table.rows)
    if not segments(vocabulary, labels):
        return None
    labels, meanings = _with_figures(vocabulary, labels, table.rows)
    own = own_layout(vocabulary, table.title, labels)
    layout = fitted(table.title, labels, layouts, known)
    untitled = not table.title.strip()
    if (layout is None or _lacks_headed(layout)) and is_readable(own, labels, untitled=untitled):
        layout = own
    if layout is None:
        return None
    return Fitted(table._replace(id=layout.id, meanings=meanings or table.meanings), layout, own)


def _lacks_headed(layout: Layout) -> bool:
    """Whether a layout lacks columns while the table has some of whose heading a word is unknown:
    those may be they, but who knows."""
    read = (c.headers for side in layout.sides for c in side.columns.values())
    headed = (header_reading(layout.vocabulary, h).coordinates for own in read for h in own)
    return bool(missing(layout, layout.places)) and any(ITEM in found for found in headed)


def misses(
    layouts: Layouts, layout: Layout, columns: tuple[str, ...], rows: Sequence[Row] = ()
) -> tuple[int, int]:
    """How many columns of a layout are not there, and how many are there that it does not know:
    those that have a header, or that hold something in these rows. One that its letters find below
    a heading that says more (本年收入 above 合计) is not there where others are not known."""
    places = layouts.columns(layout, columns)
    strange = [
        index
        for index in (*places.unclaimed, *places.strange)
        if columns[index].strip() or any(row[index].strip() for row in rows if index < len(row))
    ]
    narrower = _narrower(layout, places, columns) if strange and layout.places is None else 0
    return missing(layout, places) + narrower, len(strange)


def _narrower(layout: Layout, places: ColumnMap, columns: tuple[str, ...]) -> int:
    """How many columns of a layout stand below headings that say more than its own headers do."""
    found = 0
    for side, where in zip(layout.sides, places.sides, strict=True):
        known = layout.vocabulary.met(
            base_coordinates(layout), side_coordinates(layout.vocabulary, side)
        )
        for name, at in where.columns.items() if where is not None else ():
            said = path(columns[at])
            own = next((h for h in side.columns[name].headers if said[-len(h) :] == h), said)
            above = header_reading(layout.vocabulary, said[: -len(own)], False).coordinates  # noqa: FBT003
            found += any(known.get(k) != above[k] for k in (*MONEY_SAID, VINTAGE) if k in above)
    return found


def names_in_several(layout: Layout | None, lacks: tuple[int, int]) -> bool:
    """Whether a layout has found its columns, and its names stand in several of them: what these
    mean the layout knows better."""
    sides = layout.sides if layout is not None and not lacks[0] else ()
    return any(side.rows in _IN_SEVERAL for side in sides)


def uncoded(known: Layout | None, sheet: ComposedSheet) -> bool:
    """Whether the layout that a title names tells rows by codes, and the table prints none and has
    its names in several columns (a class over its items): of these that layout takes one."""
    coded = known is not None and any(side.rows == "code" for side in known.sides)
    return coded and any(side.rows in _IN_SEVERAL for side in sheet.own.sides)


_IN_SEVERAL = ("nested", "groups")


def is_better(
    layouts: Layouts, other: Layout | None, layout: Layout, columns: tuple[str, ...]
) -> bool:
    """Whether composition finds more of a layout than its letters do."""
    lacks = misses(layouts, layout, columns)
    if other is None or names_in_several(layout, lacks):
        return False
    return misses(layouts, other, columns) < lacks


def is_readable(own: Layout, table: HeaderMeaning, *, untitled: bool = False) -> bool:
    """Whether a layout of a table's own says enough: its title is understood and of a budget, and
    its columns; and whether it is one of money. A word of the title may be unknown if every column
    is understood: it then stands in the coordinates as printed (`facts.title_meant`), and no figure
    of the table is held to be that of another."""
    if table.title is not None:
        return all(side.columns for side in own.sides)
    meant = understood(own.vocabulary, own.titles[0])
    matters = set(meant.coordinates.get("matter", "").split(JOIN))
    headed = own.places is not None and not own.places.strange
    if not (meant.coordinates.keys() - OF_ANYTHING or (headed and _is_told(own, meant, untitled))):
        return False
    if matters & own.vocabulary.no_money or (meant.left and not headed):
        return False
    return all(side.columns for side in own.sides)


def _is_told(own: Layout, title: Meaning, untitled: bool) -> bool:  # noqa: FBT001
    """Whether columns say what a table is of whose title says too little: they have codes of the
    accounts that it names, or tell themselves."""
    codes = bool(title.coordinates) and any(side.code for side in own.sides)
    blank = bool(title.coordinates) and not title.left
    return codes or _tell_themselves(own, untitled=untitled or blank)


def _tell_themselves(own: Layout, *, untitled: bool) -> bool:
    """Whether columns say without a title what they are of: different parts of 三公经费; where
    there is no title that might say otherwise also sources, natures, or income and expenditure."""
    dimensions = TOLD_BY_COLUMNS if untitled else TOLD_BY_COLUMNS[-1:]
    headers = (c.headers for side in own.sides for c in side.columns.values())
    read = [header_reading(own.vocabulary, h).coordinates for found in headers for h in found]
    return any(len({at[name] for at in read if name in at}) > 1 for name in dimensions)


def find_title(grid: Grid, vocabulary: Vocabulary) -> tuple[int, str]:
    """The row of the title, and the title: the first that is understood to its last character,
    else the first that ends like one, and those above the header before all others; else the last
    line above it that says what money it is about; -1 and the sheet's name where there is none."""
    header = first_wide_row(grid.rows, 0)
    every = list(_titles(grid.rows, vocabulary))
    for found in ([at for at in every if at[0] < header], every):
        sure = (at for at in found if title_meaning(vocabulary, at[1]))
        named = (at for at in found if understood(vocabulary, at[1]).coordinates)
        if at := next(sure, next(named, None)):
            return at
    return next(_headings(grid.rows[:header], vocabulary), (-1, grid.name))


def _headings(rows: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Lines that are understood to the last character and say more than stage and year, though
    they do not end like titles (二、部门支出预算), from the last to the first."""
    for index in range(len(rows) - 1, -1, -1):
        words = [cell for cell in rows[index] if cell.strip()]
        reading = understood(vocabulary, words[0]) if len(words) == 1 else None
        if reading and not reading.left and reading.coordinates.keys() & _ABOUT:
            yield index, unquoted(words[0])


TOLD_BY_COLUMNS = ("flow", "source", "nature", "sangong")
"""What columns may say of a table without a title."""
_ABOUT = frozenset({*TOLD_BY_COLUMNS, "matter"})
"""What tells tables from each other."""
OF_ANYTHING = frozenset({"year", "range", "entity", "economy", "staff", "posts"})
"""What a title may say that is of no budget: payrolls and bills have years and units, and names of
accounts and of kinds of staff, too."""


def _titles(rows: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Lines above the header that end like a title."""
    for index, row in enumerate(rows[:MAX_LINES_ABOVE]):
        cells = [cell for cell in row if cell.strip()]
        if any(map(LIKE_A_FIGURE.fullmatch, map(norm, cells))):
            return
        for cell in cells if len(cells) <= MAX_TITLE_CELLS else ():
            if vocabulary.title.search(norm(cell)):
                yield index, unquoted(cell)


def _depth(vocabulary: Vocabulary, rows: Sequence[Row], start: int) -> int:
    """How many rows the header has: down to the first that is a row of the table."""
    depth = 1
    heads = _heads_rows(vocabulary, rows[start])
    for at in range(start + 1, min(start + MAX_HEADER, len(rows))):
        if words_of(rows[at]) and not _is_of_body(vocabulary, rows[at], heads):
            depth = at - start + 1
        elif words_of(rows[at]) or not _goes_on(vocabulary, rows[at + 1 : at + 2]):
            break
    return depth


HeadRoles = Mapping[int, frozenset[str]]
"""Columns that the first row of a header says to number rows or to name them, with what it says."""


def _heads_rows(vocabulary: Vocabulary, row: Row) -> HeadRoles:
    roles = {
        at: roles_of(understood(vocabulary, cell).coordinates)
        for at, cell in enumerate(row)
        if cell.strip()
    }
    return {at: said for at, said in roles.items() if said & {"index", "code", *NAME_ROLES}}


def _goes_on(vocabulary: Vocabulary, below: Sequence[Row]) -> bool:
    """Whether a header goes on below a row of it that was left blank: every cell is understood, and
    there is one for each of several columns."""
    words = [word for row in below for word in words_of(row)]
    readings = [understood(vocabulary, word) for word in words]
    known = all(reading.coordinates and not reading.left for reading in readings)
    return len(words) > 1 and known and not _is_of_body(vocabulary, below[0])


def _is_of_body(vocabulary: Vocabulary, row: Row, heads: HeadRoles = NO_HEADS) -> bool:
    """Whether a row has a figure, a code, an outline mark or a number, is that of a total or a
    note, or has nothing but what a row may be called where the header says that names stand."""
    words = words_of(row)
    if names_levels(words):
        return False
    if any(map(LIKE_A_FIGURE.fullmatch, words)):
        return True
    if is_index(words) or NOTE.match(words[0]) or _is_marked(row, heads):
        return True
    if _is_called(vocabulary, row, heads):
        return True
    # A total without figures may be written for the code and for the name.
    alone = len(words) == 1 or (len(set(words)) == 1 and bool(row[0].strip()))
    return alone and bool(roles_of(understood(vocabulary, words[0]).coordinates) & TOTAL_ROLES)


def _is_marked(row: Row, heads: HeadRoles) -> bool:
    """Whether a row begins with a mark or has a number, 一 below 序号. What begins with a mark
    behind the columns of names, with more beside it, is a header: 1.人员经费, 2.公用经费."""
    first, *more = [at for at, cell in enumerate(row) if cell.strip()]
    if any("index" in said and at < len(row) and row[at].strip() for at, said in heads.items()):
        return True
    behind = bool(heads) and first > min(heads) and bool(more)
    return not behind and is_marked(norm(row[first]))


def _is_called(vocabulary: Vocabulary, row: Row, heads: HeadRoles) -> bool:
    """Whether everything in a row stands where names do, and says what a row is, not what a column
    is for."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    readings = [understood(vocabulary, row[at]).coordinates for at in filled]
    return all(
        "index" not in heads.get(at, {"index"})
        and not roles_of(known) & {*NAME_ROLES, "code"}
        and bool(without_role(known).keys() - {"chart"})
        for at, known in zip(filled, readings, strict=True)
    )


def _best_header(
    vocabulary: Vocabulary, grid: Grid, start: int, depth: int
) -> tuple[tuple[str, ...], HeaderMeaning]:
    """The header paths by the merged cells, or by what is written once over empty cells: those of
    which most is understood."""
    rows = grid.rows[start : start + depth]
    body = [row for row in grid.rows[start + depth :] if not is_index(words_of(row))]
    ways = [merged_paths(rows, grid.merged, start)] if grid.merged else []
    tables = [
        (paths, header_meaning(vocabulary, paths, body)) for paths in (*ways, header_paths(rows))
    ]
    return max(tables, key=lambda way: _understood_columns(vocabulary, way[1]))


def _understood_columns(vocabulary: Vocabulary, table: HeaderMeaning) -> int:
    strange = len(list(strangers(vocabulary, table)))
    return sum(kind == "figure" for kind in table.kinds) - 2 * strange
