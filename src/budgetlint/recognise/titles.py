"""Titles: which layout a printed title means.

Titles are printed with a caption, a year or the unit's name around them: 表2：2026年度某某中心
单位收入总体情况表. The longest known title that stands at the end of what is printed is meant, if
what is in front of it says no more than whose table it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model.expressions import expression
from ..model.layout import Layout
from ..model.names import norm
from ..model.words import literal, pattern

_CAPTION = pattern("titles.caption")
_YEAR = pattern("dates.year-of-title")
_AFTER = pattern("titles.after")
# What may stand in front of a title: whose table it is. Words of budgets would make it another one.
_WHOSE = pattern("titles.whose")
_BUDGET = pattern("titles.budget")


class Titles:
    """The titles of some layouts: `known` gives the layout of each, `endings` are they without a
    year, the longest first.

    A title that begins with * is the end of titles that say what they are about in front.
    """

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self.known = {title: la for la in layouts for title in la.titles}  # a pack's own come last
        longest = sorted(self.known, key=len, reverse=True)
        self.endings = [(title, without_year(title.removeprefix("*"))) for title in longest]
        self.ends = tuple({plain for _, plain in self.endings})


def titled(name: str, titles: Titles) -> Layout | None:
    """The layout that a printed title means; `name` is normalised."""
    bare = bare_title(name)
    if bare in titles.known:
        return titles.known[bare]
    if not bare.endswith(titles.ends):
        return None  # as most lines are no title
    return next((titles.known[t] for t, plain in titles.endings if is_title(bare, t, plain)), None)


def bare_title(name: str) -> str:
    """A printed title, normalised, without its number, its year and what stands behind it."""
    return _AFTER.sub("", without_year(_CAPTION.sub("", name, count=1)))


def unquoted(name: str) -> str:
    """A printed title without the marks of a title around it: 1.《收入决算表》."""
    return _QUOTED.sub(r"\1\2", name.strip())


_QUOTED = expression(r"^([^《》]{0,8})《([^《》]*)》$")


def without_year(name: str) -> str:
    """A title or a header without a year."""
    return _YEAR.sub("", name)


def is_title(bare: str, title: str, plain: str) -> bool:
    """Whether a printed title means a known one (`plain` is that without a year and *): it is the
    same, or ends so, and what is in front of it only says whose it is."""
    if bare == title:
        return True
    if not bare.endswith(plain):
        return False
    before = bare[: len(bare) - len(plain)]
    return title.startswith("*") or bool(_WHOSE.fullmatch(before) and not _BUDGET.search(before))


def lists_tables(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a list of tables, with the numbers of their pages: several rows hold the
    name of one, and none an amount."""
    named = sum(any(norm(cell).endswith(_TABLE) for cell in row) for row in rows)
    return named > 1 and not any(_AMOUNT.search(cell) for row in rows for cell in row)


_TABLE = literal("captions.table")
_AMOUNT = expression(r"\d\.\d|\d,\d{3}|\d{5}")
