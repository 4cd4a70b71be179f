"""Places in JSON: whatever the layout of the text, the place holds the value."""

from __future__ import annotations

import json
from typing import Any

import pytest

from budgetlint.model.place import escaped
from budgetlint.readers.json.places import JsonPlaces, offset_of
from budgetlint.tasks.reading import read
from steps import calls

VALUE: Any = {
    "a/b": {"~": [1, 'x"]', {"": []}]},
    "长": ["，", "\n", -1.5e3, None, True],
    "tables": [],
    "z": {"k": {"deep": [[[], [0]]]}},
}


def pointers(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    here = [(pointer, value)]
    if not isinstance(value, (dict, list)):
        return here
    below = value.items() if isinstance(value, dict) else enumerate(value)
    return here + [p for k, v in below for p in pointers(v, f"{pointer}/{escaped(str(k))}")]


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_pointer_leads_to_its_value(*, indent: int | None, ascii_only: bool) -> None:
    text = "\n " + json.dumps(VALUE, indent=indent, ensure_ascii=ascii_only)
    places = JsonPlaces(text)
    lines = text.split("\n")
    for pointer, value in pointers(VALUE):
        offset = offset_of(text, pointer)
        assert json.JSONDecoder().raw_decode(text, offset)[0] == value
        line, column = places.of(pointer)
        assert "\n".join(lines[line - 1 :])[column - 1 :] == text[offset:]


@pytest.mark.parametrize("pointer", ["/no", "/tables/0", "/长/9", "/长/0/x"])
def test_pointers_to_nothing(pointer: str) -> None:
    text = json.dumps(VALUE)
    with pytest.raises(LookupError):
        offset_of(text, pointer)
    assert JsonPlaces(text).of(pointer) == (0, 0)


def test_a_hundred_places_are_one_pass() -> None:
    rows = ",\n".join(f'["行{i}", {i}.50, null]' for i in range(10_000))
    text = '{"tables": [{"id":"a","columns":["x","y","z"],"rows":[\n' + rows + "]}]}"
    (table,) = read("a.json", text.encode()).tables
    first = calls(lambda: table.locate(5000, 1))
    assert calls(lambda: [table.locate(row, 1) for row in range(0, 10_000, 100)]) < first
    for row in range(0, 10_000, 100):
        place = table.locate(row, 1)
        assert place.line == row + 2
        assert place.pointer == f"/tables/0/rows/{row}/1"
        assert text.split("\n", row + 2)[row + 1][place.column - 1 :].startswith(f"{row}.50")
