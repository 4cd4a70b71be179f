"""docs/limits.md is what its generator writes now, and names every limit."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from limits import COMMON, PAGE, ROWS, page, value

from budgetlint.model import limits as common


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_common_limit_is_on_it() -> None:
    named = {row.name for row in ROWS if row.module == COMMON}
    assert named == {name for name in vars(common) if name.isupper()}
    assert all(value(row) > 0 for row in ROWS)
