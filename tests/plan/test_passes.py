"""Each kind of rule by itself: a rule and a small document in, its relations out."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetlint.plan.kinds import KINDS
from plan.passes import PASSES
from scenarios import compare, files, params

HERE = Path(__file__).parent
ELSEWHERE = {"claim", "composed", "identity", "names", "outline", "targets", "told"}
"""Kinds that read prose, or what words mean: the examples of the rules in the packs, which
`budgetlint rules test` runs, and `recognise/test_compose`."""


@pytest.mark.parametrize("path", params(HERE))
def test_a_pass(path: Path) -> None:
    compare(path, PASSES)


def test_every_kind_has_its_scenarios() -> None:
    there = {path.parent.name for path in files(HERE)}
    assert there == PASSES.keys()
    assert KINDS.keys() - ELSEWHERE <= there
