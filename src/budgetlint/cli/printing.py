"""What is printed, on standard output and standard error."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from ..messages.input import not_printed
from ..model.errors import OutputError


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
    output that was never open (`>&-`). Raises `OutputError` for a full disk."""
    out = stream or sys.stdout
    if out is None:
        return
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    with printing_to(out):
        print(text, end="", file=out, flush=True)


def write_bytes(data: bytes) -> None:
    """Write to standard output what is no text."""
    if sys.stdout is not None:
        with printing_to(sys.stdout):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


@contextmanager
def printing_to(out: TextIO) -> Iterator[None]:
    """What is printed inside goes to this stream. Raises `OutputError`."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:  # this is not about a stream
            raise
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(not_printed(error)) from None


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Ctrl-C waits until what is inside is done, so that no piece is written in half; a second
    one does not wait. Raises `KeyboardInterrupt` behind it."""
    pressed = 0

    def press(*_: object) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > 1:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
