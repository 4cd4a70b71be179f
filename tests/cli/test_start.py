"""What a command imports: a start takes as long as what it imports, and no test here takes time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from badinput.scenario import environment
from budgetlint.cli import _command
from budgetlint.cli.app import run_app

EXAMPLE = Path(__file__).parents[2] / "examples" / "broken" / "three-public.json"
SAY = """
import json, sys
from budgetlint.cli import exit_code
exit_code(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
ROOMS = ("recognise", "plan", "evaluate", "diagnose")
SLOW = {"typer", "rich", "click", "email", "asyncio", "wcwidth", "shutil", "difflib", "tempfile"}
"""What takes long to import and a check does not need."""


def imported(*arguments: str, cache: Path) -> set[str]:
    """The modules that a command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", SAY, *arguments],
        env=environment(BUDGETLINT_CACHE=str(cache)),
        cwd=cache,
        capture_output=True,
        check=False,
    )
    assert done.stdout
    found: list[str] = json.loads(done.stderr)
    return set(found)


def test_a_check_imports_what_it_needs(tmp_path: Path) -> None:
    every = imported("check", str(EXAMPLE), cache=tmp_path)
    assert not SLOW & every
    assert "budgetlint.evaluate.judge" in every


def test_who_asks_for_a_report_that_is_kept_loads_no_rules(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for _ in range(2):
        every = imported("check", str(EXAMPLE), cache=tmp_path)
    heads = {name.split(".")[1] for name in every if name.startswith("budgetlint.")}
    assert not heads & set(ROOMS)
    assert {"budgetlint.model.document", "budgetlint.model.layout"}.isdisjoint(every)
    assert len([name for name in every if name.startswith("budgetlint")]) < 70


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_checks_nothing(option: str, tmp_path: Path) -> None:
    every = imported(option, cache=tmp_path)
    heads = {name.split(".")[1] for name in every if name.startswith("budgetlint.")}
    assert not heads & {*ROOMS, "recognise"}
    assert "budgetlint.packs.load" not in every
    assert ("typer" in every) == (option == "--help")


def test_typer_says_the_same_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert _command(["--version"]) == 0
    alone = capsys.readouterr().out
    assert alone.startswith("budgetlint ")
    assert run_app(["--version"]) == 0
    assert capsys.readouterr().out == alone
