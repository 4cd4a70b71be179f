"""Files and folders: what there is to read, and its bytes.

All that touches the file system is here and goes through `os`: importing pathlib would add a
tenth to the start of the program.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from ..messages import input as wording
from ..model.errors import InputError
from .formats import FORMATS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive import Archive

BytesOf = Callable[[str], bytes]
"""What gives the bytes of a file by its path; raises `InputError`."""

AS_THEY_ARE: Mapping[str, bytes] = MappingProxyType({})
"""No bytes that stand in for those of files."""

MAX_BYTES = 256 * 1024 * 1024

FOLDER_FORMATS = FORMATS["csv"].endings
HEADER_FILES = ("document.json", "datapackage.json")
BASELINE = "budgetlint-baseline.json"
"""What is accepted in an archive; see `tasks.baseline`."""
_SKIPPED_FOLDERS = ("node_modules", "__pycache__", "__MACOSX")


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

    def is_link(self, path: str) -> bool: ...

    def names(self, folder: str) -> list[str]: ...


class _Disk:
    """The file system."""

    def exists(self, path: str) -> bool:
        return os.path.lexists(path)

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(path)

    def is_link(self, path: str) -> bool:
        return os.path.islink(path)

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(os.listdir(folder))
        except OSError as error:
            raise InputError(wording.unreadable(error)).at(folder) from None


def _where(path: str) -> Where:
    return _archive(path) or _Disk()


def _archive(path: str) -> Archive | None:
    """The zip file that a path leads into, or is. Raises `InputError` for one beyond bounds."""
    if ZIP not in path.lower() or os.path.isdir(path):
        return None
    from .archive import archive_of

    return archive_of(path)


ZIP = ".zip"


def is_packed(path: str) -> bool:
    """Whether a path leads into a zip file, where nothing can be changed."""
    return _archive(path) is not None


def exists(path: str) -> bool:
    """Whether there is anything at `path`."""
    return _where(path).exists(path)


def is_folder(path: str) -> bool:
    """Whether `path` is a folder (a link to one, or a zip file of documents, is one)."""
    return _where(path).is_folder(path)


def names_in(folder: str) -> list[str]:
    """The names in a folder, sorted, hidden and temporary ones left out."""
    return _names(folder, _where(folder))


def _names(folder: str, where: Where) -> list[str]:
    return [name for name in where.names(folder) if not name.startswith((".", "~$"))]


def csv_names(folder: str) -> list[str]:
    """The names of the CSV files directly in a folder."""
    return [name for name in names_in(folder) if suffix(name) in FOLDER_FORMATS]


def document_names(folder: str) -> list[str]:
    """The names of the files directly in a folder that are read as documents, CSV and JSON
    not among them; a README is none."""
    where = _where(folder)
    return [
        name
        for name in _names(folder, where)
        if KINDS.get(suffix(name), "json") not in ("json", "csv")
        and not name.lower().startswith("readme")
        and not where.is_folder(join(folder, name))
    ]


def files_in(folder: str) -> list[str]:
    """The files directly in a folder that can be read, but for those that describe the folder."""
    names = [n for n in names_in(folder) if _is_json_document(n) or suffix(n) in FOLDER_FORMATS]
    found = sorted({*names, *document_names(folder)})
    if not found:
        raise InputError(wording.nothing_in_folder()).at(folder)
    return [join(folder, name) for name in found]


def entered(folder: str) -> str:
    """A folder itself; of a zip file that holds nothing but one folder, that."""
    archive = _archive(folder)
    while archive is not None:
        names = _names(folder, archive)
        if len(names) != 1 or not archive.is_folder(join(folder, names[0])):
            break
        folder = join(folder, names[0])
    return folder


def expand(path: str) -> list[str]:
    """The documents at `path`: itself, or for a folder that is no document all documents below.

    A folder with CSV files or a document.json directly in it is one document. Raises
    `InputError` for nothing there.
    """
    where = _where(path)
    if not where.is_folder(path):
        if not where.exists(path):
            raise InputError(wording.missing()).at(path)
        return [path]
    found = list(_documents(path, where))
    if not found:
        raise InputError(wording.nothing_in_folder()).at(path)
    return found


def is_document(folder: str) -> bool:
    """Whether a folder is one document: CSV files are in it, or it is described by a header and
    holds no JSON document beside it."""
    names = names_in(folder)
    described = "document.json" in names and bool(document_names(folder))
    packaged = (described or "datapackage.json" in names) and not any(map(_is_json_document, names))
    return packaged or any(suffix(name) in FOLDER_FORMATS for name in names)


def _documents(folder: str, where: Where) -> Iterator[str]:
    """All documents at or below `folder`, by name."""
    names = _names(folder, where)
    if is_document(folder):
        yield folder
        return
    on_disk = isinstance(where, _Disk)
    for name in names:
        path = join(folder, name)
        if where.is_folder(path):
            # A link to a folder may lead back up: following it would never end.
            if name not in _SKIPPED_FOLDERS and not where.is_link(path):
                yield from _documents(path, where)
        elif on_disk and suffix(name) == ZIP:
            yield from _packed(path)
        elif _is_json_document(name) or _is_sought(name) or (not on_disk and _is_archive(name)):
            yield path


def _packed(path: str) -> Iterator[str]:
    """The documents of a zip file in a folder, if there are any; the file itself if it cannot be
    looked into, which will be said of it."""
    try:
        yield from expand(path)
    except InputError as error:
        if error.problems[0].code != "input-missing":
            yield path


def _is_archive(name: str) -> bool:
    """Whether a file within an archive is another, which is not opened; that is said."""
    return suffix(name) in (ZIP, ".rar", ".7z")


def _is_sought(name: str) -> bool:
    kind = KINDS.get(suffix(name), "json")
    return kind != "json" and FORMATS[kind].sought


def _is_json_document(name: str) -> bool:
    small = name.lower()
    return (
        small.endswith(".json")
        and not small.endswith(".schema.json")
        and small not in (*HEADER_FILES, BASELINE)
    )


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
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_BYTES:
                raise InputError(wording.too_large(MAX_BYTES // 2**20)).at(path)
            # A pipe does not tell its size, and a device may never end.
            data = file.read() if stat.S_ISREG(status.st_mode) else file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(wording.unreadable(error)).at(path) from None
    except ValueError:  # a NUL in the name
        raise InputError(wording.missing()).at(path) from None
    if len(data) > MAX_BYTES:
        raise InputError(wording.too_large(MAX_BYTES // 2**20)).at(path)
    return data
