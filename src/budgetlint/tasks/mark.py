"""Mark: copies of the originals with what was found drawn on them; the originals stay as they are.

This is what goes back to a unit: its own file, with the wrong figures boxed and a note at each.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from ..messages import marking as wording
from ..model.errors import InputError, Message, Problem
from ..model.values import NamedTuple
from ..readers.files import is_folder, read_bytes
from ..readers.sniff import kind_of
from ..readers.walk import parts_of
from ..readers.write import FileChange, write_files, write_folder
from ..report.finding import Finding
from ..report.marked import MARKED, Mark, marker, marks_of
from ..report.report import FileReport
from .check import Path, checker


class Copy(NamedTuple):
    """A marked copy of a file: its bytes, and how many findings and ticks it bears."""

    path: str
    data: bytes
    noted: int
    ticked: int


class Marked(NamedTuple):
    """The marked copies of the files of one document, its report, what is said of each finding
    that has no place in them, and what could not be done."""

    report: FileReport
    copies: tuple[Copy, ...]
    left: tuple[Message, ...]
    problems: tuple[Problem, ...] = ()


def mark(
    paths: Sequence[Path],
    rules: str | None = None,
    *,
    previous: Path | None = None,
    ticks: bool = False,
    lang: str = "zh",
) -> Marked:
    """The marked copies of a file, or of several files or a folder that are one document.

    With `ticks` the verified figures are ticked as well. The notes are in `lang`. Raises
    `InputError` for what cannot be read or marked, `RuleError` for a bad pack.
    """
    names = [os.fspath(path) for path in paths]
    several = len(names) > 1 or is_folder(names[0])
    files = {name: read_bytes(name) for name in _files(names)}
    if not any(_kind(name, data) in MARKED for name, data in files.items()):
        raise InputError(wording.other_format()).at(names[0])
    reports = checker(rules).reports(
        names, previous=previous, together=several, paper=True, instead=files
    )
    report = next(iter(reports))
    if not report.pack:
        raise InputError(*report.problems)
    marks, homeless = marks_of(report, lang, ticks=ticks)
    copies: list[Copy] = []
    lost: list[Mark] = []
    problems: list[Problem] = []
    for name, own in _by_file(marks, files).items():
        try:
            copy, left = _marked(name, files[name], own)
        except InputError as error:
            problems += error.at(name).problems
        else:
            copies.append(copy)
            lost += left
    said = (*map(_unplaced, homeless), *(Message(m.note, m.note) for m in lost if m.note))
    return Marked(report, tuple(copies), said, tuple(problems))


def _kind(name: str, data: bytes) -> str:
    """The kind of a file by its bytes. Raises `InputError` for a damaged one."""
    try:
        return kind_of(data)
    except InputError as error:
        raise error.at(name) from None


def _files(names: Sequence[str]) -> Iterator[str]:
    """The files that these paths are or hold."""
    for name in names:
        parts = parts_of(name) if is_folder(name) else [name]
        yield from (part for part in parts if not is_folder(part))


def _by_file(marks: Sequence[Mark], files: Mapping[str, bytes]) -> dict[str, list[Mark]]:
    """The marks of each file that can be marked, or has any."""
    found: dict[str, list[Mark]] = {
        name: [] for name, data in files.items() if _kind(name, data) in MARKED
    }
    for one in marks:
        if one.place.path in files:
            found.setdefault(one.place.path, []).append(one)
    return found


def _marked(name: str, data: bytes, marks: Sequence[Mark]) -> tuple[Copy, list[Mark]]:
    kind = kind_of(data)
    if kind not in MARKED:
        raise InputError(wording.other_format())
    try:
        marked, left = marker(kind)(data, marks)
    except DAMAGE as error:
        raise InputError(wording.damaged(str(error))) from None
    noted = sum(bool(one.note) for one in marks) - sum(bool(one.note) for one in left)
    return Copy(name, marked, noted, len(marks) - len(left) - noted), left


DAMAGE = (
    AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
"""What libraries raise where a part that no reader needs is damaged, or of the wrong kind."""


def _unplaced(finding: Finding) -> Message:
    about = finding.cells[0].address if finding.cells else finding.found
    return wording.not_marked(finding.code, finding.message, about)


def write_marked(marked: Marked, output: str, paths: Sequence[Path]) -> list[Message]:
    """Write the copy of a single file to `output`; those of several into a folder of that name.

    Returns what to say of each. Raises `InputError` if that cannot be, or is the original.
    """
    copies = marked.copies
    single = len(paths) == 1 and not is_folder(os.fspath(paths[0]))
    if single:
        own, wanted = (os.path.splitext(name)[1].lower() for name in (str(paths[0]), output))
        if own != wanted:
            raise InputError(wording.other_ending(own, wanted)).at(output)
        if os.path.exists(output) and os.path.samefile(output, paths[0]):
            raise InputError(wording.same_file()).at(output)
        write_files([FileChange(output, copy.data) for copy in copies])
        return [wording.written(output, copy.noted, copy.ticked) for copy in copies]
    named = {os.path.basename(copy.path): copy for copy in copies}
    write_folder(output, {name: copy.data for name, copy in named.items()})
    return [
        wording.written(os.path.join(output, name), copy.noted, copy.ticked)
        for name, copy in named.items()
    ]
