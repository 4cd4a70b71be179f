"""Remedies: ways in which rows may have slipped, and the figures that they have without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from ..model.rule import Slip
from ..model.values import NamedTuple

Figures = tuple[int | None, ...]
"""One row: its figures in printed order of the columns; None is blank."""


class Remedy(NamedTuple):
    """One way in which rows may have slipped; `undo` gives a row without the slip, or None where
    it cannot have slipped this way. What it gives are parts of the least unit, `fine` to one."""

    slip: Slip
    undo: Callable[[Figures], Figures | None]
    steps: int = 0
    factor: str = ""
    fine: int = 1


def _shifts(slip: Slip, width: int) -> Iterator[Remedy]:
    """One column too far left, or right, from some column on."""
    for start in range(width - 1):
        yield Remedy(slip, lambda old, k=start: _to_the_right(old, k), 1)  # type: ignore[misc]
        yield Remedy(slip, lambda old, k=start: _to_the_left(old, k), -1)  # type: ignore[misc]


def _to_the_right(old: Figures, start: int) -> Figures | None:
    if old[-1]:
        return None
    return (*old[:start], None, *old[start:-1])


def _to_the_left(old: Figures, start: int) -> Figures | None:
    if old[start]:
        return None
    return (*old[:start], *old[start + 1 :], None)


def _factors(slip: Slip, width: int) -> Iterator[Remedy]:
    """All figures of a row multiplied."""
    del width
    for text in slip.settings["factors"]:
        fine, times = Decimal(text).as_integer_ratio()
        if fine < 0:
            fine, times = -fine, -times
        yield Remedy(slip, lambda old, t=times: _multiplied(old, t), 0, text, fine)  # type: ignore[misc]


def _multiplied(old: Figures, times: int) -> Figures:
    return tuple([None if value is None else value * times for value in old])


_REMEDIES: Mapping[str, Callable[[Slip, int], Iterator[Remedy]]] = {
    "shifted": _shifts,
    "row-factor": _factors,
}


def remedies(slip: Slip, width: int) -> Iterator[Remedy]:
    """The ways in which a slip may have moved the figures of rows of so many columns."""
    if slip.kind in _REMEDIES:
        yield from _REMEDIES[slip.kind](slip, width)
