"""Old Word files: what a document says as .doc is what it says as .docx.

They are made by LibreOffice; where it is not installed, what needs one is skipped.
"""

from __future__ import annotations

import io
import random
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import budgetlint
from budgetlint.model.errors import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.readers.office import doc, outside
from budgetlint.report.report import FileReport
from budgetlint.tasks.reading import read

from .test_office_hostile import PARAGRAPH, docx, spoiled

needs_office = pytest.mark.skipif(
    not outside.libre_office(), reason="LibreOffice is not installed: it makes the files"
)


def saved_as(source: bytes, ending: str, kind: str, folder: Path) -> bytes:
    """A file as LibreOffice saves it in another format."""
    path = folder / f"source{ending}"
    path.write_bytes(source)
    made = outside.converted(outside.libre_office(), str(path), kind, str(folder), 120)
    return Path(made).read_bytes()


@pytest.fixture(scope="module")
def example(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The example as a .doc file."""
    return saved_as(written["docx"].read_bytes(), ".docx", "doc", tmp_path_factory.mktemp("doc"))


def cells(raw: RawDocument) -> list[list[list[str]]]:
    """The cells of all tables, without the blanks at the ends of rows."""
    found = []
    for grid in raw.grids:
        rows = [list(row) for row in grid.rows]
        for row in rows:
            while row and not row[-1]:
                row.pop()
        found.append(rows)
    return found


def said(raw: RawDocument) -> list[tuple[str, str, str]]:
    return [(section.section, section.title, section.text) for section in raw.narrative]


def results(report: FileReport) -> tuple[object, ...]:
    found = [
        (f.code, f.severity, f.cells[0].address.zh if f.cells else "") for f in report.findings
    ]
    return found, report.coverage.relations, [p.code for p in report.problems]


@needs_office
def test_cells_columns_and_text_are_those_of_the_docx(
    example: bytes, written: dict[str, Path]
) -> None:
    old, new = read("budget.doc", example), read(str(written["docx"]))
    assert sum(len(row) for table in cells(new) for row in table) > 1500
    assert cells(old) == cells(new)
    assert [grid.merged for grid in old.grids] == [grid.merged for grid in new.grids]
    assert said(old) == said(new)
    assert not old.problems
    assert not old.notes


@needs_office
def test_verdicts_are_those_of_the_docx(
    example: bytes, written: dict[str, Path], tmp_path: Path
) -> None:
    folder = written["docx"].parent
    header = (folder / "document.json").read_bytes()
    (tmp_path / "document.json").write_bytes(header)
    (tmp_path / "budget.wps").write_bytes(example)
    old = budgetlint.check(tmp_path).files[0]
    new = budgetlint.check(folder).files[0]
    assert results(old) == results(new)
    assert new.coverage.relations["exact"] > 400


@needs_office
def test_what_the_library_cannot_read_is_read_by_libre_office(
    example: bytes, written: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = doc._Converted(reason="InvalidWordDocument: Word 95")
    monkeypatch.setattr(doc, "_by_library", lambda *_: failed)
    old, new = read("budget.doc", example), read(str(written["docx"]))
    assert cells(old) == cells(new)
    assert said(old) == said(new)
    assert [note.code for note in old.notes] == ["converted"]


LOSSY = doc._Converted(docx(PARAGRAPH.format("缺少")), ["MALFORMED_TABLE_FLATTENED"])
WHOLE = doc._Converted(docx(PARAGRAPH.format("完整")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument\0".encode("utf-16-le")


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "libre_office", lambda: "")


@pytest.mark.usefixtures("without_office")
def test_losses_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_by_library", lambda *_: LOSSY)
    raw = read("budget.doc", OLE)
    assert [problem.code for problem in raw.problems] == ["doc-lossy"]
    assert "（一张表的行列）" in raw.problems[0].found.zh


def test_libre_office_is_preferred_to_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_by_library", lambda *_: LOSSY)
    monkeypatch.setattr(doc, "_by_office", lambda *_: WHOLE)
    raw = read("budget.doc", OLE)
    assert "完整" in said(raw)[0][2]
    assert [note.code for note in raw.notes] == ["converted"]


def test_what_is_saved_of_a_damaged_file_is_not_vouched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut = doc._Converted(reason="InvalidCompoundFile: sector 9 is outside")
    monkeypatch.setattr(doc, "_by_library", lambda *_: cut)
    monkeypatch.setattr(doc, "_by_office", lambda *_: WHOLE)
    raw = read("budget.doc", OLE)
    assert "完整" in said(raw)[0][2]
    assert [problem.code for problem in raw.problems] == ["doc-lossy"]


@pytest.mark.usefixtures("without_office")
def test_a_file_that_nobody_reads_is_one_problem() -> None:
    with pytest.raises(InputError) as caught:
        read("budget.doc", OLE)
    (problem,) = caught.value.problems
    assert problem.code == "doc-not-read"
    assert "LibreOffice" in problem.advice.zh


@pytest.mark.usefixtures("without_office")
def test_without_a_converter_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "find_spec", lambda _name: None)
    with pytest.raises(InputError) as caught:
        read("budget.doc", OLE)
    assert '"budgetlint[doc]"' in caught.value.problems[0].advice.en


@pytest.mark.usefixtures("without_office")
def test_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = doc._Converted(reason="EncryptedDocumentError: a password is needed")
    monkeypatch.setattr(doc, "_by_library", lambda *_: locked)
    with pytest.raises(InputError) as caught:
        read("budget.doc", OLE)
    assert caught.value.problems[0].code == "input-encrypted"


@needs_office
@pytest.mark.usefixtures("without_office")
def test_broken_files_are_read_or_refused(example: bytes) -> None:
    refused = 0
    for case in range(4):
        data = spoiled(example, random.Random(case))
        try:
            read("budget.doc", data)
        except InputError as error:
            refused += all(problem.found.zh for problem in error.problems)
    assert refused


# What the converters may do


def test_a_program_that_does_not_end_is_ended(tmp_path: Path) -> None:
    late = tmp_path / "late"
    outside.run(["/bin/sh", "-c", f"(sleep 2; touch {late}) & sleep 60"], str(tmp_path), 1)
    threading.Event().wait(1.5)
    assert not late.exists()


def test_a_program_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    done = tmp_path / "done"
    program = "much = bytearray({} * 2**20); open('done', 'w')"
    outside.run([sys.executable, "-c", program.format(900)], str(tmp_path), 20, 2**29)
    assert not done.exists()
    outside.run([sys.executable, "-c", program.format(9)], str(tmp_path), 20, 2**29)
    assert done.exists()


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A port, and what is asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            while True:
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return
                asked.append(caller.recv(99))
                caller.close()

        threading.Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1], asked


def odt(port: int) -> bytes:
    """A text with a picture that is elsewhere."""
    from odf.draw import Frame, Image
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document, paragraph, frame = OpenDocumentText(), P(text="某某"), Frame()
    frame.addElement(Image(href=f"http://127.0.0.1:{port}/a.png"))
    paragraph.addElement(frame)
    document.text.addElement(paragraph)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


@needs_office
@pytest.mark.parametrize("settings", [outside._SETTINGS, ()], ids=["shut", "open"])
def test_nothing_is_fetched(
    settings: tuple[tuple[str, str, str], ...],
    server: tuple[int, list[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port, asked = server
    monkeypatch.setattr(outside, "_SETTINGS", settings)
    assert said(read("a.odt", odt(port)))[0][2] == "某某"
    assert bool(asked) is not bool(settings)
