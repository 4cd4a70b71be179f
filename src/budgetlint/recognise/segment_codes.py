"""Which of several columns of codes are those of a table's rows: a row has one code, however often
the table prints it, and of two charts beside each other one has the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from ..model.amounts import is_amount, says_nothing
from ..model.expressions import expression
from ..model.names import norm
from ..model.values import NamedTuple
from .headers import LEVELS

Kind = Literal["code", "label", "figure", "aside", "strange"]
"""What a column is for; `strange` holds words and figures, and is read as neither."""
Cells = Sequence[Sequence[str]]
"""The cells of each column."""


def with_one_code(kinds: tuple[Kind, ...], cells: Cells) -> tuple[Kind, ...]:
    """The kinds with the columns set aside that say the code of a row once more, and those of a
    second chart."""
    if kinds.count("code") < 2:
        return kinds
    spare = {c for group in _groups(kinds) for c in _spare_charts(kinds, group, cells)}
    kept: tuple[Kind, ...] = tuple("aside" if c in spare else k for c, k in enumerate(kinds))
    again = {c for group in _groups(kept) for c in _said_again(kept, group, cells)}
    return tuple("aside" if c in again else kind for c, kind in enumerate(kept))


def _groups(kinds: Sequence[Kind]) -> Iterator[list[int]]:
    """The columns of codes and names of each segment: those in front of figures."""
    group: list[int] = []
    figures = False
    for at, kind in enumerate(kinds):
        if kind in ("code", "label"):
            if figures:
                yield group
                group, figures = [], False
            group.append(at)
        figures = figures or kind == "figure"
    if group:
        yield group


def _spare_charts(kinds: Sequence[Kind], group: Sequence[int], cells: Cells) -> Iterator[int]:
    """The columns of all charts but that of which most codes are different (政府 501 stands beside
    each 部门 301 that it holds); the first of those that have as many."""
    starts = [n for n in range(1, len(group)) if _begins(kinds, group, n)]
    charts = [group[a:b] for a, b in pairwise([0, *starts, len(group)])]
    charts = [chart for chart in charts if _codes(kinds, chart, cells)]
    many = [len(set(zip(*_codes(kinds, chart, cells), strict=True))) for chart in charts]
    best = many.index(max(many)) if many else 0
    yield from (c for n, chart in enumerate(charts) if n != best for c in chart)


def _begins(kinds: Sequence[Kind], group: Sequence[int], number: int) -> bool:
    """Whether a chart begins: a code behind a name, with a code before them."""
    before = any(kinds[c] == "code" for c in group[:number])
    return before and kinds[group[number]] == "code" and kinds[group[number - 1]] == "label"


def _codes(kinds: Sequence[Kind], chart: Sequence[int], cells: Cells) -> list[Sequence[str]]:
    return [cells[c] for c in chart if kinds[c] == "code"]


def _said_again(kinds: Sequence[Kind], group: Sequence[int], cells: Cells) -> Iterator[int]:
    """The columns of a code's parts, where one beside them holds the whole code."""
    codes = [c for c in group if kinds[c] == "code"]
    for whole in (codes[:1], codes[-1:]) if len(codes) > 1 else ():
        parts = [c for c in codes if c != whole[0]]
        rows = list(zip(cells[whole[0]], *(cells[c] for c in parts), strict=True))
        said = [(norm(code), "".join(map(norm, others))) for code, *others in rows]
        if all(code.endswith(rest) for code, rest in said) and any(rest for _, rest in said):
            yield from parts
            return


class CellCounts(NamedTuple):
    """How many cells of a column hold a figure, a code without separators, or words."""

    figures: int
    codes: int
    words: int


def counted(cells: Sequence[str]) -> CellCounts:
    """What the cells of a column hold."""
    figures = codes = words = 0
    for cell in map(norm, cells):
        if _CODE.fullmatch(cell):
            codes += 1
        elif is_amount(cell):
            figures += 1
        elif not says_nothing(cell):
            words += 1
    return CellCounts(figures, codes, words)


def with_nameless_codes(
    columns: Sequence[str],
    kinds: Sequence[Kind],
    charts: Sequence[bool],
    cells: Sequence[Sequence[str]],
) -> Iterator[Kind]:
    """The kinds of columns; two digits in each row behind a code are the rest of it (款, 项), where
    no header says what they are. So are codes in front of more codes or of names, where it says
    nothing, or no more than of which chart (`charts`); of units, where they are no chart's."""
    before: Kind = "aside"
    behind = (*kinds[1:], "aside")
    for text, kind, after, only_chart, column in zip(
        columns, kinds, behind, charts, cells, strict=True
    ):
        printed = [cell for cell in map(norm, column) if not says_nothing(cell)]
        if printed and printed[0] in LEVELS:  # of a row of a header that was not known as one
            printed = printed[1:]
        unsaid = kind == "figure" and only_chart and bool(printed)
        is_rest = before == "code" and not text and all(map(_REST.fullmatch, printed))
        in_front = after in ("code", "label") and before != "figure"
        if unsaid and is_rest:
            before = "code"
        elif unsaid and in_front and all(map(_WHOLE.fullmatch, printed)):
            before = "code" if all(map(_OF_CHART.fullmatch, printed)) else "aside"
        else:
            before = kind
        yield before


def numbers_rows(cells: Sequence[str]) -> bool:
    """Whether a column numbers its rows, 1 2 3, whatever it is called."""
    return len(cells) > 1 and all(cell.strip() == str(n) for n, cell in enumerate(cells, 1))


def numbers_named_rows(cells: Sequence[str]) -> bool:
    """The same, where some rows (totals) have no number."""
    return numbers_rows([cell for cell in cells if cell.strip()])


_CODE = expression(r"\d{2,9}")
_REST = expression(r"\d{2}")
_WHOLE = expression(r"\d{3,9}")
_OF_CHART = expression(r"(?:\d{2})?(?:\d{2})?\d{3}")
