"""Documents as PDF, as offices print them: tables with ruling lines, prose in paragraphs.

The font is one of those that every PDF reader has, so nothing is embedded or installed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from .sheets import Sheet

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

SIZE = 7.5
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=14, leading=20, alignment=1)
MIDDLE = ParagraphStyle(
    "middle", fontName=FONT, fontSize=SIZE, leading=9, wordWrap="CJK", alignment=1
)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=SIZE, leading=9, wordWrap="CJK")
BODY = ParagraphStyle(
    "body", fontName=FONT, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK"
)
HEADING = ParagraphStyle("heading", parent=BODY, firstLineIndent=22)


def document_pdf(
    document: Mapping[str, Any],
    *,
    repeat: bool = True,
    lines: bool = True,
) -> bytes:
    """A canonical document as PDF: its tables, then its narrative.

    With `repeat` the header is printed again on each page; without `lines` there are no ruling
    lines at all.
    """
    story: list[Flowable] = []
    tables = {table["id"]: table for table in document["tables"]}
    for name, table in tables.items():
        if name == "performance":
            story += _forms(table, tables["indicators"])
        elif name != "indicators":
            story += _table(table, document.get("unit", ""), repeat=repeat, lines=lines)
            story.append(PageBreak())
    for section in document.get("narrative", []):
        story += _section(section)
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40,
        title="", invariant=1, onPage=_page_mark,
    ).build(story, onFirstPage=_page_mark, onLaterPages=_page_mark)  # fmt: skip
    return out.getvalue()


def sheets_pdf(sheets: Sequence[Sheet]) -> bytes:
    """Sheets as they are laid out, one a page or more: lines above, a ruled table, notes below."""
    story: list[Flowable] = []
    for sheet in sheets:
        story += [
            Paragraph(_escaped("　　　　".join(text for text in row if text)), MIDDLE)
            for row in sheet.rows[: sheet.lines]
        ]
        rows = sheet.rows[sheet.lines : len(sheet.rows) - sheet.notes]
        spans = [
            ("SPAN", (left, top - sheet.lines), (right, bottom - sheet.lines))
            for top, left, bottom, right in sheet.merged
        ]
        wanted = [
            min(max(_length(text) for text in column), 20) * SIZE * 0.5 + 12
            for column in zip(*rows, strict=True)
        ]
        scale = (landscape(A4)[0] - 84) / sum(wanted)
        cells = [[Paragraph(_escaped(text), CELL) for text in row] for row in rows]
        style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]
        story.append(Table(cells, colWidths=[w * scale for w in wanted], style=TableStyle(style)))
        notes = sheet.rows[len(rows) + sheet.lines :]
        story += [Paragraph(_escaped(row[0]), BODY) for row in notes]
        story.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40,
        title="", invariant=1,
    ).build(story)  # fmt: skip
    return out.getvalue()


def _page_mark(canvas: Any, template: Any) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(landscape(A4)[0] / 2, 20, f"—{template.page}—")


def _table(table: Mapping[str, Any], unit: str, *, repeat: bool, lines: bool) -> list[Flowable]:
    header, spans = _header(table["columns"])
    rows = [[Paragraph(_escaped(cell), CELL) for cell in row] for row in table["rows"]]
    widths = _widths(table, 8 if lines else 20)
    style = [
        ("FONT", (0, 0), (-1, -1), FONT, SIZE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2 if lines else 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2 if lines else 8),
        *spans,
    ]
    if lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    heads = [[Paragraph(_escaped(cell), MIDDLE) for cell in row] for row in header]
    number = f"表{table['number']}" if table.get("number") else ""
    above = Table(
        [[f"编制单位：{table.get('unit') or unit}", f"单位：{table.get('money') or '万元'}"]],
        colWidths=[sum(widths) * 0.7, sum(widths) * 0.3],
        style=[("FONT", (0, 0), (-1, -1), FONT, 9), ("ALIGN", (1, 0), (1, 0), "RIGHT")],
    )
    notes = [Paragraph(_escaped(note), BODY) for note in table.get("notes", [])]
    return [
        *([Paragraph(number, BODY)] if number else []),
        Paragraph(_escaped(table["title"]), TITLE),
        above,
        Table(
            [*heads, *rows], colWidths=widths, style=TableStyle(style),
            repeatRows=len(heads) if repeat else 0,
        ),
        *notes,
    ]  # fmt: skip


def _forms(projects: Mapping[str, Any], indicators: Mapping[str, Any]) -> list[Flowable]:
    """The sheet of each project: its fields, and below them its indicators."""
    story: list[Flowable] = []
    names = list(projects["columns"])
    heads = [name for name in indicators["columns"] if name != "项目名称"]
    for row in projects["rows"]:
        field = dict(zip(names, row, strict=True))
        own = [r for r in indicators["rows"] if r[0] == field["项目名称"]]
        width = len(heads)
        blank = [""] * width
        top = [
            ["预算单位", "", field["预算单位"]],
            ["项目名称", "", field["项目名称"], "", "", "项目负责人", field["项目负责人"]],
            ["项目资金（万元）", "", "年度预算总额", field["年度预算总额"], "其中：财政拨款",
             field["财政拨款"], "其他资金", field["其他资金"]],
            ["项目总体目标", "", field["项目总体目标"]],
        ]  # fmt: skip
        cells = [[*line, *blank][:width] for line in top]
        cells += [heads, *([cell or "" for cell in r[1:]] for r in own)]
        spans = [("SPAN", (0, n), (1, n)) for n in range(4)]
        spans += [("SPAN", (2, n), (-1, n)) for n in (0, 3)]
        shown = [[Paragraph(_escaped(cell), CELL) for cell in line] for line in cells]
        style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, SIZE)]
        room = landscape(A4)[0] - 84
        story += [
            Paragraph("项目支出绩效目标表", TITLE),
            Paragraph(f"（{field['年度']}）", TITLE),
            Table(shown, colWidths=[room / width] * width, style=TableStyle([*style, *spans])),
            PageBreak(),
        ]
    return story


def _header(columns: Sequence[str]) -> tuple[list[list[str]], list[tuple[Any, ...]]]:
    """The rows of a header, and the areas of its merged cells."""
    paths = [column.split("/") for column in columns]
    depth = max(map(len, paths))
    grid = [[path[r] if r < len(path) else "" for path in paths] for r in range(depth)]
    spans: list[tuple[Any, ...]] = []
    for r in range(depth):
        start = 0
        for c in range(1, len(paths) + 1):
            same = c < len(paths) and paths[c][: r + 1] == paths[start][: r + 1]
            if same and len(paths[c]) > r + 1:
                continue
            if c - start > 1 and len(paths[start]) > r + 1:
                spans.append(("SPAN", (start, r), (c - 1, r)))
                for n in range(start + 1, c):
                    grid[r][n] = ""
            start = c
    for c, path in enumerate(paths):
        if len(path) < depth:
            spans.append(("SPAN", (c, len(path) - 1), (c, depth - 1)))
    return grid, spans


def _widths(table: Mapping[str, Any], padding: float) -> list[float]:
    """Widths that fit the page; long names are wrapped."""
    texts = [
        [c.rpartition("/")[2], *col]
        for c, col in zip(table["columns"], _turned(table), strict=True)
    ]
    wanted = [
        min(max(_length(text) for text in column), 24) * SIZE * 0.62 + padding for column in texts
    ]
    room = landscape(A4)[0] - 84
    scale = min(1.0, room / sum(wanted))
    return [width * scale for width in wanted]


def _turned(table: Mapping[str, Any]) -> list[list[str]]:
    rows = table["rows"]
    return [[str(row[c] or "") for row in rows] for c in range(len(table["columns"]))]


def _length(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def _section(section: Mapping[str, str]) -> list[Flowable]:
    number, title = section["section"], section["title"]
    words = (
        f"{number}、{title}"
        if len(number) <= 3 and number not in ("封面", "目录", "落款")
        else title
    )
    if number.startswith("第"):
        part, _, inner = number.partition(" ")
        words = f"{inner}、{title}" if inner else f"{part} {title}"
    story: list[Flowable] = [Paragraph(_escaped(words), HEADING)] if number != "落款" else []
    story += [Paragraph(_escaped(line), BODY) for line in section["text"].split("\n") if line]
    return [*story, Spacer(1, 6)]


def _escaped(text: Any) -> str:
    words = "" if text is None else str(text)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
