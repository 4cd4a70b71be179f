"""The HTML report: one self-contained page that shows every figure and what stands behind it."""

from __future__ import annotations

from typing import IO

from ...model.version import VERSION
from ..form import Style
from ..report import FileReport, Report
from .page import MAX_SPOTS, write_page

__all__ = ["HtmlReport", "to_html"]


def to_html(report: Report, lang: str = "zh") -> str:
    """The report as one HTML page, in `lang` at first; a reader may switch.

    Its tables are drawn where the files of the report carry their papers (`check(paper=True)`).
    """
    files: list[FileReport] = []
    for file in report.files:
        _keep(files, file)
    return write_page(files, lang, VERSION, interrupted=report.interrupted)


class HtmlReport:
    """The page, written when all files are known: its first lines speak of all of them."""

    def __init__(self, stream: IO[bytes], style: Style) -> None:
        self._stream = stream
        self._style = style
        self._files: list[FileReport] = []

    def add(self, file: FileReport) -> None:
        """Keep what one more file adds."""
        _keep(self._files, file)

    def end(self, *, interrupted: bool = False) -> None:
        """Write the page; it says if not all documents were checked."""
        page = write_page(self._files, self._style.lang, VERSION, interrupted=interrupted)
        self._stream.write(page.encode("utf-8"))


def _keep(files: list[FileReport], file: FileReport) -> None:
    """Add a document; without its tables where those before it have taken up the room."""
    size = sum(len(kept.paper.spots) for kept in (*files, file) if kept.paper is not None)
    files.append(file if size <= MAX_SPOTS else file._replace(paper=None))
