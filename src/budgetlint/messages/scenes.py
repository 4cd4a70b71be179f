"""Why a rule, or a part of it, was not checked."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Problem, Text
from ..model.layout import PREVIOUS, Layout, Side
from ..model.place import Place
from ..model.raw import RawTable
from .catalogue import problem, say

__all__ = [
    "address_of",
    "and_more",
    "base_unknown",
    "cells_unreadable",
    "claim_lacks",
    "codes_missing",
    "codes_unread",
    "column_missing",
    "column_wanted",
    "constant_missing",
    "heading_of",
    "last_year",
    "list_in_part",
    "money_unknown",
    "no_keys",
    "no_rows",
    "nothing_to_check",
    "other_years",
    "row_ambiguous",
    "row_missing",
    "section_name",
    "table_missing",
    "table_name",
    "unknown_profile",
]


def table_name(layout: Layout, number: int = 0) -> Text:
    """表3 / table 3; a table without number goes by its title."""
    if layout.book is not None:
        return say("scenes.narrative")
    shown = number or layout.number
    if shown:
        return say("scenes.table", number=shown)
    title = layout.titles[0] if layout.titles else layout.id
    return say("scenes.titled", id=layout.id, title=title)


def heading_of(name: Text, table: RawTable) -> Text:
    """A table by what it prints: 表3《部门支出总表》, 《部门支出总表》 where it has no number."""
    title = "".join(table.title.split())
    if not title or title == name.zh:
        return name
    if table.number:
        return say("scenes.with-title", name=name, title=title)
    return say("scenes.only-title", title=title)


def address_of(name: Text, *parts: str) -> Text:
    """表3 / 20141 数据事务 / 合计; parts that have no name are left out."""
    return say("scenes.address", parts=(name, *(part for part in parts if part)))


def last_year(name: Text) -> Text:
    """A table or section of last year's document."""
    return say("scenes.last-year", name=name)


def section_name(section: str) -> Text:
    """A section of the narrative."""
    return say("scenes.section-name", section=section)


def table_missing(layout: Layout, side: Side) -> Text:
    """The document does not print a table."""
    name = table_name(layout)
    if layout.id.startswith(PREVIOUS):
        return say("scenes.not-given")
    if layout.book is not None:
        return say("scenes.no-narrative")
    title = layout.titles[0] if layout.titles else layout.id
    part = side.name
    shown = say("scenes.with-title", name=name, title=title) if layout.number else name
    if part:
        return say("scenes.side-missing", table=shown, side=part)
    return say("scenes.table-missing", table=shown)


def constant_missing(name: str) -> Text:
    """A number that the profile or the document should give."""
    if name == "year":
        return say("scenes.no-year")
    return say("scenes.constant-missing", name=name)


def base_unknown(name: str) -> Text:
    """A share whose whole the narrative does not state, or not so that it can be told."""
    return say("scenes.base-unknown", name=name)


def claim_lacks(name: str, column: str) -> Text:
    """A claim does not state a figure that is needed to check another one."""
    return say("scenes.claim-lacks", name=name, column=column)


def column_missing(layout: Layout, column: str) -> Text:
    """The table does not print a column."""
    name = table_name(layout)
    return say("scenes.column-missing", name=name, column=column)


def column_wanted(column: str) -> Text:
    """A column that should be printed."""
    return say("scenes.column-wanted", column=column)


def row_missing(layout: Layout, row: str) -> Text:
    """The table does not print a row."""
    name = table_name(layout)
    if layout.book is not None:
        return say("scenes.not-said", row=row)
    return say("scenes.row-missing", name=name, row=row)


def codes_missing(layout: Layout) -> Text:
    """The rows of the table have no codes."""
    name = table_name(layout)
    return say("scenes.codes-missing", name=name)


def codes_unread(layout: Layout, label: str = "") -> Text:
    """A row whose code cannot be read may be the one that is meant, or a part of it."""
    name = table_name(layout)
    row = label.strip()
    if not row:
        return say("scenes.some-codes-unread", name=name)
    return say("scenes.code-unread", name=name, row=row)


def row_ambiguous(layout: Layout, row: str) -> Text:
    """Several rows could be meant."""
    name = table_name(layout)
    return say("scenes.row-ambiguous", name=name, row=row)


def no_rows(layout: Layout) -> Text:
    """The table has no rows with codes."""
    name = table_name(layout)
    return say("scenes.no-rows", name=name)


def money_unknown(layout: Layout) -> Text:
    """A table does not say its money unit, so it cannot be compared with others."""
    name = table_name(layout)
    return say("scenes.money-unknown", name=name)


def no_keys(equation: str) -> Text:
    """There is no row to compare."""
    return say("scenes.no-keys", equation=equation)


def cells_unreadable(count: int) -> Text:
    """Relations that hold a cell that is no amount."""
    return say("scenes.cells-unreadable", count=count)


def other_years(since: int, until: int) -> Text:
    """The rule does not hold in the year of the document; 0 is no limit."""
    if since and until:
        return say("scenes.since-until", since=since, until=until)
    if since:
        return say("scenes.since", since=since)
    return say("scenes.until", until=until)


def list_in_part(count: int) -> Text:
    """Sums over lists in prose do not come out, and no single slip explains them."""
    return Text(
        f"{count} 处所列各项加起来不符，但一处笔误解释不了，也许没有列全或没有读全，请人工核对",
        f"{count} lists do not add up and no single slip explains it: they may be partial, or have "
        "been read in part; please check by hand",
    )


def nothing_to_check() -> Text:
    """The tables hold nothing that the rule speaks of, such as no rows but the total."""
    return say("scenes.nothing-to-check")


def unknown_profile(path: str, profile: str, known: Sequence[str]) -> Problem:
    """The document asks for a pack that is not shipped."""
    place = Place(path, "/profile")
    return problem("scenes.unknown-profile", place, profile=profile, known=tuple(known))


def and_more(reason: Text, count: int) -> Text:
    """The first of several reasons of one kind."""
    return say("scenes.and-more", reason=reason, count=count)
