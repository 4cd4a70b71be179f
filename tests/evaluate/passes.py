"""The passes of evaluation: rules and a document in, verdicts out."""

from __future__ import annotations

from collections.abc import Iterator

from budgetlint.model.amounts import printed
from budgetlint.report.cells import finding_cell
from scenarios import Case, Passes
from small import recognised


def verdicts(case: Case) -> Iterator[str]:
    """How many relations of each rule got which verdict, and what is not exact."""
    kit, document = recognised(case)
    for outcome in kit.judged(document).rules:
        said = sorted(f"{n} {verdict.value}" for verdict, n in outcome.counts.items() if n)
        yield f"{outcome.rule.code}: {', '.join(said) or 'nothing to judge'}"
        for found in outcome.deviations:
            cell = finding_cell(found.relation.left[0][1], document).address.en
            off = f"off by {found.residual:+f}, rounding hides {found.slack.normalize():f}"
            excused = ", excused" if found.excused else ""
            yield f"    {cell} {found.verdict.value}: {off}{excused}"
        for ratio in outcome.ratios:
            stated = ratio.relation.stated
            cell = finding_cell(stated, document).address.en if stated else "-"
            low, high = ratio.possible or (None, None)
            limits = "no base" if low is None or high is None else f"{low:.4f} to {high:.4f}"
            excused = ", excused" if ratio.excused else ""
            yield f"    {cell} {ratio.verdict.value}: figures give {limits}{excused}"
        yield from (f"    {part.verdict.value}: {part.reason.en}" for part in outcome.skipped)


def figures(case: Case) -> Iterator[str]:
    """What each cell is worth, and half a unit of its last place."""
    kit, document = recognised(case)
    found = kit.judged(document).figures
    for table in document.tables.values():
        for rows in table.sides:
            side = rows.structure.side.ordinal
            for row in range(rows.structure.size):
                cells = (
                    f"{printed(rows.value(name, row)) or '-'} ± {found.half(side, name, row):f}"
                    for name in rows.columns
                )
                yield f"{rows.structure.name(row)}: {' | '.join(cells)}"


PASSES: Passes = {"figures": figures, "habits": verdicts, "judge": verdicts}
