"""Raised note marks beside a figure or a name, in every format that has raised text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetlint.readers.marks import is_mark
from budgetlint.tasks.reading import read

TITLE = "收入预算总表"
HEADER = ("科目", "合计", "面积")
FIGURE, MARK = "13,961.26", "1"
EXPECTED = ["教育支出", FIGURE, "m2"]
"""The row that each format writes as 教育支出①, 13,961.26¹ and m²; the exponent stays."""


def html() -> bytes:
    link = f"<a href='#n'>[{MARK}]</a>"
    cells = ["教育支出<sup>①</sup>", f"{FIGURE}<sup>{link}</sup>", "m<sup>2</sup>"]
    head = "".join(f"<td>{name}</td>" for name in HEADER)
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    rows = f"<tr>{head}</tr><tr>{body}</tr><tr>{body}</tr>"
    return f"<html><body><p>{TITLE}</p><table>{rows}</table></body></html>".encode()


def styled_html() -> bytes:
    raised = '<span style="mso-text-raise:4pt;vertical-align: super">'
    return (
        html()
        .decode()
        .replace("<sup>", raised)
        .replace("</sup>", "</span>")
        .replace(f"m{raised}", "m<sup>")
        .encode()
    )


def docx() -> bytes:
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=3, cols=3)
    for column, name in enumerate(HEADER):
        table.cell(0, column).text = name
    for row in (1, 2):
        for column, (text, mark) in enumerate(_marked()):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.add_run(text)
            paragraph.add_run(mark).font.superscript = True
    return _saved(document.save)


def xlsx() -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([TITLE])
    sheet.append(list(HEADER))
    for _ in range(2):
        sheet.append([CellRichText(t, TextBlock(InlineFont(vertAlign="superscript"), m))
                      for t, m in _marked()])  # fmt: skip
    return _saved(book.save)


def xls() -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("1")
    sheet.write(0, 0, TITLE)
    raised = xlwt.Font()
    raised.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    for column, name in enumerate(HEADER):
        sheet.write(1, column, name)
    for row in (2, 3):
        for column, (text, mark) in enumerate(_marked()):
            sheet.write_rich_text(row, column, [text, (mark, raised)])
    return _saved(book.save)


def ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TextProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, Span

    document = OpenDocumentSpreadsheet()
    raised = Style(name="T1", family="text")
    raised.addElement(TextProperties(textposition="super 58%"))
    document.automaticstyles.addElement(raised)
    table = Table(name="1")
    for row in [[(TITLE, "")], [(name, "") for name in HEADER], list(_marked()), list(_marked())]:
        line = TableRow()
        for text, mark in row:
            cell = TableCell(valuetype="string")
            words = P(text=text)
            if mark:
                words.addElement(Span(stylename=raised, text=mark))
            cell.addElement(words)
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    return _saved(document.write)


def pdf(size: float = 5, rise: float = 4, before: str = "") -> bytes:
    """A page with marks of that size raised so far; with `before`, in front of names as well."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 300))
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(150, 270, TITLE)
    canvas.grid([50, 150, 250, 350], [160, 180, 200, 220])
    for row, cells in enumerate(
        [[(name, "") for name in HEADER], list(_marked()), list(_marked())]
    ):
        for column, (text, mark) in enumerate(cells):
            x, y = 55 + 100 * column, 206 - 20 * row
            canvas.setFont("STSong-Light", 10)
            canvas.drawString(x, y, text)
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x + canvas.stringWidth(text, "STSong-Light", 10), y + rise, mark)
            if before and row and not column:
                canvas.drawString(x - size / 2, y + rise, before)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _marked() -> Iterator[tuple[str, str]]:
    yield from (("教育支出", "①"), (FIGURE, MARK), ("m", "2"))


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


WRITERS = {"html": html, "docx": docx, "xlsx": xlsx, "xls": xls, "ods": ods}


@pytest.mark.parametrize("ending", WRITERS)
def test_raised_marks_are_no_part_of_what_they_stand_at(ending: str) -> None:
    (grid,) = read(f"a.{ending}", WRITERS[ending]()).grids
    assert [list(row) for row in grid.rows][-2:] == [EXPECTED, EXPECTED]


AS_SEEN = {
    "13,961.26<sup><small>1</small></sup>": "13,961.26",
    "13,961.26<sup>注1</sup>": "13,961.26",
    "13,961.26<sup>（一）</sup>": "13,961.26",
    "13,961.26<sub>1</sub>": "13,961.26",
    "13,961.26<small>1</small>": "13,961.26",
    "13,961.26<a href='#fn1'>1</a>": "13,961.26",
    "<sup>1</sup>13,961.26": "13,961.26",
    "13,961.26<span style='vertical-align: 4px; font-size: 8px'>1</span>": "13,961.26",
    "13,961.26<span style='position:relative; top:-4px'>1</span>": "13,961.26",
    "13,961.26<span style='vertical-align: baseline'>1</span>": "13,961.261",
    "13,961.26<ins>1</ins>": "13,961.261",
    "13,961.<sup>26</sup>": "13,961.26",
    "<small>13,961.26</small>": "13,961.26",
    "<small>5</small>": "5",
    "教育支出<sup>△</sup>": "教育支出",
    "教育支出<sup>a</sup>": "教育支出",
    "<del>13,691.26</del>13,961.26": "13,961.26",
    "<s>13,691.26</s> 13,961.26": "13,961.26",
    "<span style='text-decoration: line-through'>1</span>13,961.26": "13,961.26",
    "<del>13,961.26</del>": "13,961.26",
    "13,961.26<span style='display:none'>1</span>": "13,961.26",
    "13,961.26<b style='visibility: hidden'>1</b>": "13,961.26",
    "13,961.26<b style='font-size: 0'>1</b>": "13,961.26",
    "13,961.26<b hidden>1</b>": "13,961.26",
    "<b style='font-size: 0.8em'>13,961.26</b>": "13,961.26",
}


@pytest.mark.parametrize("cell", AS_SEEN)
def test_a_cell_of_a_page_is_read_as_people_see_it(cell: str) -> None:
    rows = "<tr><td>科目</td><td>合计</td></tr><tr><td>甲</td><td>2.00</td></tr>"
    page = f"<body><p>{TITLE}</p><table>{rows}<tr><td>乙</td><td>{cell}</td></tr></table></body>"
    (grid,) = read("a.html", page.encode()).grids
    assert grid.rows[-1][1] == AS_SEEN[cell]


def _struck_docx() -> bytes:
    import docx as library

    document = library.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=2, cols=2)
    for column, name in enumerate(("科目", "合计")):
        table.cell(0, column).text = name
    table.cell(1, 0).text = "教育支出"
    paragraph = table.cell(1, 1).paragraphs[0]
    paragraph.add_run("13,691.26").font.strike = True
    paragraph.add_run(FIGURE)
    paragraph.add_run(MARK).font.subscript = True
    return _saved(document.save)


def _struck_xlsx() -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([TITLE], ["科目", "合计"]):
        sheet.append(row)
    pieces = (
        TextBlock(InlineFont(strike=True), "13,691.26"),
        FIGURE,
        TextBlock(InlineFont(vertAlign="subscript"), MARK),
    )
    sheet.append(["教育支出", CellRichText(*pieces)])
    return _saved(book.save)


@pytest.mark.parametrize(("name", "write"), [("a.docx", _struck_docx), ("a.xlsx", _struck_xlsx)])
def test_what_is_struck_out_is_not_read(name: str, write: Callable[[], bytes]) -> None:
    (grid,) = read(name, write()).grids
    assert list(grid.rows[-1]) == ["教育支出", FIGURE]


def test_raised_by_style_alone() -> None:
    (grid,) = read("a.html", styled_html()).grids
    assert list(grid.rows[-1])[:2] == EXPECTED[:2]


@pytest.mark.parametrize(
    ("size", "rise", "before"),
    [(5, 4, ""), (5, 2, ""), (6, 3, "1"), (7, 4, "*"), (7.5, 3, "1"), (8, 4, "")],
)
def test_small_raised_print_on_a_page(
    size: float, rise: float, before: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(size, rise, before))
    (grid,) = read(str(path)).grids
    assert [list(row[1:2]) for row in grid.rows[-2:]] == [EXPECTED[1:2]] * 2
    assert {row[0].replace("①", "") for row in grid.rows[-2:]} == {EXPECTED[0]}
    assert all("m" in row[2] for row in grid.rows[-2:])


@pytest.mark.parametrize("raised", ["1", "①", "[12]", "（3）", "*", "1,2", "注1", " 2 "])
def test_marks(raised: str) -> None:
    assert is_mark(raised, "13,961.26")


@pytest.mark.parametrize(
    ("raised", "before"), [("2", "m"), ("th", "4"), ("增长", "5"), ("", "5"), ("()", "5")]
)
def test_what_is_raised_and_no_mark(raised: str, before: str) -> None:
    assert not is_mark(raised, before)
