"""Rows of figures that stand in no table: what was lost of one is told with its place.

A line of a flow that is a name and figures, or figures alone, and no sentence, was printed as a row
of a table: as the last row on a page of its own, under a title that no table has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..messages import pages as wording
from ..model.errors import Problem
from ..model.expressions import expression
from ..model.raw import Line

_FIGURE = expression(r"[-(−－（△▲]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}\.\d+)[)）]?")
_SENTENCE = expression(r"[。；;，,:：!?]$")
LONGEST = 200
"""Characters of the longest row."""


def strays(path: str, lines: Sequence[Line]) -> Iterator[Problem]:
    """A problem for each run of such lines on a page."""
    pages = groupby(lines, lambda line: (line.page, _is_row(line)))
    for (_, is_row), run in pages:
        if is_row:
            found = list(run)
            place = found[0].place._replace(path=path)
            yield wording.rows_outside(place, len(found), found[0].text)


def _is_row(line: Line) -> bool:
    """Whether a line ends in figures that stand apart, two or more, or one in a part of its own."""
    if len(line.text) > LONGEST:
        return False
    words = [word for cell in line.cells for word in cell.split()]
    figures = 0
    for word in reversed(words):
        if not _FIGURE.fullmatch(word):
            break
        figures += 1
    names = words[: len(words) - figures]
    apart = figures > 1 or (figures == 1 and bool(names) and len(line.cells) > 1)
    return apart and not any(_SENTENCE.search(word) or _FIGURE.search(word) for word in names)
