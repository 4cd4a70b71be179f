"""What is written is whole: the old file or the new one, whatever fails and at every moment."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from badinput.scenario import COMMAND, environment
from budgetlint.model.errors import InputError
from budgetlint.readers.write import FileChange, write_files, write_folder, written
from readers import faults
from readers.faults import NEW, OLD, SCENES

EXAMPLES = Path(__file__).parents[2] / "examples"


def refusing(code: int) -> faults.Fail:
    def fail(_: str, __: Callable[[], Any]) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize("name", SCENES)
def test_any_call_may_fail(tmp_path: Path, name: str, code: int) -> None:
    """The folder holds what it may, nothing is left lying about, and the file is named."""
    scene = SCENES[name]
    seen: list[str] = []
    for number in count(1):
        folder = tmp_path / str(number)
        scene.prepare(folder)
        problems: tuple[str, ...] = ()
        with faults.failing(number, refusing(code)) as called:
            try:
                scene.write(folder)
            except InputError as error:
                problems = tuple(problem.place.path for problem in error.problems)
        state = scene.state(folder)
        assert state in scene.allowed
        assert (state != scene.allowed[-1]) <= bool(problems)
        if len(called) < number:
            break
        seen.append(called[number - 1])
        if seen[-1] not in ("unlink", "rmdir"):
            assert not list(folder.rglob(".*"))
    assert {"open", "write", "fsync"} < set(seen)
    assert {"replace", "rename"} & set(seen)


def test_a_kill_at_any_call(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    done = subprocess.run(
        [sys.executable, faults.__file__, str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(number >= 2 * 6 for number in json.loads(done.stdout).values())


def test_what_has_changed_is_not_written(tmp_path: Path) -> None:
    """Nor is any other file of the same document."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(OLD)
    second.write_bytes(OLD + b"x")
    with pytest.raises(InputError) as raised:
        write_files([FileChange(str(path), NEW, OLD) for path in (first, second)])
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.path) == ("output-changed", str(second))
    assert (first.read_bytes(), second.read_bytes()) == (OLD, OLD + b"x")
    second.unlink()
    with pytest.raises(InputError):
        write_files([FileChange(str(second), NEW, OLD)])
    assert os.listdir(tmp_path) == ["a"]


def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a").write_bytes(OLD)
    link = tmp_path / "link"
    link.symlink_to(Path("sub", "a"))
    write_files([FileChange(str(link), NEW, OLD)])
    assert link.is_symlink()
    assert (tmp_path / "sub" / "a").read_bytes() == NEW


def test_mode_and_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    os.utime(path, (0, 0))
    path.chmod(0o640)
    named = _named(path, "user.note", b"kept")
    write_files([FileChange(str(path), NEW, OLD)])
    status = path.stat()
    assert stat.S_IMODE(status.st_mode) == 0o640
    assert status.st_mtime > 0  # it has changed, and those who watch it shall see that
    assert not named or os.getxattr(path, "user.note") == b"kept"


def _named(path: Path, name: str, value: bytes) -> bool:
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError):
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    os.chown(path, 12345, 23456)
    write_files([FileChange(str(path), NEW, OLD)])
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_what_may_not_be_written_is_refused(tmp_path: Path) -> None:
    """Though it could be renamed away."""
    path = tmp_path / "a"
    path.write_bytes(OLD)
    path.chmod(0o444)
    for place in (path, tmp_path, tmp_path / "nowhere" / "a"):
        with pytest.raises(InputError) as raised:
            write_files([FileChange(str(place), NEW)])
        assert [p.code for p in raised.value.problems] == ["output-unwritable"]
    assert path.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_only_files_are_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError):
        write_files([FileChange(str(pipe), NEW)])
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_folders(tmp_path: Path) -> None:
    """A new one, an empty one, and one in which there is something."""
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/er"):
        write_folder(str(tmp_path / name), {"b": OLD, "a": NEW})
        assert (tmp_path / name / "a").read_bytes() == NEW
        with pytest.raises(InputError):
            write_folder(str(tmp_path / name), {"c": NEW})
        assert sorted(os.listdir(tmp_path / name)) == ["a", "b"]


@pytest.mark.parametrize(
    "arguments",
    [("fix", "--write", "budget.json"), ("convert", "budget.json", "-o", "out.json"),
     ("convert", "budget.json", "-o", "out")],
    ids=["fix", "json", "folder"],
)  # fmt: skip
def test_the_commands_meet_a_full_disk(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The system itself refuses what is longer than 9,000 bytes."""
    resource = pytest.importorskip("resource")
    broken = EXAMPLES / "broken" / "transposed-digits.json"
    shutil.copy(broken, tmp_path / "budget.json")
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=tmp_path,
        env={**environment(), "PYTHONDONTWRITEBYTECODE": "1"},  # or it would cut them off
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
    )
    assert done.returncode == 2, done.stdout
    assert "output-unwritable" in done.stderr
    assert os.listdir(tmp_path) == ["budget.json"]
    assert (tmp_path / "budget.json").read_bytes() == broken.read_bytes()


def test_a_budget_that_is_edited_meanwhile(tmp_path: Path) -> None:
    """`fix` does not write over what somebody has saved since it read the file."""
    from budgetlint.tasks.fix import fixes, write_fixes

    path = tmp_path / "budget.json"
    shutil.copy(EXAMPLES / "broken" / "transposed-digits.json", path)
    (fix,) = fixes(str(path))
    path.write_bytes(path.read_bytes() + b"\n")
    saved = path.read_bytes()
    with pytest.raises(InputError):
        write_fixes(fix)
    assert path.read_bytes() == saved


def test_a_stream_takes_its_place_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(OLD)
    with pytest.raises(ZeroDivisionError), written(str(path)) as stream:
        stream.write(NEW[: 1 // 0])
    assert path.read_bytes() == OLD
    with written(str(path)) as stream:
        stream.write(NEW)
        assert path.read_bytes() == OLD
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


def test_a_stream_that_cannot_be_is_refused_at_once(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "report.csv", tmp_path):
        with pytest.raises(InputError) as caught, written(str(path)):
            pytest.fail("nothing can be written here")
        assert caught.value.problems[0].code == "output-unwritable"
    with pytest.raises(InputError), written(str(tmp_path / "full")):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert list(tmp_path.iterdir()) == []
