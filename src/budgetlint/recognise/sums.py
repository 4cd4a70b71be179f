"""Sums that the words of a table promise: a column, or a row, and those that it falls into.

A member is the sum of its parts where the print gives all of them. A closed list says so by its
words: fiscal is general, fund and state capital. Where the words only say what is inside what
(合计 of 收入 over its sources), the figures must confirm that the list is whole: in five rows or
more, and in all but one of ten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import sub

from ..model.amounts import is_blank
from ..model.document import Rows, Structure
from ..model.layout import Sum
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Dimension, Vocabulary
from .readings import FLOW, TOTAL_ROLES, VINTAGE, YEAR, roles_of, without_role
from .row_facts import kept, label_reading, rows_saying
from .segments import PrintedColumn

LEAST_ROWS, LEAST_STRONG = 5, 2
_KEPT_APART = (YEAR, "measure", "stage", "range", "posts")
"""Figures of other years, stages and measures, posts approved and filled, are no parts of each
other."""
NO_MONEY = frozenset({"share", "growth", "completion", "score", "unit-price", "change"})


def sums_of(vocabulary: Vocabulary, members: Mapping[str, Coordinates]) -> tuple[Sum, ...]:
    """The sums among columns or rows with these coordinates, roles included."""
    money = {n: found for n, found in members.items() if found.get("measure") not in NO_MONEY}
    own = _without_common({name: without_role(found) for name, found in money.items()})
    bare = _of_one_year({name: _meant(vocabulary, found) for name, found in own.items()})
    inner = {name for name, found in money.items() if "of-which" in roles_of(found)}
    # All parts of a closed list are all of them, also where 其中 stands in front.
    # A part by other words (其中：面向中小企业采购) is not the whole of what the whole falls into.
    wholes = [found for name, found in bare.items() if name not in inner]
    named = {n: found for n, found in bare.items() if n not in inner or found not in wholes}
    closed = [found for found in _found(vocabulary, named) if found.closed] if inner else []
    known = {found.whole for found in closed}
    outer = {name: found for name, found in bare.items() if name not in inner}
    totals = {n for n, found in money.items() if roles_of(found) & {*TOTAL_ROLES, "subtotal"}}
    return (
        *closed,
        *(
            found._replace(listed=found.whole in totals and _is_listed(vocabulary, found, outer))
            for found in _found(vocabulary, outer)
            if found.whole not in known
        ),
    )


def _without_common(members: Mapping[str, Coordinates]) -> Mapping[str, Coordinates]:
    """The coordinates without what all of them say."""
    every = [set(found.items()) for found in members.values()]
    common = set.intersection(*every) if every else set()
    return {
        name: {n: m for n, m in found.items() if (n, m) not in common}
        for name, found in members.items()
    }


def _meant(vocabulary: Vocabulary, coordinates: Coordinates) -> Coordinates:
    """The coordinates without those that are usual; but what was carried, came in or was spent in
    the year is kept apart by what it is."""
    meant = vocabulary.meant(coordinates)
    kept = (FLOW,) if VINTAGE in coordinates else ()
    return {n: member for n, member in coordinates.items() if n in meant or n in kept}


def _of_one_year(members: Mapping[str, Coordinates]) -> Mapping[str, Coordinates]:
    """The coordinates without 本年, where nothing beside it was carried in or out."""
    if {found.get(VINTAGE, "") for found in members.values()} != {"", "this-year"}:
        return members
    return {n: {k: v for k, v in c.items() if k != VINTAGE} for n, c in members.items()}


def _found(vocabulary: Vocabulary, members: Mapping[str, Coordinates]) -> Iterator[Sum]:
    for whole, at in members.items():
        inside = {n: c for n, c in members.items() if n != whole and is_inside(vocabulary, c, at)}
        parts = {
            name: found
            for name, found in inside.items()
            if not any(
                other != name and is_inside(vocabulary, found, c) for other, c in inside.items()
            )
        }
        if len(parts) > 1:
            yield Sum(whole, tuple(parts), is_closed(vocabulary, at, list(parts.values())))


SUBJECTS = frozenset({"sangong", "matter"})
"""What a figure may be about beside whose and which money it is."""
_ONE_KIND = (
    frozenset({"source", "origin", VINTAGE}),
    frozenset({"nature", VINTAGE}),
    frozenset({"sangong", "matter"}),
)
"""Dimensions by which the parts of one sum may differ, each from the others in its own."""


def _is_listed(vocabulary: Vocabulary, found: Sum, members: Mapping[str, Coordinates]) -> bool:
    """Whether the parts of a total are of one kind, and every column is in the total or it in that,
    or of another year or stage."""
    whole = members[found.whole]
    parts = [members[name] for name in found.parts]
    differ = {name for part in parts for name, m in part.items() if whole.get(name) != m}
    if len(differ) > 1 and not any(differ <= kind for kind in _ONE_KIND):
        return False
    beside = [c for n, c in members.items() if n not in (found.whole, *found.parts)]
    return all(
        is_inside(vocabulary, column, whole)
        or is_inside(vocabulary, whole, column)
        or any(column.get(name) != whole.get(name) for name in _KEPT_APART)
        or is_apart(vocabulary, column, whole)
        for column in beside
    )


def is_apart(vocabulary: Vocabulary, one: Coordinates, other: Coordinates) -> bool:
    """Whether no figure is of both: some dimension has one member here and another there, or they
    are about different things (meetings beside vehicles)."""
    about = SUBJECTS & one.keys(), SUBJECTS & other.keys()
    return (all(about) and not about[0] & about[1]) or any(
        not vocabulary.is_in(name, one[name], other[name])
        and not vocabulary.is_in(name, other[name], one[name])
        for name in one.keys() & other.keys()
    )


def is_inside(vocabulary: Vocabulary, part: Coordinates, whole: Coordinates) -> bool:
    """Whether all that is said of the whole is said of the part, and something more."""
    if part == whole or any(part.get(name) != whole.get(name) for name in _KEPT_APART):
        return False
    for name, member in whole.items():
        if name not in SUBJECTS and not (
            name in part and vocabulary.is_in(name, part[name], member)
        ):
            return False
    there = _subjects(whole)
    here = _subjects(part) if there else ()
    return not there or bool(here and all(_is_among(vocabulary, one, there) for one in here))


def _subjects(coordinates: Coordinates) -> Sequence[tuple[str, str]]:
    """What figures are about; they may be about several things at once, and are all of these."""
    return [
        (name, member)
        for name in SUBJECTS
        if name in coordinates
        for member in coordinates[name].split(JOIN)
    ]


def _is_among(
    vocabulary: Vocabulary, one: tuple[str, str], subjects: Sequence[tuple[str, str]]
) -> bool:
    """Whether a subject is one of these, or a part of one of them."""
    return any(name == one[0] and vocabulary.is_in(name, one[1], of) for name, of in subjects)


def is_closed(vocabulary: Vocabulary, whole: Coordinates, parts: Sequence[Coordinates]) -> bool:
    """Whether the parts differ from the whole in one dimension, of which they are all parts."""
    names = {name for part in parts for name, member in part.items() if whole.get(name) != member}
    if len(names) != 1:
        return False
    (name,) = names
    dimension = vocabulary.dimensions.get(name)
    if dimension is None or whole.get(name) not in dimension.complete:
        return False
    members = {part.get(name, "") for part in parts}
    return members == set(_covering(dimension, whole[name], members))


def _covering(dimension: Dimension, whole: str, members: Collection[str]) -> Iterator[str]:
    """The members that are all parts of a whole: a part may be there as its own parts."""
    for part in dimension.parts[whole]:
        split = part not in members and part in dimension.complete
        yield from _covering(dimension, part, members) if split else (part,)


def of_which(
    vocabulary: Vocabulary,
    columns: Sequence[tuple[str, PrintedColumn]],
    members: Mapping[str, Coordinates],
) -> Iterator[Sum]:
    """The columns that are only a part (其中：) of the first beside them, below the same header; at
    the top of it of the last in front of them, where that says no more than they do."""
    for at, (name, column) in enumerate(columns):
        if "of-which" not in column.roles:
            continue
        if len(column.path) < 2:
            front = [c for c in columns[:at] if "of-which" not in c[1].roles][-1:]
            beside = [c for c in front if _says_no_less(vocabulary, members[name], members[c[0]])]
        else:
            every = [c for c in columns if c[1].path[:-1] == column.path[:-1]]
            beside = [c for c in every[:1] if c[1].roles & {*TOTAL_ROLES, "subtotal"}]
        if beside and beside[0][0] != name:
            yield Sum(beside[0][0], (name,), closed=True, partial=True)


def _says_no_less(vocabulary: Vocabulary, part: Coordinates, whole: Coordinates) -> bool:
    """Whether all that is said of a column is said of another one."""
    one, other = (vocabulary.meant(without_role(said)) for said in (part, whole))
    return one == other or is_inside(vocabulary, one, other)


def confirmed(vocabulary: Vocabulary, sums: Sequence[Sum], rows: Rows) -> tuple[Sum, ...]:
    """The sums that are closed by their words, and those that the figures confirm."""
    rates = rate_rows(vocabulary, rows.structure)
    at = [row for row in range(rows.structure.size) if row not in rates]
    return tuple(found for found in sums if found.closed or _is_borne_out(found, rows, at))


def rate_rows(vocabulary: Vocabulary, shape: Structure) -> frozenset[int]:
    """The rows that hold rates of those above them (2016年比2015年增减%), which do not add up."""
    said = rows_saying(vocabulary, shape, "measure")
    return frozenset(row for row, member in said if member in RATIOS)


RATIOS = frozenset({"share", "growth", "completion"})
"""Measures of figures that are so much of another."""


class _Counts(NamedTuple):
    """In how many rows a sum holds, fails, and holds with several parts."""

    holds: int = 0
    fails: int = 0
    strong: int = 0


def _is_borne_out(found: Sum, rows: Rows, at: Sequence[int]) -> bool:
    count = _counted(found, rows, at)
    most = max(1, (count.holds + count.fails) // 10)
    return _is_confirmed(count) or (found.listed and count.fails <= most)


def _is_confirmed(count: _Counts) -> bool:
    """Whether the figures confirm a sum: in many rows; or in two in which several parts make up
    the whole, which does not happen by chance, and at most one row is against it."""
    holds, fails, strong = count
    many = holds >= LEAST_ROWS and fails <= max(1, (holds + fails) // 10)
    return many or (strong >= LEAST_STRONG and fails <= 1)


def _counted(found: Sum, rows: Rows, at: Sequence[int]) -> _Counts:
    holds = fails = strong = 0
    wholes = rows.columns.get(found.whole) or ()
    columns = [column for name in found.parts if (column := rows.columns.get(name)) is not None]
    gaps = list(wholes)
    for column in columns if wholes else ():
        gaps = list(map(sub, gaps, column))
    for row in at if wholes else ():
        whole, gap = wholes[row], gaps[row]
        if is_blank(whole) or gap.is_nan():
            continue
        loose = not gap or abs(gap) <= (len(found.parts) + 1) * rows.half(whole)
        holds, fails = holds + loose, fails + (not loose)
        strong += loose and strong < LEAST_STRONG and sum(bool(c[row]) for c in columns) > 1
    return _Counts(holds, fails, strong)


def row_sums(vocabulary: Vocabulary, shape: Structure) -> Sequence[tuple[int, Sequence[int]]]:
    """The rows that a closed list of other rows adds up to, by their names: the row of the whole,
    and those of its parts. A name that is printed twice says nothing."""
    return kept(vocabulary, shape, "sums", lambda: tuple(_row_sums(vocabulary, shape)))


def _row_sums(vocabulary: Vocabulary, shape: Structure) -> Iterator[tuple[int, Sequence[int]]]:
    read = [label_reading(vocabulary, shape, row) for row in range(shape.size)]
    members: dict[str, Coordinates] = {}
    for row, (label, reading) in enumerate(zip(shape.labels, read, strict=True)):
        plain = vocabulary.meant(without_role(reading.coordinates))
        if norm(label) and plain and not reading.left and plain not in members.values():
            members[str(row)] = plain
    totals = [
        row
        for row, reading in enumerate(read)
        if roles_of(reading.coordinates) & TOTAL_ROLES and not without_role(reading.coordinates)
    ]
    if len(totals) == 1:
        whole = _whole_of(vocabulary, list(members.values()))
        if whole is not None:
            members[str(totals[0])] = whole
    for found in sums_of(vocabulary, members):
        if found.closed:
            yield int(found.whole), [int(part) for part in found.parts]


def _whole_of(vocabulary: Vocabulary, rows: Sequence[Coordinates]) -> Coordinates | None:
    """What a row that is only called 合计 holds: the closed member in which all other rows are."""
    for dimension in vocabulary.dimensions.values():
        for member in dimension.complete:
            within = [
                set(row) == {dimension.id}
                and row[dimension.id] != member
                and vocabulary.is_in(dimension.id, row[dimension.id], member)
                for row in rows
            ]
            if within and all(within):
                return {dimension.id: member}
    return None
