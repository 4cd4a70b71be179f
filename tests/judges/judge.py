"""Where the outside judges are that npm brings; `make judges` installs them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

MODULES = Path(__file__).parents[2] / ".judges" / "node_modules"


def judge(path: str) -> Path:
    """A file of a judge; the test that needs it is skipped where there is none."""
    found = MODULES / path
    if not found.exists():
        pytest.skip(f"{path} is not installed: run make judges")
    return found


def node(*arguments: str) -> str:
    """What a script for Node prints."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("there is no node")
    done = subprocess.run(
        [program, *arguments],
        cwd=MODULES.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
