"""What phrases name: rules speak of it, and English reports call it something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetlint.packs.english import english_names
from budgetlint.packs.home import rules_home
from budgetlint.packs.toml_file import read_toml

HOME = Path(rules_home())
BY_THEMSELVES = {"支出用途", "支出分类", "设备购置"}
"""Groups that no rule names: what Jiangsu's reports call figures; and a phrase that reads the two
counts of one sentence, so that the phrases behind it do not."""
PACKS = sorted(path.parent.name for path in HOME.glob("*/phrases.toml"))


@pytest.mark.parametrize("name", PACKS)
def test_a_rule_or_a_phrase_speaks_of_every_group(name: str) -> None:
    """A phrase that nothing needs reads what the grammar reads anyway."""
    data = read_toml(str(HOME / name / "phrases.toml")).data
    sections = [data.get("phrases", {}), *data.get("section", {}).values()]
    groups = {key for section in sections for key in section} - {"titles", "names"}
    files = (path for path in HOME.rglob("*.toml") if path.parent.name != "examples")
    text = "\n".join(path.read_text("utf-8") for path in files)
    spoken = re.findall(r'(?:claims\[|said\(|@|base = ")([^\]/?".(), @$]+)', text)
    assert groups - set(spoken) <= BY_THEMSELVES


def test_english_names_are_put_together() -> None:
    """The longest way whose rest has a name; a name that is said is not put together."""
    said = {
        "收入": "income", "支出": "expenditure", "支出结构": "structure",
        "{}预算": "{} budget", "{}结构": "part of {}", "年{}": "yearly {}",
    }  # fmt: skip
    wanted = {
        "收入": "income", "收入预算": "income budget", "收入预算结构": "part of income budget",
        "支出结构": "structure", "年收入预算": "yearly income budget",
    }  # fmt: skip
    assert english_names([*wanted, "费用预算", "预算", "年"], said) == wanted
