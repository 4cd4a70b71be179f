"""Writers: a report as text, JSON or HTML. They decide nothing; a new format is a line in `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .report import Report


class Style(NamedTuple):
    """How to write: language (``zh`` or ``en``) and colour."""

    lang: str = "zh"
    colour: bool = False


def _text(report: Report, style: Style) -> str:
    from . import text_report

    return text_report.write(report, style.lang, colour=style.colour)


def _json(report: Report, style: Style) -> str:
    from . import json_report

    return json_report.write(report, style.lang)


def _html(report: Report, style: Style) -> str:
    from . import html

    return html.to_html(report, style.lang)


WRITERS: Mapping[str, Callable[[Report, Style], str]] = {
    "text": _text,
    "json": _json,
    "html": _html,
}

WITH_PAPER = frozenset({"html"})
"""The formats that show documents as printed."""
