"""A budget's labels come from anywhere: what steers a terminal must not reach one."""

from __future__ import annotations

from ..model.expressions import expression

UNSAFE = expression(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for the tab and \n
    r"\u2028\u2029"  # other line ends
    r"\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # what turns the direction of writing
    r"\xad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff"  # what cannot be seen
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb"  # other marks of format
    r"\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e007f"  # tags, in which whole texts can be hidden
    r"\ud800-\udfff\ufffe\uffff]"  # no characters: bytes in the names of files that are no text
)
"""What steers a terminal or an editor, or hides in what is shown: control characters, marks of
format, and what is no character at all."""
SHOWN = "\ufffd"


def one_line(text: str) -> str:
    """`text` with its line ends as blanks and nothing in it that steers a terminal."""
    line = " ".join(text.split("\n"))
    # What is unsafe is not printable.
    return line if line.isprintable() else UNSAFE.sub(SHOWN, line)


def safe_lines(text: str) -> str:
    """`text`, its line ends as they are (\\r\\n too), with nothing else that steers a terminal."""
    return "\r\n".join(UNSAFE.sub(SHOWN, part) for part in text.split("\r\n"))


def clean(text: str) -> str:
    """`text` with nothing in it that steers a reader's eye or a parser; its lines stay."""
    return UNSAFE.sub(SHOWN, text.replace("\r\n", "\n").replace("\r", "\n"))
