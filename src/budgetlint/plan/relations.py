"""Relations: the one form that every arithmetic rule compiles to.

A relation is Σ wᵢ·xᵢ ⋈ 0 over cells. Rules make many of the same shape (one a row, one a parent),
so they are kept as a `Block`: the relations of one rule as columns, summed a column at a time in
whole numbers, and taken apart only where one of them broke. A block refers to cells by side, column
and row, not by value: it is bound once for all documents that print the same labels.

What is no arithmetic (a code and its name, a note under an empty table) is an `Assertion`, with
the same verdicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from ..model.amounts import BLANK
from ..model.document import Document
from ..model.errors import NOTHING, Message
from ..model.prose import Span
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from .addends import Addend

if TYPE_CHECKING:
    from ..model.rule import Rule
    from .wording import Wording

Op = Literal["=", "<=", ">=", "parts"]
"""`parts`: the right side are parts of the left, perhaps not all of them."""
Term = tuple[Decimal, int, str, int]
"""Weight, side, column, row."""


class CellRef(NamedTuple):
    """A cell of a document: side index, column name, body row.

    Row -1 is a row that the table does not have; `missing` is then what it would be called.
    An empty column is the row's label.
    """

    side: int
    column: str
    row: int
    missing: str = ""


def cells_of(addend: Addend, relation: int) -> Iterator[CellRef]:
    """The cells that an addend has in one relation."""
    for row in addend.rows(relation):
        missing = addend.keys[relation] if row < 0 and addend.keys else ""
        yield CellRef(addend.side, addend.column, row, missing)


class OfRow(NamedTuple):
    """A relation that is called after a row, and after a column where there is one."""

    side: int
    row: int
    column: str = ""


Key = str | OfRow
"""What a relation is called; by words of its own, or as a document calls a row."""


def called(key: Key, document: Document) -> str:
    """What a relation is called in a document."""
    if isinstance(key, str):
        return key
    rows = document.sides[key.side]
    name = rows.structure.name(key.row) if rows is not None else ""
    return f"{name}.{key.column}" if key.column else name


class Relation(NamedTuple):
    """One relation, taken out of its block: what is printed, and what should explain it."""

    rule: Rule
    key: Key
    op: Op
    left: tuple[tuple[Decimal, CellRef], ...]
    right: tuple[tuple[Decimal, CellRef], ...]
    constant: Decimal = BLANK


class RowKeys(NamedTuple):
    """Relations that are called after rows of a side, and after a column where there is one."""

    side: int
    rows: tuple[int, ...]
    column: str = ""

    def key(self, index: int) -> Key:
        """What one of them is called."""
        return OfRow(self.side, self.rows[index], self.column)


class Keys(NamedTuple):
    """Relations that have names of their own."""

    names: tuple[str, ...]

    def key(self, index: int) -> Key:
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

    def terms(self, index: int) -> Iterator[Term]:
        """The cells of one relation, bare: for judging it."""
        for addend in (*self.left, *self.right):
            side, column, weight = addend[:3]
            for row in addend.rows(index):
                yield weight, side, column, row

    def relation(self, index: int) -> Relation:
        """Relation `index` with its cells."""

        def cells(addends: Sequence[Addend]) -> tuple[tuple[Decimal, CellRef], ...]:
            return tuple((a.weight, cell) for a in addends for cell in cells_of(a, index))

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

    key: Key
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


class ZeroBase(NamedTuple):
    """What may be stated where the whole is nothing: if the part is something, if it is nothing."""

    new: tuple[Decimal, ...]
    both: tuple[Decimal, ...]


class RatioRelation(NamedTuple):
    """stated % = part / whole (part / whole - 1 for `growth`), or low % ≤ that ≤ high %.

    `habit` are the units of the last place by which a stated percentage is customarily adjusted.
    """

    rule: Rule
    key: Key
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
    there and what should be. `lacking` are codes whose rows a table should have and has not. What
    `is_question` may be right after all: it is no error.
    """

    key: str
    verdict: Verdict
    cells: tuple[CellRef, ...] = ()
    found: Message = NOTHING
    expected: Message = NOTHING
    spans: tuple[Span, ...] = ()
    hint: Message = NOTHING
    lacking: tuple[str, ...] = ()
    is_question: bool = False


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
    """Assertions that need the document: its notes, or which cells are empty; or the words of its
    rows, unless it is without `words`."""

    rule: Rule
    test: Test
    words: bool = True


class Ratios(NamedTuple):
    """The ratios of one rule."""

    rule: Rule
    relations: tuple[RatioRelation, ...]


class Skipped(NamedTuple):
    """A rule, or a part of it, that could not be bound: not applicable or not checked, and why;
    `cells` are where, if it was at some places only."""

    rule: Rule
    verdict: Verdict
    reason: Message
    cells: tuple[CellRef, ...] = ()


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
