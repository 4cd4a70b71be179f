"""Lines that are wrapped: nothing is lost, nothing is too wide, and what goes on is indented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetlint.report.wrap import NO_START, width_of, wrapped

LINE = "      判断  这个数错了：印出 64,840,547.00，应在 -0.01 至 0.01 之间，最可能是 0.00（误填）"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_too_wide_and_labels_stand_alone(width: int) -> None:
    first, *rest = wrapped(LINE, width)
    assert first.startswith("      判断  这个数错了：")
    assert all(line.startswith(" " * 12) and line[12] != " " for line in rest)
    assert all(width_of(line) <= width for line in (first, *rest))
    joined = first + "".join(line.strip() for line in rest)
    assert joined.replace(" ", "") == LINE.replace(" ", "")


def test_figures_and_marks_are_not_torn() -> None:
    for width in range(30, 100):
        for line in wrapped(LINE, width):
            assert line.strip()[0] not in NO_START
            assert not line.endswith("（")
        assert any("64,840,547.00" in line for line in wrapped(LINE, width))


def test_without_a_width_nothing_is_wrapped() -> None:
    assert list(wrapped(LINE, 0)) == [LINE]


@given(
    st.text(alphabet=" ab,.0123（）、。表数元万《》", max_size=200),
    st.integers(min_value=20, max_value=120),
)
def test_nothing_is_lost(text: str, width: int) -> None:
    lines = list(wrapped(f"  {text}", width))
    assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
    longest = max((width_of(word) for word in text.split(" ")), default=0)
    assert all(width_of(line) <= max(width, longest + width) for line in lines)
