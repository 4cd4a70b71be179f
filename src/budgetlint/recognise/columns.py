"""Columns: which column of a printed table is which column of its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model.layout import ColumnMap, Layout, Side, SideMap
from ..model.names import path
from ..model.words import literals, pattern

# A header may name the year: 2024年“三公”经费预算数.
_YEAR = pattern("names.year-in-front")


# The last row of a header may have 合计 under the names: the total's row was joined with it.
TOTALS = literals("names.totals")


# Columns that number the rows, and remarks: there is nothing to check in them.
_WITHOUT_FIGURES = tuple((name,) for name in literals("names.beside"))


def column_map(layout: Layout, columns: tuple[str, ...]) -> ColumnMap:
    """Match the header paths of a table with those that its layout declares."""
    if layout.places is not None:
        return layout.places
    paths = _of_this_year(tuple(map(path, columns)))
    claimed: set[int] = set()
    sides = tuple(_side_map(side, paths, claimed) for side in layout.sides)
    again = tuple(
        tuple(_blocks(side, first, paths, claimed)) if side.blocks and first else ()
        for side, first in zip(layout.sides, sides, strict=True)
    )
    unclaimed = tuple(
        i
        for i, column in enumerate(paths)
        if i not in claimed and column[-1:] not in _WITHOUT_FIGURES
    )
    return ColumnMap(sides, unclaimed, again)


def _of_this_year(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The paths without their years. Where columns name several years, those of the last are the
    table's own; the others keep theirs, as one part, and are like no header."""
    years = [max((m[0][:4] for part in p if (m := _YEAR.match(part))), default="") for p in paths]
    last = max(years, default="")
    return tuple(
        tuple(_YEAR.sub("", part) or part for part in parts)
        if year in ("", last)
        else ("/".join(parts),)
        for parts, year in zip(paths, years, strict=True)
    )


def _blocks(
    side: Side, first: SideMap, paths: Sequence[tuple[str, ...]], claimed: set[int]
) -> Iterator[SideMap]:
    """The further blocks of a side that are like the first one."""
    while True:
        before = set(claimed)
        block = _side_map(side, paths, claimed)
        if (
            block is None
            or len(block.code) != len(first.code)
            or block.columns.keys() != first.columns.keys()
        ):
            claimed.intersection_update(before)
            return
        yield block


def _side_map(side: Side, paths: Sequence[tuple[str, ...]], claimed: set[int]) -> SideMap | None:
    """None where the side's label column is not there: then the side is not printed."""

    ends: dict[tuple[str, ...], list[int]] = {}
    for index, candidate in enumerate(paths):
        ends.setdefault(candidate[-1:], []).append(index)

    def find(headers: Sequence[tuple[str, ...]], *, shared: bool = False) -> int:
        """The first column under one of these headers. What is `shared` may be used again."""
        for header in headers:
            for index in ends.get(header[-1:], ()):
                free = index not in claimed or shared
                if free and _is_under(paths[index], side.under, header):
                    claimed.add(index)
                    return index
        return -1

    if side.rows == "single":
        columns = {name: find(column.headers) for name, column in side.columns.items()}
        found = _found(columns)
        return SideMap((), -1, -1, found) if found else None
    group = tuple(find([header]) for header in side.group)
    label = find(side.label)
    beside = group[-1] + 1 if group and group[-1] >= 0 else len(paths)
    if label < 0 and beside < len(paths) and not paths[beside]:
        label = beside  # the items' column under a header that names the groups only
        claimed.add(label)
    if label < 0:
        label = find([(*header, total) for header in side.label for total in TOTALS])
    if label < 0:
        return None
    codes = [*side.code, *(tuple((*p, t) for p in parts) for parts in side.code for t in TOTALS)]
    code = next(filter(None, (_find_all(find, parts, claimed) for parts in codes)), ())
    project = find(side.project, shared=True) if side.project else -1
    texts = {name: find(column.headers, shared=True) for name, column in side.texts.items()}
    columns = {
        name: find(column.headers, shared=column.within) for name, column in side.columns.items()
    }
    return SideMap(code, label, project, _found(columns), _found(texts), group)


def _found(places: Mapping[str, int]) -> dict[str, int]:
    return {name: index for name, index in places.items() if index >= 0}


def _find_all(
    find: Callable[[Sequence[tuple[str, ...]]], int],
    parts: Sequence[tuple[str, ...]],
    claimed: set[int],
) -> tuple[int, ...]:
    """The columns of a code printed in several columns: all of them or none."""
    if parts == (("@label",),):
        return ()
    found = [find([part]) for part in parts]
    if min(found) >= 0:
        return tuple(found)
    claimed.difference_update(found)
    return ()


def _is_under(candidate: tuple[str, ...], under: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Whether a printed header path lies under the side's heading and ends in `header`."""
    if under and not any(part in under for part in candidate[:-1]):
        return False
    return candidate[-len(header) :] == header
