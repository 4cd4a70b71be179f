"""Rows of figures outside of tables: told, and sentences are none."""

from __future__ import annotations

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Line
from budgetlint.recognise.strays import strays


def told(*cells: str) -> bool:
    return bool(list(strays("a.pdf", [Line(cells, Place("a.pdf", page=3))])))


@pytest.mark.parametrize("cells", [
    ("合计", "1,194.50"), ("合计 1,194.50 275.50",), ("1,194.50", "275.50"),
    ("2080505 机关事业单位基本养老保险缴费支出", "35.00", "-35.00"), ("机关服务", "(81.00)"),
])  # fmt: skip
def test_rows(cells: tuple[str, ...]) -> None:
    assert told(*cells)


@pytest.mark.parametrize("cells", [
    ("合计 1,194.50",), ("2024年度收、支总预算 21,940.96",), ("电话", "2831234"), ("3",),
    ("其中：", "基本支出", "1,194.50"), ("1.1 概况", "3.2"), ("收入合计1,194.50万元", "增长 2.31"),
    ("1,194.50",), ("x" * 300, "1.00", "2.00"),
])  # fmt: skip
def test_what_is_none(cells: tuple[str, ...]) -> None:
    assert not told(*cells)


def test_rows_below_each_other_are_told_once() -> None:
    lines = [Line((f"行{n}", "1.00", "2.00"), Place("", page=1 + n // 3)) for n in range(6)]
    found = list(strays("a.pdf", lines))
    assert [(one.place.path, one.place.page) for one in found] == [("a.pdf", 1), ("a.pdf", 2)]
    assert "3 行" in found[0].found.zh
