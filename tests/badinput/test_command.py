"""The installed command on bad input: no traceback, exit code 2, and pipes that end early."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .scenario import BASE, COMMAND, OF_FILES, SCENARIOS, Scenario, environment, lay_out


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_all_bad_files_at_once(tmp_path: Path) -> None:
    paths: list[str] = []
    for scenario in OF_FILES:
        folder = tmp_path / scenario.name
        folder.mkdir()
        lay_out(scenario, folder)
        paths += [f"{scenario.name}/{argument}" for argument in scenario.args]
    (tmp_path / "good.json").write_bytes((BASE / "budget.json").read_bytes())
    rules = str(BASE / "rules.toml")
    done = run(["check", *paths, "good.json", "--rules", rules, "--lang", "en"], tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    assert "Traceback" not in done.stdout
    blocks = done.stdout.rstrip("\n").split("\n\n")
    assert blocks[-2].splitlines()[0] == "good.json"
    assert blocks[-2].splitlines()[1] == "  nothing found"
    assert blocks[-1].startswith(f"{len(paths) + 1} files: ")


@pytest.mark.parametrize(
    "scenario",
    [s for s in SCENARIOS if s.name in ("rules-syntax", "rules-unknown-column", "settings-key")],
    ids=lambda scenario: scenario.name,
)
def test_bad_rules(scenario: Scenario, tmp_path: Path) -> None:
    """The problem goes to standard error; nothing was checked, so there is no report."""
    lay_out(scenario, tmp_path)
    done = run(["check", *scenario.args, "--lang", "en"], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    printed = done.stderr.replace(f"{tmp_path.resolve()}/", "")
    assert printed == scenario.expect["en"]


def first_line(arguments: list[str], folder: Path) -> tuple[str, int, str]:
    """What `budgetlint … | head -1` shows, the exit code, and standard error."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    return line, process.returncode, errors


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_broken_pipe(format_: str, tmp_path: Path) -> None:
    """More output than a pipe holds; the reader takes one line and leaves."""
    for path in BASE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    names = ["budget.json"] * 1500
    found = first_line(["check", *names, "--format", format_], tmp_path)
    assert found == ({"text": "budget.json\n", "json": "{\n"}[format_], 0, "")


def test_a_broken_pipe_of_another_command(tmp_path: Path) -> None:
    line, code, errors = first_line(["rules", "list", "--lang", "en"], tmp_path)
    assert line.split() == ["code", "kind", "severity", "what", "it", "checks"]
    assert (code, errors) == (0, "")


def test_an_output_that_cannot_write_chinese(tmp_path: Path) -> None:
    for path in BASE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = subprocess.run(
        [*COMMAND, "check", "budget.json", "--lang", "zh"],
        cwd=tmp_path,
        capture_output=True,
        env=environment(PYTHONIOENCODING="ascii"),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.splitlines()[1] == "  未发现问题".encode("ascii", "backslashreplace")


def test_a_closed_output(tmp_path: Path) -> None:
    """`budgetlint check … >&-`: there is nowhere to write to, but the exit code counts."""
    for path in BASE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    shell = f"{' '.join(COMMAND)} check budget.json >&-"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
