"""Files of old formats, and files under the names of others: told by their bytes, and read."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from budgetlint.model.errors import InputError
from budgetlint.model.raw import Line, RawDocument
from budgetlint.readers.office.rtf import read_rtf
from budgetlint.readers.ole import root_names
from budgetlint.readers.sniff import kind_of
from budgetlint.tasks.reading import read


def said(raw: RawDocument) -> str:
    return "\n".join(section.title + section.text for section in raw.narrative)


# What a file is


def ole(*entries: tuple[str, int, int, int]) -> bytes:
    """An OLE file with these entries in its directory: name, left, right and child."""
    directory = b""
    for name, left, right, child in (("Root Entry", -1, -1, 1), *entries):
        text = (name + "\0").encode("utf-16-le")
        links = struct.pack("<3i", left, right, child)
        directory += text.ljust(64, b"\0") + struct.pack("<H2x", len(text)) + links + bytes(48)
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(76, b"\0"))
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    head += struct.pack("<109i", 0, *[-1] * 108)
    table = struct.pack("<128i", -3, 2, -2, *[-1] * 125)
    return bytes(head) + table + directory.ljust(1024, b"\0")


WORKBOOK_IN_WORD = ole(
    ("WordDocument", 2, -1, -1), ("ObjectPool", -1, -1, 3), ("_123", -1, -1, 4),
    ("Workbook", -1, -1, -1),
)  # fmt: skip
WORD_IN_WORKBOOK = ole(("Workbook", -1, 2, -1), ("MBD1", -1, -1, 3), ("WordDocument", -1, -1, -1))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORKBOOK_IN_WORD, "doc"),
        (WORD_IN_WORKBOOK, "xls"),
        (ole(("EncryptedPackage", -1, -1, -1)), "locked"),
        (ole(("Contents", 1, 1, 1)), "ole"),
        (b"\xdb\xa5-\0 Word 2", "doc"),
        (b"{\\rtf1 }", "rtf"),
        (b"From: x\r\nSubject: y\r\n z\r\nMIME-Version: 1.0\r\n", "mht"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<Workbook xmlns='x'>", "sheet-xml"),
        (b"<html>", "html"),
        (b"some: text\n1,2\n", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("length", range(0, 2000, 37))
def test_half_an_ole_file(length: int) -> None:
    assert isinstance(root_names(WORKBOOK_IN_WORD[:length]), list)


@pytest.mark.parametrize(
    "data",
    [
        "{\\rtf1\\ansi 某某中心总支出5.62万元。\\par}".encode("gb18030"),
        "<html><body><p>某某中心总支出5.62万元。</p></body></html>".encode(),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        b"Content-Type: text/html; charset=gb2312\n\n"
        + "<p>某某中心总支出5.62万元。</p>\n--b--".encode("gb18030"),
    ],
    ids=["rtf", "html", "mht"],
)
@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_files_under_the_name_of_word_files(name: str, data: bytes) -> None:
    assert said(read(name, data)) == "某某中心总支出5.62万元。"


def test_plain_text_is_no_word_file() -> None:
    with pytest.raises(InputError) as caught:
        read("a.doc", b"nothing but text")
    assert caught.value.problems[0].code == "input-format"


# RTF


def rtf(body: str) -> RawDocument:
    head = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 x;}{\\f1\\fcharset0 y;}}"
    return read("a.rtf", f"{head}{body}\\par}}".encode("gb18030"))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\\'d4\\'a4\\'cb\\'e3", "预算"),
        ("{\\f0 \\'d4\\'a4}\\'cb\\'e3", "预算"),
        ("预{\\v 看不见}算", "预算"),
        ("预{\\deleted 删去}算", "预算"),
        ("预\\v 看不见\\v0 算", "预算"),
        ("\\uc1\\u-26476 ?\\u31639 ?", "预算".replace("预", chr(65536 - 26476))),
        ("\\uc2\\u39044\\'d4\\'a4\\u31639\\'cb\\'e3", "预算"),
        ("\\u-10179?\\u-8704?", "😀"),
        ("预{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}算", "预7算"),
        ("预{\\*\\unheard of}算", "预算"),
        ("预{\\pict\\bin5 {{{{{}算", "预算"),
        ("{\\listtext 1.\\tab}预算", "1.预算"),
        ("a\\~b\\_c\\{d\\}\\\\", "a\u00a0b-c{d}\\"),
        ("预。\\line 算。", "预。\n算。"),
        ("预{\\header 页眉\\par}算", "预算"),
        ("预{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt 框\\par}}}", "预框"),
    ],
)
def test_rtf_text(written: str, text: str) -> None:
    assert said(rtf(written)) == text


def test_paragraphs_outside_of_tables_are_counted() -> None:
    cell = "\\trowd\\trleft0\\cellx9\\pard\\intbl 1\\cell\\row"
    body = f"{{\\rtf1 甲\\par\\par 乙\\line 丙\\par {cell}\\pard 丁\\par}}"
    (flow,) = read_rtf("a.rtf", body.encode("gb18030")).flows
    lines = [item for item in flow.items if isinstance(item, Line)]
    places = [(line.text, line.place.paragraph, line.place.offset) for line in lines]
    assert places == [("甲", 1, 0), ("乙", 3, 0), ("丙", 3, 2), ("丁", 4, 0)]


ROW = "\\trowd\\trleft0{}\\row"


def test_rtf_cells_merged_by_marks() -> None:
    first = (
        "\\clvmgf\\cellx900\\clmgf\\cellx1900\\clmrg\\cellx2900"
        "\\pard\\intbl a\\par a2\\cell b\\cell\\cell"
    )
    second = "\\clvmrg\\cellx900\\cellx1900\\cellx2920\\pard\\intbl\\cell c\\cell d\\cell"
    (grid,) = rtf(ROW.format(first) + ROW.format(second) + "\\pard").grids
    assert grid.rows == [["a\na2", "b", ""], ["", "c", "d"]]
    assert grid.merged == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_rtf_tables_in_tables_and_after_each_other() -> None:
    inner = (
        "\\pard\\intbl\\itap2 n1\\nestcell n2\\nestcell"
        "{\\*\\nesttableprops\\trowd\\cellx400\\cellx800\\nestrow}{\\nonesttables\\par}"
    )
    edges = "\\cellx900\\cellx1900\\cellx2900"
    outer = f"{edges}\\pard\\intbl a\\cell {inner}\\pard\\intbl b\\cell c\\cell"
    raw = rtf(ROW.format(outer) + "\\pard\\par" + ROW.format("\\cellx900\\pard\\intbl d\\cell"))
    assert [grid.rows for grid in raw.grids] == [[["a", "b", "c"]], [["n1", "n2"]], [["d"]]]


def test_rtf_without_the_end_of_its_row() -> None:
    (grid,) = rtf("\\trowd\\cellx900\\cellx1900\\pard\\intbl a\\cell b").grids
    assert grid.rows == [["a", "b"]]


def test_rtf_that_is_cut_off_is_a_problem() -> None:
    raw = read("a.rtf", b"{\\rtf1 some text\\par{\\b more")
    assert [problem.code for problem in raw.problems] == ["input-damaged"]


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1" + b"{" * 5000,
        b"{\\rtf1\\trowd" + b"".join(b"\\cellx%d" % (n * 200) for n in range(4000))
        + b"\\cell\\row" * 4000 + b"}",
        b"{\\rtf1}",
    ],
    ids=["deep", "wide", "empty"],
)  # fmt: skip
def test_rtf_beyond_the_bounds(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read("a.rtf", data)
    assert len(caught.value.problems) == 1


# Workbooks in one XML file


def workbook(rows: str, more: str = "") -> RawDocument:
    styles = (
        '<Styles><Style ss:ID="a"><NumberFormat ss:Format="Standard"/></Style>'
        '<Style ss:ID="b" ss:Parent="a"><Alignment ss:Indent="2"/></Style></Styles>'
    )
    sheet = f'<Worksheet ss:Name="表1"><Table>{rows}</Table>{more}</Worksheet>'
    other = (
        '<Worksheet ss:Name="表2"><Table><Row><Cell><Data>x</Data></Cell></Row></Table></Worksheet>'
    )
    text = f'<?xml version="1.0"?><Workbook xmlns:ss="s">{styles}{sheet}{other}</Workbook>'
    return read("a.xls", text.encode())


def test_sheet_xml() -> None:
    rows = (
        '<Column ss:Index="3" ss:Hidden="1"/>'
        '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>'
        '<Cell ss:StyleID="a"><Data ss:Type="Number">1234.5</Data></Cell></Row>'
        '<Row><Cell ss:Index="2" ss:StyleID="b"><Data ss:Type="String">其中</Data></Cell>'
        '<Cell ss:Formula="=A1"/></Row>'
    )
    raw = workbook(rows)
    grid = raw.grids[0]
    assert grid.rows == [["标题", "", "1,234.50"], ["", "其中", "=A1"]]
    assert grid.merged == [(0, 0, 0, 1)]
    assert grid.indents == {(1, 1): 4}
    assert grid.locate(0, 2).cell == "C2"
    assert [problem.place.cell for problem in raw.problems] == ["C3"]
    assert "cells-hidden" in [note.code for note in raw.notes]


def test_a_hidden_sheet_is_not_read() -> None:
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    raw = workbook("<Row><Cell><Data>y</Data></Cell></Row>", hidden)
    assert [grid.name for grid in raw.grids] == ["表2"]
    assert [note.code for note in raw.notes] == ["sheet-hidden"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<Row ss:Index="99999999"/>', "input-damaged"),
        ('<Row><Cell ss:MergeAcross="x"><Data>1</Data></Cell></Row>', "input-damaged"),
        ("<Row>", "input-damaged"),
    ],
)
def test_broken_sheet_xml(rows: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        workbook(rows)
    assert caught.value.problems[0].code == code


def test_entities_are_refused() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook>&b;</Workbook>'
    with pytest.raises(InputError) as caught:
        read("a.xls", data)
    assert caught.value.problems[0].code == "input-unsafe"


def test_an_archive_that_is_cut_off_is_a_problem(written: dict[str, Path]) -> None:
    whole = written["mht"].read_bytes()
    assert not read("a.mht", whole).problems
    raw = read("a.mht", whole[: len(whole) // 2])
    assert [problem.code for problem in raw.problems] == ["input-damaged"]


def test_an_archive_of_archives_is_refused() -> None:
    nested = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400)
    )
    with pytest.raises(InputError) as caught:
        read("a.mht", b"MIME-Version: 1.0\n" + nested)
    assert caught.value.problems[0].code == "input-too-large"


# Word files in one XML file

W = 'xmlns:w="w" xmlns:wx="x" xmlns:pkg="p"'
CELLS = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r>'
    '</w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p>'
    "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>c"
    "</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
NUMBERED = (
    '<w:p><w:pPr><w:listPr><wx:t wx:val="1."/></w:listPr></w:pPr><w:r><w:t>总支出5.62万元。</w:t>'
    "</w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
)


@pytest.mark.parametrize("name", ["a.doc", "a.xml", "a.wps"])
def test_word_2003_xml(name: str) -> None:
    body = f"<w:body><wx:sect>{NUMBERED}{CELLS}</wx:sect></w:body>"
    mark = '<?mso-application progid="Word.Document"?>'
    text = f'<?xml version="1.0"?>{mark}<w:wordDocument {W}>{body}</w:wordDocument>'
    raw = read(name, text.encode())
    assert said(raw) == "1.总支出5.62万元。"
    assert raw.grids[0].rows == [["a", "b", ""], ["", "c", ""]]
    assert raw.grids[0].merged == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_all_parts_of_a_docx_in_one_file(written: dict[str, Path]) -> None:
    parts = []
    with zipfile.ZipFile(written["docx"]) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                content = package.read(part).decode().partition("?>")[2]
                data = f"<pkg:xmlData>{content}</pkg:xmlData>"
                parts.append(f'<pkg:part pkg:name="/{part}">{data}</pkg:part>')
    text = f'<?xml version="1.0"?><pkg:package {W}>{"".join(parts)}</pkg:package>'
    flat, whole = read("a.doc", text.encode()), read(str(written["docx"]))
    assert said(flat) == said(whole)
    assert [grid.rows for grid in flat.grids] == [grid.rows for grid in whole.grids]


@pytest.mark.parametrize("body", ["", "<w:body>", "<w:body><w:p/></w:body>"])
def test_word_xml_without_anything(body: str) -> None:
    with pytest.raises(InputError) as caught:
        read("a.doc", f'<?xml version="1.0"?><w:wordDocument {W}>{body}</w:wordDocument>'.encode())
    assert len(caught.value.problems) == 1
