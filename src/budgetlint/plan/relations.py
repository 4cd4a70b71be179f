"""Relations: the one form that every arithmetic rule compiles to.

A relation is Σ wᵢ·xᵢ ⋈ 0 over cells. Rules make many of the same shape (one a row, one a parent),
so they are kept as a `Block`: the relations of one rule as columns, evaluated a column at a time
and taken apart only where one of them broke. A block refers to cells by side, column and row, not
by value: it is bound once for all documents that print the same labels.

What is no arithmetic (a code and its name, a note under an empty table) is an `Assertion`, with
the same verdicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import add, itemgetter, neg, sub
from typing import TYPE_CHECKING, Literal, Protocol

from ..model.amounts import BLANK, is_blank
from ..model.document import Rows, Structure, Vector
from ..model.errors import NOTHING, Message
from ..model.prose import Span
from ..model.values import NamedTuple
from ..model.verdict import Verdict

if TYPE_CHECKING:
    from ..model.rule import Rule
    from .wording import Wording

Sides = Sequence[Rows | None]
Op = Literal["=", "<=", ">=", "parts"]
"""`parts`: the right side are parts of the left, perhaps not all of them."""
Term = tuple[Decimal, int, str, int]
"""Weight, side, column, row."""
ONE = Decimal(1)
MINUS_ONE = Decimal(-1)


class CellRef(NamedTuple):
    """A cell of a document: side index, column name, body row.

    Row -1 is a row that the table does not have; `missing` is then what it would be called.
    An empty column is the row's label.
    """

    side: int
    column: str
    row: int
    missing: str = ""


class Gather:
    """Relation i takes the cell of row rows[i]; row -1 reads as blank."""

    __slots__ = ("_many", "rows")

    def __init__(self, rows: tuple[int, ...]) -> None:
        self.rows = rows
        self._many = itemgetter(*rows) if len(rows) > 1 else None

    def pick(self, column: Vector) -> Sequence[Decimal]:
        """The cells of a column, one a relation."""
        if self._many is None:
            return [column[row] for row in self.rows]
        found: tuple[Decimal, ...] = self._many(column)
        return found


class Scatter:
    """Row r belongs to relation owners[r], or to none (-1)."""

    __slots__ = ("_rows", "owners")

    def __init__(self, owners: Sequence[int]) -> None:
        self.owners = owners
        self._rows: dict[int, list[int]] = {}

    def sums(self, column: Vector, size: int) -> Vector:
        """The sum of the rows of each of `size` relations."""
        sums = [BLANK] * (size + 1)
        for owner, value in zip(self.owners, column, strict=False):
            sums[owner] += value
        sums.pop()
        return sums

    def rows(self, relation: int) -> Sequence[int]:
        """The rows of one relation; looked up only for what is reported."""
        if not self._rows:
            for row, owner in enumerate(self.owners):
                self._rows.setdefault(owner, []).append(row)
        return self._rows.get(relation, ())


class Addend(NamedTuple):
    """`weight` × a column of cells, one for each relation of a block.

    Three shapes: the column as it stands (one relation a row); `gather`: one row a relation;
    `scatter`: the rows that a relation owns, added up.
    """

    side: int
    column: str
    weight: Decimal = ONE
    gather: Gather | None = None
    scatter: Scatter | None = None
    keys: tuple[str, ...] = ()

    def vector(self, sides: Sides, size: int) -> Sequence[Decimal] | None:
        """The values, one a relation, without weight; None where all of them are blank."""
        rows = sides[self.side]
        column = rows.columns.get(self.column) if rows is not None else None
        if column is None:
            return None
        if self.gather is not None:
            return self.gather.pick(column)
        if self.scatter is not None:
            return self.scatter.sums(column, size)
        return column

    def rows(self, relation: int) -> Sequence[int]:
        """The rows of this addend's cells in one relation; -1 for a row that is not there."""
        if self.gather is not None:
            return (self.gather.rows[relation],)
        return (relation,) if self.scatter is None else self.scatter.rows(relation)

    def cells(self, relation: int) -> Iterator[CellRef]:
        """The cells that this addend has in one relation."""
        for row in self.rows(relation):
            missing = self.keys[relation] if row < 0 and self.keys else ""
            yield CellRef(self.side, self.column, row, missing)


class Relation(NamedTuple):
    """One relation, taken out of its block: what is printed, and what should explain it."""

    rule: Rule
    key: str
    op: Op
    left: tuple[tuple[Decimal, CellRef], ...]
    right: tuple[tuple[Decimal, CellRef], ...]
    constant: Decimal = BLANK


class RowKeys(NamedTuple):
    """Relations that are called after rows, and after a column where there is one."""

    shape: Structure
    rows: tuple[int, ...]
    column: str = ""

    def key(self, index: int) -> str:
        """What one of them is called."""
        name = self.shape.name(self.rows[index])
        return f"{name}.{self.column}" if self.column else name


class Keys(NamedTuple):
    """Relations that have names of their own."""

    names: tuple[str, ...]

    def key(self, index: int) -> str:
        """What one of them is called."""
        return self.names[index]


class Block(NamedTuple):
    """The relations of one rule that have one shape: Σ left ⋈ Σ right + offset.

    With `empty_holds`, a relation over nothing but blanks is exact and not vacuous: emptiness is
    what the rule asks for. Without `vacuous_counts`, such a relation is none at all.
    """

    rule: Rule
    size: int
    op: Op
    left: tuple[Addend, ...]
    right: tuple[Addend, ...]
    keys: RowKeys | Keys
    offset: Decimal = BLANK
    empty_holds: bool = False
    vacuous_counts: bool = True

    def constant(self, index: int) -> Decimal:  # noqa: ARG002
        """What is added to the right side of one relation; the same for all."""
        return self.offset

    def residuals(self, sides: Sides) -> Sequence[Decimal] | None:
        """left - right of every relation; None where all cells are blank.

        May have one more entry at the end, which stands for nothing and is blank.
        """
        total: Sequence[Decimal] | None = None
        for addends, join, first in ((self.left, add, ONE), (self.right, sub, MINUS_ONE)):
            for addend in addends:
                vector = addend.vector(sides, self.size)
                if vector is None:
                    continue
                if addend.weight is not ONE:
                    vector = [v if is_blank(v) else addend.weight * v for v in vector]
                if total is not None:
                    total = list(map(join, total, vector))
                else:
                    total = vector if first is ONE else list(map(neg, vector))
        if total is not None and self.offset is not BLANK:
            # The entry at the end must not become one that is off by the offset.
            total = [value - self.offset for value in total[: self.size]]
        return total

    def terms(self, index: int) -> Iterator[Term]:
        """The cells of one relation, bare: for judging it."""
        for addend in (*self.left, *self.right):
            side, column, weight = addend[:3]
            for row in addend.rows(index):
                yield weight, side, column, row

    def relation(self, index: int) -> Relation:
        """Relation `index` with its cells."""

        def cells(addends: Sequence[Addend]) -> tuple[tuple[Decimal, CellRef], ...]:
            return tuple((a.weight, cell) for a in addends for cell in a.cells(index))

        return Relation(
            self.rule,
            self.keys.key(index),
            self.op,
            cells(self.left),
            cells(self.right),
            self.offset,
        )


class Formula(NamedTuple):
    """One relation between single cells, ready to be summed: (weight, side, column, row)."""

    key: str
    left: tuple[tuple[Decimal, CellRef], ...]
    right: tuple[tuple[Decimal, CellRef], ...]
    constant: Decimal = BLANK


class Formulas(NamedTuple):
    """The relations of one rule between single cells, each of its own shape."""

    rule: Rule
    op: Op
    formulas: tuple[Formula, ...]
    empty_holds: bool = False
    vacuous_counts: bool = True

    @property
    def size(self) -> int:
        """The number of relations."""
        return len(self.formulas)

    def residuals(self, sides: Sides) -> Sequence[Decimal] | None:
        """left - right of every relation."""
        return [_residual(formula, sides) for formula in self.formulas]

    def terms(self, index: int) -> Iterator[Term]:
        """The cells of one relation, bare: for judging it."""
        _, left, right, _ = self.formulas[index]
        return ((weight, ref.side, ref.column, ref.row) for weight, ref in left + right)

    def constant(self, index: int) -> Decimal:
        """What is added to the right side of one relation."""
        return self.formulas[index].constant

    def relation(self, index: int) -> Relation:
        """Relation `index` with its cells."""
        key, left, right, constant = self.formulas[index]
        return Relation(self.rule, key, self.op, left, right, constant)


def _residual(formula: Formula, sides: Sides) -> Decimal:
    """left - right - constant; blank where no cell is printed."""
    if not formula.left and not formula.right:
        return -formula.constant
    total = BLANK
    for terms, sign in ((formula.left, 1), (formula.right, -1)):
        for weight, (side, column, row, _) in terms:
            rows = sides[side]
            values = rows.columns.get(column) if rows is not None else None
            if values is not None and not is_blank(value := values[row]):
                total += sign * weight * value
    return total if formula.constant is BLANK or is_blank(total) else total - formula.constant


class ZeroBase(NamedTuple):
    """What may be stated where the whole is nothing: if the part is something, if it is nothing."""

    new: tuple[Decimal, ...]
    both: tuple[Decimal, ...]


class RatioRelation(NamedTuple):
    """stated % = part / whole (part / whole - 1 for `growth`), or low % ≤ that ≤ high %.

    `habit` are the units of the last place by which a stated percentage is customarily adjusted.
    """

    rule: Rule
    key: str
    stated: CellRef | None
    low: Decimal | None
    high: Decimal | None
    part: tuple[tuple[Decimal, CellRef], ...]
    whole: tuple[tuple[Decimal, CellRef], ...]
    growth: bool = False
    zero: ZeroBase | None = None
    habit: int = 0


class Assertion(NamedTuple):
    """Something that is no arithmetic, and whether it holds.

    `cells` are where it shows, or `spans` of the narrative; `found` and `expected` say what is
    there and what should be. `lacking` are codes whose rows a table should have and has not.
    """

    key: str
    verdict: Verdict
    cells: tuple[CellRef, ...] = ()
    found: Message = NOTHING
    expected: Message = NOTHING
    spans: tuple[Span, ...] = ()
    hint: Message = NOTHING
    lacking: tuple[str, ...] = ()


class Settled:
    """Assertions that depend on labels alone: settled, and counted, when the rule is bound."""

    __slots__ = ("broken", "counts", "rule")

    def __init__(self, rule: Rule, assertions: Sequence[Assertion]) -> None:
        self.rule = rule
        self.counts = Counter(assertion.verdict for assertion in assertions)
        self.broken = [a for a in assertions if a.verdict is Verdict.BROKEN]


class Test(Protocol):
    """What is asserted of a document, as data: a value whose assertions a document decides."""

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """What holds in the document, and what does not."""


class Live(NamedTuple):
    """Assertions that need the document: its notes, or which cells are empty."""

    rule: Rule
    test: Test


class Ratios(NamedTuple):
    """The ratios of one rule."""

    rule: Rule
    relations: tuple[RatioRelation, ...]


class Skipped(NamedTuple):
    """A rule, or a part of it, that could not be bound: not applicable or not checked, and why."""

    rule: Rule
    verdict: Verdict
    reason: Message


class Condition(NamedTuple):
    """All atoms hold (or do not hold, where negated)."""

    text: str
    atoms: tuple[tuple[bool, Formulas | Live | Settled], ...]


class Implication(NamedTuple):
    """Where `premise` holds, `conclusion` does; with `both_ways` also the other way round."""

    rule: Rule
    key: str
    premise: Condition
    conclusion: Condition
    both_ways: bool = False


Bound = Block | Formulas | Ratios | Implication | Settled | Live | Skipped
