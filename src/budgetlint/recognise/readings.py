"""Readings: what title, header and name of a table say; what its file says of them goes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.names import norm, path
from ..model.raw import Meanings, RawTable
from ..model.vocabulary import JOIN, Coordinates, Meaning, Piece, Vocabulary, stated, understood
from ..model.words import literal, literals

ROLE, VINTAGE = "role", "vintage"
YEAR, FLOW = "year", "flow"
NAME_ROLES = frozenset({"name", "entity"})
LEVEL = "level"
TOTAL_ROLES = frozenset({"grand-total", "total"})
TOTALS_SAY = frozenset({ROLE, FLOW, VINTAGE, "chart", "entity", "stage", YEAR, "measure"})
"""What the name of a total may say."""
CARRIED = frozenset({"carried-in", "carried-out"})
CARRIED_WORDS = frozenset(literals("names.carried"))
"""Words that do not say whether in or out: below 年末结转和结余 they are what that is."""


def roles_of(coordinates: Coordinates) -> frozenset[str]:
    """The roles that a phrase sets."""
    return frozenset(coordinates[ROLE].split(JOIN)) if ROLE in coordinates else frozenset()


def without_role(coordinates: Coordinates) -> Coordinates:
    """The coordinates of the figures themselves."""
    return {name: member for name, member in coordinates.items() if name != ROLE}


def header_reading(
    vocabulary: Vocabulary,
    parts: tuple[str, ...],
    alone: bool = True,  # noqa: FBT001, FBT002
) -> Meaning:
    """A header path understood: what is true below all its parts; the role is the last one's."""
    made: Meaning = vocabulary.made.get(
        ("header", parts, alone), lambda: _header_reading(vocabulary, parts, alone=alone)
    )
    return made


def _header_reading(vocabulary: Vocabulary, parts: tuple[str, ...], *, alone: bool) -> Meaning:
    found: Coordinates = {}
    pieces: list[Piece] = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        reading = understood(vocabulary, part, "", alone and last)
        own = reading.coordinates if last else without_role(reading.coordinates)
        known = tuple(_but_repeated(reading.pieces, pieces))
        item = "" if last else _item_of(known, own)
        pieces += (p._replace(sets={}) if item and p.sets is None else p for p in known)
        said = {piece.text for piece in reading.pieces}
        if found.get(VINTAGE) in CARRIED and CARRIED_WORDS & said:
            own = {name: member for name, member in own.items() if name != VINTAGE}
        if found.get(MEASURE) == "change" and own.get(MEASURE) in _OF_CHANGE:
            own = {**own, MEASURE: _OF_CHANGE[own[MEASURE]]}
        found = vocabulary.met(found, {**own, ITEM: item} if item else own)
    return Meaning("/".join(parts), tuple(pieces), found)


MEASURE = "measure"
_OF_CHANGE = {"amount": "change", "share": "growth"}
"""What amounts and shares are below 增减."""


def _item_of(pieces: Sequence[Piece], own: Coordinates) -> str:
    """The one word that nobody knows in a name over several columns, of which the rest says of
    what money they are: it then stands in their coordinates as printed, so that they are held
    against each other and against no other column. Not in one that compares or measures."""
    unknown = [piece.text for piece in pieces if piece.sets is None]
    money = own.keys() & MONEY_SAID and own.get("measure", "amount") == "amount"
    single = JOIN not in own.get("year", "") and JOIN not in own.get("stage", "")
    return unknown[0] if len(unknown) == 1 and money and single else ""


ITEM = "item"
MONEY_SAID = frozenset({"source", "nature", "flow"})
"""What says of which money a figure is."""


def _but_repeated(pieces: Sequence[Piece], above: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a part of a header; what nobody knows, but repeats a word that is understood
    above it, says nothing new: 基本支出结转 below 年初结转和结余."""
    known = [piece.text for piece in above if piece.sets]
    for piece in pieces:
        again = len(piece.text) > 1 and any(piece.text in text for text in known)
        yield piece._replace(sets={}) if again and piece.sets is None else piece


def title_reading(vocabulary: Vocabulary, table: RawTable) -> Meaning:
    """The title of a table understood: as its file says, else by its words."""
    said = table.meanings.title if table.meanings is not None else None
    return title_said(vocabulary, table.title) if said is None else stated(table.title, said)


def title_said(vocabulary: Vocabulary, title: str) -> Meaning:
    """The words of a title understood. A level of government whose departments it names (区级部门)
    says whose table it is, and not where its money comes from."""
    reading = understood(vocabulary, title)
    if ORIGIN not in reading.coordinates:
        return reading
    behind = (*reading.pieces[1:], Piece("", {}))
    pairs = zip(reading.pieces, behind, strict=True)
    pieces = tuple(p._replace(sets={}) if _is_level(p, after) else p for p, after in pairs)
    if any(ORIGIN in (p.sets or {}) for p in pieces):
        return reading
    kept = {name: member for name, member in reading.coordinates.items() if name != ORIGIN}
    return Meaning(title, pieces, kept)


def _is_level(piece: Piece, after: Piece) -> bool:
    is_level = ORIGIN in (piece.sets or {}) and piece.text.endswith(LEVEL_OF)
    return is_level and after.text.startswith(ORGANS)


ORIGIN = "origin"
LEVEL_OF, ORGANS = literal("titles.level"), literals("titles.organs")
"""How the names of levels of government end, and what their offices are called."""


Fixed = tuple[tuple[str, str], ...]
"""Coordinates as a key of what is kept."""


def fixed(said: Coordinates | None) -> Fixed | None:
    """What is said, as a key of what is kept."""
    return None if said is None else tuple(said.items())


def said_of_column(meanings: Meanings | None, index: int) -> Coordinates | None:
    """What a file says of a column; None where it says nothing."""
    columns = meanings.columns if meanings is not None else ()
    return columns[index] if index < len(columns) else None


def column_reading(
    vocabulary: Vocabulary, table: RawTable, index: int, name: str = "", *, alone: bool = False
) -> Meaning:
    """The header of a column understood: as its file says, else by its words; by the words of
    `name` where the table does not print as many columns. `alone` as in `header_reading`."""
    said = said_of_column(table.meanings, index)
    header = table.columns[index] if index < len(table.columns) else name
    if said is not None:
        return stated(header, said)
    return header_reading(vocabulary, path(header), alone)


def header_said(
    vocabulary: Vocabulary,
    text: str,
    said: Sequence[Fixed | None],
    index: int,
    *,
    alone: bool = True,
) -> Meaning:
    """A header by what is said of its column, `said` having an entry a column if any; else by its
    words."""
    meant = said[index] if said else None
    if meant is not None:
        return stated(text, dict(meant))
    return header_reading(vocabulary, path(text), alone)


def totals_of(vocabulary: Vocabulary, labels: Sequence[str]) -> tuple[str, ...]:
    """The names that a table's total is printed under, the row of all there is first: 总计, where
    it is there, is the total of 合计, and 收入合计 that of 本年收入合计."""
    widths = widths_of(vocabulary, labels)
    return tuple(sorted(widths, key=widths.__getitem__))


def widths_of(vocabulary: Vocabulary, labels: Sequence[str]) -> Mapping[str, int]:
    """The names of totals, in order, each with how much is left out of it: 总计 has it all."""
    found: dict[str, int] = {}
    for label in dict.fromkeys(map(norm, labels)):
        coordinates = understood(vocabulary, label).coordinates if label else {}
        roles = roles_of(coordinates)
        if roles & TOTAL_ROLES and "of-which" not in roles and not set(coordinates) - TOTALS_SAY:
            narrow = 2 if VINTAGE in coordinates else 1
            found[label.rstrip(":")] = 0 if "grand-total" in roles else narrow
    return found
