"""The store: bytes by the names of what they were made of, in a folder that may be deleted.

What is kept is a pure function of its name, so that a run with a store, without one and with a
spoiled one say the same. An entry begins with a digest of its name and its bytes: what is cut off,
changed, or moved to another name is not there. A folder that others may write to is not used. What
cannot be written is not kept, and nothing is said of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import EINVAL
from stat import S_ISREG
from typing import IO

from ..model.values import NamedTuple

try:
    from _blake2 import blake2b  # `hashlib` loads OpenSSL as well, which takes longer than a report
except ImportError:
    from hashlib import blake2b

VARIABLE = "BUDGETLINT_CACHE"
DAYS = 30
"""What nobody has asked for as long as this is thrown away."""
MAX_BYTES = 256 * 2**20
"""What the store may take; the oldest goes first."""
MAX_ENTRY = 16 * 2**20
TIDY_SECONDS = 86_400
"""How often the store is looked through."""
SECOND = 10**9
_DIGEST = 32
_FOLDER = 2
"""So many digits of its name are the folder of an entry."""
_TIDIED = "tidied"


class Store:
    """Entries by their names, each a file."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder or default_folder()

    def get(self, name: str) -> bytes | None:
        """What is kept under a name."""
        path = self._file(name)
        try:
            if not _is_ours(self.folder):
                return None
            with _opened(path, os.O_RDONLY) as file:
                data = file.read(MAX_ENTRY + _DIGEST)
        except OSError:
            return None
        with suppress(OSError):  # where nothing may be written, what is kept may still be read
            os.utime(path)
        return data[_DIGEST:] if data[:_DIGEST] == digest((name, data[_DIGEST:])) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name. Where that cannot be, nothing is lost but time."""
        path = self._file(name)
        if len(data) >= MAX_ENTRY:
            return
        try:
            os.makedirs(self.folder, 0o700, exist_ok=True)
            if not _is_ours(self.folder):
                return
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _replace(path, digest((name, data)) + data)
            self._tidy_now_and_then()
        except OSError:
            return

    def tidy(self, now: int) -> None:
        """Throw away what was not used for long, and the oldest of what is too much; `now` is in
        seconds since 1970."""
        left = 0
        for entry in sorted(self._entries(), reverse=True):
            left += entry.size
            if entry.used < now - DAYS * 86_400 or left > MAX_BYTES:
                _remove(entry.path)

    def _tidy_now_and_then(self) -> None:
        mark = os.path.join(self.folder, _TIDIED)
        now = time.time_ns() // SECOND
        if os.path.exists(mark) and os.stat(mark).st_mtime_ns // SECOND > now - TIDY_SECONDS:
            return
        _replace(mark, b"")
        self.tidy(now)

    def _entries(self) -> Iterator[_Entry]:
        """What is called as entries are: the folder may hold files of somebody else's."""
        for above in _names_in(self.folder, _FOLDER):
            folder = os.path.join(self.folder, above)
            for name in _names_in(folder, 2 * _DIGEST - _FOLDER):
                path = os.path.join(folder, name)
                try:
                    status = os.lstat(path)
                except OSError:
                    continue
                yield _Entry(status.st_mtime_ns // SECOND, status.st_size, path)

    def _file(self, name: str) -> str:
        known = digest((name,)).hex()
        return os.path.join(self.folder, known[:_FOLDER], known[_FOLDER:])


class _Entry(NamedTuple):
    """A file of the store."""

    used: int
    size: int
    path: str


def _names_in(folder: str, length: int) -> Iterator[str]:
    """The names in a folder that are hexadecimal and so long, also those that were not written to
    the end (`_replace`)."""
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        known, _, process = name.partition(".")
        if len(known) == length and not known.strip(_HEX) and (process or "0").isdecimal():
            yield name


_HEX = "0123456789abcdef"


def default_folder() -> str:
    """Where caches are kept on this system."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    above = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return os.path.join(above or os.path.join(os.path.expanduser("~"), ".cache"), "budgetlint")


def _is_ours(folder: str) -> bool:
    """Whether a folder is this user's, and nobody else may write to it. Raises `OSError`."""
    status = os.stat(folder)
    if not hasattr(os, "geteuid"):
        return True  # a user's own folders on Windows are closed to others
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def digest(pieces: Iterable[str | bytes]) -> bytes:
    """One name for all pieces (BLAKE2b); each counts with its length, so that no two rows of
    pieces come to the same."""
    whole = blake2b(digest_size=_DIGEST)
    for piece in pieces:
        data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.digest()


def _replace(path: str, data: bytes) -> None:
    """The old file or the new one, at every moment; after a crash perhaps neither, and then the
    digest tells. Raises `OSError`."""
    temporary = f"{path}.{os.getpid()}"
    try:
        _remove(temporary)
        with _opened(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)
        raise


def _opened(path: str, flags: int) -> IO[bytes]:
    """A plain file, opened to be read or written. What else bears its name, a pipe or a device, is
    not waited for. Raises `OSError`."""
    number = os.open(path, flags | _AT_ONCE, 0o600)
    if not S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(EINVAL, path)
    return open(number, "rb" if flags == os.O_RDONLY else "wb")


_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
