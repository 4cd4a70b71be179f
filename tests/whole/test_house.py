"""The house is one to find one's way in: one name, one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import budgetlint
from budgetlint.model.words import WORDS

SOURCE = Path(budgetlint.__file__).parent
TREES = {
    path.relative_to(SOURCE): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
}


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(path))
    assert len(homes) > 100
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


READERS_MAY = {"pages", "text", "marks", "office", "dates"}
"""Words of print that readers look for: page marks, note marks, years, what stands at a table."""
BUDGET = re.compile("预算|决算|收入|支出|收支|部门|科目|经费|项目|资金|公开")


LOOK_UP = ("literal", "literals", "literal_table", "pattern", "patterns")


def looked_up(tree: ast.Module) -> Iterator[str]:
    """The entries of `words.toml` that a module asks for."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        if ast.unparse(call.func) in LOOK_UP:
            yield ast.unparse(call.args[0]).strip("f'\"")


def test_readers_know_no_word_of_budgets() -> None:
    modules = (tree for path, tree in TREES.items() if path.parts[0] == "readers")
    asked = {tuple(entry.split(".")) for tree in modules for entry in looked_up(tree)}
    assert len(asked) > 5
    assert {table for table, _ in asked} <= READERS_MAY
    assert [e for e in asked if BUDGET.search(str(WORDS[e[0]][e[1]]))] == []
