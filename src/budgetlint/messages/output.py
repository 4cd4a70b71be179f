"""What is said about output: files that cannot be written, formats that cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import Problem
from ..model.place import Place
from .catalogue import problem
from .others import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def not_written(error: OSError) -> Problem:
    """The system refuses to write. What was there before is still there."""
    return problem("output.not-written", reason=reason_of(error, writing=True))


def same_file() -> Problem:
    """The output is one of the inputs, or a document in a folder that is one."""
    return problem("output.same-file")


def not_a_file() -> Problem:
    """A device, a pipe or a folder in the place of a file."""
    return problem("output.not-a-file")


def not_empty() -> Problem:
    """A folder that holds something already: it would become part of the document."""
    return problem("output.not-empty")


def changed() -> Problem:
    """A file that is not any more what was read."""
    return problem("output.changed")


def unknown_output(wanted: str, formats: Iterable[str]) -> Problem:
    """An output whose format neither its name nor its ending tells."""
    return problem("output.unknown-output", Place(wanted), wanted=wanted, formats=tuple(formats))


def not_for_terminals(kind: str) -> Problem:
    """A format that is no text cannot be shown on a terminal."""
    return problem("output.not-for-terminals", kind=kind)


def not_converted(ending: str) -> Problem:
    """`convert` writes JSON and CSV only."""
    return problem("output.not-converted", ending=ending)
