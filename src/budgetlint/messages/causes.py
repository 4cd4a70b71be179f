"""What probably happened where relations are broken: rows that slipped, roundings that clash."""

from __future__ import annotations

from ..model.errors import NOTHING, Message
from ..model.shell import quoted
from .catalogue import pair, say

__all__ = [
    "CODE_COLUMN",
    "NAME_COLUMN",
    "ROUNDINGS_APART",
    "ROUNDINGS_CLASH",
    "ROUNDINGS_WHY",
    "fixed",
    "roundings_clash",
    "rows_exchanged",
    "rows_scaled",
    "rows_shifted",
    "rows_twice",
]


def _rows(table: Message, first: str, last: str) -> Message:
    if first == last:
        return say("causes.row", table=table, row=first)
    return say("causes.rows", table=table, first=first, last=last)


def rows_shifted(table: Message, first: str, last: str, column: str, steps: int) -> Message:
    """Rows stand a column off; `steps` is how far the figures have to move to the right."""
    side = "left" if steps > 0 else "right"
    many = "" if first == last else "s"
    return say(f"causes.row{many}-{side}", rows=_rows(table, first, last), column=column)


def rows_scaled(table: Message, first: str, last: str, factor: str) -> Message:
    """Rows in the other unit of money; `factor` leads from the right figure to the printed."""
    way = "small" if factor.startswith("0") else "large"
    return say(f"causes.too-{way}", rows=_rows(table, first, last))


def rows_exchanged(table: Message, first: str, last: str) -> Message:
    """Two rows have each other's figures."""
    return say("causes.rows-exchanged", table=table, first=first, last=last)


def rows_twice(table: Message, row: str) -> Message:
    """A row stands there twice."""
    return say("causes.rows-twice", table=table, row=row)


CODE_COLUMN = say("causes.code-column")
NAME_COLUMN = say("causes.name-column")
ROUNDINGS_APART = say("causes.roundings-apart")
ROUNDINGS_CLASH = say("causes.roundings-clash")
ROUNDINGS_WHY = say("causes.roundings-why")


def roundings_clash(count: int, off: str, hidden: str) -> tuple[Message, Message]:
    """What the combination of relations is off by, and what rounding can hide of it."""
    return pair("causes.clash", count=count, off=off, hidden=hidden)


def fixed(path: str, causes: int, cells: int, left: int, by_hand: int, *, written: bool) -> Message:
    """What was, or can be, corrected in a document, and what is left."""
    people = say("causes.left", left=left, path=quoted(path)) if left else NOTHING
    hand = say("causes.by-hand", count=by_hand) if by_hand else NOTHING
    rest = say("causes.rest", hand=hand, people=people)
    if not causes:
        return say("causes.nothing-certain", path=path, rest=rest)
    how = say("causes.written" if written else "causes.writable")
    return say("causes.fixed", path=path, causes=causes, cells=cells, how=how, rest=rest)
