"""Rows that the end of a page has cut in two, put together again.

A page ends in the middle of a row: 行政事业单位养老支 on one page, 出 on the next. What is left
over for the next page has no code where rows have one; or its words are names only together with
those of the row above; or its code and the one above, 2080 and 505, are one of the table's codes
only together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..model.expressions import expression
from ..model.names import bare, norm
from ..model.raw import Grid
from ..model.values import NamedTuple
from ..model.vocabulary import Vocabulary, understood
from ..model.words import literal
from .trees import is_marked

MAX_HEADER = 8
"""Rows at the head of a table that may be printed again on each page."""
MAX_REST = 30
"""Characters of a name that may be left over for the next page."""

_FIGURE = expression(r"[-+(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?")
_OF_WHICH = literal("names.of-which")

Row = Sequence[str]


class _Cut(NamedTuple):
    """The two parts of what may be one row, whether rows of the table begin with codes, and which
    codes its other rows begin with."""

    above: Row
    below: Row
    coded: bool
    codes: frozenset[str]


def joined(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """The grid with each row that was cut by a page in one; the rest of it is left blank."""
    rows = list(grid.rows)
    for start in grid.breaks:
        at = _first_of_page(rows, start)
        if not 0 < start <= at < len(rows):
            continue
        codes = frozenset(map(_code_of, chain(rows[: start - 1], rows[at + 1 :]))) - {""}
        cut = _Cut(rows[start - 1], rows[at], _is_coded(rows), codes)
        if _is_one(cut, vocabulary):
            rows[start - 1] = [_together(*cells) for cells in _pairs(cut)]
            rows[at] = [""] * len(rows[at])
    return grid._replace(rows=rows) if grid.breaks else grid


def _first_of_page(rows: Sequence[Row], start: int) -> int:
    """The first row of a page that is not the header, printed again."""
    head = {tuple(map(norm, row)) for row in rows[: min(start, MAX_HEADER)]}
    while start < len(rows) and (
        tuple(map(norm, rows[start])) in head or not any(map(str.strip, rows[start]))
    ):
        start += 1
    return start


def _is_coded(rows: Sequence[Row]) -> bool:
    """Whether most rows with amounts begin with a code."""
    firsts = [
        next(cell for cell in row if cell.strip()) for row in rows if any(map(_is_amount, row))
    ]
    return 2 * sum(map(_is_code, firsts)) > len(firsts)


def _pairs(cut: _Cut) -> list[tuple[str, str]]:
    width = max(len(cut.above), len(cut.below))
    return [
        (cut.above[c] if c < len(cut.above) else "", cut.below[c] if c < len(cut.below) else "")
        for c in range(width)
    ]


def _together(above: str, below: str) -> str:
    return f"{above.strip()}{below.strip()}"


def _code_of(row: Row) -> str:
    """The code that a row begins with; empty where it begins with something else."""
    first = next((cell for cell in row if cell.strip()), "")
    return norm(first) if _is_code(first) else ""


def _without_code(cut: _Cut) -> _Cut:
    """The parts of a row whose code was cut, too, as if all of it stood in the first; the same
    where what stands below is no rest of a code."""
    first = next((n for n, cell in enumerate(cut.above) if cell.strip()), -1)
    above, below = _code_of(cut.above), _code_of(cut.below)
    stands = 0 <= first < len(cut.below) and norm(cut.below[first]) == below != ""
    if not (cut.coded and above and stands and _is_cut_code(above, below, cut.codes)):
        return cut
    rest = ["" if n == first else cell for n, cell in enumerate(cut.below)]
    return cut._replace(below=rest)


def _is_cut_code(above: str, below: str, codes: frozenset[str]) -> bool:
    """Whether two numbers are a code of the table together, as long as others are or below one of
    them, and one of them is none alone: no other row has a code of its length."""
    whole, lengths = f"{above}{below}", set(map(len, codes))
    known = len(whole) in lengths or whole[:-STEP] in codes
    return whole not in codes and known and not {len(above), len(below)} <= lengths


STEP = 2
"""Digits by which a code is longer than the one above it."""


def _is_one(given: _Cut, vocabulary: Vocabulary) -> bool:
    """Whether two rows are the parts of one: no cell has figures in both, and the words of the
    second go on what stands above them."""
    whole = _without_code(given)
    if whole is not given and not any(cell.strip() for cell in whole.below):
        return True  # the code alone was cut
    if given.coded and (_lacks_name(given) or _only_begins(given, vocabulary)):
        return True
    cut, pairs = whole, _pairs(whole)
    if not any(c.strip() for c in cut.above) or any(_is_figure(b) and a.strip() for a, b in pairs):
        return False
    words = [(a, b) for a, b in pairs if b.strip() and not _is_figure(b)]
    figures = any(_is_figure(b) for _, b in pairs)
    begun = [(a, b) for a, b in words if a.strip() or whole is given]  # by its code, if not by name
    if (not words and not figures) or not all(map(_may_go_on, begun)):
        return False
    if figures and any(map(_is_amount, cut.above)):
        # Some figures stand in the upper half of their cells, some in the lower.
        return bool(words) and all(_is_charted(vocabulary, a, b) for a, b in words)
    if cut.coded:
        first = next(n for n, (a, _) in enumerate(pairs) if a.strip())
        return _is_code(pairs[first][0]) and not any(b.strip() for _, b in pairs[: first + 1])
    return bool(words) and all(_is_name(vocabulary, a, b) for a, b in words)


def _lacks_name(cut: _Cut) -> bool:
    """Whether a code and figures end a page, and a name alone begins the next one."""
    above = [cell for cell in cut.above if cell.strip()]
    below = [cell for cell in cut.below if cell.strip()]
    if len(below) != 1 or _is_figure(below[0]) or len(above) < 2:
        return False
    nameless = _is_code(above[0]) and all(map(_is_figure, above[1:]))
    return nameless and _may_go_on(("-", below[0]))


def _only_begins(cut: _Cut, vocabulary: Vocabulary) -> bool:
    """Whether a page ends with the first letters of a name, whose code and figures stand with the
    rest of it on the next one, in the middle of their cells."""
    begun = [(a, b) for a, b in _pairs(cut) if a.strip()]
    if len(begun) != 1 or not _code_of(cut.below) or not all(map(_may_go_on, begun)):
        return False
    return bool(begun[0][1].strip()) and _is_name(vocabulary, *begun[0])


def _may_go_on(pair: tuple[str, str]) -> bool:
    """Whether words can be the rest of those above them: they begin nothing."""
    above, below = pair
    text = norm(below)
    marked = is_marked(text) or text.startswith(_OF_WHICH)
    begins = marked or text[:1].isdigit()
    return bool(above.strip()) and not _is_figure(above) and not begins and len(text) <= MAX_REST


def _is_name(vocabulary: Vocabulary, above: str, below: str) -> bool:
    """Whether words are a name together, and one of them is none alone."""
    whole, first, rest = bare(_together(above, below)), bare(above), bare(below)
    if _is_charted(vocabulary, above, below):
        return True
    if understood(vocabulary, whole).left:
        return False
    apart = understood(vocabulary, first).left or understood(vocabulary, rest).left
    return bool(apart) or whole in vocabulary.words


def _is_charted(vocabulary: Vocabulary, above: str, below: str) -> bool:
    """Whether words are a name of a chart of codes together."""
    whole = bare(_together(above, below))
    return any(whole in codes for codes in vocabulary.charts.values())


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(norm(cell)))


def _is_code(cell: str) -> bool:
    return norm(cell).isdecimal()


def _is_amount(cell: str) -> bool:
    return _is_figure(cell) and not _is_code(cell)
