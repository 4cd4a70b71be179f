"""Word files and web pages: what is seen is read, and nothing else."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from budgetlint import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> RawDocument:
    """The document of a Word file with this body."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        package.writestr("word/document.xml", document)
        related = ""
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {W}>{text}</w:{name}>")
            related += f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>'
        package.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{related}</Relationships>"
        )
    return read("a.docx", data.getvalue())


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def texts(raw: RawDocument) -> list[str]:
    return [line for s in raw.narrative for line in (s.title, s.text) if line]


def test_what_is_seen_is_read() -> None:
    raw = word(
        p(r("合计"), f"<w:ins>{r('5.62')}</w:ins>", f"<w:del>{r('7')}</w:del>", r("万元。"))
        + p(r("暗", "<w:vanish/>"), r("明文。"))
        + f"<w:sdt><w:sdtContent>{p(r('控件里的文字。'))}</w:sdtContent></w:sdt>"
        + p(
            f"<w:r><w:pict><w:txbxContent>{p(r('文本框里的文字。'))}</w:txbxContent></w:pict></w:r>"
        )
    )
    assert "\n".join(texts(raw)).split("\n") == [
        "合计5.62万元。", "明文。", "控件里的文字。", "文本框里的文字。",
    ]  # fmt: skip


def test_what_another_program_holds_is_reported() -> None:
    embedded = '<w:r><w:object><o:OLEObject xmlns:o="o" ProgID="Excel.Sheet.12"/></w:object></w:r>'
    raw = word(p(r("说明。"), embedded) + '<w:altChunk r:id="x" xmlns:r="r"/>')
    assert [problem.code for problem in raw.problems] == ["object-not-read"] * 2
    assert texts(raw) == ["说明。"]


NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>"""


def test_numbers_that_word_writes_by_itself() -> None:
    def numbered(text: str, level: int = 0) -> str:
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return p(r(text), properties=mark)

    headings = [numbered(f"关于事项{n}的说明") + p(r("正文。")) for n in range(11)]
    raw = word(headings[0] + numbered("一项。", 1) + "".join(headings[1:]), numbering=NUMBERING)
    sections = [(s.section, s.title, s.text) for s in raw.narrative]
    assert sections[0] == ("一", "关于事项0的说明", "正文。\n1.一项。")
    assert [name for name, _, _ in sections][-2:] == ["十", "十一"]


def test_merged_cells_of_word(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "支出预算"
    table.cell(1, 1).text = "合计"
    document.save(str(tmp_path / "a.docx"))
    (grid,) = read(str(tmp_path / "a.docx")).grids
    assert list(map(list, grid.rows)) == [["项目", "支出预算", ""], ["", "合计", ""], ["", "", ""]]
    assert sorted(grid.merged or ()) == [(0, 0, 1, 0), (0, 1, 0, 2)]
    assert grid.locate(1, 2)[8:10] == ("#1", "C2")


def page(body: str, charset: str = "utf-8") -> RawDocument:
    text = (
        f'<html><head><meta charset="{charset}"><title>x</title></head><body>{body}</body></html>'
    )
    return read("a.html", text.encode("gb18030" if charset == "gb2312" else charset))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_pages(charset: str) -> None:
    raw = page(
        "<script>var a = '万元';</script><div style='display:none'>看不见</div>"
        "<table><tr><td><p>一、收入情况说明</p><p>收入 <b>5.62</b>万元。</p>"
        "<table><tr><th rowspan=2>项目</th><th colspan=2>预算数</th></tr><tr><td>a</td><td>b"
        "</td></tr><tr style='display:none'><td>x</td></tr></table></td></tr></table>",
        charset,
    )
    assert texts(raw) == ["收入情况说明", "收入 5.62万元。"]
    (grid,) = raw.grids
    assert list(map(list, grid.rows)) == [["项目", "预算数", ""], ["", "a", "b"]]
    assert grid.merged == [(0, 0, 1, 0), (0, 1, 0, 2)]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "a.doc": (OLE, "docx"),
    "a.png": (b"\x89PNG\r\n", "xlsx"),
    "a.xml": (b'<?xml version="1.0"?><office:document/>', "xlsx"),
    "a.rar": (b"Rar!\x1a\x07", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_advice(name: str) -> None:
    data, advice = REFUSED[name]
    with pytest.raises(InputError) as caught:
        read(name, data)
    (problem,) = caught.value.problems
    assert problem.code == "input-format"
    assert (f".{advice}" if advice else "unpack") in problem.advice.en


@pytest.mark.parametrize(
    ("kind", "module", "extra"),
    [("xlsx", "lxml", "xlsx"), ("docx", "lxml", "docx"), ("ods", "lxml", "ods"),
     ("html", "lxml", "html"), ("xls", "xlrd", "xls")],
)  # fmt: skip
def test_a_library_that_is_not_installed(
    kind: str, module: str, extra: str, written: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr("budgetlint.readers.extras.import_module", missing)
    with pytest.raises(InputError) as caught:
        read(str(written[kind]))
    (problem,) = caught.value.problems
    assert problem.code == "extra-missing"
    assert f'"budgetlint[{extra}]"' in problem.advice.en
    assert module in problem.found.zh


def test_the_library_for_pdf_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError) as caught:
        read("a.pdf", b"%PDF-1.4")
    (problem,) = caught.value.problems
    assert problem.code == "extra-missing"
    assert '"budgetlint[pdf]"' in problem.advice.en
    assert "pypdfium2，" in problem.found.zh


def test_json_under_the_name_of_a_workbook() -> None:
    data = '{"unit": "局", "tables": [], "narrative": [{"section": "", "title": "", "text": ""}]}'
    assert read("a.xlsx", data.encode()).unit == "局"


def test_a_list_of_tables_is_none() -> None:
    """It holds the titles of tables and the numbers of pages, and was told to lack its header."""
    names = ["部门收支总表", "一般公共预算支出表", "“三公”经费支出表"]
    listed = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>{n + 2}</td></tr>" for n, name in enumerate(names, 1)
    )
    raw = page(f"<table border=1><tr><td>序号<td>表名<td>页码{listed}</table>")
    report = checker("cn-common").report(raw)
    assert [problem.code for problem in report.problems] == ["input-no-budget"]
