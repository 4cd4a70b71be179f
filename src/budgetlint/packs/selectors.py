"""Selectors and equations: how rules address cells, in the words people use.

expenditure[20141].项目支出                 one cell
income-expenditure.收入[本年收入/单位资金]     a side, and a row by its path of labels
expenditure[*].合计                         every row
revenue[@款].总计                           the rows of a level
basic-expenditure[30217?].合计              a row that may be missing, which reads as blank
expenditure[$code].合计                     a row by the key that a `match` rule runs over
project-expenditure[$project~].项目支出合计    the same, for names that differ a little
claims[with rate, change].rate              the rows in which these figures are stated
claims[with rate, no amount].rate           … and in which this one is not
claims[$base].amount                        what the share of a row is a share of
claims[@拨款使用 in cn-basic-items].amount     of these rows those whose names stand in a list,
project-expenditure[* in claims@新增项目]     or among the claims of a group ("not in" likewise)
indicators[指标值设置依据=历史标准].目标值        rows by words in a column; also a=b & c=*d

合计 = 基本支出 + 项目支出                    an equation; bare names are columns of the row
支出[总计] >= sum(expenditure[@类].合计) - 2 × …
@prev.claims[$name].amount                  last year's document
sum(indicators[*].指标分值权重) = @weights      a number of the profile; @year is the document's
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from ..model.expressions import expression
from ..model.names import bare, norm
from ..model.values import NamedTuple
from ..model.words import literals

NOT = "no "
"""In front of a figure that the rows do not state."""
RowKind = Literal["none", "all", "total", "codes", "path", "level", "key", "with", "words"]
Op = Literal["=", "<=", ">="]

_SELECTOR = expression(
    r"(?P<table>(?:@prev\.)?[a-z][a-z0-9-]*)(?:\.(?P<side>[^\[\].\s]+))?(?:\[(?P<row>[^\]]*)\])?"
    r"(?:\.(?P<column>[^\[\]]+))?"
)
_CODES = expression(r"[\d*]+(?:\s*,\s*[\d*]+)*")
_KEY = expression(r"\$(code|project|label|path|name|base)(~?)(?:@(\S+))?")
_AMONG = expression(r"(.+?)\s+(not\s+in|in)\s+(\S+)", re.DOTALL)
_CONSTANT = expression(r"@[a-z][a-z-]*")
_CALL = expression(r"(sum|count)\((.*)\)", re.S)
_WEIGHTED = expression(r"(\d+(?:\.\d+)?)\s*[×*]\s*(.*)", re.S)
OPENING, CLOSING = "([（", ")]）"
_BRACKETS = rf"[{re.escape(OPENING + CLOSING)}]"
_OPERATOR = expression(rf"<=|>=|≤|≥|=|{_BRACKETS}")
_OPS: dict[str, Op] = {"=": "=", "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">="}


class SelectorError(ValueError):
    """A selector or an equation is not written as the rule language wants it."""


class RowSelector(NamedTuple):
    """Which rows. `values` are codes or globs, path parts, a level's name, or a key's name.

    Of these rows only those count whose names are (or are not) `among` the names of a list, or of
    a group of claims. With `near`, keys that differ a little are taken as the same.
    """

    kind: RowKind
    values: tuple[str, ...] = ()
    level: str = ""
    optional: bool = False
    among: str = ""
    negated: bool = False
    near: bool = False


class Selector(NamedTuple):
    """Cells of one table. An empty `table` means the row that the rule is at."""

    text: str
    table: str
    side: str
    row: RowSelector
    column: str


class Term(NamedTuple):
    """`weight` × cells. `call` is ``sum``, ``count`` or empty; a constant has no selector, and
    `call` is then its name (``@year``) or empty."""

    weight: Decimal
    selector: Selector | None
    call: str = ""


class Equation(NamedTuple):
    """`left` `op` `right`. The left side is what is printed, the right side what explains it."""

    text: str
    left: tuple[Term, ...]
    op: Op
    right: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, left ones first."""
        return self.left + self.right


def parse_selector(text: str) -> Selector:
    """Read one selector. Raises `SelectorError`."""
    text = text.strip()
    match = _SELECTOR.fullmatch(text)
    if match is None:
        if not text or re.search(r"[\[\]()]", re.sub(r"[(（][^()（）]*[)）]", "", text)):
            raise SelectorError(text)
        return Selector(text, "", "", RowSelector("none"), text)
    table, side, row, column = match.group("table", "side", "row", "column")
    if row is None and side == "notes":
        side, column = None, side
    return Selector(text, table, side or "", _parse_row(row), (column or "").strip())


def _parse_row(text: str | None) -> RowSelector:
    if text is None:
        return RowSelector("none")
    optional = text.endswith("?")
    text = text.removesuffix("?").strip()
    if match := _AMONG.fullmatch(text):
        rows = _parse_row(match.group(1))
        return rows._replace(among=match.group(3), negated=match.group(2) != "in")
    return next(found for read in _READ if (found := read(text, optional)) is not None)


def _keyword(text: str, _: bool) -> RowSelector | None:  # noqa: FBT001
    """*, with …, @level, 总计."""
    if text == "*":
        return RowSelector("all")
    if text.startswith("with "):
        return RowSelector("with", tuple(part.strip() for part in text[5:].split(",")))
    if text.startswith("@"):
        return RowSelector("level", (), text[1:])
    return RowSelector("total") if norm(text) in literals("names.totals") else None


def _key(text: str, _: bool) -> RowSelector | None:  # noqa: FBT001
    """$code@款, $project~."""
    match = _KEY.fullmatch(text)
    if match:
        near = bool(match.group(2))
        return RowSelector("key", (match.group(1),), match.group(3) or "", near=near)
    if text.startswith("$"):
        raise SelectorError(text)
    return None


def _values(text: str, optional: bool) -> RowSelector:  # noqa: FBT001
    """Codes, words of columns, or a path."""
    if _CODES.fullmatch(text):
        codes = tuple(part.strip() for part in text.split(","))
        return RowSelector("codes", codes, optional=optional)
    if "=" in text:
        return RowSelector("words", tuple(part.strip() for part in text.split("&")))
    return RowSelector("path", tuple(bare(part) for part in text.split("/")), optional=optional)


_READ: tuple[Callable[[str, bool], RowSelector | None], ...] = (_keyword, _key, _values)


_SIGN = expression(rf"[+−-](?=\s)|[+]|{_BRACKETS}")


def parse_equation(text: str) -> Equation:
    """Read an equation with one operator (=, <=, >=, ≤, ≥). Raises `SelectorError`."""
    parts = _split(text, _OPERATOR)
    if len(parts) != 3:
        raise SelectorError(text)
    left, op, right = parts
    return Equation(text, parse_terms(left), _OPS[op], parse_terms(right))


def parse_terms(text: str) -> tuple[Term, ...]:
    """Read a sum of terms. Raises `SelectorError`."""
    parts = _split(text, _SIGN)
    signed = len(parts) > 1 and not parts[0].strip()
    parts = parts[1:] if signed else ["+", *parts]
    return tuple(
        _parse_term(sign, body) for sign, body in zip(parts[::2], parts[1::2], strict=True)
    )


def _parse_term(sign: str, body: str) -> Term:
    weight = Decimal(1 if sign == "+" else -1)
    body = body.strip()
    if match := _WEIGHTED.fullmatch(body):
        weight, body = weight * Decimal(match.group(1)), match.group(2)
    if match := _CALL.fullmatch(body):
        return Term(weight, parse_selector(match.group(2)), match.group(1))
    if re.fullmatch(r"\d+(?:\.\d+)?", body):
        return Term(weight * Decimal(body), None)
    if _CONSTANT.fullmatch(body):
        return Term(weight, None, body)
    if re.fullmatch(r"[a-z]+", body):
        return Term(weight, Selector(body, "", "", RowSelector("none"), body))
    return Term(weight, parse_selector(body))


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Split at matches of `pattern` outside brackets, keeping the separators; it matches brackets
    too, so as to be told of them."""
    parts, depth, last = [], 0, 0
    for match in pattern.finditer(text):
        found = match.group()
        if found in OPENING:
            depth += 1
        elif found in CLOSING:
            depth -= 1
        elif depth == 0:
            parts += [text[last : match.start()], found]
            last = match.end()
    return [*parts, text[last:]]
