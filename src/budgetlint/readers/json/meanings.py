"""What canonical JSON says that a table means: coordinates of its title, its columns and its rows.

Whether there are such dimensions and members only a vocabulary knows; here it is asked whether what
is written has the shape of coordinates, and as many entries as there are columns and rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from ...messages.shape import count, unknown_key, wrong
from ...model import limits
from ...model.errors import Problem
from ...model.place import Place
from ...model.raw import Meanings, Said
from .shape import LIST, MEANING

KEYS = ("title", "columns", "rows")


def check_meanings(table: Mapping[str, Any], pointer: str) -> list[Problem]:
    """What is wrong with the coordinates of a table; of more than anybody reads the first."""
    said = table.get("coordinates")
    if not said:
        return []
    return list(islice(_faults(said, table, f"{pointer}/coordinates"), limits.PROBLEMS))


def _faults(said: Mapping[str, Any], table: Mapping[str, Any], pointer: str) -> Iterator[Problem]:
    yield from (unknown_key(pointer, key, KEYS) for key in said if key not in KEYS)
    yield from _of_one(said.get("title"), f"{pointer}/title")
    for key in ("columns", "rows"):
        entries = said.get(key, [])
        if type(entries) is not list:
            yield wrong(f"{pointer}/{key}", entries, LIST.expected)
        elif entries and len(entries) != len(table[key]):
            yield count(f"{pointer}/{key}", len(entries), len(table[key]))
        else:
            of_each = _of_one if key == "columns" else _of_row
            for index, entry in enumerate(entries):
                yield from of_each(entry, f"{pointer}/{key}/{index}")


def _of_row(entry: Any, pointer: str) -> Iterator[Problem]:
    """A row has coordinates, or a list of them where several blocks stand beside each other."""
    if type(entry) is not list:
        yield from _of_one(entry, pointer)
    else:
        for block, each in enumerate(entry):
            yield from _of_one(each, f"{pointer}/{block}")


def _of_one(entry: Any, pointer: str) -> Iterator[Problem]:
    if entry is not None and not MEANING.accepts(entry):
        yield wrong(pointer, entry, MEANING.expected)


def meanings_in(said: Mapping[str, Any], place_of: Callable[[str], Place]) -> Meanings:
    """The coordinates of a table that have been checked; `place_of` gives places by their path in
    the table."""
    rows = [_row(entry) for entry in said.get("rows") or ()]
    columns: Sequence[Said | None] = said.get("columns") or ()
    return Meanings(said.get("title"), columns, rows, partial(_located, place_of))


def _row(entry: Any) -> Sequence[Said | None]:
    return entry if type(entry) is list else (entry,)


def _located(place_of: Callable[[str], Place], path: str) -> Place:
    return place_of(f"coordinates/{path}")
