"""One budget in the forms of all places, in all formats, and with damaged figures.

usage: python benchmarks/places.py [--damage N] [--formats F,F] [--leave-out] [PLACE...]

For each place: the figures that have coordinates, of how many; what is found in the right budget
(nothing should be); of N figures with one changed digit, how many are found; and with `--formats`
the formats in which the same relations are checked. With `--leave-out`, how many figures have
coordinates without the words of the vocabulary that no other place prints.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.model.memo import Memo  # noqa: E402  (from this tree)
from budgetlint.model.raw import RawDocument  # noqa: E402
from budgetlint.model.vocabulary import Vocabulary, no_readings, understood  # noqa: E402
from budgetlint.recognise.document import recognise  # noqa: E402
from budgetlint.recognise.facts import facts_of, is_figure  # noqa: E402
from budgetlint.recognise.layouts import Layouts  # noqa: E402
from budgetlint.tasks.check import checker  # noqa: E402
from budgetlint.tasks.reading import read  # noqa: E402
from papers.places import FINALS, FORMS, changed, document, sheets, sites  # noqa: E402
from papers.written import FORMATS, write  # noqa: E402

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?")


def main() -> None:
    """Print a line for each place, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--damage", type=int, default=30)
    parser.add_argument("--formats", default="")
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("places", nargs="*")
    options = parser.parse_args()
    kinds = FORMATS if options.formats == "all" else tuple(filter(None, options.formats.split(",")))
    sums = [0] * 5
    for form in (*FORMS, *FINALS):
        if options.places and form["name"] not in options.places:
            continue
        raw = document(form)
        report = checker().report(raw)
        known, printed = coordinates(raw, report.pack)
        wrong = len(report.findings) + len(report.problems)
        found, tried = damaged(form, raw, options.damage)
        other = [kind for kind in kinds if not is_alike(form, kind, report.coverage.arithmetic)]
        alike = f"  {len(kinds) - len(other)} of {len(kinds)} formats, not {other}"
        formats = alike if kinds else ""
        if options.leave_out:
            left, own = without_own_words(form, raw, report.pack)
            formats += f"  {left} without {own} words"
        print(
            f"{form['name']:16} {known:5} of {printed:5} figures  {wrong:2} wrong  "
            f"{found:3} of {tried:3} damaged{formats}",
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
    return sum(not fact.why for fact in facts), printed


def damaged(form: Mapping[str, Any], raw: RawDocument, times: int) -> tuple[int, int]:
    """Of so many figures with one changed digit, how many lead to an error."""
    known = sites(raw)
    chosen = random.Random(form["name"]).sample(known, min(times, len(known)))
    reports = (checker().report(changed(raw, *site)) for site in chosen)
    found = sum(any(f.severity == "error" for f in report.findings) for report in reports)
    return found, len(chosen)


def is_alike(form: Mapping[str, Any], kind: str, arithmetic: int) -> bool:
    """Whether a file of this format leads to the same relations, and to nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        report = checker().report(read(str(write(form, kind, Path(folder)))))
    quiet = not report.findings and not report.problems
    return quiet and report.coverage.arithmetic == arithmetic


def without_own_words(form: Mapping[str, Any], raw: RawDocument, pack: str) -> tuple[int, int]:
    """How many figures have coordinates without the words of the vocabulary that only this place
    prints, and how many words these are."""
    kit = checker().packs.load(pack)
    known = kit.layouts[0].vocabulary
    others = {w for f in (*FORMS, *FINALS) if f is not form for w in words_of(f, known)}
    own = words_of(form, known) - others
    less = known._replace(
        words={word: sets for word, sets in known.words.items() if word not in own},
        alone={word: sets for word, sets in known.alone.items() if word not in own},
        readings=no_readings(),
        made=Memo(5000),
    )
    layouts = Layouts([layout._replace(vocabulary=less) for layout in kit.layouts.every])
    facts = facts_of(recognise(raw, layouts), less)
    return sum(not fact.why for fact in facts), len(own)


def words_of(form: Mapping[str, Any], vocabulary: Vocabulary) -> set[str]:
    """The words of the vocabulary that a place prints in titles, headers and names."""
    cells = {cell for _, sheet in sheets(form) for row in sheet.rows for cell in row}
    pieces = (piece for cell in cells for piece in understood(vocabulary, cell).pieces)
    return {piece.text for piece in pieces if piece.sets}


if __name__ == "__main__":
    main()
