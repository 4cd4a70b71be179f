"""What formats with text and tables in one stream hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.errors import Problem
from ..model.raw import Flow, Line, RawDocument, Sheet


def flowing(
    path: str, items: Iterable[Line | Sheet], problems: Sequence[Problem] = ()
) -> RawDocument:
    """The document of these lines and tables, in the order in which they are read; without tables
    that were drawn, or typed, around nothing."""
    kept = tuple(item for item in items if isinstance(item, Line) or any(item.rows))
    return RawDocument(path, flows=(Flow(kept),) if kept else (), problems=tuple(problems))
