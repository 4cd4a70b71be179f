"""Rows that perhaps stand elsewhere than they were put: a sum that holds if they do is no misprint.

Names tell where a row belongs, and a name may be lacking, or be one that nobody here knows. So a
relation of a table that fails is a question, and no error, if it holds

- with a row that has a figure and no name among what it adds up, or as the total (`nameless`);
- with a row whose name is in no chart as the one that it misses (`unknown`), or among what it adds
  up (`beside`);
- without parts that stand there only because nothing says where they belong: those of a row that
  has no others, where they say nothing or stand beside it (`apart`), and any that are what the rows
  above them come to (`sum`).

Each is told as another reading that holds to the last place, so that a figure that is wrong besides
stays an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Literal, TypeAlias

from .. import messages
from ..evaluate.figures import Figures
from ..evaluate.outcomes import Deviation, RuleOutcome
from ..model.amounts import ZERO, exponent, half_unit, is_blank
from ..model.document import Document, Rows, Structure
from ..model.errors import Message
from ..model.names import norm
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from ..recognise.trees import OF_WHICH, is_marked
from .failing import Key, key_of
from .hypothesis import Hypothesis

How = Literal["nameless", "unknown", "beside", "apart", "sum"]
_Weighed: TypeAlias = Sequence[tuple[Decimal, CellRef]]


class RowReading(NamedTuple):
    """A relation of a rule (by its place in the plan) that holds if a row stands elsewhere; `whole`
    is the cell that it would be a part of, or is none of."""

    rule: int
    founds: tuple[Deviation, ...]
    how: How
    row: CellRef
    whole: CellRef

    def said(self, document: Document) -> Message:
        """What would have to be otherwise, in words."""
        return messages.row_misplaced(self.how, _called(self.row, document), _name(self, document))


MisplacedRow: TypeAlias = Hypothesis[RowReading, Key]


def misplaced_rows(outcomes: Sequence[RuleOutcome], figures: Figures) -> Iterator[MisplacedRow]:
    """The relations that hold where a row stands elsewhere."""
    # A table may fail in thousands of relations: its rows are looked at once.
    homeless: dict[int, Sequence[Homeless]] = {}
    for at, outcome in enumerate(outcomes):
        for found in outcome.deviations if not outcome.rule.open else ():
            if found.verdict is Verdict.BROKEN and found.source.op == "=":
                for how, row, whole in _otherwise(found, figures, homeless):
                    reading = RowReading(at, (found,), how, row, whole)
                    yield Hypothesis(reading, (key_of(found),))
                    break


def _otherwise(
    found: Deviation, figures: Figures, homeless: dict[int, Sequence[Homeless]]
) -> Iterator[tuple[How, CellRef, CellRef]]:
    """How else the rows of a relation may stand so that it holds; `homeless` is what is known of
    the rows of each side."""
    relation = found.relation
    cells = [*relation.left, *((-weight, ref) for weight, ref in relation.right)]
    for side, column in dict.fromkeys((ref.side, ref.column) for _, ref in cells):
        rows = figures.document.sides[side]
        if rows is None or rows.structure.side.rows == "claims":
            continue
        own = [(w, ref) for w, ref in cells if (ref.side, ref.column) == (side, column)]
        if side not in homeless:
            homeless[side] = _homeless(rows)
        yield from _lost(homeless[side], rows.structure, own, found, figures)
        if len(own) == len(cells):
            yield from _hanging(rows.structure, own, figures)
            yield from _counted_twice(rows.structure, own, found, figures)


def _lost(
    homeless: Sequence[Homeless],
    shape: Structure,
    cells: _Weighed,
    found: Deviation,
    figures: Figures,
) -> Iterator[tuple[How, CellRef, CellRef]]:
    """The rows without a place, or without a known name, that are what a relation misses."""
    missing = [(weight, ref) for weight, ref in cells if ref.row < 0]
    any_ref = cells[0][1]
    for one in homeless:
        how, ref = one.how, any_ref._replace(row=one.row, missing="")
        value = figures.value(ref)
        if is_blank(value) or value.is_nan() or not value:
            continue
        wanted = [(weight, whole, value) for weight, whole in missing]
        if how != "unknown":
            wanted += [(weight, whole, value) for weight, whole in _siblings(shape, one, cells)]
        if how == "nameless":
            if _heads(cells, one.row, value, found, figures):
                yield how, ref, cells[0][1]
            sums = ((w, whole) for w, whole in cells if _sums_all_up(shape, whole.row))
            wanted += [(w, whole, value - figures.value(whole)) for w, whole in sums]
        for weight, whole, more in wanted:
            room = found.slack + abs(weight) * figures.half(*ref[:3])
            if abs(found.residual + weight * more) <= room:
                yield how, ref, whole


def _heads(cells: _Weighed, row: int, value: Decimal, found: Deviation, figures: Figures) -> bool:
    """Whether a row without a name stands between a whole and all its parts that have figures, and
    is what these come to: they are its own."""
    printed = [ref for _, ref in cells if ref.row >= 0]
    parts = [ref for ref in printed[1:] if figures.value(ref)]
    between = printed[0].row < row if printed else False
    between = between and all(row < ref.row for ref in parts)
    total = sum((figures.value(ref) for ref in parts), ZERO)
    return between and bool(parts) and abs(total - value) <= found.slack


class Homeless(NamedTuple):
    """A row that may stand elsewhere, what it lacks, and the rows that stand `around` it."""

    row: int
    how: How
    around: frozenset[int]


MAX_HOMELESS = 40
"""Such rows of a table, above which it is not a row that is misplaced: the table is misread."""


def _homeless(rows: Rows) -> Sequence[Homeless]:
    """The rows with figures that have no place in the tree, or hang below another for want of one;
    and those whose names are in no chart, in a list of names that are."""
    found = list(islice(_lacking(rows), MAX_HOMELESS + 1))
    few = found if len(found) <= MAX_HOMELESS else []
    return [Homeless(row, how, _around(rows.structure, row)) for row, how in few]


def _around(shape: Structure, row: int) -> frozenset[int]:
    """The rows of which a row may be a part, by where it stands."""
    found = {shape.total}
    above = next((r for r in reversed(range(row)) if shape.level[r]), -1)
    below = next((shape.parent[r] for r in range(row, shape.size) if shape.level[r]), -1)
    for start in (above, below):
        while start >= 0:
            found.add(start)
            start = shape.parent[start]
    return frozenset(found)


def _lacking(rows: Rows) -> Iterator[tuple[int, How]]:
    shape = rows.structure
    for row in shape.unplaced:
        if any(not is_blank(rows.value(name, row)) for name in rows.columns):
            yield row, "nameless"
    if not shape.by_code or shape.side.rows != "code":
        return
    apart = {*shape.side.subtotal, *shape.side.carried, *shape.side.total}
    for row, (code, label) in enumerate(zip(shape.codes, shape.labels, strict=True)):
        known = code or norm(label) in apart or row == shape.total
        if shape.level[row] and not known and row not in shape.parts:
            yield row, "unknown"
            if _hangs(shape, row, shape.parent[row]):
                yield row, "beside"


def _sums_all_up(shape: Structure, row: int) -> bool:
    return row >= 0 and (row == shape.total or norm(shape.labels[row]) in shape.side.subtotal)


def _siblings(
    shape: Structure, one: Homeless, cells: _Weighed
) -> Iterator[tuple[Decimal, CellRef]]:
    """The weight that a row would have as a part of what stands around it, with the whole."""
    if one.row in [ref.row for _, ref in cells]:
        return
    printed = [(w, ref) for w, ref in cells if ref.row >= 0]
    wholes = [(w, ref) for w, ref in printed if ref.row in one.around or not shape.level[ref.row]]
    for weight, whole in wholes:
        if {w for w, ref in cells if ref != whole} == {-weight}:
            yield -weight, whole


def _hanging(
    shape: Structure, cells: _Weighed, figures: Figures
) -> Iterator[tuple[How, CellRef, CellRef]]:
    """The rows that hang below another for want of a place, where they are none of its parts."""
    heads = [ref for _, ref in cells if _hangs_below(shape, ref.row, cells)]
    parts = [ref for _, ref in cells if ref not in heads]
    if len(heads) != 1 or not parts:
        return
    whole = heads[0]
    said = [ref for ref in parts if figures.value(ref)]
    if not said or _stand_beside(shape, said, whole, figures):
        yield "apart", (said or parts)[0], whole
    elif all(_sums_up(shape, ref, whole.row, figures) for ref in said):
        yield "sum", said[0], whole


def _counted_twice(
    shape: Structure, cells: _Weighed, found: Deviation, figures: Figures
) -> Iterator[tuple[How, CellRef, CellRef]]:
    """The rows that nothing puts where they stand and that sum up what stands above them, or stand
    below the total of those: the relation holds without them."""
    own = {ref.row: ref for _, ref in cells if ref.row >= 0}
    for weight, ref in cells:
        whole = own.get(shape.parent[ref.row])
        if whole is None or not _hangs(shape, ref.row, whole.row):
            continue
        room = found.slack + abs(weight) * figures.half(*ref[:3])
        if abs(found.residual - weight * figures.value(ref)) > room:
            continue
        if _sums_up(shape, ref, ref.row, figures) or _sums_up(shape, ref, whole.row, figures):
            yield "sum", ref, whole
        elif whole.row == shape.total and any(o.row < whole.row < ref.row for _, o in cells):
            yield "apart", ref, whole


def _hangs_below(shape: Structure, whole: int, cells: _Weighed) -> bool:
    """Whether all other cells of a relation are of rows that only their places in the list put
    below a row with a number or a code: nothing says that they are parts of it."""
    if whole < 0 or not (shape.codes[whole] or _is_numbered(shape, whole)):
        return False
    return all(_hangs(shape, ref.row, whole) for _, ref in cells if ref.row != whole)


def _is_numbered(shape: Structure, row: int) -> bool:
    return is_marked(norm(shape.labels[row]))


def _hangs(shape: Structure, row: int, whole: int) -> bool:
    if row < 0 or shape.parent[row] != whole or shape.codes[row] or row in shape.parts:
        return False
    return not norm(shape.labels[row]).startswith(OF_WHICH) and not _is_numbered(shape, row)


def _stand_beside(
    shape: Structure, parts: Sequence[CellRef], whole: CellRef, figures: Figures
) -> bool:
    """Whether what the whole is a part of is the sum of all if the parts stand beside it."""
    upper = shape.parent[whole.row]
    beside = [whole._replace(row=row) for row in _parts_of(shape, upper)] if upper >= 0 else []
    return bool(beside) and _is_sum(whole._replace(row=upper), [*beside, *parts], figures)


def _sums_up(shape: Structure, ref: CellRef, row: int, figures: Figures) -> bool:
    """Whether a figure is what the rows come to that stand beside a row, above the figure."""
    above = [other for other in _parts_of(shape, shape.parent[row]) if other < ref.row]
    return len(above) > 1 and _is_sum(ref, [ref._replace(row=other) for other in above], figures)


def _parts_of(shape: Structure, upper: int) -> Sequence[int]:
    """The rows below a row; those of the top, with the sum of those above it, for none."""
    levels = zip(shape.parent, shape.level, strict=True)
    return [
        row
        for row, (parent, level) in enumerate(levels)
        if parent == upper and (level or row == shape.total)
    ]


def _is_sum(whole: CellRef, parts: Sequence[CellRef], figures: Figures) -> bool:
    """Whether a figure is the sum of others, as far as rounding may tell."""
    total, *values = (figures.value(ref) for ref in (whole, *parts))
    printed = [value for value in values if not is_blank(value)]
    if is_blank(total) or not printed or any(value.is_nan() for value in (total, *printed)):
        return False
    room = sum((half_unit(exponent(value)) for value in (total, *printed)), ZERO)
    return abs(total - sum(printed, ZERO)) <= room


def _called(ref: CellRef, document: Document) -> str:
    rows = document.sides[ref.side]
    return rows.structure.labels[ref.row].strip() if rows is not None else ""


def _name(reading: RowReading, document: Document) -> str:
    return reading.whole.missing or _called(reading.whole, document)
