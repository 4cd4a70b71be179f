"""The sums that the headers of a pack's layout promise, where its columns stand in a table."""

from __future__ import annotations

from ..model.layout import ColumnMap, Layout, SideMap
from ..model.names import path
from ..model.vocabulary import Coordinates
from .fit import base_coordinates, placed_below, side_coordinates
from .readings import ROLE, header_reading, without_role
from .sums import sums_of


def with_sums(layout: Layout, places: ColumnMap, columns: tuple[str, ...]) -> ColumnMap:
    """Where the columns of a layout stand, with the sums that their headers promise."""
    if layout.places is not None or layout.book is not None:
        return places  # composition has found them
    made: ColumnMap = layout.vocabulary.made.get(
        ("sums", layout, places, columns), lambda: _with_sums(layout, places, columns)
    )
    return made


def _with_sums(layout: Layout, places: ColumnMap, columns: tuple[str, ...]) -> ColumnMap:
    vocabulary, base = layout.vocabulary, base_coordinates(layout)
    sides: list[SideMap | None] = []
    for side, where in zip(layout.sides, places.sides, strict=True):
        if where is None or len(where.columns) < 3:
            sides.append(where)
            continue
        at = vocabulary.met(base, side_coordinates(vocabulary, side))
        members: dict[str, Coordinates] = {}
        for name, index in where.columns.items():
            reading = header_reading(vocabulary, path(columns[index]))
            own = reading.coordinates
            if side.columns[name].measure == "money" and own and not reading.left:
                roles = {ROLE: own[ROLE]} if ROLE in own else {}
                members[name] = {**placed_below(vocabulary, at, without_role(own)), **roles}
        sums = sums_of(vocabulary, members)
        sides.append(where._replace(sums=sums) if sums else where)
    return places._replace(sides=tuple(sides))
