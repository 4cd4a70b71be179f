"""Paths in commands that a reader may copy."""

from __future__ import annotations

import os

_PLAIN = frozenset("@%+=:,./_-")
_STEERS = frozenset('"$`!\\')


def quoted(path: str) -> str:
    """A path as a shell takes it: as it is where nothing in it means anything to a shell, as
    Chinese names do not; else in double quotes, which Windows knows too, where these will do."""
    if path.startswith("-") and not path.startswith("--"):
        path = f"./{path}"  # no option
    if path and all(map(_is_plain, path)):
        return path
    if os.name == "nt" or _STEERS.isdisjoint(path):
        return f'"{path}"'
    import shlex

    return shlex.quote(path)


def _is_plain(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _PLAIN or character == os.sep
    return character.isprintable() and not character.isspace()
