"""Fingerprints: by which a finding is known again, in the next run and in other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..model.errors import Problem

if TYPE_CHECKING:
    from .finding import Finding


def fingerprinted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one document, each with its fingerprint: what it says of which place.

    Neither lines nor numbers of rows go into it, nor the figures, nor the path: only the rule, the
    address as a reader finds it and, where there is none, the words; so it outlives rows that are
    inserted above. Where it is known which cell is wrong, the finding is that cell, whichever of
    the rules that it breaks shows it best. Findings that are alike are numbered in their order.
    """
    every = list(findings)
    marks = _marks([_identity(finding) for finding in every])
    return [f._replace(fingerprint=mark) for f, mark in zip(every, marks, strict=True)]


def _identity(finding: Finding) -> tuple[str, ...]:
    suspect = finding.surest
    if suspect is not None:
        return "", suspect.cell.address.zh
    cell = finding.primary
    if cell is None:
        return finding.code, finding.found.zh
    if cell.row or cell.column:
        return finding.code, cell.address.zh
    return finding.code, cell.address.zh, cell.place.quote, finding.found.zh


def of_problems(problems: Sequence[Problem]) -> list[str]:
    """A fingerprint for each problem of one document."""
    return _marks([(p.code, p.address.zh, p.place.sheet, p.found.zh) for p in problems])


def _marks(identities: Sequence[tuple[str, ...]]) -> list[str]:
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for identity in identities:
        seen[identity] += 1
        marks.append(digest(*identity, str(seen[identity])))
    return marks


def digest(*parts: str) -> str:
    """128 bits that stand for some texts, in 32 hexadecimal digits."""
    import hashlib  # takes as long as reading a small document

    data = "\0".join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(data).hexdigest()[:32]
