"""Once: what follows from coordinates, without what a rule of the pack states already.

A named view wins over the axiom: a relation over the same cells with the same weights, up to sign,
is told by the rule that names it; and of what a figure is the sum along its row or its column, a
rule of the pack says, if it says anything: what is in 总计 is a convention of the place. Cells that
rules hold to be one figure (with an error where they differ) count as one, so that what follows
from two rules is not told by a third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import TypeVar

from ..model.amounts import BLANK
from ..model.values import NamedTuple
from .addends import factor_of
from .links import sides_of
from .relations import Block, Bound, Formula, Formulas, Op

Weights = Mapping[int, int]
"""Cells by number with whole weights, left less right."""
Key = tuple[str, frozenset[tuple[int, int]]]
"""Whether it is an equation, or a sum that is nothing or more; and the cells with their weights."""
Column = tuple[int, str]
"""The side and the name of a column."""
Line = tuple[int, str]
"""A cell that is the sum of others along its row or its column."""
EQUAL, AT_LEAST = "=", ">="
IsPrinted = Callable[[int, str], bool]
"""Whether a document prints a column of a side."""
Kept = tuple[Sequence[int] | None, ...]
"""Of each part of a rule the relations that are kept; None for all."""
ROWS = 1 << 24
"""More rows than a table may have."""
MAX_SIZE = 20_000
"""Relations of a block that are compared one by one; larger ones are as they are."""


class KeyedRelation(NamedTuple):
    """A relation without a constant: its cells, what tells it from others, and the cells that are
    a sum along their row or column by it."""

    op: Op
    cells: Weights
    key: Key
    lines: tuple[Line, ...]


class RowSums(NamedTuple):
    """The relations of a block each of which stands in a row of its own: the columns with their
    weights, and the rows."""

    columns: Mapping[Column, int]
    rows: Sequence[int]

    @property
    def key(self) -> frozenset[tuple[Column, int]]:
        """What they add up, whatever the signs."""
        turned = -1 if self.columns[min(self.columns)] < 0 else 1
        return frozenset((column, turned * weight) for column, weight in self.columns.items())

    @property
    def wholes(self) -> Sequence[Column]:
        """The columns that are the sum of others of their side."""
        one_side = len({side for side, _ in self.columns}) == 1 < len(self.columns)
        return tuple(_wholes(self.columns)) if one_side else ()

    def covers(self, rows: Sequence[int]) -> bool:
        """Whether there is a relation in each of these rows."""
        if isinstance(self.rows, range):
            return min(rows, default=0) >= 0 and max(rows, default=-1) < len(self.rows)
        return set(self.rows).issuperset(rows)


def row_sums(block: Block, is_printed: IsPrinted) -> RowSums | None:
    """The relations of a block, if each stands in a row of its own."""
    addends = block.left + block.right
    gathers = {addend.gather for addend in addends}
    printed = [a for a in addends if is_printed(a.side, a.column)]
    apart = len(gathers) > 1 or any(addend.scatter is not None for addend in addends)
    if apart or not printed or block.offset is not BLANK:
        return None
    factor = factor_of(addend.weight for addend in addends)
    columns: dict[Column, int] = {}
    for n, a in enumerate(addends):
        if a in printed:
            sign = factor if n < len(block.left) else -factor
            columns[a.side, a.column] = columns.get((a.side, a.column), 0) + int(sign * a.weight)
    (gather,) = gathers
    return RowSums(columns, gather.rows[: block.size] if gather else range(block.size))


def block_key(block: Block, op: str) -> object:
    """A block without a constant, by all that its relations take, as if it stated that."""
    addends = ([a[:5] for a in each] for each in (block.left, block.right))
    return (op, block.size, *map(tuple, addends))


class Statement:
    """What one rule states, and whether it is an error wherever that does not hold. Relation by
    relation it is told where that is asked for, but not of large blocks."""

    def __init__(
        self,
        parts: Sequence[Bound],
        numbers: ColumnNumbers,
        is_printed: IsPrinted,
        *,
        is_error: bool,
    ) -> None:
        self.is_error = is_error
        self._keyed = partial(numbers.keyed, parts, is_printed)
        blocks = [p for p in parts if isinstance(p, Block) and p.offset is BLANK]
        self.blocks = frozenset(block_key(block, block.op) for block in blocks)
        sums = (row_sums(block, is_printed) for block in blocks if block.op == EQUAL)
        self.rows = tuple(found for found in sums if found is not None)

    @cached_property
    def relations(self) -> Sequence[KeyedRelation]:
        """Its relations that have no constant."""
        return self._keyed()

    @cached_property
    def keys(self) -> frozenset[Key]:
        """What tells them from others."""
        return frozenset(one.key for one in self.relations)

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The cells that are a sum by one of them."""
        return frozenset(line for one in self.relations for line in one.lines)

    @cached_property
    def pairs(self) -> Sequence[tuple[int, ...]]:
        """Cells that are one figure by them."""
        return tuple(tuple(one.cells) for one in self.relations if self.is_error and _is_pair(one))


class ColumnNumbers:
    """Numbers of cells, one for each row of each column that was met. Columns that no table prints
    (`is_printed`) are nothing in any relation, as rows are that are not there."""

    def __init__(self) -> None:
        self._bases: dict[tuple[int, str], int] = {}
        self._sides: list[int] = []

    def __len__(self) -> int:
        return len(self._sides)

    def base(self, side: int, column: str) -> int:
        """The number of the first cell of a column."""
        if (side, column) not in self._bases:
            self._bases[side, column] = len(self._bases) * ROWS
            self._sides.append(side)
        return self._bases[side, column]

    def line(self, cells: Weights) -> str:
        """What cells of one side stand along: a row or a column; empty if along neither."""
        if len({self._sides[cell // ROWS] for cell in cells}) != 1:
            return ""
        if len({cell // ROWS for cell in cells}) == 1:
            return "column"
        return "row" if len({cell % ROWS for cell in cells}) == 1 else ""

    def keyed(self, parts: Sequence[Bound], is_printed: IsPrinted) -> tuple[KeyedRelation, ...]:
        """The relations of a rule that have no constant."""
        return tuple(
            self._keyed(part.op, cells)
            for part in parts
            if isinstance(part, Block | Formulas) and part.size <= MAX_SIZE
            for at, cells in enumerate(self.cells(part, is_printed))
            if part.constant(at) is BLANK
        )

    def _keyed(self, op: Op, cells: Weights) -> KeyedRelation:
        line = self.line(cells) if op == EQUAL else ""
        lines = tuple((whole, line) for whole in _wholes(cells)) if line else ()
        return KeyedRelation(op, cells, _key(op, cells), lines)

    def cells(self, part: Block | Formulas, is_printed: IsPrinted) -> Iterator[Weights]:
        """The cells of each relation of a part."""
        if isinstance(part, Block):
            return self._of_block(part, is_printed)
        return self._of_formulas(part, is_printed)

    def _of_block(self, block: Block, is_printed: IsPrinted) -> Iterator[Weights]:
        signed = [*((1, a) for a in block.left), *((-1, a) for a in block.right)]
        factor = factor_of(addend.weight for _, addend in signed)
        addends = [
            (self.base(a.side, a.column), sign * int(a.weight * factor), a)
            for sign, a in signed
            if is_printed(a.side, a.column)
        ]
        for at in range(block.size):
            found: dict[int, int] = {}
            for base, weight, addend in addends:
                for row in addend.rows(at):
                    if row >= 0:
                        found[base + row] = found.get(base + row, 0) + weight
            yield found

    def _of_formulas(self, part: Formulas, is_printed: IsPrinted) -> Iterator[Weights]:
        for at in range(part.size):
            left, right = sides_of(part, at)
            factor = factor_of(weight for weight, _ in (*left, *right))
            found: dict[int, int] = {}
            for sign, side in ((factor, left), (-factor, right)):
                for weight, ref in side:
                    if ref.row >= 0 and is_printed(ref.side, ref.column):
                        cell = self.base(ref.side, ref.column) + ref.row
                        found[cell] = found.get(cell, 0) + int(sign * weight)
            yield found


class StatedRelations:
    """What rules state, to be asked whether a relation is among it."""

    def __init__(
        self, statements: Sequence[Statement], numbers: ColumnNumbers, is_printed: IsPrinted
    ) -> None:
        self._numbers = numbers
        self._is_printed = is_printed
        self._statements = statements
        self._blocks: AbstractSet[object] = frozenset().union(*(one.blocks for one in statements))
        self._rows: dict[object, list[RowSums]] = {}
        for found in (found for one in statements for found in one.rows):
            for key in (found.key, *found.wholes):
                self._rows.setdefault(key, []).append(found)

    @cached_property
    def _known(self) -> set[Key]:
        return set().union(*(one.keys for one in self._statements))

    @cached_property
    def _lines(self) -> set[Line]:
        return set().union(*(one.lines for one in self._statements))

    @cached_property
    def _same(self) -> Mapping[int, int]:
        """Cells that are one figure, each with another of them, but for one that stands for all."""
        found: dict[int, int] = {}
        for one, other in (pair for statement in self._statements for pair in statement.pairs):
            first, second = _last(found, one), _last(found, other)
            found[first] = second
        return found

    @cached_property
    def _known_as_one(self) -> AbstractSet[Key]:
        """What is stated of cells that are one figure with others, of those that stand for all."""
        same = self._same.keys()
        errors = (one for s in self._statements if s.is_error for one in s.relations)
        merging = (one for one in errors if not same.isdisjoint(one.cells))
        return {_key(one.op, self._merged(one.cells)) for one in merging}

    def kept(self, parts: Sequence[Bound]) -> Kept:
        """Which relations of these parts are not stated; what is left counts as stated too."""
        return tuple(self._kept(part) for part in parts)

    def _is_whole_stated(self, block: Block) -> bool:
        """Whether all relations of a block are stated by one block of a rule: by the same one, or
        one along the same rows that adds up the same columns, or others to the same whole."""
        if block.offset is not BLANK:
            return False
        if not self._blocks.isdisjoint(block_key(block, op) for op in {block.op, EQUAL}):
            return True
        asked = row_sums(block, self._is_printed)
        if asked is None:
            return False
        first = next(iter(asked.columns))
        ways: list[object] = [asked.key]
        ways += [first] if block.op == EQUAL and asked.wholes else []
        return any(found.covers(asked.rows) for way in ways for found in self._rows.get(way, ()))

    def _kept(self, part: Bound) -> Sequence[int] | None:
        if isinstance(part, Block) and self._is_whole_stated(part):
            return ()
        if not isinstance(part, Block | Formulas) or part.size > MAX_SIZE:
            return None
        found = list(self._numbers.cells(part, self._is_printed))
        kept = [
            at
            for at, cells in enumerate(found)
            if part.constant(at) is not BLANK or not self._is_stated(part.op, cells)
        ]
        self._known.update(_key(part.op, found[at]) for at in kept)
        return None if len(kept) == part.size else tuple(kept)

    def _is_stated(self, op: Op, cells: Weights) -> bool:
        if op == EQUAL and (next(iter(cells), -1), self._numbers.line(cells)) in self._lines:
            return True
        ops = {op, EQUAL}
        if not self._known.isdisjoint(_key(known, cells) for known in ops):
            return True
        merged = self._merged(cells)
        ways = [_key(known, each) for known in ops for each in (cells, merged)]
        known = self._known, self._known_as_one
        return not merged or not all(each.isdisjoint(ways) for each in known)

    def _merged(self, cells: Weights) -> Weights:
        """The cells, each as the one that stands for all that are one figure."""
        found: dict[int, int] = {}
        for cell, weight in cells.items():
            one = _last(self._same, cell)
            found[one] = found.get(one, 0) + weight
        return {cell: weight for cell, weight in found.items() if weight}


def _last(same: Mapping[int, int], cell: int) -> int:
    """The cell that stands for all that are one figure with this one."""
    while (next_ := same.get(cell, cell)) != cell:
        cell = next_
    return cell


def _is_pair(relation: KeyedRelation) -> bool:
    """Whether a relation says that two cells are equal."""
    op, cells, _, _ = relation
    return op == EQUAL and len(cells) == 2 and not sum(cells.values())


_Cell = TypeVar("_Cell", int, Column)


def _wholes(cells: Mapping[_Cell, int]) -> Iterator[_Cell]:
    """The cells or columns that all others make up: there is no other of their sign."""
    for sign in (1, -1):
        found = [cell for cell, weight in cells.items() if sign * weight > 0]
        if len(found) == 1:
            yield found[0]


def _key(op: str, cells: Weights) -> Key:
    """An equation is the same with all signs turned; parts are no more than their whole."""
    turned = cells[min(cells)] < 0 if op == EQUAL and cells else op == "<="
    signed = {cell: -weight for cell, weight in cells.items()} if turned else cells
    return EQUAL if op == EQUAL else AT_LEAST, frozenset(signed.items())


def thinned(parts: Sequence[Bound], kept: Kept) -> list[Bound]:
    """These parts with nothing but the relations that are kept."""
    found: list[Bound] = []
    for part, left in zip(parts, kept, strict=True):
        if left is None or not isinstance(part, Block | Formulas):
            found.append(part)
        elif left:
            found.append(_only(part, left))
    return found


def _only(part: Block | Formulas, kept: Sequence[int]) -> Formulas:
    """Some of the relations of a part."""
    taken = ((part.relation(at), part.constant(at)) for at in kept)
    made = tuple(Formula(found.key, found.left, found.right, constant) for found, constant in taken)
    return Formulas(part.rule, part.op, made, part.empty_holds, part.vacuous_counts)
