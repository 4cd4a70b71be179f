"""What a document prints, by name; and what it lacks, so that a rule was not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import NOTHING, Message, Problem
from ..model.place import Place
from .catalogue import problem, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.document import Structure
    from ..model.layout import Layout, Side
    from ..model.phrases import PhraseBook
    from ..model.raw import RawTable

__all__ = [
    "NOT_FITTING",
    "NOT_GIVEN",
    "address_of",
    "and_more",
    "base_unknown",
    "brief_of",
    "cells_unreadable",
    "claim_column",
    "claim_lacks",
    "claim_name",
    "claim_subject",
    "codes_missing",
    "codes_unread",
    "column_holds",
    "column_missing",
    "column_wanted",
    "constant_missing",
    "heading_doubtful",
    "heading_of",
    "last_year",
    "list_in_part",
    "list_misread",
    "money_unknown",
    "nesting_unknown",
    "no_keys",
    "no_rows",
    "nothing_to_check",
    "other_figure",
    "other_years",
    "row_ambiguous",
    "row_misplaced",
    "row_missing",
    "rule_misapplied",
    "section_name",
    "table_missing",
    "table_name",
    "unknown_profile",
]


def table_name(layout: Layout, number: int = 0) -> Message:
    """表3 / table 3; a table without number goes by its title."""
    if layout.book is not None:
        return say("printed.narrative")
    shown = number or layout.number
    if shown:
        return say("printed.table", number=shown)
    title = layout.titles[0] if layout.titles else layout.id
    return say("printed.titled", id=layout.id, title=title)


def heading_of(name: Message, table: RawTable) -> Message:
    """A table by what it prints: 表3《部门支出总表》, 《部门支出总表》 where it has no number."""
    title = "".join(table.title.split())
    if not title or title == name.zh:
        return name
    if table.number:
        return say("printed.with-title", name=name, title=title)
    return say("printed.only-title", title=title)


def brief_of(name: Message, table: RawTable) -> Message:
    """A table by its number where it prints one, else by its title."""
    heading = heading_of(name, table)
    return heading if heading.code == "printed.only-title" else name


def address_of(name: Message, *parts: Message | str) -> Message:
    """表3 / 20141 数据事务 / 合计; parts that have no name are left out."""
    named = (part for part in parts if part and part != NOTHING)
    return say("printed.address", parts=(name, *named))


def last_year(name: Message) -> Message:
    """A table or section of last year's document."""
    return say("printed.last-year", name=name)


def section_name(section: str) -> Message:
    """A section of the narrative."""
    return say("printed.section-name", section=section)


NOT_GIVEN = say("printed.not-given")
NOT_FITTING = say("printed.not-fitting")


def table_missing(layout: Layout, side: Side) -> Message:
    """The document does not print a table."""
    name = table_name(layout)
    from ..model.layout import PREVIOUS  # half of the model, and most runs have a report to show

    if layout.id.startswith(PREVIOUS):
        return NOT_GIVEN
    if layout.book is not None:
        return say("printed.no-narrative")
    title = layout.titles[0] if layout.titles else layout.id
    part = side.name
    shown = say("printed.with-title", name=name, title=title) if layout.number else name
    if part:
        return say("printed.side-missing", table=shown, side=part)
    return say("printed.table-missing", table=shown)


def claim_name(shape: Structure, row: int, book: PhraseBook | None) -> Message:
    """What prose says something of, by the group and the subject: 收入来源 单位资金."""
    name = shape.name(row)
    group = shape.side.levels[shape.level[row] - 1]
    known = book.english if book is not None else {}
    english = known[group] if group in known else say("claims.group").en
    return Message(name, english + name.removeprefix(group))


def claim_subject(shape: Structure, row: int, book: PhraseBook | None) -> Message:
    """The same without the group that is no phrase's."""
    group = shape.side.levels[shape.level[row] - 1]
    if group != say("claims.group").zh:
        return claim_name(shape, row, book)
    own = shape.name(row).removeprefix(f"{group} ")
    return Message(own, own)


def claim_column(column: str) -> Message:
    """A figure that prose states: 金额 / amount."""
    return say(f"claims.slots.{column}")


def constant_missing(name: str) -> Message:
    """A number that the profile or the document should give."""
    if name == "year":
        return say("printed.no-year")
    return say("printed.constant-missing", name=name)


def base_unknown(name: Message) -> Message:
    """A share whose whole the narrative does not state, or not so that it can be told."""
    return say("printed.base-unknown", name=name)


def claim_lacks(name: Message, column: Message) -> Message:
    """A claim does not state a figure that is needed to check another one."""
    return say("printed.claim-lacks", name=name, column=column)


def column_missing(layout: Layout, column: str) -> Message:
    """The table does not print a column."""
    name = table_name(layout)
    return say("printed.column-missing", name=name, column=column)


def column_wanted(column: str) -> Message:
    """A column that should be printed."""
    return say("printed.column-wanted", column=column)


def row_missing(layout: Layout, row: str) -> Message:
    """The table does not print a row."""
    name = table_name(layout)
    if layout.book is not None:
        group, slash, rest = row.partition("/")
        english = layout.book.english.get(group, group)
        return say("printed.not-said", row=Message(row, f"{english}{slash}{rest}"))
    return say("printed.row-missing", name=name, row=row)


def codes_missing(layout: Layout) -> Message:
    """The rows of the table have no codes."""
    name = table_name(layout)
    return say("printed.codes-missing", name=name)


def codes_unread(layout: Layout, label: str = "") -> Message:
    """A row whose code cannot be read may be the one that is meant, or a part of it."""
    name = table_name(layout)
    row = label.strip()
    if not row:
        return say("printed.some-codes-unread", name=name)
    return say("printed.code-unread", name=name, row=row)


def nesting_unknown(layout: Layout, row: str) -> Message:
    """Nobody can tell which of the rows above a sum stand beside each other."""
    return say("printed.nesting-unknown", name=table_name(layout), row=row.strip())


def row_ambiguous(layout: Layout, row: str) -> Message:
    """Several rows could be meant."""
    name = table_name(layout)
    return say("printed.row-ambiguous", name=name, row=row)


def no_rows(layout: Layout) -> Message:
    """The table has no rows with codes."""
    name = table_name(layout)
    return say("printed.no-rows", name=name)


def money_unknown(layout: Layout) -> Message:
    """A table does not say its money unit, so it cannot be compared with others."""
    name = table_name(layout)
    return say("printed.money-unknown", name=name)


def no_keys(equation: str) -> Message:
    """There is no row to compare."""
    return say("printed.no-keys", equation=equation)


def cells_unreadable(count: int) -> Message:
    """Relations that hold a cell that is no amount."""
    return say("printed.cells-unreadable", count=count)


def other_years(since: int, until: int) -> Message:
    """The rule does not hold in the year of the document; 0 is no limit."""
    if since and until:
        return say("printed.since-until", since=since, until=until)
    if since:
        return say("printed.since", since=since)
    return say("printed.until", until=until)


def rule_misapplied(count: int, kind: str, column: str) -> Message:
    """A rule fails everywhere, and all failures come to the same: it does not fit."""
    return say(f"printed.rule-{kind}", count=count, column=column)


def list_in_part(count: int) -> Message:
    """Sums over lists in prose do not come out, and no single slip explains them."""
    return Message(
        f"{count} 处所列各项加起来不符，但一处笔误解释不了，也许没有列全或没有读全，请人工核对",
        f"{count} lists do not add up and no single slip explains it: they may be partial, or have "
        "been read in part; please check by hand",
    )


def list_misread(how: str, whole: str, item: str) -> Message:
    """A list in prose that was perhaps read wrongly; `item` is where it would end or go on, or what
    it would add up to."""
    return say(f"printed.list-{how}", whole=whole, item=item)


def row_misplaced(how: str, row: str, whole: str) -> Message:
    """A sum that holds if a row stands elsewhere; `whole` is what it would be a part of, or is
    none of, or the row that is missing."""
    return say(f"printed.row-{how}", row=row, whole=whole)


def column_holds(header: str, row: str) -> Message:
    """A sum that holds with the figure that a column has in a row which nobody understood."""
    said = "printed.column-holds" if header else "printed.column-holds-nameless"
    return say(said, header=header, row=row)


def heading_doubtful(header: str) -> Message:
    """Sums across columns fail again and again below a heading that may reach too far."""
    return say("printed.heading-doubtful", header=header)


def other_figure(count: int) -> Message:
    """Prose says another figure than the tables, and perhaps means something else."""
    return say("printed.other-figure", count=count)


def nothing_to_check() -> Message:
    """The tables hold nothing that the rule speaks of, such as no rows but the total."""
    return say("printed.nothing-to-check")


def unknown_profile(path: str, profile: str, known: Sequence[str]) -> Problem:
    """The document asks for a pack that is not shipped."""
    place = Place(path, "/profile")
    return problem("printed.unknown-profile", place, profile=profile, known=tuple(known))


def and_more(reason: Message, count: int) -> Message:
    """The first of several reasons of one kind."""
    return say("printed.and-more", reason=reason, count=count)
