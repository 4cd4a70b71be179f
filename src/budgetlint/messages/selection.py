"""What is said about selected rules."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Problem, Text
from .packs import near

UNSELECTED = Text(
    "另有 {} 个问题没有选中（--select、--ignore）",
    "findings that are not selected (--select, --ignore): {}",
)


def unknown_selector(selector: str, known: Sequence[str]) -> Problem:
    """A selector that no rule answers to."""
    hint = near(selector, known)
    return Problem(
        "selection",
        Text(f"没有规则与“{selector}”相符{hint.zh}", f"no rule answers to “{selector}”{hint.en}"),
        Text(
            "规则编号（A3）、编号的开头（B1*）、编号的字母（K）或规则类型（text）",
            "a code (A3), the beginning of codes (B1*), the letters of codes (K), or a kind (text)",
        ),
        Text("budgetlint rules list 列出规则", "budgetlint rules list shows the rules"),
    )
