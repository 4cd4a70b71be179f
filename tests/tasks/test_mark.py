"""Marked originals: the marks stand at what is wrong, and nothing else of the file has changed."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import openpyxl.styles
import pypdf
import pypdf.annotations
import pypdfium2
import pytest
from openpyxl.comments import Comment

import inside
from budgetlint.model.errors import InputError
from budgetlint.tasks.mark import Marked, mark, write_marked
from papers.pdf import document_pdf
from papers.sheets import example, paragraphs
from papers.sheets import sheet as printed
from papers.writers import write_docx, write_xlsx

WRONG, RIGHT = "14,571.61", "14,751.61"
STATED, MEANT = "4,812.12", "4,821.12"


@cache
def document() -> str:
    """The real example with one slip in table 3 and one in the narrative, as JSON."""
    data = example()
    data["tables"] = data["tables"][:6]
    kept = ("第三部分", "一", "二", "三")
    data["narrative"] = [s for s in data["narrative"] if s["section"] in kept]
    next(row for row in data["tables"][2]["rows"] if row[1] == "总计")[2] = WRONG
    for section in data["narrative"]:
        section["text"] = section["text"].replace(f"{MEANT}万元，占", f"{STATED}万元，占")
    return json.dumps(data)


def slipped() -> dict[str, Any]:
    """The document as data."""
    data: dict[str, Any] = json.loads(document())
    return data


@cache
def pdf() -> bytes:
    """The document as a PDF."""
    return document_pdf(slipped())


def office(write: Callable[..., None], path: Path) -> bytes:
    """The document as a workbook or a Word file."""
    data = slipped()
    write(path, list(map(printed, data["tables"])), paragraphs(data))
    return path.read_bytes()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "预算.xlsx"
    office(write_xlsx, path)
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "预算.docx"
    office(write_docx, path)
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "预算.pdf"
    path.write_bytes(pdf())
    return path


def marked(path: Path, **options: Any) -> bytes:
    """The marked copy of a single file."""
    copies = mark([path], **options).copies
    assert [copy.path for copy in copies] == [str(path)]
    return copies[0].data


# PDF


def added(data: bytes) -> list[tuple[int, Any]]:
    """Our annotations with the indices of their pages."""
    pages = pypdf.PdfReader(io.BytesIO(data), strict=True).pages
    found = [(n, a.get_object()) for n, page in enumerate(pages) for a in page.get("/Annots", ())]
    return [(n, annotation) for n, annotation in found if annotation.get("/T") == "budgetlint"]


def text_in(data: bytes, page: int, rect: Any) -> str:
    """What is printed inside a rectangle of a page."""
    document = pypdfium2.PdfDocument(data)
    left, bottom, right, top = map(float, rect)
    inner = left + 2, bottom + 2, right - 2, top - 2
    text: str = document[page].get_textpage().get_text_bounded(*inner)
    document.close()
    return text.strip()


def texts(data: bytes) -> list[str]:
    """The texts of all pages."""
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def test_the_bytes_of_a_pdf_stay_and_marks_follow(paper: Path) -> None:
    data = marked(paper, ticks=True)
    assert data.startswith(pdf())
    assert texts(data) == texts(pdf())


def test_wrong_figures_are_boxed_with_a_note(paper: Path) -> None:
    data = marked(paper)
    boxes = [(n, a) for n, a in added(data) if a["/Subtype"] == "/Square"]
    boxed = {text_in(data, n, a["/Rect"]): a for n, a in boxes}
    assert {WRONG, STATED} <= set(boxed)
    assert RIGHT in boxed[WRONG]["/Contents"]
    assert "表3" in boxed[WRONG]["/Contents"]
    assert boxed[WRONG]["/AP"]["/N"]["/Subtype"] == "/Form"


def test_what_it_should_say_is_written_below(paper: Path) -> None:
    data = marked(paper)
    stamps = [a for _, a in added(data) if a["/Subtype"] == "/Stamp"]
    drawn = [a["/AP"]["/N"].get_data().decode() for a in stamps]
    assert any(f"({RIGHT})" in operators for operators in drawn)


def test_ticks_stand_under_verified_figures(paper: Path) -> None:
    plain = [a for _, a in added(marked(paper))]
    data = marked(paper, ticks=True)
    ticked = [(n, a) for n, a in added(data) if a["/Contents"].startswith("∧ < ")]
    assert len(plain) < 60
    assert len(ticked) > 60
    for page, annotation in ticked[:20]:
        left, bottom, right, top = map(float, annotation["/Rect"])
        above = text_in(data, page, (left - 12, bottom + 2, right, top + 8))
        assert any(map(str.isdigit, above)), above


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned_and_cropped(tmp_path: Path, turn: int) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    for page in writer.pages:
        page.cropbox.lower_left = (5, 7)
        page.rotate(turn)
    path = tmp_path / "turned.pdf"
    # Text that is read sideways stays what it is: only the page is turned back by the viewer.
    for page in writer.pages:
        page.transfer_rotation_to_content()
        page.rotate(-turn)
    writer.write(path)
    data = marked(path)
    boxes = [(n, a) for n, a in added(data) if a["/Subtype"] == "/Square"]
    assert {WRONG, STATED} <= {text_in(data, n, a["/Rect"]) for n, a in boxes}


def test_annotations_of_others_stay(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    note = pypdf.annotations.Text(rect=(50, 50, 70, 70), text="旧批注")
    for number in range(len(writer.pages)):
        writer.add_annotation(number, note)
    path = tmp_path / "noted.pdf"
    writer.write(path)
    pages = pypdf.PdfReader(io.BytesIO(marked(path))).pages
    notes = [a.get_object()["/Contents"] for page in pages for a in page.get("/Annots", ())]
    assert notes.count("旧批注") == len(pages)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    found = mark([path])
    assert [problem.code for problem in found.problems] == ["mark-locked"]
    assert found.copies == ()


# Workbooks


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_cells_of_a_workbook_stay(book: Path) -> None:
    data = marked(book, ticks=True)
    old, new = openpyxl.load_workbook(book), openpyxl.load_workbook(io.BytesIO(data))
    assert old.sheetnames == new.sheetnames
    for sheet in old.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = new[sheet.title][cell.coordinate]
                assert (cell.value, cell.number_format) == (other.value, other.number_format)
        assert new[sheet.title].merged_cells.ranges == sheet.merged_cells.ranges


def test_parts_without_marks_are_the_same_bytes(book: Path) -> None:
    old, new = parts(book.read_bytes()), parts(marked(book))
    same = {name for name in old if old[name] == new[name]}
    assert set(old) - same <= {
        "[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet3.xml",
        "xl/worksheets/_rels/sheet3.xml.rels",
    }  # fmt: skip


def test_a_wrong_cell_is_coloured_and_says_why(book: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(marked(book)))["表3"]
    noted = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in noted] == [14571.61]
    assert RIGHT in str(noted[0].comment)
    assert noted[0].fill.fgColor.rgb == "FFF8C4BC"
    plain = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fill_type is None]
    assert len(plain) == sheet.max_row * sheet.max_column - 1


def test_verified_cells_are_shaded_only_on_demand(book: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(marked(book, ticks=True)))["表3"]
    shades = {c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row if c.fill.fill_type}
    assert shades == {"FFF8C4BC", "FFDFF2E6", "FFE3ECF7"}


def test_styles_comments_and_formulas_of_others_stay(book: Path) -> None:
    old = openpyxl.load_workbook(book)
    sheet = old["表3"]
    total = next(c for row in sheet.iter_rows() for c in row if c.value == 14571.61)
    total.font = openpyxl.styles.Font(bold=True, name="宋体")
    total.comment = Comment("请核对", "科长")
    sheet["H1"].comment = Comment("另一处", "科长")
    old["表1"]["H1"] = "=1+1"
    old.save(book)
    new = openpyxl.load_workbook(io.BytesIO(marked(book)))
    cell = new["表3"][total.coordinate]
    assert cell.comment.text.startswith("请核对\n")
    assert RIGHT in cell.comment.text
    assert (cell.font.bold, cell.font.name, cell.fill.fill_type) == (True, "宋体", "solid")
    assert new["表3"]["H1"].comment.text == "另一处"
    assert new["表1"]["H1"].value == "=1+1"


def test_a_damaged_part_that_no_reader_needs_is_told(book: Path) -> None:
    with zipfile.ZipFile(book, "a", zipfile.ZIP_STORED) as package:
        package.writestr("xl/media/picture.bin", b"0123456789" * 9)
    book.write_bytes(book.read_bytes().replace(b"0123456789" * 9, b"0123456789" * 8 + b"x" * 10))
    found = mark([book])
    assert [problem.code for problem in found.problems] == ["mark-damaged"]
    assert found.copies == ()
    assert run(book, "-o", book.with_name("out.xlsx")).returncode == 2
    assert not book.with_name("out.xlsx").exists()


# Word files


def body_texts(data: bytes) -> list[str]:
    """All that a Word file says, in its paragraphs and cells."""
    file = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in file.paragraphs), *cells]


def commented(data: bytes) -> Mapping[str, str]:
    """The words at which each comment stands, with what it says."""
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    file = docx.Document(io.BytesIO(data))
    said = {comment.comment_id: comment.text for comment in file.comments}
    found: dict[str, str] = {}
    for start in file.element.body.iter(f"{{{space['w']}}}commentRangeStart"):
        words: list[str] = []
        for sibling in start.itersiblings():
            if sibling.tag.endswith("commentRangeEnd"):
                break
            words += [t.text or "" for t in sibling.iter(f"{{{space['w']}}}t")]
        number = int(start.get(f"{{{space['w']}}}id"))
        at = "".join(words)
        found[at] = found.get(at, "") + said[number]
    return found


def test_the_text_of_a_word_file_stays(word: Path) -> None:
    assert body_texts(marked(word, ticks=True)) == body_texts(word.read_bytes())


def test_comments_stand_at_wrong_figures_of_tables_and_text(word: Path) -> None:
    comments = commented(marked(word))
    assert RIGHT in comments[WRONG]
    assert MEANT in comments[STATED]


def test_comments_of_others_stay(word: Path) -> None:
    file = docx.Document(str(word))
    file.add_comment(file.paragraphs[3].runs, text="旧批注", author="科长")
    file.save(str(word))
    said = [comment.text for comment in docx.Document(io.BytesIO(marked(word))).comments]
    assert said[0] == "旧批注"
    assert any(RIGHT in text for text in said[1:])


def test_a_comment_stands_at_its_figure_in_a_long_run(word: Path) -> None:
    paragraph = next(p for p in docx.Document(str(word)).paragraphs if STATED in p.text)
    assert len(paragraph.runs) == 1
    assert MEANT in commented(marked(word))[STATED]


@pytest.mark.parametrize("cut", ["|4,812.12", "4,|812|.12", "4,812.12|"])
def test_a_comment_stands_at_a_figure_whatever_its_runs(word: Path, cut: str) -> None:
    file = docx.Document(str(word))
    paragraph = next(p for p in file.paragraphs if STATED in p.text)
    pieces = paragraph.text.replace(STATED, cut).split("|")
    paragraph.runs[0].text = ""
    for number, text in enumerate(pieces):
        paragraph.add_run(text).bold = bool(number % 2)
    file.save(str(word))
    data = marked(word)
    assert body_texts(data) == body_texts(word.read_bytes())
    assert MEANT in commented(data)[STATED]


# All of them


def test_notes_are_in_the_reader_s_language(book: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(marked(book, lang="en")))["表3"]
    text = next(c.comment.text for row in sheet.iter_rows() for c in row if c.comment)
    assert "is meant" in text


def test_the_same_file_gives_the_same_copy(book: Path, word: Path) -> None:
    for path in (book, word):
        assert marked(path, ticks=True) == marked(path, ticks=True)


def seen(path: Path, data: bytes) -> list[object]:
    """All marks of a marked copy: where each stands, and what it says."""
    if path.suffix == ".pdf":
        return [(n, str(a["/Rect"]), a["/Contents"], a["/NM"]) for n, a in added(data)]
    if path.suffix == ".docx":
        shades = docx.Document(io.BytesIO(data)).element.body.iter("{*}shd")
        return [*commented(data).items(), [shade.values() for shade in shades]]
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    boxes = sum(part.count(b"<v:shape ") for name, part in parts(data).items() if "vml" in name)
    return [boxes, *((c.coordinate, c.fill.fgColor.rgb, str(c.comment)) for c in cells)]


@pytest.mark.parametrize("kind", ["book", "word", "paper"])
def test_a_marked_copy_that_is_marked_again_has_each_mark_once(
    kind: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(kind)
    first = marked(path, ticks=True)
    path.write_bytes(first)
    again = marked(path, ticks=True)
    assert seen(path, again) == seen(path, first)
    path.write_bytes(again)
    fewer = seen(path, marked(path))
    assert fewer != seen(path, first)


def test_what_was_put_right_in_a_marked_copy_bears_no_mark(book: Path, word: Path) -> None:
    old = openpyxl.load_workbook(io.BytesIO(marked(book)))
    total = next(c for row in old["表3"].iter_rows() for c in row if c.value == 14571.61)
    assert total.comment
    total.value = 14751.61
    old.save(book)
    cell = openpyxl.load_workbook(io.BytesIO(marked(book)))["表3"][total.coordinate]
    assert (cell.comment, cell.fill.fill_type) == (None, None)
    text = docx.Document(io.BytesIO(marked(word)))
    cells = [c for table in text.tables for row in table.rows for c in row.cells]
    runs = [run for c in cells for p in c.paragraphs for run in p.runs if run.text == WRONG]
    for run in runs:
        run.text = RIGHT
    text.save(str(word))
    assert {WRONG, RIGHT}.isdisjoint(commented(marked(word)))
    assert b"F8C4BC" not in parts(marked(word))["word/document.xml"]


def test_what_was_added_to_a_comment_of_others_is_added_once(book: Path) -> None:
    old = openpyxl.load_workbook(book)
    total = next(c for row in old["表3"].iter_rows() for c in row if c.value == 14571.61)
    total.comment = Comment("请核对", "科长")
    old.save(book)
    first = marked(book)
    book.write_bytes(first)
    assert seen(book, marked(book)) == seen(book, first)


def test_several_files_are_one_document(book: Path, tmp_path: Path) -> None:
    data = slipped()
    text = tmp_path / "说明.docx"
    write_docx(text, [], paragraphs(data))
    found = mark([book, text])
    assert {Path(copy.path).name for copy in found.copies} == {"预算.xlsx", "说明.docx"}
    folder = tmp_path / "marked"
    assert len(write_marked(found, str(folder), [book, text])) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["说明.docx", "预算.xlsx"]
    assert MEANT in "".join(commented((folder / "说明.docx").read_bytes()).values())


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return inside.call(Path(), "mark", *map(str, arguments))


def test_the_command_writes_the_copy_and_says_so(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    out = tmp_path / "out.xlsx"
    done = run(book, "-o", out, "--ticks", "--lang", "en")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{out} written: 1 marked, ")
    assert out.read_bytes() == marked(book, ticks=True, lang="en")
    assert book.read_bytes() == before


def test_the_original_is_never_the_output(book: Path) -> None:
    before = book.read_bytes()
    done = run(book, "-o", book)
    assert done.returncode == 2
    assert "mark-original" in done.stderr
    assert book.read_bytes() == before


def test_other_formats_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "budget.json"
    path.write_text(document(), encoding="utf-8")
    with pytest.raises(InputError) as error:
        mark([path])
    assert [problem.code for problem in error.value.problems] == ["mark-format"]


def test_findings_without_a_place_are_told(paper: Path) -> None:
    found: Marked = mark([paper])
    assert found.left
    assert all("没有标出" in text.zh for text in found.left)
    assert len(found.report.findings) >= len(found.left) + 2
