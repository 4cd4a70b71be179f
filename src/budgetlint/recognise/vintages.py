"""Vintages: what the place of a figure tells of the year that its money is of.

总计 of a table that adds up what was carried in has that in it, and what stands beside that in the
sum is of this year; in columns as in rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ..model.document import Structure
from ..model.layout import Sum

ALL, THIS_YEAR = "all", "this-year"
"""What was carried is in a figure, or is not."""


def of_columns(sums: Sequence[Sum], carried: AbstractSet[str]) -> Mapping[str, str]:
    """Columns with their vintage: sums that have a carried column among their parts have it in
    them; their other parts, and what these fall into, do not."""
    whole = [found for found in sums if not found.partial]
    inside = [found for found in whole if not carried.isdisjoint(found.parts)]
    found = {each.whole: ALL for each in inside}
    beside = [part for each in inside for part in each.parts if part not in carried]
    while beside:
        name = beside.pop()
        if name not in found:
            found[name] = THIS_YEAR
            beside += [part for each in whole if each.whole == name for part in each.parts]
    return found


def of_rows(
    shape: Structure, carried: AbstractSet[int], sums: AbstractSet[int]
) -> Mapping[int, str]:
    """Rows with their vintage: the total below all that is carried has it in it; others do not,
    but for those of which it is a part. Where it is a part of the total alone (其中) any may have
    it in it."""
    if not carried or not carried.isdisjoint(shape.parts):
        return {}
    above = {parent for row in carried for parent in _above(shape, row)}
    last = max(sums, default=-1)
    found = {row: THIS_YEAR for row in range(shape.size) if row not in sums | above}
    return {**found, last: ALL} if last > max(carried) else found


def _above(shape: Structure, row: int) -> Iterator[int]:
    while (row := shape.parent[row]) >= 0:
        yield row
