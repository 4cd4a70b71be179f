"""Files and folders: what there is to read, and its bytes.

All that touches the file system is here and goes through `os`: importing pathlib would add a
tenth to the start of the program.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from ..messages import input as wording
from ..model import limits
from ..model.errors import InputError
from .formats import FORMATS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .archive import Archive

BytesOf = Callable[[str], bytes]
"""What gives the bytes of a file by its path; raises `InputError`."""

AS_THEY_ARE: Mapping[str, bytes] = MappingProxyType({})
"""No bytes that stand in for those of files."""

MAX_BYTES = limits.FILE_BYTES

FOLDER_FORMATS = FORMATS["csv"].endings
HEADER_FILES = ("document.json", "datapackage.json")
BASELINE = "budgetlint-baseline.json"
"""What is accepted in an archive; see `tasks.baseline`."""
WAIVERS = "budgetlint-waivers.toml"
"""What a person accepts; see `tasks.waivers`."""


def suffix(path: str) -> str:
    """The ending of a file's name in small letters: ".json"."""
    return os.path.splitext(path)[1].lower()


def stem(path: str) -> str:
    """The name of a file without folder and ending."""
    return os.path.splitext(os.path.basename(path))[0]


def join(folder: str, name: str) -> str:
    """The path of `name` in `folder`."""
    return os.path.join(folder, name)


def normal(path: str) -> str:
    """A relative path without detours: "./a//b.csv" is "a/b.csv"."""
    return os.path.normpath(path)


class Where(Protocol):
    """What knows of paths: the file system, or a zip file that is read as a folder."""

    def exists(self, path: str) -> bool: ...

    def is_folder(self, path: str) -> bool: ...

    def names(self, folder: str) -> list[str]: ...


class _Disk:
    """The file system."""

    def exists(self, path: str) -> bool:
        return os.path.lexists(path)

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(path)

    def names(self, folder: str) -> list[str]:
        try:
            return os.listdir(folder)
        except OSError as error:
            raise InputError(wording.unreadable(error)).at(folder) from None


def _where(path: str) -> Where:
    """What knows of a path. A zip file beyond the bounds is a file, and refused when it is read."""
    try:
        return _archive(path) or _Disk()
    except InputError:
        return _Disk()


def _archive(path: str) -> Archive | None:
    """The zip file that a path leads into, or is. Raises `InputError` for one beyond bounds."""
    if ".zip" not in path.lower() or os.path.isdir(path):
        return None
    from .archive import archive_of

    return archive_of(path)


def is_packed(path: str) -> bool:
    """Whether a path leads into a zip file, where nothing can be changed."""
    return not isinstance(_where(path), _Disk)


def exists(path: str) -> bool:
    """Whether there is anything at `path`."""
    return _where(path).exists(path)


def is_folder(path: str) -> bool:
    """Whether `path` is a folder (a link to one, or a zip file of documents, is one)."""
    return _where(path).is_folder(path)


def entered(folder: str) -> str:
    """A folder itself; of a zip file that holds nothing but one folder, that."""
    names = names_in(folder) if is_packed(folder) else []
    inner = join(folder, names[0]) if len(names) == 1 else folder
    return entered(inner) if inner != folder and is_folder(inner) else folder


def is_inside(path: str, folder: str) -> bool:
    """Whether `path`, all links followed, is inside of `folder`."""
    inside = os.path.realpath(folder)
    try:
        return os.path.commonpath([os.path.realpath(path), inside]) == inside
    except ValueError:  # another drive
        return False


def names_in(folder: str) -> list[str]:
    """The names in a folder, sorted, hidden and temporary ones left out."""
    return sorted(n for n in _where(folder).names(folder) if not n.startswith((".", "~$")))


def csv_names(names: Iterable[str]) -> list[str]:
    """Those of these names that are CSV files."""
    return [name for name in names if suffix(name) in FOLDER_FORMATS]


def json_names(names: Iterable[str]) -> list[str]:
    """Those of these names that may be JSON documents: headers of folders and schemas are none."""
    return [
        name
        for name in names
        if name.lower().endswith(".json")
        and not name.lower().endswith(".schema.json")
        and name.lower() not in (*HEADER_FILES, BASELINE)
    ]


def is_readme(name: str) -> bool:
    """Whether a file tells about the others, and is no document itself."""
    return name.lower().startswith("readme")


def other_names(folder: str, names: Iterable[str]) -> list[str]:
    """Those of the names in a folder that are read as documents, CSV and JSON not among them; a
    README is none."""
    return [
        name
        for name in names
        if KINDS.get(suffix(name), "json") not in ("json", "csv")
        and not is_readme(name)
        and not is_folder(join(folder, name))
    ]


def standing_in(instead: Mapping[str, bytes]) -> BytesOf:
    """The bytes of files, but for those that others stand in for, by path: to see what a corrected
    file would say."""

    def bytes_of(path: str) -> bytes:
        return instead[path] if path in instead else read_bytes(path)

    return bytes_of


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises `InputError` if it cannot be read or is larger than allowed."""
    archive = _archive(path)
    if archive is not None:
        return archive.content(path)
    try:
        data = regular_bytes(path, MAX_BYTES + 1)
    except OSError as error:
        raise InputError(wording.unreadable(error)).at(path) from None
    if len(data) > MAX_BYTES:
        raise InputError(wording.too_large(MAX_BYTES // 2**20)).at(path)
    return data


def is_lock(path: str) -> bool:
    """Whether a file is what WPS and Office keep beside a document as long as it is open."""
    return os.path.basename(path).startswith("~$")


def regular_bytes(path: str, most: int) -> bytes:
    """The first `most` bytes of a file. Raises `OSError`; `SpecialFileError` for what is no
    regular file: nobody knows when a pipe or a device ends, so that it is not even opened."""
    try:
        _refuse_special(os.stat(path))
        with open(os.open(path, _WITHOUT_WAITING), "rb") as file:
            _refuse_special(os.fstat(file.fileno()))
            data: bytes | None = file.read(most)
            if data is None:  # there is nothing yet, as in some files of the system
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            return data
    except ValueError:  # a NUL in the name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None


def _refuse_special(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise wording.SpecialFileError(errno.EINVAL, "no regular file")


_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that came into the place of the file since it was looked at does not stop us either."""
