"""Reports that the writers are tried on: those of the examples, and one made of hostile texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import budgetlint
from budgetlint.model.amounts import is_blank, parse
from budgetlint.model.errors import Message, Problem
from budgetlint.model.place import Place
from budgetlint.model.verdict import Verdict
from budgetlint.report.finding import Finding, FindingCell, Suspect
from budgetlint.report.report import Coverage, FileReport, NotChecked, Report

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
EVIL = [
    "=cmd|'/c calc'!A1", "+1+1", "-2-3", "@SUM(A1)", "\t=1", "＝1+1", "<script>alert(1)</script>",
    "]]>&amp;<!--", "::error::forged", "a,b:c%0A", "\x1b[31m\x07\x00", "\ud800\udcff", "\ufffe",
    "| pipe | [link](http://x) ![i](j) `code` **bold** @someone #1", "\u202eevil www.example.org",
    "line\nline\rline\u2028line", "\"quoted\" 'single' \\ back", "",
]  # fmt: skip
"""Texts that some format takes for more than text."""


@cache
def published() -> Report:
    """The real example, those with a mistake, and a file that is not there."""
    paths = [EXAMPLES / "xinjiang-2026" / "budget.json", *sorted((EXAMPLES / "broken").iterdir())]
    return budgetlint.check([*map(str, paths), "no such/文件 1.json"])


def hostile() -> Report:
    """A report in which every text is hostile, each in its turn."""
    return Report(tuple(_file(text, n) for n, text in enumerate(EVIL)))


def of_figures(*figures: str) -> Report:
    """A report with one finding for each figure."""
    findings = tuple(_finding("表3", figure) for figure in figures)
    return Report((_file("plain", 0)._replace(findings=findings),))


def _file(text: str, number: int) -> FileReport:
    said = Message(text, text)
    return FileReport(
        path=f"{text}.json",
        status="error",
        unit=text,
        pack="cn-common",
        findings=(_finding(text, "1,234.50"), _finding(text, text)),
        rounding=(),
        problems=(Problem("input-" + str(number), said, said, said, Place(text, line=number)),),
        coverage=Coverage(
            {verdict.value: number for verdict in Verdict},
            {"checked": 1, "not_applicable": 0, "not_checked": 1},
            (NotChecked("Z9", said, said),),
            (),
        ),
    )


def _finding(text: str, printed: str) -> Finding:
    said = Message(text, text)
    try:
        amount = parse(printed)
    except ValueError:
        amount = parse("")
    place = Place(text, line=3)
    cell = FindingCell(said, said, text, text, printed, amount, parse("1"), "printed", place)
    other = cell._replace(address=Message("另一处", "elsewhere"), role="addend")
    right = None if is_blank(amount) else amount
    label = printed if right is None else ""
    suspect = Suspect(cell, right, right, right, said, "digits", "certain", label=label)
    return Finding(
        code="Z1",
        name=said,
        severity="warning",
        verdict=Verdict.BROKEN,
        message=said,
        why=said,
        cells=(cell, other),
        found=said,
        wanted=said,
        hint=said,
        suspects=(suspect,),
    )
