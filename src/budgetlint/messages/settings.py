"""What is said about settings."""

from __future__ import annotations

from ..model.errors import Message
from .catalogue import pair


def not_texts(key: str) -> tuple[Message, Message]:
    """A list that holds something else than texts."""
    return pair("settings.not-texts", key=key)


def too_few(key: str, value: int) -> tuple[Message, Message]:
    """A number of workers that is none."""
    return pair("settings.too-few", key=key, value=value)
