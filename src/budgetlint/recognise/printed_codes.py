"""Codes as they are printed: in one column or in several, as amounts, as texts, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.amounts import says_nothing
from ..model.expressions import expression
from ..model.names import norm
from ..model.words import literals, pattern


def joined_codes(parts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """类, 款 and 项 in one column or in several; "301 | 2" has lost a zero. With the number of
    columns that hold each code, where there are several."""
    if len(parts) < 2:
        return _unpadded(tuple(_plain_codes(parts[0]))) if parts else (), ()
    parts = [tuple(map(_level_code, part)) for part in parts]
    codes = list(_repeated(_but_filled(_own_levels(parts))))
    return (
        tuple(first + "".join(p.zfill(2) if p else "" for p in rest) for first, *rest in codes),
        tuple(sum(map(bool, code)) for code in codes),
    )


def _level_code(cell: str) -> str:
    """The code of one level; a dash is none, nor is the word for the level."""
    return "" if cell.strip() in _LEVEL_WORDS or says_nothing(cell) else plain_code(cell)


def _but_filled(parts: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The parts without the zeros that fill up the codes of classes and groups: 201 | 00 | 00."""
    rows = [list(cells) for cells in zip(*parts, strict=True)]
    for cells in rows:
        for n in range(len(cells) - 1, 0, -1):
            if cells[n].strip("0"):
                break
            cells[n] = ""
    return list(zip(*rows, strict=True)) if rows else parts


def _own_levels(parts: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The parts where columns print whole codes, 20101 under 款, taken apart into their levels."""
    whole = [any(len(p) == CLASS + 2 * n for p in part) for n, part in enumerate(parts[1:], 1)]
    if not any(whole):
        return parts
    rows = [list(cells) for cells in zip(*parts, strict=True)]
    for cells in rows:
        last = [c for n, c in enumerate(cells) if n and len(c) == CLASS + 2 * n]
        code = last[-1] if last else ""
        if code.isdecimal():
            levels = [code[:CLASS], *(code[i : i + 2] for i in range(CLASS, len(code), 2))]
            cells[: len(levels)] = levels
    return list(zip(*rows, strict=True))


def _repeated(parts: Sequence[tuple[str, ...]]) -> Iterator[Sequence[str]]:
    """The parts of each row's code; what is left blank in front of one repeats the row above."""
    above: Sequence[str] = ("",) * len(parts)
    for cells in zip(*parts, strict=True):
        last = max((n for n, cell in enumerate(cells) if cell), default=-1)
        code = [cell or (above[n] if n < last else "") for n, cell in enumerate(cells)]
        above = code if last >= 0 else above
        yield code


def _unpadded(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes that are all filled up with zeros to the digits of the longest, as they are meant:
    2010000, 2010500 and 2010504 are 201, 20105 and 2010504."""
    lengths = set(map(len, filter(str.isdecimal, codes)))
    padded = any(lengths <= {digits} for digits in (GROUP, ITEM, ITEM + 2))
    if not padded or not any(code.endswith("00") for code in codes):
        return codes
    return tuple(code if not code.isdecimal() else _stripped(code) for code in codes)


def _stripped(code: str) -> str:
    while len(code) > CLASS and code.endswith("00"):
        code = code[:-2]
    return code


CLASS, GROUP, ITEM = 3, 5, 7
"""Digits of the code of a class (类), a group (款) and an item (项)."""


def _plain_codes(cells: Sequence[str]) -> Sequence[str]:
    """The codes of a column as their digits; most columns print nothing else."""
    texts = "".join(cells)
    return cells if texts.isascii() and texts.isdecimal() else [*map(plain_code, cells)]


def plain_code(cell: str) -> str:
    """A code as its digits: a workbook that keeps it as a number may print it like an amount
    (2,010,101.00); one that keeps it as a text may show how (="201", '201); it may stand in
    brackets or say its level (201类); 201-05-04 has its parts apart."""
    text = norm(cell)
    if text.isdecimal():
        return text
    written = _AS_TEXT.fullmatch(text)
    text = written.group(1) if written else text
    if _CODE_LIKE_MONEY.fullmatch(text):
        return text.partition(".")[0].replace(",", "")
    return "".join(filter(str.isdecimal, text)) if _CODE_IN_PARTS.fullmatch(text) else text


_AS_TEXT = pattern("names.code")
_CODE_IN_PARTS = expression(r"\d{3}(?:[-‐‑–—./_·:]\d{2}){1,2}")

_CODE_LIKE_MONEY = expression(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d+\.0+")

_LEVEL_WORDS = literals(
    "names.levels"
)  # the last row of a header, joined with the row of the total
