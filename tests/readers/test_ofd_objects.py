"""Single pages of OFD files: what is read off them, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetlint.model.errors import InputError
from budgetlint.model.place import Place
from budgetlint.model.raw import RawDocument, Sheet
from budgetlint.readers.flowing import flowing
from budgetlint.recognise.flow import assembled
from budgetlint.tasks.reading import read
from papers.ofd import element, packed

BODY = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{}</ofd:DocBody>"
DIGITS = "共11,111.00万元，占总支出的一部分，另有其他资金。"
SENTENCE = "某某中心2026年总支出14,751.61万元，比上年增加。"


def text(words: str, x: float = 10, y: float = 10, more: str = "", code: str = "") -> str:
    """A line of text; `more` are attributes of the object, `code` of its text."""
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {more}>'
        f'<ofd:TextCode X="0" Y="4" {code}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def parts(*pages: str, common: str = "", after: str = "", body: str = "") -> dict[str, str]:
    """The parts of a file with these pages, each a page's objects."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(len(pages)))
    document = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}"
    found = {
        "OFD.xml": element("OFD", BODY.format(body)),
        "Doc_0/Document.xml": element("Document", document),
    }
    for number, objects in enumerate(pages):
        content = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        found[f"Doc_0/P{number}.xml"] = element("Page", content)
    return found


def said(raw: RawDocument) -> str:
    return "\n".join(section.title + section.text for section in raw.narrative)


def read_pages(*pages: str) -> RawDocument:
    return read("a.ofd", packed(parts(*pages)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (text(SENTENCE), SENTENCE),
        (text(SENTENCE, code='DeltaX="4"'), SENTENCE),
        (text(SENTENCE, code='DeltaX="g 99 4"'), SENTENCE),
        (text(SENTENCE) + text(SENTENCE, x=10.3), SENTENCE),
        (text("\n      " + SENTENCE + "\n   "), SENTENCE),
        (text(SENTENCE.replace("总", "\\603B")), SENTENCE),
        (text(SENTENCE) + text("草稿", more='Visible="false"'), SENTENCE),
        (text(SENTENCE) + text("草稿", y=30, more='Alpha="0"'), SENTENCE),
        (text(SENTENCE) + text("内部", more='CTM="0.8 0.5 -0.5 0.8 0 0"'), SENTENCE),
        ("<ofd:PageBlock>" + text(SENTENCE) + "</ofd:PageBlock>", SENTENCE),
        (text(SENTENCE) + text("纸外", x=300), SENTENCE),
        (text(DIGITS), DIGITS),
    ],
    ids=["widths", "one offset", "too many offsets", "bold", "laid out", "escaped", "not visible",
         "clear", "slanted", "block", "beside the paper", "equal digits"],
)  # fmt: skip
def test_text(words: str, expected: str) -> None:
    assert said(read_pages(words)) == expected


def test_a_glyph_without_a_character_is_seen_to_be_missing() -> None:
    assert "14,\ufffd51.61" in said(read_pages(text(SENTENCE.replace("7", "¤"))))


def test_placeholders_are_no_text() -> None:
    with pytest.raises(InputError) as caught:
        read_pages(text("¤" * 30))
    assert caught.value.problems[0].code == "ofd-scanned"


def test_slanted_print_is_noted_with_its_page() -> None:
    raw = read_pages(
        text(SENTENCE), text("内部", more='CTM="0.8 0.5 -0.5 0.8 0 0"') + text(SENTENCE)
    )
    assert [note.code for note in raw.notes] == ["print-slanted"]
    assert "第 2 页" in raw.notes[0].found.zh


def test_a_signed_file_is_read_and_the_seal_is_not_vouched_for() -> None:
    signed = parts(text(SENTENCE), body="<ofd:Signatures>/Signs/Signatures.xml</ofd:Signatures>")
    raw = read("a.ofd", packed(signed))
    assert said(raw) == SENTENCE
    assert [note.code for note in raw.notes] == ["seal-not-checked"]


def test_attached_files_are_named() -> None:
    listed = element("Attachments", '<ofd:Attachment Name="公开表.xlsx"/>')
    after = "<ofd:Attachments>Attachments.xml</ofd:Attachments>"
    files = parts(text(SENTENCE), after=after) | {"Doc_0/Attachments.xml": listed}
    raw = read("a.ofd", packed(files))
    assert "公开表.xlsx" in raw.notes[0].found.zh


def annotated(kind: str) -> RawDocument:
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>'
    appearance = (
        f'<ofd:Appearance Boundary="10 30 99 9">{text("另加一句。", 0, 0)}</ofd:Appearance>'
    )
    annot = f'<ofd:Annot Type="{kind}">{appearance}</ofd:Annot>'
    after = "<ofd:Annotations>Annotations.xml</ofd:Annotations>"
    files = parts(text(SENTENCE), after=after) | {
        "Doc_0/Annotations.xml": element("Annotations", listed),
        "Doc_0/A.xml": element("PageAnnot", annot),
    }
    return read("a.ofd", packed(files))


def test_annotations() -> None:
    assert said(annotated("Path")).endswith("另加一句。")
    assert said(annotated("Watermark")) == SENTENCE


def test_two_documents_in_a_file() -> None:
    files = parts(text(SENTENCE))
    again = {k.replace("Doc_0", "Doc_1"): v for k, v in parts(text("另一份文件的内容。")).items()}
    both = BODY.format("") + BODY.format("").replace("Doc_0", "Doc_1")
    raw = read("a.ofd", packed(again | files | {"OFD.xml": element("OFD", both)}))
    assert said(raw) == SENTENCE + "\n另一份文件的内容。"


def test_what_is_named_and_not_there_is_noted() -> None:
    common = '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/><ofd:PublicRes>R.xml</ofd:PublicRes>'
    raw = read("a.ofd", packed(parts(text(SENTENCE), common=common)))
    assert said(raw) == SENTENCE
    assert [note.code for note in raw.notes] == ["ofd-part"]
    assert "R.xml" in raw.notes[0].found.en


def test_a_unit_that_is_not_defined_is_noted() -> None:
    raw = read_pages(text(SENTENCE) + '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>')
    assert said(raw) == SENTENCE
    assert ["ResourceID 7" in note.found.zh for note in raw.notes] == [True]


@pytest.mark.parametrize("content", ["", "<ofd:Page"])
def test_a_page_that_cannot_be_read_is_a_problem_with_its_number(content: str) -> None:
    files = parts(text(SENTENCE), text(SENTENCE)) | {"Doc_0/P1.xml": content}
    raw = read("a.ofd", packed(files))
    assert [(p.code, p.place.page) for p in raw.problems] == [("ofd-page", 2)]
    del files["Doc_0/P1.xml"]
    raw = read("a.ofd", packed(files))
    assert [(p.code, p.place.page) for p in raw.problems] == [("ofd-page", 2)]


def test_a_damaged_template_is_a_problem() -> None:
    common = '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/>'
    files = parts(text(SENTENCE), common=common) | {"Doc_0/T.xml": "<ofd:Page>"}
    used = files["Doc_0/P0.xml"].replace(
        "<ofd:Content>", '<ofd:Template TemplateID="1"/><ofd:Content>'
    )
    raw = read("a.ofd", packed(files | {"Doc_0/P0.xml": used}))
    assert [problem.code for problem in raw.problems] == ["ofd-part"]


CURVES = "M 0 0 Q 1 1 2 0 B 3 3 4 4 5 5 C " * 30
PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'


@pytest.mark.parametrize(
    ("page", "word"), [(CURVES, "曲线"), ("", "没有文字")], ids=["drawn letters", "nothing"]
)
def test_without_text(page: str, word: str) -> None:
    path = f"<ofd:AbbreviatedData>{page}</ofd:AbbreviatedData>"
    objects = f'<ofd:PathObject Boundary="0 0 9 9" Fill="true">{path}</ofd:PathObject>' * 9
    with pytest.raises(InputError) as caught:
        read_pages(objects)
    assert word in caught.value.problems[0].found.zh
    if page:
        raw = read_pages(text(SENTENCE), objects)
        assert [(p.code, p.place.page) for p in raw.problems] == [("ofd-page", 2)]


def test_scanned() -> None:
    with pytest.raises(InputError) as caught:
        read_pages(PICTURE)
    assert caught.value.problems[0].code == "ofd-scanned"
    raw = read_pages(text(SENTENCE), PICTURE)
    assert [(p.code, p.place.page) for p in raw.problems] == [("ofd-page", 2)]
    with pytest.raises(InputError):
        read_pages(PICTURE + text(SENTENCE, more='Alpha="0"'))


def test_encrypted() -> None:
    files = parts(text(SENTENCE)) | {"Encryptions.xml": "<a/>"}
    with pytest.raises(InputError) as caught:
        read("a.ofd", packed(files))
    assert caught.value.problems[0].code == "ofd-encrypted"


def test_no_ofd() -> None:
    with pytest.raises(InputError) as caught:
        read("a.ofd", b"no package at all")
    assert caught.value.problems[0].code == "input-format"


@pytest.mark.parametrize(
    ("edges", "row"),
    [
        ((10, 30, 33), ["a b"]),
        ((10, 13, 16), ["a b"]),
        ((10, 12, 40), ["a b"]),
        ((5, 30, 60), ["a", "b"]),
    ],
)
def test_columns_too_narrow_to_be_told_apart_are_one(edges: Sequence[int], row: list[str]) -> None:
    sheet = Sheet([["a", "b"]], lambda _r, _c: Place("x"), [(0, 1, 0, 1)], 1, edges)
    (grid,) = assembled(flowing("x", [sheet])).grids
    assert [list(row) for row in grid.rows] == [row]
    assert all(left <= right for _, left, _, right in grid.merged or ())
