"""A document to damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from damage import Subject

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"


@pytest.fixture(scope="session")
def example() -> Subject:
    """The example, with its narrative."""
    raw = read(str(EXAMPLE))
    return Subject(raw, checker().kit_for(raw))
