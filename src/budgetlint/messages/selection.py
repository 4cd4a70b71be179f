"""What is said about selected rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import problem
from .packs import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.errors import Problem


def unknown_selector(selector: str, known: Sequence[str]) -> Problem:
    """A selector that no rule answers to."""
    return problem("selection.unknown", selector=selector, hint=near(selector, known))
