"""Shared sums: sums that a table prints once for two lists that stand beside each other.

Expenditure by function and by use has one total: each list adds up to it. Codes that go on in the
columns beside them (302, then 310) have one sum below both: that is over the codes of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from ..model.amounts import is_blank
from ..model.document import DocumentCell, Follow, Rows, Structure
from ..model.vocabulary import Vocabulary
from .listed import SUM_ROLES, ReadRow, is_numbered, money_columns, read_row, ways_of


def shared_sums(vocabulary: Vocabulary, sides: Sequence[Rows]) -> Iterator[Follow]:
    """All sums that two sides of a table share."""
    yield from _shared_totals(vocabulary, sides)
    for before, rows in pairwise(sides):
        more = going_on(vocabulary, before, rows)
        ways = ways_of(vocabulary, rows.structure) if more else ()
        if ways:
            first = min(min(way.sums) for way in ways)
            yield from _over_both(before, more, rows, (first, ways[0].sums[first]))


def _shared_totals(vocabulary: Vocabulary, sides: Sequence[Rows]) -> Iterator[Follow]:
    """A list without a sum of its own has that which the list beside it prints for both: the first
    total below its items, by functions and by use."""
    for listed, beside in permutations(sides, 2):
        items = _all_items(listed.structure)
        columns = list(money_columns(listed)), list(money_columns(beside))
        other_way = beside.structure.side.composed and beside.structure.side.rows != "code"
        if not items or not other_way or tuple(map(len, columns)) != (1, 1):
            continue
        below = range(items[-1] + 1, beside.structure.size)
        read = (read_row(vocabulary, beside.structure, row) for row in below)
        row = next((row.at for row in read if row.roles & SUM_ROLES), -1)
        (name,), (other,) = columns
        if row >= 0 and not listed.structure.labels[row].strip():
            ordinals = listed.structure.side.ordinal, beside.structure.side.ordinal
            cells = tuple(DocumentCell(ordinals[0], name, item) for item in items)
            yield Follow("tree", (DocumentCell(ordinals[1], other, row),), cells)


def _all_items(shape: Structure) -> Sequence[int]:
    """The rows of the top of a list without a total: numbered, or with codes; what stands below
    them without a code (结转下年) is none of them."""
    top = [row for row in range(shape.size) if shape.level[row] == 1]
    if shape.total >= 0 or any(shape.parent[row] >= 0 for row in top):
        return ()
    coded = [row for row in top if len(shape.codes[row]) == CLASS]
    if len(coded) > 1 and top[: len(coded)] == coded:
        return coded
    rows = [ReadRow(row, {}, frozenset()) for row in top]
    return top if len(top) > 1 and is_numbered(shape, rows) else ()


CLASS = 3
"""Digits of the code of a class."""


def going_on(vocabulary: Vocabulary, before: Rows, rows: Rows) -> Sequence[int]:
    """The rows of the top of a side of codes that has no sum of its own, if they go on in the side
    beside it: 302 in front of 310, with one 公用经费合计 below both."""
    shape, columns = before.structure, (list(money_columns(before)), list(money_columns(rows)))
    coded = all(each.structure.side.rows == "code" for each in (before, rows))
    read = (read_row(vocabulary, shape, row) for row in range(shape.size))
    summed = shape.total >= 0 or any(row.roles & SUM_ROLES for row in read)
    if not coded or summed or tuple(map(len, columns)) != (1, 1):
        return ()
    top, below = (
        [r for r, level in enumerate(each.structure.level) if level == 1] for each in (before, rows)
    )
    codes = [shape.codes[r] for r in top], [rows.structure.codes[r] for r in below]
    return top if top and below and max(codes[0]) < min(codes[1]) else ()


def _over_both(
    before: Rows, more: Sequence[int], rows: Rows, found: tuple[int, Sequence[int]]
) -> Iterator[Follow]:
    """The sum below two sides of codes, over the codes of both."""
    (name,), (other,) = money_columns(rows), money_columns(before)
    ordinals = rows.structure.side.ordinal, before.structure.side.ordinal
    whole, parts = found
    if not is_blank(rows.value(name, whole)):
        cells = (
            *(DocumentCell(ordinals[0], name, part) for part in parts),
            *(DocumentCell(ordinals[1], other, row) for row in more),
        )
        yield Follow("tree", (DocumentCell(ordinals[0], name, whole),), tuple(cells))
