"""Doubts: relations that rest on labels which nothing supports, and so say nothing of amounts.

Where a code is doubtful, so is every relation of its row; and every sum to which the row may
belong, by its own place or by the codes around it. A row that one table has and another has not
may have lost its code or its name instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ..model.document import Document, Rows, Structure
from ..model.names import norm
from ..model.numerals import value_of
from ..model.values import NamedTuple
from ..model.words import literal
from ..plan.bind import Plan
from .charts import Known, chart_of, coded, faults, in_order, is_coded
from .network import AnyLink, Network, cells_of

NUMERALS = literal("common.numerals")
Row = tuple[int, int]
"""A side and a row of it."""


def doubts_of(plan: Plan, document: Document, more: Sequence[Row] = ()) -> Doubts:
    """The doubts about the labels of a document, and about some `more` rows."""
    chart = chart_of(plan, document)
    known: OfLabels = plan.kept.get("doubts", lambda: dict(_of_tables(document, chart)))
    return Doubts(document, chart, more, known)


class LabelDoubts(NamedTuple):
    """The rows of a side whose labels are doubtful, and those that have the same name and code as
    others: whatever their figures are."""

    rows: frozenset[int]
    alike: tuple[tuple[int, ...], ...]


OfLabels = Mapping[int, LabelDoubts]
"""Of the sides of tables; claims say something else in each document that shares a plan."""
NOTHING_KNOWN: OfLabels = {}


def _of_tables(document: Document, chart: Known) -> Iterator[tuple[int, LabelDoubts]]:
    for ordinal, rows in enumerate(document.sides):
        if rows is not None and rows.structure.side.rows != "claims":
            yield ordinal, _of_labels(ordinal, rows.structure, chart)


def _of_labels(ordinal: int, shape: Structure, chart: Known) -> LabelDoubts:
    named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (label, code) in enumerate(zip(shape.labels, shape.codes, strict=True)):
        if label.strip():
            named[norm(label), code].append(row)
    found = {*_out_of_place(shape)}
    if is_coded(shape):
        found |= {*_doubtful(ordinal, shape, chart)}
    alike = (tuple(rows) for rows in named.values() if len(rows) > 1)
    return LabelDoubts(frozenset(found), tuple(alike))


class Doubts:
    """The rows of a document whose labels are doubtful, and the sums that may hold them."""

    def __init__(
        self,
        document: Document,
        chart: Known,
        more: Iterable[Row] = (),
        known: OfLabels = NOTHING_KNOWN,
    ) -> None:
        """`known` are those of labels, as far as they were found before."""
        self.rows: set[Row] = set(more)
        self.sums: set[Row] = set()
        self._coded = dict(coded(document))
        for ordinal, rows in enumerate(document.sides):
            if rows is None:
                continue
            shape = rows.structure
            doubts = known.get(ordinal) or _of_labels(ordinal, shape, chart)
            found = {row for side, row in self.rows if side == ordinal}
            found |= {*doubts.rows, *_twice(rows, doubts.alike)}
            if not found:
                continue
            self.rows |= {(ordinal, row) for row in found}
            self.sums |= {(ordinal, row) for row in _above(found, shape)}

    def of(self, link: AnyLink, network: Network, meant: Collection[int] = ()) -> bool:
        """Whether a relation rests on doubtful labels. Cells of a missing row are no doubt if that
        it is missing is what is `meant`."""
        refs = [
            ref
            for cell in cells_of(link)
            if (ref := network.cells[cell].ref).row >= 0 or cell not in meant
        ]
        first = (refs[0].side, refs[0].row) if refs else (-1, -1)
        is_sum = first in self.sums and len({ref.side for ref in refs}) == 1 < len(refs)
        return is_sum or any(ref.row < 0 or (ref.side, ref.row) in self.rows for ref in refs)

    def in_place(self, side: int, row: int) -> bool:
        """Whether its code says that a row stands where it belongs, under its own name."""
        shape = self._coded.get(side)
        return shape is not None and bool(shape.codes[row]) and (side, row) not in self.rows

    def vouching(self, numbers: Iterable[int], network: Network, meant: Collection[int]) -> int:
        """How many of some relations rest on no doubtful label."""
        return sum(not self.of(network.links[n], network, meant) for n in numbers)


def _out_of_place(shape: Structure) -> Iterator[int]:
    """A total between other rows, a subtotal before all of them that is not that of a total in
    front of it, and rows whose numbers (一、 二、) do not ascend: each may bear the name of
    another. With it the first and the last row."""
    placed = [row for row, level in enumerate(shape.level) if level]
    if shape.side.rows == "claims" or not placed:
        return
    numbers = {row: number for row in placed if (number := _number(norm(shape.labels[row])))}
    kept = in_order(list(numbers.values()))
    found = [row for row, holds in zip(numbers, kept, strict=True) if not holds]
    if placed[0] < shape.total < placed[-1]:
        found.append(shape.total)
    if norm(shape.labels[placed[0]]) in shape.side.subtotal and not 0 <= shape.total < placed[0]:
        found.append(placed[0])
    if found:
        yield from (*found, placed[0], placed[-1])


def _twice(rows: Rows, alike: Iterable[Sequence[int]]) -> Iterator[int]:
    """The rows that stand there twice, with the same name and the same figures: one of them was
    not to be there, and what stands around it may not be what it belongs to."""
    columns = [column for column in rows.columns.values() if column is not None]
    for named in alike:
        first: dict[tuple[str, ...], int] = {}
        for row in named:
            figures = [column[row] for column in columns]
            if any(value.is_finite() and value for value in figures):
                before = first.setdefault(tuple(map(str, figures)), row)
                if before != row:
                    yield from (before, row)


def _number(label: str) -> int:
    """The number in front of a name; 0 if there is none, or if it is part of the name."""
    mark = "".join(takewhile(NUMERALS.__contains__, label))
    return 0 if label[len(mark) : len(mark) + 1].isalnum() else value_of(mark)


def _doubtful(side: int, shape: Structure, chart: Known) -> Iterator[int]:
    """Rows that do not fit their table; rows whose label is not that of any other table, though
    the code or the name is; and rows without a code."""
    yield from faults(shape, shape.codes)
    for row, code in enumerate(shape.codes):
        name = norm(shape.labels[row])
        if not code or chart.support(side, code, name):
            continue
        if chart.elsewhere(side, code, name):
            yield row
    yield from (row for row in shape.unplaced if shape.labels[row].strip())
    yield from shape.unread


def _above(rows: Iterable[int], shape: Structure) -> Iterator[int]:
    """The rows of whose parts some rows may be: those above them, and above their neighbours."""
    placed = [row for row, level in enumerate(shape.level) if level]
    seen = {-1}
    for row in rows:
        at, after = bisect_left(placed, row), bisect_right(placed, row)
        yield from _climbed(row, shape.parent, seen)
        yield from _climbed(placed[at - 1] if at else shape.total, shape.parent, seen)
        yield from _climbed(
            placed[after] if after < len(placed) else shape.total, shape.parent, seen
        )
        yield shape.total


def _climbed(row: int, parent: Sequence[int], seen: set[int]) -> Iterator[int]:
    """A row and those above it, as far as they were not `seen`."""
    while row not in seen:
        seen.add(row)
        yield row
        row = parent[row]
