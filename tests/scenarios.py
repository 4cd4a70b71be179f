"""Scenarios as data: in each room `cases/PASS/NAME.toml`, one file for each.

why = "what must not go wrong"
…                                what the pass is given
expect = '''…'''                 what comes of it, as text

A cell of a grid is parted from the next by "|". After a wanted change: BUDGETLINT_UPDATE=1 pytest
with the test, then read the difference: `expect` is written anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid

Case = Mapping[str, Any]
Passes = Mapping[str, Callable[[Case], Iterable[str]]]
_EXPECT = "expect = '''\n"


def files(folder: Path) -> list[Path]:
    """All scenarios of a room. Raises where there is none."""
    found = sorted(folder.glob("cases/*/*.toml"))
    assert found, folder
    return found


def params(folder: Path) -> list[Any]:
    """The scenarios of a room for `parametrize`, named by pass and file."""
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in files(folder)]


def compare(path: Path, passes: Passes) -> None:
    """That the pass gives what the scenario expects."""
    text = path.read_text(encoding="utf-8")
    case = tomli.loads(text)
    assert case["why"]
    got = "".join(f"{line}\n" for line in passes[path.parent.name](case))
    if os.environ.get("BUDGETLINT_UPDATE"):
        path.write_text(text.partition(_EXPECT)[0] + f"{_EXPECT}{got}'''\n", encoding="utf-8")
        return
    assert got == case["expect"]


def rows_of(text: str) -> list[list[str]]:
    """The rows of a grid as written in a scenario."""
    return [[cell.strip(" ") for cell in line.split("|")] for line in text.strip("\n").splitlines()]


def grid_of(case: Case) -> Grid:
    """The grid of a scenario."""
    return Grid(
        case.get("name", ""),
        rows_of(case["grid"]),
        lambda row, column: Place("a", line=row + 1, column=column + 1),
        merged=[tuple(area) for area in case["merged"]] if "merged" in case else None,
        loose=case.get("loose", False),
        breaks=tuple(case.get("breaks", ())),
    )


def shown(rows: Iterable[Sequence[object]]) -> list[str]:
    """Rows as they are written in a scenario."""
    return [" | ".join(map(str, row)).rstrip() for row in rows]
