"""Headers: rows of names above a table, and what stands above each of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.expressions import expression
from ..model.names import norm
from ..model.raw import Area
from ..model.words import literals
from .captions import UNIT_BEHIND, Row, money_named


def merged_paths(rows: Sequence[Row], merged: Sequence[Area], start: int) -> tuple[str, ...]:
    """Header rows, the first of which is grid row `start`, to paths, by their merged cells."""
    width = max(map(len, rows))
    filled = [list(padded(_named(row), width)) for row in rows]
    for top, left, _, right in merged:
        if start <= top < start + len(rows) and left < width:
            row = filled[top - start]
            row[left : right + 1] = [row[left]] * (min(right + 1, width) - left)
    return joined(filled)


def header_paths(rows: Sequence[Row]) -> tuple[str, ...]:
    """Header rows to paths. A merged cell is written once: it reaches right over empty cells
    below which something stands, and ends where the cell above it ends."""
    width = max(map(len, rows))
    filled: list[list[str]] = []
    for depth, row in enumerate(rows):
        cells = list(padded(_named(row), width))
        for c in range(1, width):
            below = any(c < len(lower) and lower[c].strip() for lower in rows[depth + 1 :])
            same_above = depth == 0 or filled[-1][c] == filled[-1][c - 1]
            if not cells[c].strip() and below and same_above:
                cells[c] = cells[c - 1]
        filled.append(cells)
    return joined(filled)


def _without_unit(part: str) -> str:
    """A header without the money unit behind it: 合计（万元）."""
    return UNIT_BEHIND.sub("", norm(part))


def money_in(rows: Sequence[Row]) -> str:
    """The money unit that stands behind a header, where all that have one have the same."""
    behind = (m for row in rows for c in row if (m := UNIT_BEHIND.search(norm(c))))
    found = {money_named(next(filter(None, match.groups()))) for match in behind}
    return found.pop() if len(found) == 1 else ""


def joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """The header path of each column: its cells from top to bottom."""
    return tuple(
        "/".join(_without_unit(part).replace("/", "／") for part in column if part.strip())
        for column in zip(*rows, strict=True)
    )


def is_index(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or 1 2 3=1+2. Figures never run like that."""
    numbers = [word for word in words if word not in _INDEX_WORDS]
    found = [_COLUMN_NUMBER.fullmatch(word) for word in numbers]
    counted = [int(match[1]) for match in found if match]
    plain = [int(word) for word in numbers if word.isdecimal() and len(word) < 3]
    # The columns of formulas may be counted apart, or not numbered themselves.
    runs = any(run == list(range(1, len(run) + 1)) for run in (counted, plain) if run)
    return runs and len(counted) == len(numbers) and (len(numbers) > 1 or len(words) > len(numbers))


def _named(row: Row) -> Row:
    """A row of a header without the numbers of the columns: 类 款 项 栏次 1 2 3 names three."""
    words = [norm(cell) for cell in row]
    if not names_levels([word for word in words if word]):
        return row
    return [cell if word in _LEVELS else "" for cell, word in zip(row, words, strict=True)]


_LEVELS = frozenset(literals("names.levels"))


def names_levels(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns and names those of codes: 类 款 项 栏次 1 2 3."""
    return bool(_LEVELS.intersection(words)) and is_index(words)


_COLUMN_NUMBER = expression(r"(\d{1,2})(?:=[\d+\-()×÷/*]+)?")
_INDEX_WORDS = frozenset(literals("names.index"))


def padded(row: Row, width: int) -> Row:
    """A row with as many cells as there are columns."""
    return row[:width] if len(row) >= width else [*row, *[""] * (width - len(row))]
