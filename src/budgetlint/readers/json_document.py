"""Canonical JSON to a raw document.

A problem of one table does not stop the others: it is reported, and its table left out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import InputError, Problem, Text
from ..raw import Location, RawDocument, RawTable, Section
from .json_places import Places
from .json_rows import text_rows
from .json_shape import HEADER, LIST, SECTION, TABLE, Shape, check, fatal
from .json_text import parse
from .shape_wording import wrong
from .text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DOCUMENT: Mapping[str, Shape] = {**HEADER, "tables": LIST, "narrative": LIST}


class _Locate:
    """The places of one table's cells."""

    __slots__ = ("_path", "_places", "_pointer")

    def __init__(self, path: str, places: Places, pointer: str) -> None:
        self._path = path
        self._places = places
        self._pointer = pointer

    def __call__(self, row: int, column: int) -> Location:
        pointer = f"{self._pointer}/rows/{row}/{column}"
        return Location(self._path, pointer, *self._places.of(pointer))


def read_json(path: str, data: bytes) -> RawDocument:
    """The document in the bytes of a JSON file. Raises `InputError` if none can be made of them."""
    text = decode(data)
    return build(path, parse(text), Places(text))


def build(path: str, value: Any, places: Places) -> RawDocument:
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
    places: Places | None = None,
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
        problems,
    )


def _sections(
    path: str, values: Sequence[Mapping[str, str]], places: Places | None
) -> Iterator[Section]:
    for index, value in enumerate(values):
        where = partial(_section_place, path, f"/narrative/{index}", places)
        yield Section(value["section"], value["title"], value["text"], where)


def _section_place(path: str, section: str, places: Places | None, member: str) -> Location:
    pointer = f"{section}/{member}"
    return Location(path, pointer, *(places.of(pointer) if places else ()))


def _placed(path: str, places: Places, problems: list[Problem]) -> tuple[Problem, ...]:
    return InputError(*map(places.placed, problems)).at(path).problems if problems else ()


def check_narrative(value: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the sections of a narrative."""
    return [
        problem
        for index, section in enumerate(value.get("narrative", ()))
        for problem in check(section, SECTION, f"/narrative/{index}", tuple(SECTION))
    ]


def _check(value: Any) -> list[Problem]:
    """What is wrong with a document, its tables not yet looked into."""
    problems = check(value, _DOCUMENT, "", ("tables",))
    if fatal(problems):
        return problems
    if not value["tables"] and not value.get("narrative"):
        problems.append(wrong("/tables", [], Text("至少一张表", "at least one table")))
    return problems + check_narrative(value)


def _tables(
    path: str, values: list[Any], places: Places, problems: list[Problem]
) -> list[RawTable]:
    """The good tables; what is wrong with the others is added to `problems`."""
    tables: list[RawTable] = []
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        pointer = f"/tables/{index}"
        found = check(value, TABLE, pointer, ("id", "columns", "rows"))
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
            tables.append(_table(value, rows, _Locate(path, places, pointer)))
    return tables


def _table(value: Mapping[str, Any], rows: Sequence[Sequence[str]], locate: _Locate) -> RawTable:
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
    )


def _twice(name: str, pointer: str, line: int) -> Problem:
    return Problem(
        "table-duplicate",
        found=Text(
            f"表“{name}”重复，第 {line} 行已有同名的表",
            f"there are two tables “{name}”, the first in line {line}",
        ),
        expected=Text("每张表的 id 各不相同", "an id of its own for every table"),
        advice=Text(
            "请更正 id 或删除重复的表；本次只检查前一张",
            "correct the id or remove one; only the first is checked",
        ),
        pointer=f"{pointer}/id",
    )
