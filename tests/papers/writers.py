"""The example written in each format, with ordinary libraries."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from email.encoders import encode_quopri
from pathlib import Path

from .sheets import Sheet, figure, padded


def write_xlsx(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    import openpyxl

    del paragraphs
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, 1):
            for c, text in enumerate(row, 1):
                number = figure(text)
                if number is not None:
                    page.cell(r, c, number[0]).number_format = number[1]
                elif text:
                    # A text such as "=100%" is no formula.
                    page.cell(r, c, text).data_type = "s"
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    book.save(path)


def write_xls(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    import xlwt

    del paragraphs
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, object] = {}
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        tops = {(top, left): area for area in sheet.merged for top, left in [area[:2]]}
        for r, row in enumerate(sheet.rows):
            for c, text in enumerate(row):
                number = figure(text)
                if (r, c) in tops:
                    top, left, bottom, right = tops[r, c]
                    page.write_merge(top, bottom, left, right, text)
                elif number is not None:
                    style = styles.setdefault(number[1], _xls_style(number[1]))
                    page.write(r, c, number[0], style)
                elif text:
                    page.write(r, c, text)
    book.save(str(path))


def _xls_style(code: str) -> object:
    import xlwt

    style = xlwt.XFStyle()
    style.num_format_str = code
    return style


def write_ods(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    del paragraphs
    book = OpenDocumentSpreadsheet()
    for sheet in sheets:
        page = Table(name=sheet.name)
        spans = {area[:2]: area for area in sheet.merged}
        covered = {
            (r, c)
            for top, left, bottom, right in sheet.merged
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        } - set(spans)
        for r, row in enumerate(padded(sheet.rows)):
            line = TableRow()
            for c, text in enumerate(row):
                if (r, c) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                options: dict[str, object] = {}
                if (r, c) in spans:
                    top, left, bottom, right = spans[r, c]
                    options = {
                        "numberrowsspanned": bottom - top + 1,
                        "numbercolumnsspanned": right - left + 1,
                    }
                number = figure(text)
                if number is not None:
                    options |= {"valuetype": "float", "value": repr(number[0])}
                elif text:
                    options |= {"valuetype": "string"}
                cell = TableCell(**options)
                if text:
                    cell.addElement(P(text=text))
                line.addElement(cell)
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))


def write_docx(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    import docx

    document = docx.Document()
    before, after = _around_tables(paragraphs)
    for text in before:
        document.add_paragraph(text)
    for sheet in sheets:
        for row in sheet.rows[: sheet.lines]:
            document.add_paragraph("　　".join(text for text in row if text))
        end = len(sheet.rows) - sheet.notes
        rows = padded(sheet.rows[sheet.lines : end])
        table = document.add_table(len(rows), len(rows[0]))
        cells = [list(row.cells) for row in table.rows]
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text:
                    cells[r][c].text = text
        for top, left, bottom, right in sheet.merged:
            shift = sheet.lines
            cells[top - shift][left].merge(cells[bottom - shift][right])
        for row in sheet.rows[end:]:
            document.add_paragraph(row[0])
    for text in after:
        document.add_paragraph(text)
    document.save(str(path))


def _around_tables(paragraphs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The tables stand in the second part."""
    at = max((n for n, text in enumerate(paragraphs) if text.startswith("第三部分")), default=0)
    return paragraphs[:at], paragraphs[at:]


def write_html(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    before, after = _around_tables(paragraphs)
    parts = ['<!DOCTYPE html>\n<html><head><meta charset="gb2312"><title>公开</title></head><body>']
    parts += [f"<p>{html.escape(text)}</p>" for text in before]
    for sheet in sheets:
        parts.append(_html_table(sheet))
    parts += [f"<p>{html.escape(text)}</p>" for text in after]
    path.write_bytes("\n".join([*parts, "</body></html>"]).encode("gb18030"))


def _html_table(sheet: Sheet) -> str:
    lines = [
        f"<p>{html.escape('　　'.join(t for t in row if t))}</p>"
        for row in sheet.rows[: sheet.lines]
    ]
    spans = {area[:2]: area for area in sheet.merged}
    covered = {
        (r, c)
        for top, left, bottom, right in sheet.merged
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - set(spans)
    end = len(sheet.rows) - sheet.notes
    lines.append("<table>")
    for r, row in enumerate(padded(sheet.rows[sheet.lines : end]), sheet.lines):
        lines.append("<tr>")
        for c, text in enumerate(row):
            if (r, c) in covered:
                continue
            size = ""
            if (r, c) in spans:
                top, left, bottom, right = spans[r, c]
                size = f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"'
            lines.append(f"<td{size}><span>{html.escape(text)}</span></td>")
        lines.append("</tr>")
    lines.append("</table>")
    lines += [f"<p>{html.escape(row[0])}</p>" for row in sheet.rows[end:]]
    return "\n".join(lines)


def write_mht(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    """A web archive as Word writes it: the page, and a list of its files."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart
    from email.mime.text import MIMEText

    write_html(path, sheets, paragraphs)
    page = MIMENonMultipart("text", "html", charset="gb2312")
    page.set_payload(path.read_bytes())
    encode_quopri(page)
    page["Content-Location"] = "file:///C:/budget.htm"
    beside = MIMEText("<xml><o:File>某某</o:File></xml>", "xml", "utf-8")
    beside["Content-Location"] = "file:///C:/budget.files/filelist.xml"
    archive = MIMEMultipart("related", type="text/html")
    archive.attach(page)
    archive.attach(beside)
    path.write_bytes(b"From: <Saved by a program>\r\n" + archive.as_bytes())


def write_rtf(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    """RTF in GBK, with merged cells both by wide cells and by marks."""
    before, after = _around_tables(paragraphs)
    parts = [
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 " + _rtf("宋体") + ";}}",
        r"{\*\generator somebody;}{\info{\title x}}{\header\pard x\par}",
    ]
    parts += [_rtf_paragraph(text) for text in before]
    for sheet in sheets:
        parts += [
            _rtf_paragraph("　　".join(t for t in row if t)) for row in sheet.rows[: sheet.lines]
        ]
        end = len(sheet.rows) - sheet.notes
        parts += _rtf_rows(padded(sheet.rows[sheet.lines : end]), sheet)
        parts.append(r"\pard\par")
        parts += [_rtf_paragraph(row[0]) for row in sheet.rows[end:]]
    parts += [_rtf_paragraph(text) for text in after]
    path.write_text("\n".join([*parts, "}"]), encoding="ascii")


def _rtf_rows(rows: Sequence[Sequence[str]], sheet: Sheet) -> Iterator[str]:
    lines = sheet.lines
    areas = [(top - lines, left, end - lines, right) for top, left, end, right in sheet.merged]
    for r, row in enumerate(rows):
        defined, texts = r"\trowd\trleft0", ""
        for c, text in enumerate(row):
            area = next((a for a in areas if a[0] <= r <= a[2] and a[1] <= c <= a[3]), None)
            top, left, bottom, right = area or (r, c, r, c)
            if c != left:
                continue
            if bottom > top:
                defined += r"\clvmgf" if r == top else r"\clvmrg"
            # Edges of different rows miss each other by a hair.
            defined += rf"\cellx{(right + 1) * 1000 + r % 3}"
            texts += rf"\pard\intbl {_rtf(text)}\cell"
        yield f"{defined}\n{texts}\\row"


def _rtf_paragraph(text: str) -> str:
    return rf"\pard\f0 {_rtf(text)}\par"


def _rtf(text: str) -> str:
    """Text as RTF: GBK by its bytes, and what GBK has not by its number."""
    written = []
    for letter in text:
        if letter in "\\{}":
            written.append("\\" + letter)
        elif letter == "\n":
            written.append(r"\line ")
        elif letter.isascii():
            written.append(letter)
        elif letter in "，。":
            written.append(rf"\uc1\u{ord(letter) - (65536 if ord(letter) > 32767 else 0)}?")
        else:
            written += [rf"\'{byte:02x}" for byte in letter.encode("gb18030")]
    return "".join(written)


def write_sheet_xml(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    """A workbook in one XML file, as Excel 2003 writes it."""
    del paragraphs
    codes: dict[str, str] = {}
    pages = []
    for sheet in sheets:
        rows = "".join(_xml_row(sheet, r, codes) for r in range(len(sheet.rows)))
        name = html.escape(sheet.name)
        pages.append(f'<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>')
    styles = "".join(
        f'<Style ss:ID="{key}"><NumberFormat ss:Format="{html.escape(code)}"/></Style>'
        for code, key in codes.items()
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{styles}</Styles>'
        + "".join(pages)
        + "</Workbook>",
        encoding="utf-8",
    )


def _xml_row(sheet: Sheet, r: int, codes: dict[str, str]) -> str:
    spans = {area[:2]: area for area in sheet.merged}
    cells = []
    for c, text in enumerate(sheet.rows[r]):
        number = figure(text)
        top, left, bottom, right = spans.get((r, c), (r, c, r, c))
        size = f' ss:MergeAcross="{right - left}" ss:MergeDown="{bottom - top}"'
        if number is not None:
            style = codes.setdefault(number[1], f"s{len(codes)}")
            data = f'<Data ss:Type="Number">{number[0]!r}</Data>'
            cells.append(f'<Cell ss:Index="{c + 1}" ss:StyleID="{style}">{data}</Cell>')
        elif text:
            data = f'<Data ss:Type="String">{html.escape(text)}</Data>'
            cells.append(f'<Cell ss:Index="{c + 1}"{size}>{data}</Cell>')
    return f'<Row ss:Index="{r + 1}">{"".join(cells)}</Row>'


def write_markdown(path: Path, sheets: Sequence[Sheet], paragraphs: Sequence[str]) -> None:
    before, after = _around_tables(paragraphs)
    parts = [_marked(text) for text in before]
    for sheet in sheets:
        parts += [_marked("　　".join(t for t in row if t)) for row in sheet.rows[: sheet.lines]]
        end = len(sheet.rows) - sheet.notes
        rows = padded(sheet.rows[sheet.lines : end])
        lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
        lines.insert(1, f"|{' --- |' * len(rows[0])}")
        parts.append("\n".join(lines))
        parts += [_marked(row[0]) for row in sheet.rows[end:]]
    parts += [_marked(text) for text in after]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _marked(text: str) -> str:
    """Headings with their marks, as converters write them."""
    if re.fullmatch(r"第.部分.*|目录", text):
        return f"# {text}"
    return f"## {text}" if re.fullmatch(r"[一二三四五六七八九十]+、[^。：]{4,60}", text) else text


WRITERS: dict[str, Callable[[Path, Sequence[Sheet], Sequence[str]], None]] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "ods": write_ods,
    "docx": write_docx,
    "html": write_html,
    "mht": write_mht,
    "rtf": write_rtf,
    "xml": write_sheet_xml,
    "md": write_markdown,
}
