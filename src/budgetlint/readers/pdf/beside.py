"""Pages on which ruled tables stand side by side, each under its own title, as parts of a page that
are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .lattice import Ruled, lines_of
from .page import Page, Word


def parts_of_page(page: Page, tables: Sequence[Ruled]) -> list[Page]:
    """The page in parts: what is above, each table with what stands over it, what is below. One
    part where no tables stand side by side, or where they share what stands over them."""
    for row in _rows(tables):
        splits = [(a.columns[-1] + b.columns[0]) / 2 for a, b in pairwise(row)]
        bottom = max(table.tops[-1] for table in row)
        top = _top(page.words, min(table.tops[0] for table in row), splits)
        if top is not None:
            return _cut(page, top, bottom, splits)
    return [page]


def _rows(tables: Sequence[Ruled]) -> list[list[Ruled]]:
    """Tables of which each begins right of the one before it and above its end."""
    rows: list[list[Ruled]] = []
    for table in sorted(tables, key=lambda table: table.columns[0]):
        for row in rows:
            last = row[-1]
            level = table.tops[0] < last.tops[-1] and last.tops[0] < table.tops[-1]
            if level and table.columns[0] > last.columns[-1]:
                row.append(table)
                break
        else:
            rows.append([table])
    return [row for row in rows if len(row) > 1]


def _top(words: Sequence[Word], tables: float, splits: Sequence[float]) -> float | None:
    """Where the lines begin that stand over each table for itself; None if there is no such."""
    top: float | None = None
    for line in reversed(lines_of(word for word in words if word.middle < tables)):
        sides = {sum(word.left > split for split in splits) for word in line}
        if any(word.left < split < word.right for word in line for split in splits):
            break
        if len(sides) > len(splits):
            top = min(word.top for word in line)
        elif top is None:
            break
    return top


def _cut(page: Page, top: float, bottom: float, splits: Sequence[float]) -> list[Page]:
    edges = [0.0, *splits, page.width]
    beside = [_part(page, left, right, top, bottom) for left, right in pairwise(edges)]
    above = _part(page, 0, page.width, 0, top)
    below = _part(page, 0, page.width, bottom, page.height)
    return [part for part in (above, *beside, below) if part.words]


def _part(page: Page, left: float, right: float, top: float, bottom: float) -> Page:
    """What stands within a part of the page."""
    words = [
        word
        for word in page.words
        if left <= (word.left + word.right) / 2 < right and top <= word.middle < bottom
    ]
    across = [r for r in page.across if top - 1 <= r.at <= bottom + 1]
    down = [r for r in page.down if left <= r.at <= right and r.start < bottom and r.end > top]
    return page._replace(
        words=words,
        across=[
            r._replace(start=max(r.start, left), end=min(r.end, right))
            for r in across
            if r.start < right and r.end > left
        ],
        down=down,
    )
