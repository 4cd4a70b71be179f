"""System calls that fail, one after the other, while files are written; and processes that are
killed at each of them: `python faults.py FOLDER` (killing is for a process of its own).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from budgetlint.readers.write import FileChange, write_files, write_folder

WRITING = (
    "open", "write", "close", "fsync", "rename", "replace", "link", "symlink", "unlink", "chmod",
    "fchmod", "chown", "fchown", "utime", "setxattr", "truncate", "ftruncate", "mkdir", "rmdir",
)  # fmt: skip
OLD, NEW = b"old " * 5000, b"new and longer " * 3000

Fail = Callable[[str, Callable[[], Any]], Any]
"""What happens in the place of a call, given its name and the call."""


@contextmanager
def failing(number: int, fail: Fail) -> Iterator[list[str]]:
    """Let the `number`-th call of `os` that writes fail; gives the names of the calls so far. A
    `write` has by then written half of what it should, a `close` has closed."""
    called: list[str] = []

    def instead_of(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            called.append(name)
            if len(called) != number:
                return call(*arguments, **options)
            if name == "write":
                handle, data = arguments
                call(handle, data[: len(data) // 2])
            if name == "close":
                call(*arguments, **options)
            return fail(name, lambda: name in ("write", "close") or call(*arguments, **options))

        return counted

    there = [name for name in WRITING if hasattr(os, name)]
    with mock.patch.dict(vars(os), {name: instead_of(name, getattr(os, name)) for name in there}):
        yield called


class Scene(NamedTuple):
    """Something that is written, and what a folder may hold at any moment, hidden files apart."""

    before: dict[str, bytes]
    write: Callable[[Path], None]
    allowed: tuple[dict[str, bytes], ...]

    def prepare(self, folder: Path) -> None:
        folder.mkdir()
        for name, data in self.before.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)

    def state(self, folder: Path) -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        names = {path: str(path.relative_to(folder)) for path in files}
        return {name: path.read_bytes() for path, name in names.items() if "/." not in f"/{name}"}


def _replace(folder: Path) -> None:
    write_files([FileChange(str(folder / "a"), NEW, OLD)])


def _create(folder: Path) -> None:
    write_files([FileChange(str(folder / "a"), NEW)])


def _several(folder: Path) -> None:
    write_files([FileChange(str(folder / name), NEW, OLD) for name in "ab"])


def _folder(folder: Path) -> None:
    write_folder(str(folder / "new"), {"a": NEW, "b": NEW})


SCENES = {
    "one file": Scene({"a": OLD}, _replace, ({"a": OLD}, {"a": NEW})),
    "a new file": Scene({}, _create, ({}, {"a": NEW})),
    "two files": Scene(
        {"a": OLD, "b": OLD}, _several,
        ({"a": OLD, "b": OLD}, {"a": NEW, "b": OLD}, {"a": NEW, "b": NEW}),
    ),
    "a new folder": Scene({}, _folder, ({}, {"new/a": NEW, "new/b": NEW})),
}  # fmt: skip


def _die(after: bool) -> Fail:  # noqa: FBT001
    def fail(_: str, call: Callable[[], Any]) -> None:
        if after:
            call()
        os.kill(os.getpid(), signal.SIGKILL)

    return fail


def killed(folder: Path, scene: Scene, number: int, *, after: bool) -> bool:
    """Whether a process was killed at a call; False where it made fewer. What it left is right."""
    scene.prepare(folder)
    child = os.fork()
    if not child:
        with failing(number, _die(after)):
            scene.write(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    state = scene.state(folder)
    assert state in scene.allowed, (number, after, {k: len(v) for k, v in state.items()})
    if not os.WIFSIGNALED(status):
        assert status == 0
        assert state == scene.allowed[-1]
    return os.WIFSIGNALED(status)


def main(folder: str) -> None:
    """Kill a process at each call of each scene, before and after; print how many there were."""
    kills = dict.fromkeys(SCENES, 0)
    for (name, scene), after in ((item, after) for item in SCENES.items() for after in (0, 1)):
        for number in count(1):
            place = Path(folder, f"{name} {after} {number}")
            if not killed(place, scene, number, after=bool(after)):
                break
            kills[name] += 1
    sys.stdout.write(json.dumps(kills))


if __name__ == "__main__":
    main(sys.argv[1])
