"""Derived columns: rates and changes that a table prints beside the figures they come from.

Words decide what a column is derived from: growth and change are over two columns that differ in
their year or stage alone, completion is over the budget, a share over the total of its column, or
over a column that it is a part of or the total of that, a unit price over a count. The figures must
bear it out: in two rows or more, and in more than do not; where the words leave two readings open,
the one that holds in two rows more than any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Literal, get_args

from ..model.amounts import exponent, half_unit, is_blank
from ..model.document import Rows
from ..model.layout import Derived, DerivedKind
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Vocabulary
from .readings import YEAR, without_role
from .sums import is_inside

STAGE, MEASURE = "stage", "measure"
PRICE: Literal["unit-price"] = "unit-price"
_TIMES = frozenset({YEAR, STAGE, MEASURE, "range"})
_THIS_YEAR = ("vintage", "this-year")
_ORDER: Mapping[str, int] = {"initial": 0, "budget": 0, "adjusted": 1, "executed": 2, "final": 2}
"""The stages of one year, one after the other."""
HUNDRED = Decimal(100)
OTHER_UNIT = -4
"""A price in 元 beside amounts in 万元, of which no header says so."""
LEAST = 2
"""Rows by which one reading must be ahead of any other: one wrong figure never chooses another."""


def derived_of(
    vocabulary: Vocabulary, members: Mapping[str, Coordinates], said: Mapping[str, Coordinates]
) -> tuple[Derived, ...]:
    """What columns with these coordinates may be derived from; only those that are new, which no
    rule of a pack speaks of: by what their own headers have `said`."""
    amounts = {
        name: without_role(found)
        for name, found in members.items()
        if found.get(MEASURE, "amount") == "amount"
    }
    order = [*members]
    before = {
        n: front if front in amounts else "" for front, n in zip(("", *order), order, strict=False)
    }
    counts = [name for name, found in members.items() if found.get(MEASURE) == "count"]
    return tuple(
        derived
        for name, own in said.items()
        if own.get(MEASURE) in get_args(DerivedKind)
        for derived in (
            _prices(name, own, amounts, counts)
            if own[MEASURE] == PRICE
            else _readings(vocabulary, name, own, subject_of(members[name]), amounts, before[name])
        )
    )


def _prices(
    name: str, own: Coordinates, amounts: Mapping[str, Coordinates], counts: Sequence[str]
) -> Iterator[Derived]:
    """The amounts of its year that a price may be of, and what was counted."""
    for part in (n for n, found in amounts.items() if _year(found) == _year(own)):
        for whole in counts:
            for places in (0, OTHER_UNIT):
                yield Derived(name, PRICE, part, whole, places=places)


def _readings(
    vocabulary: Vocabulary,
    name: str,
    own: Coordinates,
    subject: Coordinates,
    amounts: Mapping[str, Coordinates],
    before: str,
) -> Iterator[Derived]:
    """The columns that a column may come from, by its words; a bare 占比 also from the amounts
    `before` it."""
    kind: DerivedKind = own[MEASURE]  # type: ignore[assignment]
    alike = {n: c for n, c in amounts.items() if subject_of(c) == subject}
    if kind == "share":
        if before and not own.keys() - {MEASURE}:
            alike = {before: amounts[before], **alike}
        named = [n for n, c in alike.items() if _is_said(own, c) and _year(c) == _year(own)]
        yield from (Derived(name, kind, n, n, at_total=True) for n in named)
        for part, whole in product(named, amounts):
            if _is_part(vocabulary, amounts[part], amounts[whole]):
                yield Derived(name, kind, part, whole)
                yield Derived(name, kind, part, whole, at_total=True)
        return
    for part, new in alike.items():
        for whole, old in alike.items():
            if part != whole and comes_after(kind, new, old) and _is_said(own, old):
                yield Derived(name, kind, part, whole)


def _is_part(vocabulary: Vocabulary, part: Coordinates, whole: Coordinates) -> bool:
    """Whether an amount is a part of another of the same time."""
    one, other = ((_year(found), found.get(STAGE, "budget")) for found in (part, whole))
    return one == other and is_inside(vocabulary, subject_of(part), subject_of(whole))


def subject_of(coordinates: Coordinates) -> Coordinates:
    """What figures are of, whenever and however they are stated; this year's, beside last year's,
    is a time too."""
    said = {n: m for n, m in without_role(coordinates).items() if n not in _TIMES}
    return {name: member for name, member in said.items() if (name, member) != _THIS_YEAR}


def _is_said(own: Coordinates, old: Coordinates) -> bool:
    """Whether the words of a rate, if they name another year or a stage, name that of its base."""
    year, stages = _year(own), own.get(STAGE, "")
    named = not year or _year(old) == year
    return named and (not stages or old.get(STAGE, "budget") in stages.split(JOIN))


def _year(coordinates: Coordinates) -> int:
    """How many years a figure is after the document's own: 0, or less than that."""
    year = coordinates.get(YEAR, "").split(JOIN)[0]
    return int(year) if year.startswith("-") else -1 if year == "previous" else 0


def comes_after(kind: DerivedKind, new: Coordinates, old: Coordinates) -> bool:
    """Whether a figure can be compared with another: it is of the last year, and the other of one
    before or of an earlier stage; a completion is of one year."""
    if _year(new):
        return False
    if _year(old):
        return kind != "completion"
    stages = [_ORDER.get(each.get(STAGE, "budget"), 0) for each in (new, old)]
    return stages[0] > stages[1]


def borne_out(derived: Sequence[Derived], rows: Rows) -> tuple[Derived, ...]:
    """Of each column the reading that its figures bear out; where none does, one that is not sure.
    Columns without a figure come from nothing."""
    found: list[Derived] = []
    for name in dict.fromkeys(each.column for each in derived):
        readings = [each for each in derived if each.column == name]
        counts = [_counted(each, rows) for each in readings]
        best = max(counts, key=lambda count: len(count.holds))
        # What holds in the same rows says the same there.
        more = max((len(each.holds) for each in counts if each.holds != best.holds), default=0)
        chosen = readings[counts.index(best)]
        # A share of another column than that in front of it must hold nearly everywhere.
        far = chosen.kind == "share" and chosen.part != readings[0].part
        most = max(1, sum(map(len, best)) // 10) if far else len(best.holds) - 1
        if len(best.holds) - more >= LEAST and len(best.fails) <= most:
            found.append(chosen._replace(sure=True))
        elif any(any(count) for count in counts):
            found.append(readings[0])
    return tuple(found)


class _Counts(NamedTuple):
    """The rows in which a reading holds, and those in which it does not."""

    holds: frozenset[int]
    fails: frozenset[int]


def _counted(derived: Derived, rows: Rows) -> _Counts:
    found = {
        row: holds(rows.half, derived.kind, stated, part, whole)
        for row in derived_rows(derived, rows.structure.parent, rows.structure.total)
        for stated, part, whole in [_figures(derived, rows, row)]
        if not any(value.is_nan() or is_blank(value) for value in (stated, part, whole))
        and whole
        and (stated or part)  # nothing is a share of anything
    }
    held = frozenset(row for row, held in found.items() if held)
    return _Counts(held, frozenset(found.keys() - held))


def derived_rows(derived: Derived, parent: Sequence[int], total: int) -> Sequence[int]:
    """The rows in which a column may come from others: a price in those that add up no others.
    `parent` is the row above each, `total` that of the total."""
    sums = {total, *parent} if derived.kind == PRICE else frozenset[int]()
    return [row for row in range(len(parent)) if row not in sums]


def _figures(derived: Derived, rows: Rows, row: int) -> tuple[Decimal, Decimal, Decimal]:
    return (
        rows.value(derived.column, row).scaleb(derived.places),
        rows.value(derived.part, row),
        rows.value(derived.whole, rows.structure.total if derived.at_total else row),
    )


def holds(
    half: Callable[..., Decimal],
    kind: DerivedKind,
    stated: Decimal,
    part: Decimal,
    whole: Decimal,
) -> bool:
    """Whether a rate is what its figures give, within half a unit of the last place of each; `half`
    is that of amounts."""
    if kind == "change":
        slack = 3 * half(stated, part, whole)
        return abs(part - whole - stated) <= slack
    if kind == PRICE:
        slack = half(part) + half_unit(exponent(stated)) * abs(whole)
        return abs(part - stated * whole) <= slack
    difference = part - whole if kind == "growth" else part
    slack = half_unit(exponent(stated)) * abs(whole)
    amounts = half(part) + half(whole)
    slack += (HUNDRED + abs(stated)) * amounts
    return abs(HUNDRED * difference - stated * whole) <= slack
