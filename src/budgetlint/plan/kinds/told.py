"""told: what prose promises of its own figures, as the grammar reads it.

over = "closed"     a whole is the sum of its parts, where these are all there are (“三公”经费)
       "changes"    a change is the sum of the changes of all parts of a list
       "same"       one fact, said in two places, has one amount
       "again"      one item, whose amount is said twice in its paragraph, has one amount
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from ...model.document import Structure
from ...model.rule import Rule
from ...model.verdict import Verdict
from ...packs.claims import CLAIMS
from ..declared import Bind, Declared
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Bound, CellRef, Formula, Formulas, Skipped
from .kind import RuleKind, one_of

ONE = Decimal(1)
COLUMNS: Mapping[str, str] = {
    "closed": "amount", "changes": "change", "same": "amount", "again": "amount",
}  # fmt: skip


class OfProse(NamedTuple):
    """See above."""

    over: str


def compile_rule(rule: Rule, settings: OfProse, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    side = declared.side(declared.selector(f"{CLAIMS}[*]"))
    over = settings.over

    def bind(tables: PrintedTables) -> list[Bound]:
        try:
            shape = tables.structure(side)
        except NotThereError as absent:
            return [Skipped(rule, Verdict.NOT_CHECKED, absent.reason)]
        made = tuple(_formulas(shape, over))
        return [Formulas(rule, "=", made, vacuous_counts=False)] if made else []

    return bind


def _formulas(shape: Structure, over: str) -> Iterator[Formula]:
    column, ordinal = COLUMNS[over], shape.side.ordinal
    for kind, whole, parts in shape.stated.told if shape.stated else ():
        if kind == over:
            cells = tuple((ONE, CellRef(ordinal, column, part)) for part in parts)
            left = ((ONE, CellRef(ordinal, column, whole)),)
            yield Formula(f"{shape.name(whole)}.{column}", left, cells)


FIELDS = {"over": one_of(*COLUMNS)}


KIND = RuleKind(OfProse, FIELDS, compile_rule)
