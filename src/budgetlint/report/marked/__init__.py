"""Marked originals: the document itself, with what was found drawn on a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from .marks import Mark, marks_of

__all__ = ["MARKED", "Mark", "marker", "marks_of"]

Marker = Callable[[bytes, Sequence[Mark]], tuple[bytes, list[Mark]]]
"""The bytes of a document and its marks to those with the marks, and the marks left over."""

MARKED: Mapping[str, str] = {"pdf": "mark_pdf", "xlsx": "mark_xlsx", "docx": "mark_docx"}
"""The kinds of files that can be marked, and what does it. Imported when asked for."""


def marker(kind: str) -> Marker:
    """What marks files of a kind of `MARKED`."""
    found: Marker = getattr(import_module(f".{kind}", __name__), MARKED[kind])
    return found
