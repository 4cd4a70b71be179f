"""Fix: the corrections that are certain, as a patch of the file.

Only what nothing else explains and what the relations force to the last digit is proposed, and
only where the document, so corrected, is checked again and the broken relations hold. Everything
else is left to those who know the figures.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import wording
from .check import Path, check, check_raw, choose_pack
from .errors import InputError, Text
from .findings import Finding, Suspect
from .packs import load_pack
from .readers import read
from .readers.edit import EDITORS, Edit
from .readers.files import read_bytes, suffix
from .readers.text import decoded, encoded


class Patch(NamedTuple):
    """New text for a file, and the difference as a unified diff."""

    path: str
    data: bytes
    diff: str


class Fix(NamedTuple):
    """What can be corrected in one document: `corrected` causes in `cells` cells, and how many
    findings about figures are `left` because they are not certain."""

    path: str
    patches: tuple[Patch, ...]
    corrected: int
    cells: int
    left: int

    def summary(self, *, written: bool) -> Text:
        """One line about the document."""
        return wording.fixed(self.path, self.corrected, self.cells, self.left, written=written)


def fixes(source: Path, rules: str | None = None) -> list[Fix]:
    """The corrections of the documents in a file or folder.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack.
    """
    report = check(source, rules)
    unread = [problem for file in report.files if not file.pack for problem in file.problems]
    if unread:
        raise InputError(*unread)
    return [_of_document(file.path, file.findings, rules) for file in report.files]


def _of_document(path: str, findings: Sequence[Finding], rules: str | None) -> Fix:
    about = [finding for finding in findings if finding.suspects or finding.evidence]
    sure = [finding for finding in about if _is_certain(finding)]
    patches: tuple[Patch, ...] = ()
    while sure:
        patches = tuple(_patches(sure))
        if _holds(path, patches, sure, rules):
            break
        sure.pop()
    else:
        patches = ()
    cells = sum(len(finding.suspects) for finding in sure)
    return Fix(path, patches, len(sure), cells, len(about) - len(sure))


def _is_certain(finding: Finding) -> bool:
    """Whether all cells of a cause are certain, stand in a text that can be edited, and are
    forced to one figure."""
    return bool(finding.suspects) and all(
        suspect.certainty == "certain"
        and suspect.cell.is_there
        and suspect.low == suspect.high == suspect.suggested
        and suffix(suspect.cell.path) in EDITORS
        for suspect in finding.suspects
    )


def _patches(findings: Iterable[Finding]) -> Iterable[Patch]:
    by_path: dict[str, list[Suspect]] = {}
    for finding in findings:
        for suspect in finding.suspects:
            by_path.setdefault(suspect.cell.path, []).append(suspect)
    for path, suspects in by_path.items():
        old = read_bytes(path)
        text = decoded(old)
        edits = [_edit(suspect) for suspect in suspects]
        new = EDITORS[suffix(path)](text, edits)
        lines = difflib.unified_diff(
            text.splitlines(keepends=True), new.splitlines(keepends=True), path, path, n=1
        )
        yield Patch(path, encoded(new, old), "".join(_ended(line) for line in lines))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _edit(suspect: Suspect) -> Edit:
    cell = suspect.cell
    right = suspect.suggested
    if cell.value and "," not in cell.value and len(cell.value.partition(".")[0]) > THOUSANDS:
        right = right.replace(",", "")
    return Edit(cell.pointer, cell.line, cell.column_number, cell.start, cell.value, right)


THOUSANDS = 3


def _holds(
    path: str, patches: Sequence[Patch], findings: Sequence[Finding], rules: str | None
) -> bool:
    """Whether a document, so corrected, has none of these findings any more."""
    if len(patches) != 1 or patches[0].path != path:
        return True  # a folder: its files are written together or not at all
    raw = read(path, patches[0].data)
    report = check_raw(raw, load_pack(rules) if rules else choose_pack(raw))
    gone = {(r.code, r.cells[0].address) for f in findings for r in f.relations if r.cells}
    still = {(r.code, r.cells[0].address) for f in report.findings for r in f.relations if r.cells}
    return not gone & still


def write_fixes(patches: Iterable[Patch]) -> None:
    """Write the corrected files. Raises `InputError` for one that cannot be written."""
    for patch in patches:
        try:
            with open(patch.path, "wb") as file:
                file.write(patch.data)
        except OSError as error:
            raise InputError(
                wording.not_written(patch.path, os.strerror(error.errno or 0))
            ) from None
