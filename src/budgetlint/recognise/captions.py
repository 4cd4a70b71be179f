"""What stands around a table: its caption, title, unit and money above, signatures below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from unicodedata import normalize

from ..model.amounts import MONEY
from ..model.layout import Layout
from ..model.names import norm
from ..model.numerals import value_of
from ..model.raw import Grid, RawDocument
from ..model.values import NamedTuple
from ..model.words import literal, literal_table, pattern
from .titles import Titles, titled, unquoted

MAX_LINES_ABOVE = 12

_MONEY = pattern("captions.money")
_MONEY_ALONE = pattern("captions.money-alone")
_MONEY_OF_LINE = pattern("captions.money-of-line")
_MONEY_OF_ALL = pattern("captions.money-of-all")
_MONEY_MAY_FOLLOW = pattern("captions.money-may-follow")
_UNIT_IS_SAID = literal("captions.unit-is-said")
_MONEY_OF_HEADING = pattern("captions.money-of-heading")
_AS_WRITTEN = str.maketrans(dict(literal_table("captions.as-written")))
_SHORT = literal_table("captions.money-short")
_UNIT = pattern("captions.unit")
_CAPTION = pattern("captions.caption")
_LABEL = pattern("captions.label")
"""A caption that is no table's number: 表1-2, 预算09表."""
SIGNED = pattern("captions.signed")
"""Who signed, below a table."""
PAGE_MARK = pattern("captions.page-mark")
"""The number of a page, where pages were pasted into a sheet."""
UNIT_BEHIND = pattern("headers.unit-behind")
"""The money unit behind a header: 合计（万元）."""
_LETTERS_OF_MONEY = frozenset("".join(MONEY))
_MONEY_NAME = pattern("captions.money-name")
_UNIT_NAME = pattern("captions.unit-name")
_MONEY_WHOLE = pattern("captions.money-whole")
_MONEY_ONLY = pattern("captions.money-only")
_MONEY_BARE = pattern("captions.money-bare")
_WIDE = pattern("captions.wide")
_TABLE = literal("captions.table")

Row = Sequence[str]


class Above(NamedTuple):
    """What stands above the header: the table's own words about itself."""

    title: str = ""
    number: int = 0
    money: str = ""
    unit: str = ""


def money_said(word: str) -> str:
    """The money unit that a line states: 单位：万元, with or without blanks, colon and brackets, in
    other characters, or cut off before 元; empty where it states none."""
    return _named_by(_MONEY.search(norm(word).translate(_AS_WRITTEN)))


def _named_by(match: re.Match[str] | None) -> str:
    """The money unit that one of the groups of a match holds."""
    return money_named(next(filter(None, match.groups()), "") if match else "")


def money_named(said: str) -> str:
    """The money unit that is meant by a short or an odd name of it."""
    return str(_SHORT.get(said, said))


def money_wrapped(first: Row, second: Row) -> str:
    """What the end of a line about the money and the line below it say together, where the unit is
    broken between them: 金额单 / 位：万元; empty where it is not."""
    ends = [cell.strip() for cell in first if cell.strip()][-1:]
    rest = [cell.strip() for cell in second if cell.strip()]
    return _whole_money(f"{ends[0]}{rest[0]}" if ends and len(rest) == 1 else "")


def _money_parted(row: Row) -> str:
    """The same, where the two pieces stand beside each other: 金额单 | 位：万元."""
    beside = (a + b for a, b in pairwise(cell.strip() for cell in row if cell.strip()))
    return next(filter(None, map(_whole_money, beside)), "")


def _whole_money(said: str) -> str:
    """What is said, where it is all about the money; else nothing."""
    return said if _MONEY_WHOLE.fullmatch(norm(said).translate(_AS_WRITTEN)) else ""


def is_money(word: str) -> bool:
    """Whether a line is the money unit and nothing else: （万元）, 单位万元; no title ends so."""
    return bool(_MONEY_ONLY.fullmatch(norm(word).translate(_AS_WRITTEN)))


def _money_alone(word: str) -> str:
    """The money unit where it stands alone: (万元), 人民币万元."""
    return _named_by(_MONEY_ALONE.fullmatch(norm(word).translate(_AS_WRITTEN)))


def _money_of_line(row: Row) -> str:
    """The money unit of a line that says nothing else: 金额（万元）. Others beside it make it a
    header."""
    words = words_of(row)
    only = words[0].translate(_AS_WRITTEN) if len(words) == 1 else ""
    return _named_by(_MONEY_OF_LINE.fullmatch(only))


def money_of_all(raw: RawDocument) -> str:
    """The money unit that a document states once for its tables, in a sentence or a heading before
    them: 以下各表金额单位均为万元; empty where none is, or several are."""
    above = (row for grid in raw.grids for row in grid.rows[:MAX_LINES_ABOVE])
    prose = (line for section in raw.narrative for line in section.text.splitlines())
    heads = [norm(section.title) for section in raw.narrative]
    said = filter(_may_say_money, chain((cell for row in above for cell in row), prose))
    likely = filter(_MONEY_MAY_FOLLOW.search, (*map(norm, said), *heads))
    found = list(map(_MONEY_OF_ALL.search, likely))
    stated = {*map(_named_by, found), *map(_named_by, map(_MONEY_OF_HEADING.search, heads))} - {""}
    return stated.pop() if len(stated) == 1 else ""


def _may_say_money(text: str) -> bool:
    """Whether the characters are there without which no money unit is stated."""
    return all(character in text for character in _UNIT_IS_SAID)


def read_above(grid: Grid, title_row: int, layout: Layout | None) -> Above:
    """The lines above the header of a grid, whose title stands in `title_row` if it has one."""
    lines = grid.rows[: max(title_row + 1, 0) + (3 if layout else MAX_LINES_ABOVE)]
    # 编制单位 and 单位：万元 may stand in one cell, with blanks between them.
    cells = [part for row in lines for cell in row for part in _WIDE.split(cell) if part.strip()]
    whole = [cell for row in lines for cell in row if cell.strip()]
    wrapped = [money_wrapped(*pair) for pair in pairwise(lines)] + [*map(_money_parted, lines)]
    ways = (
        map(money_said, (*wrapped, *cells, *whole)), map(_money_alone, cells),
        map(_money_of_line, lines), map(_money_alone, [norm(grid.name)]),
    )  # fmt: skip
    money = next(filter(None, chain(*ways)), "")
    money = money or _money_apart(lines) or (_money_below(grid.rows, len(lines)) if layout else "")
    unit = _wrapped_unit(lines) or next(
        (m.group(1) for c in cells if not money_said(c) and (m := _UNIT.match(c.strip()))), ""
    )
    unit = unit or _unit_apart(lines)
    number = next((_number(m) for cell in cells if (m := _CAPTION.fullmatch(norm(cell)))), 0)
    if title_row >= 0:
        titles = [c for c in grid.rows[title_row] if c.strip()]
    else:
        above = grid.rows[: first_wide_row(grid.rows, 0)]
        titles = [c for row in above for c in row if c.strip()]
    plain = (c for c in titles if not is_about([norm(c)]) and not _LABEL.fullmatch(norm(c)))
    return Above(unquoted(next(plain, "")) or grid.name, number, money, unit)


def _wrapped_unit(lines: Sequence[Row]) -> str:
    """The unit whose name goes on in the next line, beside the money: 部门名称：某某法 / 院."""
    for row, below in pairwise([[cell for cell in row if cell.strip()] for row in lines]):
        match = _UNIT.match(row[-1].strip()) if row else None
        beside = len(below) > 1 and all(map(_is_line, below[1:])) and not _is_line(below[0])
        rest = below[0].strip() if beside else ""
        if match and 0 < len(rest) <= MAX_REST:
            return f"{match.group(1)}{rest}"
    return ""


MAX_REST = 8
"""Characters of a unit's name that may be wrapped into the next line."""


def _money_apart(lines: Sequence[Row]) -> str:
    """The money where 单位： and 万元 stand in cells beside each other."""
    beside = (pair for row in lines for pair in pairwise(words_of(row)))
    return next((b for a, b in beside if _MONEY_NAME.fullmatch(a) and b in MONEY), "")


def _unit_apart(lines: Sequence[Row]) -> str:
    """The unit where 部门： and its name stand in cells beside each other."""
    beside = (pair for row in lines for pair in pairwise([cell for cell in row if cell.strip()]))
    names = (b.strip() for a, b in beside if _UNIT_NAME.fullmatch(norm(a)) and not _is_line(b))
    return next((name for name in names if norm(name) not in MONEY), "")


def _money_below(rows: Sequence[Row], start: int) -> str:
    """The money where it is stated further down only: below the header or below the table."""
    about = (word for row in rows[start:] if is_about(words := words_of(row)) for word in words)
    return next(filter(None, map(money_said, about)), "")


def _number(match: re.Match[str]) -> int:
    """表 12 or 表十二."""
    arabic, chinese = match.groups()
    if arabic:
        return int(arabic)
    return value_of(chinese)


def unit_near(grid: Grid, title_row: int) -> str:
    """The unit that is named above or below a title; empty where there is none."""
    return stated_unit(grid.rows[max(title_row - 1, 0) : title_row + 3])


def stated_unit(rows: Sequence[Row]) -> str:
    """The unit that one of these rows names; empty where none does."""
    words = (part.strip() for row in rows for cell in row for part in _WIDE.split(cell))
    stated = (_UNIT.match(word) for word in words if not money_said(word))
    return next((norm(match.group(1)) for match in stated if match), "") or _unit_apart(rows)


def _is_line(word: str) -> bool:
    """Whether a cell is about the unit or the money."""
    said = norm(word)
    if _UNIT.match(word) or _MONEY_NAME.fullmatch(said):
        return True
    return bool(money_said(word) and (_MONEY_NAME.match(said) or not UNIT_BEHIND.search(said)))


def may_name_money(texts: Iterable[str]) -> bool:
    """Whether letters of which units of money are made stand in any of these texts, whatever their
    width: they do in few."""
    joined = "".join(texts)
    letters = "" if joined.isascii() else normalize("NFKC", "".join({*joined}))
    return not _LETTERS_OF_MONEY.isdisjoint(letters)


def first_wide_row(rows: Sequence[Row], start: int) -> int:
    """The first row below the title that is more than a line about the unit or the money."""
    for index in range(max(start, 0), min(len(rows), start + MAX_LINES_ABOVE)):
        words = [cell for cell in rows[index] if cell.strip()]
        if len(words) > 1 and not any(map(_is_line, words)) and not _money_parted(words):
            return index
        if len(words) > 2 and _heads_names(words):
            return index
    return len(rows)


def _heads_names(words: Sequence[str]) -> bool:
    """Whether 单位 heads a column of units' names here: no money stands beside it, and the row is
    about nothing else."""
    others = [word for word in words if not _MONEY_BARE.fullmatch(norm(word))]
    return len(others) < len(words) and not any(norm(w) in MONEY or _is_line(w) for w in others)


def words_of(row: Row) -> tuple[str, ...]:
    """The cells of a row that hold something, normalised."""
    return tuple(norm(cell) for cell in row if cell.strip())


def is_about(words: Sequence[str], layout: Layout | None = None) -> bool:
    """Whether a row repeats the lines above a table: its caption, its unit, its money; and the
    title of `layout`."""
    return all(
        money_said(w)
        or _UNIT.match(w)
        or _CAPTION.fullmatch(w)
        or (layout is not None and _TABLE in w and titled(w, Titles([layout])) is not None)
        for w in words
    )
