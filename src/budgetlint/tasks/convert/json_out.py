"""A document as canonical JSON, one row of a table a line."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...model.document import Document
from ...model.expressions import expression
from ...model.raw import Meanings, Number, RawTable, Section
from ...model.vocabulary import NO_WORDS, Vocabulary
from ...report.json_text import escaped
from .content import tables_of
from .places import problems_in, section_places, table_places

_JSON_NUMBER = expression(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def json_text(document: Document, profile: str = "", vocabulary: Vocabulary = NO_WORDS) -> str:
    """The document as JSON text; `profile` is the shipped pack that it was read with, `vocabulary`
    its words, by which tables that it does not know are understood as far as they are."""
    raw = document.raw
    head: dict[str, Any] = {
        "unit": raw.unit,
        "year": raw.year,
        "kind": raw.kind,
        "profile": raw.profile or profile,
        "assign": raw.assign,
    }
    parts = [f"  {_value(key)}: {_value(value)}" for key, value in head.items() if value]
    parts.append(f'  "tables": {_list(map(_table, tables_of(document, vocabulary)), "  ")}')
    if document.narrative:
        parts.append(f'  "narrative": {_list(map(_section, document.narrative), "  ")}')
    if raw.problems:
        parts.append(f'  "unread": {_list(map(_value, problems_in(raw.problems)), "  ")}')
    return escaped("{\n" + ",\n".join(parts) + "\n}\n")


def _table(table: RawTable) -> str:
    head: dict[str, Any] = {
        "id": table.id,
        "number": table.number,
        "title": table.title,
        "money": table.money,
        "unit": table.unit,
        "notes": list(table.notes),
    }
    named = [f"{_value(key)}: {_value(value)}" for key, value in head.items() if value]
    parts = [", ".join(named), f'"columns": {_value(list(table.columns))}']
    parts.append(f'"rows": {_list(map(_value, table.rows), "      ")}')
    if table.meanings is not None:
        parts.append(f'"coordinates": {_meanings(table.meanings)}')
    if table.doubts:
        doubts = [
            {"row": r, "column": c, "zh": why.zh, "en": why.en}
            for (r, c), why in sorted(table.doubts.items(), key=lambda item: item[0])
        ]
        parts.append(f'"doubts": {_list(map(_value, doubts), "      ")}')
    places = table_places(table)
    if places:
        parts.append(f'"places": {_list(map(_value, places), "      ")}')
    return "{\n      " + ",\n      ".join(parts) + "\n    }"


def _meanings(meanings: Meanings) -> str:
    """How title, headers and rows were understood: a header or a row a line, null where one was
    not; a row with several blocks has a list of them."""
    parts = [f'"title": {_value(meanings.title)}']
    if meanings.columns:
        parts.append(f'"columns": {_list(map(_value, meanings.columns), "      ")}')
    if meanings.rows:
        rows = (_value(row[0] if len(row) == 1 else row) for row in meanings.rows)
        parts.append(f'"rows": {_list(rows, "      ")}')
    return "{" + ", ".join(parts) + "}"


def _section(section: Section) -> str:
    members = {"section": section.section, "title": section.title, "text": section.text}
    parts = [f"{_value(key)}: {_value(value)}" for key, value in members.items()]
    places = section_places(section)
    if places:
        parts.append(f'"places": {_value(places)}')
    return "{\n      " + ",\n      ".join(parts) + "\n    }"


def _list(items: Iterable[str], indent: str) -> str:
    inside = f",\n{indent}  ".join(items)
    return f"[\n{indent}  {inside}\n{indent}]" if inside else "[]"


def _value(value: object) -> str:
    """JSON in one line; a `Number` is written with its own digits."""
    if isinstance(value, Number) and _JSON_NUMBER.fullmatch(value):
        return str(value)
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(_members(value)) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value)


def _members(value: Mapping[str, Any]) -> Iterator[str]:
    return (f"{_value(key)}: {_value(item)}" for key, item in value.items())


def json_names(paths: Sequence[str]) -> list[str]:
    """The names of files of JSON for documents with these paths, no two alike: what of its path
    tells a document from the others, 2024-某局.json, with its ending where that does."""
    common = os.path.commonpath([os.path.dirname(os.path.abspath(path)) for path in paths])
    own = [os.path.relpath(os.path.abspath(path), common).replace(os.sep, "-") for path in paths]
    bare = [os.path.splitext(name)[0] for name in own]
    names = [b if bare.count(b) == 1 else name for b, name in zip(bare, own, strict=True)]
    seen: Counter[str] = Counter()
    for n, name in enumerate(names):
        seen[name] += 1
        names[n] = f"{name}-{seen[name]}" if seen[name] > 1 else name
    return [f"{name}.json" for name in names]
