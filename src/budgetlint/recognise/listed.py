"""Listed: rows that add up to another by how a table lists them, in sides that no layout declares.

Numbered rows, and those below each other in columns of levels, say by their form which rows make
up which. So does a plain list under its 合计, and so do rows that 小计 parts, which stands before
its items or behind them; but there another reading may fit as well, and the figures choose: the
one that holds most often, and of several that hold as often none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ..model.amounts import BLANK, is_blank
from ..model.document import DocumentCell, Follow, Rows, Structure
from ..model.names import norm
from ..model.numerals import value_of_mark
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .readings import FLOW, ROLE, TOTAL_ROLES, roles_of, without_role
from .row_facts import kept, label_reading
from .sums import NO_MONEY, is_inside
from .trees import NUMBERED, is_marked

Sums = Mapping[int, Sequence[int]]
"""The rows that each row is the sum of."""
SUM_ROLES = TOTAL_ROLES | {"subtotal"}
_SURE = frozenset({"groups", "nested"})
"""Kinds of rows whose levels stand in columns of their own."""


class Way(NamedTuple):
    """A way to read which rows add up; a `closed` one is told by the form alone, a `parted` one by
    where subtotals stand; in a `plain` one nothing is numbered."""

    sums: Sums
    closed: bool = False
    parted: bool = False
    plain: bool = True


class ReadRow(NamedTuple):
    """A row as its name is understood."""

    at: int
    coordinates: Coordinates
    roles: frozenset[str]


def listed_sums(vocabulary: Vocabulary, rows: Rows) -> Iterator[Follow]:
    """What the rows of a side add up to, column by column."""
    side = rows.structure.side
    if side.rows in ("single", "claims"):
        return
    ways = ways_of(vocabulary, rows.structure)
    for whole, parts in _chosen(ways, rows).items():
        for name in money_columns(rows) if whole not in rows.structure.uncertain else ():
            printed = any(not is_blank(rows.value(name, part)) for part in parts)
            if printed and not is_blank(rows.value(name, whole)):
                cells = tuple(DocumentCell(side.ordinal, name, part) for part in parts)
                yield Follow("tree", (DocumentCell(side.ordinal, name, whole),), cells)


def money_columns(rows: Rows) -> Iterator[str]:
    columns = rows.structure.side.columns
    return (name for name in rows.columns if columns[name].measure == "money")


def ways_of(vocabulary: Vocabulary, shape: Structure) -> Sequence[Way]:
    """All ways to read which rows add up."""
    return kept(vocabulary, shape, "ways", lambda: _ways_of(vocabulary, shape))


def _ways_of(vocabulary: Vocabulary, shape: Structure) -> Sequence[Way]:
    coded = any(shape.codes) and shape.side.rows == "code"
    uncoded = [row for row in range(shape.size) if not shape.codes[row]]
    named = (read_row(vocabulary, shape, row) for row in uncoded)
    subtotals = [row.at for row in named if _is_subtotal(shape, row, coded=coded)]
    if coded and not subtotals:
        return []
    read = [read_row(vocabulary, shape, row) for row in range(shape.size)]
    if subtotals:
        ways = _parted(shape, read, subtotals, coded=coded)
        return [Way(sums, parted=True) for sums in ways if sums]
    return list(_listed(vocabulary, shape, read))


def read_row(vocabulary: Vocabulary, shape: Structure, row: int) -> ReadRow:
    found = label_reading(vocabulary, shape, row)
    known = {} if found.left else found.coordinates
    return ReadRow(row, known, roles_of(known))


def _is_subtotal(shape: Structure, row: ReadRow, *, coded: bool) -> bool:
    """Whether a row without a code only adds up rows around it: 小计, or 人员经费合计 among
    codes."""
    if row.at == shape.total or not row.roles & SUM_ROLES:
        return False
    if coded:
        return "subtotal" in row.roles or bool(without_role(row.coordinates))
    return set(row.coordinates) == {ROLE} and row.at not in shape.parent


def _parted(
    shape: Structure, read: Sequence[ReadRow], subtotals: Sequence[int], *, coded: bool
) -> Iterator[Sums]:
    """Rows that subtotals part: each stands behind its items, or in front of them."""
    top = {row.at for row in read if _is_item(shape, row, coded=coded)} - set(subtotals)
    for behind in (True, False):
        edges = (-1, *subtotals) if behind else (*subtotals, shape.size)
        found: dict[int, Sequence[int]] = {}
        for first, last in pairwise(edges):
            items = tuple(row for row in range(first + 1, last) if row in top)
            if items:
                found[last if behind else first] = items
        inside = {row for items in found.values() for row in items}
        if shape.total >= 0 and not coded and found:
            rest = (row for row in sorted({*top, *found}) if row not in inside)
            found[shape.total] = tuple(rest)
        yield found


def _is_item(shape: Structure, row: ReadRow, *, coded: bool) -> bool:
    """Whether a row is one of those that a list is about: it has a name, and holds money. 收入 is
    the heading of a list of income."""
    at = row.at
    if not coded and set(row.coordinates) == {FLOW}:
        return False
    if at == shape.total or at in shape.parts or row.coordinates.get("measure") in NO_MONEY:
        return False
    return shape.level[at] == 1 if coded else shape.level[at] > 0 and "of-which" not in row.roles


def _listed(vocabulary: Vocabulary, shape: Structure, read: Sequence[ReadRow]) -> Iterator[Way]:
    """A list without subtotals: each row and those below it."""
    below: dict[int, list[ReadRow]] = {}
    for row in read:
        if shape.parent[row.at] >= 0 and _is_item(shape, row, coded=False):
            below.setdefault(shape.parent[row.at], []).append(row)
    sums = {
        parent: [row.at for row in rows] if is_numbered(shape, rows) else _widest(vocabulary, rows)
        for parent, rows in below.items()
    }
    closed = {p for p in sums if shape.side.rows in _SURE or _is_closed(shape, below[p])}
    if closed:
        yield Way({parent: sums[parent] for parent in closed}, closed=True)
    if len(closed) < len(sums):
        left = {parent: rows for parent, rows in sums.items() if parent not in closed}
        marked = any(is_marked(norm(shape.labels[row])) for rows in left.values() for row in rows)
        yield Way(left, plain=not marked)


def _is_closed(shape: Structure, rows: Sequence[ReadRow]) -> bool:
    """Whether rows say by their form that they are all of a list: by their numbers, or where the
    sum of the year stands beside what is carried."""
    known = {*shape.side.subtotal, *shape.side.carried}
    names = {norm(shape.labels[row.at]) for row in rows}
    has_sum = not names.isdisjoint(shape.side.subtotal)
    return is_numbered(shape, rows) or (has_sum and known >= names)


def _widest(vocabulary: Vocabulary, rows: Sequence[ReadRow]) -> Sequence[int]:
    """The rows that are in no other of them, by what their names mean; all of them where they mean
    more than anybody lists."""
    meant = {row.at: vocabulary.meant(without_role(row.coordinates)) for row in rows}
    several = {_key(own): own for own in meant.values() if own}
    if len(several) > MAX_MEANINGS:
        return tuple(meant)
    inside = {
        key
        for key, own in several.items()
        if any(other != own and is_inside(vocabulary, own, other) for other in several.values())
    }
    return tuple(at for at, own in meant.items() if _key(own) not in inside)


MAX_MEANINGS = 400


def _key(meant: Coordinates) -> frozenset[tuple[str, str]]:
    return frozenset(meant.items())


def is_numbered(shape: Structure, rows: Sequence[ReadRow]) -> bool:
    """Whether all rows bear numbers of one kind that go up."""
    labels = [norm(shape.labels[row.at]) for row in rows]
    for mark in NUMBERED:
        found = [mark.match(label) for label in labels]
        if all(found):
            numbers = [value_of_mark(match.group()) for match in found if match]
            return all(one < two for one, two in pairwise(numbers))
    return False


def _chosen(ways: Sequence[Way], rows: Rows) -> Sums:
    """What is told by the form, and of the other ways that which the figures bear out."""
    closed = [way.sums for way in ways if way.closed]
    free = [_met(way, rows) for way in ways if not way.closed]
    best = max((way.holds for way in free), default=0)
    likely = [way for way in free if way.holds == best and way.holds + way.fails]
    if len(likely) > 1 or (likely and not likely[0].is_borne_out):
        likely = []
    return {k: v for sums in (*closed, *(way.sums for way in likely)) for k, v in sums.items()}


class MetWay(NamedTuple):
    """A way as the figures meet it: its sums, and how many of these hold, and do not."""

    way: Way
    sums: Sums
    holds: int
    fails: int

    @property
    def is_borne_out(self) -> bool:
        """Whether sums hold as often as not, and with subtotals, of which one that is wrong breaks
        two sums, half as often; or a single one fails."""
        if self.holds or self.fails > 1:
            return self.holds * (2 if self.way.parted else 1) >= self.fails
        return self.way.plain


def _met(way: Way, rows: Rows) -> MetWay:
    """A reading without those of its sums, in plain lists, that hold in no column, and among whose
    addends another sum stands, which then would be rows of two levels."""
    found: dict[int, Sequence[int]] = {}
    held = failed = 0
    for whole, parts in way.sums.items():
        holds, fails = _counted(whole, parts, rows)
        lists = (_has_inner_sum(rows, name, parts) for name in money_columns(rows))
        if holds or not (way.plain and fails and any(lists)):
            found[whole] = parts
            held, failed = held + holds, failed + fails
    return MetWay(way, found, held, failed)


def _counted(whole: int, parts: Sequence[int], rows: Rows) -> tuple[int, int]:
    """In how many columns a sum holds, and in how many it does not."""
    holds = fails = 0
    for vector in (rows.columns[name] for name in money_columns(rows)):
        if vector is None or is_blank(stated := vector[whole]):
            continue
        addends = [vector[row] for row in parts]
        gap = stated - sum(addends, BLANK)
        if gap.is_nan() or not any(addends):
            continue
        held = not gap or abs(gap) <= (len(parts) + 1) * rows.half(stated)
        holds, fails = holds + held, fails + (not held)
    return holds, fails


def _has_inner_sum(rows: Rows, name: str, parts: Sequence[int]) -> bool:
    """Whether one of the addends is the sum of those next to it, or the same as the one there."""
    values = [rows.value(name, row) for row in parts]
    if any(value.is_nan() for value in values):
        return True
    return any(
        _is_run(value, order) for n, value in enumerate(values) if value
        for order in (values[n + 1 :], values[:n][::-1])
    )  # fmt: skip


def _is_run(whole: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether the first values add up to the whole."""
    total = BLANK
    for value in values:
        total = total + value
        if abs(total) >= abs(whole):
            return total == whole
    return False
