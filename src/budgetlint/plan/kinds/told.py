"""told: what prose promises of its own figures, as the grammar reads it.

over = "closed"     a whole is the sum of its parts, where these are all there are (“三公”经费)
       "list"       a whole is the sum of a list that names all parts: its shares add up to 100 %,
                    or its words say so (支出包括)
       "changes"    a change is the sum of the changes of all parts of a list
       "same"       one fact, said in two places, has one amount
       "share"      a share of a whole that is not printed, where all its parts are
       "likewise"   two changes of what has one amount, told in two sections, are the same
       "roll"       what was there and what came in is what went out and what is left
       "again"      one item, whose amount is said twice in its paragraph, has one amount
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model.document import Structure
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ..addends import ONE
from ..declared import Bind, Declared
from ..printed_tables import NotThereError, PrintedTables
from ..relations import (
    Bound,
    CellRef,
    Formula,
    Formulas,
    OfRow,
    RatioRelation,
    Ratios,
    Skipped,
)
from .kind import RuleKind, one_of

SHARE = "share"
COLUMNS: Mapping[str, str] = {
    "closed": "amount", "list": "amount", "changes": "change", "same": "amount", "again": "amount",
    "likewise": "change", "roll": "amount",
}  # fmt: skip


class OfProse(NamedTuple):
    """See above."""

    over: str


def compile_rule(rule: Rule, settings: OfProse, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    over = settings.over
    side = declared.claims(("told", over))

    def bind(tables: PrintedTables) -> list[Bound]:
        try:
            shape = tables.structure(side)
        except NotThereError as absent:
            return [Skipped(rule, Verdict.NOT_CHECKED, absent.reason)]
        if over == SHARE:
            return [Ratios(rule, tuple(_shares(rule, shape)))]
        made = tuple(_formulas(shape, over))
        return [Formulas(rule, "=", made, vacuous_counts=False)] if made else []

    return bind


def _formulas(shape: Structure, over: str) -> Iterator[Formula]:
    column, ordinal = COLUMNS[over], shape.side.ordinal
    for kind, whole, parts, less in shape.stated.told if shape.stated else ():
        if kind == over:
            cells = tuple((ONE, CellRef(ordinal, column, part)) for part in parts)
            left = tuple((ONE, CellRef(ordinal, column, row)) for row in (whole, *less))
            yield Formula(OfRow(ordinal, whole, column), left, cells)


def _shares(rule: Rule, shape: Structure) -> Iterator[RatioRelation]:
    ordinal = shape.side.ordinal
    for kind, row, parts, _ in shape.stated.told if shape.stated else ():
        if kind == SHARE:
            yield RatioRelation(
                rule,
                OfRow(ordinal, row),
                CellRef(ordinal, SHARE, row),
                None,
                None,
                ((ONE, CellRef(ordinal, "amount", row)),),
                tuple((ONE, CellRef(ordinal, "amount", part)) for part in parts),
                habit=1,
            )


FIELDS = {"over": one_of(*COLUMNS, SHARE)}


KIND = RuleKind(OfProse, FIELDS, compile_rule)
