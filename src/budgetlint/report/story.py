"""Stories: all that speaks for and against a figure, and what to correct first in a document."""

from __future__ import annotations

from ..model.errors import Problem
from ..model.values import NamedTuple
from .finding import Finding, FindingCell


class CellStory(NamedTuple):
    """One cell and every relation that holds it, by what it says of the cell."""

    cell: FindingCell
    against: tuple[Finding, ...]
    vouching: tuple[Finding, ...]
    empty: int


class Story(NamedTuple):
    """One document: the findings whose cause was sought, the plainest first; `others` are the
    findings that no figure explains, and `problems` what could not be read or done."""

    path: str
    unit: str
    causes: tuple[Finding, ...]
    others: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
