"""How tables are told that were misread: read a document wrongly on purpose, and see who is blamed.

    python benchmarks/misreading.py FILE ...            one document a file, each table in turn
    python benchmarks/misreading.py FILE ... -v         with the rules that each error is of
    python benchmarks/misreading.py FILE ... --all      all tables of a document at once, with time

Every table of each document is read wrongly in each of these ways; nothing is wrong in the document
itself, so an error beyond those that it has as printed is a false one. The columns:

tables     tables that can be read so
silent     nothing that is an error breaks: nobody could tell
misread    the table is told to be misread, and no error is left
other      another table is told to be misread, and no error is left
both       a table is told to be misread, and errors are left
errors     it is told as errors of the office
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tabulate import tabulate

from budgetlint.diagnose import attributed
from budgetlint.evaluate.judge import evaluate
from budgetlint.evaluate.outcomes import Deviation, Outcomes, RatioDeviation
from budgetlint.model.document import Table
from budgetlint.model.raw import RawDocument
from budgetlint.model.verdict import Verdict
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Kit
from budgetlint.tasks.reading import read

Texts = list[list[str]]
Wrong = Callable[[Texts, Sequence[int]], Texts | None]
"""The rows of a table read wrongly; `places` are its columns of money. None if they cannot be."""


def rows_low(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All figures one row too low; the last are lost."""
    return _with(rows, places, lambda column: ["", *column[:-1]])


def rows_high(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All figures one row too high."""
    return _with(rows, places, lambda column: [*column[1:], ""])


def exchanged(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The two columns with most figures under each other's header."""
    if len(places) < 2:
        return None
    first, second = sorted(places, key=lambda i: -_figures(rows, i))[:2]
    new = [list(row) for row in rows]
    for row in new:
        row[first], row[second] = row[second], row[first]
    return new


def rotated(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All columns one to the left, the first in the place of the last."""
    if len(places) < 3:
        return None
    return _moved(rows, places, [*places[1:], places[0]])


def cell_too_many(rows: Texts, places: Sequence[int]) -> Texts | None:
    """From the second column on one to the right; the last is lost."""
    if len(places) < 3:
        return None
    return _moved(rows, places, [places[0], -1, *places[1:-1]])


WRONG: Mapping[str, Wrong] = {
    "rows one too low": rows_low,
    "rows one too high": rows_high,
    "columns exchanged": exchanged,
    "columns rotated": rotated,
    "cell too many": cell_too_many,
}


def _figures(rows: Texts, place: int) -> int:
    return sum(any(map(str.isdigit, row[place])) for row in rows)


def _with(
    rows: Texts, places: Sequence[int], change: Callable[[list[str]], list[str]]
) -> Texts | None:
    new = [list(row) for row in rows]
    for place in places:
        for row, text in zip(new, change([row[place] for row in rows]), strict=True):
            row[place] = text
    return new


def _moved(rows: Texts, places: Sequence[int], of: Sequence[int]) -> Texts:
    new = [list(row) for row in rows]
    for old, row in zip(rows, new, strict=True):
        for place, source in zip(places, of, strict=True):
            row[place] = old[source] if source >= 0 else ""
    return new


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


def trials(path: str) -> Iterator[Trial]:
    """Each table of a document, read wrongly in each way."""
    kit, whole, printed = _opened(path)
    raws = whole.tables
    before = told(kit.outcomes(whole))
    for at, table in enumerate(printed):
        places = _money(table)
        for name, wrong in WRONG.items():
            rows = wrong([list(row) for row in table.raw.rows], places)
            if not places or rows is None or rows == [list(row) for row in table.raw.rows]:
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


def _opened(path: str) -> tuple[Kit, RawDocument, list[Table]]:
    """A document by its printed tables, and these."""
    raw = read(path)
    kit = checker().packs.choose(raw)
    document = kit.recognise(raw)
    printed = [t for t in document.tables.values() if t.layout.book is None]
    raws = tuple(table.raw for table in printed)
    return kit, document.raw._replace(tables=raws, grids=(), flows=()), printed


VERDICTS = ("silent", "misread", "other", "both", "errors")


def main(arguments: Sequence[str] | None = None) -> int:
    """The table on standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--all", action="store_true", dest="at_once")
    options = parser.parse_args(arguments)
    if options.at_once:
        rows = [row for path in options.files for row in all_at_once(path)]
        heads = ("document", "read", "tables", "misread", "errors", "check s", "why s")
        sys.stdout.write(tabulate(rows, heads, floatfmt=".2f") + "\n")
        return 0
    found = [trial for path in options.files for trial in trials(path)]
    if options.verbose:
        for trial in found:
            if trial.errors:
                line = (Path(trial.document).stem, trial.table, trial.wrong, trial.verdict)
                sys.stdout.write("\t".join((*line, " ".join(trial.errors))) + "\n")
    counts = {name: Counter(t.verdict for t in found if t.wrong == name) for name in WRONG}
    lines = [
        (name, sum(own.values()), *(own[verdict] for verdict in VERDICTS))
        for name, own in counts.items()
    ]
    sys.stdout.write(tabulate(lines, ("read", "tables", *VERDICTS)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
