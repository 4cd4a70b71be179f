"""What is said about selected rules."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Problem
from .catalogue import problem
from .packs import near


def unknown_selector(selector: str, known: Sequence[str]) -> Problem:
    """A selector that no rule answers to."""
    return problem("selection.unknown", selector=selector, hint=near(selector, known))
