"""A script as a user writes it; `mypy --strict` reads it with the rest, and a test runs it."""

from __future__ import annotations

import sys
from decimal import Decimal

import budgetlint


def off_by(report: budgetlint.Report) -> Decimal:
    """The sum of all differences."""
    return sum((row["difference"] or Decimal(0) for row in report.table()), Decimal(0))


def main(path: str) -> int:
    """Check a file, and say what to do."""
    checker = budgetlint.Checker()
    report: budgetlint.Report = checker.check(path, rounding=True)
    for finding in report.findings:
        for suspect in finding.suspects:
            print(finding.code, suspect.cell.address.zh, suspect.right, suspect.suggested)  # noqa: T201
    for problem in report.problems:
        print(problem.code, problem.place.path, problem.found.zh)  # noqa: T201
    document: budgetlint.Document = budgetlint.read(path)
    seen: budgetlint.Inspection = budgetlint.inspect(path)
    story: budgetlint.Story = budgetlint.explain(path)
    cells: list[budgetlint.CellStory] = budgetlint.explain(path, "表10 / 公务接待费 / 合计")
    fixes: list[budgetlint.Fix] = budgetlint.fix(path)
    again = budgetlint.check(budgetlint.convert(path, partial=True))
    print(document.unit, seen.pack, len(story.causes), len(cells), len(fixes))  # noqa: T201
    print(off_by(report), off_by(again), len(report.to_dict("en")["files"]))  # noqa: T201
    return report.exit_code("warning")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
