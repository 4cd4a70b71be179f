"""Edits: other figures in a text file, everything else left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from ..model.expressions import expression
from ..model.values import NamedTuple
from .json.places import JsonPlaces
from .plain.csv_text import parse

_ESCAPE = expression(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SCALAR = expression(r"[^\s,\]}]+")


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
    places = JsonPlaces(text)
    spans = []
    for edit in edits:
        try:
            at = places.offset(edit.pointer)
        except (LookupError, ValueError, RecursionError):
            raise EditError(edit) from None
        spans.append(_json_span(text, at, edit))
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
    sheet = parse(text)
    starts = [0, *accumulate(map(len, sheet.lines))]
    spans = []
    for edit in edits:
        if not edit.column or not 0 < edit.line <= len(sheet.lines):
            raise EditError(edit)
        at = starts[edit.line - 1] + edit.column - 1
        if text[at : at + len(edit.old)] != edit.old:
            raise EditError(edit)
        quoted = text[:at].rstrip(" ").endswith('"')
        new = edit.new if quoted or sheet.delimiter not in edit.new else f'"{edit.new}"'
        spans.append((at, at + len(edit.old), new))
    return _replaced(text, spans)


def _replaced(text: str, spans: Sequence[Span]) -> str:
    """The text with other texts at some places, each once. Raises `EditError` if they overlap."""
    ordered = sorted(set(spans))
    for (_, end, _), (start, _, _) in pairwise(ordered):
        if start < end:
            raise EditError(start)
    for start, end, new in reversed(ordered):
        text = text[:start] + new + text[end:]
    return text


EDITORS: Mapping[str, Callable[[str, Sequence[Edit]], str]] = {
    ".json": edit_json,
    ".csv": edit_csv,
    ".tsv": edit_csv,
}
"""The formats that can be edited, by the ending of the file."""
