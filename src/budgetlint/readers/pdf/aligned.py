"""Tables without ruling lines: rows and columns by how the words stand.

A table is a run of lines that hold figures beside other words. Where the words of all these lines
leave a gap, a column ends. Words above the first line of figures are its header; a heading that
stands over several columns spans them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...model.expressions import expression
from ...model.values import NamedTuple
from ...model.words import literal, pattern
from .headings import WRAP, heads_of, over_columns, pitch_of, with_headings
from .lattice import Ruled, line_text, lines_of
from .page import Word
from .word_groups import (
    FINE,
    AlignedCell,
    Columns,
    WordGroup,
    columns_of,
    covered,
    is_row,
    joined_columns,
    parts_of,
)

MIN_LINES = 3
"""Lines of figures below which it is no table."""
MAX_HEADER = 12
MAX_LEAP = 40
"""Lines without figures that a table may hold between two with figures, at most."""

_ABOUT = pattern("pages.about")
_UNIT = pattern("pages.unit")
_YEARS = pattern("pages.years")
_MONEY = pattern("pages.money")
_NOTE = pattern("pages.note")
_AGAIN = pattern("pages.again")
_SENTENCE = expression(r"[。；]")


class Ending(NamedTuple):
    """What may go on on the next page: a table's columns, and the lines of its header."""

    columns: Columns = ()
    header: tuple[str, ...] = ()


NO_ENDING = Ending()


class Aligned(NamedTuple):
    """The tables that words make, the words that are in none, and how the last table ended."""

    tables: list[Ruled]
    rest: list[Word]
    ending: Ending


def aligned_tables(words: Sequence[Word], before: Ending = NO_ENDING) -> Aligned:
    """The tables of a page. Where the page before ended with such a table, `before` is what it
    ended with, and its last rows may stand at the top."""
    lines = lines_of(words)
    parts = [parts_of(line) for line in lines]
    tables: list[Ruled] = []
    taken: set[int] = set()
    ending = Ending()
    for first, last in _runs(lines, parts, follows=bool(before.columns)):
        top = _header_top(lines, first)
        last = _end(lines, parts, first, last)
        size = lines[first][0].size
        follows = _begins(lines, top) and bool(before.columns)
        body = top + ((follows and _repeated(lines[top:first], before.header)) or first - top)
        rows = [parts_of(line, FINE) for line in lines[body : last + 1]]
        columns = columns_of([row for row in rows if is_row(row)], size)
        if follows:
            columns = joined_columns([*columns, *before.columns], size)
        heads = [over_columns(line, columns) for line in lines[top:body]]
        columns = with_headings(heads, columns)
        tables.append(_table(heads, rows, columns, size))
        ending = Ending(columns, tuple(map(line_text, lines[top:body])) or before.header)
        taken.update(range(top, last + 1))
    rest = [word for n, line in enumerate(lines) if n not in taken for word in line]
    return Aligned(tables, rest, ending)


def _repeated(lines: Sequence[Sequence[Word]], header: Sequence[str]) -> int:
    """How many lines repeat the header of the page before, all of it; what stands below them, with
    figures or without, are rows."""
    return len(header) if header and [*map(line_text, lines[: len(header)])] == [*header] else 0


def _runs(
    words: Sequence[Sequence[Word]], lines: Sequence[Sequence[WordGroup]], *, follows: bool
) -> list[tuple[int, int]]:
    """From where to where there are rows with figures, and little between them. A few rows are a
    table only where they stand under a line that tells the unit, or go on from the page before."""
    rows = [n for n, parts in enumerate(lines) if is_row(parts)]
    runs: list[list[int]] = []
    for row in rows:
        between = lines[runs[-1][-1] + 1 : row] if runs else ()
        apart = len(between) > MAX_LEAP or any(
            _SENTENCE.search(part.text) or _ABOUT.match(part.text)
            for line in between
            for part in line
        )
        if runs and not apart:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        (run[0], run[-1])
        for run in runs
        if len(run) >= MIN_LINES
        or (follows and run[0] < MAX_HEADER and _begins(words, _header_top(words, run[0])))
        or _is_under_unit(words, run[0])
    ]


def _begins(lines: Sequence[Sequence[Word]], top: int) -> bool:
    """Whether nothing stands above a line but that the table goes on, and its unit."""
    return all(_AGAIN.fullmatch(line_text(line)) for line in lines[:top])


def _is_under_unit(lines: Sequence[Sequence[Word]], first: int) -> bool:
    """Whether 单位：万元 is printed above the header."""
    top = _header_top(lines, first)
    return top > 0 and bool(_MONEY.search(line_text(lines[top - 1])))


def _header_top(lines: Sequence[Sequence[Word]], first: int) -> int:
    """The first line of the header above the first row of figures."""
    top = first
    while top > 0 and first - top < MAX_HEADER:
        above, below = lines[top - 1], lines[top]
        far = below[0].middle - above[0].middle > 4 * below[0].size
        whole = line_text(above)
        if (
            far
            or _is_about(above, whole)
            or _SENTENCE.search(whole)
            or _AGAIN.fullmatch(whole)
            or whole.endswith(literal("pages.table"))
        ):
            break
        top -= 1
    return top


def _is_about(line: Sequence[Word], whole: str) -> bool:
    """Whether a line is about the table: its title, its unit. Years side by side are headings."""
    if len(parts_of(line)) > 1 and _YEARS.search(whole):
        return bool(_UNIT.search(whole))
    return bool(_ABOUT.search(whole))


def _end(
    words: Sequence[Sequence[Word]], lines: Sequence[Sequence[WordGroup]], first: int, last: int
) -> int:
    """The last row: those without figures, as close, below the last that has some."""
    rows = [parts for parts in lines[first : last + 1] if is_row(parts)]
    spans = [(part.left, part.right) for parts in rows for part in parts]
    columns = joined_columns(spans, words[first][0].size)
    steps = sorted(b[0].middle - a[0].middle for a, b in pairwise(words[first : last + 1]))
    pitch = 1.3 * steps[len(steps) // 2] if steps else 2.5 * words[first][0].size
    while last + 1 < len(lines):
        below = lines[last + 1]
        whole = line_text(words[last + 1])
        if (
            words[last + 1][0].middle - words[last][0].middle > pitch
            or _SENTENCE.search(whole)
            or _NOTE.match(whole)
            or not all(_is_in_a_column(part, columns) for part in below)
        ):
            break
        last += 1
    return last


def _is_in_a_column(part: WordGroup, columns: Columns) -> bool:
    """Whether a word stands in a column, and does not reach into the next."""
    starts = [*(left for left, _ in columns), columns[-1][1] + part.size]
    return any(
        left - part.size < part.left < right and part.right <= after
        for (left, right), after in zip(columns, starts[1:], strict=True)
    )


def _table(
    header: Sequence[Sequence[WordGroup]],
    body: Sequence[Sequence[WordGroup]],
    columns: Columns,
    size: float,
) -> Ruled:
    """The rows of a table: those of its header, then those of its body."""
    heads, merged = heads_of(header, columns, max(WRAP * size, 0.9 * pitch_of(body)))
    cells = [*heads, *_rows(body, columns)]
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    rows = [[cell.text for cell in row] for row in cells]
    boxes = {
        (r, c): cell.box
        for r, row in enumerate(cells)
        for c, cell in enumerate(row)
        if cell.box is not None
    }
    return Ruled(rows, merged, edges, _tops(cells), boxes)


def _tops(rows: Sequence[Sequence[AlignedCell]]) -> list[float]:
    """Where each row begins, and the last one ends."""
    tops = [max(cell.box.bottom for cell in rows[-1] if cell.box is not None)]
    for row in reversed(rows):
        tops.append(min((cell.box.top for cell in row if cell.box is not None), default=tops[-1]))
    return tops[::-1]


def _rows(lines: Sequence[Sequence[WordGroup]], columns: Columns) -> list[list[AlignedCell]]:
    """Rows of cells. Pieces of a name that are nearer to a row than the next one go to it."""
    places = [n for n, parts in enumerate(lines) if is_row(parts)]
    heights = [parts[0].middle for parts in lines]
    steps = sorted(b - a for a, b in pairwise(heights))
    pitch = steps[len(steps) // 2] if steps else 0.0
    held: dict[int, list[WordGroup]] = {}
    for n, parts in enumerate(lines):
        nearest = min(
            places, key=lambda place: abs(lines[place][0].middle - parts[0].middle), default=n
        )
        near = abs(lines[nearest][0].middle - parts[0].middle) < 0.6 * pitch
        held.setdefault(nearest if near else n, []).extend(parts)
    rows: list[list[AlignedCell]] = []
    for _, parts in sorted(held.items()):
        row = [AlignedCell()] * len(columns)
        for part in parts:
            at = covered(part, columns)[0]
            row[at] = row[at].above(part)
        rows.append(row)
    return rows
