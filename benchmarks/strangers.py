"""Forms of no place, checked by what all places share.

usage: python benchmarks/strangers.py [--damage N] [--from N] [--forms FILE] [--list]

For each form of `tests/data/strangers.toml`: the tables of which every figure has coordinates, what
is found in the right budget (nothing should be), and of N figures with one changed digit how many
are in an error: its own, or one about a relation that holds the figure. `--from` begins with a
later form, `--forms` tries those of another file, `--list` prints what was not read, and what was
found wrongly or not at all.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.recognise.facts import facts_of  # noqa: E402  (from this tree)
from budgetlint.tasks.check import checker  # noqa: E402
from papers.places import changed, document, forms, sites  # noqa: E402


def main() -> None:
    """Print a line for each form, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--damage", type=int, default=5)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--forms", default="strangers.toml", help="forms that are no project data")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    sums = [0] * 5
    for form in forms(options.forms)[options.first :]:
        counts = tried(form, options.damage, told=options.list)
        print(f"{form['name']:16} {_line(counts)}", flush=True)
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
    print(f"{'all':16} {_line(sums)}")


def _line(counts: list[int]) -> str:
    read, tables, wrong, found, sites = counts
    return f"{read:3} of {tables:3} tables  {wrong:2} wrong  {found:3} of {sites:3} damaged"


def tried(form: Mapping[str, Any], times: int, *, told: bool) -> list[int]:
    """Tables read, tables, false findings, damage found, damage done."""
    raw = document(form)
    report = checker().report(raw)
    kit = checker().kit_for(raw)
    facts = list(facts_of(kit.recognise(raw), kit.layouts[0].vocabulary))
    unread = {grid.name for grid in raw.grids} - {fact.place.sheet for fact in facts}
    unread |= {fact.place.sheet for fact in facts if fact.why}
    wrong = [f for f in report.findings if f.severity != "info"]
    rng = random.Random(form["name"])
    chosen = rng.sample(sites(raw), min(times, len(sites(raw))))
    missed = [site for site in chosen if not _is_found(raw, site)]
    if told:
        _tell(raw, facts, unread, [*report.problems, *report.notes], wrong, missed)
    tables = len(raw.grids)
    return [tables - len(unread), tables, len(wrong), len(chosen) - len(missed), len(chosen)]


def _is_found(raw: Any, site: tuple[int, int, int]) -> bool:
    grid, row, column = site
    place = raw.grids[grid].locate(row, column)
    report = checker().report(changed(raw, *site))
    errors = [f for finding in report.findings for f in finding.relations if f.severity == "error"]
    return any(place == cell.place for error in errors for cell in _cells(error))


def _cells(finding: Any) -> list[Any]:
    return [*finding.cells, *(suspect.cell for suspect in finding.suspects)]


def _tell(
    raw: Any,
    facts: Any,
    unread: Any,
    problems: Any,
    wrong: Any,
    missed: Any,
) -> None:
    titles = {g.name: next(cell for row in g.rows for cell in row if cell) for g in raw.grids}
    for name in sorted(unread):
        left = {(f.name, f.header, f.left) for f in facts if f.place.sheet == name and f.why}
        print(f"  unread {titles[name]}: {sorted(left)[:3]}")
    for problem in problems:
        print(f"  {problem.code} {problem.found.zh}")
    for finding in wrong:
        cells = "; ".join(cell.address.zh for cell in finding.cells[:4])
        print(f"  wrong {finding.code} {finding.message.zh}: {cells}")
    for grid, row, column in missed:
        cells = raw.grids[grid].rows[row]
        print(f"  missed {titles[raw.grids[grid].name]}: column {column} of {cells}")


if __name__ == "__main__":
    main()
