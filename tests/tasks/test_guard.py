"""One bad file costs that file only; nothing waits for ever; and no traceback reaches a user."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import budgetlint
import inside
from badinput.scenario import BASE, COMMAND, environment
from budgetlint.cli import convert_command
from budgetlint.cli.commands import check_command
from budgetlint.cli.options import CheckOptions
from budgetlint.messages.exit_codes import INTERNAL, INTERRUPTED, NOT_DONE, NOTHING_FOUND
from budgetlint.model.errors import InternalError
from budgetlint.model.raw import RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.cache import Cache
from budgetlint.tasks.check import Checker
from budgetlint.tasks.guard import SELDOM, guarded, limited
from budgetlint.tasks.items import Asked
from budgetlint.tasks.run import How, reports
from budgetlint.tasks.settings import Settings
from budgetlint.tasks.store import Store

INSIDE = "不可外传"
NAMES = ("a.json", "b.json", "c.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good documents, and rules for them."""
    for name in NAMES:
        (tmp_path / name).write_bytes((BASE / "budget.json").read_bytes())
    for name in ("rules.toml", "budgetlint.toml"):
        (tmp_path / name).write_bytes((BASE / name).read_bytes())
    return tmp_path


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return inside.call(folder, *arguments)


def plant(monkeypatch: pytest.MonkeyPatch, fault: Callable[[], BaseException]) -> None:
    """A fault in the reading of b.json."""
    report = Checker.report

    def faulty(self: Checker, raw: RawDocument, **options: Any) -> FileReport:
        if raw.path.endswith("b.json"):
            raise fault()
        return report(self, raw, **options)

    monkeypatch.setattr(Checker, "report", faulty)


def test_a_document_that_takes_too_long_costs_itself_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without other processes: the timer goes off; here it is set by what it interrupts."""

    def late() -> BaseException:
        os.kill(os.getpid(), signal.SIGALRM)
        signal.pause()  # until the signal is delivered
        return AssertionError("nothing was interrupted")

    plant(monkeypatch, late)
    asked = Asked(rules=str(folder / "rules.toml"))
    paths = [str(folder / name) for name in NAMES]
    before = signal.getsignal(signal.SIGALRM)
    found = list(reports(paths, asked, Settings(), How(seconds=3600)))
    assert [file.status for file in found] == ["ok", "internal", "ok"]
    assert "TimeoutError" in found[1].problems[0].found.en
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


@pytest.mark.parametrize("command", ["claims", "plan", "inspect", "convert", "explain", "fix"])
def test_other_commands_have_a_limit_as_a_whole(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers: list[tuple[float, ...]] = []
    monkeypatch.setattr(signal, "setitimer", lambda _, *times: timers.append(times))
    usual: list[tuple[float, ...]] = [] if command == "fix" else [(600, 1), (0,)]
    for arguments, set_ in ([], usual), (["--time-limit", "9"], [(9, 1), (0,)]):
        timers.clear()
        done = inside.call(folder, command, "a.json", "--rules", "rules.toml", *arguments)
        assert (done.returncode, done.stderr.count("Traceback")) == (NOTHING_FOUND, 0)
        assert timers == set_


def test_a_command_that_takes_too_long_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late() -> BaseException:
        os.kill(os.getpid(), signal.SIGALRM)
        signal.pause()
        return AssertionError("nothing was interrupted")

    monkeypatch.setattr(convert_command, "pack_names", late)
    done = inside.call(folder, "convert", "a.json", "--rules", "rules.toml")
    assert (done.returncode, done.stdout) == (INTERNAL, "")
    assert "TimeoutError" in done.stderr
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_fault_of_the_cache_costs_that_file_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(program: str, paths: Sequence[str], _: Sequence[str]) -> str:
        if paths[0].endswith("b.json"):
            raise ZeroDivisionError(program)
        return ""

    monkeypatch.setattr("budgetlint.tasks.workshop.key_of", faulty)
    paths = [str(folder / name) for name in NAMES]
    how = How(cache=Cache(Store(str(folder / "kept"))))
    found = list(reports(paths, Asked(rules=str(folder / "rules.toml")), Settings(), how))
    assert [file.status for file in found] == ["ok", "internal", "ok"]


def test_a_limit_is_set_and_taken_away() -> None:
    with limited(3600):
        left, again = signal.getitimer(signal.ITIMER_REAL)
        assert 3000 < left <= 3600
        assert again == 1
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_in_another_thread_there_is_no_limit() -> None:
    seen: list[tuple[float, float]] = []

    def work() -> None:
        with limited(3600):
            seen.append(signal.getitimer(signal.ITIMER_REAL))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(0, 0)]


FAULTS = [KeyError, ValueError, AssertionError, MemoryError, RecursionError, TimeoutError]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_ours_costs_that_file_only(
    fault: type[Exception], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, lambda: fault(INSIDE))
    report = budgetlint.check([folder / name for name in NAMES], str(folder / "rules.toml"))
    assert [file.status for file in report.files] == ["ok", "internal", "ok"]
    assert report.exit_code() == INTERNAL
    (problem,) = report.problems
    assert (problem.code, Path(problem.place.path).name) == ("internal-error", "b.json")
    said = problem.found.en
    assert fault.__name__ in said
    assert "test_guard" in said  # where it came up
    assert budgetlint.__version__ in said
    assert f".json {(folder / 'b.json').stat().st_size} bytes" in said
    assert INSIDE not in str(problem)


def test_an_internal_error_outweighs_findings_and_problems(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, lambda: KeyError(INSIDE))
    paths = [folder / "no.json", folder / "b.json", folder / "a.json"]
    assert budgetlint.check(paths, str(folder / "rules.toml")).exit_code() == INTERNAL


def test_ctrl_c_keeps_what_was_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(monkeypatch, KeyboardInterrupt)
    monkeypatch.chdir(folder)
    options = CheckOptions(NAMES, lang="zh", output=("json=report.json",))
    assert check_command(options) == INTERRUPTED
    printed = capsys.readouterr().out
    assert printed.startswith("a.json\n")
    assert "b.json" not in printed
    assert printed.endswith("\n已中断：以上是中断前做完的部分\n")
    assert '"interrupted": true' in (folder / "report.json").read_text(encoding="utf-8")


def test_ctrl_c_in_the_shell(folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "check", *NAMES * 300],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "a.json\n"
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate()
    assert (process.returncode, errors) == (INTERRUPTED, "")
    assert rest.endswith("已中断：以上是中断前做完的部分\n")


def test_a_fault_in_another_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetlint import cli
    from budgetlint.cli import rules_commands

    def faulty(*_: object) -> None:
        raise ZeroDivisionError(INSIDE)

    monkeypatch.setattr(rules_commands, "checker", faulty)
    assert cli.exit_code(["rules", "list"]) == INTERNAL


# What cannot be written to


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    ["check a.json", "check --format json a.json", "rules list", "--help", "schema report"],
)
def test_a_full_disk(arguments: str, folder: Path) -> None:
    for where in ("> /dev/full", "> /dev/full 2>&1"):
        shell = f"{' '.join(COMMAND)} {arguments} {where}"
        done = subprocess.run(
            ["sh", "-c", shell], cwd=folder, env=environment(), capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (NOT_DONE, "")
        assert ("output-unwritable" in done.stderr) is ("2>&1" not in where)
        assert "Traceback" not in done.stderr


# Where it is called


def test_a_folder_that_is_gone(folder: Path, tmp_path: Path) -> None:
    shell = f'mkdir gone && cd gone && rmdir ../gone && {" ".join(COMMAND)} check "$1" b.json'
    path, rules = str(folder / "a.json"), str(folder / "rules.toml")
    done = subprocess.run(
        ["sh", "-c", f"{shell} --rules {rules}", "sh", path],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == NOT_DONE  # b.json is nowhere
    assert "未发现问题" in done.stdout
    assert "input-missing" in done.stdout
    assert "Traceback" not in done.stderr


LONG = f"[tool.other]\nn = {'1' * 5000}\n"
STRANGE = {
    "a long integer": LONG,
    "no toml": "[[[",
    "no text": b"\xff\xfe\x00",
    "a day that never was": "[tool.other]\nd = 2026-02-31\n",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_a_project_file_of_others_is_none_of_ours(text: str | bytes, folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    data = text if isinstance(text, bytes) else text.encode()
    (below / "pyproject.toml").write_bytes(data)
    done = call(below, "check", "../a.json")
    assert (done.returncode, done.stderr) == (NOTHING_FOUND, "")


@pytest.mark.parametrize("name", ["pyproject.toml", "budgetlint.toml", "rules.toml"])
@pytest.mark.parametrize("text", [LONG, STRANGE["a day that never was"]])
def test_a_file_of_ours_that_is_no_toml(name: str, text: str, folder: Path) -> None:
    ours = f"# budgetlint\n\n{text}"
    (folder / "below").mkdir()
    (folder / "below" / name).write_text(ours, encoding="utf-8")
    rules = ["--rules", name] if name == "rules.toml" else []
    done = call(folder / "below", "check", "../a.json", *rules)
    assert (done.returncode, done.stdout) == (NOT_DONE, "")
    line = 4 if text == LONG else 0
    assert f"{name}:{line}" in done.stderr or not line
    assert "Traceback" not in done.stderr


# What is no file


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the names of sockets must be short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


SPECIAL = [make_pipe, make_socket, make_device]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("make", SPECIAL)
@pytest.mark.parametrize("name", ["x.json", "x.csv", "x.xlsx", "x.txt"])
def test_only_regular_files_are_opened(
    make: Callable[[Path], None], name: str, folder: Path
) -> None:
    make(folder / name)
    done = call(folder, "check", name, "a.json")
    assert done.returncode == NOT_DONE
    assert "input-special" in done.stdout
    assert "未发现问题" in done.stdout


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("make", SPECIAL)
@pytest.mark.parametrize("option", ["--previous", "--rules", ""])
def test_only_regular_files_are_opened_for_options(
    make: Callable[[Path], None], option: str, folder: Path
) -> None:
    below = folder / "below"
    below.mkdir()
    make(below / ("x.toml" if option else "budgetlint.toml"))
    done = call(below, "check", "../a.json", *([option, "x.toml"] if option else []))
    assert done.returncode == NOT_DONE
    assert "input-special" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["x.json", "x.csv", "datapackage.json", "document.json"])
def test_pipes_in_a_folder_stop_nobody(name: str, folder: Path) -> None:
    os.mkfifo(folder / name)
    done = call(folder, "check", ".")
    assert done.returncode == (NOT_DONE if name.startswith("x") else NOTHING_FOUND)
    assert done.stdout.count("未发现问题\n") == len(NAMES)


def test_garbage_is_looked_for_as_before_afterwards() -> None:
    """Less often meanwhile, whatever comes of it; never more often than before, and not where
    threads would get into each other's way."""
    before = gc.get_threshold()
    seen: list[int] = []

    def work() -> None:
        seen.append(gc.get_threshold()[0])

    def fails() -> None:
        raise KeyError

    try:
        for often in (700, 2 * SELDOM, 0):
            gc.set_threshold(often, 10, 10)
            guarded("a.json", work)
            with pytest.raises(InternalError):
                guarded("a.json", fails)
            assert gc.get_threshold() == (often, 10, 10)
        gc.set_threshold(700, 10, 10)
        beside = threading.Thread(target=guarded, args=("a.json", work))
        beside.start()
        beside.join()
    finally:
        gc.set_threshold(*before)
    assert seen == [SELDOM, 2 * SELDOM, 0, 700]
