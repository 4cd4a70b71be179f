"""Several files to one raw document: tables in a workbook, say, and the narrative in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ..model.errors import InputError, Problem
from ..model.raw import NO_CODES, Flow, RawDocument

T = TypeVar("T")


def combined(
    path: str, documents: Sequence[RawDocument], problems: Iterable[Problem] = ()
) -> RawDocument:
    """One document of these: their tables and texts in order; header fields where first stated."""

    def first(field: Callable[[RawDocument], T], nothing: T) -> T:
        return next(filter(None, map(field, documents)), nothing)

    return RawDocument(
        path,
        unit=first(lambda d: d.unit, ""),
        year=first(lambda d: d.year, 0),
        kind=first(lambda d: d.kind, ""),
        profile=first(lambda d: d.profile, ""),
        tables=tuple(table for d in documents for table in d.tables),
        grids=tuple(grid for d in documents for grid in d.grids),
        narrative=tuple(section for d in documents for section in d.narrative),
        flows=tuple(_flows(documents)),
        assign=first(lambda d: d.assign, NO_CODES),
        problems=(*(p for d in documents for p in d.problems), *problems),
        notes=tuple(note for d in documents for note in d.notes),
    )


def _flows(documents: Sequence[RawDocument]) -> Iterator[Flow]:
    grids = sections = 0
    for document in documents:
        for flow in document.flows:
            yield Flow(flow.items, flow.grids + grids, flow.sections + sections)
        grids += len(document.grids)
        sections += len(document.narrative)


def read_all(
    path: str, files: Iterable[str], read: Callable[[str], RawDocument], header: RawDocument
) -> RawDocument:
    """The document of a header and these files. One that cannot be read is a problem of it.

    Raises `InputError` if none can be read.
    """
    found: list[RawDocument] = [header]
    problems: list[Problem] = []
    for file in files:
        try:
            found.append(read(file))
        except InputError as error:
            problems += error.at(file).problems
    document = combined(path, found, problems)
    if not (document.grids or document.tables or document.narrative or document.flows):
        raise InputError(*document.problems)
    return document
