"""Each pass of diagnosis by itself: a small document with a mistake in, its cause out."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.passes import PASSES
from scenarios import compare, files, params

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", params(HERE))
def test_a_pass(path: Path) -> None:
    compare(path, PASSES)


def test_every_pass_has_its_scenarios() -> None:
    assert {path.parent.name for path in files(HERE)} == PASSES.keys()
