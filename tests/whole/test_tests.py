"""What the tests are: none looks at a clock, which fails on a loaded machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CLOCKS = re.compile(r"\b(?:perf_counter|monotonic|process_time|thread_time|time\.time)\b")
FILES = sorted(TESTS.rglob("*.py"))
MAY = {TESTS / "steps.py", Path(__file__)}
"""The CPU time of `steps` is compared with CPU time only."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_looks_at_a_clock(path: Path) -> None:
    assert path in MAY or not CLOCKS.search(path.read_text(encoding="utf-8"))
