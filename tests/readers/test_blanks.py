"""Plain text in which blanks set the columns of a table, and what only looks like it."""

from __future__ import annotations

import unicodedata

import pytest

from budgetlint.tasks.reading import read

from .test_kinds import BODY, HEADER, TITLE, UNIT, Rows, report_on, slip

FULL = [[cell or "0.00" for cell in row] for row in BODY]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def set_below(rows: Rows, gap: int) -> str:
    """Names on the left and figures on the right of columns, as a terminal shows them."""
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = [
        [" " * (w - width(cell)) + cell if n > 1 else cell + " " * (w - width(cell))
         for n, (cell, w) in enumerate(zip(row, wide, strict=True))]
        for row in rows
    ]  # fmt: skip
    return "\n".join((" " * gap).join(line).rstrip() for line in lines)


def boxed(rows: Rows, strokes: str) -> str:
    level, upright = strokes[0] * 4, strokes[1]
    rule = "\n" + strokes[2] + strokes[3].join([level] * len(rows[0])) + strokes[2] + "\n"
    lines = [f"{upright} {f' {upright} '.join(row)} {upright}" for row in rows]
    return rule.join(["", *lines, ""])


WAYS = {
    "two blanks": lambda rows: set_below(rows, 2),
    "many blanks": lambda rows: set_below(rows, 9),
    "wide blanks": lambda rows: "\n".join("　　".join(c or "-" for c in row) for row in rows),
    "one blank": lambda rows: "\n".join(" ".join(c or "0.00" for c in row) for row in rows),
    "empty lines": lambda rows: set_below(rows, 3).replace("\n", "\n\n"),
    "a box": lambda rows: boxed(rows, "─│├┼"),
    "a box of plain signs": lambda rows: boxed(rows, "-|++"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ["", "\n一、支出情况说明\n2024年支出1,194.50万元。\n"])
def test_a_table_in_plain_text(way: str, end: str) -> None:
    right, wrong = (
        f"{TITLE}\n{' ' * 50}{UNIT}\n{WAYS[way]([HEADER, *rows])}\n{end}".encode("gb18030")
        for rows in (BODY, slip(BODY))
    )
    report = report_on("txt", right)
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= 31
    # Without lines between the columns a finding is a hint, as it is in a PDF.
    assert len(report_on("txt", wrong).findings) == 1


def test_where_a_cell_stands() -> None:
    lines = [TITLE, *set_below([HEADER, *BODY], 2).split("\n")]
    (grid,) = read("a.txt", "\n".join(lines).encode()).grids
    row = next(n for n, cells in enumerate(grid.rows) if cells[0] == "2010102")
    place = grid.locate(row, 4)
    assert lines[place.line - 1][place.column - 1 :].startswith("1,000.00")


@pytest.mark.parametrize("text", [
    "目录\n一、收支总表 .......... 1\n二、支出总表 .......... 2\n三、情况说明 .......... 13",
    "本年收入 合计 100.00 万元。\n其中 财政 拨款 60.00 万元。\n事业 收入 40.00 万元。",
    "甲  乙  1.00\n甲乙丙丁  2.00\n  甲   乙   丙   3.00",
])  # fmt: skip
def test_what_is_no_table(text: str) -> None:
    assert read("a.txt", text.encode()).grids == ()
