"""Tables without ruling lines: rows and columns by how the words stand.

A table is a run of lines that hold figures beside other words. Where the words of all these lines
leave a gap, a column ends. Words above the first line of figures are its header; a heading that
stands over several columns spans them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...model.expressions import expression
from ...model.place import Box
from ...model.raw import Area
from ...model.values import NamedTuple
from ...model.words import literal, pattern
from ..words import glued
from .lattice import Ruled, line_text, lines_of
from .page import Word

MIN_LINES = 3
"""Lines of figures below which it is no table."""
GAP = 1.0
"""Sizes of the print that part one column from the next."""
FINE = 0.3
"""Sizes of the print that part one column from the next where all rows of a table leave them."""
FEW = 10
"""One row in so many is few."""
MAX_HEADER = 12
MAX_LEAP = 40
"""Lines without figures that a table may hold between two with figures, at most."""

_FIGURE = expression(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{4,})")
_NUMBER = expression(r"[-\d,.%()]+")
_ABOUT = pattern("pages.about")
_UNIT = pattern("pages.unit")
_YEARS = pattern("pages.years")
_MONEY = pattern("pages.money")
_NOTE = pattern("pages.note")
_CLAUSE = expression(r"[。；，]")
_SENTENCE = expression(r"[。；]")


class WordGroup(NamedTuple):
    """Words of one line that stand together."""

    text: str
    left: float
    right: float
    middle: float
    size: float

    @property
    def box(self) -> Box:
        """Where it is printed."""
        half = self.size / 2
        return Box(self.left, self.middle - half, self.right, self.middle + half)

    def overlaps(self, column: tuple[float, float]) -> bool:
        """Whether it stands over or in a column."""
        return self.left < column[1] and self.right > column[0]


class AlignedCell(NamedTuple):
    """What a cell says, and where it is printed; None if it is empty."""

    text: str = ""
    box: Box | None = None

    def below(self, part: WordGroup) -> AlignedCell:
        """With a part in front of its text."""
        return AlignedCell(glued(part.text, self.text), self._around(part))

    def above(self, part: WordGroup) -> AlignedCell:
        """With a part behind its text."""
        return AlignedCell(glued(self.text, part.text), self._around(part))

    def _around(self, part: WordGroup) -> Box:
        return part.box.around(self.box) if self.box is not None else part.box


Columns = Sequence[tuple[float, float]]


class Aligned(NamedTuple):
    """The tables that words make, the words that are in none, and the last table's columns."""

    tables: list[Ruled]
    rest: list[Word]
    columns: Columns


def aligned_tables(words: Sequence[Word], before: Columns = ()) -> Aligned:
    """The tables of a page. Where the page before ended with such a table, `before` are its
    columns, and its last rows may stand at the top."""
    lines = lines_of(words)
    parts = [_parts(line) for line in lines]
    tables: list[Ruled] = []
    taken: set[int] = set()
    columns: Columns = ()
    for first, last in _runs(lines, parts, follows=bool(before)):
        top = _header_top(lines, first)
        last = _end(lines, parts, first, last)
        size = lines[first][0].size
        fine = [_parts(line, FINE) for line in lines[first : last + 1]]
        columns = _columns_of([row for row in fine if _is_row(row)], size)
        if before and top == 0:
            columns = _columns([*columns, *before], size)
        heads = [_over_columns(line, columns) for line in lines[top:first]]
        tables.append(_table([*heads, *fine], first - top, columns, size))
        taken.update(range(top, last + 1))
    rest = [word for n, line in enumerate(lines) if n not in taken for word in line]
    return Aligned(tables, rest, columns)


def _parts(line: Sequence[Word], gap: float = GAP) -> list[WordGroup]:
    """The words of a line that stand together, less than so many sizes of print apart."""
    groups: list[list[Word]] = []
    for word in line:
        last = groups[-1][-1] if groups else word
        figures = _FIGURE.fullmatch(word.text) or _FIGURE.fullmatch(last.text)
        if groups and word.left - last.right < (0.2 if figures else gap) * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [WordGroup(line_text(g), g[0].left, g[-1].right, g[0].middle, g[0].size) for g in groups]


def _is_row(parts: Sequence[WordGroup]) -> bool:
    """Whether a line is a row with figures: words far apart, and none of them a sentence."""
    figures = any(_FIGURE.fullmatch(part.text) for part in parts)
    apart = any(b.left - a.right > GAP * b.size for a, b in pairwise(parts))
    return figures and apart and not any(_CLAUSE.search(part.text) for part in parts)


def _runs(
    words: Sequence[Sequence[Word]], lines: Sequence[Sequence[WordGroup]], *, follows: bool
) -> list[tuple[int, int]]:
    """From where to where there are rows with figures, and little between them. A few rows are a
    table only where they stand under a line that tells the unit, or go on from the page before."""
    rows = [n for n, parts in enumerate(lines) if _is_row(parts)]
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
        or (follows and run[0] < MAX_HEADER and _header_top(words, run[0]) == 0)
        or _is_under_unit(words, run[0])
    ]


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
            or whole.endswith(literal("pages.table"))
        ):
            break
        top -= 1
    return top


def _is_about(line: Sequence[Word], whole: str) -> bool:
    """Whether a line is about the table: its title, its unit. Years side by side are headings."""
    if len(_parts(line)) > 1 and _YEARS.search(whole):
        return bool(_UNIT.search(whole))
    return bool(_ABOUT.search(whole))


def _end(
    words: Sequence[Sequence[Word]], lines: Sequence[Sequence[WordGroup]], first: int, last: int
) -> int:
    """The last row: those without figures, as close, below the last that has some."""
    rows = [parts for parts in lines[first : last + 1] if _is_row(parts)]
    spans = [(part.left, part.right) for parts in rows for part in parts]
    columns = _columns(spans, words[first][0].size)
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
    lines: Sequence[Sequence[WordGroup]], header: int, columns: Columns, size: float
) -> Ruled:
    """The rows of a table: those of its header, then those of its body."""
    body = lines[header:]
    columns = _reached(_lowest(lines[:header]), columns)
    for n in reversed(range(header)):
        for part in lines[n]:
            if not _has_columns(part, columns, lines[n], lines[n + 1 : header]):
                columns = sorted([*columns, (part.left, part.right)])
    heads, merged = _heads(lines[:header], columns, size)
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


def _lowest(lines: Sequence[Sequence[WordGroup]]) -> list[WordGroup]:
    """The headings that have no other below them, from left to right."""
    lowest: list[WordGroup] = []
    for parts in reversed(lines):
        lowest += [
            part for part in parts if not any(part.overlaps((o.left, o.right)) for o in lowest)
        ]
    return sorted(lowest, key=lambda part: part.left)


def _reached(headings: Sequence[WordGroup], columns: Columns) -> list[tuple[float, float]]:
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


def _tops(rows: Sequence[Sequence[AlignedCell]]) -> list[float]:
    """Where each row begins, and the last one ends."""
    tops = [max(cell.box.bottom for cell in rows[-1] if cell.box is not None)]
    for row in reversed(rows):
        tops.append(min((cell.box.top for cell in row if cell.box is not None), default=tops[-1]))
    return tops[::-1]


def _has_columns(
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


def _columns_of(rows: Sequence[Sequence[WordGroup]], size: float) -> list[tuple[float, float]]:
    """The columns of rows. Words that bridge, in few rows, what all others part, as a total does
    that stands over code and name, do not make one column of two."""
    few = len(rows) // FEW
    spans = [(part.left, part.right) for row in rows for part in row]
    if few:
        often = _often(rows, few, size)
        bridges = {
            (part.left, part.right)
            for row in rows
            for part in row
            if not _NUMBER.fullmatch(part.text) and sum(map(part.overlaps, often)) > 1
        }
        if len(bridges) <= few:
            spans = [span for span in spans if span not in bridges]
    return _columns(spans, size)


def _often(
    rows: Sequence[Sequence[WordGroup]], few: int, size: float
) -> list[tuple[float, float]]:
    """Where figures stand, and words in more rows than a few."""
    ends = sorted(
        (x, step * (few + 1 if _NUMBER.fullmatch(part.text) else 1))
        for row in rows
        for part in row
        for x, step in ((part.left, 1), (part.right, -1))
    )
    spans: list[tuple[float, float]] = []
    deep = 0
    for (x, step), (after, _) in pairwise(ends):
        deep += step
        if deep > few:
            spans.append((x, after))
    return _columns(spans, size)


def _over_columns(line: Sequence[Word], columns: Columns) -> list[WordGroup]:
    """The headings of one line: words that stand close, and each over a column of its own, are as
    many headings."""
    fine = _parts(line, FINE)
    headings: list[WordGroup] = []
    for whole in _parts(line):
        pieces = [part for part in fine if whole.left <= part.left and part.right <= whole.right]
        over = [[n for n, c in enumerate(columns) if part.overlaps(c)] for part in pieces]
        apart = (
            all(len(part.text) > 1 for part in pieces)
            and all(len(held) == 1 for held in over)
            and len({held[0] for held in over}) == len(pieces)
        )
        headings += pieces if apart else [whole]
    return headings


def _columns(spans: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Where the words of all rows leave gaps, columns end."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left - columns[-1][1] < size * FINE:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _covered(part: WordGroup, columns: Columns) -> list[int]:
    """The column that a part stands in: the one that it overlaps most, or the nearest."""
    middle = (part.left + part.right) / 2

    def apart(n: int) -> tuple[float, float]:
        left, right = columns[n]
        return max(left, part.left) - min(right, part.right), abs((left + right) / 2 - middle)

    return [min(range(len(columns)), key=apart)]


def _spanned(
    part: WordGroup, columns: Columns, size: float, own: Sequence[AlignedCell]
) -> list[int]:
    """The columns that a heading stands over: it is set in the middle of them, or reaches over
    all of them. All of these have a heading of their own below it, or none has."""
    over = [n for n, column in enumerate(columns) if part.overlaps(column)]
    if len(over) > 1:
        return over
    middle = (part.left + part.right) / 2

    def off(first: int, last: int) -> float:
        return abs((columns[first][0] + columns[last][1]) / 2 - middle)

    alone = _covered(part, columns)[0]
    best, (first, last) = (
        min(
            (
                (off(a, b), (a, b))
                for a in range(len(columns))
                for b in range(a + 1, len(columns))
                if len({bool(cell.text) for cell in own[a : b + 1]}) == 1
            ),
            default=(size, (alone, alone)),
        )
    )
    between = columns[first][0] <= part.left and part.right <= columns[last][1]
    if between and best < size and best + size < off(alone, alone):
        return list(range(first, last + 1))
    return [alone]


def _heads(
    lines: Sequence[Sequence[WordGroup]], columns: Columns, size: float
) -> tuple[list[list[AlignedCell]], list[Area]]:
    """The columns' own headings, whose lines are one, and level by level those above them."""
    own = [AlignedCell()] * len(columns)
    tops = [0.0] * len(columns)
    levels: list[list[AlignedCell]] = []
    spans: list[tuple[int, int, int]] = []
    for parts in reversed(lines):
        level = [AlignedCell()] * len(columns)
        for part in parts:
            at = _spanned(part, columns, size, own)
            wrapped = own[at[0]].text and tops[at[0]] - part.middle < 1.4 * size
            if len(at) == 1 and (wrapped or not own[at[0]].text):
                own[at[0]], tops[at[0]] = own[at[0]].below(part), part.middle
            else:
                level[at[0]] = level[at[0]].above(part)
                spans.append((len(levels), at[0], at[-1]))
        if any(cell.text for cell in level):
            levels.append(level)
    merged = [(len(levels) - 1 - n, a, len(levels) - 1 - n, b) for n, a, b in spans if b > a]
    return [*reversed(levels), own], merged


def _rows(lines: Sequence[Sequence[WordGroup]], columns: Columns) -> list[list[AlignedCell]]:
    """Rows of cells. Pieces of a name that are nearer to a row than the next one go to it."""
    places = [n for n, parts in enumerate(lines) if _is_row(parts)]
    heights = [parts[0].middle for parts in lines]
    steps = sorted(b - a for a, b in pairwise(heights))
    pitch = steps[len(steps) // 2] if steps else 0.0
    held: dict[int, list[WordGroup]] = {}
    for n, parts in enumerate(lines):
        nearest = min(places, key=lambda place: abs(lines[place][0].middle - parts[0].middle))
        near = abs(lines[nearest][0].middle - parts[0].middle) < 0.6 * pitch
        held.setdefault(nearest if near else n, []).extend(parts)
    rows: list[list[AlignedCell]] = []
    for _, parts in sorted(held.items()):
        row = [AlignedCell()] * len(columns)
        for part in sorted(parts, key=lambda part: (part.middle, part.left)):
            at = _covered(part, columns)[0]
            row[at] = row[at].above(part)
        rows.append(row)
    return rows
