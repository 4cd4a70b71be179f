"""Whether what `convert` writes is read again as it was, as JSON and as CSV.

    python benchmarks/roundtrip.py FOLDER [--forms json,csv] [--show]

Each document is checked, converted, and what was written is checked. A line a document and form:
its findings and the verdicts on its relations, and how many of both came out otherwise; with
--show what did. 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tabulate import tabulate

from budgetlint.model.errors import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.readers import expand
from budgetlint.report.finding import Finding
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.convert import csv_files, json_text
from budgetlint.tasks.reading import read

FORMS = ("json", "csv")
COLUMNS = ("document", "form", "findings", "verdicts", "otherwise")


class Verdicts(NamedTuple):
    """What came of a document, counted: its findings and problems, and its relations by verdict
    with the sentences that were not read."""

    findings: Counter[str]
    relations: Counter[str]


class Written(NamedTuple):
    """A document and what was written of it: what came of each."""

    before: Verdicts
    after: Verdicts

    @property
    def otherwise(self) -> list[str]:
        """What was lost (-) and what was not there before (+), findings and counts of verdicts."""
        return [*_differences(*self._pair(0)), *_differences(*self._pair(1))]

    def _pair(self, part: int) -> tuple[Counter[str], Counter[str]]:
        return self.before[part], self.after[part]


def _differences(before: Counter[str], after: Counter[str]) -> Iterator[str]:
    yield from (f"- {what} ({count})" for what, count in (before - after).items())
    yield from (f"+ {what} ({count})" for what, count in (after - before).items())


def main(arguments: Sequence[str] | None = None) -> int:
    """The table on standard output; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    rows: list[list[object]] = []
    shown: list[str] = []
    for path in sorted(options.folder.iterdir()):
        for one in expand(str(path)) if path.suffix.lower() not in ("", ".md") else ():
            if (raw := _read(one.path)) is None:
                continue
            for form in options.forms.split(","):
                name, written = Path(one.path).name, roundtrip(raw, form)
                counts = (sum(counter.values()) for counter in written.before)
                rows.append([name, form, *counts, len(written.otherwise)])
                shown += (f"{name} {form}: {what}" for what in written.otherwise)
    print(tabulate(rows, headers=COLUMNS))
    for line in shown if options.show else ():
        print(line)
    alike = sum(not row[-1] for row in rows)
    print(f"{alike} of {len(rows)} as they were")
    return int(alike < len(rows))


def _read(path: str) -> RawDocument | None:
    """The document; None for what is none."""
    try:
        raw = read(path)
    except InputError:
        return None
    return raw if checker().report(raw).coverage.arithmetic else None


def roundtrip(raw: RawDocument, form: str) -> Written:
    """What comes of a document, and of what is written of it in a form."""
    kit = checker().kit_for(raw)
    document = kit.recognise(raw)
    with tempfile.TemporaryDirectory() as folder:
        if form == "csv":
            for name, text in csv_files(document, kit.pack.name).items():
                (Path(folder) / name).write_bytes(text.encode())
            again = read(folder)
        else:
            file = Path(folder) / "document.json"
            file.write_text(json_text(document, kit.pack.name, kit.pack.layouts[0].vocabulary))
            again = read(str(file))
        return Written(_verdicts(raw), _verdicts(again))


def _verdicts(raw: RawDocument) -> Verdicts:
    report: FileReport = checker().report(raw)
    told = [*map(_said, report.findings), *(f"{p.code} | {p.found.zh}" for p in report.problems)]
    counts = {**report.coverage.relations, "unread": len(report.coverage.unread)}
    return Verdicts(Counter(told), Counter(counts))


def _said(finding: Finding) -> str:
    """A finding by what it says of which cells, wherever these stand."""
    cells = " ".join(cell.address.zh for cell in finding.cells)
    sure = finding.surest
    mended = f"{sure.cell.address.zh} -> {sure.right}" if sure is not None else ""
    amounts = f"{finding.actual} {finding.expected}"
    said = (finding.code, finding.severity, amounts, finding.found.zh, cells, mended)
    return " | ".join(filter(None, said))


if __name__ == "__main__":
    sys.exit(main())
