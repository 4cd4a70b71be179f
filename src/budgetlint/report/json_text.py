"""JSON as text, with everything escaped that a terminal or an encoder would trip over."""

from __future__ import annotations

import json
import re

from .safety import UNSAFE


def json_text(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON; texts are written as they are, but for what is not safe."""
    return UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    # Half a surrogate pair is no character, and many programs refuse even its escape.
    number = ord(match[0])
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else f"\\u{number:04x}"
