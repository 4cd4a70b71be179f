"""What is printed, on standard output and standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import ENOENT
from typing import TextIO

from ..messages.input import not_printed
from ..model.errors import OutputError
from ..report.safety import one_line, safe_lines
from ..report.wrap import wrapped


def use_colour(wanted: str | None, stream: TextIO | None = None) -> bool:
    """Colour only on a terminal that has colours, unless asked for; NO_COLOR is honoured."""
    if wanted in ("always", "never"):
        return wanted == "always"
    out = stream or sys.stdout
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return out is not None and out.isatty() and not plain


def line_width(stream: TextIO | None = None) -> int:
    """How wide lines may be: what COLUMNS says, else the terminal; 0, as they come, where the
    output goes elsewhere, so that programs find a line whole."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return max(int(said), MIN_WIDTH)
    out = stream or sys.stdout
    if out is None or not out.isatty():
        return 0
    try:
        columns = os.get_terminal_size(out.fileno()).columns
    except OSError:
        columns = 0
    return columns and max(columns, MIN_WIDTH)


MIN_WIDTH = 20


def write(text: str, stream: TextIO | None = None) -> None:
    """Write lines of text, with nothing in them that steers a terminal."""
    write_piece(f"{safe_lines(text)}\n", stream)


def write_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Write lines, each as wide as the terminal at most; what has line ends inside is one line all
    the same."""
    width = line_width(stream)
    write("\n".join(part for line in lines for part in wrapped(one_line(line), width)), stream)


def write_painted(text: str, stream: TextIO | None = None) -> None:
    """Write a text that has been made safe before colours were put into it."""
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
        if error.filename is not None or error.errno in (None, ENOENT):
            raise  # this is about a file, or of our own (TimeoutError), and not about a stream
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(not_printed(error)) from None


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Ctrl-C waits until what is inside is done, so that no piece is written in half; a second
    one does not wait. Raises `KeyboardInterrupt` behind it."""
    import signal  # the parts of the program that only print do without

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
