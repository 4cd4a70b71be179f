"""Comparisons among the columns of a table: changes, growth, shares and completion rates, and what
is only a part (其中) of the column beside it.

The words say which columns are compared: two that differ in their year or their stage alone. Where
several are, or the base may be another, the figures must confirm it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.amounts import exponent, half_unit, is_blank
from ..model.document import Rows
from ..model.layout import Rate, Sum
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary
from .segments import TOTAL_ROLES, YEAR, PrintedColumn, without_role

STAGE, MEASURE = "stage", "measure"
_COMPARED = frozenset({YEAR, STAGE, MEASURE, "range"})
_PLAIN = frozenset({"", "amount"})
_DONE, _PLANNED = frozenset({"final", "executed"}), frozenset({"budget", "adjusted", "initial"})


class Compared(NamedTuple):
    """What the columns of a side are compared in."""

    sums: tuple[Sum, ...] = ()
    rates: tuple[Rate, ...] = ()


def compared(vocabulary: Vocabulary, members: Mapping[str, Coordinates]) -> Compared:
    """The comparisons that columns with these coordinates, roles included, may state: all that
    their words allow."""
    sums: list[Sum] = []
    rates: list[Rate] = []
    money = {n: c for n, c in members.items() if c.get(MEASURE, "") in _PLAIN}
    for name, found in members.items():
        measure = found.get(MEASURE, "")
        same = {n: c for n, c in money.items() if _rest(vocabulary, c) == _rest(vocabulary, found)}
        if measure in ("change", "growth"):
            pairs = [(a, b) for a in same for b in same if _is_before(same[b], same[a])]
            alone = "change" if len(pairs) == 1 else ""
            sums += [Sum(a, (b, name), family=alone) for a, b in pairs if measure == "change"]
            rates += [Rate(name, a, b, growth=True) for a, b in pairs if measure == "growth"]
        elif measure == "completion":
            rates += [Rate(name, a, b) for a in same for b in same if _is_planned(same[b], same[a])]
        elif measure == "share":
            rates += [Rate(name, a, a, of_total=True) for a in same]
    return Compared(tuple(sums), tuple(rates))


def _rest(vocabulary: Vocabulary, coordinates: Coordinates) -> Coordinates:
    """What a column is about, whenever and however it is measured."""
    plain = vocabulary.meant(without_role(coordinates))
    return {name: member for name, member in plain.items() if name not in _COMPARED}


def _is_before(before: Coordinates, now: Coordinates) -> bool:
    """Whether a column is that of an earlier year than another, which has the table's own."""
    return YEAR in before and YEAR not in now


def _is_planned(plan: Coordinates, done: Coordinates) -> bool:
    """Whether a column is the budget of what another says was done."""
    same = plan.get(YEAR) == done.get(YEAR)
    planned = plan.get(STAGE, "budget") in _PLANNED
    return same and planned and done.get(STAGE, "") in _DONE


def of_which(columns: Sequence[tuple[str, PrintedColumn]]) -> Iterator[Sum]:
    """The columns that are only a part (其中：) of the first beside them, below the same header."""
    for name, column in columns:
        if "of-which" not in column.roles or len(column.path) < 2:
            continue
        beside = [c for c in columns if c[1].path[:-1] == column.path[:-1]]
        if beside[0][0] != name and beside[0][1].roles & {*TOTAL_ROLES, "subtotal"}:
            yield Sum(beside[0][0], (name,), closed=True, partial=True)


LEAST, MOST = 2, 1
"""Rows in which a rate must be what its columns give, and rows in which it may not be."""


def confirmed_rates(rates: Sequence[Rate], rows: Rows) -> tuple[Rate, ...]:
    """For each column that states rates, the first reading that its figures confirm."""
    found: dict[str, Rate] = {}
    for rate in rates:
        if rate.stated not in found and _holds(rate, rows):
            found[rate.stated] = rate
    return tuple(found.values())


def _holds(rate: Rate, rows: Rows) -> bool:
    fits = [fit for row in range(rows.structure.size) if (fit := _fits(rate, rows, row)) != 0]
    wrong = fits.count(-1)
    return len(fits) - wrong >= LEAST and wrong <= max(MOST, len(fits) // 10)


def _fits(rate: Rate, rows: Rows, row: int) -> int:
    """Whether a row states what its columns give: 1 or -1; 0 where it states nothing."""
    base = rows.structure.total if rate.of_total else row
    stated, part = rows.value(rate.stated, row), rows.value(rate.part, row)
    whole = rows.value(rate.whole, base) if base >= 0 else stated
    said = (stated, part, whole)
    if base < 0 or any(v.is_nan() or is_blank(v) for v in said) or not (whole and stated):
        return 0
    gap = abs(100 * (part - whole if rate.growth else part) - stated * whole)
    slack = 2 * half_unit(exponent(stated)) * abs(whole) + _of_print(part, whole)
    return 1 if gap <= slack else -1


def _of_print(part: Decimal, whole: Decimal) -> Decimal:
    """How far rounding may have moved a hundred times the one and the other."""
    return 100 * (half_unit(exponent(part)) + half_unit(exponent(whole)))
