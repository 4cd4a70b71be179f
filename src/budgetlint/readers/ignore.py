"""What .gitignore names is passed over where a folder is searched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from ..model.errors import InputError
from ..model.values import NamedTuple
from .files import read_bytes

NAME = ".gitignore"
MAX_UP = 40


class _Rules(NamedTuple):
    """One .gitignore: its folder, and its compiled patterns."""

    folder: str
    spec: Any


class Ignored:
    """The .gitignore files at and above a folder that is searched, and those met below it."""

    def __init__(self, root: str) -> None:
        self._known: dict[str, _Rules | None] = {}
        self._root = os.path.abspath(root)

    def __call__(self, path: str, *, folder: bool = False) -> bool:
        """Whether a file, or a folder, is ignored: the nearest .gitignore that names it decides,
        and in it the last pattern."""
        full = os.path.abspath(path)
        for rules in self._above(os.path.dirname(full)):
            below = os.path.relpath(full, rules.folder).replace(os.sep, "/")
            verdict = rules.spec.check_file(f"{below}/" if folder else below).include
            if verdict is not None:
                return bool(verdict)
        return False

    def _above(self, folder: str) -> Iterator[_Rules]:
        """The files that speak of what is in a folder, the nearest first; those above the root of
        a repository do not."""
        for _ in range(MAX_UP):
            if folder not in self._known:
                self._known[folder] = _read(folder)
            rules = self._known[folder]
            if rules is not None:
                yield rules
            above = os.path.dirname(folder)
            if above == folder or os.path.lexists(os.path.join(folder, ".git")):
                return
            folder = above


def _read(folder: str) -> _Rules | None:
    path = os.path.join(folder, NAME)
    if not os.path.isfile(path):
        return None
    from pathspec import GitIgnoreSpec

    try:
        lines = read_bytes(path).decode("utf-8", "replace").splitlines()
    except InputError:
        return None
    return _Rules(folder, GitIgnoreSpec.from_lines(lines))
