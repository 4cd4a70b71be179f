"""By figures: columns whose headers nobody understands, told by what their figures come to.

A column that is in row after row by how much one figure is more than another, or the rate of one to
the other, is that, whatever it is called. The figures must say so in five rows or more and in all
but one of ten, and nothing else in as many but two: one wrong figure may leave a column not
understood, and never makes another of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from ..model.amounts import BLANK, AmountError, exponent, half_unit, is_blank, parse
from ..model.layout import DerivedKind
from ..model.names import norm
from ..model.raw import Meanings
from ..model.values import NamedTuple
from ..model.vocabulary import Vocabulary
from .derived import LEAST, comes_after, holds, subject_of
from .segments import PERCENT, HeaderMeaning, Segment, segments

LEAST_ROWS = 5
"""Rows that must bear out what a column is."""
MAX_AMOUNTS = 12
"""Columns of amounts of which each two are tried."""
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
        at: {"measure": kind}
        for segment in segments(vocabulary, table)
        for at, kind in _told_in(segment, rows)
    }
    columns = [found.get(at) for at in range(len(table.columns))]
    return Meanings(None, columns, by_figures=frozenset(found)) if found else None


def _told_in(segment: Segment, rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, DerivedKind]]:
    """The columns of a segment that are told by their figures, with what they are."""
    pairs = tuple(_pairs(segment))
    unknown = [column.at for column in segment.figures if column.left] if pairs else []
    figures = _figures({*unknown, *(at for _, *both in pairs for at in both)}, rows)
    for at in unknown:
        kind = _told(
            _counted(kind, figures[at], figures[part], figures[whole])
            for kind, part, whole in pairs
        )
        if kind is not None:
            yield at, kind


def _told(found: Iterable[_Reading]) -> DerivedKind | None:
    """What a column is, if its figures say one thing and no other."""
    readings = sorted(found, key=lambda reading: -reading.holds)
    others = (each.holds for each in readings[1:] if each.kind != readings[0].kind)
    for best in readings[:1]:
        rows = best.holds + best.fails
        sure = best.holds >= LEAST_ROWS and best.fails <= rows // 10
        if sure and best.holds - max(others, default=0) >= LEAST:
            return best.kind
    return None


def _pairs(segment: Segment) -> Iterator[tuple[DerivedKind, int, int]]:
    """Two columns of amounts that are alike but for their time, and what may come of them."""
    amounts = [
        each
        for each in segment.figures
        if not each.left and each.coordinates.get("measure", "amount") == "amount"
    ]
    for part, whole in permutations(amounts, 2) if len(amounts) <= MAX_AMOUNTS else ():
        alike = subject_of(part.coordinates) == subject_of(whole.coordinates)
        for kind in KINDS if alike else ():
            if comes_after(kind, part.coordinates, whole.coordinates):
                yield kind, part.at, whole.at


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


def _figures(columns: Iterable[int], rows: Sequence[Sequence[str]]) -> Figures:
    return {at: [_figure(row[at]) if at < len(row) else BLANK for row in rows] for at in columns}


def _figure(cell: str) -> Decimal:
    try:
        return parse(norm(cell).removesuffix(PERCENT))
    except AmountError:
        return BLANK
