"""What a spreadsheet prints for a number: its text under a number format, in exact arithmetic.

A cell that holds 12.3 with the format 0.00 is published as 12.30, and those two places count. The
general format promises no places; such figures are `Number`, like numbers in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from ...model.expressions import expression
from ...model.memo import Memo
from ...model.raw import Number
from ...model.values import NamedTuple
from ...model.words import literal

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP, Emax=400, Emin=-400)
# Spreadsheets keep 15 digits; files write two more, which are noise of their binary floats.
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP, Emax=400, Emin=-400)
MAX_EXPONENT = 30
"""Numbers beyond 10 to this power are shown as they stand: no budget has them."""

BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)], "yyyy/m/d"),
}  # fmt: skip
"""The formats that files name by number only; those of dates are all alike to us."""

_NUMBER = expression(
    r"[-+]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][-+]?[0-9]{1,3})?"
)
_TOKEN = expression(
    literal("office.number-format"),
    re.DOTALL,
)
_CURRENCY = expression(r"[¥￥$€£\s]|CNY|RMB")


class _Section(NamedTuple):
    """One section of a format: what stands before and after the digits, and how they are laid.
    `between` are words between the digits, each with the digits that follow it before the point:
    0!.0000 shows 元 as 万元."""

    before: str
    after: str
    whole: str
    decimals: str
    grouped: bool
    thousands: int
    percents: int
    general: bool
    dated: bool
    odd: bool
    between: tuple[tuple[int, str], ...] = ()


class PrintedNumber(NamedTuple):
    """A number as it is printed; `sure` is false where the format is one that is not understood,
    or hides the sign."""

    text: str
    sure: bool = True


class NumberFormats:
    """The number formats of one workbook; what was worked out once is kept while it is read."""

    def __init__(self, *, base1904: bool = False) -> None:
        self._base1904 = base1904
        self._sections: Memo[str, tuple[_Section, ...]] = Memo(1024)
        self._printed: Memo[tuple[str, str], PrintedNumber] = Memo(65536)

    def printed(self, value: str, code: str) -> PrintedNumber:
        """The text that a cell shows for the number `value` under the format `code`.

        Texts that are no numbers come back as they are.
        """
        return self._printed.get((value, code), lambda: self._work_out(value, code))

    def _work_out(self, value: str, code: str) -> PrintedNumber:
        sections = self._sections.get(code, lambda: _sections(code))
        return _printed(value, sections, base1904=self._base1904)


def _printed(value: str, sections: Sequence[_Section], *, base1904: bool) -> PrintedNumber:
    if not _NUMBER.fullmatch(value):
        return PrintedNumber(value)
    amount = Decimal(value)
    if abs(amount.adjusted()) > MAX_EXPONENT:
        return PrintedNumber(value)
    amount = _KEPT.create_decimal(amount)
    section, shown, signed = _chosen(sections, amount)
    if section.dated:
        return PrintedNumber(_date(amount, base1904=base1904))
    if section.odd:
        return PrintedNumber(Number(_plain(amount)), sure=False)
    if section.general:
        figure = _plain(shown)
        surrounded = section.before + section.after
        return PrintedNumber(
            f"{section.before}{figure}{section.after}" if surrounded else Number(figure)
        )
    text = f"{section.before}{_digits(section, shown)}{section.after}".strip()
    if signed:
        # Places that come of another unit's digits promise no precision: 13961.2600.
        lent = bool(section.between) and "." in text and bool(_NUMBER.fullmatch(text))
        return PrintedNumber(Number(text.rstrip("0").rstrip(".")) if lent else text)
    return PrintedNumber(f"-{text}", sure=False)


def _plain(amount: Decimal) -> str:
    """All digits and no exponent: 792, 0.5."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chosen(sections: Sequence[_Section], amount: Decimal) -> tuple[_Section, Decimal, bool]:
    """The section for a number, the number that it prints, and whether the sign is seen."""
    if len(sections) > 2 and not amount:
        return sections[2], amount, True
    if len(sections) > 1 and amount < 0:
        section = sections[1]
        words = section.before + section.after
        no_digits = not (section.whole or section.decimals or section.general)
        return section, -amount, no_digits or "-" in words or "(" in words or "（" in words
    section = sections[0]
    if amount < 0 and not section.general:
        return section._replace(before=f"-{section.before}"), -amount, True
    return section, amount, True


def _digits(section: _Section, amount: Decimal) -> str:
    if not (section.whole or section.decimals):
        return ""
    amount = _EXACT.scaleb(amount, 2 * section.percents - 3 * section.thousands)
    places = len(section.decimals)
    rounded = _EXACT.quantize(amount, Decimal(1).scaleb(-places))
    whole, _, decimals = f"{rounded:f}".partition(".")
    needed = section.decimals.rfind("0") + 1
    while len(decimals) > needed and decimals.endswith("0"):
        decimals = decimals[:-1]
    least = section.whole.count("0")
    if whole == "0" and not least and not decimals and not rounded:
        return ""
    whole = whole.zfill(least)
    if section.grouped:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    if section.between:
        whole = _with_words(whole, section.between)
    return f"{whole}.{decimals}" if decimals else whole


def _with_words(whole: str, between: Sequence[tuple[int, str]]) -> str:
    """The digits before the point with the words that the format has between them."""
    for behind, word in between:
        whole = f"{whole[:-behind] or '0'}{word}{whole[-behind:]}"
    return whole


def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code or "General"):
        if match["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(map(_section, parts[:3]))


def _section(tokens: Sequence[re.Match[str]]) -> _Section:
    before, after, whole, decimals, commas = "", "", "", "", ""
    grouped = point = dated = general = odd = False
    percents = 0
    words: list[tuple[int, str]] = []
    for token in tokens:
        kind = token.lastgroup
        if kind in ("date", "elapsed"):
            dated = True
        elif kind in ("condition", "exponent", "slash"):
            odd = True
        elif kind in ("general", "text"):
            general = True
        elif kind == "digit":
            # Words between digits, as in 0"."0,: the digits are laid around them.
            odd = odd or bool(after and (point or general))
            if after:
                words.append((len(whole), after))
                after = ""
            grouped = grouped or bool(commas and not point)
            commas = ""
            whole, decimals = (
                (whole, decimals + token[0]) if point else (whole + token[0], decimals)
            )
        elif kind == "point":
            odd = odd or point
            point = True
        elif kind == "comma":
            commas += ","
        else:
            percents += kind == "percent"
            word = token[kind] if kind else ""
            if whole or decimals or general or point:
                after += word
            else:
                before += word
    before, after = _CURRENCY.sub("", before), _CURRENCY.sub("", after)
    between = tuple((len(whole) - at, word) for at, word in words)
    odd = odd or (grouped and bool(between))
    return _Section(
        before, after, whole, decimals, grouped, len(commas), percents, general,
        dated and not whole, odd and not dated, between,
    )  # fmt: skip


def _date(amount: Decimal, *, base1904: bool) -> str:
    """A day as 2026-02-05; numbers that are none as they stand."""
    first = date(1904, 1, 1) if base1904 else date(1899, 12, 30)
    try:
        return (first + timedelta(days=int(amount))).isoformat()
    except OverflowError:
        return _plain(amount)
