"""composed: sums that follow from what the words of a table mean, in tables that no layout knows
by its letters.

over = "columns"        a column is the sum of those that it falls into, row by row
       "rows"           a row is the sum of those that it falls into (“三公”经费, its parts)
       "tree"           a code is the sum of the codes below it, in tables without a layout
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from ...model.document import Structure
from ...model.layout import Sum
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.vocabulary import NO_WORDS, Vocabulary, understood
from ...recognise.fit import RATIOS
from ...recognise.sums import row_sums
from ..declared import Bind, Declared
from ..printed_tables import PrintedTables
from ..relations import ONE, Addend, Block, Bound, CellRef, Formula, Formulas, Gather, RowKeys
from ..rows import RowIndex
from .kind import RuleKind, one_of


class Composed(NamedTuple):
    """See above."""

    over: Literal["columns", "rows", "tree"]


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
        "=",
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
    if not _is_coded(index):
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


def _is_coded(index: RowIndex) -> bool:
    side = index.shape.side
    return side.composed and side.rows == "code" and any(index.shape.codes)


def _money(shape: Structure) -> list[str]:
    return [name for name, column in shape.side.columns.items() if column.measure == "money"]


Over = Callable[[Rule, RowIndex, PrintedTables, Vocabulary], Iterator[Bound]]
OVER: Mapping[str, Over] = {"columns": _columns, "rows": _rows, "tree": _tree}

FIELDS = {"over": one_of(*OVER)}

KIND = RuleKind(Composed, FIELDS, compile_rule)
