"""What is read and found in a folder of documents: one line a document, and the sum of all.

    python benchmarks/corpus.py FOLDER [--json] [--together A+B …] [--lang en] [--labels CSV]

For each document: the pack chosen, tables recognised of those that are there, figures read,
relations by verdict, rules checked, findings by severity, what was not understood (problems,
sentences), readings in doubt, and how long it took against the reading library alone (PDF only).
Nothing is known of any document beforehand. With --together, files joined by + are one document.
With --labels, verdicts made by hand (see labels.py) are held against the findings: how many true
faults are found again, how many false alarms are left, and how precise the errors are, for each
document and in all.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from tabulate import tabulate

from budgetlint.model.amounts import is_blank
from budgetlint.model.document import Document
from budgetlint.model.errors import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.readers import expand
from budgetlint.report import Style, report_text
from budgetlint.report.report import FileReport, Report
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read, read_together
from labels import Judged, judge, read_labels

COLUMNS = (
    "document", "pack", "tables", "figures", "exact", "rounding", "broken", "empty", "rules",
    "errors", "warnings", "hints", "problems", "unread", "doubts", "s", "× library",
)  # fmt: skip

JUDGED = (
    "document", "found again", "told otherwise", "lost", "false",
    "rounding as error", "alarms gone", "not labelled", "precision",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """The table or JSON on standard output; 1 if a document could not be read at all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--together", nargs="*", default=[], metavar="A+B")
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--lang", default="en", choices=("en", "zh"))
    options = parser.parse_args(arguments)
    rows = list(_all(Path(options.folder), [group.split("+") for group in options.together]))
    labels = read_labels(options.labels) if options.labels else {}
    judged = {
        name: judge(row["findings"], labels[Path(name).stem])
        for row in rows
        if Path(name := row["document"]).stem in labels and not row["failed"]
    }
    for row in rows:
        row.pop("findings", None)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        shown = [[_cell(row.get(name, "")) for name in COLUMNS] for row in rows]
        print(tabulate(shown, headers=COLUMNS, disable_numparse=True))
        for row in rows:
            for what in row["not understood"]:
                print(f"{row['document']}: {what[options.lang]}")
    if judged and not options.json:
        print(tabulate(list(_precision(judged)), headers=JUDGED, disable_numparse=True))
    return int(any(row["failed"] for row in rows))


def _precision(judged: Mapping[str, Judged]) -> Iterator[list[str]]:
    """A line a document and one for all: counts, and the share of true ones among the errors and
    warnings that a label speaks of. What no label speaks of is listed below its document."""
    every = Judged(*(list(chain(*column)) for column in zip(*judged.values(), strict=True)))
    for name, found in (*judged.items(), ("all", every)):
        wrong = len(found.false) + len(found.rounding)
        share = Decimal(100 * len(found.again)) / max(len(found.again) + wrong, 1)
        yield [name, *(str(len(column)) for column in found), f"{share:.1f} %"]
        for told in found.unlabelled if found is not every else ():
            yield [f"    {told}"]


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _all(folder: Path, groups: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    joined = {name for group in groups for name in group}
    paths = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    for path in paths:
        if path.name in joined or (path.is_file() and path.suffix.lower() in ("", ".md")):
            continue
        for one in expand(str(path)):
            if one.error is None:
                yield _row(str(Path(one.path).relative_to(folder)), [one.path])
    for group in groups:
        yield _row(" + ".join(group), [str(folder / name) for name in group])


def _row(name: str, paths: Sequence[str]) -> dict[str, Any]:
    """Everything about one document."""
    began = time.perf_counter()
    try:
        raw = read(paths[0]) if len(paths) == 1 else read_together(paths)
    except InputError as error:
        told = [{"en": p.found.en, "zh": p.found.zh} for p in error.problems]
        return {"document": name, "failed": True, "not understood": told}
    reading = time.perf_counter() - began
    pack = checker().kit_for(raw)
    document = pack.recognise(raw)
    report = checker(pack.pack.name).report(raw)
    took = time.perf_counter() - began
    library = sum(filter(None, (_library(path) for path in paths)))
    severities = Counter(finding.severity for finding in report.findings)
    relations = report.coverage.relations
    doubtful = [note for note in report.notes if note.code == "reading-doubtful"]
    return {
        "document": name,
        "failed": False,
        "pack": pack.pack.name,
        "tables": f"{_there(raw) - _lost(document)}/{_there(raw)}",
        "figures": _figures(document),
        "exact": relations["exact"],
        "rounding": relations["rounding"],
        "broken": relations["broken"],
        "empty": relations["vacuous"],
        "rules": "/".join(str(report.coverage.rules[key]) for key in report.coverage.rules),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "hints": severities["info"],
        "problems": len(report.problems),
        "unread": len(report.coverage.unread),
        "doubts": len(doubtful),
        "s": f"{took:.2f}",
        "× library": f"{reading / library:.2f}" if library else None,
        "findings": json.loads(report_text("json", Report((report,)), Style("zh")))["files"][0][
            "findings"
        ],
        "codes": dict(Counter(finding.code for finding in report.findings)),
        "not understood": list(_not_understood(report)),
    }


def _there(raw: RawDocument) -> int:
    """The tables that a document has; each sheet of a form is one."""
    return len(raw.tables) + len(raw.grids)


def _lost(document: Document) -> int:
    """The tables of which no figure was read: no layout, no header, no rows of one width."""
    codes = ("header-unknown", "table-ragged", "table-twice")
    return len(document.unrecognised) + sum(p.code in codes for p in document.problems)


def _figures(document: Document) -> int:
    """The cells in which an amount was read."""
    return sum(
        sum(not is_blank(value) and not value.is_nan() for value in column[:-1])
        for table in document.tables.values()
        for rows in table.sides
        for column in rows.columns.values()
        if column is not None
    )


def _not_understood(report: FileReport) -> Iterator[dict[str, str]]:
    for problem in report.problems:
        where = f" ({problem.place.page})" if problem.place.page else ""
        yield {"en": problem.found.en + where, "zh": problem.found.zh + where}
    for sentence in report.coverage.unread:
        yield {"en": f"unread: {sentence.quote[:60]}", "zh": f"没有读懂：{sentence.quote[:60]}"}


def _library(path: str) -> float:
    """Seconds that the PDF library alone takes for the text of all pages, with its places."""
    if not path.lower().endswith(".pdf"):
        return 0.0
    import pypdfium2
    import pypdfium2.raw as pdfium

    data = Path(path).read_bytes()
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(data)
    box = pdfium.FS_RECTF()
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        for place in range(pdfium.FPDFText_CountChars(text.raw)):
            pdfium.FPDFText_GetUnicode(text.raw, place)
            pdfium.FPDFText_GetLooseCharBox(text.raw, place, box)
        text.close()
        page.close()
    document.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
