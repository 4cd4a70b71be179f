"""Tables of text as wide as a terminal: where one is wider, its widest columns are wrapped.

tabulate gives headings two columns more than they need, and so may not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from .safety import one_line
from .wrap import width_of, wrapped

GAP = 2
"""Blanks between two columns."""
LEAST = 8
"""Columns of a terminal that a column of the table keeps."""
INSIDE = 2
"""How far the next lines of a cell go in."""


def columns(head: Sequence[str], body: Iterable[Sequence[str | int]], width: int) -> str:
    """The rows under a heading, in lines of at most `width` (0: of any width)."""
    rows = [[one_line(str(cell)) for cell in row] for row in (head, *body)]
    natural = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    limits = _limits(natural, width) if width else natural
    rows.insert(1, ["-" * limit for limit in limits])
    return "\n".join(line for row in rows for line in _lines(row, limits))


def _limits(natural: Sequence[int], width: int) -> list[int]:
    """What each column may take: the widest give way first."""
    limits, room = list(natural), width - GAP * (len(natural) - 1)
    while sum(limits) > room and max(limits) > LEAST:
        limits[limits.index(max(limits))] -= 1
    return limits


def _lines(row: Sequence[str], limits: Sequence[int]) -> Iterator[str]:
    """The lines of one row."""
    cells = [wrapped(cell, limit, INSIDE) for cell, limit in zip(row, limits, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        padded = (part + " " * (limits[n] - width_of(part)) for n, part in enumerate(parts))
        yield (" " * GAP).join(padded).rstrip()
