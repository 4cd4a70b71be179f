"""The reports that are kept: what was found in a document is known as long as nothing that decides
it changes.

A report depends on the bytes of the document (and of last year's), on the packs, on the options
that shape it, and on the program; all these together are its name in the store.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ..model.expressions import COMPILED
from ..model.version import VERSION
from ..packs.home import rules_home
from ..readers.files import read_bytes
from ..report.codec import decoded, encoded
from ..report.report import FileReport
from .store import Store, digest


class Cache:
    """Reports by their keys."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str, path: str) -> FileReport | None:
        """The report of that key on the document that is now at `path`, if it is kept."""
        data = self._store.get(key)
        if data is None:
            return None
        try:
            report = decoded(data)
        except ValueError:
            return None
        return report if report.path == path else None

    def put(self, key: str, report: FileReport) -> None:
        """Keep a report; none that holds what is not written."""
        with suppress(ValueError):
            self._store.put(key, encoded(report))

    def of(self, program: str) -> Kept:
        """What is kept of the program itself."""
        return Kept(self._store, program)

    def begin(self) -> None:
        """Before the first document: what Python compiled of expressions in other runs is there."""
        COMPILED.begin(self._store.get(EXPRESSIONS))

    def end(self) -> None:
        """After it: what was compiled for it is there for other runs."""
        news = COMPILED.news()
        if news is not None:
            self._store.put(EXPRESSIONS, news)


class Kept:
    """What is made of the program and its rules alone, from run to run."""

    def __init__(self, store: Store, program: str) -> None:
        self._store = store
        self._program = program

    def get(self, name: str) -> bytes | None:
        """What was kept under a name by this program, with these rules."""
        return self._store.get(f"{name} {self._program}")

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        self._store.put(f"{name} {self._program}", data)


EXPRESSIONS = f"expressions {sys.version} {sys.byteorder} {VERSION}"
"""The name under which compiled expressions are kept; each is behind its source and its flags."""


def key_of(program: str, paths: Iterable[str], options: Iterable[str]) -> str:
    """The name of a report: what the program, the bytes of these files and the options come to.

    Raises `InputError` for files that cannot be read.
    """
    names = (name for path in paths for name in _files(path))
    files = (piece for name in names for piece in (name, read_bytes(name)))
    return f"report {digest((program, *options, *files)).hex()}"


def _files(path: str) -> Iterator[str]:
    """A file, or all files in a folder and below it."""
    if not os.path.isdir(path):
        yield path
        return
    for folder, _, names in sorted(os.walk(path)):
        yield from (os.path.join(folder, name) for name in sorted(names))


def program_key(packs: Iterable[str]) -> str:
    """What the program and the rules are: versions, and sizes and times of all their files; of the
    libraries, of the folders that they are installed in.

    `packs` are the files of packs that are not shipped.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    states = [*_below(home), *_below(rules_home())]
    states += [_state(path, os.stat(path)) for path in map(os.path.abspath, packs)]
    libraries = (path for path in sys.path if os.path.basename(path) in INSTALLED)
    installed = [f"{path} {os.stat(path).st_mtime_ns}" for path in filter(os.path.isdir, libraries)]
    return digest((VERSION, sys.version, *sorted(states), *installed)).hex()


INSTALLED = ("site-packages", "dist-packages")
"""Folders that change when a library is installed, taken away, or replaced."""


def _below(root: str) -> Iterator[str]:
    """The states of all files below a folder, but for what Python compiles."""
    with os.scandir(root) as found:
        for entry in found:
            if entry.is_dir():
                yield from _below(entry.path) if entry.name != "__pycache__" else ()
            else:
                yield _state(entry.path, entry.stat())


def _state(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"
