"""rollup: a whole tree in one rule; every parent is the sum of its children, in every column.

table = "expenditure"                       or a side: "fiscal-appropriation.支出"
columns = ["合计", "基本支出"]                 all columns of the layout where not given
root = true                                 whether the total is the sum of the top level
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from ...model.layout import Side
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import RowSelector, Selector
from ..addends import Addend, Gather
from ..declared import Bind, Declared
from ..printed_tables import NotThereError, PrintedTables
from ..reads import TREES
from ..relations import Block, Bound, RowKeys, Skipped
from ..skeleton import Skeleton
from .kind import FLAG, TEXTS, RuleKind, Texts, one_of
from .terms import guarded

Op = Literal["=", "parts"]


class Rollup(NamedTuple):
    """See above."""

    table: Texts
    columns: Texts = ()
    root: bool = True
    op: Op = "="


def compile_rule(rule: Rule, settings: Rollup, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    wanted = settings.columns
    sides: list[tuple[Side, Sequence[str]]] = []
    for text in settings.table:
        side = declared.side(declared.selector(text, TREES))
        for name in wanted:
            declared.check(Selector(name, "", "", RowSelector("none"), name), side)
        sides.append(
            (side, wanted or [c for c, col in side.columns.items() if col.measure == "money"])
        )
    return lambda tables: [
        bound
        for side, columns in sides
        for bound in _of_side(rule, settings, side, columns, tables)
    ]


def _of_side(
    rule: Rule, settings: Rollup, side: Side, columns: Sequence[str], tables: PrintedTables
) -> list[Bound]:
    """A block a column, with one relation a parent; a missing column leaves the others checked."""
    try:
        index = tables.lookup(side)
    except NotThereError as absent:
        return [Skipped(rule, Verdict.NOT_CHECKED, absent.reason)]
    shape = index.skeleton
    parents, owner = index.parents(root=settings.root, some=settings.op == "parts")
    gather = Gather(parents)
    reasons = list(tables.uncertain(side))

    def block(column: str) -> Block:
        return Block(
            rule,
            len(parents),
            settings.op,
            (Addend(side.ordinal, tables.column(side, column), gather=gather),),
            (Addend(side.ordinal, column, scatter=owner),),
            RowKeys(side.ordinal, parents, column),
        )

    printed = tables.printed(side)
    names = [c for c in columns if c in printed or not side.columns[c].optional]
    if not settings.columns:
        names += _more(side, shape)
    skipped = [Skipped(rule, Verdict.NOT_CHECKED, reason) for reason in reasons]
    return [*skipped, *guarded(rule, [partial(block, column) for column in names if parents])]


def _more(side: Side, shape: Skeleton) -> list[str]:
    """The columns of money that a table prints and its layout does not have."""
    every = shape.side.columns.items()
    return [c for c, col in every if c not in side.columns and col.measure == "money"]


FIELDS = {"table": TEXTS, "columns": TEXTS, "root": FLAG, "op": one_of("=", "parts")}


KIND = RuleKind(Rollup, FIELDS, compile_rule)
