"""What is wrong with an input: the place, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..model.amounts import AmountError
from ..model.codes import as_digits
from ..model.document import Structure
from ..model.errors import Problem, Text
from ..model.layout import Layout, Side
from ..model.place import Place
from ..model.raw import RawTable
from .scenes import address_of, section_name, table_name

__all__ = [
    "AMOUNT_REASONS",
    "cells_merged",
    "claim_unreadable",
    "columns_shifted",
    "doubtful",
    "header_lost",
    "header_unknown",
    "joined",
    "name_cut",
    "nearest_layout",
    "no_budget_table",
    "no_code",
    "ragged",
    "read_in_doubt",
    "row_shifted",
    "row_unplaced",
    "side_missing",
    "table_repeated",
    "table_twice",
    "unknown_column",
    "unknown_table",
    "unreadable",
]

AMOUNT_REASONS = {
    "not-a-figure": Text("不是金额", "is not an amount"),
    "grouping": Text("千分位或小数点的位置不对", "has its separators in the wrong places"),
    "sign-twice": Text("既有括号又有正负号", "has both brackets and a sign"),
    "too-long": Text("位数过多", "has too many digits"),
}

_AMOUNT = Text(
    "金额，如 14,751.61、-5.62 或（5.62）；没有金额时留空",
    "an amount such as 14,751.61, -5.62 or (5.62); blank where there is none",
)


def claim_unreadable(where: Place) -> Problem:
    """A figure in the narrative that is no amount."""
    quote = where.quote if len(where.quote) <= MAX_QUOTE else f"{where.quote[:MAX_QUOTE]}…"
    return Problem(
        "amount-unreadable",
        Text(f"“{quote}”不是金额", f"{quote!r} is not an amount"),
        _AMOUNT,
        Text("请更正这个数字", "correct the figure"),
        where,
        section_name(where.section),
    )


def joined(*texts: Text) -> Text:
    """Several remarks as one; empty ones are left out."""
    said = [text for text in texts if text.zh]
    return Text("；".join(t.zh for t in said), "; ".join(t.en for t in said))


def read_in_doubt(cells: Sequence[tuple[Text, str, Text]]) -> Text:
    """A broken relation rests on cells that may have been misread: (address, value, reason)."""
    zh = "；".join(f"{address.zh}“{value}”{why.zh}" for address, value, why in cells)
    en = "; ".join(f'{address.en} "{value}": {why.en}' for address, value, why in cells)
    return Text(
        f"以下单元格的读取没有把握，请先对照原件：{zh}",
        f"the reading of these cells is in doubt, see the original first: {en}",
    )


MAX_QUOTE = 40
"""Characters of a figure that are shown; longer ones are no figures anyway."""


def _at(path: str, where: Place | None) -> Place:
    """A place that names its file."""
    if where is None:
        return Place(path)
    return where if where.path else where._replace(path=path)


def _table(table: RawTable, layout: Layout | None = None) -> Text:
    if layout:
        name = table_name(layout, table.number)
        return Text(f"{name.zh}《{table.title or layout.titles[0]}》", f"{name.en} ({table.title})")
    title = table.title or table.id
    return Text(f"《{title}》", f'"{title}"')


class Near(Protocol):
    """A layout that a table is like, with the names of its columns that are there or not."""

    @property
    def layout(self) -> Layout: ...
    @property
    def found(self) -> tuple[str, ...]: ...
    @property
    def missing(self) -> tuple[str, ...]: ...


def unknown_table(path: str, table: RawTable, near: Near | None) -> Problem:
    """A table that no layout knows, with the nearest that there is."""
    name = _table(table)
    where = table.locate(0, 0) if table.rows else None
    return Problem(
        "table-unknown",
        Text(
            f"规则包不认识这张表：{name.zh}",
            f"no layout of the rule pack knows the table {name.en}",
        ),
        nearest_layout(near) if near else Text("规则包中的表", "a table of the pack"),
        Text(
            "请核对表名；若确为新表，请在规则包中为它写一个 [[layout]]",
            "check the title; for a new kind of table, add a [[layout]] to a rule pack",
        ),
        _at(path, where),
        name,
    )


def nearest_layout(near: Near) -> Text:
    """Which table of the pack it may be, and what speaks against it."""
    title = near.layout.titles[0] if near.layout.titles else near.layout.id
    zh = f"规则包中的表，最接近的是《{title}》（{near.layout.id}）"
    en = f"a table of the rule pack; the nearest is {title} ({near.layout.id})"
    if near.found:
        zh += f"，表头有 {'、'.join(near.found)}"
        en += f", whose columns {', '.join(near.found)} are there"
    if near.missing:
        zh += f"，没有 {'、'.join(near.missing)}"
        en += f" and {', '.join(near.missing)} are not"
    return Text(zh, en)


def no_budget_table(path: str, table: RawTable) -> Problem:
    """A sheet that is known to be none: a cover, a list of the tables."""
    name = _table(table)
    return Problem(
        "table-ignored",
        Text(f"{name.zh}不是预算表", f"{name.en} is no budget table"),
        Text("预算表", "a budget table"),
        Text("不必处理", "nothing"),
        _at(path, table.locate(0, 0)),
        name,
    )


def table_twice(path: str, table: RawTable, layout: Layout) -> Problem:
    """Two tables are the same table; the second one is left out."""
    name = _table(table, layout)
    return Problem(
        "table-duplicate",
        Text(
            f"{name.zh}出现了两次，只检查了第一张",
            f"{name.en} is there twice; the first is checked",
        ),
        Text("每张表一次", "each table once"),
        Text("请删去重复的一张", "remove one of the two"),
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
    )


def table_repeated(path: str, table: RawTable, layout: Layout) -> Problem:
    """A table is there twice with the same cells, as in a workbook and in a text."""
    name = _table(table, layout)
    return Problem(
        "table-repeated",
        Text(
            f"{name.zh}出现了两次，内容相同，只检查一次",
            f"{name.en} is there twice with the same cells, and is checked once",
        ),
        Text("每张表一次", "each table once"),
        Text("不必处理", "nothing"),
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
    )


def unknown_column(path: str, table: RawTable, layout: Layout, index: int) -> Problem:
    """A column that the layout does not name; nothing in it is checked."""
    name = _table(table, layout)
    header = table.columns[index] or f"#{index + 1}"
    known = [c for side in layout.sides for c in side.columns]
    return Problem(
        "column-unknown",
        Text(
            f"{name.zh}的“{header}”列未能识别，没有检查", f"column {header} of {name.en} is unknown"
        ),
        Text("已知的列：" + "、".join(known), "a known column: " + ", ".join(known)),
        Text(
            "请核对表头；若确为新的列，请在规则包的 [[layout]] 中加上它",
            "check the header; for a new column, add it to the [[layout]] in a rule pack",
        ),
        _at(path, table.locate(0, index) if table.rows else None),
        name,
    )


def side_missing(path: str, table: RawTable, layout: Layout, side: Side) -> Problem:
    """The label column of a table (or of one side) is not there, so its rows cannot be named."""
    name = _table(table, layout)
    wanted = "、".join("/".join(label) for label in side.label)
    part = Text(f"“{side.name}”部分", f"side {side.name}") if side.name else Text("", "")
    return Problem(
        "column-missing",
        Text(
            f"{name.zh}{part.zh}没有名称列",
            f"{name.en} {part.en} has no column of row names".strip(),
        ),
        Text(f"名称列：{wanted}", f"one of the columns {wanted}"),
        Text("请核对表头", "check the header"),
        _at(path, table.locate(0, 0) if table.rows else None),
        name,
    )


def unreadable(
    path: str,
    table: RawTable,
    layout: Layout,
    shape: Structure,
    row: int,
    index: int,
    error: AmountError,
) -> Problem:
    """A cell that holds no amount. Its relations are not checked."""
    name = table_name(layout, table.number)
    column = table.columns[index].rsplit("/", 1)[-1]
    reason = AMOUNT_REASONS[error.reason]
    shown = error.text if len(error.text) <= 60 else error.text[:57] + "…"
    return Problem(
        "amount-unreadable",
        Text(f"“{shown}”{reason.zh}", f'"{shown}" {reason.en}'),
        _AMOUNT,
        Text(
            "请更正该单元格；更正前，涉及它的关系不作检查",
            "correct the cell; until then the relations that involve it are not checked",
        ),
        _at(path, table.locate(row, index)),
        address_of(name, shape.name(row), column),
    )


def header_unknown(where: Place, layout: Layout, seen: Sequence[str] = ()) -> Problem:
    """The title is known, but no header row of the layout was found below it; `seen` is the row
    that was there."""
    name = table_name(layout)
    wanted = "、".join("/".join(label) for side in layout.sides for label in side.label)
    return Problem(
        "header-unknown",
        Text(
            f"{name.zh}《{layout.titles[0]}》的表头未能识别"
            + (f"（读到的是“{'、'.join(seen)}”）" if seen else ""),
            f"the header of {name.en} is unknown" + (f" ({', '.join(seen)})" if seen else ""),
        ),
        Text(f"含有“{wanted}”等列名的表头", f"a header with columns such as {wanted}"),
        Text("请核对表头各行", "check the header rows"),
        where,
        name,
    )


def ragged(where: Place, layout: Layout, found: int, expected: int) -> Problem:
    """A body row has too many or too few cells; the table is left out."""
    name = table_name(layout)
    return Problem(
        "table-ragged",
        Text(
            f"{name.zh}有一行为 {found} 格，这张表没有检查",
            f"a row of {name.en} has {found} cells; the table is not checked",
        ),
        Text(f"与表头相同的 {expected} 格", f"{expected} cells, as in the header"),
        Text(
            "请检查这一行是否少了或多了一格（逗号），或金额中的逗号没有加引号",
            "see whether a cell (comma) is missing or too many, or an amount's comma is unquoted",
        ),
        where,
        name,
    )


def row_unplaced(path: str, table: RawTable, layout: Layout, row: int, column: int) -> Problem:
    """A row with figures that no rule sees: it has no code or no name."""
    name = table_name(layout, table.number)
    label = table.rows[row][column].strip()
    return Problem(
        "row-unplaced",
        Text(
            f"{name.zh}第 {row + 1} 行“{label}”有金额，但没有科目编码或名称，没有检查",
            f'row {row + 1} "{label}" of {name.en} has figures but no code or no name; not checked',
        ),
        Text("科目编码和名称，或合计行的名称", "a code and a name, or the name of the total row"),
        Text("请补上编码或名称", "add the code or the name"),
        _at(path, table.locate(row, column)),
        address_of(name, label),
    )


def no_code(
    path: str, table: RawTable, layout: Layout, label: str, row: int, column: int, more: int
) -> Problem:
    """A cell in a column of codes that holds something else; or, with `more`, so many of them."""
    name = table_name(layout, table.number)
    text = table.rows[row][column].strip()
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    found = Text(f"“{shown}”不是科目编码", f'"{shown}" is no code')
    if more:
        found = Text(
            f"科目编码一栏有 {more} 个单元格不是编码，第一个是“{shown}”",
            f'{more} cells in the column of codes hold none, the first of them "{shown}"',
        )
    digits = as_digits(text)
    meant = digits if digits != text and digits.isdecimal() and not more else ""
    return Problem(
        "code-unreadable",
        found,
        Text(
            "数字编码：类 3 位，款 5 位，项 7 位（分栏时依次为 3、2、2 位）",
            "digits: 3 for a class, 5 for a group, 7 for an item (in three columns 3, 2 and 2)",
        ),
        Text(
            f"请更正编码{f'（是否为 {meant}？）' if meant else ''}；更正前，这一行不作检查",
            f"correct the code{f' ({meant}?)' if meant else ''}; until then its row is not checked",
        ),
        _at(path, table.locate(row, column)),
        address_of(name, label.strip()),
    )


def header_lost(names: str) -> Text:
    """Why cells are doubtful: their header has lost a name, which was put back."""
    return Text(
        f"表头缺“{names}”一格，已按版式补上", f"the header has lost “{names}”; it was put back"
    )


def row_shifted() -> Text:
    """Why cells are doubtful: their row stood one cell beside its columns."""
    return Text(
        "这一行原来错开一格，已移到表头之下",
        "the row stood one cell beside its columns and was moved under them",
    )


def cells_merged(names: str) -> Text:
    """Why cells are doubtful: two of them stood in one."""
    return Text(
        f"两格并成了一格，表头缺“{names}”，已分开",
        f"two cells stood in one, and the header has lost “{names}”; they were taken apart",
    )


def name_cut() -> Text:
    """Why cells are doubtful: the page has cut a name in two."""
    return Text("名称被分在两行，已接上", "the name was cut in two and was put together")


def columns_shifted(columns: int) -> Text:
    """Why cells are doubtful: sums hold only if they belong one column further."""
    side = Text("左", "left") if columns > 0 else Text("右", "right")
    return Text(
        f"原来偏{side.zh}一列，移动以后各列的合计才相符",
        f"stood one column too far to the {side.en}; the sums hold only if it is moved",
    )


def doubtful(table: RawTable, layout: Layout, row: str, why: Text, cell: Place) -> Problem:
    """A row that was read, but perhaps not rightly; the whole table if no row is named."""
    name = table_name(layout, table.number) if table.number else _table(table, layout)
    return Problem(
        "reading-doubtful",
        why,
        Text("与原件一致", "what is printed in the original"),
        Text("请与原件核对这一行", "compare this row with the original")
        if row
        else Text("请与原件核对这张表", "compare this table with the original"),
        cell,
        address_of(name, row),
    )
