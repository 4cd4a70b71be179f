"""What is said about coordinates in a file that cannot be meant, or are too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.vocabulary import JOIN
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.errors import Message, Problem
    from ..model.place import Place
    from ..model.raw import RawTable
    from ..model.vocabulary import Dimension, Vocabulary

SHOWN = 40
"""Names that are listed of those that are known, and characters that are quoted of one."""
FREE = ("entity", "item")
"""Dimensions whose members may be any text."""


def no_coordinate(place: Place, vocabulary: Vocabulary, dimension: str, member: str) -> Problem:
    """A dimension that there is not, or a member that it does not have."""
    known = vocabulary.dimensions.get(dimension)
    if dimension in FREE:
        return problem("meanings.empty", place, dimension=dimension)
    if known is None:
        every = (*vocabulary.dimensions, *FREE)
        name, advice = dimension[:SHOWN], _advice(dimension[:SHOWN], every)
        return problem("meanings.dimension", place, name=name, known=every, advice=advice)
    names = list(known.names)
    wrong = next((one for one in member.split(JOIN) if one not in known.names), member)
    return problem(
        "meanings.member",
        place,
        name=wrong[:SHOWN],
        dimension=dimension,
        known=_expected(known, names),
        advice=_advice(wrong[:SHOWN], names, _named(vocabulary, dimension, wrong)),
    )


def _expected(known: Dimension, names: Sequence[str]) -> Message:
    """What may stand there: a code of a chart, a year, or one of the members."""
    if known.codes:
        return say("meanings.code", chart=known.codes)
    if known.id == "year":
        return say("meanings.year", known=tuple(names))
    return say("meanings.one-of", known=tuple(names[:SHOWN]))


def _named(vocabulary: Vocabulary, dimension: str, word: str) -> Sequence[str]:
    """The members that a word is a name of: 一般公共预算 is general."""
    names = vocabulary.dimensions[dimension].names
    return [member for member, words in names.items() if word in words]


def _advice(word: str, names: Iterable[str], sure: Sequence[str] = ()) -> Message:
    from difflib import get_close_matches  # only wrong files pay for importing it

    near = [*sure, *get_close_matches(word, list(names), 1)]
    return say("meanings.near", near=near[0]) if near else say("meanings.look")


def says_too_little(place: Place, table: RawTable) -> Problem:
    """Coordinates by which a table cannot be read."""
    return problem("meanings.too-little", place, table=table.title or table.id)


def says_twice(place: Place, table: RawTable, headers: Sequence[str]) -> Problem:
    """Two columns that are said to mean the same."""
    first, second = headers
    return problem("meanings.twice", place, table=table.title, first=first, second=second)


def says_other_blocks(place: Place, table: RawTable, found: int, expected: int) -> Problem:
    """A row that is said to have another number of blocks than its table."""
    return problem("meanings.blocks", place, table=table.title, found=found, expected=expected)
