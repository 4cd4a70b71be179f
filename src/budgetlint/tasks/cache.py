"""The cache: what was found in a document is known as long as nothing that decides it changes.

A report depends on the bytes of the document (and of last year's), on the packs, on the options
that shape it, and on the program; a digest of all these is its name in the cache. It is a folder
that may be deleted at any time: what is damaged or gone is made again.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ..model.errors import InputError
from ..model.version import VERSION
from ..packs.load import rules_home
from ..readers.files import read_bytes
from ..readers.write import FileChange, write_files
from ..report.codec import Decoder, encoded
from ..report.report import FileReport

DAYS = 30
"""What nobody has asked for as long as this is thrown away."""
VARIABLE = "BUDGETLINT_CACHE"


class Cache:
    """Reports by their keys, each a file in a folder."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder or default_folder()
        self._decoder = Decoder()

    def get(self, key: str, path: str) -> FileReport | None:
        """The report of that key on the document that is now at `path`, if it is kept."""
        name = self._file(key)
        try:
            with open(name, "rb") as file:
                report = self._decoder.decoded(file.read())
            os.utime(name)
        except (OSError, ValueError):
            return None
        return report if report.path == path else None

    def put(self, key: str, report: FileReport) -> None:
        """Keep a report. Where that cannot be, nothing is lost but time."""
        name = self._file(key)
        with suppress(OSError, InputError):
            os.makedirs(os.path.dirname(name), exist_ok=True)
            write_files([FileChange(name, encoded(report))])

    def prune(self, now: int) -> None:
        """Throw away what was not used for long; `now` is in seconds since 1970."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with suppress(OSError):
                    if os.stat(path).st_mtime < now - DAYS * 86_400:
                        os.unlink(path)

    def _file(self, key: str) -> str:
        return os.path.join(self.folder, key[:2], f"{key}.json")


def default_folder() -> str:
    """Where caches are kept on this system."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    above = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return os.path.join(above or os.path.join(os.path.expanduser("~"), ".cache"), "budgetlint")


def key_of(program: str, paths: Iterable[str], options: Iterable[str]) -> str:
    """The name of a report: what the program, the bytes of these files and the options come to.

    Raises `InputError` for files that cannot be read.
    """
    whole = hashlib.sha256(program.encode())
    for option in options:
        _add(whole, option.encode("utf-8", "surrogateescape"))
    for path in paths:
        for name in _files(path):
            _add(whole, name.encode("utf-8", "surrogateescape"))
            _add(whole, hashlib.sha256(read_bytes(name)).digest())
    return whole.hexdigest()


def _add(whole: hashlib._Hash, data: bytes) -> None:
    """Each piece with its length, so that no two rows of pieces come to the same."""
    whole.update(len(data).to_bytes(8, "big"))
    whole.update(data)


def _files(path: str) -> Iterator[str]:
    """A file, or all files directly in a folder."""
    if not os.path.isdir(path):
        yield path
        return
    for name in sorted(os.listdir(path)):
        inside = os.path.join(path, name)
        if os.path.isfile(inside):
            yield inside


def program_key(packs: Iterable[str]) -> str:
    """What the program and the rules are: versions, and sizes and times of all their files.

    `packs` are the files of packs that are not shipped.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    files = [*_below(home), *_below(rules_home()), *map(os.path.abspath, packs)]
    states = ((path, os.stat(path)) for path in sorted(set(files)))
    said = [f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states]
    return "\n".join((VERSION, sys.version, *said))


def _below(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        yield from (os.path.join(folder, name) for name in names if not name.endswith(".pyc"))
