"""The architecture page names what there is, and leaves out no pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import budgetlint

ROOT = Path(__file__).parents[2]
SOURCE = Path(budgetlint.__file__).parent
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ROOMS = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.M))
_ROOM = "|".join(ROOMS)
DOTTED = sorted(set(re.findall(rf"`((?:{_ROOM})(?:\.\w+)+)`", PAGE)))
FILES = sorted(set(re.findall(rf"`((?:src/budgetlint/)?(?:{_ROOM})/[\w/]+(?:\.py)?)`", PAGE)))
PASSES = ("diagnose", "evaluate", "plan", "recognise")


def exists(name: str) -> bool:
    """Whether a dotted name leads to a module, or to something in one."""
    module, *rest = name.split(".")
    found = import_module(f"budgetlint.{module}")
    for step in rest:
        if not hasattr(found, step):
            try:
                import_module(f"{found.__name__}.{step}")
            except (ImportError, AttributeError):
                return False
        found = getattr(found, step)
    return True


@pytest.mark.parametrize("name", DOTTED)
def test_what_is_named_is_there(name: str) -> None:
    assert exists(name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_there(name: str) -> None:
    path = SOURCE / name.removeprefix("src/budgetlint/")
    assert path.exists() or path.with_suffix(".py").exists()


def test_every_room_has_its_row() -> None:
    assert ROWS.keys() >= ROOMS
    assert len(DOTTED) > 10
    assert len(FILES) > 10


def left_out(room: str) -> Iterator[str]:
    for path in sorted((SOURCE / room).glob("*.py")):
        name = path.stem
        if name != "__init__" and not re.search(rf"`(?:\w+[./])*{name}(?:[./]\w+)*`", PAGE):
            yield name


@pytest.mark.parametrize("room", PASSES)
def test_no_pass_is_left_out(room: str) -> None:
    assert list(left_out(room)) == []
