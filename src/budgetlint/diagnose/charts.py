"""Charts: what speaks for the code and the name of a row, and what against them.

Four things vouch for a code: its own table, in which codes ascend, each below its parent; the row
above and below it; the other tables, which print it with the same name; and the lists of the
pack. What none of them supports is doubtful, and then the figures beside it are not to be judged
by it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ..model.codes import level_of
from ..model.document import Document, Structure
from ..model.layout import PREVIOUS
from ..model.memo import Memo
from ..model.names import norm
from ..model.rule import CodeList
from ..model.values import NamedTuple
from ..plan.bind import Plan

UNIT_LEVEL = 4
"""The level of a unit's row: the rows below it are a table of their own."""


Sides = frozenset[int]
"""Sides that print something; -1 stands for the lists."""
_Key = TypeVar("_Key")


class Known(NamedTuple):
    """The codes and names that a document prints, with the sides that do; and those of lists,
    which count as side -1. Names are normalised; `shown` has one print of each; `sides` who
    prints a code or a name at all."""

    names: Mapping[str, Mapping[str, frozenset[int]]]
    codes: Mapping[str, Mapping[str, frozenset[int]]]
    shown: Mapping[str, str]
    sides: Mapping[str, frozenset[int]]

    def support(self, side: int, code: str, name: str) -> int:
        """How many others print this code with this name."""
        return len(self.names.get(code, {}).get(name, frozenset()) - {side})

    def others(self, side: int, code: str) -> int:
        """How many others know this code, by whatever name."""
        return len(self.sides.get(code, frozenset()) - {side})

    def elsewhere(self, side: int, code: str, name: str) -> bool:
        """Whether others print this code or this name, be it with another."""
        return bool(self.others(side, code) or self.sides.get(name, frozenset()) - {side})

    def codes_of(self, side: int, name: str) -> dict[str, int]:
        """The codes under which others print a name, with how many do."""
        found = {code: len(sides - {side}) for code, sides in self.codes.get(name, {}).items()}
        return {code: count for code, count in found.items() if count}

    def listed_codes(self, name: str) -> frozenset[str]:
        """The codes that lists give a name."""
        return frozenset(c for c, sides in self.codes.get(name, {}).items() if -1 in sides)

    def names_of(self, side: int, code: str) -> dict[str, int]:
        """The names that others give a code, with how many do."""
        found = {name: len(sides - {side}) for name, sides in self.names.get(code, {}).items()}
        return {name: count for name, count in found.items() if count}


NO_LISTS = Known({}, {}, {}, {})


def chart_of(plan: Plan, document: Document) -> Known:
    """What the tables of a document print, and what the lists of its pack say."""
    lists = plan.pack.lists.values()
    said: Known = plan.of_pack.get("lists", lambda: listed(lists))
    sides: Memo[Structure, Pairs] = plan.of_pack.get("pairs", lambda: Memo(MAX_SIDES))
    found: Known = plan.kept.get("chart", lambda: known(document, said, sides))
    return found


class OwnCodes(NamedTuple):
    """How the codes of a side stand by themselves, whatever their names are: the rows whose code
    does not fit among those around it, with how badly (`faults`), those without a code below theirs
    though others have some (`idle`), and how many are out of order."""

    faults: Mapping[int, int]
    idle: Sequence[int]
    astray: int


def own_codes(plan: Plan, shape: Structure) -> OwnCodes:
    """The codes of a side by themselves, kept for all that print the same, under any names."""
    levels = shape.level if shape.side.units else ()
    key = shape.codes, tuple(map(bool, shape.projects)), levels
    sides: Memo[Hashable, OwnCodes] = plan.of_pack.get("codes", lambda: Memo(MAX_SIDES))
    return sides.get(key, lambda: _own_codes(shape))


def _own_codes(shape: Structure) -> OwnCodes:
    ordered = in_order([code for code in shape.codes if code])
    astray = len(ordered) - sum(ordered)
    return OwnCodes(faults(shape, shape.codes), childless(shape.codes), astray)


MAX_SIDES = 64
"""Sides of which it is kept what their labels say by themselves."""
MAX_SIZE = 3000
"""Rows of the largest side in which labels are looked into."""
Pairs = Mapping[tuple[str, str], str]
"""The codes and names of a side, in its order, each with the first print of the name."""


def listed(lists: Iterable[CodeList]) -> Known:
    """What lists say."""
    shown: dict[str, str] = {}
    pairs: dict[tuple[str, str], Sides] = {}
    for one in lists:
        for code, names in one.names.items():
            for name in names:
                shown.setdefault(norm(name), name)
                pairs[code, norm(name)] = frozenset((-1,))
    return _with(NO_LISTS, pairs, shown)


def known(document: Document, lists: Known, kept: Memo[Structure, Pairs] | None = None) -> Known:
    """What the tables of a document print, and what lists say; `kept` is what was found before."""
    sets = _Sets()
    pairs: dict[tuple[str, str], Sides] = {}
    shown: dict[str, str] = {}
    for ordinal, shape in coded(document):
        own = frozenset((ordinal,))
        for pair, label in _pairs(shape, kept).items():
            shown.setdefault(pair[1], label)
            sets.add(pairs, pair, own)
    return _with(lists, pairs, shown)


def _pairs(shape: Structure, kept: Memo[Structure, Pairs] | None) -> Pairs:
    def made() -> Pairs:
        found: dict[tuple[str, str], str] = {}
        for code, label in zip(shape.codes, shape.labels, strict=True):
            if code:
                found.setdefault((code, norm(label)), label.strip())
        return found

    return made() if kept is None or shape.size > MAX_SIZE else kept.get(shape, made)


def _with(lists: Known, pairs: Mapping[tuple[str, str], Sides], shown: Mapping[str, str]) -> Known:
    """What is known of lists, and besides who prints pairs of codes and names. What nobody prints
    is taken over as it is: lists are long."""
    sets = _Sets()
    by_code: dict[str, dict[str, Sides]] = {}
    by_name: dict[str, dict[str, Sides]] = {}
    known_to = dict(lists.sides)
    for (code, name), sides in pairs.items():
        sets.add(known_to, code, sides)
        sets.add(known_to, name, sides)
        if name not in by_name:
            by_name[name] = dict(lists.codes.get(name, {}))
        if code not in by_code:
            by_code[code] = dict(lists.names.get(code, {}))
        sets.add(by_name[name], code, sides)
        by_code[code][name] = by_name[name][code]
    return Known(
        {**lists.names, **by_code},
        {**lists.codes, **by_name},
        {**lists.shown, **shown},
        known_to,
    )


class _Sets:
    """Sets of sides, each kept once: there are few, and a table may have 100,000 codes."""

    def __init__(self) -> None:
        self._unions: dict[tuple[Sides, Sides], Sides] = {}
        self._kept: dict[Sides, Sides] = {}

    def add(self, found: dict[_Key, Sides], key: _Key, more: Sides) -> None:
        """Add the sides to those of a key."""
        pair = found.get(key, frozenset()), more
        if pair not in self._unions:
            union = pair[0] | more
            self._unions[pair] = self._kept.setdefault(union, union)
        found[key] = self._unions[pair]


def coded(document: Document) -> Iterator[tuple[int, Structure]]:
    """The sides of this year's tables that print codes."""
    for ordinal, rows in enumerate(document.sides):
        if rows is not None and is_coded(rows.structure):
            yield ordinal, rows.structure


def is_coded(shape: Structure) -> bool:
    """Whether a side is of a table of this year that prints codes."""
    is_last_years = shape.side.table.startswith(PREVIOUS)
    return shape.side.rows == "code" and bool(shape.by_code) and not is_last_years


def faults(shape: Structure, codes: Sequence[str]) -> dict[int, int]:
    """The rows whose code does not fit among those around it, and how badly: it is out of order,
    it stands there twice, or its parent does not."""
    found: dict[int, int] = {}
    for block in _blocks(shape):
        for row in _misplaced(block, codes, shape.projects):
            found[row] = found.get(row, 0) + 1
    return found


def childless(codes: Sequence[str]) -> list[int]:
    """The rows without a code below theirs, though others of their level have some."""
    above = {code[:-2] for code in codes}
    parents = {level_of(code) for code in codes if code and code in above}
    return [r for r, c in enumerate(codes) if c and level_of(c) in parents and c not in above]


def _blocks(shape: Structure) -> Iterator[list[int]]:
    """The rows with codes; those of each unit, where units have blocks of their own."""
    block: list[int] = []
    for row, code in enumerate(shape.codes):
        if shape.side.units and shape.level[row] == UNIT_LEVEL:
            yield block
            block = []
        elif code:
            block.append(row)
    yield block


def _misplaced(
    block: Sequence[int], codes: Sequence[str], projects: Sequence[str]
) -> Iterator[int]:
    printed = {codes[row] for row in block}
    plain: dict[str, int] = {}
    for row in block:
        code = codes[row]
        if level_of(code) > 1 and code[:-2] not in printed:
            yield row
        if not projects[row] and plain.setdefault(code, row) != row:
            yield from (plain[code], row)
    kept = in_order([codes[row] for row in block])
    yield from (row for row, holds in zip(block, kept, strict=True) if not holds)


def in_order(codes: Sequence[Any]) -> list[bool]:
    """Which of some codes, or numbers, stand in every longest ascending run of them: one that is
    out of place stands in none, and of two that were exchanged neither stands in all."""
    rank = {code: number for number, code in enumerate(sorted(set(codes)))}
    numbers = [rank[code] for code in codes]
    forward = _runs(numbers)
    backward = _runs([-number for number in reversed(numbers)])[::-1]
    longest = max(forward, default=0)
    whole = [f + b - 1 == longest for f, b in zip(forward, backward, strict=True)]
    rivals = Counter(f for f, holds in zip(forward, whole, strict=True) if holds)
    return [holds and rivals[f] == 1 for f, holds in zip(forward, whole, strict=True)]


def _runs(numbers: Sequence[int]) -> list[int]:
    """The length of the longest run that ends with each number and does not descend."""
    ends: list[int] = []
    lengths = []
    for number in numbers:
        at = bisect_right(ends, number)
        ends[at : at + 1] = [number]
        lengths.append(at + 1)
    return lengths
