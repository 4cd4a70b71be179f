"""Precision: how far the figures of a table can be taken at their printed places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from .amounts import EXACT, MAX_DIGITS, MONEY, ZERO, AmountError, exponent, is_blank, parse
from .document import Document, Rows, Table
from .expressions import expression
from .raw import Number
from .values import NamedTuple

_FIGURE = expression(r"\d[\d,]*(?:\.\d*)?", re.ASCII)
"""What most cells look like: there is nothing to fold in it."""


class Precision(NamedTuple):
    """How far the figures of a table can be taken at their printed places.

    A spreadsheet's general format prints 792.00 as 792, and JSON numbers write it 792.0. The
    sign of it: a table's figures differ in their number of decimals and none of them ends in a
    zero after the point. Then every figure counts to the `finest` place (an exponent, in the
    base money) that tables of this money print; a JSON number always does.

    What is multiplied had its roundings multiplied too: `step` is that of which all figures of this
    money are whole multiples (0 where they count as printed); they are off by up to half of it.

    `others` are those of columns whose headers name another unit than the table has, by that unit.
    """

    finest: int
    zeros_dropped: bool
    numbers: bool
    step: Decimal = ZERO
    others: Mapping[str, Precision] = {}

    @property
    def as_printed(self) -> bool:
        """Whether every figure can be taken at the places printed."""
        as_printed = not (self.zeros_dropped or self.numbers or self.step)
        return as_printed and all(other.as_printed for other in self.others.values())


ENOUGH = 12
"""Different figures from which on it is no chance that all of them have a step."""
NO_CHANCE, MOST = 10**9, 30
"""How rare that must be by chance at the least, and figures of any step that are as rare."""
TELLING, ROUND = 100, 5
"""Steps from which on a figure tells of a step, and steps that it may be no multiple of."""
DRAWN, WAN = 2, 4
"""The exponents, in 元, to which budgets are drawn up (0.01 万元), and of their unit."""


class _Printed(NamedTuple):
    """How the figures of one unit are printed in a table: their numbers of decimals, whether one
    of them ends in a zero, and whether JSON numbers occur."""

    places: frozenset[int]
    zero: bool
    numbers: bool


def precisions(document: Document) -> Mapping[str, Precision]:
    """The precision of each table, by its id."""
    tables = document.tables.values()
    shapes: dict[str, tuple[int, bool]] = {}
    printed = {(t.id, money): _printed(t, money, shapes) for t in tables for money in _moneys(t)}
    finest: dict[str, int] = {}
    for (_, money), found in printed.items():
        finest[money] = max(*found.places, finest.get(money, 0), 0)
    steps = {money: _step(document, money, places) for money, places in finest.items()}

    def precision(table: Table, money: str) -> Precision:
        found = printed[table.id, money]
        dropped = len(found.places) > 1 and not found.zero
        place = table.scale_from(money) - finest[money]
        return Precision(place, dropped, found.numbers, steps[money])

    return {
        table.id: precision(table, table.money)._replace(
            others={money: precision(table, money) for money in _moneys(table)[1:]}
        )
        for table in tables
    }


def _moneys(table: Table) -> list[str]:
    """The money units of a table, its own first, then those that headers of its columns name."""
    return [table.money, *dict.fromkeys(m for m in table.raw.moneys if m and m != table.money)]


def precision_of(
    known: Mapping[str, Precision], document: Document, rows: Rows, column: str
) -> Precision:
    """The precision of a column of a side, by what is `known` of the tables."""
    table = document.tables[rows.structure.side.table]
    found = known[table.id]
    if not table.raw.moneys:
        return found
    return found.others.get(table.money_of(rows.where.columns.get(column, -1)), found)


def _step(document: Document, money: str, places: int) -> Decimal:
    """The step of all figures of a document that are printed in a unit."""
    tables = [table for table in document.tables.values() if money in _moneys(table)]
    columns = ((side, name) for t in tables for side, name, _ in _columns_in(t, money))
    vectors = (side.columns[name] or () for side, name in columns)
    unit = tables[0].scale_from(money)
    return step_of(vectors, money, unit, unit - places)


def step_of(
    vectors: Iterable[Iterable[Decimal]], money: str, unit: int, finest: int | None = None
) -> Decimal:
    """The step of which all figures of some columns are whole multiples, where that is coarser than
    they are printed, and neither chance nor somebody's round figures; else 0. `unit` is the
    exponent of one unit of their `money`, `finest` the last place printed (else that of the first).

    A further figure is a multiple of n last units by one chance in n. Whole units are typed, or
    counted; so are figures of a few steps, or of fives and tens of them. Of whole units there is
    one step that nobody types: budgets are drawn up in 万元, to two decimals, and what is printed
    finer and is whole hundreds of 元 was multiplied.
    """
    objects: dict[int, Decimal] = {}  # what is printed alike is one object nearly always
    for vector in vectors:
        objects.update(zip(map(id, vector), vector, strict=True))
    printed = [value for value in objects.values() if value and value.is_finite()]
    if len(printed) < ENOUGH:
        return ZERO
    last = _place(exponent(printed[0]) if finest is None else finest)
    step = _common(printed, last)
    figures = {abs(value) for value in printed} if step else ()
    if len(figures) < ENOUGH:
        return ZERO
    drawn = _place(unit - MONEY[money] + DRAWN) if money in MONEY else None
    multiplied = drawn is not None and _is_multiple(step, drawn)
    whole = max(unit, unit - MONEY[money] + WAN) if multiplied else unit
    if not _is_multiple(step, _place(whole)) and _is_told(step, last, figures):
        return step
    return drawn if drawn is not None and multiplied and drawn > last else ZERO


def _common(figures: Iterable[Decimal], finest: Decimal) -> Decimal:
    """The greatest step of which all figures are whole multiples; 0 if it is the `finest`."""
    step = ZERO
    for figure in figures:
        rest = figure
        while rest:  # Euclid
            step, rest = rest, EXACT.remainder(step, rest)
        if abs(step) <= finest:
            return ZERO
    return abs(step)


def _is_told(step: Decimal, finest: Decimal, figures: Iterable[Decimal]) -> bool:
    """Whether so many figures tell of a step that it is no chance."""
    least, of_round = step * TELLING, step * ROUND
    telling = sum(figure >= least and not _is_multiple(figure, of_round) for figure in figures)
    return telling >= ENOUGH and int(step / finest) ** min(telling, MOST) >= NO_CHANCE


def _is_multiple(value: Decimal, of: Decimal) -> bool:
    return not EXACT.remainder(value, of)


def _place(place: int) -> Decimal:
    """One unit of a place, by its exponent."""
    return Decimal((0, (1,), place))


def _columns_in(table: Table, money: str) -> Iterator[tuple[Rows, str, int]]:
    """The columns of money that a table prints in a unit, and where they stand."""
    for side in table.sides:
        columns = side.structure.side.columns
        for name, index in side.where.columns.items():
            shown = side.columns.get(name) is not None and columns[name].measure == "money"
            if shown and table.money_of(index) == money:
                yield side, name, index


def _printed(table: Table, money: str, shapes: dict[str, tuple[int, bool]]) -> _Printed:
    """How the figures of a table that are in one unit are printed. `shapes` are those of texts that
    were met before, and are none of JSON numbers."""
    columns = [table.texts[index] for _, _, index in _columns_in(table, money)]
    texts = set().union(*columns)
    numbers = any(Number in set(map(type, texts)) for texts in columns)
    known = {} if numbers else shapes
    for text in texts - known.keys():
        known[text] = _print_shape(text, type(text) is Number)
    met = set(map(known.__getitem__, texts))
    places = frozenset(decimals for decimals, _ in met if decimals >= 0)
    return _Printed(places, any(zero for _, zero in met), numbers)


def _print_shape(text: str, number: bool) -> tuple[int, bool]:  # noqa: FBT001
    """The decimals printed (-1: no figure), and whether the last of them is a zero. Note marks
    (1.50¹) are no decimals, as they are none to whoever reads the amount."""
    decimals = text.partition(".")[2]
    if not _FIGURE.fullmatch(text):
        try:
            value = parse(text)
        except AmountError:
            return -1, False
        if is_blank(value):
            return -1, False
        decimals = f"{value:f}".partition(".")[2]
    if len(decimals) > MAX_DIGITS:
        return -1, False
    if number:
        return len(decimals.rstrip("0")), False
    return len(decimals), decimals.endswith("0")
