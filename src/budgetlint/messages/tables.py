"""The files of the catalogue, as they are written; each is read when something of it is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..model.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = os.path.dirname(__file__)
ENDING = ".toml"

_READ: Memo[str, Mapping[str, Any]] = Memo(1000)
"""The texts of the program itself, like its modules: they are what they are, and read once."""


def table(name: str) -> Mapping[str, Any]:
    """The entries of one file."""
    return _READ.get(name, lambda: _read(name))


def tables() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All files by name, with their entries."""
    for file in sorted(os.listdir(FOLDER)):
        if file.endswith(ENDING):
            name = file.removesuffix(ENDING)
            yield name, table(name)


def _read(name: str) -> Mapping[str, Any]:
    import tomli

    with open(os.path.join(FOLDER, name + ENDING), "rb") as file:
        return tomli.load(file)
