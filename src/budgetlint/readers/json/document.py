"""Canonical JSON to a raw document.

A problem of one table does not stop the others: it is reported, and its table left out.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Any

from ...messages.catalogue import problem
from ...messages.input import beyond
from ...messages.shape import wrong
from ...model import limits
from ...model.errors import ForeignError, InputError, Problem
from ...model.expressions import expression
from ...model.place import NOWHERE, Place
from ...model.raw import NO_DOUBTS, Doubts, RawDocument, RawTable, Section
from ..plain.text import decode
from .meanings import check_meanings, meanings_in
from .places import JsonPlaces
from .rows import text_rows
from .shape import (
    DOUBTS,
    HEADER,
    LIST,
    PLACES,
    PROSE,
    SECTION,
    TABLE,
    UNREAD,
    Shape,
    check,
    fatal,
)
from .text import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .original import Original

_DOCUMENT: Mapping[str, Shape] = {**HEADER, "tables": LIST, **PROSE}


class _Locate:
    """The places of one table's cells: in the original, where the file tells them."""

    __slots__ = ("_original", "_path", "_places", "_pointer")

    def __init__(
        self, path: str, places: JsonPlaces, pointer: str, original: Original | None = None
    ) -> None:
        self._path = path
        self._places = places
        self._pointer = pointer
        self._original = original

    def __call__(self, row: int, column: int) -> Place:
        pointer = f"{self._pointer}/rows/{row}/{column}"
        place = self._original.place(row, column) if self._original else None
        if place is not None:
            return place._replace(pointer=pointer)
        return Place(self._path, pointer, *self._places.of(pointer))


def read_json(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a JSON file. Raises `InputError` if none can be made of them."""
    if len(data) > limits.JSON_BYTES:
        raise InputError(beyond("bytes", len(data), limits.JSON_BYTES))
    text = decode(data)
    try:
        return build(path, parse(text), JsonPlaces(text))
    except InputError as error:
        if _is_ours(text):
            raise
        why = [problem for problem in error.problems if problem.code != "json-unknown-key"]
        raise ForeignError(*why) from None


def _is_ours(text: str) -> bool:
    """Whether a JSON text that cannot be read is meant to be a document at all. Files of other
    programs have keys, but none of the two that hold a document, and no two of its others."""
    said = sum(f'"{key}"' in text for key in (*HEADER, "columns", "rows"))
    return said > 1 or '"tables"' in text or '"narrative"' in text or not _KEY.search(text)


_KEY = expression(r'"\s*:')


def build(path: str, value: Any, places: JsonPlaces) -> RawDocument:
    """The document in a parsed JSON value. Raises `InputError` if its shape is wrong."""
    problems = _check(value)
    if fatal(problems):
        raise InputError(*map(places.placed, problems)).at(path)
    tables = _tables(path, value["tables"], places, problems)
    return document(path, value, tuple(tables), _placed(path, places, problems), places)


def document(
    path: str,
    value: Mapping[str, Any],
    tables: tuple[RawTable, ...] = (),
    problems: tuple[Problem, ...] = (),
    places: JsonPlaces | None = None,
) -> RawDocument:
    """A raw document with the header fields of `value`, which have been checked."""
    return RawDocument(
        path,
        value.get("unit", ""),
        int(value.get("year", 0)),
        value.get("kind", ""),
        value.get("profile", ""),
        tables,
        (),
        tuple(_sections(path, value.get("narrative", ()), places)),
        value.get("assign", {}),
        (*problems, *_unread(value)),
    )


def _unread(value: Mapping[str, Any]) -> Iterator[Problem]:
    """What could not be read of the original, in a file that was converted."""
    if value.get("unread"):
        from .original import unread_of

        yield from unread_of(value["unread"])


def _sections(
    path: str, values: Sequence[Mapping[str, Any]], places: JsonPlaces | None
) -> Iterator[Section]:
    for index, value in enumerate(values):
        pointer = f"/narrative/{index}"
        where: Callable[[str], Place] = partial(_place_of, path, pointer, places)
        at = None
        if value.get("places"):
            where, at = _original_text(value, pointer)
        yield Section(value["section"], value["title"], value["text"], where, at)


def _original_text(
    value: Mapping[str, Any], pointer: str
) -> tuple[Callable[[str], Place], Callable[[int], Place]]:
    """Where the heading of a section and the characters of its text are in the original: the
    places are that of the heading, and those of the stretches of the text."""
    from .original import Original

    original = Original(value["places"])
    starts = [int(place.get("start", 0)) for place in value["places"]]
    starts[0] = -1

    def at(index: int) -> Place:
        row = max(bisect_right(starts, index) - 1, 0)
        place = original.letter(row, index - max(starts[row], 0)) or NOWHERE
        return place._replace(pointer=f"{pointer}/text")

    def locate(member: str) -> Place:
        place = original.place(0, 0) or NOWHERE if member == "title" else at(0)
        return place._replace(pointer=f"{pointer}/{member}")

    return locate, at


def _placed(path: str, places: JsonPlaces, problems: list[Problem]) -> tuple[Problem, ...]:
    return InputError(*map(places.placed, problems)).at(path).problems if problems else ()


def check_narrative(value: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the sections of a narrative, and with what is said of the original."""
    problems = [
        problem
        for index, section in enumerate(value.get("narrative", ()))
        for problem in _check_section(section, f"/narrative/{index}")
    ]
    if value.get("unread"):
        from .original import are_unread

        if not are_unread(value["unread"]):
            problems.append(wrong("/unread", value["unread"], UNREAD.expected))
    return problems


def _check_section(section: Any, pointer: str) -> list[Problem]:
    problems = check(section, SECTION, pointer, ("section", "title", "text"))
    return problems if fatal(problems) else problems + check_original(section, pointer)


def check_original(value: Mapping[str, Any], pointer: str) -> list[Problem]:
    """What is wrong with what a converted document says of its original."""
    if "places" not in value and "doubts" not in value:
        return []
    from .original import are_doubts, are_places

    checks = (("places", PLACES, are_places), ("doubts", DOUBTS, are_doubts))
    return [
        wrong(f"{pointer}/{key}", value[key], shape.expected)
        for key, shape, are in checks
        if key in value and not are(value[key])
    ]


def _check(value: Any) -> list[Problem]:
    """What is wrong with a document, its tables not yet looked into."""
    problems = check(value, _DOCUMENT, "", ("tables",))
    if fatal(problems):
        return problems
    for what, items, most in (
        ("sheets", value["tables"], limits.SHEETS),
        ("paragraphs", value.get("narrative", ()), limits.PARAGRAPHS),
    ):
        if len(items) > most:
            raise InputError(beyond(what, len(items), most))
    if not value["tables"] and not value.get("narrative"):
        problems.append(wrong("/tables", [], "json_shape.some-table"))
    return problems + check_narrative(value)


def _tables(
    path: str, values: list[Any], places: JsonPlaces, problems: list[Problem]
) -> list[RawTable]:
    """The good tables; what is wrong with the others is added to `problems`."""
    tables: list[RawTable] = []
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        pointer = f"/tables/{index}"
        found = check(value, TABLE, pointer, ("id", "columns", "rows"))
        if not fatal(found):
            found += check_original(value, pointer)
            found += check_meanings(value, pointer)
        problems += found
        if found and fatal(found):
            continue
        first = seen.setdefault(value["id"], index)
        if first != index:
            problems.append(_twice(value["id"], pointer, places.of(f"/tables/{first}/id")[0]))
            continue
        rows = text_rows(value["rows"], len(value["columns"]), f"{pointer}/rows")
        if isinstance(rows, Problem):
            problems.append(rows)
        else:
            locate = _Locate(path, places, pointer, _original(value))
            tables.append(_table(value, rows, locate, partial(_place_of, path, pointer, places)))
    return tables


def _place_of(path: str, table: str, places: JsonPlaces | None, member: str) -> Place:
    pointer = f"{table}/{member}"
    return Place(path, pointer, *(places.of(pointer) if places else ()))


def _original(value: Mapping[str, Any]) -> Original | None:
    if not value.get("places"):
        return None
    from .original import Original

    return Original(value["places"])


def _table(
    value: Mapping[str, Any],
    rows: Sequence[Sequence[str]],
    locate: _Locate,
    place_of: Callable[[str], Place],
) -> RawTable:
    get = value.get
    return RawTable(
        value["id"],
        int(get("number", 0)),
        get("title", ""),
        get("money", ""),
        get("unit", ""),
        tuple(value["columns"]),
        rows,
        tuple(get("notes", ())),
        locate,
        _doubts(value["doubts"]) if value.get("doubts") else NO_DOUBTS,
        meanings=meanings_in(value["coordinates"], place_of) if value.get("coordinates") else None,
    )


def _doubts(values: Any) -> Doubts:
    from .original import doubts_of

    return doubts_of(values)


def _twice(name: str, pointer: str, line: int) -> Problem:
    return problem("json_shape.twice", Place(pointer=f"{pointer}/id"), name=name, line=line)
