"""A zip file of documents, as portals offer them, read as if it were the folder that it holds.

Nothing is unpacked to the disk. A path such as 公开.zip/部门预算.xlsx leads to an entry.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Sequence

from ..messages import input as wording
from ..messages import office
from ..model.errors import InputError
from .sniff import kind_by_names
from .zipped import ERRORS, LOCKED, entry_name, opened

ENDING = ".zip"
MAX_ENTRIES = 1000
"""Files in one archive: the units of a province have several, each with some of them. The list of
them is read again for each."""
MAX_BYTES = 256 * 2**20
"""Bytes of one entry."""
MAX_TOTAL = 2**31
"""Bytes of all entries together."""
MAX_RATIO = 400
"""How far an entry may unpack; sheets of nothing but repeated cells come near 100."""
MAX_SMALL = 4 * 2**20
"""Bytes that an entry may unpack to whatever its ratio."""


def archive_of(path: str) -> Archive | None:
    """The zip file that a path leads into, or is, if it holds documents; else None.

    Raises `InputError` for one beyond the bounds.
    """
    parts = path.replace(os.sep, "/").split("/")
    for number, part in enumerate(parts, 1):
        if part.lower().endswith(ENDING):
            outer = "/".join(parts[:number])
            if os.path.isfile(outer):
                return _archive(outer)
    return None


def _archive(path: str) -> Archive | None:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except ERRORS:
        return None
    # An office file is a document itself.
    names = [entry.filename for entry in entries]
    return Archive(path, entries) if kind_by_names(names) == "archive" else None


class Archive:
    """A zip file as a folder. Paths lead to it and on to an entry."""

    def __init__(self, path: str, entries: Sequence[zipfile.ZipInfo]) -> None:
        self._path = path
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise InputError(wording.archive_too_large(MAX_ENTRIES, MAX_TOTAL // 2**30)).at(path)
        self._files: dict[str, zipfile.ZipInfo] = {}
        self._folders: dict[str, set[str]] = {"": set()}
        for entry in entries:
            self._take(entry)

    def _take(self, entry: zipfile.ZipInfo) -> None:
        """Keep an entry by its name, which must lead nowhere else and be its own."""
        name = entry_name(entry).removeprefix("./")
        if name.endswith("/"):
            return
        if _leads_out(name) or name in self._files:
            raise InputError(wording.archive_unsafe(name)).at(self._path)
        self._files[name] = entry
        while name:
            above, _, last = name.rpartition("/")
            self._folders.setdefault(above, set()).add(last)
            name = above

    def _way(self, path: str) -> str:
        """From the zip file to an entry."""
        parts = path.replace(os.sep, "/")[len(self._path) :].split("/")
        return "/".join(part for part in parts if part not in ("", "."))

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""
        return self._way(path) in self._files or self.is_folder(path)

    def is_folder(self, path: str) -> bool:
        """Whether it is a folder; the zip file itself is one."""
        return self._way(path) in self._folders

    def names(self, folder: str) -> list[str]:
        """The names in a folder."""
        return list(self._folders.get(self._way(folder), ()))

    def content(self, path: str) -> bytes:
        """The bytes of a file. Raises `InputError`."""
        entry = self._files.get(self._way(path))
        if entry is None:
            raise InputError(wording.missing())
        if entry.flag_bits & LOCKED:
            raise InputError(office.encrypted())
        most = min(MAX_BYTES, max(MAX_SMALL, entry.compress_size * MAX_RATIO))
        if entry.file_size > most:
            raise InputError(office.too_large_inside(most // 2**20))
        try:
            with zipfile.ZipFile(self._path) as package, opened(package, entry) as file:
                return file.read(most)
        except (*ERRORS, zlib.error) as error:
            raise InputError(office.damaged(str(error))) from None


def _leads_out(name: str) -> bool:
    parts = name.split("/")
    drive = len(parts[0]) > 1 and parts[0][1] == ":" and parts[0][0].isascii()
    return drive or "" in parts or ".." in parts or any(letter < " " for letter in name)
