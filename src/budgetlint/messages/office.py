"""What is said about workbooks, Word files and web pages that cannot be read, or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import NOTHING, Problem
from ..model.place import Place
from .catalogue import problem, say
from .others import of_library

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = say("office.hidden")
"""The doubt about a cell that readers of the published file do not see."""
NO_RESULT = say("office.no-saved-result")
"""The doubt about a cell that holds a formula's text because its result is not in the file."""
ODD_FORMAT = say("office.odd-format")
"""The doubt about a figure whose format is not understood."""


def damaged(reason: str) -> Problem:
    """A file of a known format that is broken or cut off."""
    return problem("office.damaged", said=of_library(reason))


def too_large_inside(limit: int) -> Problem:
    """A file that unpacks to more than is allowed, or to absurdly more than its size."""
    return problem("office.too-large-inside", limit=limit)


def too_many_cells(limit: int) -> Problem:
    """A sheet with more cells than any budget has."""
    return problem("office.too-many-cells", limit=limit)


def no_cells() -> Problem:
    """A workbook without anything in it that can be seen."""
    return problem("office.no-cells")


def no_text() -> Problem:
    """A Word file or a page without text and tables."""
    return problem("office.no-text")


def doctype() -> Problem:
    """XML with a document type, which may hold entities."""
    return problem("office.doctype")


def encrypted() -> Problem:
    """A file with a password."""
    return problem("office.encrypted")


def refused(kind: str) -> Problem:
    """A format that is known, but not read."""
    return problem(f"office.refused-{kind}")


def lock() -> Problem:
    """A file that is there as long as another one is open."""
    return problem("office.lock")


def misnamed(ending: str) -> Problem:
    """A file whose bytes are nothing like what its name says."""
    return problem("office.misnamed", ending=ending)


def unknown_format(ending: str, known: Iterable[str]) -> Problem:
    """Text under a name that does not say what it is."""
    entry = "office.unknown-format" if ending else "office.no-ending"
    return problem(entry, ending=ending, endings=tuple(known))


def hidden_sheet(path: str, sheet: str) -> Problem:
    """A sheet that nobody sees who opens the file."""
    return problem("office.hidden-sheet", Place(path, sheet=sheet), sheet=sheet)


def hidden_cells(path: str, sheet: str, places: str, count: int) -> Problem:
    """Rows or columns that are hidden but hold something."""
    return problem(
        "office.hidden-cells", Place(path, sheet=sheet), sheet=sheet, places=places, count=count
    )


def not_read_inside(path: str, program: str) -> Problem:
    """A part of a document that another program holds."""
    return problem("office.not-read-inside", Place(path), program=program)


def no_result(path: str, sheet: str, cell: str, others: int) -> Problem:
    """A formula whose result is not in the file."""
    more = say("office.others", others=others) if others else NOTHING
    return problem("office.no-result", Place(path, sheet=sheet, cell=cell), more=more)
