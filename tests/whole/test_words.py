"""Chinese words stand in TOML, or in the messages: no other module has one in its texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import budgetlint

SOURCE = Path(budgetlint.__file__).parent
MODULES = sorted(
    path for path in SOURCE.rglob("*.py") if "messages" not in path.relative_to(SOURCE).parts
)
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
ESCAPED = re.compile(r"\\u(?:3[4-9a-f]|[4-9][0-9a-f])[0-9a-f]{2}|\\U000[23]", re.I)


def words_in(code: str) -> Iterator[tuple[int, str]]:
    """The texts of a module, docstrings apart, that hold a Chinese word, or one that is escaped."""
    tree = ast.parse(code)
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in remarks and (HAN.search(node.value) or ESCAPED.search(node.value)):
            yield node.lineno, node.value


def test_the_search_finds_words() -> None:
    code = '"""表"""\nA = "表"\nB = f"{A}表"\nC = "\\u8868"\nD = r"[\\u4e00-\\u9fff]"\nE = "、。"\n'
    assert sorted(line for line, _ in words_in(code)) == [2, 3, 4, 5]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_word_is_in_a_module(path: Path) -> None:
    assert list(words_in(path.read_text(encoding="utf-8"))) == []


def test_every_entry_of_the_words_is_used() -> None:
    from budgetlint.model.words import WORDS

    code = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    for table, entries in WORDS.items():
        if table in ("common", "money", "claims"):
            continue
        for name in entries:
            assert f'"{table}.{name}"' in code or f'f"{table}.{{' in code, f"{table}.{name}"
