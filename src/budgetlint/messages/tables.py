"""The files of the catalogue, as they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import tomli

FOLDER = os.path.dirname(__file__)
ENDING = ".toml"


def _tables() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in os.listdir(FOLDER):
        if name.endswith(ENDING):
            with open(os.path.join(FOLDER, name), "rb") as file:
                yield name.removesuffix(ENDING), tomli.load(file)


TABLES: Mapping[str, Mapping[str, Any]] = dict(_tables())
