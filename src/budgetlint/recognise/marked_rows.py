"""Marked rows: the numbers of rows in a column of their own, 1 and 1.1 or 一 and （一）, say which
rows are parts of which, as they do in front of names; so do the codes of units."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..model.expressions import expression
from ..model.layout import Side, SideMap
from ..model.names import norm
from ..model.raw import RawTable
from ..model.vocabulary import Vocabulary
from ..model.words import literal
from .readings import column_reading, roles_of
from .trees import OF_WHICH, rank_of

Texts = Sequence[tuple[str, ...]]
"""The texts of each column."""


def with_marks(
    vocabulary: Vocabulary, table: RawTable, side: Side, where: SideMap, texts: Texts
) -> Texts:
    """The columns, with the marks of the column in front of the names put in front of these, where
    they tell levels; names that have marks keep them."""
    at = where.label - 1
    if side.rows != "outline" or at < 0:
        return texts
    if are_codes(texts[at]):
        return _with_unit_codes(where.label, texts)
    if not _numbers(vocabulary, table, at):
        return texts
    marks = [_mark(cell) for cell in texts[at]]
    ranks = {rank_of(mark) for mark in marks if mark}
    if len(ranks) < 2 or 0 in ranks or any(rank_of(norm(name)) for name in texts[where.label]):
        return texts
    names = tuple(_marked(mark, name) for mark, name in zip(marks, texts[where.label], strict=True))
    return [names if index == where.label else column for index, column in enumerate(texts)]


def are_codes(cells: Sequence[str]) -> bool:
    """Whether a column holds codes of units, of which some begin with others (101, 101001), and
    nothing else."""
    codes = {norm(cell) for cell in cells if cell.strip()}
    return all(map(_UNIT.fullmatch, codes)) and any(map(len, _above(codes).values()))


def _above(codes: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The other codes that each of them begins with."""
    return {code: [c for c in codes if c != code and code.startswith(c)] for code in codes}


def _with_unit_codes(label: int, texts: Texts) -> Texts:
    """The columns, with names indented below the unit whose code theirs begins with; a unit without
    a name is called by its code."""
    codes = [norm(cell) for cell in texts[label - 1]]
    above = _above({code for code in codes if code})
    names = tuple(
        " " * (2 * len(above.get(code, ()))) + (name.strip() or code) if code else name
        for code, name in zip(codes, texts[label], strict=True)
    )
    return [names if index == label else column for index, column in enumerate(texts)]


def _numbers(vocabulary: Vocabulary, table: RawTable, at: int) -> bool:
    """Whether a column numbers the rows, and is no column of figures beside it."""
    return "index" in roles_of(column_reading(vocabulary, table, at, alone=True).coordinates)


def _mark(cell: str) -> str:
    """A number as it stands in front of names: 1 and 一 are followed by a mark, 1.1 is （1）."""
    said = norm(cell)
    if _PLAIN.fullmatch(said):
        return f"{said}{_LISTED}"
    inner = _INNER.fullmatch(said)
    return f"({inner[1]})" if inner else said


def _marked(mark: str, name: str) -> str:
    """A name behind its mark; 其中 stays in front of both."""
    if not mark or not name.strip():
        return name
    plain = name.strip()
    if norm(plain).startswith(OF_WHICH):
        return f"{OF_WHICH}:{mark}{plain[len(OF_WHICH) :].lstrip(':：')}"
    return f"{mark}{name}"


_LISTED = literal("common.listed")
_PLAIN = expression(r"\d{1,2}|[^\W\d_]{1,3}")
_INNER = expression(r"\d{1,2}[.．-](\d{1,2})")
_UNIT = expression(r"[0-9A-Za-z]{3,12}")
