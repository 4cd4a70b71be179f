"""Paths in commands that a reader may copy."""

from __future__ import annotations

import shlex

import pytest

from budgetlint.model.shell import quoted

PATHS = {
    "w1/预算（草案）.xlsx": "w1/预算（草案）.xlsx",
    "2026 预算.xlsx": '"2026 预算.xlsx"',
    "预算(1).xlsx": '"预算(1).xlsx"',
    "": '""',
    "$HOME": "'$HOME'",
    "a\u3000b": '"a\u3000b"',
}


@pytest.mark.parametrize(("path", "said"), PATHS.items())
def test_quotes_stand_only_where_they_are_needed(path: str, said: str) -> None:
    assert quoted(path) == said
    assert shlex.split(quoted(path)) == [path]
