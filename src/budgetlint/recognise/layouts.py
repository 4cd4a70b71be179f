"""The layouts of a pack as recognition uses them, with what it has found out about them before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from ..model.amounts import AmountMemo
from ..model.document import Structure
from ..model.layout import PREVIOUS, ColumnMap, Layout, SideMap
from ..model.memo import Memo
from .columns import column_map
from .titles import Titles

MAX_AMOUNTS = 200_000
"""Texts of amounts kept between documents: a folder of thousands must not fill the memory."""


class Layouts(Sequence[Layout]):
    """The layouts that tables of a document may have; `every` are these and those of last year's.

    What is kept depends on layouts and printed texts alone, is bounded, and may be shared between
    threads.
    """

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self.every = tuple(layouts)
        self._own = tuple(la for la in self.every if not la.id.startswith(PREVIOUS))
        self.titles = Titles(self._own)
        self.structures: Memo[object, Structure] = Memo(4096)
        self.places: Memo[object, SideMap] = Memo(1024)
        self._columns: Memo[tuple[Layout, tuple[str, ...]], ColumnMap] = Memo(1024)
        self._amounts: Memo[int, AmountMemo] = Memo(64)

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

    def amounts(self, scale: int) -> AmountMemo:
        """Amounts by text, times 10 to the power of `scale`: to be asked for once a table, since
        another memory takes the place of one that has become too large."""
        memo = self._amounts.get(scale, lambda: AmountMemo(scale))
        if len(memo) > MAX_AMOUNTS:
            self._amounts = Memo(64)
        return memo
