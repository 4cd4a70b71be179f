"""The header of a table without ruling lines: which headings stand over which columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...model.raw import Area
from .page import Word
from .word_groups import FINE, AlignedCell, Columns, WordGroup, covered, is_row, parts_of

WRAP = 1.4
"""Sizes of the print within which two lines are surely one, that was wrapped."""


def with_headings(
    header: Sequence[Sequence[WordGroup]], columns: Columns
) -> list[tuple[float, float]]:
    """The columns, wide enough to reach their headings, and those that have nothing else."""
    found = reached(lowest_of(header, columns), columns)
    for n in reversed(range(len(header))):
        for part in header[n]:
            if not has_columns(part, found, header[n], header[n + 1 :]):
                found = sorted([*found, (part.left, part.right)])
    return found


def lowest_of(lines: Sequence[Sequence[WordGroup]], columns: Columns) -> list[WordGroup]:
    """The headings that have no other below them, from left to right. One that stands higher than
    the two beside it, with no column of its own between theirs, is that of both."""
    lowest: list[WordGroup] = []
    for parts in reversed(lines):
        bare = [part for part in parts if not any(part.overlaps((o.left, o.right)) for o in lowest)]
        lowest += [part for part in bare if not _is_over_two(part, lowest, columns)]
    return sorted(lowest, key=lambda part: part.left)


def _is_over_two(part: WordGroup, lower: Sequence[WordGroup], columns: Columns) -> bool:
    before = max((o for o in lower if o.right <= part.left), key=_right, default=None)
    after = min((o for o in lower if o.left >= part.right), key=_left, default=None)
    if before is None or after is None:
        return False
    higher = part.middle < min(before.middle, after.middle) - part.size / 2
    between = any(before.right <= left and right <= after.left for left, right in columns)
    return higher and not between


def _left(part: WordGroup) -> float:
    return part.left


def _right(part: WordGroup) -> float:
    return part.right


def reached(headings: Sequence[WordGroup], columns: Columns) -> list[tuple[float, float]]:
    """The columns, wide enough to reach their headings.

    Names stand at the left of their column and amounts at the right, headings in its middle: what
    stands over no column, in the gap between two, is the heading of one of them. Of all ways to
    give columns headings in order, it is the one that leaves the fewest without, and the nearest.
    """
    none: tuple[tuple[int, int], ...] = ()
    row = [(0, 0.0, none)] * (len(columns) + 1)
    for h, part in enumerate(headings):
        after = [row[0]]
        for n in range(len(columns)):
            best = min(row[n + 1], after[n])
            away = _away(part, n, columns)
            if away is not None:
                less, off, pairs = row[n]
                best = min(best, (less - 1, off + away, (*pairs, (h, n))))
            after.append(best)
        row = after
    reached = list(columns)
    for h, n in row[-1][2]:
        left, right = reached[n]
        reached[n] = min(left, headings[h].left), max(right, headings[h].right)
    for before, part in pairwise(headings):
        held = [n for n, column in enumerate(reached) if before.overlaps(column)]
        alone = len(before.text) == len(part.text) == 1 and held
        if alone and not any(part.overlaps(column) for column in reached):
            n = held[-1]  # 类 款 项 over codes that are written whole
            if part.right <= min((c[0] for c in reached[n + 1 :]), default=part.right):
                reached[n] = (reached[n][0], part.right)
    return reached


def _away(part: WordGroup, n: int, columns: Columns) -> float | None:
    """How far a heading stands from a column; None where it cannot be its heading alone."""
    over = [at for at, column in enumerate(columns) if part.overlaps(column)]
    if over:
        return 0.0 if over == [n] else None
    left, right = columns[n]
    before = columns[n - 1][1] if n else 0.0
    after = columns[n + 1][0] if n + 1 < len(columns) else part.right
    if before <= part.left and part.right <= left:
        return left - part.right
    return part.left - right if right <= part.left and part.right <= after else None


def has_columns(
    part: WordGroup,
    columns: Columns,
    line: Sequence[WordGroup],
    lower: Sequence[Sequence[WordGroup]],
) -> bool:
    """Whether a heading is that of known columns: it stands over one, or between two that have
    headings of their own further down."""
    if any(part.overlaps(column) for column in columns):
        return True
    beside = (
        max((c for c in columns if c[1] <= part.left), default=None),
        min((c for c in columns if c[0] >= part.right), default=None),
    )
    return all(
        column is not None
        and any(p.overlaps(column) for below in lower for p in below)
        and not any(p.overlaps(column) for p in line)
        for column in beside
    )


def over_columns(line: Sequence[Word], columns: Columns) -> list[WordGroup]:
    """The headings of one line: words that stand close, and each over a column of its own, are as
    many headings."""
    fine = parts_of(line, FINE)
    headings: list[WordGroup] = []
    for whole in parts_of(line):
        pieces = [part for part in fine if whole.left <= part.left and part.right <= whole.right]
        over = [[n for n, c in enumerate(columns) if part.overlaps(c)] for part in pieces]
        apart = (
            all(len(part.text) > 1 for part in pieces)
            and all(len(held) == 1 for held in over)
            and len({held[0] for held in over}) == len(pieces)
        )
        headings += pieces if apart else [whole]
    return headings


def _spanned(
    part: WordGroup,
    columns: Columns,
    own: Sequence[AlignedCell],
    groups: Iterable[tuple[int, int]],
) -> list[int]:
    """The columns that a heading stands over: the fewest that it is set in the middle of, and all
    that it reaches over. All of these have a heading of their own below it, or none has, and it
    parts none that another heading holds together."""
    over = [n for n, column in enumerate(columns) if part.overlaps(column)]
    middle = (part.left + part.right) / 2
    set_over = [
        (cell.box.left, cell.box.right) if cell.box is not None else column
        for cell, column in zip(own, columns, strict=True)
    ]

    def off(first: int, last: int) -> float:
        return abs((set_over[first][0] + set_over[last][1]) / 2 - middle)

    alone = covered(part, columns)[0]
    if len(over) < 2 and off(alone, alone) < part.size:
        return [alone]
    first, last = (over[0], over[-1]) if over else (len(columns), -1)
    reaches = [
        (b - a, off(a, b), a, b)
        for a in range(min(first + 1, len(columns)))
        for b in range(max(last, a + 1), len(columns))
        if off(a, b) < part.size
        and len({bool(cell.text) for cell in own[a : b + 1]}) == 1
        and all(b < g or h < a or (a <= g and h <= b and (a, b) != (g, h)) for g, h in groups)
        and columns[a][0] <= part.left
        and part.right <= columns[b][1]
    ]
    if reaches:
        _, _, first, last = min(reaches)
        return list(range(first, last + 1))
    return over if len(over) > 1 else [alone]


def pitch_of(lines: Sequence[Sequence[WordGroup]]) -> float:
    """How far apart rows stand that follow each other; 0 where none do."""
    steps = sorted(
        below[0].middle - above[0].middle
        for above, below in pairwise(lines)
        if is_row(above) and is_row(below)
    )
    return steps[len(steps) // 2] if steps else 0.0


def heads_of(
    lines: Sequence[Sequence[WordGroup]], columns: Columns, close: float
) -> tuple[list[list[AlignedCell]], list[Area]]:
    """The columns' own headings, whose lines stand so close that they are one, and level by level
    those above them."""
    lowest = {
        part: over[0]
        for part in lowest_of(lines, columns)
        if len(over := [n for n, c in enumerate(columns) if part.overlaps(c)]) == 1
    }
    own = [AlignedCell()] * len(columns)
    tops: dict[tuple[int, int], float] = {}
    held: dict[tuple[int, int], list[AlignedCell]] = {}
    levels: list[list[AlignedCell]] = []
    spans: list[tuple[int, int, int]] = []
    for parts in reversed(lines):
        level = [AlignedCell()] * len(columns)
        for part in reversed(parts):
            below = [reach for reach, top in tops.items() if top - part.middle < close]
            groups = {(a, b) for a, b in tops if a < b} - set(below)
            at = [lowest[part]] if part in lowest else _spanned(part, columns, own, groups)
            reach = at[0], at[-1]
            wrapped = reach in below
            if len(at) == 1 and (wrapped or not own[at[0]].text):
                row = own
            elif wrapped:
                row = held[reach]
            else:
                row = level
                spans.append((len(levels), *reach))
            row[at[0]] = row[at[0]].below(part)
            tops[reach], held[reach] = part.middle, row
        if any(cell.text for cell in level):
            levels.append(level)
    merged = [(len(levels) - 1 - n, a, len(levels) - 1 - n, b) for n, a, b in spans if b > a]
    return [*reversed(levels), own], merged
