"""The example, spoiled at random: whatever stands in its prose and tables, there is a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import budgetlint
from budgetlint.report import Style, report_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
TEXT = EXAMPLE.read_text(encoding="utf-8")
BITS = st.text(
    "，。：；（）《》“”0123456789.,万元%亿增长减少占比上年新增、等一二三\n —-[]{}|<>", max_size=12
)
CELLS = st.sampled_from(["", "-", "abc", "1,2", "99", "（略）", ">=x%", "\n", "1,2席", "9" * 40])
PLACES = st.integers(0, 10**6)
CHANGES = st.lists(st.tuples(st.booleans(), PLACES, PLACES, st.integers(0, 30), BITS, CELLS))


@given(CHANGES)
def test_there_is_always_a_report(changes: list[tuple[bool, int, int, int, str, str]]) -> None:
    document: dict[str, Any] = json.loads(TEXT)
    for in_prose, which, where, length, bit, cell in changes:
        if in_prose:
            section = document["narrative"][which % len(document["narrative"])]
            text = section["text"]
            at = where % (len(text) + 1)
            section["text"] = text[:at] + bit + text[at + length :]
        else:
            rows = document["tables"][which % len(document["tables"])]["rows"]
            row = rows[where % len(rows)]
            row[length % len(row)] = cell
    report = budgetlint.check(document, rounding=True)
    for lang in ("zh", "en"):
        assert report_text("text", report, Style(lang))
        assert json.loads(report_text("json", report, Style(lang)))["files"]
    assert report.exit_code() in (0, 1, 2)
