"""Faults of reading, each on a table as it is published, in every format that can print it: nothing
of it is told, nothing is lost, and a wrong figure beside it is still found."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.pdf import FONT, sheets_pdf
from papers.sheets import Sheet
from papers.writers import write_docx, write_html, write_xlsx

TITLE, UNIT = "2024年一般公共预算支出表", "单位：万元"
HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
LONG = "机关事业单位基本养老保险缴费支出"
BODY = [
    ["201", "一般公共服务支出", "1,159.50", "240.50", "919.00"],
    ["20101", "人大事务", "1,159.50", "240.50", "919.00"],
    ["2010101", "行政运行", "240.50", "240.50", ""],
    ["2010102", "一般行政管理事务", "1,000.00", "", "1,000.00"],
    ["2010103", "机关服务", "-81.00", "", "-81.00"],
    ["208", "社会保障和就业支出", "35.00", "35.00", ""],
    ["20805", "行政事业单位养老支出", "35.00", "35.00", ""],
    ["2080505", LONG, "35.00", "35.00", ""],
    ["合计", "", "1,194.50", "275.50", "919.00"],
]
Rows = list[list[str]]
Change = Callable[[Rows], Rows]
WRONG = ("1,000.00", "1,009.00")
"""A figure and what a slip makes of it, in one column of its row."""


def slip(rows: Rows) -> Rows:
    row = next(n for n, cells in enumerate(rows) if "一般行政管理事务" in cells[1])
    changed = list(rows[row])
    changed[-1] = changed[-1].replace(*WRONG)
    return [*rows[:row], changed, *rows[row + 1 :]]


def each(column: int, change: Callable[[str], str]) -> Change:
    def changed(rows: Rows) -> Rows:
        return [
            [change(cell) if n == column and cell else cell for n, cell in enumerate(row)]
            for row in rows
        ]

    return changed


def one(row: int, column: int, change: Callable[[str], str]) -> Change:
    def changed(rows: Rows) -> Rows:
        cells = list(rows[row])
        cells[column] = change(cells[column])
        return [*rows[:row], cells, *rows[row + 1 :]]

    return changed


def parted(code: str) -> str:
    return "-".join([code[:3], *(code[n : n + 2] for n in range(3, len(code), 2))])


def of_which(at: int, *cells: str) -> Change:
    return lambda rows: [*rows[:at], list(cells), *rows[at:]]


KINDS: dict[str, Change] = {
    "codes of a spreadsheet": each(0, lambda c: f"{c}.0" if c.isdecimal() else c),
    "codes as text": each(0, lambda c: f"'{c}" if c.isdecimal() else c),
    "codes in parts": each(0, lambda c: parted(c) if c.isdecimal() else c),
    "codes with points": each(0, lambda c: parted(c).replace("-", ".") if c.isdecimal() else c),
    "codes as a formula": each(0, lambda c: f'="{c}"' if c.isdecimal() else c),
    "codes filled up to nine": each(0, lambda c: c.ljust(9, "0") if c.isdecimal() else c),
    "codes filled up": each(0, lambda c: c.ljust(7, "0") if c.isdecimal() else c),
    "a mark behind a name": one(0, 1, lambda name: f"{name}①"),
    "a note behind a name": one(0, 1, lambda name: f"{name}[1]"),
    "a star behind a name": one(5, 1, lambda name: f"{name}*"),
    "a word behind a name": one(2, 1, lambda name: f"{name}（注2）"),
    "a mark behind a total": one(8, 0, lambda name: f"{name}②"),
    "of which": of_which(1, "", "其中：人员经费", "200.00", "200.00", ""),
    "of which before all codes": of_which(0, "", "其中：涉密支出", "10.00", "", "10.00"),
    "of which in front": of_which(0, "其中：", "涉密支出", "10.00", "", "10.00"),
    "of which behind two": of_which(2, "", "其中：1.行政运行经费", "240.50", "240.50", ""),
    "carried over": of_which(5, "", "过次页", "1,159.50", "240.50", "919.00"),
    "sum of a page in brackets": of_which(5, "", "（本页合计）", "1,159.50", "240.50", "919.00"),
    "sum of a numbered page": of_which(5, "第1页小计", "", "1,159.50", "240.50", "919.00"),
    "sum of a page": of_which(5, "", "本页小计", "1,159.50", "240.50", "919.00"),
    "minus at the edge": each(4, lambda f: f.replace("-", "-          ")),
    "minus as a triangle": each(4, lambda f: f.replace("-", "△")),
    "minus as a long dash": each(4, lambda f: f.replace("-", "—")),
    "minus as a black triangle": each(4, lambda f: f.replace("-", "▲")),
    "minus behind": each(4, lambda f: f"{f[1:]}-" if f[0] == "-" else f),
    "minus apart": each(4, lambda f: f.replace("-", "- ")),
    "minus before the currency": each(4, lambda f: f.replace("-", "-¥")),
    "a mark behind figures": each(2, lambda f: f"{f}（1）"),
    "a small figure behind a figure": one(1, 2, lambda f: f"{f}¹"),
    "a letter behind a figure": one(1, 2, lambda f: f"{f}[a]"),
    "a letter behind a name": one(1, 1, lambda name: f"{name}(b)"),
    "a note with a colon": one(1, 2, lambda f: f"{f}注：1"),
    "a mark in front of a figure": one(2, 3, lambda f: f"①{f}"),
    "a note behind a figure": one(2, 3, lambda f: f"{f}注①"),
    "brackets of a note that was raised": one(0, 1, lambda name: f"{name}[]"),
    "minus in brackets": each(4, lambda f: f"（{f[1:]}）" if f[0] == "-" else f),
}
UNSEEN: dict[str, Change] = {
    "an unseen character behind": each(2, lambda f: f"{f}\u200d"),
    "an unseen character within": each(2, lambda f: f"{f[:1]}\u00ad{f[1:]}"),
    "an unseen character in front": each(2, lambda f: f"\ufeff{f}"),
    "an unseen blank": one(2, 4, lambda _: "\u200b"),
    "another dash": one(2, 4, lambda _: "\u2011"),
    "a word joiner in front": each(2, lambda f: f"\u2060{f}"),
    "a mark of direction behind": each(3, lambda f: f"{f}\u200e" if f else f),
    "a dash of a box": one(2, 4, lambda _: "\u2500"),
    "a filler within": each(2, lambda f: f"{f[:1]}\u3164{f[1:]}"),
    "a filler in names": each(1, lambda name: f"{name[:2]}\u115f{name[2:]}\ufe0f"),
    "a filler in codes": each(0, lambda code: f"\u3164{code}\u2800"),
    "a blank of Braille": one(2, 4, lambda _: "\u2800"),
    "a long dash": one(2, 4, lambda _: "\u2014\u2014"),
}
"""What the font of the PDF cannot print."""


def page(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    blank = [""] * (len(HEADER) - 1)
    every = [[TITLE, *blank], [*blank, UNIT], HEADER, *rows]
    return Sheet("支出", every, list(merged), 2)


def written(ending: str, sheet: Sheet, folder: Path) -> bytes:
    path = folder / f"a.{ending}"
    if ending == "pdf":
        return sheets_pdf([sheet])
    {"xlsx": write_xlsx, "docx": write_docx, "html": write_html}[ending](path, [sheet], [])
    return path.read_bytes()


def report_on(ending: str, data: bytes) -> FileReport:
    return checker("cn-common").report(read(f"a.{ending}", data))


HOLD = 33
"""Relations of the table that hold."""


def assert_right(ending: str, data: bytes) -> None:
    report = report_on(ending, data)
    assert (report.findings, report.problems) == ((), ())
    assert report.coverage.relations["exact"] >= HOLD


def assert_wrong(ending: str, data: bytes) -> None:
    found = report_on(ending, data)
    assert [finding.severity for finding in found.findings] == ["error"]
    assert found.problems == ()


CASES = [
    *((kind, ending) for kind in KINDS for ending in ("pdf", "docx", "xlsx", "html")),
    *((kind, ending) for kind in UNSEEN for ending in ("docx", "xlsx")),
]


@pytest.mark.parametrize(("kind", "ending"), CASES)
def test_in_every_format(kind: str, ending: str, tmp_path: Path) -> None:
    change = (KINDS | UNSEEN)[kind]
    assert_right(ending, written(ending, page(change(BODY)), tmp_path))
    assert_wrong(ending, written(ending, page(change(slip(BODY))), tmp_path))


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "html"])
def test_a_name_merged_over_a_column_more(ending: str, tmp_path: Path) -> None:
    rows = [[row[0], row[1], "", *row[2:]] for row in [HEADER, *BODY]]
    blank = [""] * len(HEADER)
    lines = [[TITLE, *blank], [*blank, UNIT]]
    merged = [(2 + n, 1, 2 + n, 2) for n in range(len(rows))]
    assert_right(ending, written(ending, Sheet("支出", [*lines, *rows], merged, 2), tmp_path))


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("unit", ["（万元）", "（单位 万元）", "人民币万元", "[万元]"])
def test_a_unit_without_a_colon(unit: str, ending: str, tmp_path: Path) -> None:
    for rows, check in ((BODY, assert_right), (slip(BODY), assert_wrong)):
        sheet = page(rows)
        sheet.rows[1][-1] = unit
        check(ending, written(ending, sheet, tmp_path))


Part = Sequence[Sequence[str]]
Draw = Callable[[Canvas], None]
EDGES = [40, 110, 310, 390, 470, 550]
SIZE, STEP = 9, 18


def nothing(canvas: Canvas) -> None:
    del canvas


def drawn(
    *parts: Part,
    over: Draw = nothing,
    edges: Sequence[float] = EDGES,
    unit: Sequence[str] = (UNIT,),
    mark: str = "",
    ruled: bool = True,
    again: str = "",
) -> bytes:
    """A table, a part of it on each page, after the first under what says `again`; `over` is drawn
    on each, `mark` small and raised behind each figure of the first column of figures; `|` parts
    what stands at the edges."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for number, part in enumerate(parts):
        if not number:
            canvas.setFont(FONT, 14)
            canvas.drawString(200, 812, TITLE)
            canvas.setFont(FONT, SIZE)
            for line, text in enumerate(unit):
                canvas.drawRightString(edges[-1], 794 - 11 * line, text)
        elif again:
            canvas.setFont(FONT, SIZE)
            canvas.drawString(260, 812, again)
        if ruled:
            canvas.grid(edges, [770 - STEP * n for n in range(len(part) + 1)])
        for n, row in enumerate(part):
            _draw_row(canvas, row, 770 - STEP * (n + 1) + 5, edges, mark if n or number else "")
        over(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_row(
    canvas: Canvas, row: Sequence[str], y: float, edges: Sequence[float], mark: str
) -> None:
    for n, text in enumerate(row):
        left, _, right = text.rpartition("|")
        canvas.setFont(FONT, SIZE)
        canvas.drawString(edges[n] + 3, y, left if n > 1 else text)
        end = edges[n + 1] - 3
        if n == 2 and mark and text:
            canvas.setFont(FONT, 5)
            canvas.drawRightString(end, y + 4, mark)
            end -= canvas.stringWidth(mark, FONT, 5)
            canvas.setFont(FONT, SIZE)
        if n > 1:
            canvas.drawRightString(end, y, right)


def pieces(text: str, angle: float, step: int) -> Draw:
    """A pale watermark, turned, all over a page."""

    def draw(canvas: Canvas) -> None:
        for x in range(0, 600, step):
            for y in range(0, 842, step):
                canvas.saveState()
                canvas.setFillGray(0.8)
                canvas.translate(x, y)
                canvas.rotate(angle)
                canvas.setFont(FONT, 12)
                canvas.drawString(0, 0, text)
                canvas.restoreState()

    return draw


def unseen(canvas: Canvas) -> None:
    text = canvas.beginText(330, 770 - 2 * STEP + 5)
    text.setFont(FONT, SIZE)
    text.setTextRenderMode(3)
    text.textOut("777.77")
    canvas.drawText(text)


def clear(canvas: Canvas) -> None:
    """A level watermark in black that lets nearly all light through."""
    canvas.saveState()
    canvas.setFillAlpha(0.25)
    canvas.setFont(FONT, 60)
    canvas.drawString(80, 650, "征求意见稿")
    canvas.restoreState()


@pytest.mark.parametrize("over", [
    unseen, clear, pieces("内部资料", 45, 90), pieces("2024", 30, 60), pieces("密", 20, 45),
    pieces("1,000.00", -35, 70), pieces("征求意见稿 3", 62, 80),
])  # fmt: skip
def test_what_lies_over_a_page(over: Draw) -> None:
    assert_right("pdf", drawn([HEADER, *BODY], over=over))
    assert_wrong("pdf", drawn([HEADER, *slip(BODY)], over=over))


@pytest.mark.parametrize("mark", ["1", "①", "[1]", "注1", "12", "*", "(2)", "a"])
def test_raised_marks_behind_figures(mark: str) -> None:
    assert_right("pdf", drawn([HEADER, *BODY], mark=mark))
    assert_wrong("pdf", drawn([HEADER, *slip(BODY)], mark=mark))


@pytest.mark.parametrize("sign", ["-", "－", "△", "−", "▲"])
def test_a_minus_at_the_other_edge_of_its_cell(sign: str) -> None:
    change = each(4, lambda figure: figure.replace("-", f"{sign}|"))
    assert_right("pdf", drawn([HEADER, *change(BODY)]))
    assert_wrong("pdf", drawn([HEADER, *change(slip(BODY))]))


BEHIND = ["¹", "①", "[1]", "注1", "*", "（1）", "(注1)", "注①", "△"]


@pytest.mark.parametrize("mark", BEHIND)
def test_marks_of_the_size_of_the_figures_without_lines(mark: str) -> None:
    change = one(1, 2, lambda figure: f"{figure}{mark}")
    assert_right("pdf", drawn([HEADER, *change(BODY)], ruled=False))


@pytest.mark.parametrize("mark", BEHIND)
def test_a_mark_that_stands_over_the_line(mark: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        left = EDGES[3] - 3 - canvas.stringWidth(BODY[1][2], FONT, SIZE)
        canvas.drawString(left, 770 - 3 * STEP + 5, f"{BODY[1][2]}{mark}")

    assert_right("pdf", drawn([HEADER, *one(1, 2, lambda _: "")(BODY)], over=draw))


@pytest.mark.parametrize("form", ["{}-", "- {}", "－ {}", "（{}）", "( {} )", "△ {}", "{}－"])
def test_a_minus_without_lines(form: str) -> None:
    change = each(4, lambda figure: form.format(figure[1:]) if figure[0] == "-" else figure)
    assert_right("pdf", drawn([HEADER, *change(BODY)], ruled=False))
    found = report_on("pdf", drawn([HEADER, *change(slip(BODY))], ruled=False))
    assert (len(found.findings), found.problems) == (1, ())


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_a_sliver_between_columns(at: int) -> None:
    rows = [[*row[:at], "", *row[at:]] for row in [HEADER, *BODY]]
    edges = [*EDGES[: at + 1], EDGES[at] + 3, *EDGES[at + 1 :]]
    if at > 1:  # names and codes stand on the left, beside the sliver
        assert_right("pdf", drawn(rows, edges=edges))
    else:
        assert_right("pdf", drawn(rows, edges=[*EDGES[:1], 107, *EDGES[1:]]))


@pytest.mark.parametrize("unit", [
    ["单 位 ： 万 元"], ["金额单位：人民币", "万元"], ["2024年度", "单位：万元（保留两位小数）"],
    ["（万元）"], ["(人民币万元)"], ["（单 位 万 元）"],
    ["單位：萬元"], ["单位；万元"], ["单位：10000元"],
    ["金额单", "位：万元"], ["单位：万", "元"], ["单位", "：万元"], ["（单位：万", "元）"],
])  # fmt: skip
def test_a_unit_broken_in_a_word(unit: list[str]) -> None:
    assert_right("pdf", drawn([HEADER, *BODY], unit=unit))


CODES = ["2080505|", "2080|505", "20805|05", "208|0505", "2|080505"]
NAMES = [f"{LONG[:9]}|{LONG[9:]}", f"{LONG}|", f"|{LONG}"]
CUT = [(code, name) for code in CODES for name in NAMES if (code, name) != (CODES[0], NAMES[2])]


@pytest.mark.parametrize(("code", "name"), CUT)
@pytest.mark.parametrize("figures", ["{}|", "|{}"])
def test_a_row_that_a_page_has_cut(code: str, name: str, figures: str) -> None:
    row = [code, name, *(figures.format(figure) for figure in BODY[-2][2:])]
    above, below = map(list, zip(*(cell.split("|") for cell in row), strict=True))
    first, last = [HEADER, *BODY[:-2], above], [below, BODY[-1]]
    assert_right("pdf", drawn(first, last))
    assert_right("pdf", drawn(first, [HEADER, *last]))
    assert_wrong("pdf", drawn([HEADER, *slip(BODY[:-2]), above], last))
