"""What the tests are: none looks at a clock, which fails on a loaded machine."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
CLOCKS = re.compile(r"\b(?:perf_counter|monotonic|process_time|thread_time|time\.time)\b")
MAY = {TESTS / "steps.py", Path(__file__)}
"""The CPU time of `steps` is compared with CPU time only."""


def test_no_test_looks_at_a_clock() -> None:
    files = set(TESTS.rglob("*.py")) - MAY
    assert len(files) > 50
    assert [path for path in files if CLOCKS.search(path.read_text(encoding="utf-8"))] == []
