"""Which documents are those of a department's units: each unit counts once.

A folder may hold one unit in two formats, its tables and its narrative apart, or the department's
own document once more. A document that prints a figure otherwise than another of the same unit is
another part of it, and is counted: the sums then tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..messages import across as messages
from ..model.document import Document
from ..model.errors import Problem
from ..model.names import norm
from ..model.values import NamedTuple
from ..plan.across import Placed, like, rows_of

FEW = 3
"""So many figures alike, and not all one amount, are no accident."""


class Sheets(NamedTuple):
    """A document beside the department's, with its columns that can be compared."""

    document: Document
    columns: Sequence[Placed]

    @property
    def name(self) -> str:
        """The unit, as it is compared."""
        return norm(self.document.unit)


def distinct(
    own: Sheets, units: Sequence[Sheets], whole: Document
) -> tuple[list[Sheets], list[Problem]]:
    """The documents that count, and why others do not. `whole` has the tables of all."""
    counted: list[Sheets] = []
    notes: list[Problem] = []
    for unit in units:
        path = unit.document.raw.path
        twin = next((one for one in counted if _is_twin(one, unit, whole)), None)
        if not unit.columns:
            if not any(unit.name and other.name == unit.name for other in units if other.columns):
                notes.append(messages.unit_without_tables(path))
        elif twin is not None:
            notes.append(messages.unit_twice(path, twin.document.raw.path))
        elif len(units) > 1 and _is_twin(own, unit, whole):
            notes.append(messages.unit_is_whole(path))
        else:
            counted.append(unit)
    return counted, notes


def _is_twin(one: Sheets, other: Sheets, whole: Document) -> bool:
    """Whether two documents of one name print the same in all that both print."""
    if not one.name or one.name != other.name:
        return False
    pairs = [
        (_figures(own, whole), _figures(there, whole))
        for own in one.columns
        if (there := like(own, other.columns)) is not None
    ]
    shared = [mine[key] for mine, theirs in pairs for key in mine if key in theirs]
    return (
        all(mine[key] == theirs[key] for mine, theirs in pairs for key in mine if key in theirs)
        and len(shared) >= FEW
        and len(set(shared)) > 1
    )


def _figures(column: Placed, whole: Document) -> Mapping[str, Decimal]:
    """The figures of a column by what their rows are called."""
    rows = whole.sides[column.side]
    named = rows_of(column.shape).items()
    return {key: rows.value(column.column, row) for key, row in named} if rows is not None else {}


def namesakes(counted: Sequence[Sheets]) -> Iterator[Problem]:
    """The documents that name one unit and print one column: perhaps drafts of one document. Where
    all of them name one, that is their department."""
    groups: dict[str, list[Sheets]] = {}
    for unit in counted:
        groups.setdefault(unit.name, []).append(unit)
    for name, units in groups.items():
        first, *rest = units
        if name and len(groups) > 1 and any(_shares_a_column(first, other) for other in rest):
            paths = [unit.document.raw.path for unit in units]
            yield messages.unit_namesakes(paths, first.document.unit)


def _shares_a_column(one: Sheets, other: Sheets) -> bool:
    return any(like(column, other.columns) is not None for column in one.columns)


def unprinted(own: Sequence[Placed], units: Sequence[Sheets]) -> Iterator[Problem]:
    """The tables of the department that some units print and others do not: these are not
    compared."""
    told: set[tuple[str, str]] = set()
    for column in own:
        lacking = [unit for unit in units if like(column, unit.columns) is None]
        if not lacking or len(lacking) == len(units):
            continue
        for unit in lacking:
            key = (unit.document.raw.path, column.shape.side.table)
            if key not in told:
                told.add(key)
                name = unit.document.unit or unit.document.raw.path
                yield messages.unit_lacks(unit.document.raw.path, name, column.table)
