"""What is printed, on standard output and standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


def use_colour(wanted: str | None, stream: TextIO | None = None) -> bool:
    """Colour only on a terminal, unless asked for; NO_COLOR is honoured."""
    if wanted in ("always", "never"):
        return wanted == "always"
    out = stream or sys.stdout
    return out is not None and out.isatty() and "NO_COLOR" not in os.environ


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a text and a line end."""
    write_piece(f"{text}\n", stream)


def write_piece(text: str, stream: TextIO | None = None) -> None:
    """Write a piece of text. A reader that has gone away (`| head`) is no error, and nor is an
    output that was never open (`>&-`)."""
    out = stream or sys.stdout
    if out is None:
        return
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    with _reader_may_leave():
        print(text, end="", file=out, flush=True)


def write_bytes(data: bytes) -> None:
    """Write to standard output what is no text."""
    if sys.stdout is not None:
        with _reader_may_leave():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
