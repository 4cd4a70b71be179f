"""What text reports are written with: a language, colours, a width, and the names of places."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from itertools import chain

from ..messages.catalogue import say
from ..model.errors import Argument
from ..model.place import Place
from .safety import one_line
from .wrap import width_of, wrapped

RESET = "\x1b[0m"
COLOURS = {"error": "\x1b[31;1m", "warning": "\x1b[33;1m", "info": "\x1b[36m", "ok": "\x1b[32m"}
BOLD = "\x1b[1m"
DIM = "\x1b[2m"


class WholeLine(str):
    """A line that is not broken, however long it is: a command that somebody copies."""

    __slots__ = ()


class Writer:
    """Writes in one language, with or without colour, in lines of a `width` (0: of any). Of the
    document at `path` places need not say in which file they are."""

    def __init__(self, lang: str, *, colour: bool, width: int = 0, path: str = "") -> None:
        self.lang = lang
        self.colour = colour
        self.width = width
        self.path = path
        # No label can hold these marks: they are made anew each time.
        self._mark = f"\ue000{os.urandom(8).hex()}"

    def say(self, code: str, /, **arguments: Argument) -> str:
        """An entry of the catalogue in the reader's language."""
        return say(code, **arguments).get(self.lang)

    def paint(self, text: str, colour: str) -> str:
        """`text` in a colour, where colours are wanted."""
        if not self.colour or not text:
            return text
        return f"{self._mark}{colour[1:]}\ue001{text}{self._mark}{RESET[1:]}\ue001"

    def finish(self, lines: Iterable[str]) -> str:
        """The lines as one text, made safe, with the colours that were painted."""
        text = "\n".join(chain.from_iterable(map(self._broken, lines)))
        if not self.colour:
            return text
        return re.sub(f"{self._mark}([^\ue001]*)\ue001", "\x1b\\1", text)

    def _broken(self, line: str) -> Iterable[str]:
        return wrapped(one_line(line), 0 if isinstance(line, WholeLine) else self.width)

    def command(self, label: str, command: str) -> Iterable[str]:
        """What to call, behind what is said of it; where both are wider than a line, the command
        stands whole on the next one."""
        shown = self.paint(command, BOLD)
        line = one_line(f"  {label}{shown}")
        fits = not self.width or width_of(line) <= self.width
        return [line] if fits else [f"  {label}".rstrip(), WholeLine(shown)]


def position(place: Place, w: Writer) -> str:
    """Where something stands: file:line:column; a page and the line on it; a paragraph, or a
    table of a Word file and its cell; sheet!cell; or a JSON pointer. A file that is the document
    itself is named only where that leads to a line of it, or nothing else is known."""
    named = place.path
    if place.line and not place.page:
        named = f"{place.path}:{place.line}" + (f":{place.column}" if place.column else "")
    elif place.path == w.path and (place.page or place.sheet or place.cell or place.paragraph):
        named = ""
    return " ".join(part for part in (named, *_inside(place, w)) if part)


def _inside(place: Place, w: Writer) -> Iterable[str]:
    """The place within its file."""
    if place.page:
        exact = "page-line" if place.line else "page"
        yield w.say(f"report.{exact}", page=place.page, line=place.line)
    if place.paragraph:
        yield w.say("report.paragraph", number=place.paragraph)
    if place.sheet.startswith("#") and place.sheet[1:].isdigit() and not place.page:
        yield w.say("report.cell-of-table", number=place.sheet[1:], cell=place.cell)
    else:
        yield "!".join(part for part in (place.sheet, place.cell) if part)
    if not place.line and not place.paragraph:
        yield place.pointer
