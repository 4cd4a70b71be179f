"""How many of the figures printed in tables have coordinates, and why the others have none.

usage: python benchmarks/coordinates.py [--pack PACK] [--reasons N] FILE...

The figures that are printed are counted in the grids, before anything is recognised; those that a
table has lost on the way count as left out. Whole numbers without a separator, which may be codes
there, are not counted: `truth.py` counts them too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from budgetlint.recognise.facts import facts_of, is_figure
from budgetlint.tasks.kit import Packs
from budgetlint.tasks.reading import read


def main() -> None:
    """Print a line for each file, their sum, and the commonest reasons."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--pack", default="cn-common")
    parser.add_argument("--reasons", type=int, default=20)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    kit = Packs().load(options.pack)
    reasons: Counter[tuple[str, ...]] = Counter()
    all_printed = all_known = 0
    for name in options.files:
        raw = read(name)
        printed = sum(is_figure(c) for grid in raw.grids for row in grid.rows for c in row)
        printed += sum(is_figure(c) for table in raw.tables for row in table.rows for c in row)
        every = facts_of(kit.recognise(raw), kit.layouts[0].vocabulary)
        facts = [fact for fact in every if is_figure(fact.text)]
        known = sum(not fact.why for fact in facts)
        reasons.update((f.why, f.title[:24], *f.left) for f in facts if f.why)
        if len(facts) < printed:
            reasons["lost", Path(name).name] += printed - len(facts)
        share = 100 * known / printed if printed else 100.0
        print(f"{Path(name).name:50} {known:6} of {printed:6}  {share:5.1f} %")
        all_printed += printed
        all_known += known
    share = 100 * all_known / max(all_printed, 1)
    print(f"{'all':50} {all_known:6} of {all_printed:6}  {share:5.1f} %")
    for reason, times in reasons.most_common(options.reasons):
        print(f"{times:6}  {' · '.join(reason)}")


if __name__ == "__main__":
    main()
