"""The baseline of an archive: the findings of today that are accepted, so that only new ones count.

A finding is in it by the document's path, its fingerprint, and what it says: a figure that changes
is a new finding. A baseline that is there can only shrink: what is no longer found goes out of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..messages import waivers as messages
from ..model.errors import RuleError
from ..model.values import NamedTuple
from ..readers.files import exists, read_bytes
from ..readers.write import FileChange, write_files
from ..report.entries import arithmetic
from ..report.json_text import json_text
from ..report.report import FileReport
from ..report.waived import Waived
from .remarks import remark, report_of_remarks

if TYPE_CHECKING:
    from ..report.finding import Finding

VERSION = 1


class Accepted(NamedTuple):
    """A finding that is accepted. `file` is the path from the folder of the baseline."""

    file: str
    rule: str
    place: str
    said: str
    fingerprint: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same finding: which rule shows it best may be judged anew."""
        return self.file, self.fingerprint, self.said


class Baseline:
    """The accepted findings of a file, or none where there is no file yet."""

    def __init__(
        self, path: str, accepted: Iterable[Accepted] = (), *, is_new: bool = False
    ) -> None:
        self.path = path
        self.is_new = is_new
        self._accepted = {one.key: one for one in accepted}
        self._checked: set[str] = set()
        self._found: dict[tuple[str, str, str], Accepted] = {}

    def apply(self, report: FileReport) -> FileReport:
        """The report with what is accepted told apart from its findings."""
        file = _relative(report.path, self.path)
        self._checked.add(file)
        waived: dict[int, Waived] = {}
        for number, finding in enumerate(report.findings):
            one = _accepted(finding, file)
            self._found[one.key] = one
            if one.key in self._accepted:
                waived[number] = Waived(finding, "baseline")
        return report.without(waived)

    def report(self) -> FileReport | None:
        """That the baseline could shrink; nothing if it could not."""
        looked_at = [one for one in self._accepted.values() if one.file in self._checked]
        gone = sum(1 for one in looked_at if one.key not in self._found)
        remarks = [remark("W4", self.path, 0, messages.stale(gone))] if gone else []
        return report_of_remarks(self.path, remarks)

    def shrunk(self) -> tuple[Baseline, int, int]:
        """The baseline of what is found still (of all that is found, where there was none), how
        many are gone, and how many found ones are not accepted."""
        if self.is_new:
            return Baseline(self.path, self._found.values()), 0, 0
        folder = os.path.dirname(os.path.abspath(self.path))
        kept = [one for one in self._accepted.values() if self._is_kept(one, folder)]
        new = sum(1 for key in self._found if key not in self._accepted)
        return Baseline(self.path, kept), len(self._accepted) - len(kept), new

    def _is_kept(self, one: Accepted, folder: str) -> bool:
        """Found still, or of a document that is there and was not looked at this time."""
        if one.file in self._checked:
            return one.key in self._found
        return exists(os.path.join(folder, one.file))

    def __len__(self) -> int:
        """How many findings are accepted."""
        return len(self._accepted)

    def write(self) -> None:
        """Write the file, a line a finding. Raises `InputError`."""
        lines = ",\n".join(json_text(one._asdict()) for one in sorted(self._accepted.values()))
        text = f'{{\n"version": {VERSION},\n"findings": [\n{lines}\n]\n}}\n'
        write_files([FileChange(self.path, text.encode())])


def read_baseline(path: str) -> Baseline:
    """The baseline in a file. Raises `RuleError`, and `InputError` if there is no such file."""
    written = read_bytes(path)
    try:
        data = json.loads(written)
        if data["version"] != VERSION:
            raise ValueError(data["version"])
        return Baseline(path, [Accepted(**one) for one in data["findings"]])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise RuleError(messages.bad_baseline(path, line)) from None


def _relative(path: str, baseline: str) -> str:
    """The path of a document from the folder of the baseline, alike on every system."""
    folder = os.path.dirname(os.path.abspath(baseline))
    parts = (os.path.relpath(os.path.abspath(part), folder) for part in path.split(" + "))
    return " + ".join(part.replace(os.sep, "/") for part in parts)


def _accepted(finding: Finding, file: str) -> Accepted:
    cell = finding.primary
    place = cell.address.zh if cell else ""
    return Accepted(file, finding.code, place, _said(finding), finding.fingerprint)


def _said(finding: Finding) -> str:
    """The figures of a finding, or its words: with others it is another finding."""
    if finding.surest is not None:
        return ", ".join(f"{s.cell.value} -> {s.right}" for s in finding.suspects)
    if finding.difference is not None:
        return arithmetic(finding, "zh")
    return finding.found.zh
