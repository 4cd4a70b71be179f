"""What cells say that were merged over several rows, or over both sides of a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from ..model.layout import Layout, SideMap
from ..model.names import norm
from ..model.raw import Area, Grid
from ..model.words import literal
from .captions import Row
from .columns import TOTALS, column_map
from .headers import padded
from .trees import OF_WHICH, is_marked

SUBTOTAL = literal("names.subtotal")


def with_merged_labels(
    grid: Grid, body: Sequence[int], columns: tuple[str, ...], layout: Layout
) -> list[Row]:
    """The body's rows. What a merged cell says it says to the label of each side that it covers,
    当年支出小计 over the two blocks of a table's expenditure, and of each row with figures."""
    rows = [padded(grid.rows[r], len(columns)) for r in body]
    sides = [side for side in column_map(layout, columns).sides if side is not None]
    labels = {side.label for side in sides if side.label >= 0}
    figures = {index for side in sides for index in side.columns.values()}
    codes = {index for side in sides for index in side.code}
    at = {r: number for number, r in enumerate(body)}
    for top, left, bottom, right in grid.merged or ():
        number = at.get(top, -1)
        name = rows[number][left] if number >= 0 and left < len(columns) else ""
        if not name.strip():
            continue
        covered = [c for c in range(left, right + 1) if c in labels]
        if len(labels) > 1 or left not in codes:
            _say(rows, number, name, covered)
        if len(labels) > 1:
            _say_once(rows, number, [side for side in sides if side.label in covered])
        for below in (at[r] for r in range(top + 1, bottom + 1) if left in labels and r in at):
            if any(rows[below][c].strip() for c in figures):
                _say(rows, below, name, [left])
    for where in sides:
        _say_codes(rows, grid.merged or (), at, where)
    blocks = [block for again in column_map(layout, columns).again for block in again]
    for side, beside in pairwise(sorted([*sides, *blocks], key=lambda where: where.label)):
        _say_beside(rows, side, beside)
    if len(sides) == 1 and len(layout.sides) == 1:
        only = layout.sides[0]
        _say_total(rows, sides[0], frozenset({*only.total, *only.subtotal}))
    return rows


def _say_codes(
    rows: list[Row], merged: Sequence[Area], at: Mapping[int, int], where: SideMap
) -> None:
    """Give rows with names of their own (projects) the code that is merged over them; where one of
    them sums up the others, or is a part, the code is that of the sum alone."""
    for top, left, bottom, right in merged if len(where.code) == 1 else ():
        if left != where.code[0] or where.label <= right or top not in at:
            continue
        covered = [at[r] for r in range(top, bottom + 1) if r in at]
        names = [norm(rows[number][where.label]) for number in covered]
        if all(names) and not any(map(_is_sum_or_part, names)):
            for number in covered:
                _say(rows, number, rows[at[top]][left], where.code)


def _is_sum_or_part(name: str) -> bool:
    return name.startswith(OF_WHICH) or name in (SUBTOTAL, *TOTALS) or is_marked(name)


def _say_total(rows: list[Row], where: SideMap, totals: Collection[str]) -> None:
    """Give rows without a name that of a total, where it is all that stands in other columns."""
    figures = set(where.columns.values())
    for number, row in enumerate(rows) if where.label >= 0 else ():
        words = {norm(cell) for c, cell in enumerate(row) if cell.strip() and c not in figures}
        if not row[where.label].strip() and len(words) == 1 and words <= set(totals):
            _say(rows, number, words.pop(), [where.label])


def _say_beside(rows: list[Row], side: SideMap, beside: SideMap) -> None:
    """Give rows of a side the name that the side before it has, where that has the name without a
    figure, and they a figure without a name: it is printed over both. A number or 其中 in front of
    it says that it is of its own list."""
    if side.label < 0 or beside.label < 0:
        return
    for number, row in enumerate(rows):
        own = any(row[c].strip() for c in side.columns.values())
        figures = any(row[c].strip() for c in beside.columns.values())
        named = any(row[c].strip() for c in (*beside.code, beside.label))
        name = next((row[c] for c in (side.label, *side.code) if row[c].strip()), "")
        listed = norm(name).startswith(OF_WHICH) or is_marked(norm(name))
        if figures and not own and not named and name and not listed:
            _say(rows, number, name, [beside.label])
            _say_once(rows, number, [side, beside])


def _say_once(rows: list[Row], number: int, sides: Sequence[SideMap]) -> None:
    """Take the name that several sides of a row share from those that have no figure, where others
    have: a sum that is printed once is the sum of one of them."""
    row = list(rows[number])
    filled = [any(row[c].strip() for c in side.columns.values()) for side in sides]
    for side, has in zip(sides, filled, strict=True):
        for column in (side.label, *side.code) if any(filled) and not has else ():
            row[column] = ""
    rows[number] = row


def _say(rows: list[Row], number: int, name: str, columns: Sequence[int]) -> None:
    """Give a row a name in these columns, where it has none."""
    for column in columns:
        row = list(rows[number])
        row[column] = row[column] if row[column].strip() else name
        rows[number] = row
