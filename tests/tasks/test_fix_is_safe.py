"""`fix` changes nothing but a slip: a sample of what `benchmarks/fixing.py` does at length."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from budgetlint.tasks.reading import read
from fixing import SLIPS, Doc, Slip, Workshop, attempt, prepared

EXAMPLE = "examples/xinjiang-2026/budget.json"
LABELS = [name for name in SLIPS if "amount" not in name]
VOUCHED = [name for name in SLIPS if name.startswith("vouched")]


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> Doc:
    shop = Workshop(tmp_path_factory.mktemp("example"), as_csv=False)
    found = prepared(EXAMPLE, read(EXAMPLE), shop)
    assert found is not None
    return found


def made(name: str, doc: Doc) -> Slip:
    rng = Random(name)
    return next(slip for _ in range(200) if (slip := SLIPS[name](doc, rng)) is not None)


@pytest.mark.parametrize("name", LABELS)
def test_slips_of_labels(tmp_path: Path, doc: Doc, name: str) -> None:
    """Every fourth in a folder of CSV files."""
    shop = Workshop(tmp_path, as_csv=LABELS.index(name) % 4 == 0)
    assert attempt(doc, made(name, doc), None, shop).wrong == ()


@pytest.mark.parametrize("name", VOUCHED)
def test_amounts_that_two_relations_vouch_for(tmp_path: Path, doc: Doc, name: str) -> None:
    trial = attempt(doc, made(name, doc), None, Workshop(tmp_path, as_csv=False))
    assert trial.mended
