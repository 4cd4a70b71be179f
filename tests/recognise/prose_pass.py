"""Prose as a pass: what is said, of what, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Iterator

import budgetlint
from budgetlint.model.prose import Claim
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.kit import Packs
from scenarios import Case

KIT = Packs().load("cn-common")


def prose(case: Case) -> Iterator[str]:
    """A line a claim: its subject, that of its whole, its figures, what they are compared with;
    then what claims promise of each other, figures that nobody can tell, and what rules find."""
    title = case.get("title", "说明")
    section = {"section": "一", "title": title, "text": case["text"].strip("\n")}
    year = {"year": case["year"]} if "year" in case else {}
    data = {"tables": [], "narrative": [section], "profile": "cn-common", **year}
    told = KIT.recognise(read_mapping(data)).prose
    assert told is not None
    yield from (_claim(claim, told.claims) for claim in told.claims)
    for kind, whole, parts, less in told.told:
        names = " + ".join(told.claims[part].subject for part in parts)
        names += "".join(f" - {told.claims[part].subject}" for part in less)
        yield f"{kind}: {told.claims[whole].subject} = {names}"
    report = budgetlint.check(data).files[0]
    yield from (f"unread: {unread.quote}" for unread in report.coverage.unread)
    for finding in report.findings:
        if finding.severity != "info":
            where = finding.cells[0].address.get("zh").removeprefix("§一 / 叙述 ")
            yield f"{finding.severity} {finding.code}: {where}"


def _claim(claim: Claim, claims: tuple[Claim, ...]) -> str:
    parent = f" < {claims[claim.parent].subject}" if claim.parent >= 0 else ""
    whole = f" of {claims[claim.whole].subject}" if claim.whole >= 0 else ""
    figures = [f"{slot} {f.text}{f.unit}" for slot, f in claim.figures.items()]
    words = [f"{slot} {text}" for slot, (text, _) in claim.words.items() if slot in _SHOWN and text]
    return f"{claim.subject}{parent}: {', '.join([*figures, *words])}{whole}"


_SHOWN = ("direction", "against", "same", "reason", "compared")
