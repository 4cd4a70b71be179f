"""A budget's labels come from anywhere: what steers a terminal must not reach one."""

from __future__ import annotations

import re

UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, other line ends than \\n, what turns the direction of writing, and what is
no character: bytes in the names of files that are no text."""


def one_line(text: str) -> str:
    """`text` with its line ends as blanks and nothing in it that steers a terminal."""
    return UNSAFE.sub("\ufffd", " ".join(text.split("\n")))


def clean(text: str) -> str:
    """`text` with nothing in it that steers a reader's eye or a parser; its lines stay."""
    return UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
