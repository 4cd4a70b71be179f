"""A PDF's pages as OFD files, in the ways in which producers write them.

Words and rulings are taken off the pages of a PDF and written again, so that the two files print
the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pypdfium2

from budgetlint.readers.pdf.page import Page, Ruling, Word
from budgetlint.readers.pdf.pdfium import read_page

MM = 25.4 / 72
STANDARD = "http://www.ofdspec.org/2016"
OLD = "http://www.ofdspec.org"


class Way(NamedTuple):
    """How a file is written; the defaults are as the standard recommends."""

    letters: str = "word"
    """An object for each "word" or "letter", "scaled" by a matrix, or "falling" (two codes)."""
    short: bool = False
    """Offsets as "g 3 1.5"."""
    lines: str = "stroke"
    """Rulings as "stroke", filled "box", or all in "one" path."""
    rulings: str = "page"
    """Rulings on the "page", in its "template", in a "composite" unit or an "annotation"."""
    path: Callable[[str, str], str] = lambda folder, name: folder + name
    """How a part is named whose folder, in that of the document, and name are these."""
    namespace: str = STANDARD
    encoding: str = "utf-8"
    declared: str = ""
    """What the XML says of its encoding, if it is not true."""
    twice: bool = False
    """Print in bold, by printing it twice."""
    pages: str = "Pages/Page_{}/Content.xml"
    garbled: bool = False
    """Blank lines before the XML, and a bare "&" in it."""


WAYS: dict[str, Way] = {
    "as recommended": Way(),
    "short offsets, thin boxes": Way(short=True, lines="box"),
    "letters alone, paths from the root": Way(letters="letter", path=lambda f, n: f"/Doc_0/{f}{n}"),
    "scaled, rulings in a template": Way(letters="scaled", rulings="template"),
    "two codes, composite units": Way(letters="falling", rulings="composite", lines="one"),
    "rulings as annotations": Way(rulings="annotation"),
    "bold, old namespace, backslashes": Way(
        twice=True, namespace=OLD, path=lambda f, n: f"Doc_0\\{f}{n}".replace("/", "\\")
    ),
    "GBK called UTF-8, wrong case": Way(encoding="gb18030", path=lambda f, n: f"{f}{n}".upper()),
    "GBK, no prefix, blanks in names": Way(
        encoding="gb18030", declared="GBK", namespace="", pages="Pages/第 {} 页/Content.xml",
        path=lambda f, n: f"{f}{n}".replace(" ", "%20"),
    ),
    "garbled XML": Way(garbled=True, short=True),
}  # fmt: skip


def ofd(pdf: bytes, way: Way, extra: dict[str, str] | None = None) -> bytes:
    """A PDF as OFD; `extra` are further parts, or other contents for parts."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [read_page(document, index) for index in range(len(document))]
    document.close()
    return packed({**_parts(pages, way), **(extra or {})}, way)


def packed(parts: dict[str, str], way: Way = WAYS["as recommended"]) -> bytes:
    """The parts of an OFD file as one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), _xml(text, way), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _xml(text: str, way: Way) -> bytes:
    declared = way.declared or "UTF-8"
    before = "\r\n  " if way.garbled else ""
    return f'{before}<?xml version="1.0" encoding="{declared}"?>{text}'.encode(way.encoding)


def element(name: str, inside: str, way: Way = WAYS["as recommended"], **attributes: str) -> str:
    """A root element with its namespace."""
    said = f' xmlns:ofd="{way.namespace}"' if way.namespace else ""
    more = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<ofd:{name}{said}{more}>{inside}</ofd:{name}>"


def _parts(pages: Sequence[Page], way: Way) -> dict[str, str]:
    parts: dict[str, str] = {}
    listed = templates = units = annotated = ""
    for number, page in enumerate(pages):
        rulings = "".join(_rulings(page, way))
        words = "".join(_words(page, way))
        drawn = {"page": rulings}.get(way.rulings, "")
        if way.rulings == "composite":
            units += (
                f'<ofd:CompositeGraphicUnit ID="9{number}" Width="1" Height="1"><ofd:Content>'
                f"{rulings}</ofd:Content></ofd:CompositeGraphicUnit>"
            )
            drawn = f'<ofd:CompositeObject ID="1" Boundary="0 0 999 999" ResourceID="9{number}"/>'
        name = way.pages.format(number)
        folder, _, base = name.rpartition("/")
        box = f"0 0 {page.width * MM:.3f} {page.height * MM:.3f}"
        area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
        used = f'<ofd:Template TemplateID="8{number}"/>' if way.rulings == "template" else ""
        content = f'<ofd:Content><ofd:Layer ID="2">{drawn}{words}</ofd:Layer></ofd:Content>'
        parts[f"Doc_0/{name}"] = element("Page", area + used + content, way)
        listed += f'<ofd:Page ID="{number}" BaseLoc={quoteattr(way.path(folder + "/", base))}/>'
        if way.rulings == "template":
            loc = quoteattr(way.path(f"Tpls/Tpl_{number}/", "Content.xml"))
            templates += f'<ofd:TemplatePage ID="8{number}" BaseLoc={loc}/>'
            layer = f'<ofd:Content><ofd:Layer ID="3">{rulings}</ofd:Layer></ofd:Content>'
            parts[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = element("Page", layer, way)
        if way.rulings == "annotation":
            annotated += (
                f'<ofd:Page PageID="{number}"><ofd:FileLoc>Page_{number}/A.xml</ofd:FileLoc>'
                "</ofd:Page>"
            )
            appearance = f'<ofd:Appearance Boundary="{box}">{rulings}</ofd:Appearance>'
            annot = f'<ofd:Annot ID="4" Type="Path">{appearance}</ofd:Annot>'
            parts[f"Doc_0/Annots/Page_{number}/A.xml"] = element("PageAnnot", annot, way)
    common = (
        f"{templates}<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    )
    if units:
        common += f"<ofd:DocumentRes>{way.path('', 'DocumentRes.xml')}</ofd:DocumentRes>"
        inside = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
        parts["Doc_0/DocumentRes.xml"] = element("Res", inside, way, BaseLoc="Res")
    inside = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
    if annotated:
        inside += "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
        parts["Doc_0/Annots/Annotations.xml"] = element("Annotations", annotated, way)
    parts["Doc_0/Document.xml"] = element("Document", inside, way)
    info = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
    body = f"<ofd:DocBody>{info}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    parts["OFD.xml"] = element("OFD", body, way, Version="1.0", DocType="OFD")
    return parts


def _rulings(page: Page, way: Way) -> Iterator[str]:
    boxes = [_ends(ruling, upright=False) for ruling in page.across]
    boxes += [_ends(ruling, upright=True) for ruling in page.down]
    if way.lines == "box":
        for x0, y0, x1, y1 in boxes:
            w, h = x1 - x0 + 0.2, y1 - y0 + 0.2
            data = f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C"
            yield _path(data, (x0 - 0.1, y0 - 0.1, w, h), ' Fill="true" Stroke="false"')
    elif way.lines == "one":
        data = " ".join(f"M{x0:.3f} {y0:.3f}L{x1:.3f} {y1:.3f}" for x0, y0, x1, y1 in boxes)
        yield _path(data, (0, 0, 999, 999), "")
    else:
        for x0, y0, x1, y1 in boxes:
            data = f"M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}"
            yield _path(data, (x0, y0, max(x1 - x0, 0.1), max(y1 - y0, 0.1)), ' LineWidth="0.18"')


def _ends(ruling: Ruling, *, upright: bool) -> tuple[float, float, float, float]:
    """A ruling's two ends in millimetres."""
    at, start, end = ruling.at * MM, ruling.start * MM, ruling.end * MM
    return (at, start, at, end) if upright else (start, at, end, at)


def _path(data: str, box: tuple[float, float, float, float], more: str) -> str:
    boundary = " ".join(f"{side:.3f}" for side in box)
    return (
        f'<ofd:PathObject ID="5" Boundary="{boundary}"{more}><ofd:AbbreviatedData>{data}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _words(page: Page, way: Way) -> Iterator[str]:
    for word in page.words:
        yield from _word(word, way)
        if way.twice:
            moved = word._replace(left=word.left + 0.3, edges=[x + 0.3 for x in word.edges])
            yield from _word(moved, way)


def _word(word: Word, way: Way) -> Iterator[str]:
    if way.letters == "letter":
        ends = [*word.edges[1:], word.right]
        for letter, x, end in zip(word.text, word.edges, ends, strict=True):
            yield _text(word._replace(text=letter, left=x, right=end, edges=[x]), way)
    else:
        yield _text(word, way)


def _text(word: Word, way: Way) -> str:
    size = word.size * MM
    base = (word.bottom - word.top) * MM - 0.14 * size
    steps = [(b - a) * MM for a, b in zip(word.edges, word.edges[1:], strict=False)]
    box = f"{word.left * MM:.3f} {word.top * MM:.3f} {(word.right - word.left) * MM:.3f} {size:.3f}"
    scale = size / 10 if way.letters == "scaled" else 1.0
    matrix = f' CTM="{scale:.6f} 0 0 {scale:.6f} 0 0"' if scale != 1.0 else ""
    steps = [step / scale for step in steps]
    half = len(word.text) // 2 if way.letters == "falling" else 0
    codes = _code(word.text[half:], sum(steps[:half]), base / scale, steps[half:], way)
    if half:
        codes = _code(word.text[:half], 0, base / scale, steps[: half - 1], way) + codes
    return (
        f'<ofd:TextObject ID="6" Boundary="{box}"{matrix} Font="1" Size="{size / scale:.3f}">'
        f"{codes}</ofd:TextObject>"
    )


def _code(text: str, x: float, y: float, steps: Sequence[float], way: Way) -> str:
    listed = _short(steps) if way.short else " ".join(f"{step:.3f}" for step in steps)
    deltas = f' DeltaX="{listed}"' if steps else ""
    words = text.replace("<", "&lt;") if way.garbled else escape(text)
    return f'<ofd:TextCode X="{x:.3f}" Y="{y:.3f}"{deltas}>{words}</ofd:TextCode>'


def _short(steps: Sequence[float]) -> str:
    """Offsets with equal ones counted."""
    written: list[str] = []
    at = 0
    while at < len(steps):
        value = f"{steps[at]:.3f}"
        times = next(
            (n for n, step in enumerate(steps[at:]) if f"{step:.3f}" != value), len(steps) - at
        )
        written.append(f"g {times} {value}" if times > 2 else " ".join([value] * times))
        at += times
    return " ".join(written)
