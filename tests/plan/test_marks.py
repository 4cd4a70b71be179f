"""Marks in pairs: where the first one without its partner stands."""

from __future__ import annotations

import re

import pytest

from budgetlint.plan.kinds.text_tests import _unbalanced


@pytest.mark.parametrize(
    ("pair", "text", "at"),
    [
        ("()", "a(b)", -1),
        ("()", "a(b", 1),
        ("()", "(a)b)", 4),
        ("()", "((a)", 0),
        ("()", "a)b(", 1),
        ('"', 'a"b"', -1),
        ('"', 'a"b', 1),
        ('"', '"a"b"', 4),
    ],
)
def test_the_first_mark_without_a_partner(pair: str, text: str, at: int) -> None:
    assert _unbalanced(pair, re.finditer('[()"]', text)) == at
