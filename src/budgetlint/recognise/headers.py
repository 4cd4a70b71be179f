"""Headers: rows of names above a table, and what stands above each of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..model.amounts import MONEY
from ..model.expressions import expression
from ..model.names import norm
from ..model.raw import Area, RawTable
from ..model.words import literals
from .captions import UNIT_BEHIND, Row, may_name_money, money_named, words_of


def merged_paths(rows: Sequence[Row], merged: Sequence[Area], start: int) -> tuple[str, ...]:
    """Header rows, the first of which is grid row `start`, to paths, by their merged cells."""
    return joined(_by_merged(rows, merged, start))


def _by_merged(rows: Sequence[Row], merged: Sequence[Area], start: int) -> list[list[str]]:
    """The header with what is written in a merged cell in each column below it."""
    width = max(map(len, rows))
    filled = [list(padded(_named(row), width)) for row in rows]
    for top, left, _, right in merged:
        if start <= top < start + len(rows) and left < width:
            row = filled[top - start]
            row[left : right + 1] = [row[left]] * (min(right + 1, width) - left)
    return filled


def header_paths(rows: Sequence[Row]) -> tuple[str, ...]:
    """Header rows to paths. A merged cell is written once: it reaches right over empty cells
    below which something stands, and ends where the cell above it ends."""
    return joined(_by_blanks(rows))


def _by_blanks(rows: Sequence[Row]) -> list[list[str]]:
    """The header with what seems to be merged in each column below it."""
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
    return filled


def _without_unit(part: str) -> str:
    """A header without the money unit behind it: 合计（万元）; empty where it is nothing else."""
    return "" if names_money([part]) else UNIT_BEHIND.sub("", norm(part))


def names_money(row: Row) -> bool:
    """Whether a row of a header names the money units of its columns, and nothing else."""
    words = words_of(row)
    return bool(words) and all(word.strip("()") in MONEY for word in words)


def moneys_in(
    rows: Sequence[Row], merged: Sequence[Area] | None, start: int, columns: tuple[str, ...]
) -> tuple[str, ...]:
    """The money unit behind the header of each column, or behind what stands above it; empty for
    those that have none. The header is one that was read as these `columns`."""
    ways = [_by_merged(rows, merged, start)] if merged else []
    filled = next((way for way in ways if joined(way) == columns), None) or _by_blanks(rows)
    return tuple(map(_money_of, zip(*filled, strict=True)))


def _money_of(parts: Sequence[str]) -> str:
    """The money unit of a header path: that of its last part that has one."""
    return next(filter(None, map(_money_behind, reversed(parts))), "")


def _money_behind(part: str) -> str:
    if names_money([part]):
        return norm(part).strip("()")
    match = UNIT_BEHIND.search(norm(part))
    return money_named(next(filter(None, match.groups()))) if match else ""


def with_moneys(table: RawTable, moneys: Sequence[str]) -> RawTable:
    """The table with the money units that its headers name: the table's own is that which it
    states, else that of most columns."""
    money = table.money or next((m for m, _ in Counter(filter(None, moneys)).most_common(1)), "")
    others = tuple(named if named != money else "" for named in moneys)
    return table._replace(money=money, moneys=others if any(others) else ())


def with_units_read(table: RawTable) -> RawTable:
    """A table whose columns are known, with the units behind their headers read: 合计（万元）."""
    named = may_name_money(table.columns)
    if not named or not any(UNIT_BEHIND.search(norm(column)) for column in table.columns):
        return table
    paths = [column.split("/") for column in table.columns]
    columns = tuple("/".join(_without_units(path)) for path in paths)
    return with_moneys(table._replace(columns=columns), [_money_of(path) for path in paths])


def joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """The header path of each column: its cells from top to bottom."""
    return tuple(
        "/".join(word.replace("/", "／") for word in _without_units(column))
        for column in zip(*rows, strict=True)
    )


def _without_units(parts: Sequence[str]) -> Sequence[str]:
    """The parts of a header path without money units; one that says nothing else stays."""
    words = [word for part in parts if part.strip() and (word := _without_unit(part))]
    return words or [norm(part) for part in parts if part.strip()]


def is_index(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or 1 2 3=1+2. Figures never run like that; nor
    do many behind any other name."""
    numbers = [word for word in words if word not in _INDEX_WORDS]
    if len(numbers) > MANY_COLUMNS and not any(map(str.isdigit, numbers[0])):
        numbers = numbers[1:]
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
    return [cell if word in LEVELS else "" for cell, word in zip(row, words, strict=True)]


LEVELS = frozenset(literals("names.levels"))
"""What heads the parts of codes that stand in columns of their own: 类, 款, 项."""


def names_levels(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns and names those of codes: 类 款 项 栏次 1 2 3."""
    return bool(LEVELS.intersection(words)) and is_index(words)


MANY_COLUMNS = 4
"""Columns that are numbered one after the other, from which on any word in front is their name."""
_COLUMN_NUMBER = expression(r"(\d{1,2})(?:=[\d+\-()×÷/*]+)?")
_INDEX_WORDS = frozenset(literals("names.index"))


def padded(row: Row, width: int) -> Row:
    """A row with as many cells as there are columns."""
    return row[:width] if len(row) >= width else [*row, *[""] * (width - len(row))]
