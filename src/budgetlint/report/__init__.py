"""Writers: a report as text or JSON. They decide nothing; a new format is one line in `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..check import Report
from . import json_report, text_report


class Style(NamedTuple):
    """How to write: language (``zh`` or ``en``), colour, and whether rounding is listed."""

    lang: str = "zh"
    colour: bool = False


WRITERS: Mapping[str, Callable[[Report, Style], str]] = {
    "text": lambda report, style: text_report.write(report, style.lang, colour=style.colour),
    "json": lambda report, style: json_report.write(report, style.lang),
}
