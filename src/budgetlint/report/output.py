"""A report that is being written: in any format, file by file, or whole."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import IO, Protocol

from . import FORMS
from .form import ReportFormat, Style, Tally, whole
from .report import FileReport, Report


class Output(Protocol):
    """A report that is being written, file by file."""

    def add(self, file: FileReport) -> None:
        """Write what one more file adds."""

    def end(self, *, interrupted: bool = False) -> None:
        """Write what comes last; of a run that was `interrupted` what was done until then."""


class TextOutput:
    """A report in a format that is text, whose pieces go to `write` as they are made."""

    def __init__(self, kind: str, write: Callable[[str], object], style: Style) -> None:
        self._form = form(kind)
        self._write = write
        self._style = style
        self._tally = Tally()
        self._say(self._form.head(style))

    def add(self, file: FileReport) -> None:
        """Write what one more file adds."""
        self._say(self._form.file(file, self._tally, self._style))
        self._tally.add(file)

    def end(self, *, interrupted: bool = False) -> None:
        """Write what comes last."""
        self._tally.interrupted = interrupted
        self._say(self._form.tail(self._tally, self._style))

    def _say(self, piece: str) -> None:
        if piece:
            self._write(piece)


def open_output(kind: str, stream: IO[bytes], style: Style) -> Output:
    """A report in one of `FORMATS`, to be written to a stream of bytes."""
    if kind == "xlsx":
        from .xlsx_report import XlsxReport

        return XlsxReport(stream, style)
    if kind == "html":
        from .html import HtmlReport

        return HtmlReport(stream, style)
    return TextOutput(kind, lambda piece: stream.write(piece.encode("utf-8")), style)


def form(kind: str) -> ReportFormat:
    """The form of a format that is text."""
    module, name = FORMS[kind]
    found: ReportFormat = getattr(import_module(f".{module}", __package__), name)
    return found


def report_text(kind: str, report: Report, style: Style) -> str:
    """A whole report in a format that is text."""
    return whole(form(kind), report, style)
