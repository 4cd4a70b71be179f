"""Sums of entries as the cells, rows and tables of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from .amounts import printed_amount
from .entries import PROJECT, TOTAL, Codes, Document, Entry, Shape, Sums


def table_of(
    number: int,
    table: str,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Sequence[str] = (),
) -> Document:
    return {
        "id": table,
        "number": number,
        "title": title,
        "money": "万元",
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "notes": list(notes),
    }


def sums_of(
    entries: Iterable[Entry],
    rows: Callable[[Entry], Iterable[str]],
    columns: Callable[[Entry], Iterable[str]],
) -> Sums:
    """Every entry added to all cells that it belongs to."""
    sums: Sums = {}
    for entry in entries:
        heads = tuple(columns(entry))
        for row in rows(entry):
            for column in heads:
                sums[row, column] = sums.get((row, column), Decimal(0)) + entry.amount
    return sums


def cells_of(sums: Sums, row: str, columns: Iterable[str]) -> list[str]:
    return [printed_amount(sums[row, c]) if (row, c) in sums else "" for c in columns]


def item_rows(entry: Entry) -> tuple[str, ...]:
    return entry.item[:3], entry.item[:5], entry.item, TOTAL


def code_cells(code: str, *, apart: bool) -> list[str]:
    return [code[:3], code[3:5], code[5:]] if apart else [code]


def code_heads(*, apart: bool) -> list[str]:
    return ["科目代码/类", "科目代码/款", "科目代码/项"] if apart else ["科目代码"]


def code_table(
    number: int,
    table: str,
    title: str,
    heads: Sequence[str],
    sums: Sums,
    shape: Shape,
    codes: Codes,
    notes: Sequence[str] = (),
) -> Document:
    """A table of 类, 款 and 项 with the total below."""
    apart = shape.codes_apart
    rows = [
        [*code_cells(c, apart=apart), codes.functional[c], *cells_of(sums, c, heads)]
        for c in sorted({row for row, _ in sums} - {TOTAL})
    ]
    rows.append([*code_cells("", apart=apart), TOTAL, *cells_of(sums, TOTAL, heads)])
    return table_of(
        number, table, title, [*code_heads(apart=apart), "科目名称", *heads], rows, notes
    )


def side_by_side(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    """Two sides with their totals in the last row; the shorter one is filled up with blanks."""
    depth = max(len(left), len(right))
    filled = [
        [*side[:-1], *[[""] * len(side[0])] * (depth - len(side)), side[-1]]
        for side in (left, right)
    ]
    return [a + b for a, b in zip(*filled, strict=True)]


def class_rows(sums: Sums, columns: Sequence[str], codes: Codes) -> list[list[str]]:
    rows = [[f"{c} {name}", *cells_of(sums, c, columns)] for c, name in codes.classes.items()]
    return [*rows, ["支出总计", *cells_of(sums, TOTAL, columns)]]


def nature_columns(under: str) -> tuple[list[str], Callable[[Entry], list[str]]]:
    """The columns 合计, 基本支出 and 项目支出, and which of them an entry belongs to."""
    heads = [f"{under}/{name}" for name in ("合计", "基本支出", "项目支出")]
    return heads, lambda entry: [heads[0], heads[2] if entry.nature == PROJECT else heads[1]]
