"""The document: typed and frozen. Amounts are Decimal from here on.

What depends on the labels of a table alone (the tree, the keys) is a `Structure` and is shared by
all documents that print the same labels; what depends on the figures is a `Rows`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from .amounts import BLANK, MONEY, ZERO, exponent, half_unit, halved
from .errors import NOTHING, Message, Problem
from .layout import Layout, Side, SideMap
from .prose import About, Prose, Told
from .raw import RawDocument, RawTable, Section
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
    from top to bottom is None. `where` gives the places of all parts in the raw table. `step` is
    that of which its figures are whole multiples, 0 where they count as printed; see
    `precision.step_of`.
    """

    structure: Structure
    columns: Mapping[str, Vector | None]
    where: SideMap
    step: Decimal = ZERO

    def value(self, column: str, row: int) -> Decimal:
        """One amount; `BLANK` for a missing row or column."""
        vector = self.columns.get(column)
        return BLANK if vector is None else vector[row]

    def half(self, *figures: Decimal) -> Decimal:
        """Half a unit of the last place to which figures count, the coarsest of them."""
        return max(half_unit(max(map(exponent, figures))), halved(self.step))


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
