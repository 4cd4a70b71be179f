"""Digits: what one slip of the hand makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import ne

from .amounts import exponent


def one_slip(wrong: Decimal, meant: Decimal) -> bool:
    """Whether one edit of the digits, places and sign being the same, makes one of the other."""
    if not wrong or not meant or (wrong < 0) is not (meant < 0):
        return False
    places = min(exponent(wrong), exponent(meant))
    a, b = (str(abs(int(value.scaleb(-places)))) for value in (wrong, meant))
    return any(edits(a, b))


def edits(wrong: str, meant: str) -> Iterator[str]:
    """Which single edits make one string of digits of the other, by their names in `EDITS`."""
    named: Mapping[str, Callable[[str, str], bool]] = EDITS
    if len(wrong) == len(meant):
        different = sum(map(ne, wrong, meant))
        named = _OF_ONE_LENGTH.get(different, {})
    for name, makes in named.items():
        if makes(wrong, meant):
            yield name


def _transposed(wrong: str, meant: str) -> bool:
    if len(wrong) != len(meant):
        return False
    i = next((i for i, (a, b) in enumerate(zip(wrong, meant, strict=True)) if a != b), 0)
    return wrong[i : i + 2] == meant[i : i + 2][::-1] and wrong[i + 2 :] == meant[i + 2 :]


def _replaced(wrong: str, meant: str) -> bool:
    return len(wrong) == len(meant) and sum(map(ne, wrong, meant)) == 1


def _without_one(text: str) -> Iterator[tuple[int, str]]:
    return ((i, text[:i] + text[i + 1 :]) for i in range(len(text)))


def _missing(wrong: str, meant: str) -> bool:
    return len(wrong) < len(meant) and any(
        wrong == short.lstrip("0") for _, short in _without_one(meant)
    )


def _extra(wrong: str, meant: str) -> bool:
    return _missing(meant, wrong)


def _doubled(wrong: str, meant: str) -> bool:
    return len(wrong) == len(meant) + 1 and any(
        meant == short and i and wrong[i] == wrong[i - 1] for i, short in _without_one(wrong)
    )


EDITS: dict[str, Callable[[str, str], bool]] = {
    "transposed": _transposed,
    "replaced": _replaced,
    "missing": _missing,
    "extra": _extra,
    "doubled": _doubled,
}
_OF_ONE_LENGTH: Mapping[int, Mapping[str, Callable[[str, str], bool]]] = {
    1: {"replaced": _replaced},
    2: {"transposed": _transposed},
}
"""Those that keep the length, by how many places they make different."""
