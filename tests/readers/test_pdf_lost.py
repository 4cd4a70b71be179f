"""Characters that pypdfium2 would drop are read: those of fonts that are not embedded."""

from __future__ import annotations

from typing import Any

import pytest

from budgetlint.readers.pdf.pdfium import read_page

pdfium = pytest.importorskip("pypdfium2")

CODES = {"基": 0x4001, "本": 0x4002, "支": 0x4003, "出": 0x4004, "项": 0x4005, "目": 0x4006}
PIECES = ((50, 150, "基本支"), (50, 130, "出"), (50, 110, "项"), (62, 110, "目"))


def stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def page(mode: int = 0) -> Any:
    """A page with these pieces of text in a font that the file names and does not hold."""
    meant = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in CODES.items())
    drawn = (
        f"BT {mode} Tr /F 12 Tf 1 0 0 1 {x} {y} Tm "
        f"<{''.join(f'{CODES[letter]:04x}' for letter in words)}> Tj ET"
        for x, y, words in PIECES
    )
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        stream("\n".join(drawn)),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H"
        " /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /DW 1000 /FontDescriptor 7 0 R"
        " /CIDToGIDMap /Identity"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Unknown /Flags 4 /Ascent 859 /Descent -141"
        " /CapHeight 859 /ItalicAngle 0 /StemV 50 /FontBBox [0 -141 1000 859] >>",
        stream(f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
               f" {len(CODES)} beginbfchar\n{meant}\nendbfchar endcmap"),
    )  # fmt: skip
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return pdfium.PdfDocument(f"%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n%%EOF".encode())


def test_single_characters_are_read() -> None:
    without_help = page()[0].get_textpage().get_text_range()
    assert {"基", "本", "支", "出", "项"} & set(without_help) == {"基", "本", "支"}
    found = read_page(page(), 0)
    assert [word.text for word in found.words] == ["基本支", "出", "项目"]
    assert not found.lossy


def test_their_places_are_those_of_print() -> None:
    first, second, _ = read_page(page(), 0).words
    assert second.left == pytest.approx(first.left)
    assert second.right - second.left == pytest.approx(12)
    assert second.top - first.top == pytest.approx(20, abs=0.1)


def test_what_has_no_ink_is_not_brought_back() -> None:
    assert not read_page(page(mode=3), 0).words
