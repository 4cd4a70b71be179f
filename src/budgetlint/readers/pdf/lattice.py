"""Tables by their ruling lines: which lines make a table, its cells, and the words in each.

A cell that spans several rows or columns is one cell, written at its top left.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import attrgetter, itemgetter

from ...model import limits
from ...model.place import Box
from ...model.raw import Area
from ...model.values import NamedTuple
from ...model.words import pattern
from ..words import glued
from .page import Page, Ruling, Word

NOTED = pattern("pages.noted")
"""A figure, with what may point to a note behind it: a line that it reaches over cuts it no more
than a reader does. Digits alone may be the codes of several cells."""
NEAR = 3.0
"""Points within which two lines are one, or meet."""
MAX_LINES = 400
"""Lines of one direction in one table; a table that fills a page has a tenth of them."""
MAX_RULINGS = 6000
"""Lines of one direction on one page. A page with more is a drawing."""


class Ruled(NamedTuple):
    """A table on a page: its rows of text, merged cells, and the lines between its columns.

    `tops` are the heights at which its rows begin, and the last one ends. `boxes` are where the
    text of cells is printed.
    """

    rows: Sequence[Sequence[str]]
    merged: Sequence[Area]
    columns: Sequence[float]
    tops: Sequence[float]
    boxes: Mapping[tuple[int, int], Box]

    def box(self, row: int, column: int) -> Box:
        """Where a cell is printed; for an empty one, the room that it has."""
        left, right = self.columns[column : column + 2]
        top, bottom = self.tops[row : row + 2]
        return self.boxes.get((row, column)) or Box(left, top, right, bottom)


def ruled_tables(page: Page) -> tuple[list[Ruled], list[Word]]:
    """The tables of a page from top to bottom, and the words that stand outside of them."""
    tables: list[Ruled] = []
    words: list[Word] = list(page.words)
    level, upright = _joined(page.across), _joined(page.down)
    if len(level) * len(upright) > limits.CROSSINGS:
        return [], words  # a drawing
    for across, down in _groups(level, upright):
        columns, tops = _positions(across, down)
        counts = len(columns), len(tops)
        if min(counts) < 2 or sum(counts) < 5 or max(counts) > MAX_LINES:
            continue  # no cells between the lines, or a drawing
        within = (columns[0] - NEAR, columns[-1] + NEAR, tops[0] - NEAR, tops[-1] + NEAR)
        inside = [w for w in words if _is_in(w, within)]
        table = _table(across, down, columns, tops, inside)
        if table is not None:
            tables.append(table)
            words = [w for w in words if not _is_in(w, within)]
    return sorted(tables, key=lambda table: table.tops[0]), words


def _is_in(word: Word, within: tuple[float, float, float, float]) -> bool:
    left, right, top, bottom = within
    return left < (word.left + word.right) / 2 < right and top < word.middle < bottom


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Lines that lie on each other or follow each other, as one."""
    if len(rulings) > MAX_RULINGS:
        return []
    joined: list[Ruling] = []
    shelf: list[Ruling] = []
    for line in sorted(rulings):
        if shelf and line.at - shelf[0].at > NEAR / 2:
            joined += _end_to_end(shelf)
            shelf = []
        shelf.append(line)
    return joined + _end_to_end(shelf)


def _end_to_end(shelf: Sequence[Ruling]) -> list[Ruling]:
    """Lines at one height: those that touch are one line, at their middle height."""
    if not shelf:
        return []
    at = sum(line.at for line in shelf) / len(shelf)
    joined: list[Ruling] = []
    for line in sorted(shelf, key=lambda line: line.start):
        if joined and line.start <= joined[-1].end + NEAR:
            joined[-1] = Ruling(at, joined[-1].start, max(joined[-1].end, line.end))
        else:
            joined.append(Ruling(at, line.start, line.end))
    return joined


def _groups(
    across: Sequence[Ruling], down: Sequence[Ruling]
) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """Lines that hang together by crossing each other."""
    leader = list(range(len(across) + len(down)))

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    for i, level in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            meets = (
                level.start - NEAR <= upright.at <= level.end + NEAR
                and upright.start - NEAR <= level.at <= upright.end + NEAR
            )
            if meets:
                leader[find(i)] = find(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for n in range(len(leader)):
        level_lines, upright_lines = groups.setdefault(find(n), ([], []))
        if n < len(across):
            level_lines.append(across[n])
        else:
            upright_lines.append(down[n - len(across)])
    return [group for group in groups.values() if group[0] and group[1]]


def _positions(across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[list[float], list[float]]:
    """Where columns and rows begin and end. Where outer lines are left out, the ends of the
    other lines are the edges of the table."""
    columns = _distinct(line.at for line in down)
    tops = _distinct(line.at for line in across)
    left, right = min(line.start for line in across), max(line.end for line in across)
    top, bottom = min(line.start for line in down), max(line.end for line in down)
    if left < columns[0] - 2 * NEAR:
        columns.insert(0, left)
    if right > columns[-1] + 2 * NEAR:
        columns.append(right)
    if top < tops[0] - 2 * NEAR:
        tops.insert(0, top)
    if bottom > tops[-1] + 2 * NEAR:
        tops.append(bottom)
    return columns, tops


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _table(
    across: Sequence[Ruling],
    down: Sequence[Ruling],
    columns: Sequence[float],
    tops: Sequence[float],
    words: Sequence[Word],
) -> Ruled | None:
    """The cells between the lines; None where there is no text in them."""
    width, height = len(columns) - 1, len(tops) - 1
    beside, below = _walls(across, down, columns, tops)
    owner, merged = _cells(beside, below)
    held: dict[tuple[int, int], list[Word]] = {}
    cut: list[tuple[int, list[tuple[int, Word]]]] = []
    for word in words:
        r = min(max(bisect_right(tops, word.middle) - 1, 0), height - 1)
        parts = list(_parts(word, r, columns, owner))
        if len(parts) == 1:
            held.setdefault(owner[r, parts[0][0]], []).append(parts[0][1])
        else:
            cut.append((r, parts))
    for r, parts in cut:
        _hold_cut([(owner[r, c], part) for c, part in parts], held)
    if not held:
        return None
    rows = [[cell_text(held.get((r, c), ())) for c in range(width)] for r in range(height)]
    boxes = {cell: box_of(parts) for cell, parts in held.items()}
    return Ruled(rows, merged, columns, tops, boxes)


def _hold_cut(
    parts: Iterable[tuple[tuple[int, int], Word]], held: dict[tuple[int, int], list[Word]]
) -> None:
    """Gives cells the parts of a word that runs over lines. Letters that reach into a cell with a
    figure of its own are the end of a name that is too long for its cell."""
    home: tuple[int, int] | None = None
    for cell, part in parts:
        figure = any(NOTED.fullmatch(word.text) for word in held.get(cell, ()))
        lettered = not any(map(str.isdigit, part.text))
        at = home if home is not None and figure and lettered else cell
        held.setdefault(at, []).append(part)
        home = at


def box_of(words: Iterable[Word]) -> Box:
    """The box around words; there has to be one."""
    boxes = (Box(word.left, word.top, word.right, word.bottom) for word in words)
    return reduce(Box.around, boxes)


Walls = list[list[bool]]


def _walls(
    across: Sequence[Ruling],
    down: Sequence[Ruling],
    columns: Sequence[float],
    tops: Sequence[float],
) -> tuple[Walls, Walls]:
    """For each place between the lines whether there is a line to its right, and one below it."""
    width, height = len(columns) - 1, len(tops) - 1
    beside = [[False] * width for _ in range(height)]
    below = [[False] * width for _ in range(height)]
    for line in down:
        c = _index(columns, line.at)
        for r in range(height if c else 0):
            middle = (tops[r] + tops[r + 1]) / 2
            beside[r][c - 1] |= line.start - NEAR <= middle <= line.end + NEAR
    for line in across:
        r = _index(tops, line.at)
        for c in range(width if r else 0):
            middle = (columns[c] + columns[c + 1]) / 2
            below[r - 1][c] |= line.start - NEAR <= middle <= line.end + NEAR
    return beside, below


def _cells(
    beside: Walls, below: Walls
) -> tuple[dict[tuple[int, int], tuple[int, int]], list[Area]]:
    """For each place the first place of its cell; and the areas of cells with several places."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    merged: list[Area] = []
    for r, walls in enumerate(beside):
        for c in range(len(walls)):
            if (r, c) in owner:
                continue
            bottom, right = _reach(r, c, beside, below, owner)
            places = ((y, x) for y in range(r, bottom + 1) for x in range(c, right + 1))
            owner.update((place, (r, c)) for place in places)
            if (bottom, right) != (r, c):
                merged.append((r, c, bottom, right))
    return owner, merged


def _index(positions: Sequence[float], at: float) -> int:
    """The position that a line stands at."""
    return min(range(len(positions)), key=lambda n: abs(positions[n] - at))


def _reach(
    r: int,
    c: int,
    beside: Sequence[Sequence[bool]],
    below: Sequence[Sequence[bool]],
    owner: dict[tuple[int, int], tuple[int, int]],
) -> tuple[int, int]:
    """The last row and column of the cell that begins at (r, c): right first, then down."""
    height, width = len(beside), len(beside[0])
    right = c
    while right + 1 < width and not beside[r][right] and (r, right + 1) not in owner:
        right += 1
    bottom = r
    while bottom + 1 < height and not any(below[bottom][x] for x in range(c, right + 1)):
        under = range(c, right + 1)
        whole = all((bottom + 1, x) not in owner for x in under)
        if not whole or any(beside[bottom + 1][x] for x in range(c, right)):
            break
        bottom += 1
    return bottom, right


def _parts(
    word: Word, r: int, columns: Sequence[float], owner: dict[tuple[int, int], tuple[int, int]]
) -> Iterable[tuple[int, Word]]:
    """A word, cut where it runs on into the next cell; a figure is whole."""
    width = len(columns) - 1
    edges = [*word.edges, word.right]
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    places = [min(max(bisect_right(columns, x) - 1, 0), width - 1) for x in middles]
    if len({owner[r, place] for place in places}) == 1 and word.left == edges[0]:
        yield places[0], word
        return
    if noted := NOTED.fullmatch(word.text):
        yield places[(sum(noted.span("figure")) - 1) // 2], word
        return
    start = 0
    for n in range(1, len(places) + 1):
        if n == len(places) or owner[r, places[n]] != owner[r, places[start]]:
            part = word._replace(
                text=word.text[start:n],
                left=edges[start],
                right=edges[n],
                edges=word.edges[start:n],
            )
            yield places[start], part
            start = n


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words line by line, from top to bottom and from left to right."""
    lines: list[list[Word]] = []
    total = 0.0  # of the heights of the last line's words
    for middle, word in sorted(((w.middle, w) for w in words), key=_FIRST):
        last = lines[-1] if lines else ()
        if last and abs(middle - total / len(last)) < 0.5 * min(word.size, last[0].size):
            lines[-1].append(word)
            total += middle
        else:
            lines.append([word])
            total = middle
    return [sorted(line, key=_LEFT) if len(line) > 1 else line for line in lines]


_FIRST = itemgetter(0)
_LEFT = attrgetter("left")


def cell_text(words: Sequence[Word]) -> str:
    """What a cell says: its lines put together again, without the blanks of its layout."""
    text = ""
    if not words:
        return text
    for line in lines_of(words):
        text = glued(text, line_text(line))
    return text


def line_text(line: Sequence[Word]) -> str:
    """Words of one line; a blank where a gap parts them."""
    text = ""
    end = line[0].left if line else 0.0
    for word in line:
        text = _followed(text, end, word)
        end = word.right
    return text


def _followed(text: str, end: float, word: Word) -> str:
    """Text that ends at `end`, with the next word of its line."""
    wide = word.left - end > word.size
    return f"{text} {word.text}" if text and wide else glued(text, word.text)


def line_edges(line: Sequence[Word]) -> list[float]:
    """Where each character of the line's text begins, and the last one ends."""
    edges: list[float] = []
    text = ""
    end = line[0].left if line else 0.0
    for word in line:
        before, text = text, _followed(text, end, word)
        if len(text) > len(before) + len(word.text):
            edges.append(end)
        edges += word.edges
        end = word.right
    return [*edges, end]
