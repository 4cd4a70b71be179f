"""The layouts of a pack as recognition uses them, with what it has found out about them before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, TypeAlias, overload

from ..model.amounts import AmountMemo
from ..model.document import Structure
from ..model.layout import PREVIOUS, ColumnMap, Layout, SideMap
from ..model.memo import Memo
from .columns import column_map
from .titles import Titles

if TYPE_CHECKING:
    from ..model.raw import NotRead, RawDocument, RawTable
    from .compose import Fitted
    from .sorting import Sorted

    InGrid: TypeAlias = "RawTable | NotRead | Fitted"
    """What a table in a grid is taken for."""

MAX_AMOUNTS = 20_000
"""Texts of amounts kept between documents: a folder of thousands must not fill the memory."""
MAX_STRUCTURES = 64
"""Trees of rows likewise: a document has a dozen, and that of its prose takes 50 KiB."""

MAX_KEPT_ROWS = 2000
"""Rows of the largest table whose structure is kept for the next one."""


class Layouts(Sequence[Layout]):
    """The layouts that tables of a document may have; `every` are these and those of last year's.

    What is kept depends on layouts and printed texts alone, is bounded, and may be shared between
    threads.
    """

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self.every = tuple(layouts)
        self._own = tuple(la for la in self.every if not la.id.startswith(PREVIOUS))
        self.titles = Titles(self._own)
        self.structures: Memo[object, Structure] = Memo(MAX_STRUCTURES)
        self.places: Memo[object, SideMap] = Memo(256)
        self._columns: Memo[tuple[Layout, tuple[str, ...]], ColumnMap] = Memo(256)
        self._amounts: Memo[int, AmountMemo] = Memo(64)
        self._last: tuple[RawDocument, Sorted] | None = None
        self._alike: Memo[Hashable, Structure] = Memo(MAX_STRUCTURES)

    @overload
    def __getitem__(self, index: int) -> Layout: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Layout]: ...
    def __getitem__(self, index: int | slice) -> Layout | Sequence[Layout]:
        return self._own[index]

    def __iter__(self) -> Iterator[Layout]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def columns(self, layout: Layout, printed: tuple[str, ...]) -> ColumnMap:
        """Which printed column is which of a layout's."""
        return self._columns.get((layout, printed), lambda: column_map(layout, printed))

    def one(self, shape: Structure) -> Structure:
        """The structure that stands for all that say the same, so that what was made of one is
        there for the others; a large one, or one of claims, for itself."""
        if shape.size > MAX_KEPT_ROWS or shape.stated is not None:
            return shape
        return self._alike.get(shape.content, lambda: shape)

    def tables_of(self, raw: RawDocument, make: Callable[[], Sorted]) -> Sorted:
        """The tables of a document, kept until those of another are asked for."""
        last = self._last
        if last is None or not _same_tables(last[0], raw):
            self._last = last = (raw._replace(narrative=(), flows=()), make())
        return last[1]

    def amounts(self, scale: int) -> AmountMemo:
        """Amounts by text, times 10 to the power of `scale`: to be asked for once a table, since
        another memory takes the place of one that has become too large."""
        memo = self._amounts.get(scale, lambda: AmountMemo(scale))
        if len(memo) > MAX_AMOUNTS:
            self._amounts = Memo(64)
        return memo


def _same_tables(raw: RawDocument, other: RawDocument) -> bool:
    """Whether two documents hold the very same tables, whatever else they say."""
    return raw.tables is other.tables and raw.grids is other.grids and raw.path == other.path


def numbered(layout: Layout, name: str, ordinal: int) -> Layout:
    """A layout of which composition has made sides, under the id and with the ordinals that it has
    in a document."""
    made: Layout = layout.vocabulary.made.get(
        (layout, name, ordinal), lambda: _numbered(layout, name, ordinal)
    )
    return made


def _numbered(layout: Layout, name: str, ordinal: int) -> Layout:
    numbers = count(ordinal)
    sides = tuple(
        side._replace(table=name, ordinal=next(numbers)) if side.composed else side
        for side in layout.sides
    )
    return layout._replace(id=name, sides=sides)


def composed_sides(layout: Layout) -> int:
    """How many sides of a layout no pack declares."""
    return sum(side.composed for side in layout.sides)
