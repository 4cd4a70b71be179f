"""composed: sums that follow from what the words of a table mean, in tables that no layout knows
by its letters.

over = "columns"        a column is the sum of those that it falls into, row by row
       "rows"           a row is the sum of those that it falls into (“三公”经费, its parts)
       "tree"           a code is the sum of the codes below it, a numbered row that of the rows
                        below it, in what no layout declares
       "parts"          what stands under 其中 is no more than the row above it
       "sides"          totals that a table prints under one name are the same
       "rates"          changes in percent, shares and completion rates are what their columns give
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from ...model.document import Structure
from ...model.layout import Sum
from ...model.names import norm
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.vocabulary import NO_WORDS, Vocabulary, understood
from ...recognise.fit import OWN, RATIOS
from ...recognise.sums import row_sums
from ..addends import ONE, Addend, Gather, Scatter
from ..declared import Bind, Declared
from ..printed_tables import PrintedTables
from ..relations import (
    Block,
    Bound,
    CellRef,
    Formula,
    Formulas,
    RatioRelation,
    Ratios,
    RowKeys,
)
from ..rows import RowIndex
from .kind import RuleKind, one_of


class Composed(NamedTuple):
    """See above."""

    over: Literal["columns", "rows", "tree", "parts", "sides", "rates"]


def compile_rule(rule: Rule, settings: Composed, declared: Declared) -> Bind:
    """The words of the layouts are those that tables are read by."""
    declared.noted.everything = True
    vocabulary = next((la.vocabulary for la in declared.layouts.values()), NO_WORDS)
    over = OVER[settings.over]
    return lambda tables: [
        bound for index in tables.all_printed() for bound in over(rule, index, tables, vocabulary)
    ]


def _columns(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    ordinal = index.shape.side.ordinal
    sums = tables.sums[ordinal]
    # The words of a hundred thousand rows are parsed only for sums that need them.
    every = range(index.shape.size if sums else 0)
    rows = tuple(r for r in every if _adds_up(index.shape, r, words))
    for found in sums:
        yield _block(rule, ordinal, index.shape, found, rows)


def _block(rule: Rule, ordinal: int, shape: Structure, found: Sum, rows: tuple[int, ...]) -> Block:
    gather = Gather(rows) if rows else None

    def addend(name: str) -> Addend:
        return Addend(ordinal, name, gather=gather)

    return Block(
        rule,
        len(rows),
        "parts" if found.partial else "=",
        (addend(found.whole),),
        tuple(map(addend, found.parts)),
        RowKeys(shape, rows, found.whole),
        vacuous_counts=False,
    )


def _adds_up(shape: Structure, row: int, words: Vocabulary) -> bool:
    """Whether a row has a name and holds amounts: rates (2016年比2015年增减%) do not add up."""
    label = shape.labels[row].strip()
    rate = label and understood(words, label).coordinates.get("measure") in RATIOS
    return bool(label or shape.codes[row]) and not rate


def _rows(rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary) -> Iterator[Bound]:
    del tables
    shape = index.shape
    ordinal = shape.side.ordinal
    if not shape.side.composed or shape.side.rows == "code":
        return
    made = [
        Formula(
            f"{shape.name(whole)}.{column}",
            ((ONE, CellRef(ordinal, column, whole)),),
            tuple((ONE, CellRef(ordinal, column, part)) for part in parts),
        )
        for whole, parts in row_sums(words, shape.labels)
        for column in _money(shape)
    ]
    if made:
        yield Formulas(rule, "=", tuple(made), vacuous_counts=False)


def _tree(rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary) -> Iterator[Bound]:
    del tables, words
    if not _is_tree(index.shape):
        return
    ordinal = index.shape.side.ordinal
    parents, owner = index.parents(root=True, some=False)
    for column in _money(index.shape) if parents else ():
        yield Block(
            rule,
            len(parents),
            "=",
            (Addend(ordinal, column, gather=Gather(parents)),),
            (Addend(ordinal, column, scatter=owner),),
            RowKeys(index.shape, parents, column),
            vacuous_counts=False,
        )


def _is_tree(shape: Structure) -> bool:
    """Whether the rows of a side that no layout declares add up: by codes, or, beside the sides of
    a known table, by numbers."""
    side = shape.side
    if side.rows == "outline":
        return side.composed and not side.table.startswith(OWN) and shape.total >= 0
    return side.composed and side.rows == "code" and any(shape.codes)


def _parts(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    """One block a column: of each row with 其中 below it, those rows are parts."""
    del tables, words
    shape = index.shape
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
            RowKeys(shape, parents, column),
            vacuous_counts=False,
        )


def _sides(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    """The total of a side that no layout declares, and that of the same name beside it."""
    del words
    shape = index.shape
    if not shape.side.composed or shape.side.table.startswith(OWN) or shape.total < 0:
        return
    beside = (i.shape for i in tables.all_printed() if i.shape.side.table == shape.side.table)
    name = norm(shape.labels[shape.total])
    for other in beside:
        known = not other.side.composed and other.total >= 0
        if known and norm(other.labels[other.total]) == name:
            mine, theirs = (_total_of(each, tables) for each in (shape, other))
            formula = Formula(f"{shape.side.name}.{name}", ((ONE, mine),), ((ONE, theirs),))
            yield Formulas(rule, "=", (formula,), vacuous_counts=False)


def _total_of(shape: Structure, tables: PrintedTables) -> CellRef:
    """The cell of a side's total in its widest column, which is the first that is printed."""
    ordinal, printed = shape.side.ordinal, tables.columns[shape.side.ordinal]
    column = min((c for c in _money(shape) if c in printed), key=lambda c: printed[c], default="")
    return CellRef(ordinal, column, shape.total)


def _rates(
    rule: Rule, index: RowIndex, tables: PrintedTables, words: Vocabulary
) -> Iterator[Bound]:
    shape = index.shape
    ordinal = shape.side.ordinal
    made: list[RatioRelation] = []
    for rate in tables.rates[ordinal]:
        for row in (r for r in range(shape.size) if _adds_up(shape, r, words)):
            base = shape.total if rate.of_total else row
            stated, part = (CellRef(ordinal, name, row) for name in (rate.stated, rate.part))
            whole = CellRef(ordinal, rate.whole, base)
            key = f"{shape.name(row)}.{rate.stated}"
            made.append(
                RatioRelation(
                    rule, key, stated, None, None, ((ONE, part),), ((ONE, whole),), rate.growth
                )
            )
    if made:
        yield Ratios(rule, tuple(made))


def _money(shape: Structure) -> list[str]:
    return [name for name, column in shape.side.columns.items() if column.measure == "money"]


Over = Callable[[Rule, RowIndex, PrintedTables, Vocabulary], Iterator[Bound]]
OVER: Mapping[str, Over] = {
    "columns": _columns,
    "rows": _rows,
    "tree": _tree,
    "parts": _parts,
    "sides": _sides,
    "rates": _rates,
}

FIELDS = {"over": one_of(*OVER)}

KIND = RuleKind(Composed, FIELDS, compile_rule)
