"""A PDF with marks: boxes with notes, and ticks, as annotations behind the bytes of the original.

The original's bytes stay as they are, from the first to the last: what is added follows them
(ISO 32000-1, 7.5.6, incremental updates), so nothing of its text can have changed. Each mark brings
its own picture, so that every viewer and printer shows the same. A marked copy that is marked again
loses the marks that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from ...messages import marking as wording
from ...model.errors import InputError
from ...model.place import Box
from ...readers.extras import load
from .glyphs import FONT, GlyphDrawing, boxed, ticked, written
from .marks import AUTHOR, Mark

PRINTED = 4
"""The flag of annotations that are printed as well."""


def mark_pdf(data: bytes, marks: Sequence[Mark]) -> tuple[bytes, list[Mark]]:
    """The PDF with its marks, and the marks that have no place on a page.

    Raises `InputError` for one that cannot be added to.
    """
    pypdf = load("pypdf", "pdf")
    try:
        return _marked(pypdf, data, marks)
    except NotImplementedError:
        raise InputError(wording.locked()) from None
    except pypdf.errors.PyPdfError as error:
        raise InputError(wording.damaged(str(error))) from None


def _marked(pypdf: Any, data: bytes, marks: Sequence[Mark]) -> tuple[bytes, list[Mark]]:
    writer = pypdf.PdfWriter(BytesIO(data), incremental=True)
    pages = list(writer.pages)
    for page in pages:
        _without_own(page, pypdf.generic)
    adding = _Adding(writer, pypdf.generic)
    left: list[Mark] = []
    for number, mark in enumerate(marks):
        if mark.place.box is None or not 0 < mark.place.page <= len(pages):
            left.append(mark)
        else:
            index = mark.place.page - 1
            adding.mark(index, pages[index], mark, mark.place.box, number)
    out = BytesIO()
    writer.write(out)
    return out.getvalue(), left


def _without_own(page: Any, pdf: Any) -> None:
    """Take the marks of an earlier run off a page, which may be a marked copy."""
    listed = page.get("/Annots", ())
    marks = listed.get_object() if hasattr(listed, "get_object") else listed
    kept = [mark for mark in marks or () if not _is_own(mark.get_object())]
    if len(kept) < len(marks or ()):
        page[pdf.NameObject("/Annots")] = pdf.ArrayObject(kept)


def _is_own(mark: Any) -> bool:
    named = str(mark.get("/NM", "")) if isinstance(mark, dict) else ""
    return named.startswith(f"{AUTHOR}-") and mark.get("/T") == AUTHOR


class _Adding:
    """Adds annotations to a writer; pictures that are the same are kept once."""

    def __init__(self, writer: Any, generic: Any) -> None:
        self._writer = writer
        self._pdf = generic
        self._pictures: dict[tuple[GlyphDrawing, int], Any] = {}
        self._font: Any = None

    def mark(self, index: int, page: Any, mark: Mark, box: Box, number: int) -> None:
        """The annotations of one mark, at a box on its page."""
        if not mark.note:
            drawing = ticked(mark.signs)
            self._annotation(index, page, "Stamp", _below(box, drawing), drawing, mark, number)
            return
        around = Box(box.left - 1.5, box.top - 0.5, box.right + 1.5, box.bottom + 0.5)
        width, height = around.right - around.left, around.bottom - around.top
        frame = boxed(width, height, mark.state, mark.severity)
        self._annotation(index, page, "Square", around, frame, mark, number)
        if mark.state == "wrong" and mark.suggested and mark.suggested.isascii():
            text = written(mark.suggested, frame.colour)
            self._annotation(index, page, "Stamp", _below(around, text), text, mark, number)

    def _annotation(
        self,
        index: int,
        page: Any,
        kind: str,
        box: Box,
        drawing: GlyphDrawing,
        mark: Mark,
        number: int,
    ) -> None:
        pdf = self._pdf
        name, text = pdf.NameObject, pdf.TextStringObject
        annotation = pdf.DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name(f"/{kind}"),
                name("/Rect"): pdf.ArrayObject(map(pdf.FloatObject, on_page(box, page))),
                name("/F"): pdf.NumberObject(PRINTED),
                name("/C"): pdf.ArrayObject(map(pdf.FloatObject, drawing.colour)),
                name("/Contents"): text(mark.note or " ".join(mark.signs)),
                name("/T"): text(AUTHOR),
                name("/NM"): text(f"{AUTHOR}-{number}-{kind}"),
                name("/AP"): pdf.DictionaryObject(
                    {name("/N"): self._picture(drawing, page.rotation // 90 % 4)}
                ),
            }
        )
        self._writer.add_annotation(index, annotation)

    def _picture(self, drawing: GlyphDrawing, quarter: int) -> Any:
        """A drawing as a form, turned as the page is, so that it stands upright."""
        key = drawing, quarter
        if key not in self._pictures:
            pdf = self._pdf
            name = pdf.NameObject
            form = pdf.StreamObject()
            form.set_data(drawing.operators.encode("latin-1"))
            form.update(
                {
                    name("/Type"): name("/XObject"),
                    name("/Subtype"): name("/Form"),
                    name("/BBox"): _numbers(pdf, (0, 0, drawing.width, drawing.height)),
                    name("/Matrix"): _numbers(pdf, TURNS[quarter]),
                    name("/Resources"): self._resources(),
                }
            )
            self._pictures[key] = self._writer._add_object(form)  # noqa: SLF001
        return self._pictures[key]

    def _resources(self) -> Any:
        if self._font is None:
            pdf = self._pdf
            entries: Mapping[str, str] = {
                "/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica",
                "/Encoding": "/WinAnsiEncoding",
            }  # fmt: skip
            font = {pdf.NameObject(key): pdf.NameObject(value) for key, value in entries.items()}
            self._font = self._writer._add_object(pdf.DictionaryObject(font))  # noqa: SLF001
        fonts = self._pdf.DictionaryObject({self._pdf.NameObject(f"/{FONT}"): self._font})
        return self._pdf.DictionaryObject({self._pdf.NameObject("/Font"): fonts})


def _below(box: Box, drawing: GlyphDrawing) -> Box:
    """Where a drawing stands under a figure: at its right end, no wider than the figure or than
    a few digits."""
    scale = min(1.0, max(box.right - box.left, LEAST) / drawing.width)
    right, top = box.right, box.bottom - 1
    return Box(right - drawing.width * scale, top, right, top + drawing.height * scale)


LEAST = 24.0
TURNS = ((1, 0, 0, 1, 0, 0), (0, 1, -1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, -1, 1, 0, 0, 0))
"""What turns a drawing against the rotation of its page, by quarters."""


def _numbers(pdf: Any, values: Iterable[float]) -> Any:
    return pdf.ArrayObject(pdf.FloatObject(round(value, 3)) for value in values)


def on_page(box: Box, page: Any) -> tuple[float, float, float, float]:
    """A box of the page as it is seen, in the coordinates of the file (upwards, unrotated)."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    quarter = page.rotation // 90 % 4
    corners = [(box.left, box.top), (box.right, box.bottom)]
    (x0, y0), (x1, y1) = (
        (
            (left + x, top - y),
            (left + y, bottom + x),
            (right - x, bottom + y),
            (right - y, top - x),
        )[quarter]
        for x, y in corners
    )
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
