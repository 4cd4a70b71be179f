"""PDFs that are no budgets: one clear message, in bounded time, whatever is in them."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from budgetlint.model.errors import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.tasks.reading import read

SENTENCE = "BT /F1 12 Tf 72 700 Td (a sentence that stands on the page) Tj ET\n"


def drawn(draw: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=1)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def plain(content: bytes, pages: int = 1) -> bytes:
    """A PDF of so many pages, all with this content."""
    packed = zlib.compress(content)
    kids = b" ".join([b"3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + tail


def refused(data: bytes) -> tuple[str, str]:
    """The code of the problem, and what is said of it."""
    with pytest.raises(InputError) as error:
        read("budget.pdf", data)
    (problem,) = error.value.problems
    assert problem.found.zh
    assert problem.advice.zh
    return problem.code, problem.found.en


def _scan(canvas: Canvas) -> None:
    picture = Image.new("RGB", (40, 60), "white")
    for _ in range(3):
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()


def test_damaged() -> None:
    assert refused(b"%PDF-1.7\nnothing that follows is a PDF")[0] == "pdf-syntax"


def test_encrypted() -> None:
    data = drawn(lambda c: c.drawString(72, 700, "secret"), StandardEncryption("password"))
    assert refused(data) == (
        "pdf-encrypted", "the PDF is encrypted and asks for a password",
    )  # fmt: skip


def test_scanned() -> None:
    code, found = refused(drawn(_scan))
    assert code == "pdf-scanned"
    assert "(3)" in found


def test_one_scanned_page_is_a_problem_with_its_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "a page with a sentence that can be read")
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 60), "white")), 0, 0, *A4)

    raw = read("budget.pdf", drawn(draw))
    assert [(problem.code, problem.place.page) for problem in raw.problems] == [("pdf-page", 2)]


def test_a_small_picture_is_no_scan() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "a page with a sentence that can be read")
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 6), "white")), 90, 90, 100, 100)

    assert not read("budget.pdf", drawn(draw)).problems


def test_without_text() -> None:
    assert refused(drawn(lambda canvas: canvas.rect(90, 90, 100, 100)))[0] == "pdf-scanned"


def test_2000_pages() -> None:
    assert refused(plain(SENTENCE.encode(), 2000)) == ("input-too-large", "the PDF has 2000 pages")


def test_a_page_of_a_million_lines() -> None:
    assert refused(plain((SENTENCE + "0 0 m 10 10 l S\n" * 10**6).encode()))[0] == "pdf-page"


def test_a_path_of_a_million_segments() -> None:
    data = plain((SENTENCE + "0 0 m\n" + "10 10 l 20 5 l\n" * 500_000 + "S\n").encode())
    assert len(read("budget.pdf", data).narrative) == 1


def test_a_stream_that_unpacks_to_a_gigabyte() -> None:
    packer = zlib.compressobj()
    block = b" " * 2**20
    packed = b"".join([*(packer.compress(block) for _ in range(400)), packer.flush()])
    shell = plain(b"")
    data = shell.replace(zlib.compress(b""), packed)
    assert len(data) < 2**20
    assert refused(data)[0] == "input-too-large"


def test_a_page_full_of_rulings() -> None:
    lines = "".join(f"0 {n * 2} m 595 {n * 2} l S {n} 0 m {n} 842 l S\n" for n in range(400))
    assert isinstance(read("budget.pdf", plain((SENTENCE + lines).encode())), RawDocument)


@pytest.mark.parametrize("upright", [True, False])
def test_lines_without_cells_between_them(upright: bool) -> None:  # noqa: FBT001
    """A post with many short arms has no columns; lying down it has no rows."""
    post = "72 600 m 72 800 l S\n", *(f"70 {n} m 74 {n} l S\n" for n in range(610, 800, 20))
    beam = "72 705 m 272 705 l S\n", *(f"{n} 703 m {n} 707 l S\n" for n in range(80, 270, 20))
    lines = "".join(post if upright else beam)
    assert read("budget.pdf", plain((SENTENCE + lines).encode())).narrative


@pytest.mark.parametrize("seed", range(4))
def test_any_bytes(seed: int) -> None:
    """A PDF with some of its bytes changed is read or refused; nothing else happens."""
    rng = random.Random(seed)

    def draw(canvas: Canvas) -> None:
        for n in range(9):
            canvas.drawString(72, 700 - 20 * n, "1,234.56")

    whole = bytearray(drawn(draw))
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 3, 10))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.2:
            del data[rng.randrange(len(data)) :]
        with suppress(InputError):
            assert isinstance(read("budget.pdf", bytes(data)), RawDocument)
