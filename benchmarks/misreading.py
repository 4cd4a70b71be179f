"""How tables are told that were misread: read a document wrongly on purpose, and see who is blamed.

    python benchmarks/misreading.py FILE ...            one document a file, each table in turn
    python benchmarks/misreading.py FILE ... -v         with the rules that each error is of
    python benchmarks/misreading.py FILE ... --all      all tables of a document at once, with time
    python benchmarks/misreading.py FILE ... --misprints SEED
                                                        misprints instead: are they errors?
    python benchmarks/misreading.py FILE ... --titles   each two tables below each other's title
    python benchmarks/misreading.py FILE ... --slips    slips of the office instead, a table each
    python benchmarks/misreading.py FILE ... --slips --cells
                                                        as if every file were a workbook

Every table of each document is read wrongly in each of these ways; nothing is wrong in the document
itself, so an error beyond those that it has as printed is a false one. The columns:

tables     tables that can be read so
silent     nothing that is an error breaks: nobody could tell
misread    the table is told to be misread, and no error is left
other      another table is told to be misread, and no error is left
both       a table is told to be misread, and errors are left
errors     it is told as errors of the office

With `--titles` two tables stand below each other's title, where six relations or more fail by it.

With `--slips` a table is not misread: whole columns and rows of it were written wrongly, so that
errors are right, and all else is not. With `--cells` no table is taken off a page: then nobody but
the office moves a figure.

With `--misprints`, twenty figures of each document are damaged one by one (and two, and four at
once): an error must say so, and none may be put down to our reading or to a rule that does not fit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

from tabulate import tabulate

from budgetlint.diagnose import attributed
from budgetlint.diagnose.failing import LEAST
from budgetlint.evaluate.judge import evaluate
from budgetlint.evaluate.outcomes import Deviation, Outcomes, RatioDeviation
from budgetlint.model.document import Table
from budgetlint.model.place import NOWHERE, Place
from budgetlint.model.raw import RawDocument, RawTable
from budgetlint.model.verdict import Verdict
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Kit
from budgetlint.tasks.reading import read
from damage import Subject, wrong_digit
from wrongly import SLIPS, WRONG, Wrong


class Told(NamedTuple):
    """What is said of a document: its tables that were misread, and the errors that it has."""

    misread: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]


def told(outcomes: Outcomes) -> Told:
    """What is an error, and what is a problem."""
    errors = []
    for outcome in outcomes.rules:
        found: list[Deviation | RatioDeviation] = [*outcome.deviations, *outcome.ratios]
        errors += [
            (outcome.rule.code, str(one.relation.key))
            for one in found
            if outcome.rule.severity == "error"
            and one.verdict is Verdict.BROKEN
            and not one.excused
        ]
    problems = outcomes.document.problems
    misread = tuple(p.address.en for p in problems if p.code == "table-misread")
    return Told(misread, tuple(errors))


class Trial(NamedTuple):
    """One table of a document, read wrongly in one way, and what came of it."""

    document: str
    table: str
    wrong: str
    verdict: str
    errors: tuple[str, ...]


def trials(path: str, ways: Mapping[str, Wrong] = WRONG, *, cells: bool = False) -> Iterator[Trial]:
    """Each table of a document, read (or written) wrongly in each way; off `cells`, not pages."""
    kit, whole, printed = _opened(path, cells=cells)
    raws = whole.tables
    before = told(kit.outcomes(whole))
    for at, table in enumerate(printed):
        places = _money(table)
        for name, wrong in ways.items():
            printed_rows = [list(row) for row in table.raw.rows]
            rows = wrong(printed_rows, places) if places else None
            if rows is None or rows == printed_rows:
                continue
            new = (*raws[:at], table.raw._replace(rows=rows), *raws[at + 1 :])
            yield _trial(path, table, name, before, kit, whole._replace(tables=new))


def _trial(path: str, table: Table, wrong: str, before: Told, kit: Kit, raw: RawDocument) -> Trial:
    after = told(kit.outcomes(raw))
    more = Counter(after.errors) - Counter(before.errors)
    codes = tuple(sorted({code for code, _ in more}))
    misread = [name for name in after.misread if name not in before.misread]
    if not misread:
        verdict = "errors" if more else "silent"
    elif more:
        verdict = "both"
    else:
        own = table.raw.title and any(table.raw.title in name for name in misread)
        verdict = "misread" if own or len(misread) > 1 else "other"
    return Trial(path, table.raw.title or table.id, wrong, verdict, codes)


EXCHANGED = "titles exchanged"


def titles(path: str) -> Iterator[Trial]:
    """Each two tables of a document below each other's title, where that breaks much."""
    kit, whole, _ = _opened(path)
    raws, own = whole.tables, checker(kit.pack.name)
    before, printed = told(kit.outcomes(whole)), _errors(own.report(whole))
    for one, other in combinations(range(len(raws)), 2):
        pair = (raws[one], raws[other])
        if len(pair[0].columns) == len(pair[1].columns) and all(t.has_title for t in pair):
            new = list(raws)
            new[one] = pair[0]._replace(id="", title=pair[1].title)
            new[other] = pair[1]._replace(id="", title=pair[0].title)
            raw = whole._replace(tables=tuple(new))
            if len(told(kit.outcomes(raw)).errors) - len(before.errors) >= LEAST:
                report = own.report(raw)
                left = _errors(report) - printed
                misread = any(problem.code == "table-misread" for problem in report.problems)
                verdict = ("both" if left else "misread") if misread else "errors"
                title = f"{pair[0].title} / {pair[1].title}"
                yield Trial(path, title, EXCHANGED, verdict, tuple(sorted(left)))


def _errors(report: FileReport) -> Counter[str]:
    return Counter(finding.code for finding in report.findings if finding.severity == "error")


def _money(table: Table) -> list[int]:
    places = {
        place
        for rows in table.sides
        for name, place in rows.where.columns.items()
        if rows.structure.side.columns[name].measure == "money" and rows.columns.get(name)
    }
    return sorted(places)


def all_at_once(path: str) -> Iterator[tuple[str, str, int, int, int, float, float]]:
    """All tables of a document read wrongly in one way: how many they are, how many of them are
    told, how many errors are left, and the processor time with and without asking why."""
    for name, wrong in WRONG.items():
        kit, raw, tables = _opened(path)
        new = []
        for table in tables:
            rows = [list(row) for row in table.raw.rows]
            places = _money(table)
            new.append(table.raw._replace(rows=(wrong(rows, places) if places else None) or rows))
        document = kit.recognise(raw._replace(tables=tuple(new)))
        start = time.process_time()
        plain = evaluate(kit.planner.plan(document), document)
        middle = time.process_time()
        after = told(attributed(plain))
        taken = time.process_time() - middle
        changed = sum(one.rows != table.raw.rows for one, table in zip(new, tables, strict=True))
        yield (
            Path(path).stem, name, changed, len(after.misread), len(after.errors),
            middle - start, taken,
        )  # fmt: skip


def _opened(path: str, *, cells: bool = False) -> tuple[Kit, RawDocument, list[Table]]:
    """A document by its printed tables, and these."""
    raw = read(path)
    kit = checker().packs.choose(raw)
    document = kit.recognise(raw)
    printed = [t for t in document.tables.values() if t.layout.book is None]
    place = NOWHERE if cells else Place(page=1)
    printed = [table._replace(raw=_placed(table.raw, place)) for table in printed]
    raws = tuple(table.raw for table in printed)
    return kit, document.raw._replace(tables=raws, grids=(), flows=()), printed


def _placed(table: RawTable, place: Place) -> RawTable:
    return table._replace(locate=lambda *_: place, doubts={} if place == NOWHERE else table.doubts)


MISPRINTS = (1, 2, 4)
"""So many figures are wrong at once."""
TRIALS = 20


def misprints(path: str, seed: int) -> Iterator[tuple[int, str]]:
    """How many figures of a document were damaged, and what is said of it then: an `error`, or that
    it was `demoted` to a misreading or a rule that does not fit, or nothing (`silent`)."""
    kit, raw, _ = _opened(path)
    subject, chance = Subject(raw, kit), Random(f"{seed} {Path(path).stem}")
    sites = [site for site in subject.sites if not site.prose]
    before = told(kit.outcomes(raw))
    for figures in MISPRINTS:
        for _ in range(TRIALS):
            chosen = chance.sample(sites, min(figures, len(sites)))
            edits = [(site, text) for site in chosen if (text := wrong_digit(site.text, chance))]
            new = subject.damaged(edits)
            document = kit.recognise(new)
            plain = evaluate(kit.planner.plan(document), document)
            after, as_printed = told(attributed(plain)), told(plain)
            if Counter(after.errors) - Counter(before.errors):
                lost = len(as_printed.errors) > len(after.errors) + len(before.errors)
                yield figures, "some demoted" if lost else "error"
            else:
                more = Counter(as_printed.errors) - Counter(before.errors)
                yield figures, "demoted" if more else "silent"


VERDICTS = ("silent", "misread", "other", "both", "errors")


def main(arguments: Sequence[str] | None = None) -> int:
    """The table on standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--all", action="store_true", dest="at_once")
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--slips", action="store_true")
    parser.add_argument("--cells", action="store_true")
    parser.add_argument("--misprints", type=int, metavar="SEED")
    options = parser.parse_args(arguments)
    if options.misprints is not None:
        said = Counter(one for path in options.files for one in misprints(path, options.misprints))
        verdicts = ("error", "some demoted", "demoted", "silent")
        counted = [(n, *(said[n, verdict] for verdict in verdicts)) for n in MISPRINTS]
        sys.stdout.write(tabulate(counted, ("figures", *verdicts)) + "\n")
        return 0
    if options.at_once:
        rows = [row for path in options.files for row in all_at_once(path)]
        heads = ("document", "read", "tables", "misread", "errors", "check s", "why s")
        sys.stdout.write(tabulate(rows, heads, floatfmt=".2f") + "\n")
        return 0
    ways = SLIPS if options.slips else WRONG
    work = titles if options.titles else partial(trials, ways=ways, cells=options.cells)
    found = [trial for path in options.files for trial in work(path)]
    if options.verbose:
        wanted = ("errors", "both") if not options.slips else ("silent", "misread", "other", "both")
        for trial in found:
            if trial.verdict in wanted:
                line = (Path(trial.document).stem, trial.table, trial.wrong, trial.verdict)
                sys.stdout.write("\t".join((*line, " ".join(trial.errors))) + "\n")
    names = (EXCHANGED,) if options.titles else ways
    counts = {name: Counter(t.verdict for t in found if t.wrong == name) for name in names}
    lines = [
        (name, sum(own.values()), *(own[verdict] for verdict in VERDICTS))
        for name, own in counts.items()
    ]
    sys.stdout.write(tabulate(lines, ("read", "tables", *VERDICTS)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
