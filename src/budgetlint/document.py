"""The document: typed and frozen. Amounts are Decimal from here on.

What depends on the labels of a table alone (the tree, the keys) is a `Structure` and is shared by
all documents that print the same labels; what depends on the figures is a `Rows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from .amounts import BLANK
from .columns import SideMap
from .errors import Problem
from .layout import Layout, Side
from .names import norm
from .raw import Number, RawDocument, RawTable, Section

Vector = list[Decimal]
"""The amounts of one column, one a row, and a trailing `BLANK` so that row -1 reads as blank."""

TOTAL_KEY = "总计"


class Structure(NamedTuple):
    """The rows of one side without their figures. Compared by identity; see `recognise`.

    All sequences have one entry a body row. `parent` is -1 for a row without one; the rows of
    the top level have the total row as parent where there is one. `level` counts from 1 and is 0
    for the total and for rows without label.
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
    memo: dict[Any, Any]

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.labels)

    def name(self, row: int) -> str:
        """A row as people say it: "20141 数据事务", a label, or a project's name."""
        code, label, project = self.codes[row], self.labels[row], self.projects[row]
        named = f"{code} {label}" if code and self.side.rows == "code" else label
        full = f"{named} {project}" if project and project != label else named
        return "".join(full.splitlines())

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Rows(NamedTuple):
    """One side of a table with its figures.

    `columns` has the columns that the layout names and the table prints; a column that is blank
    from top to bottom is None. `where` gives the places of all parts in the raw table.
    """

    structure: Structure
    columns: Mapping[str, Vector | None]
    where: SideMap

    def value(self, column: str, row: int) -> Decimal:
        """One amount; `BLANK` for a missing row or column."""
        vector = self.columns.get(column)
        return BLANK if vector is None else vector[row]


class Table(NamedTuple):
    """A published table: its layout, its own money unit, its sides in the layout's order.

    `scale` is the power of ten from its unit to the document's base money; `texts` are the
    printed cells by column.
    """

    layout: Layout
    raw: RawTable
    money: str
    scale: int
    sides: tuple[Rows, ...]
    texts: Sequence[tuple[str, ...]]

    @property
    def id(self) -> str:
        """The canonical id."""
        return self.layout.id

    @property
    def number(self) -> int:
        """The number as published, else the layout's."""
        return self.raw.number or self.layout.number


class Document(NamedTuple):
    """One disclosure, recognised. `sides` is indexed by `Side.ordinal`; None where it is absent.

    `base_money` is the unit in which amounts are kept: that of the tables, or the larger one
    where tables differ. `problems` are what could not be read; the rest was read nonetheless.
    """

    raw: RawDocument
    tables: Mapping[str, Table]
    sides: Sequence[Rows | None]
    base_money: str
    unrecognised: tuple[RawTable, ...]
    problems: tuple[Problem, ...]

    @property
    def narrative(self) -> tuple[Section, ...]:
        """The sections of prose."""
        return self.raw.narrative

    @property
    def unit(self) -> str:
        """The unit that publishes: as the input says, else as most tables print it."""
        return self.raw.unit or next((t.raw.unit for t in self.tables.values() if t.raw.unit), "")


class Precision(NamedTuple):
    """How far the figures of one money unit can be taken at their printed places.

    A spreadsheet's general format prints 792.00 as 792, and JSON numbers write it 792.0. The
    sign of it: figures differ in their number of decimals and no text ends in a zero after the
    point. Then every figure counts to the `finest` place (an exponent, in the base money);
    a JSON number always does.
    """

    finest: int
    zeros_dropped: bool
    numbers: bool


def precision(document: Document, money: str) -> Precision:
    """The precision of all tables of `document` that are printed in `money`."""
    texts: set[str] = set()
    numbers = False
    scale = 0
    for table in document.tables.values():
        if table.money != money:
            continue
        scale = table.scale
        for side in table.sides:
            for name, index in side.where.columns.items():
                if side.columns[name] is not None:
                    texts.update(table.texts[index])
                    numbers = numbers or Number in set(map(type, table.texts[index]))
    shapes = {_print_shape(text, type(text) is Number) for text in texts}
    places = {decimals for decimals, _ in shapes if decimals >= 0}
    dropped = len(places) > 1 and not any(zero for _, zero in shapes)
    return Precision(scale - max(places, default=0), dropped, numbers)


@lru_cache(maxsize=65536)
def _print_shape(text: str, number: bool) -> tuple[int, bool]:  # noqa: FBT001
    """The decimals printed (-1: no figure), and whether the last of them is a zero."""
    folded = norm(text).strip("()")
    if not any(map(str.isdigit, folded)):
        return -1, False
    decimals = folded.partition(".")[2]
    if number:
        return len(decimals.rstrip("0")), False
    return len(decimals), decimals.endswith("0")
