"""The document: typed and frozen. Amounts are Decimal from here on.

What depends on the labels of a table alone (the tree, the keys) is a `Structure` and is shared by
all documents that print the same labels; what depends on the figures is a `Rows`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from .amounts import (
    BLANK,
    EXACT,
    MAX_DIGITS,
    MONEY,
    AmountError,
    exponent,
    half_unit,
    is_blank,
    parse,
)
from .errors import NOTHING, Message, Problem
from .expressions import expression
from .layout import Layout, Side, SideMap
from .prose import About, Prose, Told
from .raw import Number, RawDocument, RawTable, Section
from .values import NamedTuple, by_identity
from .vocabulary import Coordinates
from .words import literal

Vector = list[Decimal]
"""The amounts of one column, one a row, and a trailing `BLANK` so that row -1 reads as blank."""

TOTAL_KEY = literal("names.total")


class Stated(NamedTuple):
    """What the rows of the table of claims say besides their figures; one entry a row, but for
    `filled`: the rows that state a figure, by its column.

    `paths` are the group and the subject of each claim, `meanings` what its words mean (direction
    up), `parts` the claims that are parts of it, and `bases` the row that its share is a share of,
    -1 where that cannot be told. `told` are rows that belong together; `about` is what amounts are
    of, by their rows, where that is certain.
    """

    paths: Sequence[tuple[str, ...]]
    meanings: Sequence[Mapping[str, str]]
    parts: Sequence[Sequence[int]]
    bases: Sequence[int]
    filled: Mapping[str, Mapping[int, None]]
    told: Sequence[Told] = ()
    about: Mapping[int, About] = {}

    def states(self, row: int, column: str) -> bool:
        """Whether a claim states that figure."""
        return row in self.filled.get(column, ())


NOTHING_UNREAD: Mapping[int, int] = {}
NOTHING_SAID: Mapping[int, Coordinates] = {}


@by_identity
class Structure(NamedTuple):
    """The rows of one side without their figures. Compared by identity; see `recognise`.

    All sequences have one entry a body row. `parent` is -1 for a row without one; the rows of
    the top level have the total row as parent where there is one. `level` counts from 1 and is 0
    for the total and for rows without label. `texts` are the columns that hold words; `parts` are
    rows that are only some of what the row above them holds (其中). `unread` are rows with
    something in the column of codes that is none, and their level as far as it can be told (else
    0); they have no place in the tree, and one of them may be a part of an `uncertain` row; so may
    be rows that nothing says whether they stand beside others or below them.
    `stated` is what claims say; `said` is what a file says that rows mean, where that is not what
    their words do.
    """

    side: Side
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    projects: tuple[str, ...]
    parent: tuple[int, ...]
    level: tuple[int, ...]
    total: int
    by_code: Mapping[str, Sequence[int]]
    unplaced: tuple[int, ...]
    texts: Mapping[str, Sequence[str]] = {}
    parts: frozenset[int] = frozenset()
    unread: Mapping[int, int] = NOTHING_UNREAD
    uncertain: frozenset[int] = frozenset()
    stated: Stated | None = None
    said: Mapping[int, Coordinates] = NOTHING_SAID

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.labels)

    def name(self, row: int) -> str:
        """A row as people say it: "20141 数据事务", a label, or a project's name."""
        if self.side.rows == "claims":
            group, label = self.side.levels[self.level[row] - 1], self.labels[row]
            return f"{group} {label.rpartition('/')[2]}" if label != group else group
        code, label, project = self.codes[row], self.labels[row], self.projects[row]
        named = f"{code} {label}" if code and self.side.rows == "code" else label
        full = f"{named} {project}" if project and project != label else named
        return "".join(full.splitlines())

    @property
    def content(self) -> Hashable:
        """What tells it from those that say something else; not for claims."""
        said = tuple((row, *known.items()) for row, known in self.said.items())
        maps = tuple(self.texts.items()), tuple(self.unread.items()), said
        rows = self.codes, self.labels, self.projects, self.parent, self.level
        return (self.side, *rows, self.total, self.unplaced, self.parts, self.uncertain, *maps)


class Rows(NamedTuple):
    """One side of a table with its figures.

    `columns` has the columns that the layout names and the table prints; a column that is blank
    from top to bottom is None. `where` gives the places of all parts in the raw table. `drawn` is
    the exponent to which all its figures were drawn up, where that is coarser than they are
    printed; see `Precision`.
    """

    structure: Structure
    columns: Mapping[str, Vector | None]
    where: SideMap
    drawn: int | None = None

    def value(self, column: str, row: int) -> Decimal:
        """One amount; `BLANK` for a missing row or column."""
        vector = self.columns.get(column)
        return BLANK if vector is None else vector[row]

    def half(self, *figures: Decimal) -> Decimal:
        """Half a unit of the last place to which figures count, the coarsest of them."""
        places = max(map(exponent, figures))
        return half_unit(places if self.drawn is None else max(places, self.drawn))


class Table(NamedTuple):
    """A published table: its layout, its own money unit, its sides in the layout's order.

    `scale` is the power of ten from its unit to the document's base money; `texts` are the
    printed cells by column. `owner` is the other document that it is of, if it is of one.
    """

    layout: Layout
    raw: RawTable
    money: str
    scale: int
    sides: tuple[Rows, ...]
    texts: Sequence[tuple[str, ...]]
    owner: Message = NOTHING

    @property
    def id(self) -> str:
        """The canonical id."""
        return self.layout.id

    @property
    def number(self) -> int:
        """The number as published, else the layout's."""
        return self.raw.number or self.layout.number

    def money_of(self, index: int) -> str:
        """The money unit in which a printed column is."""
        return self.raw.money_of(index) or self.money

    def scale_of(self, index: int) -> int:
        """The power of ten from the unit of a printed column to the document's base money."""
        return self.scale_from(self.money_of(index))

    def scale_from(self, money: str) -> int:
        """The power of ten from a unit of this table to the document's base money."""
        known = money in MONEY and self.money in MONEY
        return self.scale + (MONEY[money] - MONEY[self.money] if known else 0)


class DocumentCell(NamedTuple):
    """A cell of a document: the ordinal of its side, the name of its column, its row."""

    side: int
    column: str
    row: int


class Follow(NamedTuple):
    """What follows from the coordinates of figures: `left` adds up to what `right` does. What is
    `told` is said in prose, what is `changed` a change with both of its years, what is `completed`
    how much of a plan is done (the ratio to it, and no sum)."""

    kind: Literal["identity", "balance", "roll", "tree", "told", "changed", "completed"]
    left: tuple[DocumentCell, ...]
    right: tuple[DocumentCell, ...]


class Document(NamedTuple):
    """One disclosure, recognised. `sides` is indexed by `Side.ordinal`; None where it is absent.

    `base_money` is the unit in which amounts are kept: that of the tables, or the larger one
    where tables differ. `prose` is the narrative as its phrases were read. `problems` are what
    could not be read; the rest was read nonetheless. `notes` are what was left out on purpose.
    `previous` is last year's document, if it is there. `follows` is what the coordinates of its
    figures promise, where tables were read by their words.
    """

    raw: RawDocument
    tables: Mapping[str, Table]
    sides: Sequence[Rows | None]
    base_money: str
    unrecognised: tuple[RawTable, ...]
    problems: tuple[Problem, ...]
    prose: Prose | None = None
    notes: tuple[Problem, ...] = ()
    previous: Document | None = None
    follows: tuple[Follow, ...] = ()

    @property
    def narrative(self) -> tuple[Section, ...]:
        """The sections of prose."""
        return self.raw.narrative

    @property
    def unit(self) -> str:
        """The unit that publishes: as the input says, else as most tables print it."""
        return self.raw.unit or next((t.raw.unit for t in self.tables.values() if t.raw.unit), "")


_FIGURE = expression(r"\d[\d,]*(?:\.\d*)?", re.ASCII)
"""What most cells look like: there is nothing to fold in it."""


class Precision(NamedTuple):
    """How far the figures of a table can be taken at their printed places.

    A spreadsheet's general format prints 792.00 as 792, and JSON numbers write it 792.0. The
    sign of it: a table's figures differ in their number of decimals and none of them ends in a
    zero after the point. Then every figure counts to the `finest` place (an exponent, in the
    base money) that tables of this money print; a JSON number always does.

    Budgets are drawn up in 万元 with two decimals. Tables in 元 of which every figure is a whole
    hundred were multiplied: they count to the place they were `drawn` to (None where that is as
    printed), for the roundings of 0.01 万元 are roundings in 元 too.

    `others` are those of columns whose headers name another unit than the table has, by that unit.
    """

    finest: int
    zeros_dropped: bool
    numbers: bool
    drawn: int | None = None
    others: Mapping[str, Precision] = {}

    @property
    def as_printed(self) -> bool:
        """Whether every figure can be taken at the places printed."""
        as_printed = not (self.zeros_dropped or self.numbers or self.drawn is not None)
        return as_printed and all(other.as_printed for other in self.others.values())


DRAWN = 2
"""The exponent, in 元, to which budgets are drawn up: 0.01 万元."""
ENOUGH = 12
"""Different figures from which on it is no chance that they are whole hundreds."""


class _Printed(NamedTuple):
    """How the figures of one unit are printed in a table: their numbers of decimals, whether one
    of them ends in a zero, and whether JSON numbers occur."""

    places: frozenset[int]
    zero: bool
    numbers: bool


def precisions(document: Document) -> Mapping[str, Precision]:
    """The precision of each table, by its id."""
    tables = document.tables.values()
    printed = {(t.id, money): _printed(t, money) for t in tables for money in _moneys(t)}
    finest: dict[str, int] = {}
    for (_, money), found in printed.items():
        finest[money] = max(*found.places, finest.get(money, 0), 0)
    drawn = {money: _drawn(document, money, places) for money, places in finest.items()}

    def precision(table: Table, money: str) -> Precision:
        found = printed[table.id, money]
        dropped = len(found.places) > 1 and not found.zero
        place = table.scale_from(money) - finest[money]
        return Precision(place, dropped, found.numbers, drawn[money])

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


def _drawn(document: Document, money: str, places: int) -> int | None:
    """The exponent to which the figures in a unit were drawn up, where they are printed finer."""
    if money not in MONEY or -places >= DRAWN - MONEY[money]:
        return None
    tables = [table for table in document.tables.values() if money in _moneys(table)]
    figures = {value for table in tables for value in _amounts(table, money)}
    place = DRAWN - MONEY[money] + tables[0].scale_from(money)
    return drawn_to(figures, place)


def drawn_to(figures: Collection[Decimal], place: int) -> int | None:
    """The exponent `place`, if different figures, none of them 0, are whole units of it, and as
    many as do not come so by chance."""
    whole = len(figures) >= ENOUGH and all(_is_whole(value, place) for value in figures)
    return place if whole else None


def _is_whole(value: Decimal, place: int) -> bool:
    """Whether a number is a whole number of units of a place, by its exponent."""
    scaled = value.scaleb(-place, EXACT)
    return scaled == scaled.to_integral_value()


def _amounts(table: Table, money: str) -> Iterator[Decimal]:
    """The amounts of money that a table prints in a unit, but for 0."""
    for side, name, _ in _columns_in(table, money):
        yield from (value for value in side.columns[name] or () if value.is_finite() and value)


def _columns_in(table: Table, money: str) -> Iterator[tuple[Rows, str, int]]:
    """The columns of money that a table prints in a unit, and where they stand."""
    for side in table.sides:
        columns = side.structure.side.columns
        for name, index in side.where.columns.items():
            shown = side.columns.get(name) is not None and columns[name].measure == "money"
            if shown and table.money_of(index) == money:
                yield side, name, index


def _printed(table: Table, money: str) -> _Printed:
    """How the figures of a table that are in one unit are printed."""
    columns = [table.texts[index] for _, _, index in _columns_in(table, money)]
    shapes = {_print_shape(text, type(text) is Number) for text in set().union(*columns)}
    places = frozenset(decimals for decimals, _ in shapes if decimals >= 0)
    numbers = any(Number in set(map(type, texts)) for texts in columns)
    return _Printed(places, any(zero for _, zero in shapes), numbers)


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
