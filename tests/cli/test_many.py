"""Many files from the command line: statistics, processes, the cache, a bar on a terminal only."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import budgetlint
from badinput.scenario import COMMAND, environment
from budgetlint.cli.commands import check_command
from budgetlint.cli.options import CheckOptions
from budgetlint.packs import pack_names
from budgetlint.report.report import FileReport

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "broken", tmp_path / "archive")
    return tmp_path


def check(
    folder: Path, *arguments: str, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "check", "archive", "--lang", "en", *arguments],
        cwd=folder,
        env=environment(BUDGETLINT_CACHE=str(folder / "cache"), TERM="xterm"),
        stdout=subprocess.PIPE,
        stderr=stderr,
        encoding="utf-8",
        check=False,
    )


def test_the_number_of_processes_changes_nothing(archive: Path) -> None:
    alone = check(archive, "--no-cache")
    assert not (archive / "cache").exists()
    for arguments in (["--jobs", "2", "--no-cache"], ["-j", "0"], []):
        done = check(archive, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (1, alone.stdout, "")
    kept = len(list((archive / "cache").glob("??/*")))
    others = len(pack_names()) + 2  # compiled packs, expressions, and what phrases mean
    assert kept == len(list(EXAMPLES.glob("broken/*"))) + others


def test_statistics_instead_of_findings(archive: Path) -> None:
    (archive / "archive" / "bad.json").write_text("{")
    done = check(archive, "--statistics")
    assert done.returncode == 2
    blocks = done.stdout.split("\n\n")
    assert blocks[0] == "By severity"
    assert "error      6" in blocks[1]
    assert "cannot do  1" in blocks[1]
    found = budgetlint.check(archive / "archive").findings
    assert {line.split()[0] for line in blocks[3].splitlines()[2:]} == {f.code for f in found}
    assert blocks[7].splitlines()[2].split()[:5] == ["1", "1", "0", "0", "0"]
    assert "bad.json" in blocks[7].splitlines()[-1]
    assert "archive/three-public.json:256" not in done.stdout


def everything(terminal: int) -> bytes:
    """What was written to a terminal that nobody holds any more."""
    read = []
    with suppress(OSError):  # Linux says so at its end
        while part := os.read(terminal, 4096):
            read.append(part)
    return b"".join(read)


def test_a_bar_on_a_terminal_only(archive: Path) -> None:
    ours, theirs = pty.openpty()
    done = check(archive, "--no-cache", stderr=theirs)
    os.close(theirs)
    shown = everything(ours).decode("utf-8", "replace")
    os.close(ours)
    assert "6/6" in shown
    assert "━" not in done.stdout
    assert done.stdout == check(archive, "--no-cache").stdout


def test_jobs_may_be_a_setting(archive: Path) -> None:
    (archive / "budgetlint.toml").write_text("jobs = 2\ncache = false\n")
    assert check(archive).returncode == 1
    assert not (archive / "cache").exists()


def test_what_a_library_prints_is_not_in_the_report(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ray prints there that a worker has died."""

    def chatty(*_: object) -> Iterator[FileReport]:
        print("(raylet) a worker died")  # noqa: T201
        yield from budgetlint.check(archive / "archive" / "three-public.json").files

    monkeypatch.setattr("budgetlint.cli.commands.reports", chatty)
    assert check_command(CheckOptions(("archive",), format="json")) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["files"]
    assert "(raylet)" in printed.err
