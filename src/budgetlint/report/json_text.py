"""JSON as text, with everything escaped that a terminal or an encoder would trip over."""

from __future__ import annotations

import json
import re

from .safety import UNSAFE


def json_text(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON; texts are written as they are, but for what is not safe."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent))


def escaped(text: str) -> str:
    """JSON that says the same, with what is not safe as its escape."""
    return UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    # Half a surrogate pair is no character, and many programs refuse even its escape.
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else json.dumps(match[0])[1:-1]
