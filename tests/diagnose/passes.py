"""The passes of diagnosis: a document in, its causes out."""

from __future__ import annotations

from collections.abc import Iterator

from budgetlint.report.finding import Suspect
from scenarios import Case, Passes
from small import checker, raw


def causes(case: Case) -> Iterator[str]:
    """Each finding with the cells that are probably wrong, and what else would explain it."""
    for finding in checker(case).report(raw(case)).findings:
        rules = " ".join(one.code for one in finding.relations)
        yield f"{rules}: {finding.story.en or finding.message.en or finding.name.en}"
        yield from (f"    {suspect(one)}" for one in finding.suspects)
        for several in finding.alternatives:
            yield f"    or {', '.join(map(suspect, several))}"
        if finding.hint.en:
            yield f"    hint: {finding.hint.en}"
        if finding.multipliers:
            yield f"    multipliers {' '.join(f'{times:+}' for times in finding.multipliers)}"


def suspect(one: Suspect) -> str:
    said = f"{one.cell.address.en}: {one.cell.value or 'blank'} → {one.right or 'blank'}"
    limits = "" if one.low == one.high else f" ({one.low} to {one.high})"
    return f"{said}{limits}, {one.certainty}{f', {one.slip.en}' if one.slip.en else ''}"


NAMES = ("bases", "causes", "joint", "labels", "moves", "search", "slips", "units", "weigh")
PASSES: Passes = dict.fromkeys(NAMES, causes)
