"""What the columns that a pack declares measure, by the words of titles and headers.

The title of a table fixes some coordinates, its side and the headers of a column others. A column
of this year's amounts is found by what it measures; of those of one table that mean the same, none
is, for nobody can tell which is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..model.layout import Column, Layout, Side
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from ..recognise.fit import meaning
from ..recognise.readings import ROLE, header_reading, without_role

STAGE, MEASURE, YEAR, AMOUNT, VINTAGE = "stage", "measure", "year", "amount", "vintage"
TOPICS = frozenset({"matter", "sangong"})
"""What a table with several topics is about: a header that names one of them is of no other."""
ASIDE = frozenset({ROLE, "entity", YEAR, STAGE, MEASURE})
"""What says nothing of what a figure measures."""


class DeclaredColumn(NamedTuple):
    """A column that a pack declares: where it stands, and at which stage its figures are; empty
    where it is that of its document."""

    side: Side
    column: str
    stage: str


_Key = tuple[int, str, frozenset[tuple[str, str]]]
"""Of a side, at a stage, what a column measures."""
Columns = Mapping[frozenset[tuple[str, str]], Sequence[DeclaredColumn]]
"""The columns of a pack by what their figures measure."""


def columns_of(layouts: Sequence[Layout], words: Vocabulary) -> Columns:
    """All columns that can be told apart by their words; of those of one table that mean the same,
    none."""
    every: defaultdict[_Key, dict[str, DeclaredColumn]] = defaultdict(dict)
    for above, side in _sides(layouts, words):
        for name, column in side.columns.items():
            at = _of_column(column, above, words)
            if at is not None:
                placed = DeclaredColumn(side, name, at.get(STAGE, ""))
                every[side.ordinal, placed.stage, meaning(words, at, ASIDE)][name] = placed
    found: defaultdict[frozenset[tuple[str, str]], list[DeclaredColumn]] = defaultdict(list)
    for (ordinal, _, means), alike in every.items():
        known = {(one.side.ordinal, one.column) for one in found[means]}
        if len(alike) == 1 and known.isdisjoint((ordinal, name) for name in alike):
            found[means] += alike.values()
    return found


def _sides(layouts: Sequence[Layout], words: Vocabulary) -> Iterator[tuple[Coordinates, Side]]:
    """Every side, by each of the titles that its table may bear."""
    for layout in layouts:
        readings = (understood(words, title) for title in layout.titles)
        titles = [without_role(reading.coordinates) for reading in readings if not reading.left]
        for base in {frozenset(title.items()): title for title in titles if title}.values():
            for side in layout.sides:
                yield words.met(base, _of_side(side, words)), side


def _of_side(side: Side, words: Vocabulary) -> Coordinates:
    found: Coordinates = {}
    for word in (side.name, *side.under[:1]):
        said = understood(words, word, "", False).coordinates  # noqa: FBT003
        found = words.met(found, without_role(said))
    return found


def _of_column(column: Column, above: Coordinates, words: Vocabulary) -> Coordinates | None:
    """What a column of this year's amounts says by all of its headers (小计 is that of what stands
    above it), of this year or of all that there is by the first; None for other years, for what is
    none, and where headers say different things."""
    if column.measure != "money":
        return None
    readings = [header_reading(words, h, alone=False) for h in column.headers or ((column.name,),)]
    found: Coordinates = {}
    for reading in readings:
        said = without_role(reading.coordinates) if not reading.left else {}
        if any(_differs(name, found.get(name), member, words) for name, member in said.items()):
            return None
        found = words.met(found, {n: m for n, m in said.items() if n != VINTAGE or not found})
    other = TOPICS - found.keys() if TOPICS & found.keys() else frozenset()
    at = words.met({name: m for name, m in above.items() if name not in other}, found)
    is_amount = at.get(MEASURE, AMOUNT) == AMOUNT and YEAR not in at
    return at if is_amount and not all(reading.left for reading in readings) else None


def _differs(name: str, known: str | None, member: str, words: Vocabulary) -> bool:
    return known is not None and not (
        words.is_in(name, known, member) or words.is_in(name, member, known)
    )
