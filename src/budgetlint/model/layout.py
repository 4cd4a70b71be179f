"""Layouts: how a published table is laid out. Declared in TOML, checked by `packs.layouts`.

A table has one or more *sides*: row sets printed next to each other (income left, expenditure
right). Most tables have a single side, whose name is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .phrases import PhraseBook
from .values import NamedTuple, by_identity
from .vocabulary import NO_WORDS, Vocabulary
from .words import literals

RowsKind = Literal["code", "outline", "units", "flat", "groups", "nested", "single", "claims"]
Measure = Literal["money", "price", "percent", "number"]
"""What figures are of: a price is money that is not added up."""
DEFAULT_LEVELS = {"code": literals("names.levels"), "units": literals("names.units")}
"""What the levels of rows are called that are in trees by their codes, or by units."""


class Column(NamedTuple):
    """A column that rules can name. `headers` are the header paths it may be printed under.

    `measure` says what its figures are: money, which is converted between units, or percentages
    and other numbers, which are not. With `within`, the first figure in a text is meant (">=95%").
    """

    name: str
    headers: tuple[tuple[str, ...], ...]
    optional: bool = False
    measure: Measure = "money"
    within: bool = False


@by_identity
class Side(NamedTuple):
    """One row set of a table.

    `rows` says what makes the tree: ``code`` (类/款/项 by prefix), ``outline`` (一、/1./其中),
    ``units`` (a unit's row above the rows of its projects), ``flat`` (no tree), ``groups`` (a
    group's name in one column, its items in the next, its sum as 小计), ``nested`` (each level's
    names in a column of its own), ``single`` (one row of figures without a name) or ``claims``
    (what the narrative says, see `budgetlint.recognise.claims`).
    `code` holds alternatives, each a sequence of headers whose cells are joined; the single
    header ``@label`` means that the code stands in front of the name in the label's cell.
    `names` are the row paths of a fixed form, for checking selectors when a pack is loaded;
    `texts` are columns that hold words; `order` are the headers of all columns as they are printed
    from left to right, for loosely read tables that have lost some.
    `group` are the columns with the names of groups, from the outer to the inner. `skip` are rows
    that belong to another side. `subtotal` are rows such as 本年支出合计: the sum of the top rows
    above them; the rows below them stand beside them. With `partial`, rows with 其中 are parts of
    the row above that need not add up to it. With `units`, a table by code may be in blocks, each
    under the row of a unit. An `optional` side need not be printed. With `blocks`, its columns may
    be printed several times beside each other. `inner` are rows below a subtotal that belong to
    the one above them; `apart` are rows that belong to none above them (结转下年 below a list of
    classes), `carried` rows that say what is carried in or on, `ends` the
    totals of income and of expenditure where these are two lists below each other: all are told by
    the words of a table.
    A side that is `composed` was made of what the words of a table mean: no pack declares it, and
    no rule names it.
    """

    table: str
    name: str
    ordinal: int
    rows: RowsKind
    label: tuple[tuple[str, ...], ...]
    under: tuple[str, ...] = ()
    code: tuple[tuple[tuple[str, ...], ...], ...] = ()
    project: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()
    columns: Mapping[str, Column] = {}
    texts: Mapping[str, Column] = {}
    names: tuple[tuple[str, ...], ...] = ()
    levels: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    group: tuple[tuple[str, ...], ...] = ()
    subtotal: tuple[str, ...] = ()
    partial: bool = False
    units: bool = False
    optional: bool = False
    skip: tuple[str, ...] = ()
    blocks: bool = False
    inner: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    composed: bool = False

    @property
    def only_column(self) -> str:
        """The column meant when a selector names none: the only one, or the only one that every
        table prints; empty where there are several."""
        always = [name for name, column in self.columns.items() if not column.optional]
        if len(self.columns) == 1:
            return next(iter(self.columns))
        return always[0] if len(always) == 1 else ""

    @property
    def address(self) -> str:
        """The side as a selector writes it: ``expenditure`` or ``income-expenditure.支出``."""
        return f"{self.table}.{self.name}" if self.name else self.table


class Sum(NamedTuple):
    """A column (or a row) that is the sum of others, by what their names mean. A `closed` one is
    so by its words alone; of a `partial` one the parts are only some. A `listed` one is a total
    over all columns beside it."""

    whole: str
    parts: tuple[str, ...]
    closed: bool = False
    partial: bool = False
    listed: bool = False


DerivedKind = Literal["growth", "change", "share", "completion", "unit-price"]


class Derived(NamedTuple):
    """A column that is computed from others of its row, by what their names mean: growth is
    part / whole - 1, a change part - whole, a completion or a share part / whole, in percent; a
    unit price is part / whole, times 10 to the power of `places` where it is printed in another
    unit. The whole stands in the same row, or, of some shares, `at_total`: in the row of the total.
    Of `sure` ones the figures say that they are."""

    column: str
    kind: DerivedKind
    part: str
    whole: str
    sure: bool = False
    places: int = 0
    at_total: bool = False


@by_identity
class SideMap(NamedTuple):
    """Where a side's parts stand among a table's columns; `label` is -1 where it has none. `sums`
    are those of its columns, where composition has found them, and `derived` what it says of
    columns of rates and changes."""

    code: tuple[int, ...]
    label: int
    project: int
    columns: Mapping[str, int]
    texts: Mapping[str, int] = {}
    group: tuple[int, ...] = ()
    sums: tuple[Sum, ...] = ()
    derived: tuple[Derived, ...] = ()


class ColumnMap(NamedTuple):
    """Where everything stands among a table's columns; columns that nothing claims; for each side
    the further blocks in which it goes on; columns of figures whose headers are not understood."""

    sides: tuple[SideMap | None, ...]
    unclaimed: tuple[int, ...]
    again: tuple[tuple[SideMap, ...], ...] = ()
    strange: tuple[int, ...] = ()


class Form(NamedTuple):
    """A sheet with named fields above a table: the layout of that table, the columns that are
    blank where they repeat what stands above, the fields that each of its rows is to carry, and the
    field that holds the unit's name. Words `beside` the table (绩效指标, written downwards) head no
    column of it."""

    body: str
    fill: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    unit: str = ""
    beside: tuple[str, ...] = ()


PREVIOUS = "@prev."
"""What stands before the id of a table that is last year's."""


@by_identity
class Layout(NamedTuple):
    """A table that a pack knows: its id, number, titles, money unit and sides.

    An `ignored` one is no table of figures but a cover or a list of tables: it is passed over with
    a note. With a `form`, a document may have many sheets of it, one for each project. With a
    `book` it is no printed table but what the narrative says, read by these phrases. Its titles
    and headers are understood by `vocabulary`; `places` are known where a layout was fitted to a
    printed table by what its words mean.
    """

    id: str
    number: int
    titles: tuple[str, ...]
    sides: tuple[Side, ...]
    money: str = ""
    book: PhraseBook | None = None
    form: Form | None = None
    ignored: bool = False
    vocabulary: Vocabulary = NO_WORDS
    places: ColumnMap | None = None

    def side(self, name: str) -> Side | None:
        """The side of that name, or None."""
        return next((side for side in self.sides if side.name == name), None)
