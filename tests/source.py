"""The program's own modules, parsed once for all tests that look through them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import budgetlint

SOURCE = Path(budgetlint.__file__).parent


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Each module, by its path in the package; nobody changes them."""
    return {
        path.relative_to(SOURCE): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }
