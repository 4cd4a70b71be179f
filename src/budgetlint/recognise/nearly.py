"""Totals in prose that no table prints, and that are one slip away from the one that it does.

Prose says 支出预算总额 or 一般公共预算当年拨款, and leaves open whether what is carried over is in
it: by its coordinates alone such a total is compared with no figure. Where no table prints it, and
the only total of the tables that it may be differs from it in one edit of the digits, it is that
one, miswritten. A total that tables print, or that may be several of them, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.digits import one_slip
from ..model.document import DocumentCell, Follow, Rows, Table
from ..model.prose import About
from ..model.values import NamedTuple
from ..model.vocabulary import ENTITY, Coordinates
from .form_facts import is_form
from .identities import STAGE, figures_met
from .readings import FLOW, ROLE, YEAR
from .row_facts import CHART

AMOUNT, SOURCE, BOTH = "amount", "source", "both"
FISCAL = ("fiscal", "general")
VINTAGE, THIS_YEAR = "vintage", "this-year"
TELLING = 4
"""Digits of an amount that no other is likely to have, without the zeros at its end."""
_ASIDE = frozenset({ROLE, ENTITY, YEAR, STAGE, CHART, "measure", "range", "origin"})
_TOTAL = frozenset({FLOW, SOURCE, VINTAGE})
_STAGES: Mapping[str, frozenset[str]] = {
    "budget": frozenset({"", "budget", "initial"}), "final": frozenset({"", "final"})
}  # fmt: skip


class _Printed(NamedTuple):
    """A total of a table, in the money of the document."""

    cell: DocumentCell
    value: Decimal
    at: Coordinates


def nearly_told(tables: Sequence[Table], claims: Rows, year: int) -> Iterator[Follow]:
    """Each such total, and the one that it is meant to be, in a document of a year."""
    stated = claims.structure.stated
    if stated is None or not tables:
        return
    for row, about in stated.about.items():
        if not _is_loose(about) or not stated.states(row, AMOUNT):
            continue
        value = claims.value(AMOUNT, row)
        if not value.is_finite() or _digits(value) < TELLING or _is_printed(tables, value):
            continue
        meant = [one for one in _totals(tables, about, year) if one_slip(value, one.value)]
        if len({one.value for one in meant}) == 1:
            cell = DocumentCell(claims.structure.side.ordinal, AMOUNT, row)
            yield Follow("told", (cell,), (meant[0].cell,))


def _is_loose(about: About) -> bool:
    """Whether words leave open of which figure a total is: tables seldom say 本年."""
    at = dict(about.at)
    return not about.sure or (not about.accounts and VINTAGE in at and at.keys() <= _TOTAL)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _is_printed(tables: Sequence[Table], value: Decimal) -> bool:
    """Whether any table prints a figure."""
    return any(
        value == printed.scaleb(table.scale)
        for table in tables
        for rows in table.sides
        for column in rows.columns.values()
        for printed in column or ()
        if printed.is_finite()
    )


def _totals(tables: Sequence[Table], about: About, year: int) -> Iterator[_Printed]:
    """The totals of tables that a total in prose may be."""
    at, years = dict(about.at), {"", str(year)} if year else {""}
    for table in tables:
        words = table.layout.vocabulary
        if is_form(words, table):
            continue
        sides = {rows.structure.side.ordinal: rows for rows in table.sides}
        for cell, of in figures_met(words, table):
            stage = of.get(STAGE, "") in _STAGES[about.stage] and of.get(YEAR, "") in years
            if stage and _may_be(at, {n: m for n, m in of.items() if n not in _ASIDE}):
                value = sides[cell.side].value(cell.column, cell.row)
                yield _Printed(cell, value.scaleb(table.scale), of)


def _may_be(at: Coordinates, of: Coordinates) -> bool:
    """Whether a total in prose may be one of a table: of the same source, of that side."""
    if not of.keys() <= _TOTAL or of.get(VINTAGE, THIS_YEAR) != THIS_YEAR:
        return False
    flow = BOTH in (at.get(FLOW, BOTH), of.get(FLOW, BOTH)) or at[FLOW] == of[FLOW]
    source, printed = at.get(SOURCE, ""), of.get(SOURCE, "")
    return flow and (source == printed or {source, printed} <= set(FISCAL))
