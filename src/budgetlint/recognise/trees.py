"""Trees of rows: which row each row is a part of, by codes, indents, numbers or groups."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import pairwise

from ..model.codes import level_of
from ..model.layout import RowsKind
from ..model.names import norm
from ..model.numerals import value_of
from ..model.words import literal, patterns

OF_WHICH, SUBTOTAL = literal("names.of-which"), literal("names.subtotal")
NUMBERED = patterns("structure.numbered")
Labels = tuple[str, ...]


def is_marked(label: str) -> bool:
    """Whether a name (`norm`) begins with a number of an outline: 一、 （一） 1."""
    return any(mark.match(label) for mark in NUMBERED)


def counts_on(row: Sequence[str], label: str) -> bool:
    """Whether a label has the number after that of a row, （2） below 其中：（1）: it is one even
    where nothing else is printed in it."""
    above = [norm(cell).removeprefix(OF_WHICH).lstrip(":") for cell in row]
    for mark in NUMBERED:
        here = mark.match(label)
        before = next((m for cell in above if (m := mark.match(cell))), None)
        if here and before:
            numbers = (value_of(m.group().strip("(),.、")) for m in (before, here))
            return 0 < next(numbers) == next(numbers) - 1
    return False


def rank_of(label: str) -> int:
    """How deep in an outline a number stands in front of a name (`norm`); 0 where none does."""
    return next((rank for rank, mark in enumerate(NUMBERED, 1) if mark.match(label)), 0)


Tree = tuple[tuple[int, ...], tuple[int, ...]]
TreeMaker = Callable[[Labels, Labels, Labels, int, str], Tree]


CLASS = 3
"""Digits of the code of a class."""
MAX_CODE = 15
"""Digits of the longest code that has a place in the tree; 类, 款 and 项 take seven."""


def by_indent(
    codes: Labels, labels: Labels, projects: Labels, total: int, unit: str, indents: Sequence[int]
) -> Tree:
    """A row's parent is the row above it that is less indented: names without codes."""
    del codes, projects, unit
    parent: list[int] = []
    level: list[int] = []
    open_rows: list[int] = []
    for row, label in enumerate(labels):
        if row == total or not label:
            parent.append(-1)
            level.append(0)
            continue
        while open_rows and indents[open_rows[-1]] >= indents[row]:
            open_rows.pop()
        parent.append(open_rows[-1] if open_rows else total)
        level.append(len(open_rows) + 1)
        open_rows.append(row)
    return tuple(parent), tuple(level)


def in_blocks(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    """Rows by code below the rows of units: a total is the sum of its units. The row of a unit has
    a code of its own (six digits, or three that are no class), or just the unit's name."""
    starts = [
        row
        for row, code in enumerate(codes)
        if row != total and labels[row].strip() and _is_unit(code, norm(labels[row]), unit)
    ]
    parent, level = [-1] * len(codes), [0] * len(codes)
    for head, end in pairwise((-1, *starts, len(codes))):
        first = head + 1
        if head >= 0:
            parent[head], level[head] = total, UNIT_LEVEL
        inner, depth = _by_code(codes[first:end], labels[first:end], projects[first:end], -2, "")
        for row, (above, deep) in enumerate(zip(inner, depth, strict=True), first):
            if deep:
                parent[row] = above + first if above >= 0 else head if head >= 0 else total
                level[row] = deep
    return tuple(parent), tuple(level)


UNIT_LEVEL = 4


def _is_unit(code: str, label: str, unit: str) -> bool:
    """Whether a row is that of a unit: by its name, or by a code that no classification has."""
    return label == unit if not code else len(code) not in (3, 5, 7) or label == unit


def _by_group(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    """Groups with their items: `projects` are the groups' names, and 小计 is a group's own row."""
    del codes, unit
    parent: list[int] = []
    level: list[int] = []
    head = total
    for row, (label, group) in enumerate(zip(labels, projects, strict=True)):
        if row == total or not (label.strip() or group.strip()):
            parent.append(-1)
            level.append(0)
        elif norm(label) in (SUBTOTAL, norm(group)):
            head = row
            parent.append(total)
            level.append(1)
        else:
            parent.append(head)
            level.append(2)
    return tuple(parent), tuple(level)


def _by_depth(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    """Rows under the last row of the level above: `projects` are the levels, as digits; 1-2 where a
    row also bears the name of the group that begins with it."""
    del codes, unit
    parent: list[int] = []
    level: list[int] = []
    above: list[tuple[int, int]] = []
    for row, (label, depth) in enumerate(zip(labels, projects, strict=True)):
        if row == total or not label.strip():
            parent.append(-1)
            level.append(0)
            continue
        first, _, last = depth.partition("-")
        while above and above[-1][0] >= int(first):
            above.pop()
        parent.append(above[-1][1] if above else total)
        level.append(int(last or first))
        above.append((level[-1], row))
    return tuple(parent), tuple(level)


def _single(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    del codes, projects, total, unit
    return (-1,) * len(labels), tuple(int(row > 0) for row in range(len(labels)))


def _by_code(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    """A row's parent is the row of the longest code that is a proper prefix of its own.

    So a 项 whose 款 is missing hangs under its 类: the sums still hold, and the missing 款 is
    reported once. Rows of projects repeat a code; they hang under a row of the same code without
    project if there is one, else beside each other under the 款. A chart none of whose classes is
    printed (30101 below 50101) hangs under the rows of the other one.
    """
    del labels, unit
    nested = _nested(codes)
    plain: dict[str, int] = {}
    for row, code in enumerate(codes):
        if code and not projects[row]:
            plain.setdefault(code, row)
    parent, level = [], []
    for row, code in enumerate(codes):
        if not code:
            parent.append(-1)
            level.append(0)
            continue
        level.append(level_of(code))
        above = plain.get(code, row) if projects[row] else row
        if above == row:
            above = plain.get(code[:-2], -1)
        above = above if above >= 0 else _nearest(code[:-2], plain, total)
        parent.append(nested.get(row, above) if above == total else above)
    return tuple(parent), tuple(level)


def _nested(codes: Labels) -> Mapping[int, int]:
    """The rows of a chart that prints no class, each with the row of another chart above it, where
    all of them have one."""
    if len({code[0] for code in codes if code}) < 2:
        return {}
    heads = {code[0] for code in codes if len(code) == CLASS}
    found: dict[int, int] = {}
    host = -1
    for row, code in enumerate(codes):
        if code[:1] in heads:
            host = row
        elif code:
            found[row] = host
    return found if heads and -1 not in found.values() else {}


def _nearest(code: str, plain: Mapping[str, int], total: int) -> int:
    """The row of the longest proper prefix that there is, else the total."""
    if len(code) > MAX_CODE:
        return total
    shorter = (code[:n] for n in range(len(code) - 2, 2, -2))
    return next((plain[c] for c in shorter if c in plain), total)


def by_outline(
    codes: Labels,
    labels: Labels,
    projects: Labels,
    total: int,
    unit: str,
    apart: Container[str] = (),
) -> Tree:
    """一、 above （一） above 1. above （1） above 其中; others follow their forerunner.

    An unnumbered row after 其中 is another of its kind; before any 其中 it hangs under the last
    numbered row, or stands at the top where there is none, or where it is one of those `apart`.
    """
    del codes, projects, unit
    parent: list[int] = []
    level: list[int] = []
    open_rows: list[tuple[int, int]] = []
    of_which = 0
    numbered = False
    for row, text in enumerate(labels):
        label = norm(text)
        if row == total or not label:
            parent.append(-1)
            level.append(0)
            continue
        rank = rank_of(label)
        if rank or label in apart:
            rank, numbered, of_which = rank or 1, numbered or rank > 0, 0
        elif label.startswith(f"{OF_WHICH}:"):
            rank = of_which = of_which or (open_rows[-1][0] + 1 if open_rows else 1)
        else:
            rank = of_which or (9 if numbered else 1)
        while open_rows and open_rows[-1][0] >= rank:
            open_rows.pop()
        parent.append(open_rows[-1][1] if open_rows else total)
        level.append(len(open_rows) + 1)
        open_rows.append((rank, row))
    return tuple(parent), tuple(level)


def _by_unit(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    """A unit's own row, then the rows of its projects, then the next unit."""
    del codes, projects
    parent, level = [], []
    block = -1
    for row, label in enumerate(map(norm, labels)):
        if row == total or not label:
            parent.append(-1)
            level.append(0)
        elif label == unit or block < 0:
            block = row
            parent.append(total)
            level.append(1)
        else:
            parent.append(block)
            level.append(2)
    return tuple(parent), tuple(level)


def _flat(codes: Labels, labels: Labels, projects: Labels, total: int, unit: str) -> Tree:
    del codes, projects, unit
    parent = tuple(-1 if row == total or not label else total for row, label in enumerate(labels))
    level = tuple(int(row != total and bool(label)) for row, label in enumerate(labels))
    return parent, level


TREES: dict[RowsKind, TreeMaker] = {
    "code": _by_code,
    "outline": by_outline,
    "units": _by_unit,
    "flat": _flat,
    "groups": _by_group,
    "nested": _by_depth,
    "single": _single,
}
