"""composed: sums that follow from what the words of a table mean, in tables that no layout knows
by its letters.

over = "columns"        a column is the sum of those that it falls into, row by row
       "rows"           a row is the sum of those that it falls into (“三公”经费, its parts)
       "tree"           a code is the sum of the codes below it, another row that of the rows
                        that are listed under it, in what no layout declares
       "parts"          what stands under 其中 is no more than the row above it
       "sides"          totals that a table prints under one name are the same
       "rates"          a share, growth or completion rate is what the columns give that it is of
       "changes"        a change is the difference of two columns
       "prices"         a price is what the amount of a row is over its count
       "identity"       figures with equal coordinates agree, wherever they are printed
       "balance"        the total of income is that of expenditure
       "roll"           carried in, this year's figures, carried out
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from ...messages.catalogue import say
from ...model.document import DocumentCell
from ...model.layout import PREVIOUS, Derived, Sum
from ...model.names import norm
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.vocabulary import NO_WORDS, Vocabulary
from ...recognise.derived import derived_rows
from ...recognise.fit import OWN
from ...recognise.sums import rate_rows, row_sums
from ..addends import ONE, Addend, Gather, Scatter
from ..declared import Bind, Declared
from ..printed_tables import PrintedTables
from ..relations import (
    Block,
    Bound,
    CellRef,
    Formula,
    Formulas,
    OfRow,
    RatioRelation,
    Ratios,
    RowKeys,
    Skipped,
)
from ..rows import RowIndex
from ..skeleton import Skeleton
from .kind import RuleKind, one_of


class Composed(NamedTuple):
    """See above."""

    over: Literal[
        "columns",
        "rows",
        "tree",
        "parts",
        "sides",
        "rates",
        "changes",
        "prices",
        "identity",
        "balance",
        "roll",
    ]


def compile_rule(rule: Rule, settings: Composed, declared: Declared) -> Bind:
    """The words of the layouts are those that tables are read by."""
    declared.noted.everything = True
    vocabulary = next((la.vocabulary for la in declared.layouts.values()), NO_WORDS)
    over = OVER.get(settings.over)
    every = settings.over
    return lambda tables: [
        *(b for i in _of_this_year(tables) if over for b in over(rule, i, tables, vocabulary)),
        *(_followed(rule, every, tables) if every in FOLLOW else ()),
    ]


def _of_this_year(tables: PrintedTables) -> Iterator[RowIndex]:
    """All rows but those of last year's document."""
    every = tables.all_printed()
    return (index for index in every if not index.side.table.startswith(PREVIOUS))


def _columns(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    ordinal = index.side.ordinal
    sums = tables.sums[ordinal]
    rows = _adding_up(index, words) if sums else ()
    for found in sums:
        yield _block(rule, ordinal, found, rows)


def _block(rule: Rule, ordinal: int, found: Sum, rows: tuple[int, ...]) -> Block:
    gather = Gather(rows) if rows else None

    def addend(name: str) -> Addend:
        return Addend(ordinal, name, gather=gather)

    return Block(
        rule,
        len(rows),
        "parts" if found.partial else "=",
        (addend(found.whole),),
        tuple(map(addend, found.parts)),
        RowKeys(ordinal, rows, found.whole),
        vacuous_counts=False,
    )


def _adding_up(index: RowIndex, words: Vocabulary) -> tuple[int, ...]:
    """The rows that have a name and hold amounts: rates (2016年比2015年增减%) do not add up."""
    rates, shape = index.ask(_rates_among, words), index.skeleton
    named = enumerate(zip(shape.named, shape.codes, strict=True))
    return tuple(row for row, (name, code) in named if (code or name) and row not in rates)


def _rates_among(index: RowIndex, words: Vocabulary) -> frozenset[int]:
    return rate_rows(words, index.shape)


def _sums_among(index: RowIndex, words: Vocabulary) -> tuple[tuple[int, tuple[int, ...]], ...]:
    return tuple((whole, tuple(parts)) for whole, parts in row_sums(words, index.shape))


def _rows(rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary) -> Iterator[Bound]:
    del tables
    shape = index.skeleton
    ordinal = shape.side.ordinal
    if shape.side.rows in ("code", "claims"):
        return
    made = [
        Formula(
            OfRow(ordinal, whole, column),
            ((ONE, CellRef(ordinal, column, whole)),),
            tuple((ONE, CellRef(ordinal, column, part)) for part in parts),
        )
        for whole, parts in index.ask(_sums_among, words)
        for column in _money(shape)
    ]
    if made:
        yield Formulas(rule, "=", tuple(made), vacuous_counts=False)


def _tree(rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary) -> Iterator[Bound]:
    del words
    if not _is_tree(index.skeleton):
        return
    ordinal = index.side.ordinal
    parents, owner = index.parents(root=True, some=False)
    printed = tables.columns[ordinal]
    for column in (c for c in _money(index.skeleton) if parents and c in printed):
        yield Block(
            rule,
            len(parents),
            "=",
            (Addend(ordinal, column, gather=Gather(parents)),),
            (Addend(ordinal, column, scatter=owner),),
            RowKeys(ordinal, parents, column),
            vacuous_counts=False,
        )


def _rates(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    del words
    for found in _derived(index, tables, ("growth", "share", "completion")):
        yield _rates_of(rule, index, found) if found.sure else _unsure(rule, found)


def _prices(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    """A price is no percentage: what it is of is a hundredth."""
    del words
    for found in _derived(index, tables, ("unit-price",)):
        weight = Decimal(1).scaleb(-found.places - 2)
        yield _rates_of(rule, index, found, weight) if found.sure else _unsure(rule, found)


def _rates_of(rule: Rule, index: RowIndex, found: Derived, weight: Decimal = ONE) -> Ratios:
    """The rates of one column, one a row; `weight` is that of what they are of."""
    shape = index.skeleton
    ordinal = shape.side.ordinal

    def ratio(row: int) -> RatioRelation:
        whole = CellRef(ordinal, found.whole, shape.total if found.at_total else row)
        return RatioRelation(
            rule,
            OfRow(ordinal, row, found.column),
            CellRef(ordinal, found.column, row),
            None,
            None,
            ((weight, CellRef(ordinal, found.part, row)),),
            ((ONE, whole),),
            growth=found.kind == "growth",
        )

    own = set(derived_rows(found, shape.parent, shape.total))
    return Ratios(rule, tuple(ratio(row) for row in _named(shape) if row in own))


def _changes(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    del words
    ordinal = index.side.ordinal
    for found in _derived(index, tables, ("change",)):
        if not found.sure:
            yield _unsure(rule, found)
            continue
        rows = _named(index.skeleton)
        gather = Gather(rows)
        minus = Addend(ordinal, found.whole, -ONE, gather=gather)
        yield Block(
            rule,
            len(rows),
            "=",
            (Addend(ordinal, found.column, gather=gather),),
            (Addend(ordinal, found.part, gather=gather), minus),
            RowKeys(ordinal, rows, found.column),
            vacuous_counts=False,
        )


def _derived(index: RowIndex, tables: PrintedTables, kinds: Sequence[str]) -> Iterator[Derived]:
    ordinal = index.side.ordinal
    yield from (found for found in tables.derived[ordinal] if found.kind in kinds)


def _named(shape: Skeleton) -> tuple[int, ...]:
    """The rows that have a name or a code, or that need none."""
    only = shape.side.rows == "single"
    return tuple(r for r in range(shape.size) if only or shape.named[r] or shape.codes[r])


def _unsure(rule: Rule, found: Derived) -> Skipped:
    return Skipped(rule, Verdict.NOT_CHECKED, say("verdicts.not-derived", column=found.column))


def _followed(rule: Rule, kind: str, tables: PrintedTables) -> Iterator[Bound]:
    """What the coordinates of figures promise, cell by cell."""

    def terms(cells: Sequence[DocumentCell]) -> tuple[tuple[Decimal, CellRef], ...]:
        return tuple((ONE, CellRef(*cell)) for cell in cells)

    made = tuple(
        Formula(
            _after(found.left[0]),
            terms(found.left),
            terms(found.right),
        )
        for found in tables.follows
        if found.kind == kind
    )
    if made:
        yield Formulas(rule, "=", made, vacuous_counts=False)


def _after(cell: DocumentCell) -> OfRow:
    """What a relation is called whose first cell is this one."""
    return OfRow(cell.side, cell.row, cell.column)


def _parts(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    """One block a column: of each row with 其中 below it, those rows are parts."""
    del tables, words
    shape = index.skeleton
    if not shape.parts or shape.side.rows == "claims":
        return
    parents = tuple(dict.fromkeys(shape.parent[row] for row in sorted(shape.parts)))
    ordinal = {row: n for n, row in enumerate(parents) if row >= 0}
    owner = Scatter(
        [ordinal.get(shape.parent[r], -1) if r in shape.parts else -1 for r in range(shape.size)]
    )
    for column in _money(shape) if len(ordinal) == len(parents) else ():
        yield Block(
            rule,
            len(parents),
            "parts",
            (Addend(shape.side.ordinal, column, gather=Gather(parents)),),
            (Addend(shape.side.ordinal, column, scatter=owner),),
            RowKeys(shape.side.ordinal, parents, column),
            vacuous_counts=False,
        )


def _sides(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    """The total of a side that no layout declares, and that of the same name beside it."""
    del words
    shape = index.skeleton
    if not shape.side.composed or shape.side.table.startswith(OWN) or shape.total < 0:
        return
    every = tables.all_printed()
    beside = (other for other in every if other.side.table == shape.side.table)
    name = index.ask(_total_name)
    for other in beside:
        known = not other.side.composed and other.skeleton.total >= 0
        if known and other.ask(_total_name) == name:
            mine, theirs = (_total_of(each, tables) for each in (shape, other.skeleton))
            formula = Formula(f"{shape.side.name}.{name}", ((ONE, mine),), ((ONE, theirs),))
            yield Formulas(rule, "=", (formula,), vacuous_counts=False)


def _total_name(index: RowIndex) -> str:
    return norm(index.shape.labels[index.shape.total])


def _total_of(shape: Skeleton, tables: PrintedTables) -> CellRef:
    """The cell of a side's total in its widest column, which is the first that is printed."""
    ordinal, printed = shape.side.ordinal, tables.columns[shape.side.ordinal]
    column = min((c for c in _money(shape) if c in printed), key=lambda c: printed[c], default="")
    return CellRef(ordinal, column, shape.total)


def _is_tree(shape: Skeleton) -> bool:
    """Whether the rows of a side add up by codes."""
    return shape.side.rows == "code" and any(shape.codes)


def _money(shape: Skeleton) -> list[str]:
    return [name for name, column in shape.side.columns.items() if column.measure == "money"]


Over = Callable[[Rule, RowIndex, PrintedTables, Vocabulary], Iterator[Bound]]
OVER: Mapping[str, Over] = {
    "columns": _columns,
    "rows": _rows,
    "tree": _tree,
    "parts": _parts,
    "sides": _sides,
    "rates": _rates,
    "changes": _changes,
    "prices": _prices,
}

FOLLOW = ("identity", "balance", "roll", "tree")
FIELDS = {"over": one_of(*dict.fromkeys((*OVER, *FOLLOW)))}

KIND = RuleKind(Composed, FIELDS, compile_rule)
