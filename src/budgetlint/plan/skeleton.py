"""Skeletons: rows without their words.

Relations need to know how many rows there are, which have codes, and how they make a tree; what
rows are called is asked of few. So documents that differ in a name have the same skeletons, and
rules that ask for no name are bound to both at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from ..model.document import Structure
from ..model.layout import Side
from ..model.values import NamedTuple, by_identity


@by_identity
class Skeleton(NamedTuple):
    """The rows of one side without their words; see `Structure`. `named` says of each row whether
    it has a label, `texts` are the columns of words that are printed."""

    side: Side
    codes: tuple[str, ...]
    named: tuple[bool, ...]
    parent: tuple[int, ...]
    level: tuple[int, ...]
    total: int
    by_code: Mapping[str, Sequence[int]]
    unplaced: tuple[int, ...]
    parts: frozenset[int]
    unread: Mapping[int, int]
    uncertain: frozenset[int]
    texts: tuple[str, ...]

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.named)

    @property
    def content(self) -> Hashable:
        """What tells it from others."""
        rows = self.codes, self.named, self.parent, self.level, self.total
        sets = self.unplaced, self.parts, self.uncertain, tuple(self.unread.items())
        return (self.side, *rows, *sets, self.texts)


def skeleton_of(shape: Structure) -> Skeleton:
    """The rows of a side without their words."""
    return Skeleton(
        shape.side,
        shape.codes,
        tuple(map(bool, map(str.strip, shape.labels))),
        shape.parent,
        shape.level,
        shape.total,
        shape.by_code,
        shape.unplaced,
        shape.parts,
        shape.unread,
        shape.uncertain,
        tuple(shape.texts),
    )
