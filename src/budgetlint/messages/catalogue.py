"""The catalogue: what is said, by its code, in Chinese and English side by side.

An entry stands in a TOML file beside this module; its code is the file, its table and its name in
it: `input.missing.found`. What travels is a `Message` with that code and its arguments; it becomes
words where a writer asks for them in a language. A table that is a problem has the problem's own
`code`, and the texts `found`, `expected` and `advice`; what several of them say stands in the file
once, and they give its name.
"""

from __future__ import annotations

from typing import Any

from ..model.errors import NOTHING, Argument, Message, Problem
from ..model.place import NOWHERE, Place
from .tables import table


def say(code: str, /, **arguments: Argument) -> Message:
    """An entry of the catalogue with its arguments."""
    file, *steps = code.split(".")
    found: Any = table(file)
    for step in steps:
        found = found[step]
    if isinstance(found, str):
        return say(f"{file}.{found}", **arguments)
    chinese, english = found
    return Message(chinese, english, code, tuple(arguments.items()))


def pair(entry: str, /, **arguments: Argument) -> tuple[Message, Message]:
    """What was found, and what was expected."""
    return say(f"{entry}.found", **arguments), say(f"{entry}.expected", **arguments)


def problem(
    entry: str, place: Place = NOWHERE, address: Message = NOTHING, /, **arguments: Argument
) -> Problem:
    """A problem of the catalogue, at a place."""
    file, name = entry.split(".")
    return Problem(
        Message("", table(file)[name]["code"], entry, tuple(arguments.items())).en,
        *pair(entry, **arguments),
        say(f"{entry}.advice", **arguments),
        place,
        address,
    )
