"""What is said about settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import pair

if TYPE_CHECKING:
    from ..model.errors import Message


def not_texts(key: str) -> tuple[Message, Message]:
    """A list that holds something else than texts."""
    return pair("settings.not-texts", key=key)


def too_few(key: str, value: int) -> tuple[Message, Message]:
    """A number of workers that is none."""
    return pair("settings.too-few", key=key, value=value)
