"""Bounds: a document is not larger than any that is published, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..messages.input import beyond
from ..model import limits
from ..model.errors import InputError
from ..model.expressions import expression
from ..model.raw import RawDocument

_FIGURE = expression(r"\d[\d,.]*+")


def bounded(raw: RawDocument) -> RawDocument:
    """The document, if it is within all bounds. Raises `InputError` that names the first that it
    is not within."""
    for what, count, limit in _sizes(raw):
        if count > limit:
            raise InputError(beyond(what, count, limit))
    return raw


def _sizes(raw: RawDocument) -> Iterator[tuple[str, int, int]]:
    """(what, how many there are, how many there may be), the cheapest first."""
    tables: list[Sequence[Sequence[str]]] = [table.rows for table in raw.tables]
    tables += [grid.rows for grid in raw.grids]
    yield "sheets", len(tables), limits.SHEETS
    yield "rows", sum(map(len, tables)), limits.ROWS
    widths = [len(row) for rows in tables for row in rows]
    yield "columns", max(widths, default=0), limits.COLUMNS
    yield "cells", sum(widths), limits.CELLS
    texts = [section.text for section in raw.narrative]
    yield "prose", sum(map(len, texts)), limits.PROSE
    yield "paragraphs", sum(text.count("\n") + 1 for text in texts), limits.PARAGRAPHS
    yield "figures", sum(len(_FIGURE.findall(text)) for text in texts), limits.FIGURES
