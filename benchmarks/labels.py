"""Verdicts made by hand, held against what the program says of the same documents.

A label is a line of a CSV: doc, code, severity, where, printed, expected, verdict, cause. Its
verdict is TRUE (the office really published that), FALSE (misread or misjudged) or ROUNDING. A
finding answers a label if it has its code and shows its place, itself or in its evidence; one
about no cell if it has its code and quotes what was printed, or if there is one such finding and
one such label. A label that only a finding of another code answers, because that says that the name
there is miswritten (a row seems to be missing, because its name differs by a character), is counted
apart.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Finding = Mapping[str, Any]
"""A finding as the JSON report has it, in Chinese."""

ALARMS = {
    "TRUE": ("error", "warning"), "FALSE": ("error", "warning"), "ROUNDING": ("error",),
}  # fmt: skip
"""What is an alarm. A difference of rounding that stands alone is a warning by intention: whether
it is the habit of the office cannot be told from one."""
_PAGE = re.compile(r"\s*p\d+$")


class Label(NamedTuple):
    """One judgement: the rule, its severity then, the place, what was printed there, the truth."""

    code: str
    severity: str
    where: str
    printed: str
    verdict: str


class Judged(NamedTuple):
    """What became of the labels of one document: those found again (some of them only told
    `otherwise`, as a miswritten name), and so on; and the errors that no label speaks of."""

    again: Sequence[Label]
    otherwise: Sequence[Label]
    lost: Sequence[Label]
    false: Sequence[Label]
    rounding: Sequence[Label]
    gone: Sequence[Label]
    unlabelled: Sequence[str]


def read_labels(path: Path) -> Mapping[str, list[Label]]:
    """The labels of each document, by the name of its file without ending."""
    labels: dict[str, list[Label]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            where = _PAGE.sub("", row["where"])
            label = Label(row["code"], row["severity"], where, row["printed"], row["verdict"])
            labels.setdefault(row["doc"], []).append(label)
    return labels


def judge(findings: Sequence[Finding], labels: Iterable[Label]) -> Judged:
    """Labels of errors and warnings only: problems and prompts are counted elsewhere."""
    wanted = [label for label in labels if label.severity in ("error", "warning")]
    signed = [finding for finding in findings if finding["severity"] == "error"]
    plain = {label: _answers(label, wanted, findings) for label in wanted}
    answered = {label: plain[label] or _miswritten(label, findings) for label in wanted}
    alarms = {
        label: [f for f in found if f["severity"] in ALARMS[label.verdict]]
        for label, found in answered.items()
    }
    true = [label for label in wanted if label.verdict == "TRUE"]
    other = [label for label in wanted if label.verdict != "TRUE"]
    known = {id(finding) for found in answered.values() for finding in found}
    return Judged(
        [label for label in true if answered[label]],
        [label for label in true if answered[label] and not plain[label]],
        [label for label in true if not answered[label]],
        [label for label in other if label.verdict == "FALSE" and alarms[label]],
        [label for label in other if label.verdict == "ROUNDING" and alarms[label]],
        [label for label in other if not alarms[label]],
        [_told(finding) for finding in signed if id(finding) not in known],
    )


def _answers(label: Label, labels: Sequence[Label], findings: Sequence[Finding]) -> list[Finding]:
    """The findings of its code that show its place, or quote it; of what is about no cell, the one
    that there is."""
    own = [finding for finding in findings if _shows(finding, label)]
    bare = [one for one in findings if one["code"] == label.code and not one["cells"]]
    alike = [one for one in labels if one.code == label.code and not _is_of_cell(one)]
    return own or (bare if alike == [label] and len(bare) == 1 else [])


def _shows(finding: Finding, label: Label) -> bool:
    every = (finding, *finding["evidence"])
    own = (said for said in every if said["code"] == label.code)
    return any(_is_there(s, label) if s["cells"] else _is_quoted(s, label) for s in own)


def _is_quoted(said: Finding, label: Label) -> bool:
    return bool(label.printed) and label.printed in said["found"]


def _is_there(said: Finding, label: Label) -> bool:
    """Whether it shows a place; a section's number stands for every place in it."""
    places = {cell["address"] for cell in (*said["cells"], *said.get("suspects", ()))}
    places.add(said["found"])
    return any(p == label.where or p.startswith(f"{label.where} /") for p in places)


def _is_of_cell(label: Label) -> bool:
    return " / " in label.where


def _miswritten(label: Label, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that say that the name there is miswritten."""
    name = f"/{_name(label.where)}”"
    said = [(one, (one, *one["evidence"])) for one in findings if label.where]
    return [one for one, every in said if any(name in str(s.get("hint", "")) for s in every)]


def _name(where: str) -> str:
    """The name of the row that a place is in."""
    return where.partition(" / ")[2].partition(" / ")[0].rpartition(" ")[2] or where


def _told(finding: Finding) -> str:
    place = finding["cells"][0]["address"] if finding["cells"] else finding["found"]
    return f"{finding['code']} {place} {finding['actual']} ≠ {finding['expected']}"
