"""Tables that are wrapped within their columns: nothing is wider, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetlint.report.columns import columns
from budgetlint.report.wrap import beside, width_of

RULE = "表3 每行：合计 = 基本支出 + 项目支出，两个数都要印出"
ROWS = [("A3", 12, RULE, "archive/2026/预算公开.pdf")]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_and_columns_stay_apart(width: int) -> None:
    lines = columns(["编号", "个数", "检查什么", "文件"], ROWS, width).split("\n")
    assert all(width_of(line) <= width for line in lines)
    assert lines[1].split() == ["-" * len(rule) for rule in lines[1].split()]
    assert len(lines[1].split()) == 4


@given(
    st.lists(st.text("ab 表数（）、。.", min_size=1, max_size=60), min_size=3, max_size=3),
    st.integers(50, 100),
)
def test_nothing_is_lost(cells: list[str], width: int) -> None:
    def letters(text: str) -> str:
        return "".join(sorted(text.replace(" ", "").replace("\n", "").replace("-", "")))

    assert letters(columns(["x", "y", "z"], [cells], width)) == letters("xyz" + "".join(cells))


def test_where_the_output_goes_elsewhere_rows_are_lines() -> None:
    assert columns(["x", "y"], [("表" * 200, 1)], 0).count("\n") == 2


def test_a_long_label_has_a_line_of_its_own() -> None:
    assert list(beside("  -a", "表数表数", 6, 12)) == ["  -a  表数表", "      数"]
    assert list(beside("  --long-name", "表数", 8, 40)) == ["  --long-name", "        表数"]
