"""One budget in the forms of all places, right and with damaged figures.

usage: python benchmarks/places.py [--damage N] [--leave-out] [PLACE...]

For each place: the figures that have coordinates, of how many; what is found in the right budget
(nothing should be); of N figures with one changed digit, how many are found. With `--leave-out`,
how many figures have coordinates without the words and names that no other place prints (see
leaveout.py). What is checked is compared relation by relation in alike.py.
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

from budgetlint.model.raw import RawDocument  # noqa: E402  (from this tree)
from budgetlint.recognise.facts import facts_of, is_figure  # noqa: E402
from budgetlint.tasks.check import checker  # noqa: E402
from leaveout import without_own  # noqa: E402
from papers.places import FINALS, FORMS, changed, document, sites  # noqa: E402


def main() -> None:
    """Print a line for each place, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--damage", type=int, default=30)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("places", nargs="*")
    options = parser.parse_args()
    sums = [0] * 5
    for form in (*FORMS, *FINALS):
        if options.places and form["name"] not in options.places:
            continue
        raw = document(form)
        report = checker().report(raw)
        known, printed = coordinates(raw, report.pack)
        wrong = len(report.findings) + len(report.problems)
        found, tried = damaged(form, raw, options.damage)
        more = ""
        if options.leave_out:
            left, own = without_own(form, raw)
            more = f"  {left} without {own} words and names"
        print(
            f"{form['name']:16} {known:5} of {printed:5} figures  {wrong:2} wrong  "
            f"{found:3} of {tried:3} damaged{more}",
            flush=True,
        )
        sums = [a + b for a, b in zip(sums, (known, printed, wrong, found, tried), strict=True)]
    print(
        f"{'all':16} {sums[0]:5} of {sums[1]:5} figures  {sums[2]:2} wrong  "
        f"{sums[3]:3} of {sums[4]:3} damaged"
    )


def coordinates(raw: RawDocument, pack: str) -> tuple[int, int]:
    """How many printed figures have coordinates, and how many there are."""
    kit = checker().packs.load(pack)
    facts = list(facts_of(kit.recognise(raw), kit.layouts[0].vocabulary))
    printed = sum(is_figure(cell) for grid in raw.grids for row in grid.rows for cell in row)
    return sum(not fact.why for fact in facts), max(printed, len(facts))


def damaged(form: Mapping[str, Any], raw: RawDocument, times: int) -> tuple[int, int]:
    """Of so many figures with one changed digit, how many lead to an error."""
    known = sites(raw)
    chosen = random.Random(form["name"]).sample(known, min(times, len(known)))
    reports = (checker().report(changed(raw, *site)) for site in chosen)
    found = sum(any(f.severity == "error" for f in report.findings) for report in reports)
    return found, len(chosen)


if __name__ == "__main__":
    main()
