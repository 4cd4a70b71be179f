"""Writing: a user's file is replaced whole, or stays as it was.

The new bytes go into a temporary file beside the old one, are brought to the disk, and take its
place by one renaming. So at every moment, whatever fails and wherever the program is stopped, the
name leads to the old file or to the new one. All of it goes through `os`, a system call at a
time, so that tests can let each of them fail.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import IO

from ..messages import output as wording
from ..model.errors import InputError
from ..model.values import NamedTuple
from .formats import KINDS

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FileChange(NamedTuple):
    """What a file shall hold. `old` is what was read there: if it holds something else by now, it
    is not written. None replaces whatever is there."""

    path: str
    data: bytes
    old: bytes | None = None


class _Staged(NamedTuple):
    """New bytes on the disk, in a temporary file beside the target."""

    change: FileChange
    target: str
    temporary: str


def write_files(changes: Sequence[FileChange]) -> None:
    """Replace files, or make new ones; links are followed, mode, owner and attributes are kept.

    The first takes its place when all are on the disk. Raises `InputError`, with a problem for
    each file that was not written.
    """
    with ExitStack() as cleaning:
        staged = [_stage(change, cleaning) for change in changes]
        for file in staged:
            _require_unchanged(file)
        for number, file in enumerate(staged):
            with _reported(*(file.change.path for file in staged[number:])):
                os.replace(file.temporary, file.target)
            _sync(os.path.dirname(file.target))


def write_folder(path: str, files: Mapping[str, bytes]) -> None:
    """Write files into a new or an empty folder: others in it would become part of the document.

    A new folder appears with all of them. Into an empty one they come in the given order.
    Raises `InputError`.
    """
    target = os.path.realpath(path)
    if not os.path.isdir(target):
        with _reported(path), ExitStack() as cleaning:
            _new_folder(target, files, cleaning)
    elif os.listdir(target):
        raise InputError(wording.not_empty()).at(path)
    else:
        write_files([FileChange(os.path.join(path, name), data) for name, data in files.items()])


def _new_folder(target: str, files: Mapping[str, bytes], cleaning: ExitStack) -> None:
    parent = os.path.dirname(target)
    os.makedirs(parent, exist_ok=True)
    temporary = _beside(target)
    cleaning.callback(_discard, temporary, *files)
    os.mkdir(temporary)
    for name, data in files.items():
        _create(os.path.join(temporary, name), data)
    _sync(temporary)
    os.rename(temporary, target)
    _sync(parent)


@contextmanager
def written(path: str) -> Iterator[IO[bytes]]:
    """A stream to a file that takes its place when all is written; after an error it does not.

    Raises `InputError`, at once where nothing can be written there.
    """
    with ExitStack() as cleaning, _reported(path):
        target, kept = _replaced(path)
        temporary = _beside(target)
        cleaning.callback(_discard, temporary)
        with open(os.open(temporary, _NEW, 0o600 if kept else 0o666), "wb") as stream:
            yield stream
            stream.flush()
            if kept:
                _keep(target, temporary)
            os.fsync(stream.fileno())
        os.replace(temporary, target)
        _sync(os.path.dirname(target))


def _stage(change: FileChange, cleaning: ExitStack) -> _Staged:
    with _reported(change.path):
        target, kept = _replaced(change.path)
        temporary = _beside(target)
        cleaning.callback(_discard, temporary)
        _create(temporary, change.data, target if kept else None)
    return _Staged(change, target, temporary)


def _replaced(path: str) -> tuple[str, bool]:
    """Where a path leads, and whether a file is there that may be replaced."""
    target = os.path.realpath(path)
    kept = _status(path)
    if kept and not stat.S_ISREG(kept.st_mode):
        raise InputError(wording.not_a_file()).at(path)
    if kept and not (kept.st_mode & 0o222 and os.access(target, os.W_OK)):
        # Renaming asks for no permission of the file itself.
        raise PermissionError(13, "read-only")
    return target, kept is not None


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _beside(target: str) -> str:
    """A hidden name in the same folder, which no reader takes for a document."""
    return os.path.join(os.path.dirname(target), f".budgetlint-{os.urandom(8).hex()}.tmp")


def _create(path: str, data: bytes, like: str | None = None) -> None:
    """A new file on the disk, with the owner, mode and attributes of another."""
    # Until it has the mode of the other nobody else may read it.
    handle = os.open(path, _NEW, 0o600 if like else 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like:
            _keep(like, path)
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(like: str, path: str) -> None:
    if hasattr(os, "chown"):  # the user may be allowed to give away the group only, or nothing
        status = os.stat(like)
        for owner in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(path, *owner)
    import shutil  # half of it is for archives

    shutil.copystat(like, path)
    os.utime(path)


def _require_unchanged(file: _Staged) -> None:
    if file.change.old is None:
        return
    with _reported(file.change.path):
        try:
            with open(file.target, "rb") as now:
                same = now.read(len(file.change.old) + 1) == file.change.old
        except FileNotFoundError:
            same = False
    if not same:
        raise InputError(wording.changed()).at(file.change.path)


def _sync(folder: str) -> None:
    """Bring a new name to the disk. Not every system can; the file is whole even so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(temporary: str, *files: str) -> None:
    """Remove a temporary file; or the folder with these files in it."""
    for path in (*(os.path.join(temporary, name) for name in files), temporary):
        with suppress(OSError):
            (os.rmdir if files and path == temporary else os.unlink)(path)


@contextmanager
def _reported(*paths: str) -> Iterator[None]:
    """Say what the system says, of each of some files."""
    try:
        yield
    except OSError as error:
        problem = wording.not_written(error)
        raise InputError(*(problem.within(path) for path in paths)) from None


def spare_inputs(output: str, inputs: Iterable[str]) -> None:
    """Refuse an output that would replace an input, or a document in a folder that is one.

    A JSON report of an earlier run begins with its version, and may be replaced. Raises
    `InputError`.
    """
    if not os.path.exists(output):
        return
    real = os.path.realpath(output)
    for path in inputs:
        folder = os.path.join(os.path.realpath(path), "")
        within = real.startswith(folder) and _may_be_document(real)
        if within or (os.path.exists(path) and os.path.samefile(output, path)):
            raise InputError(wording.same_file()).at(output)


def _may_be_document(path: str) -> bool:
    ending = os.path.splitext(path)[1].lower()
    if ending not in KINDS or ending in (".html", ".htm"):
        return False
    if ending != ".json":
        return True
    with open(path, "rb") as file:
        return not file.read(64).split(b"{")[-1].lstrip().startswith(b'"version"')
