"""Edits: other figures in a text file, everything else left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .csv_text import sniff
from .json_places import Places

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}]+")


class Edit(NamedTuple):
    """A new text for one cell: where it stands, what stands there, and what should.

    In JSON `pointer` finds it, and `start` counts the characters of a longer text before the one
    in which the cell stands; in CSV `line` and `column` do.
    """

    pointer: str
    line: int
    column: int
    start: int
    old: str
    new: str


class EditError(LookupError):
    """What stands in the file is not what the edit expects."""


def edit_json(text: str, edits: Sequence[Edit]) -> str:
    """The JSON text with other values at some pointers. Raises `EditError`."""
    places = Places(text)
    spans = [_json_span(text, places.offset(edit.pointer), edit) for edit in edits]
    return _replaced(text, spans)


Span = tuple[int, int, str]


def _json_span(text: str, at: int, edit: Edit) -> Span:
    """Where the old text stands, and what comes into its place."""
    if text[at] != '"':
        scalar = _SCALAR.match(text, at)
        end = scalar.end() if scalar else at
        number = edit.new.replace(",", "")
        return at, end, number or "null"
    offsets = _offsets(text, at)
    start = len(offsets) - 1 if not edit.old else _index(text, at, offsets, edit)
    end = start + len(edit.old)
    if end >= len(offsets):
        raise EditError(edit)
    return offsets[start], offsets[end], json.dumps(edit.new, ensure_ascii=False)[1:-1]


def _offsets(text: str, at: int) -> list[int]:
    """The offset of each character of the string that begins at `at`, and of its closing quote."""
    offsets = []
    here = at + 1
    while text[here] != '"':
        offsets.append(here)
        escape = _ESCAPE.match(text, here)
        here = escape.end() if escape else here + 1
    return [*offsets, here]


def _index(text: str, at: int, offsets: Sequence[int], edit: Edit) -> int:
    value: str = json.loads(text[at : offsets[-1] + 1])
    index = value.find(edit.old, edit.start)
    if index < 0 or len(value) + 1 != len(offsets):
        raise EditError(edit)
    return index


def edit_csv(text: str, edits: Sequence[Edit]) -> str:
    """The CSV text with other cells at some places. Raises `EditError`."""
    lines = text.splitlines(keepends=True)
    delimiter = sniff(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans = []
    for edit in edits:
        if not edit.line or not edit.column:
            raise EditError(edit)
        at = starts[edit.line - 1] + edit.column - 1
        if text[at : at + len(edit.old)] != edit.old:
            raise EditError(edit)
        quoted = at > 0 and text[at - 1] == '"'
        new = edit.new if quoted or delimiter not in edit.new else f'"{edit.new}"'
        spans.append((at, at + len(edit.old), new))
    return _replaced(text, spans)


def _replaced(text: str, spans: Sequence[Span]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


EDITORS: Mapping[str, Callable[[str, Sequence[Edit]], str]] = {
    ".json": edit_json,
    ".csv": edit_csv,
    ".tsv": edit_csv,
}
"""The formats that can be edited, by the ending of the file."""
