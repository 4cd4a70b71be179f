"""The exit codes of all commands: one table. The highest that applies is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.errors import Message

NOTHING_FOUND, FOUND, NOT_DONE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


def meanings() -> Mapping[int, Message]:
    """What each code means."""
    return {
        NOTHING_FOUND: say("exit_codes.nothing-found"),
        FOUND: say("exit_codes.found"),
        NOT_DONE: say("exit_codes.not-done"),
        INTERNAL: say("exit_codes.internal"),
        INTERRUPTED: say("exit_codes.interrupted"),
    }
