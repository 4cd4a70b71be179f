"""Rows that belong to no row above them although they have no number: told by their words."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.names import norm
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .readings import CARRIED, VINTAGE, roles_of, without_role
from .segments import FLOW, TOTALS_SAY
from .trees import NUMBERED, OF_WHICH


def subtotals_of(vocabulary: Vocabulary, labels: Sequence[str]) -> tuple[str, ...]:
    """The names without a number that say 小计 or 本年 of income or of expenditure, and nothing
    else that is understood: 收入小计, 本年收入总和. 小计 alone is that of a group."""
    found = []
    for label in dict.fromkeys(map(norm, labels)):
        coordinates = understood(vocabulary, label).coordinates if label else {}
        sums_up = "subtotal" in roles_of(coordinates) or coordinates.get(VINTAGE) == THIS_YEAR
        bare = FLOW in coordinates and sums_up and not set(coordinates) - TOTALS_SAY
        if bare and not any(mark.match(label) for mark in NUMBERED):
            found.append(label)
    return tuple(found)


THIS_YEAR = "this-year"


def apart_of(vocabulary: Vocabulary, labels: Sequence[str]) -> tuple[str, ...]:
    """The names without a number that belong to no row above them: those that say what is carried
    in or on, and nothing else; and those below 其中 that say what the row above that is not."""
    found = []
    head: Coordinates | None = None
    above: Coordinates = {}
    for label in map(norm, labels):
        coordinates = without_role(understood(vocabulary, label).coordinates) if label else {}
        if any(mark.match(label) for mark in NUMBERED):
            head = None
        elif label.startswith(OF_WHICH):
            head = head or above
        elif _is_carried(coordinates) or (head and _is_other(vocabulary, head, coordinates)):
            found.append(label)
            head = None
        above = coordinates
    return tuple(dict.fromkeys(found))


def _is_carried(coordinates: Coordinates) -> bool:
    return coordinates.get(VINTAGE) in CARRIED and not set(coordinates) - TOTALS_SAY


def _is_other(vocabulary: Vocabulary, whole: Coordinates, part: Coordinates) -> bool:
    """Whether a name has another source than the row that it seems to be a part of."""
    said = whole.get(_SOURCE, ""), part.get(_SOURCE, "")
    return all(said) and not vocabulary.is_in(_SOURCE, said[1], said[0])


_SOURCE = "source"
