"""Glimpses: of the claims of a document those that a rule reads, as if it printed no others.

The narratives of no two documents say the same; most rules ask for a group or two. A glimpse keeps
the numbers of the rows, and of rows that are not wanted nothing. Where documents differ in claims
that a rule does not read, its glimpses of them are one value, so that it is bound once; and since
it is bound to a glimpse, it cannot depend on anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ..model.document import Stated, Structure
from ..model.memo import Memo
from ..model.names import norm
from ..model.prose import Told
from ..model.values import NamedTuple
from ..recognise.layouts import MAX_KEPT_ROWS
from .reads import ALL, Wanted

MAX_STRUCTURES = 8
MAX_GLIMPSES = 128
MAX_ROWS = 8192
"""What is kept: claims of documents, glimpses of them, and what rows say."""


class Glimpses:
    """Makes glimpses; alike ones are one value."""

    def __init__(self) -> None:
        self._claims: Memo[Structure, _Claims] = Memo(MAX_STRUCTURES)
        self._made: Memo[Hashable, Structure] = Memo(MAX_GLIMPSES)
        self._says: Memo[Hashable, object] = Memo(MAX_ROWS)

    def of(self, shape: Structure, wanted: tuple[Wanted, ...]) -> Structure:
        """The claims that are wanted, of all that a document makes."""
        if shape.stated is None or ALL in wanted or shape.size > MAX_KEPT_ROWS:
            return shape
        claims = self._claims.get(shape, lambda: _Claims(shape, self._says))
        return claims.seen.get(wanted, lambda: self._glimpse(claims, wanted))

    def _glimpse(self, claims: _Claims, wanted: Iterable[Wanted]) -> Structure:
        rows, placed, told = claims.wanted(wanted)
        shape, said = claims.shape, tuple((row, claims.says[row]) for row in sorted(rows))
        where = tuple((row, shape.level[row], shape.parent[row]) for row in sorted(placed - rows))
        key = shape.side, shape.size, said, where, told
        return self._made.get(key, lambda: _only(shape, rows, placed, told))


class _Claims:
    """The claims of one document, to be looked up by what rules want of them."""

    def __init__(self, shape: Structure, says: Memo[Hashable, object]) -> None:
        self.shape = shape
        self.seen: Memo[tuple[Wanted, ...], Structure] = Memo(MAX_GLIMPSES)
        self._stated = shape.stated or NOTHING_STATED
        self.says: Sequence[object] = [says.get(row, object) for row in _rows(shape, self._stated)]
        """What tells each row from others: the same object where they say the same."""

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row, path in enumerate(self._stated.paths):
            found[norm(path[0])].append(row)
        return found

    def wanted(self, wanted: Iterable[Wanted]) -> tuple[set[int], set[int], tuple[Told, ...]]:
        """The rows that are wanted, with those that they refer to; those of which it is wanted
        where they stand; and what is told."""
        found: set[int] = set()
        placed: set[int] = set()
        kinds = [name for which, name in wanted if which == "told"]
        told = tuple(one for one in self._stated.told if one.kind in kinds)
        found.update(row for one in told for row in (one.whole, *one.parts, *one.less))
        for which, name in wanted:
            if which == "group":
                found.update(self._groups.get(name, ()))
            elif which == "rows":
                placed.update(self._groups.get(name, ()))
            elif which == "trees":
                placed.update(row for row, above in enumerate(self.shape.parent) if above >= 0)
                found.update({*self.shape.parent} - {-1})
            elif which == "stating":
                found.update(self._stated.filled.get(name, ()))
            elif which == "about":
                found.update(self._stated.about)
        return self._referred(found), placed, told

    def _referred(self, rows: set[int]) -> set[int]:
        """These rows, and those that they are parts and shares of."""
        found: set[int] = set()
        while rows:
            found |= rows
            above = {at[row] for row in rows for at in (self.shape.parent, self._stated.bases)}
            rows = above - found - {-1}
        return found


NOTHING_STATED = Stated((), (), (), (), {})


class _Row(NamedTuple):
    """All that a row of claims says, but for its figures."""

    label: str
    level: int
    parent: int
    path: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    parts: tuple[int, ...]
    base: int
    about: object
    states: tuple[str, ...]


def _rows(shape: Structure, stated: Stated) -> Iterator[_Row]:
    states: list[list[str]] = [[] for _ in range(shape.size)]
    for column, rows in stated.filled.items():
        for row in rows:
            states[row].append(column)
    for row in range(shape.size):
        yield _Row(
            shape.labels[row],
            shape.level[row],
            shape.parent[row],
            stated.paths[row],
            tuple(stated.meanings[row].items()),
            tuple(stated.parts[row]),
            stated.bases[row],
            stated.about.get(row),
            tuple(states[row]),
        )


def _only(shape: Structure, rows: set[int], placed: set[int], told: tuple[Told, ...]) -> Structure:
    """The claims with these rows alone, and where some others stand."""
    stated = shape.stated or NOTHING_STATED
    there = [(row, row in rows) for row in range(shape.size)]
    standing = rows | placed
    return shape._replace(
        labels=tuple(shape.labels[n] if on else "" for n, on in there),
        level=tuple(level if n in standing else 0 for n, level in enumerate(shape.level)),
        parent=tuple(above if n in standing else -1 for n, above in enumerate(shape.parent)),
        stated=Stated(
            [stated.paths[n] if on else () for n, on in there],
            [stated.meanings[n] if on else {} for n, on in there],
            [stated.parts[n] if on else () for n, on in there],
            [stated.bases[n] if on else -1 for n, on in there],
            {
                column: {row: None for row in filled if row in rows}
                for column, filled in stated.filled.items()
            },
            told,
            {row: about for row, about in stated.about.items() if row in rows},
        ),
    )
