"""What only a kind of table or a kind of file can have: the table of 三公 in each form, line ends
that were translated twice, 元 shown as 万元. A wrong figure is found in each, and nothing else."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from papers.sheets import Sheet, figure

from .test_kinds import BODY, HEADER, HOLD, TITLE, UNIT, Rows, page, report_on, slip, written

DATA = Path(__file__).parents[1] / "data" / "sangong.toml"
TABLES = tomllib.loads(DATA.read_text("utf-8"))["table"]


def assert_told_apart(ending: str, right: bytes, wrong: bytes, hold: int) -> None:
    report = report_on(ending, right)
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= hold
    found = report_on(ending, wrong)
    assert [finding.severity for finding in found.findings] == ["error"]
    assert found.problems == ()


def sangong(table: dict[str, Any], rows: Rows) -> Sheet:
    above = [[text, *[""] * (len(rows[0]) - 1)] for text in table["above"]]
    merged = [
        (top + len(above), left, bottom + len(above), right)
        for top, left, bottom, right in table.get("merged", ())
    ]
    return Sheet("表", [*above, *rows], merged, len(above))


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "html"])
@pytest.mark.parametrize("table", TABLES, ids=[table["kind"] for table in TABLES])
def test_the_table_of_sangong(table: dict[str, Any], ending: str, tmp_path: Path) -> None:
    printed, wrong = table["slip"]
    assert sum(row.count(printed) for row in table["rows"]) == 1
    damaged = [[wrong if cell == printed else cell for cell in row] for row in table["rows"]]
    right, changed = (
        written(ending, sangong(table, rows), tmp_path) for rows in (table["rows"], damaged)
    )
    assert_told_apart(ending, right, changed, table["hold"])


def test_a_table_within_a_text_has_the_unit_of_the_text(tmp_path: Path) -> None:
    table = next(table for table in TABLES if table["kind"].startswith("without a title"))
    sheet = sangong({**table, "above": []}, table["rows"])
    report = report_on("html", written("html", sheet, tmp_path))
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= table["hold"]


def code_parts(code: str) -> list[str]:
    return [code[a:b] if code.isdecimal() else "" for a, b in ((0, 3), (3, 5), (5, 7))]


def as_text(rows: Rows, end: str, delimiter: str) -> bytes:
    """Codes in three columns, so that the header has two lines, and a name that is broken."""
    parts = [[*code_parts(row[0]), *row[1:]] for row in rows]
    parts[-1][0] = rows[-1][0]
    parts[-2][3] = f"{parts[-2][3][:6]}\n{parts[-2][3][6:]}"
    header = [["科目编码", "", "", *HEADER[1:]], ["类", "款", "项", "", "", "", ""]]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(
        [[TITLE], [UNIT], *header, *parts]
    )
    return file.getvalue().replace("\n", end).encode("gb18030")


ENDS = ["\r\r\n", "\r\n\r\n", "\n\n", "\r\r\r\n", "\r\r"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("ending", "delimiter"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
def test_line_ends_that_are_doubled(end: str, ending: str, delimiter: str) -> None:
    right, wrong = (as_text(rows, end, delimiter) for rows in (BODY, slip(BODY)))
    assert_told_apart(ending, right, wrong, HOLD)


def write_xlsx(sheet: Sheet, code: str) -> bytes:
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    for r, c, text, yuan in cells(sheet):
        if yuan is None:
            book.worksheets[0].cell(r + 1, c + 1, text)
        else:
            book.worksheets[0].cell(r + 1, c + 1, yuan).number_format = code
    book.save(file)
    return file.getvalue()


def write_xls(sheet: Sheet, code: str) -> bytes:
    import xlwt

    book, file = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    only, style = book.add_sheet("表"), xlwt.XFStyle()
    style.num_format_str = code
    for r, c, text, yuan in cells(sheet):
        if yuan is None:
            only.write(r, c, text)
        else:
            only.write(r, c, yuan, style)
    book.save(file)
    return file.getvalue()


def cells(sheet: Sheet) -> list[tuple[int, int, str, int | None]]:
    """Row, column, text, and the amount in 元 where it is a figure."""
    return [
        (r, c, text, int(Decimal(text.replace(",", "")) * 10_000) if figure(text) else None)
        for r, row in enumerate(sheet.rows)
        for c, text in enumerate(row)
        if text
    ]


CODES = ["0!.0000", "0\\.0000_ ", "#!.0000", '0!.0000;[Red]-0!.0000;"-"', "0!.0,", '0"."0000']
WRITERS: dict[str, Callable[[Sheet, str], bytes]] = {"xlsx": write_xlsx, "xls": write_xls}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("code", CODES)
def test_yuan_that_is_shown_as_wanyuan(ending: str, code: str) -> None:
    write = WRITERS[ending]
    assert_told_apart(ending, write(page(BODY), code), write(page(slip(BODY)), code), HOLD)
