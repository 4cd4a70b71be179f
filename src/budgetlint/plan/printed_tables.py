"""Which tables, rows and columns a document prints, without a single figure.

That is what rules are bound to: documents with the same labels print the same, so that their
selectors are resolved once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from .. import messages
from ..model.document import TOTAL_KEY, Follow, Stated, Structure
from ..model.errors import Message
from ..model.layout import Derived, Layout, Side, Sum
from ..model.names import norm
from ..model.values import NamedTuple
from ..packs.selectors import RowSelector, Selector
from .asked import AskedWords
from .reads import Reads
from .rows import RowIndex
from .skeleton import Skeleton


class NotThereError(Exception):
    """A selector matches nothing in this document. `reason` says what is missing."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


class PrintedTables(NamedTuple):
    """`indexes` and `columns` are indexed by `Side.ordinal`; `money` by table id.

    `lists` are names by the id of their list, `constants` the numbers of the profile and the year.
    `sums`, by ordinal too, are those among the columns of a side that composition has found, and
    `derived` the columns that come from others. `follows` is what the coordinates of the figures
    promise.
    A rule may look at what it `reads`, and at nothing else; what it asks of words is noted in
    `asked`, if that is there: so what it is bound to depends on that alone.
    """

    layouts: Mapping[str, Layout]
    indexes: Sequence[RowIndex | None]
    columns: Sequence[Mapping[str, int]]
    money: Mapping[str, str]
    lists: Mapping[str, frozenset[str]] = {}
    constants: Mapping[str, Decimal] = {}
    sums: Sequence[Sequence[Sum]] = ()
    derived: Sequence[Sequence[Derived]] = ()
    follows: Sequence[Follow] = ()
    reads: Reads | None = None
    asked: AskedWords | None = None

    def constant(self, name: str) -> Decimal:
        """A number of the profile, or the year. Raises `NotThereError` if it is not known."""
        if self.reads is not None and name == "year" and not self.reads.year:
            raise LookupError(name)
        if name not in self.constants:
            raise NotThereError(messages.constant_missing(name))
        return self.constants[name]

    def layout(self, table: str) -> Layout:
        """The layout of that id; selectors have been checked, so it is there."""
        return self.layouts[table]

    def side(self, selector: Selector) -> Side:
        """The side that a selector means."""
        layout = self.layouts[selector.table]
        if len(layout.sides) == 1:
            return layout.sides[0]
        return layout.side(selector.side) or layout.sides[0]

    def all_printed(self) -> Iterator[RowIndex]:
        """All rows that the document prints in tables."""
        if self.reads is not None and not self.reads.everything:
            raise LookupError("all tables")
        every = filter(None, map(self.at, range(len(self.indexes))))
        return (index for index in every if index.side.rows != "claims")

    def find(self, side: Side) -> RowIndex | None:
        """The rows of a side, to be looked up; None if it is not printed."""
        if self.reads is not None and not self.reads.may_see(side):
            raise LookupError(side.address)
        return self.at(side.ordinal)

    def at(self, ordinal: int) -> RowIndex | None:
        """The rows of the side with that ordinal."""
        found = self.indexes[ordinal]
        return found if found is None or self.asked is None else self.asked.seen(found)

    def prints(self) -> Callable[[int, str], bool]:
        """Tells whether a column of the side with that ordinal is printed; prose has all of its
        own. It remembers nothing else of the document."""
        sides = [
            (side.columns if side.rows == "claims" else columns).keys()
            if index is not None and (side := index.side)
            else ()
            for index, columns in zip(self.indexes, self.columns, strict=True)
        ]
        return lambda side, column: column in sides[side]

    def printed(self, side: Side) -> Mapping[str, int]:
        """The columns of a side that the document prints, with their places."""
        return self.columns[side.ordinal] if self.find(side) is not None else {}

    def lookup(self, side: Side) -> RowIndex:
        """The rows of a side, to be looked up. Raises `NotThereError` if it is not printed."""
        found = self.find(side)
        if found is None:
            raise NotThereError(messages.table_missing(self.layout(side.table), side))
        return found

    def skeleton(self, side: Side) -> Skeleton:
        """The rows of a side without their words. Raises `NotThereError` if it is not printed."""
        return self.lookup(side).skeleton

    def structure(self, side: Side) -> Structure:
        """The rows of a side with all their words: a rule that looks at them is bound to these.
        Raises `NotThereError` if it is not printed."""
        return self.lookup(side).shape

    def stated(self, side: Side) -> Stated | None:
        """What the claims of a side say besides their figures; None for the rows of tables.
        Raises `NotThereError` if it is not printed."""
        found = self.lookup(side)
        return found.shape.stated if side.rows == "claims" else None

    def column(self, side: Side, name: str) -> str:
        """The column's name. Raises `NotThereError` if the table prints no such column; an optional
        column that is not printed reads as blank."""
        name = name or side.only_column
        self.lookup(side)
        if name not in self.printed(side) and not side.columns[name].optional:
            raise NotThereError(messages.column_missing(self.layout(side.table), name))
        return name

    def row(self, side: Side, rows: RowSelector) -> int:
        """The one row that is meant; -1 for an optional row that is absent.

        Raises `NotThereError` if there is none, or more than one.
        """
        found = self.rows(side, rows)
        if len(found) == 1:
            return found[0]
        if not found:
            self.require_read(side, rows)
        if not found and rows.optional:
            return -1
        name = "/".join(rows.values) or TOTAL_KEY
        reason = messages.row_missing if not found else messages.row_ambiguous
        raise NotThereError(reason(self.layout(side.table), name))

    def rows(self, side: Side, rows: RowSelector) -> tuple[int, ...]:
        """All rows that a row selector means, in order. Raises `NotThereError`."""
        found = self.lookup(side).rows(rows)
        if not rows.among:
            return found
        names = self.names(rows.among)
        among = self.lookup(side).ask(_among, found, names)
        return tuple(row for row in found if (row in among) != rows.negated)

    def every(self, side: Side, rows: RowSelector) -> tuple[int, ...]:
        """The same, for a sum or a count of them: none may be missing. Raises `NotThereError`."""
        self.require_read(side, rows)
        return self.rows(side, rows)

    def require_read(self, side: Side, rows: RowSelector) -> None:
        """Raises `NotThereError` if a row whose code cannot be read might be meant."""
        unread = self.skeleton(side).unread
        depth = side.levels.index(rows.level) + 1 if rows.kind == "level" and rows.level else 0
        for row, level in unread.items() if rows.kind != "total" else ():
            if not depth or level in (0, depth):
                raise NotThereError(self.unread(side, row))

    def unread(self, side: Side, row: int) -> Message:
        """That the code of a row cannot be read."""
        return messages.codes_unread(self.layout(side.table), self.structure(side).labels[row])

    def uncertain(self, side: Side) -> Iterator[Message]:
        """Why it is uncertain what some rows are the sum of: codes that cannot be read, or rows
        that may stand beside each other or below one another."""
        shape = self.skeleton(side)
        if shape.uncertain and shape.unread:
            yield from (self.unread(side, row) for row in shape.unread)
            return
        for row in sorted(shape.uncertain):
            label = self.structure(side).labels[row]
            yield messages.nesting_unknown(self.layout(side.table), label)

    def names(self, among: str) -> frozenset[str]:
        """The names of a list, or those of a group of claims ("claims@新增项目")."""
        table, _, group = among.partition("@")
        if not group:
            return self.lists[among]
        side = self.layouts[table].sides[0]
        rows = self.rows(side, RowSelector("level", (), group))
        shape = self.structure(side)
        return frozenset(norm(shape.labels[row]) for row in rows)


def _among(index: RowIndex, rows: Sequence[int], names: frozenset[str]) -> tuple[int, ...]:
    """The rows whose own names are among these: a row's project, or the last part of its label."""
    shape = index.shape
    own = ((row, shape.projects[row] or shape.labels[row].rpartition("/")[2]) for row in rows)
    return tuple(row for row, name in own if norm(name) in names)
