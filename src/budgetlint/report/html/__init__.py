"""The HTML report: one self-contained page that shows every figure and what stands behind it."""

from __future__ import annotations

from ...model.version import VERSION
from ..report import Report
from .page import write_page

__all__ = ["to_html"]


def to_html(report: Report, lang: str = "zh") -> str:
    """The report as one HTML page, in `lang` at first; a reader may switch.

    Its tables are drawn where the files of the report carry their papers (`check(paper=True)`).
    """
    return write_page(report, lang, VERSION)
