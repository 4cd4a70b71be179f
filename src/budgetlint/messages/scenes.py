"""Why a rule, or a part of it, was not checked."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Problem, Text
from ..model.layout import PREVIOUS, Layout, Side
from ..model.place import Place

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
        return Text("情况说明", "narrative")
    shown = number or layout.number
    if shown:
        return Text(f"表{shown}", f"table {shown}")
    title = layout.titles[0] if layout.titles else layout.id
    return Text(title, f"{layout.id} ({title})")


def address_of(name: Text, *parts: str) -> Text:
    """表3 / 20141 数据事务 / 合计; parts that have no name are left out."""
    named = [part for part in parts if part]
    return Text(" / ".join([name.zh, *named]), " / ".join([name.en, *named]))


def last_year(name: Text) -> Text:
    """A table or section of last year's document."""
    return Text(f"上年文件{name.zh}", f"last year's {name.en}")


def section_name(section: str) -> Text:
    """A section of the narrative."""
    return Text(f"§{section}", f"§{section}")


def table_missing(layout: Layout, side: Side) -> Text:
    """The document does not print a table."""
    name = table_name(layout)
    if layout.id.startswith(PREVIOUS):
        return Text(
            "没有给出上年的文件（--previous）", "last year's document was not given (--previous)"
        )
    if layout.book is not None:
        return Text("文件中没有情况说明", "the document has no narrative")
    title = layout.titles[0] if layout.titles else layout.id
    part = side.name
    shown = Text(f"{name.zh}《{title}》", f"{name.en} ({title})") if layout.number else name
    zh = f"文件中没有{shown.zh}" + (f"的“{part}”部分" if part else "")
    en = f"the document has no {shown.en}" + (f", side {part}" if part else "")
    return Text(zh, en)


def constant_missing(name: str) -> Text:
    """A number that the profile or the document should give."""
    if name == "year":
        return Text("文件没有写明年份（year）", "the document does not state its year")
    return Text(f"规则包的 [profile] 没有 {name}", f"the pack's [profile] has no {name}")


def base_unknown(name: str) -> Text:
    """A share whose whole the narrative does not state, or not so that it can be told."""
    return Text(
        f"“{name}”的占比以哪个数为基数，叙述中没有读到",
        f"of what the share of {name} is a share cannot be told from the narrative",
    )


def claim_lacks(name: str, column: str) -> Text:
    """A claim does not state a figure that is needed to check another one."""
    return Text(f"“{name}”没有写明{column}", f"{name} does not state {column}")


def column_missing(layout: Layout, column: str) -> Text:
    """The table does not print a column."""
    name = table_name(layout)
    return Text(f"{name.zh}没有“{column}”列", f"{name.en} has no column {column}")


def column_wanted(column: str) -> Text:
    """A column that should be printed."""
    return Text(f"“{column}”列", f"a column {column}")


def row_missing(layout: Layout, row: str) -> Text:
    """The table does not print a row."""
    name = table_name(layout)
    if layout.book is not None:
        return Text(f"情况说明中没有读到“{row}”", f"the narrative says nothing of {row}")
    return Text(f"{name.zh}没有“{row}”行", f"{name.en} has no row {row}")


def codes_missing(layout: Layout) -> Text:
    """The rows of the table have no codes."""
    name = table_name(layout)
    return Text(f"{name.zh}的各行没有科目编码", f"the rows of {name.en} have no codes")


def codes_unread(layout: Layout, label: str = "") -> Text:
    """A row whose code cannot be read may be the one that is meant, or a part of it."""
    name = table_name(layout)
    row = f"“{label.strip()}”行" if label.strip() else "有的行"
    which = f"of row {label.strip()} " if label.strip() else ""
    return Text(
        f"{name.zh}{row}的科目编码无法识别，不知道它属于哪里",
        f"a code {which}in {name.en} cannot be read: where the row belongs is not known",
    )


def row_ambiguous(layout: Layout, row: str) -> Text:
    """Several rows could be meant."""
    name = table_name(layout)
    return Text(
        f"{name.zh}有不止一个“{row}”行，无法确定所指",
        f"{name.en} has more than one row {row}; which one is meant cannot be told",
    )


def no_rows(layout: Layout) -> Text:
    """The table has no rows with codes."""
    name = table_name(layout)
    return Text(f"{name.zh}没有科目行", f"{name.en} has no rows with codes")


def money_unknown(layout: Layout) -> Text:
    """A table does not say its money unit, so it cannot be compared with others."""
    name = table_name(layout)
    return Text(
        f"{name.zh}没有标明金额单位（元或万元），不能与其他表核对",
        f"{name.en} does not state its money unit, so it cannot be compared with other tables",
    )


def no_keys(equation: str) -> Text:
    """There is no row to compare."""
    return Text(f"没有可核对的行：{equation}", f"there are no rows to compare: {equation}")


def cells_unreadable(count: int) -> Text:
    """Relations that hold a cell that is no amount."""
    return Text(
        f"{count} 个关系含有读不出的金额", f"{count} relations hold an amount that cannot be read"
    )


def other_years(since: int, until: int) -> Text:
    """The rule does not hold in the year of the document; 0 is no limit."""
    if since and until:
        return Text(f"适用于 {since} 至 {until} 年", f"it holds from {since} to {until}")
    if since:
        return Text(f"自 {since} 年起适用", f"it holds from {since} on")
    return Text(f"适用至 {until} 年", f"it holds up to {until}")


def list_in_part(count: int) -> Text:
    """Sums over lists in prose do not come out, and no single slip explains them."""
    return Text(
        f"{count} 处所列各项加起来不符，但一处笔误解释不了，也许没有列全或没有读全，请人工核对",
        f"{count} lists do not add up and no single slip explains it: they may be partial, or have "
        "been read in part; please check by hand",
    )


def nothing_to_check() -> Text:
    """The tables hold nothing that the rule speaks of, such as no rows but the total."""
    return Text("没有读到它要核对的内容", "nothing that it speaks of was read")


def unknown_profile(path: str, profile: str, known: Sequence[str]) -> Problem:
    """The document asks for a pack that is not shipped."""
    listed = ", ".join(known)
    return Problem(
        "profile-unknown",
        Text(f"没有名为“{profile}”的规则包", f'there is no rule pack "{profile}"'),
        Text(f"其中之一：{listed}", f"one of: {listed}"),
        Text(
            "请更正文件中的 profile，或用 --rules 指定规则包",
            "correct the document's profile, or name a pack with --rules",
        ),
        Place(path, "/profile"),
    )


def and_more(reason: Text, count: int) -> Text:
    """The first of several reasons of one kind."""
    return Text(f"{reason.zh}，这样的有 {count} 处", f"{reason.en}; {count} are like this")
