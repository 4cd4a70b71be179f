"""Trees of rows among which some are sums: 本年支出合计, 支出合计, 支出小计, and the total.

Sums stand behind what they sum up, or in front of it. Behind it they run on: 支出总计 is the sum
of 本年支出合计 and what stands between them (结转下年). In front of it each is the sum of the next
one (总计 of 本年支出), the last that of the rows below; what is carried on stands beside that.
Where income and expenditure stand below each other, the total behind each ends a list of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model.layout import Side
from ..model.names import norm, norms
from ..model.numerals import value_of
from .trees import NUMBERED, OF_WHICH, Labels, Tree, TreeMaker, in_blocks, is_marked, rank_of


def tree_of(
    side: Side,
    make: TreeMaker,
    codes: Labels,
    labels: Labels,
    projects: Labels,
    total: int,
    unit: str,
) -> Tree:
    """The tree of all rows."""
    if side.units:
        return in_blocks(codes, labels, projects, total, unit)
    above = labels[: max(total, 0)] if side.ends else ()
    cut = next((r + 1 for r, name in enumerate(norms(above)) if name in side.ends), 0)
    if cut:
        texts = (codes, labels, projects)
        first = [part[:cut] for part in texts]
        upper = tree_of(side, make, first[0], first[1], first[2], cut - 1, unit)
        rest = [_only(part, range(cut, len(labels))) for part in texts]
        lower = tree_of(side, make, rest[0], rest[1], rest[2], total, unit)
        return (*upper[0], *lower[0][cut:]), (*upper[1], *lower[1][cut:])
    last = total if total > 0 else len(labels)
    sums = [r for r, name in enumerate(norms(labels[:last])) if name in side.subtotal]
    if not sums:
        return _lists(side, make, (codes, labels, projects), total, unit)
    aside = {"", *side.carried, *(norm(labels[row]) for row in (total,) if row >= 0)}
    if aside.issuperset(map(norm, labels[: sums[0]])):
        return _in_front(side, make, (codes, labels, projects), (total, sums), unit)
    end = sums[0]
    named = tuple("" if row == total else label for row, label in enumerate(labels[:end]))
    parent, level = make(codes[:end], named, projects[:end], end, unit)
    below, below_level = _below(side, labels, end, total)
    own = next((r for r in sums[1:]), total)
    return (*parent, own, *below), (*level, 1, *below_level)


def _lists(
    side: Side, make: TreeMaker, texts: tuple[Labels, Labels, Labels], total: int, unit: str
) -> Tree:
    """The rows of a list with its total. Below a total behind its rows others may stand, each with
    a sum of its own behind it."""
    labels = texts[1]
    below = range(total + 1, len(labels) if total > 0 else 0)
    ends = [row for row in below if norm(labels[row]) in side.subtotal]
    if not ends:
        return make(*texts, total, unit)
    parent, level = [-1] * len(labels), [0] * len(labels)
    lists = [(0, total, total), *((a + 1, b, b) for a, b in pairwise((total, *ends)))]
    for start, stop, head in (*lists, (ends[-1] + 1, len(labels), total)):
        rows = range(start, stop)
        codes, names, projects = (_only(part, rows) for part in texts)
        inner, depth = make(codes, names, projects, head, unit)
        parent[start:stop], level[start:stop] = inner[start:stop], depth[start:stop]
    return tuple(parent), tuple(level)


def _only(texts: Labels, rows: range) -> Labels:
    """The texts of some rows; those of the others are blank."""
    return ("",) * rows.start + texts[rows.start : rows.stop] + ("",) * (len(texts) - rows.stop)


def _in_front(
    side: Side,
    make: TreeMaker,
    texts: tuple[Labels, Labels, Labels],
    sums: tuple[int, Sequence[int]],
    unit: str,
) -> Tree:
    """The rows below sums that stand in front of what they sum up: each is a part of the one above
    it, and the rows below of the last, down to what is carried on."""
    labels, (total, found) = texts[1], sums
    above = total if total < found[0] else -1
    chain = [above if above >= 0 else total]
    for row in range(found[0], len(labels)):
        if row not in found:
            break
        chain.append(row)
    head = chain[-1]
    stop = _first_carried(side, labels, head + 1, total)
    codes, names, projects = (_only(part[:stop], range(head + 1, stop)) for part in texts)
    inner, depth = make(codes, names, projects, _TO_HEAD, unit)
    parent = [head if upper == _TO_HEAD else upper for upper in inner]
    level = list(depth)
    pairs = [*pairwise(chain), *((total, row) for row in range(found[0]) if labels[row].strip())]
    for upper, row in pairs:
        if row != total:
            parent[row], level[row] = upper, 1
    below, below_level = _below(side, labels, stop - 1, total)
    return (*parent, *below), (*level, *below_level)


_TO_HEAD = -2
"""Stands for the row of a sum that is none of the rows that a tree is made of."""


def _first_carried(side: Side, labels: Labels, start: int, total: int) -> int:
    """The first row from `start` on that says what is carried in or on, or is the total."""
    rows = range(start, len(labels))
    return next((r for r in rows if r == total or norm(labels[r]) in side.carried), len(labels))


def _below(side: Side, labels: Labels, end: int, total: int) -> Tree:
    """The rows below a subtotal. Numbers that go on from those above it (六、 本年合计 七、) are
    those of rows of the top; others begin anew below the row that they belong to. Another sum is
    that of the one before it and of the rows between them."""
    parent: list[int] = []
    level: list[int] = []
    head = total
    lost = 0  # the rank of rows that are parts of none above them
    last = max((_ordinal(norm(label)) for label in labels[:end]), default=0)
    within = 0
    first = end + 1
    for row in range(first, len(labels)):
        label = norm(labels[row])
        number = _ordinal(label)
        goes_on = number > max(last, 1) and number != within + 1
        within = 0 if goes_on else number
        last = number if goes_on else last
        numbered = is_marked(label) or label.startswith(f"{OF_WHICH}:")
        inner = (numbered and not goes_on) or label in side.inner
        if row == total or not label:
            parent.append(-1)
            level.append(0)
        elif inner and head != total and not 0 < rank_of(label) <= lost:
            parent.append(head)
            level.append(2)
        else:
            if label in side.subtotal:
                parent = [row if up == total else up for up in parent]
            head, lost = row, rank_of(label) if inner else 0
            parent.append(total)
            level.append(1)
    return tuple(parent), tuple(level)


def _ordinal(label: str) -> int:
    """The number of a row that is numbered 一、 二、 …; 0 for other rows."""
    match = NUMBERED[0].match(label)
    return value_of(match.group()[:-1]) if match else 0
