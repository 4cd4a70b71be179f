"""The words of single pages by another library: slower, but it reads fonts that are not embedded.

pypdfium2 drops characters of such fonts that stand alone, as 出 does where 支出 is wrapped.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .page import SIDEWAYS, Runs, Word, as_print

MAX_DEPTH = 6


def words_of(data: bytes, pages: Sequence[int]) -> Mapping[int, Sequence[Word]] | None:
    """The words of these pages, counted from 1; None where the library is not installed or fails
    on the file."""
    try:
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
        from pdfminer.pdfpage import PDFPage
    except ImportError:
        return None
    # Its remarks on faulty files are not for the user: what is missing is told elsewhere.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)
    found: dict[int, Sequence[Word]] = {}
    wanted = sorted(pages)
    try:
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=None)
        interpreter = PDFPageInterpreter(manager, device)
        read = PDFPage.get_pages(io.BytesIO(data), pagenos={page - 1 for page in wanted})
        for number, page in zip(wanted, read, strict=False):
            interpreter.process_page(page)
            layout = device.get_result()
            runs = Runs()
            for letter in _letters(layout, 0):
                if not _is_seen(letter, layout):
                    continue
                top, bottom = layout.y1 - letter.y1, layout.y1 - letter.y0
                runs.add(letter.get_text()[:1] or " ", letter.x0, letter.x1, top, bottom)
            runs.close()
            found[number] = as_print(runs.words)
    except Exception:  # noqa: BLE001 (a second opinion: any fault of it leaves the first)
        return None
    return found


def _letters(items: Iterable[Any], depth: int) -> Iterator[Any]:
    """All characters of a page, those of its forms included."""
    from pdfminer.layout import LTChar, LTFigure

    for item in items:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure) and depth < MAX_DEPTH:
            yield from _letters(item, depth + 1)


def _is_seen(letter: Any, page: Any) -> bool:
    """Whether a character stands on the page, level or upright; clips are not known here."""
    x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    a, b, *_ = letter.matrix
    level = abs(b) <= SIDEWAYS * abs(a) or abs(a) <= SIDEWAYS * abs(b)
    return bool(level and page.x0 <= x <= page.x1 and page.y0 <= y <= page.y1)
