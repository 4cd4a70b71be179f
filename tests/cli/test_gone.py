"""A folder that was taken away while one stands in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import inside
from budgetlint.messages.exit_codes import NOT_DONE


@pytest.mark.parametrize("command", ["check", "inspect", "explain", "fix", "convert"])
def test_the_folder_itself_is_not_there(command: str, tmp_path: Path) -> None:
    """No fault of ours, and none of the stream to which is printed."""
    gone = tmp_path / "gone"
    gone.mkdir()
    here = os.getcwd()
    os.chdir(gone)
    try:
        gone.rmdir()
        done = inside.run(command, ".")
    finally:
        os.chdir(here)
    assert done.returncode == NOT_DONE
    assert "input-missing" in done.stdout + done.stderr
