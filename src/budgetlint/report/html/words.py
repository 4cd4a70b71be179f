"""The words of the page, in both languages at once: a reader may switch."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from ...messages.catalogue import say
from ...messages.tables import table
from ...model.errors import Argument, Message
from .element import Markup, tag

IN_SCRIPT = ("sum", "panel", "state", "page")
"""The tables of the catalogue's `html` that the script of the page needs as well."""


def text(name: str, /, **values: Argument) -> Message:
    """The words of a dotted name, with their blanks filled in."""
    return say(f"html.{name}", **values)


def spoken(name: str, /, **values: Argument) -> Markup:
    """The same on the page, in both languages."""
    return both(text(name, **values))


def for_script() -> Mapping[str, tuple[str, str]]:
    """The words that the script says, with their blanks."""
    known = table("html")
    return {f"{t}.{name}": pair for t in IN_SCRIPT for name, pair in known[t].items()}


def part(name: str) -> str:
    """A file that is shipped beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def both(text: Message) -> Markup:
    """A text in both languages, of which the page shows one; what is the same is there once."""
    chinese, english = text.zh, text.en
    if chinese == english:
        return tag("bdi", chinese)
    return Markup(tag("span", chinese, lang="zh") + tag("span", english, lang="en"))


def quoted(text: str) -> Markup:
    """Words of the document."""
    return tag("bdi", text)
