"""The house is one to find one's way in: one name, one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from budgetlint.model.words import WORDS
from source import SOURCE, trees


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees().items():
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
    modules = (tree for path, tree in trees().items() if path.parts[0] == "readers")
    asked = {tuple(entry.split(".")) for tree in modules for entry in looked_up(tree)}
    assert len(asked) > 5
    assert {table for table, _ in asked} <= READERS_MAY
    assert [e for e in asked if BUDGET.search(str(WORDS[e[0]][e[1]]))] == []


WORDS_OF = ("zh", "en")
SEARCHES = {
    "count", "endswith", "find", "index", "partition", "removeprefix", "removesuffix", "replace",
    "rpartition", "rsplit", "search", "split", "splitlines", "startswith", "fullmatch", "findall",
    "finditer", "match", "sub",
}  # fmt: skip


def is_said(node: ast.AST) -> bool:
    """Whether an expression is the words of a message: `m.zh`, `m.get(lang)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "get" and [ast.unparse(arg) for arg in node.args] == ["lang"]
    return isinstance(node, ast.Attribute) and node.attr in WORDS_OF


def searched_sentences(tree: ast.Module) -> Iterator[str]:
    """Where the words of a message are searched or taken apart. What is said travels as a code and
    arguments, and whoever wants to know more asks these."""
    for node in ast.walk(tree):
        looked_at: list[ast.expr] = []
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            looked_at = node.comparators
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            looked_at = [node.func.value, *node.args] if node.func.attr in SEARCHES else []
        if any(map(is_said, looked_at)):
            yield ast.unparse(node)


def test_the_search_finds_a_searched_sentence() -> None:
    searched = ["a in f.zh", "f.en.split(' ')", "re.search('x', f.zh)", "f.get(lang).find('y')"]
    for code in searched:
        assert list(searched_sentences(ast.parse(code))) == [code]
    assert list(searched_sentences(ast.parse("f.zh == b; a in texts; b.split(' ')"))) == []


def test_no_sentence_is_searched_or_parsed() -> None:
    found = {str(path): list(searched_sentences(tree)) for path, tree in trees().items()}
    assert {path: calls for path, calls in found.items() if calls} == {}


ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def imported(path: Path, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The rooms that a module imports from, each with the module of it, or "" for its face."""
    package = ("budgetlint", *path.parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) - node.level + 1]
            steps = (*above, *(node.module or "").split("."))[1:]
            room, module, *_ = (*filter(None, steps), "", "")
            names = [alias.name for alias in node.names]
            for name in names if room and not module else [module]:
                yield room, name if (SOURCE / room / f"{name}.py").exists() or module else ""
            if not room:
                yield from ((name, "") for name in names)


@pytest.mark.parametrize("room", ROOMS)
def test_other_rooms_import_what_a_room_offers(room: str) -> None:
    """A room offers what its `__init__` defines and the modules that `FACE` names: all of them are
    needed elsewhere, and nothing else is imported from outside."""
    offered: dict[str, str] = getattr(import_module(f"budgetlint.{room}"), "FACE", {})
    asked = {
        module
        for path, tree in trees().items()
        if path.parts[0] != room
        for other, module in imported(path, tree)
        if other == room and module
    }
    assert asked == offered.keys()
    assert all(offered.values())
