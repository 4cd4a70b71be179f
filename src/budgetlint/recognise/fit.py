"""Fit: a table that no layout knows by its letters, matched with layouts by its coordinates.

A layout's own titles and headers are understood by the same vocabulary as those that are printed.
Where the coordinates agree the printed words are added to the layout; columns that it does not
have are added too, with their coordinates. A table whose title means none of the layouts gets one
of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..model.layout import DEFAULT_LEVELS, Column, ColumnMap, Layout, Measure, Side, SideMap
from ..model.names import norm
from ..model.vocabulary import JOIN, Coordinates, Vocabulary, understood
from .derived import derived_of
from .layouts import Layouts
from .readings import (
    FLOW,
    ITEM,
    ROLE,
    VINTAGE,
    YEAR,
    Fixed,
    header_reading,
    title_said,
    without_role,
)
from .segments import HeaderMeaning, PrintedColumn, Segment, segments
from .sums import NO_MONEY, RATIOS, SUBJECTS, of_which, sums_of

Meaning = frozenset[tuple[str, str]]
OWN = "of-"
"""How the ids of layouts begin that tables have of their own."""

NOT_OF_TITLES = frozenset({ROLE, "entity", YEAR})
"""What says nothing of which table it is: whose it is, and of which year."""
THIS_YEAR = "this-year"
NUMBERS, PRICE = frozenset({"count", "score"}), "unit-price"


def meaning(vocabulary: Vocabulary, coordinates: Coordinates, aside: frozenset[str]) -> Meaning:
    """Coordinates for comparing: without those that are usual, and those that are `aside`."""
    kept = {name: member for name, member in coordinates.items() if name not in aside}
    return frozenset(vocabulary.meant(kept).items())


def title_meaning(vocabulary: Vocabulary, title: str, said: Fixed | None = None) -> Meaning:
    """What a title means: as its file has `said`, else by its words; empty where these are not
    understood to the last character."""
    if said is not None:
        return meaning(vocabulary, dict(said), NOT_OF_TITLES)
    reading = title_said(vocabulary, title)
    if reading.left or not vocabulary.title.search(norm(title)):
        return frozenset()
    return meaning(vocabulary, reading.coordinates, NOT_OF_TITLES)


def layouts_meaning(layouts: Layouts, wanted: Meaning) -> tuple[Layout, ...]:
    """The layouts of which a title has these coordinates."""
    return tuple(
        layout
        for layout in layouts
        if not layout.ignored
        and layout.book is None
        and any(title_meaning(layout.vocabulary, title) == wanted for title in layout.titles)
    )


def fit(layout: Layout, table: HeaderMeaning) -> Layout | None:
    """The layout as a table prints it: its columns placed by what their headers mean, and those
    added that it does not have. None where a side of it is not printed, or none of its columns."""
    made: Layout | None = layout.vocabulary.made.get((layout, table), lambda: _fit(layout, table))
    return made


def _fit(layout: Layout, table: HeaderMeaning) -> Layout | None:
    vocabulary = layout.vocabulary
    base = base_coordinates(layout)
    sides: list[Side] = []
    places: list[SideMap | None] = []
    printed = segments(vocabulary, table)
    pairs = dict(_paired(layout, printed))
    for number, side in enumerate(layout.sides):
        if number not in pairs:
            if not side.optional:
                return None
            sides.append(side)
            places.append(None)
            continue
        totals = _totals(layout, printed, pairs[number], table)
        made, where = _fitted(vocabulary, side, pairs[number], base, totals)
        if not _is_of_kind(side, where, table):
            return None
        sides.append(made._replace(units=made.units or table.units))
        places.append(where)
    for side, where in _more_sides(layout, printed, pairs, base, table):
        sides.append(side)
        places.append(where)
    again = _again(layout, printed, places)
    return layout._replace(
        sides=tuple(sides),
        places=ColumnMap(tuple(places), (), again, tuple(strangers(vocabulary, table))),
    )


def _more_sides(
    layout: Layout,
    printed: Sequence[Segment],
    pairs: Mapping[int, Segment],
    base: Coordinates,
    table: HeaderMeaning,
) -> Iterator[tuple[Side, SideMap]]:
    """Sides for what a table with several of them prints beside those that its layout has:
    expenditure by economic class, by use."""
    taken = {side.name for side in layout.sides}
    for number, segment in enumerate(printed if len(layout.sides) > 1 else ()):
        if segment in pairs.values():
            continue
        side = _own_side(layout.id, segment, number, table, taken)
        taken.add(side.name)
        yield _fitted(layout.vocabulary, side, segment, base, table.totals[number])


def _totals(
    layout: Layout, printed: Sequence[Segment], segment: Segment, table: HeaderMeaning
) -> Sequence[str]:
    """The names of the totals of a side: those of its segment, or of all that are blocks of it."""
    if len(layout.sides) > 1:
        return table.totals[printed.index(segment)]
    return tuple(dict.fromkeys(name for names in table.totals for name in names))


def _is_of_kind(side: Side, where: SideMap, table: HeaderMeaning) -> bool:
    """Whether a segment can be this side: it has figures, and names if the side has them; and
    codes, unless the side is a list beside another."""
    coded = side.rows != "code" or bool(side.name) or table.rows[0] == "code"
    return coded and bool(where.columns) and (where.label >= 0) == (side.rows != "single")


def missing(layout: Layout, places: ColumnMap | None) -> int:
    """How many columns of a layout that every table prints are not there."""
    return sum(
        not column.optional and (where is None or name not in where.columns)
        for side, where in zip(layout.sides, places.sides if places else (), strict=False)
        for name, column in side.columns.items()
    )


def strangers(vocabulary: Vocabulary, table: HeaderMeaning) -> Iterator[int]:
    """The columns of figures whose headers are not understood."""
    for segment in segments(vocabulary, table):
        for column in segment.figures:
            if column.left or not (column.coordinates or column.roles):
                yield column.at
    yield from (at for at, kind in enumerate(table.kinds) if kind == "strange")


def base_coordinates(layout: Layout) -> Coordinates:
    """The coordinates of a layout's own title: the first that is understood."""
    readings = (title_said(layout.vocabulary, title) for title in layout.titles)
    return next((without_role(r.coordinates) for r in readings if not r.left), {})


def _paired(layout: Layout, printed: Sequence[Segment]) -> Iterator[tuple[int, Segment]]:
    """Each side with the segment that is meant by it: by flow and chart."""
    if len(layout.sides) == 1:
        yield from ((0, segment) for segment in printed[:1])
        return
    free, left = list(printed), list(range(len(layout.sides)))
    for number, side in enumerate(layout.sides):
        own = meaning(layout.vocabulary, side_coordinates(layout.vocabulary, side), frozenset())
        said = [_own(layout.vocabulary, segment) for segment in free]
        more = [(len(here - own), n) for n, here in enumerate(said) if own <= here]
        segment = free[min(more)[1]] if more else None
        if segment is not None:
            free.remove(segment)
            left.remove(number)
            yield number, segment
    if len(left) == len(free) == 1 and FLOW not in free[0].coordinates:
        yield left[0], free[0]  # of two ways of money the one that is not said


def _own(vocabulary: Vocabulary, segment: Segment) -> Meaning:
    return meaning(vocabulary, segment.coordinates, frozenset({ROLE, "nature"}))


def side_coordinates(vocabulary: Vocabulary, side: Side) -> Coordinates:
    """What the name of a side and its heading say."""
    found: Coordinates = {}
    for word in (side.name, *side.under[:1]):
        said = understood(vocabulary, word, "", False).coordinates  # noqa: FBT003
        found = vocabulary.met(found, said)
    return {k: v for k, v in found.items() if k in (FLOW, "chart")}


def _fitted(
    vocabulary: Vocabulary, side: Side, segment: Segment, base: Coordinates, totals: Sequence[str]
) -> tuple[Side, SideMap]:
    """The side with the columns of a segment, and where they stand."""
    at = vocabulary.met(base, segment.coordinates)
    at = vocabulary.met(at, side_coordinates(vocabulary, side))
    columns = dict(side.columns)
    where: dict[str, int] = {}
    members: dict[str, Coordinates] = {}
    said: dict[str, Coordinates] = {}
    # 本年 beside 上年 is the table's own year, and not what is of it beside what was carried in.
    figures = (c.coordinates for c in segment.figures if YEAR not in c.coordinates)
    own = (each for each in figures if each.get("measure") not in NO_MONEY)
    of_one_year = {said.get(VINTAGE, "") for said in own} == {THIS_YEAR}
    for column in segment.figures:
        if column.left:
            continue
        ways = [column, *([_of_any_year(column)] if of_one_year else [])]
        meant = (n for way in ways for n in _meant(vocabulary, side, at, way))
        name = next((n for n in meant if n not in where), "")
        if not name and (column.coordinates or column.roles):
            name = _name_of(column, columns)
            columns[name] = new_column(name, column)
        if name:
            where[name] = column.at
            roles = {ROLE: JOIN.join(sorted(column.roles))} if column.roles else {}
            said[name] = column.coordinates
            members[name] = {**placed_below(vocabulary, at, column.coordinates), **roles}
    new = {name: own for name, own in said.items() if name not in side.columns}
    made = side._replace(
        columns=columns,
        total=tuple(dict.fromkeys((*totals[:1], *side.total))),
        subtotal=tuple(dict.fromkeys((*side.subtotal, *totals[1:]))),
    )
    named = {at: name for name, at in where.items()}
    partial = of_which(
        vocabulary, [(named[c.at], c) for c in segment.figures if c.at in named], members
    )
    placed = _places(side, segment, where)
    return made, placed._replace(
        sums=(*sums_of(vocabulary, members), *partial), derived=derived_of(vocabulary, members, new)
    )


def _of_any_year(column: PrintedColumn) -> PrintedColumn:
    """A column without 本年 in its header, where all columns beside it are of this year too."""
    kept = {name: member for name, member in column.coordinates.items() if name != VINTAGE}
    return column._replace(coordinates=kept)


def placed_below(vocabulary: Vocabulary, at: Coordinates, own: Coordinates) -> Coordinates:
    """The coordinates of a column below a title; 合计 below one of several is of all of them. A
    title may name several subjects (“三公”经费和机关运行经费): a column is about its own."""
    named = SUBJECTS & at.keys()
    if SUBJECTS & own.keys() or len(named) > 1 or any(JOIN in at[name] for name in named):
        at = {name: member for name, member in at.items() if name not in SUBJECTS - own.keys()}
    return vocabulary.met(at, own)


def _meant(
    vocabulary: Vocabulary, side: Side, at: Coordinates, column: PrintedColumn
) -> Iterator[str]:
    """The declared columns that a printed one may be: by its words, then by what they mean; none of
    them where a word of its heading is unknown."""
    if ITEM in column.coordinates:
        return
    here = meaning(vocabulary, at, frozenset())
    for name, declared in side.columns.items():
        for header in () if column.said else declared.headers:
            above = _said(vocabulary, column.path[: -len(header)])
            same = meaning(vocabulary, vocabulary.met(at, above), frozenset()) == here
            if same and column.path[-len(header) :] == header and YEAR not in column.coordinates:
                yield name
    wanted = meaning(vocabulary, vocabulary.met(at, column.coordinates), frozenset())
    for name, declared in side.columns.items():
        said = (vocabulary.met(at, _said(vocabulary, header)) for header in declared.headers)
        if any(meaning(vocabulary, s, frozenset()) == wanted for s in said):
            yield name


def _said(vocabulary: Vocabulary, header: tuple[str, ...]) -> Coordinates:
    return without_role(header_reading(vocabulary, header, alone=False).coordinates)


def _places(side: Side, segment: Segment, columns: Mapping[str, int]) -> SideMap:
    """Where the names of a segment stand, as a side of this kind has them."""
    labels = [column.at for column in segment.labels]
    projects = [c.at for c in segment.labels if any(c.path[-len(h) :] == h for h in side.project)]
    names = [index for index in labels if index not in projects] or labels
    group = tuple(names[:-1]) if side.rows in ("groups", "nested") else ()
    return SideMap(
        tuple(column.at for column in segment.codes),
        names[-1] if names else -1,
        projects[0] if side.project and projects else -1,
        columns,
        {},
        group,
    )


def _again(
    layout: Layout, printed: Sequence[Segment], places: Sequence[SideMap | None]
) -> tuple[tuple[SideMap, ...], ...]:
    """The further blocks of a table with one side that are like its first."""
    if len(layout.sides) > 1 or len(printed) < 2 or places[0] is None:
        return ()
    first = places[0]
    names = {index: name for name, index in first.columns.items()}
    order = [names[c.at] for c in printed[0].figures if c.at in names]
    more = tuple(
        _places(layout.sides[0], s, dict(zip(order, (c.at for c in s.figures), strict=False)))
        for s in printed[1:]
        if [c.coordinates for c in s.figures] == [c.coordinates for c in printed[0].figures]
        and len(s.codes) == len(printed[0].codes)
    )
    return (more,)


def _name_of(column: PrintedColumn, known: Mapping[str, Column]) -> str:
    """What a column that no layout has is called: the shortest end of its header path that is no
    other column's name."""
    for start in range(len(column.path) - 1, -1, -1):
        name = "/".join(column.path[start:])
        if name not in known:
            return name
    return f"{'/'.join(column.path)} #{column.at + 1}"


def new_column(name: str, column: PrintedColumn) -> Column:
    """A column that composition has understood."""
    said = column.coordinates.get("measure", "")
    other: Measure = "price" if said == PRICE else "number" if said in NUMBERS else "money"
    measure: Measure = "percent" if said in RATIOS else other
    return Column(name, (column.path,), optional=True, measure=measure)


def own_id(wanted: Meaning) -> str:
    """The id of a layout of a table's own: the members that its title names."""
    members = "-".join(member.replace(JOIN, "-") for _, member in sorted(wanted))
    return f"{OWN}{members.lower()}" if members else f"{OWN}figures"


def own_layout(vocabulary: Vocabulary, title: str, table: HeaderMeaning) -> Layout:
    """A layout for a table whose title means none that the pack knows; see `numbered`."""
    made: Layout = vocabulary.made.get(
        ("own", title, table), lambda: _own_layout(vocabulary, title, table)
    )
    return made


def _own_layout(vocabulary: Vocabulary, title: str, table: HeaderMeaning) -> Layout:
    name = own_id(title_meaning(vocabulary, title, table.title))
    by_words = title_said(vocabulary, title).coordinates
    said = without_role(by_words if table.title is None else dict(table.title))
    printed = segments(vocabulary, table)
    blocks = _are_blocks(printed)
    sides: list[Side] = []
    places: list[SideMap | None] = []
    for number, segment in enumerate(printed[:1] if blocks else printed):
        taken = {side.name for side in sides}
        side = _own_side(name, segment, number, table, taken, alone=blocks or len(printed) == 1)
        totals = table.totals if blocks else table.totals[number : number + 1]
        names = [total for several in totals for total in several]
        made, where = _fitted(vocabulary, side, segment, said, names)
        sides.append(made._replace(units=table.units))
        places.append(where)
    layout = Layout(name, 0, (norm(title),), tuple(sides), vocabulary=vocabulary)
    again = _again(layout, printed, places)
    return layout._replace(
        places=ColumnMap(tuple(places), (), again, tuple(strangers(vocabulary, table)))
    )


def _are_blocks(printed: Sequence[Segment]) -> bool:
    """Whether segments are one list, printed beside itself: all figures are of one kind, or names
    and figures mean the same in each, column by column."""
    figures = [[tuple(c.coordinates.items()) for c in segment.figures] for segment in printed]
    names = {tuple(segment.coordinates.items()) for segment in printed}
    alike = len(set(map(tuple, figures))) == 1 and len(names) == 1
    return len(printed) > 1 and (alike or len({f for every in figures for f in every}) == 1)


def _own_side(
    table: str,
    segment: Segment,
    number: int,
    printed: HeaderMeaning,
    taken: Collection[str],
    alone: bool = False,  # noqa: FBT001, FBT002
) -> Side:
    """A side for a segment that no layout has, before its columns are fitted to it."""
    heading = "".join(segment.names[0].path[:1]) if segment.names and not alone else ""
    rows = printed.rows[number]
    return Side(
        table=table,
        name=heading if heading not in taken else f"{heading}{number + 1}",
        ordinal=number,
        rows=rows,
        label=tuple(c.path for c in segment.labels[-1:]),
        levels=DEFAULT_LEVELS.get(rows, ()),
        composed=True,
    )
