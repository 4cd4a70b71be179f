"""docs/rules.md: every block is a pack that loads and whose examples come out as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

from budgetlint.model.phrases import SLOTS
from budgetlint.packs.layouts import COLUMN_FIELDS, FORM_FIELDS, LAYOUT_FIELDS
from budgetlint.packs.lists import LIST
from budgetlint.packs.load import HEAD
from budgetlint.packs.phrases import PHRASE, SECTION
from budgetlint.packs.rules import COMMON
from budgetlint.plan.kinds import KINDS
from budgetlint.tasks.examples import FIELDS as EXAMPLE_FIELDS
from budgetlint.tasks.examples import check_examples

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_block_is_a_pack_that_works(block: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(block, encoding="utf-8")
    assert "pack" in tomli.loads(block)
    result = check_examples(str(path))
    assert result.untested == ()
    problems = [r.problem.zh for r in result.results if r.problem]
    assert problems == []


def test_every_kind_has_an_example() -> None:
    shown = {rule["kind"] for block in BLOCKS for rule in tomli.loads(block).get("rule", [])}
    assert shown == set(KINDS)


def test_every_field_is_described() -> None:
    fields = {*EXAMPLE_FIELDS, *COLUMN_FIELDS, *LAYOUT_FIELDS, *HEAD, *LIST, *COMMON}
    fields |= {*PHRASE, *SECTION, *FORM_FIELDS, *SLOTS} - {"_"}
    for kind in KINDS.values():
        fields |= set(kind.fields)
    prose = re.sub(r"^```toml\n.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", prose))))
    assert fields - words == set()


def test_every_choice_is_described() -> None:
    choices = {value for kind in KINDS.values() for some in kind.choices.values() for value in some}
    assert {choice for choice in choices if choice not in PAGE} == set()
