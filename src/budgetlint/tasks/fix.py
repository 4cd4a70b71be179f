"""Fix: the corrections that are certain, as a patch of the file.

Only what nothing else explains and what the relations force to the last digit is proposed, and
only where the document, so corrected, is checked again: the broken relations hold, and no other
is broken. Everything else is left to those who know the figures.
"""

from __future__ import annotations

import difflib
import io
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from .. import messages
from ..messages.catalogue import say
from ..model.errors import InputError, Message
from ..model.values import NamedTuple
from ..readers.edit import EDITORS, Edit, EditError
from ..readers.files import is_packed, read_bytes, suffix
from ..readers.plain.text import decoded, encoded
from ..readers.write import FileChange, write_files
from ..report.causes_text import change
from ..report.finding import Finding, Suspect
from ..report.report import FileReport, Report
from ..report.writer import Writer, position
from .check import Path, checker


class Patch(NamedTuple):
    """New text for a file in the place of the `old`, and the difference as a unified diff."""

    path: str
    old: bytes
    data: bytes
    diff: str


class Fix(NamedTuple):
    """What can be corrected in one document: `corrected` causes in `cells` cells, and how many
    findings about figures are `left` because they are not certain; and what is certain and has to
    be changed `by_hand`, as it is not written: where, and to what."""

    path: str
    patches: tuple[Patch, ...]
    corrected: int
    cells: int
    left: int
    by_hand: tuple[Message, ...] = ()

    def summary(self, *, written: bool) -> Message:
        """One line about the document."""
        hand = len(self.by_hand)
        return messages.fixed(
            self.path, self.corrected, self.cells, self.left, hand, written=written
        )


Reports = Callable[..., Iterable[FileReport]]
"""`Checker.reports` with all that the user has asked for."""


def fixes(
    source: Path | Sequence[Path],
    rules: str | None = None,
    *,
    previous: Path | None = None,
    units: Path | None = None,
    together: bool = False,
) -> list[Fix]:
    """The corrections of the documents in a file or folder, as a check finds them that is told the
    same; with `together` all paths are one.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack.
    """
    checks = checker(rules)
    reports = partial(checks.reports, previous=previous, units=units, together=together)
    report = Report(tuple(reports(source)))
    unread = [problem for file in report.files if not file.pack for problem in file.problems]
    if unread:
        raise InputError(*unread)
    paths = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    return [
        _of_document(file.path, paths if together else [file.path], file.findings, reports)
        for file in report.budgets
    ]


def _of_document(
    path: str, parts: Sequence[Path], findings: Sequence[Finding], reports: Reports
) -> Fix:
    about = [finding for finding in findings if finding.suspects or finding.evidence]
    sure = [finding for finding in about if _is_certain(finding) and _has_its_place(finding)]
    broken = _relations(findings)
    patches: tuple[Patch, ...] = ()
    while sure:
        patches = tuple(_patches(sure))
        wrong = _still_wrong(parts, patches, reports) - (broken - _relations(sure))
        if not wrong:
            break
        held = [finding for finding in sure if not _relations([finding]) & wrong]
        sure = held if len(held) < len(sure) else sure[:-1]
    else:
        patches = ()
    cells = sum(len(finding.suspects) for finding in sure)
    hand = [f for f in about if f not in sure and f.surest and f.surest.certainty == "certain"]
    left = len(about) - len(sure) - len(hand)
    return Fix(path, patches, len(sure), cells, left, tuple(map(_by_hand, hand)))


def _by_hand(finding: Finding) -> Message:
    """What to change, and where, in words; and why it is not written."""
    why = "by-hand-format" if any(map(_is_not_text, finding.suspects)) else "by-hand-unsettled"
    changes = tuple(
        say("causes.change-at", address=s.cell.short, place=_place(s), change=change(s))
        for s in finding.suspects
    )
    return say(f"causes.{why}", changes=changes)


def _is_not_text(suspect: Suspect) -> bool:
    path = suspect.cell.place.path
    return suspect.cell.is_there and (suffix(path) not in EDITORS or is_packed(path))


def _place(suspect: Suspect) -> Message:
    said = {lang: position(suspect.cell.place, Writer(lang, colour=False)) for lang in ("zh", "en")}
    return Message(said["zh"], said["en"])


def _is_certain(finding: Finding) -> bool:
    """Whether all cells of a cause are certain, stand in a text that can be edited, and are
    forced to one figure that can stand there; where rounding leaves the last place of the only
    one open, a slip may settle it. A row to be struck out is left to people."""
    alone = len(finding.suspects) == 1
    return any(suspect.right for suspect in finding.suspects) and all(
        suspect.certainty == "certain"
        and suspect.cell.is_there
        and suspect.suggested != 0  # that is left to people
        and (suspect.low == suspect.high == suspect.suggested or (alone and suspect.sole))
        and suffix(suspect.cell.place.path) in EDITORS
        and not is_packed(suspect.cell.place.path)
        and not (suspect.cell.place.section and suspect.right.startswith("-"))
        for suspect in finding.suspects
    )


def _has_its_place(finding: Finding) -> bool:
    """Whether its figures are found in the file as they were read."""
    try:
        return bool(list(_patches([finding])))
    except (EditError, InputError):  # or the original, to which a converted file leads, is gone
        return False


def _patches(findings: Iterable[Finding]) -> Iterable[Patch]:
    """The files with the suggested figures. Raises `EditError`."""
    by_path: dict[str, list[Suspect]] = {}
    for finding in findings:
        for suspect in finding.suspects:
            by_path.setdefault(suspect.cell.place.path, []).append(suspect)
    for path, suspects in by_path.items():
        old = read_bytes(path)
        try:
            text = decoded(old)
        except UnicodeDecodeError:  # another encoding, declared beside the file
            raise EditError(path) from None
        # Places are counted from behind a byte order mark.
        mark = text[: len(text) - len(text.removeprefix("\ufeff"))]
        edits = [_edit(suspect) for suspect in suspects]
        new = mark + EDITORS[suffix(path)](text.removeprefix(mark), edits)
        named = os.path.normpath(path)  # "./a.csv" is no path to those who apply patches
        lines = difflib.unified_diff(_lines(text), _lines(new), named, named, n=1)
        yield Patch(path, old, encoded(new, old), "".join(_ended(line) for line in lines))


def _lines(text: str) -> list[str]:
    """The lines as editors count them; str.splitlines also splits at U+2028 and form feeds."""
    return list(io.StringIO(text, newline=""))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _edit(suspect: Suspect) -> Edit:
    cell, place = suspect.cell, suspect.cell.place
    right = suspect.right
    if cell.value and "," not in cell.value and len(cell.value.partition(".")[0]) > THOUSANDS:
        right = right.replace(",", "")
    return Edit(place.pointer, place.line, place.column, place.start, cell.value, right)


THOUSANDS = 3

Relations = frozenset[tuple[str, Message]]


def _relations(findings: Iterable[Finding]) -> Relations:
    """The broken relations of findings, by code and first cell."""
    return frozenset((r.code, r.cells[0].address) for f in findings for r in f.relations if r.cells)


def _still_wrong(parts: Sequence[Path], patches: Iterable[Patch], reports: Reports) -> Relations:
    """The relations that are broken in a document with these corrections, checked in memory."""
    instead = {patch.path: patch.data for patch in patches}
    files = reports(parts, instead=instead)
    return _relations(finding for file in files for finding in file.findings)


def write_fixes(fix: Fix) -> None:
    """Write the corrected files of a document. Raises `InputError` for what is not written: it
    may not be written to, or has been changed since it was read."""
    write_files([FileChange(patch.path, patch.data, patch.old) for patch in fix.patches])
