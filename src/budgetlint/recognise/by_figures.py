"""By figures: columns whose headers nobody understands, told by what their figures come to.

A column that is in row after row by how much one figure is more than another, or the rate of one to
the other, is that, whatever it is called. The figures must say so in five rows or more and in all
but one of ten, and nothing else in as many but two: one wrong figure may leave a column not
understood, and never makes another of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from ..model.amounts import BLANK, AmountError, exponent, half_unit, is_blank, parse
from ..model.layout import DerivedKind
from ..model.names import norm
from ..model.raw import Meanings
from ..model.values import NamedTuple
from ..model.vocabulary import Vocabulary
from .derived import LEAST, comes_after, holds, subject_of
from .segments import PERCENT, HeaderMeaning, PrintedColumn, Segment, segments

LEAST_ROWS = 5
"""Rows that must bear out what a column is."""
KINDS: Sequence[DerivedKind] = ("change", "growth", "completion")
Figures = Mapping[int, Sequence[Decimal]]
"""The figures of each column, row by row; a blank where none is printed or can be read."""


class _Reading(NamedTuple):
    """What a column may be, in how many rows it is that, and in how many it is not."""

    kind: DerivedKind
    holds: int
    fails: int


def told_by_figures(
    vocabulary: Vocabulary, table: HeaderMeaning, rows: Sequence[Sequence[str]]
) -> Meanings | None:
    """What the figures of a table say of the columns of which the headers do not; None where they
    say nothing."""
    found = {
        column.at: {"measure": kind}
        for segment in segments(vocabulary, table)
        for column in segment.figures
        if column.left and (kind := _told(segment, column, _figures(segment, rows)))
    }
    columns = [found.get(at) for at in range(len(table.columns))]
    return Meanings(None, columns, by_figures=frozenset(found)) if found else None


def _told(segment: Segment, column: PrintedColumn, figures: Figures) -> DerivedKind | None:
    """What a column is, if its figures say one thing and no other."""
    readings = sorted(_readings(segment, column, figures), key=lambda found: -found.holds)
    others = (each.holds for each in readings[1:] if each.kind != readings[0].kind)
    for best in readings[:1]:
        rows = best.holds + best.fails
        sure = best.holds >= LEAST_ROWS and best.fails <= rows // 10
        if sure and best.holds - max(others, default=0) >= LEAST:
            return best.kind
    return None


def _readings(segment: Segment, column: PrintedColumn, figures: Figures) -> Iterator[_Reading]:
    """All that a column may be: of two columns of amounts that are alike but for their time."""
    amounts = [
        each
        for each in segment.figures
        if not each.left and each.coordinates.get("measure", "amount") == "amount"
    ]
    for part, whole in permutations(amounts, 2):
        alike = subject_of(part.coordinates) == subject_of(whole.coordinates)
        for kind in KINDS if alike else ():
            if comes_after(kind, part.coordinates, whole.coordinates):
                yield _counted(kind, *(figures[at] for at in (column.at, part.at, whole.at)))


def _counted(
    kind: DerivedKind,
    stated: Sequence[Decimal],
    parts: Sequence[Decimal],
    wholes: Sequence[Decimal],
) -> _Reading:
    found = [
        holds(_half, kind, *figures)
        for figures in zip(stated, parts, wholes, strict=True)
        if not any(map(is_blank, figures)) and figures[0] and figures[2]
    ]
    return _Reading(kind, sum(found), len(found) - sum(found))


def _half(*figures: Decimal) -> Decimal:
    return half_unit(max(map(exponent, figures)))


def _figures(segment: Segment, rows: Sequence[Sequence[str]]) -> Figures:
    return {
        column.at: [_figure(row[column.at]) if column.at < len(row) else BLANK for row in rows]
        for column in segment.figures
    }


def _figure(cell: str) -> Decimal:
    try:
        return parse(norm(cell).removesuffix(PERCENT))
    except AmountError:
        return BLANK
