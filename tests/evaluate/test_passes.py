"""Each pass of evaluation by itself: figures in, verdicts out. (Lists in prose: `test_lists`.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluate.passes import PASSES
from scenarios import compare, files, params

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", params(HERE))
def test_a_pass(path: Path) -> None:
    compare(path, PASSES)


def test_every_pass_has_its_scenarios() -> None:
    assert {path.parent.name for path in files(HERE)} == PASSES.keys()
