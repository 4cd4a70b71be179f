"""Spans: slips that may hold of some figure between two limits, told for all figures at once.

Where a suspect cell may say any of some dozen figures, most slips hold of none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..model.rule import Slip
from .slips import KINDS, SHORT, Case, Kind

MAX_DIGITS = 99


def kinds_within(case: Case, low: int, high: int) -> Sequence[tuple[Slip, Kind]]:
    """The slips of a case that may hold of a figure within limits, up to one that holds of all."""
    found = []
    for slip, makes in case.kinds:
        if _MAY[slip.kind](case, slip, low, high):
            found.append((slip, makes))
            if slip.kind in _STANDING:
                break
    return found


_STANDING = {"base", "copy"}
"""What holds of every figure or of none."""


def _may_edit(case: Case, slip: Slip, low: int, high: int) -> bool:
    """Whether figures within limits have as many digits as an edit of theirs leaves."""
    unit = case.cell.unit
    printed, low, high = case.printed // unit, low // unit, high // unit
    if not printed or (high < 0 < printed) or (printed < 0 < low):
        return False
    size = len(str(abs(printed)))
    few, many = sorted((len(str(abs(low))), len(str(abs(high)))))
    if low <= 0 <= high or min(few, size) < SHORT:
        return True
    least, most = _LENGTHENED[slip.settings["edit"]]
    return few + least <= size <= many + most


_LENGTHENED = {
    "transposed": (0, 0),
    "replaced": (0, 0),
    "missing": (-MAX_DIGITS, -1),
    "extra": (1, MAX_DIGITS),
    "doubled": (1, 1),
}
"""By how many digits an edit makes a figure longer: at the least, and at the most."""


def _may_multiply(case: Case, slip: Slip, low: int, high: int) -> bool:
    return any(
        min(low * above, high * above) - room
        <= case.printed * below
        <= max(low * above, high * above) + room
        for above, below, room in case.factors(slip)
    )


def _may_add(case: Case, slip: Slip, low: int, high: int) -> bool:
    least, most = low - case.printed, high - case.printed
    if slip.settings["part"] == "twice":
        least, most = -most, -least
    if most <= 0 or most < 20 * case.cell.half:
        return False
    cells = case.network.cells
    return any(
        least - cells[part].half <= value <= most + cells[part].half for part, value in case.parts()
    )


def _may_stand(case: Case, slip: Slip, low: int, high: int) -> bool:
    del high
    return KINDS[slip.kind](case, low, slip) is not None


_MAY: Mapping[str, Callable[[Case, Slip, int, int], bool]] = {
    "digits": _may_edit,
    "factor": _may_multiply,
    "base": _may_stand,
    "copy": _may_stand,
    "sum": _may_add,
    "blank": lambda case, slip, low, high: not case.assignment.printed(case.number),  # noqa: ARG005
    "superfluous": lambda case, slip, low, high: low <= 0 <= high,  # noqa: ARG005
    "truncated": lambda case, slip, low, high: max(-low, high) > abs(case.printed),  # noqa: ARG005
}
"""Whether a kind may hold of some figure within limits: told for all of them at once."""
